#pragma once

#include <boost/asio/ssl/context.hpp>

#include <string>

namespace conform::test {

/// A certificate of our own making and its key, in PEM. It vouches for itself.
struct Certificate {
  std::string certificate{};
  std::string key{};
};

/// For the given `subjectAltName`, such as `DNS:localhost,IP:127.0.0.1`.
[[nodiscard]] Certificate make_certificate(const std::string& alternative_names);
[[nodiscard]] boost::asio::ssl::context server_context(const Certificate& certificate);

/// A file with `text` in the tests' temporary folder, removed with this object.
class TemporaryFile {
public:
  explicit TemporaryFile(const std::string& text);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

private:
  std::string path_;
};

}  // namespace conform::test
