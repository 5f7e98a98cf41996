#include "runner/openapi/status_pattern.hpp"

namespace conform {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool StatusPattern::covers(int status) const {
  if (kind == Kind::other) return true;
  if (kind == Kind::status_class) return status / 100 == value;
  return status == value;
}

std::string StatusPattern::to_string() const {
  if (kind == Kind::other) return "default";
  if (kind == Kind::status_class) return std::to_string(value) + "XX";
  return std::to_string(value);
}

std::optional<StatusPattern> parse_status_pattern(std::string_view key) {
  if (key == "default") return StatusPattern{StatusPattern::Kind::other, 0};
  if (key.size() != 3 || key[0] < '1' || key[0] > '9') return std::nullopt;
  const int hundreds = key[0] - '0';
  if (key.substr(1) == "XX" && hundreds <= 5)
    return StatusPattern{StatusPattern::Kind::status_class, hundreds};
  if (!is_digit(key[1]) || !is_digit(key[2])) return std::nullopt;
  return StatusPattern{StatusPattern::Kind::exact, hundreds * 100 + (key[1] - '0') * 10 + (key[2] - '0')};
}

}  // namespace conform
