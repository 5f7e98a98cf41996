#include "runner/http/fields.hpp"

#include <algorithm>

namespace conform {
namespace {

/// Walks over the members of a list (RFC 9110 §5.6.1), empty ones included.
class ListCursor {
public:
  explicit ListCursor(std::string_view list) : rest_(list) {}

  [[nodiscard]] bool at_end() const { return ended_; }
  std::string_view next() {
    const std::size_t length = member_length();
    const std::string_view member = rest_.substr(0, length);
    ended_ = length == rest_.size();
    rest_.remove_prefix(ended_ ? length : length + 1);
    return octets::trim(member);
  }

private:
  /// Up to the next comma outside a quoted string; in one, a backslash takes the next octet's meaning.
  [[nodiscard]] std::size_t member_length() const {
    bool quoted = false;
    for (std::size_t at = 0; at < rest_.size(); ++at) {
      if (quoted && rest_[at] == '\\') {
        ++at;
      } else if (rest_[at] == '"') {
        quoted = !quoted;
      } else if (rest_[at] == ',' && !quoted) {
        return at;
      }
    }
    return rest_.size();
  }

  std::string_view rest_;
  bool ended_ = false;
};

}  // namespace

std::string to_lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), octets::lower);
  return lower;
}

std::vector<std::string_view> list_members(std::string_view list) {
  std::vector<std::string_view> members;
  for (ListCursor cursor(list); !cursor.at_end();) {
    const std::string_view member = cursor.next();
    if (!member.empty()) members.push_back(member);
  }
  return members;
}

void Fields::continue_last(std::string_view more) {
  std::string& value = lines_.back().value;
  if (!value.empty() && !more.empty()) value += ' ';
  value += more;
}

void Fields::set(std::string_view name, std::string value) {
  const auto same_name = [name](const Field& line) { return equals_ignoring_case(line.name, name); };
  const auto first = std::find_if(lines_.begin(), lines_.end(), same_name);
  if (first == lines_.end()) {
    lines_.push_back({std::string(name), std::move(value)});
    return;
  }
  first->value = std::move(value);
  lines_.erase(std::remove_if(first + 1, lines_.end(), same_name), lines_.end());
}

void Fields::remove(std::string_view name) {
  std::erase_if(lines_, [name](const Field& line) { return equals_ignoring_case(line.name, name); });
}

const Field* Fields::find(std::string_view name) const {
  for (const Field& line : lines_) {
    if (equals_ignoring_case(line.name, name)) return &line;
  }
  return nullptr;
}

std::size_t Fields::count(std::string_view name) const {
  const auto same_name = [name](const Field& line) { return equals_ignoring_case(line.name, name); };
  return static_cast<std::size_t>(std::count_if(lines_.begin(), lines_.end(), same_name));
}

std::optional<std::string> Fields::combined(std::string_view name) const {
  std::optional<std::string> all;
  for (const Field& line : lines_) {
    if (!equals_ignoring_case(line.name, name)) continue;
    if (!all) {
      all = line.value;
    } else {
      all->append(", ").append(line.value);
    }
  }
  return all;
}

std::vector<std::string_view> Fields::values(std::string_view name) const {
  std::vector<std::string_view> found;
  for (const Field& line : lines_) {
    if (equals_ignoring_case(line.name, name)) found.emplace_back(line.value);
  }
  return found;
}

bool Fields::lists(std::string_view name, std::string_view member) const {
  for (const Field& line : lines_) {
    if (!equals_ignoring_case(line.name, name)) continue;
    for (ListCursor cursor(line.value); !cursor.at_end();) {
      if (equals_ignoring_case(cursor.next(), member)) return true;
    }
  }
  return false;
}

}  // namespace conform
