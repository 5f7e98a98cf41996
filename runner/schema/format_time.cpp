#include "runner/schema/format_checks.hpp"

#include <array>
#include <optional>

namespace conform {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The number that `text` begins with in exactly `count` digits; they are taken off.
std::optional<int> take_number(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_digit(text[i])) return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text[0] != c) return false;
  text.remove_prefix(1);
  return true;
}

bool is_leap_year(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

// Hours and minutes of `hh:mm`, as minutes.
std::optional<int> take_hours_and_minutes(std::string_view& text) {
  const std::optional<int> hours = take_number(text, 2);
  if (!hours || *hours > 23 || !take(text, ':')) return std::nullopt;
  const std::optional<int> minutes = take_number(text, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  return *hours * 60 + *minutes;
}

// RFC 3339 appendix A: a number and its unit, units in their order and without a gap.
// `units` is what may come; gives how many were taken, nothing on a fault.
std::optional<int> take_components(std::string_view& text, std::string_view units) {
  std::optional<std::size_t> last;
  int count = 0;
  while (!text.empty() && is_digit(text[0])) {
    while (!text.empty() && is_digit(text[0]))
      text.remove_prefix(1);
    const std::size_t unit = text.empty() ? std::string_view::npos : units.find(text[0]);
    if (unit == std::string_view::npos) return std::nullopt;
    if (last && unit != *last + 1) return std::nullopt;
    last = unit;
    text.remove_prefix(1);
    ++count;
  }
  return count;
}

}  // namespace

bool is_date(std::string_view text) {
  const std::optional<int> year = take_number(text, 4);
  if (!year || !take(text, '-')) return false;
  const std::optional<int> month = take_number(text, 2);
  if (!month || *month < 1 || *month > 12 || !take(text, '-')) return false;
  const std::optional<int> day = take_number(text, 2);
  static constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int last = days[static_cast<std::size_t>(*month - 1)] + (*month == 2 && is_leap_year(*year) ? 1 : 0);
  return day && *day >= 1 && *day <= last && text.empty();
}

bool is_time(std::string_view text) {
  constexpr int day = 24 * 60;
  const std::optional<int> local = take_hours_and_minutes(text);
  if (!local || !take(text, ':')) return false;
  const std::optional<int> seconds = take_number(text, 2);
  if (!seconds || *seconds > 60) return false;
  if (take(text, '.')) {
    if (text.empty() || !is_digit(text[0])) return false;
    while (!text.empty() && is_digit(text[0]))
      text.remove_prefix(1);
  }
  int offset = 0;
  if (!take(text, 'Z') && !take(text, 'z')) {
    const int sign = take(text, '+') ? 1 : (take(text, '-') ? -1 : 0);
    const std::optional<int> minutes = take_hours_and_minutes(text);
    if (sign == 0 || !minutes) return false;
    offset = sign * *minutes;
  }
  // RFC 3339 §5.7: a leap second comes at the end of a day of UTC only.
  const int utc = ((*local - offset) % day + day) % day;
  return text.empty() && (*seconds < 60 || utc == day - 1);
}

bool is_date_time(std::string_view text) {
  if (text.size() < 11 || (text[10] != 'T' && text[10] != 't')) return false;
  return is_date(text.substr(0, 10)) && is_time(text.substr(11));
}

bool is_duration(std::string_view text) {
  if (!take(text, 'P') || text.empty()) return false;
  if (text.back() == 'W') return take_components(text, "W") == 1 && text.empty();
  const std::optional<int> date = take_components(text, "YMD");
  if (!date) return false;
  if (text.empty()) return *date > 0;
  if (!take(text, 'T')) return false;
  const std::optional<int> time = take_components(text, "HMS");
  return time && *time > 0 && text.empty();
}

}  // namespace conform
