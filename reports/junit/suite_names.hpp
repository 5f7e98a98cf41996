#pragma once

#include <string>
#include <string_view>

namespace conform {

/// The suite of an operation, which is also the classname of its cases: the API's title and the tag as
/// parts of `[a-z0-9_-]`, joined by a dot. Never a path: Jenkins would split it.
[[nodiscard]] std::string suite_name(std::string_view title, std::string_view tag);

/// A line that reads like one of a Java stack trace, from which CI systems take the place of an
/// annotation: `at specs.Conform.check(http-status.yaml:12)`.
[[nodiscard]] std::string stack_line(std::string_view document, unsigned line);

}  // namespace conform
