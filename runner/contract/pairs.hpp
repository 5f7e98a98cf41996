#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace conform {

/// `name=value` of a query or of a Cookie field, as it stands there. Hangs on the text.
struct Pair {
  std::string_view text{};  ///< the whole of it
  std::string_view name{};
  std::optional<std::string_view> value{};  ///< nothing: there is no `=`
};

/// The pairs of a query, without its `?`. Empty ones say nothing and are left out.
[[nodiscard]] std::vector<Pair> pairs_of_query(std::string_view query);
/// The pairs of a Cookie field (RFC 6265 §4.2.1). Blanks before them do not belong to them.
[[nodiscard]] std::vector<Pair> pairs_of_cookie(std::string_view cookie);

/// What stands behind the `=` of the first pair of that name that has one.
[[nodiscard]] std::optional<std::string_view> value_in(const std::vector<Pair>& pairs, std::string_view name);

}  // namespace conform
