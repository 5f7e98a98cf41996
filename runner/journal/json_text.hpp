#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace conform {

/// Whether all of `bytes` is UTF-8 without ASCII control characters other than CR, LF and TAB.
[[nodiscard]] bool is_plain_text(std::string_view bytes);

/// Appends JSON to a text, without a tree in between; commas come by themselves. Whatever bytes go in,
/// what comes out is RFC 8259 in UTF-8 without control characters.
class JsonText {
public:
  JsonText& begin_object();
  JsonText& end_object();
  JsonText& begin_array();
  JsonText& end_array();
  /// `name` is ours: it needs no escaping.
  JsonText& key(std::string_view name);
  JsonText& text(std::string_view value);
  JsonText& boolean(bool value);
  template <std::integral Integer> JsonText& number(Integer value) {
    if constexpr (std::signed_integral<Integer>) return integer(static_cast<std::int64_t>(value));
    return natural(static_cast<std::uint64_t>(value));
  }

  /// A number in thousandths, 0 or more: `12.345`.
  JsonText& decimal(std::uint64_t thousandths);

  JsonText& member(std::string_view name, std::string_view value) { return key(name).text(value); }
  /// Nothing at all when `value` is empty.
  JsonText& optional_member(std::string_view name, std::string_view value);
  template <std::integral Integer> JsonText& member(std::string_view name, Integer value) {
    return key(name).number(value);
  }
  /// Bytes that need not be text: as `name` when they are plain text, else base64 as `name_base64`.
  JsonText& bytes(std::string_view name, std::string_view value);

  /// A line break where the next member or element begins, and one before a closing bracket.
  JsonText& next_line();
  JsonText& last_line();

  [[nodiscard]] const std::string& str() const { return out_; }
  [[nodiscard]] std::size_t size() const { return out_.size(); }
  void clear() { out_.clear(); }
  /// Forgets what was added since the text had this size.
  void cut(std::size_t size) { out_.resize(size); }
  /// Forgets all but the last character, for whoever has passed the others on; requires one.
  void keep_last() { out_.erase(0, out_.size() - 1); }

private:
  void separate();
  JsonText& integer(std::int64_t value);
  JsonText& natural(std::uint64_t value);
  std::string out_{};
};

}  // namespace conform
