#pragma once

#include "runner/http/octets.hpp"

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace conform {

/// One field line (RFC 9110 §5): the name as it was written, the value without surrounding white space.
struct Field {
  std::string name{};
  std::string value{};
  friend bool operator==(const Field&, const Field&) = default;
};

/// Field names and other tokens that HTTP compares without regard to case (ASCII only).
[[nodiscard]] inline bool equals_ignoring_case(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) return false;
  for (std::size_t at = 0; at < left.size(); ++at) {
    if (left[at] != right[at] && octets::lower(left[at]) != octets::lower(right[at])) return false;
  }
  return true;
}
[[nodiscard]] std::string to_lower(std::string_view text);

/// The members of a comma-separated list without surrounding white space; empty members are left out
/// (RFC 9110 §5.6.1). A comma within a quoted string divides nothing. The views live as long as `list`.
[[nodiscard]] std::vector<std::string_view> list_members(std::string_view list);

/// A header or trailer section: field lines in the order in which they came.
class Fields {
public:
  Fields() = default;
  Fields(std::initializer_list<Field> lines) : lines_(lines) {}

  void add(std::string name, std::string value) { lines_.push_back({std::move(name), std::move(value)}); }
  /// The same from views.
  void append(std::string_view name, std::string_view value) {
    lines_.push_back({std::string(name), std::string(value)});
  }
  void reserve(std::size_t lines) { lines_.reserve(lines); }
  /// Appends a folded line to the value of the last line, after one SP (RFC 9112 §5.2). There must be one.
  void continue_last(std::string_view more);
  /// Replaces every line of that name by one.
  void set(std::string_view name, std::string value);
  void remove(std::string_view name);

  [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }
  /// The first line of that name, or nullptr.
  [[nodiscard]] const Field* find(std::string_view name) const;
  [[nodiscard]] std::size_t count(std::string_view name) const;
  /// All values of that name joined by `, ` (RFC 9110 §5.3); nothing when there is no such line.
  [[nodiscard]] std::optional<std::string> combined(std::string_view name) const;
  [[nodiscard]] std::vector<std::string_view> values(std::string_view name) const;
  /// Whether the comma-separated list of that field has `member` (ignoring case; the whole member, with its
  /// parameters if it has any).
  [[nodiscard]] bool lists(std::string_view name, std::string_view member) const;

  [[nodiscard]] std::size_t size() const { return lines_.size(); }
  [[nodiscard]] bool empty() const { return lines_.empty(); }
  [[nodiscard]] const Field& operator[](std::size_t index) const { return lines_[index]; }
  [[nodiscard]] auto begin() const { return lines_.begin(); }
  [[nodiscard]] auto end() const { return lines_.end(); }
  friend bool operator==(const Fields&, const Fields&) = default;

private:
  std::vector<Field> lines_{};
};

}  // namespace conform
