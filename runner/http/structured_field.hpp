#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// One value of a structured field, RFC 9651 §3.3.
struct BareItem {
  enum class Kind : std::uint8_t { integer, decimal, string, token, bytes, boolean, date, display_string };
  Kind kind = Kind::integer;
  std::int64_t number = 0;  ///< integer, date; boolean: 0 or 1; decimal: thousandths
  std::string text{};       ///< string, token, display string (UTF-8); bytes, decoded
};

struct StructuredParameter {
  std::string key{};
  BareItem value{};
};

struct StructuredItem {
  BareItem value{};
  std::vector<StructuredParameter> parameters{};
};

/// A member of a list or a dictionary: an item, or an inner list of items with parameters of its own.
struct StructuredMember {
  std::string key{};  ///< of a dictionary
  bool is_inner_list = false;
  std::vector<StructuredItem> items{};  ///< one unless it is an inner list
  std::vector<StructuredParameter> parameters{};
};

/// The value of a parameter; of several with one key the last counts (RFC 9651 §4.2.3.2). Null when there is
/// none. Hangs on the parameters.
[[nodiscard]] const BareItem* find_parameter(const std::vector<StructuredParameter>& parameters,
                                             std::string_view key);

/// The field value by the algorithms of RFC 9651 §4.2, which fail as a whole; nothing then. In linear time.
/// Members of a dictionary stand in the order in which they came, also those with a key that comes again.
[[nodiscard]] std::optional<StructuredItem> read_structured_item(std::string_view value);
[[nodiscard]] std::optional<std::vector<StructuredMember>> read_structured_list(std::string_view value);
[[nodiscard]] std::optional<std::vector<StructuredMember>> read_structured_dictionary(std::string_view value);

}  // namespace conform
