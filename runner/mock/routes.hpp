#pragma once

#include "runner/openapi/api.hpp"
#include "runner/openapi/path_template.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// Finds the operations that a request path belongs to. Literal segments win over templates, from left to
/// right (OpenAPI 3.1 §4.8.8.2). Hangs on the Api.
class Routes {
public:
  Routes(const Api& api, std::string base_path);

  /// The path template that `target` (origin form, with or without a query) matches; nullptr when none does.
  [[nodiscard]] const std::string* path_of(std::string_view target) const;
  /// The operation of that template and method. HEAD falls back to GET (RFC 9110 §9.3.2).
  [[nodiscard]] const Operation* operation_of(std::string_view path, std::string_view method) const;

private:
  using Segment = std::vector<PathPart>;
  struct Route {
    const std::string* path = nullptr;
    std::vector<Segment> segments{};
  };
  const Api& api_;
  std::string base_path_;
  std::vector<Route> routes_{};
};

/// The path and query of a target in absolute form (RFC 9112 §3.2.2); others as they are.
[[nodiscard]] std::string origin_form(std::string_view target);

/// `text` with every `%XX` decoded; other percent signs stay.
[[nodiscard]] std::string percent_decode(std::string_view text);

}  // namespace conform
