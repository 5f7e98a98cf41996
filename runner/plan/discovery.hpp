#pragma once

#include "runner/plan/plan.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace conform {

/// A documented request whose answer may name what another operation asks for: `GET /books` for the
/// `{bookId}` of `/books/{bookId}`.
struct Lead {
  std::uint32_t list = 0;    ///< index of the list's case in the plan
  std::string operations{};  ///< the paths that ask for it, as a pattern: `/books/{bookId}*`
  std::string input{};       ///< `bookId`
  SchemaPtr schema{};        ///< of that parameter; may be null
};

/// The lists to ask for places that the plan has made up: GET of the path before the parameter, which itself
/// needs nothing that is made up. One for each such parameter.
[[nodiscard]] std::vector<Lead> leads_of(const Api& api, const Plan& plan);

/// What the list's content, JSON, names for the parameter: of its first item the member of that name, or
/// `id`, `uuid`, `name`, `key`, `code` or `slug`, as far as it fits the schema. Nothing when there is none.
[[nodiscard]] std::optional<Value> found_in(const Lead& lead, std::string_view content);

}  // namespace conform
