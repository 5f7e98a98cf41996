#pragma once

#include "tests/cli/process.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace conform::testing {

/// A real server of Debian's packages on a free port of the loopback, with its default configuration and the
/// small site or the small application of this folder; it ends with the object.
class Serving {
public:
  /// `name` is one of nginx, apache, lighttpd, gunicorn, httpbin, node and powerdns. Never throws for a
  /// server that is missing or does not start: then `complaint` says so.
  explicit Serving(std::string_view name);

  /// `http://127.0.0.1:PORT`.
  [[nodiscard]] const std::string& url() const { return url_; }
  /// A sentence on why there is no server; empty when it listens.
  [[nodiscard]] const std::string& complaint() const { return complaint_; }

private:
  Folder folder_{};
  std::unique_ptr<Background> process_{};
  std::string url_{};
  std::string complaint_{};
};

}  // namespace conform::testing
