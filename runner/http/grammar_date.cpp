#include "runner/http/date.hpp"
#include "runner/http/grammar_families.hpp"
#include "runner/http/scanner.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace conform::grammar {
namespace {

constexpr std::array<std::string_view, 7> weekdays = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> months = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct Time {
  int hour = 0;
  int minute = 0;
  int second = 0;
};

struct Day {
  int weekday = 0;  ///< 0 is Sunday
  int year = 0;
  int month = 1;
  int day = 1;
};

bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_in(int month, int year) {
  constexpr std::array<int, 12> lengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : lengths.at(static_cast<std::size_t>(month - 1));
}

// Sakamoto's method for the Gregorian calendar; `year` is not negative.
int weekday_of(const Day& date) {
  constexpr std::array<int, 12> shifts = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
  const int year = date.month < 3 ? date.year + 399 : date.year + 400;
  return (year + year / 4 - year / 100 + year / 400 + shifts.at(static_cast<std::size_t>(date.month - 1)) +
          date.day) %
         7;
}

bool exists(const Day& date) {
  return date.day >= 1 && date.day <= days_in(date.month, date.year) && date.weekday == weekday_of(date);
}

std::optional<int> number(Scanner& scanner, std::size_t digits) {
  const std::string_view text = scanner.advance(digits);
  if (text.size() != digits || !is_digits(text)) return std::nullopt;
  int value = 0;
  for (const char c : text)
    value = value * 10 + (c - '0');
  return value;
}

// Names are compared exactly: RFC 9110 §5.6.7 makes them case-sensitive.
template <std::size_t Count>
std::optional<int> name_of(Scanner& scanner, const std::array<std::string_view, Count>& names, bool whole) {
  for (std::size_t i = 0; i < Count; ++i) {
    if (scanner.take(whole ? names.at(i) : names.at(i).substr(0, 3))) return static_cast<int>(i);
  }
  return std::nullopt;
}

// time-of-day; 60 is the leap second.
std::optional<Time> time_of_day(Scanner& scanner) {
  const auto hour = number(scanner, 2);
  if (!hour || *hour > 23 || !scanner.take(':')) return std::nullopt;
  const auto minute = number(scanner, 2);
  if (!minute || *minute > 59 || !scanner.take(':')) return std::nullopt;
  const auto second = number(scanner, 2);
  if (!second || *second > 60) return std::nullopt;
  return Time{*hour, *minute, *second};
}

// day SP month SP year, or with hyphens and two digits of the year (rfc850-date).
enum class Style { fixed, hyphens };
bool calendar_day(Scanner& scanner, Day& date, Style style) {
  const char gap = style == Style::fixed ? ' ' : '-';
  const auto day = number(scanner, 2);
  if (!day || !scanner.take(gap)) return false;
  const auto month = name_of(scanner, months, false);
  if (!month || !scanner.take(gap)) return false;
  const auto year = number(scanner, style == Style::fixed ? 4 : 2);
  if (!year) return false;
  date.day = *day;
  date.month = *month + 1;
  date.year = *year;
  return true;
}

bool is_rfc850_date(std::string_view value) {
  Scanner scanner(value);
  Day date;
  const auto weekday = name_of(scanner, weekdays, true);
  if (!weekday || !scanner.take(", ") || !calendar_day(scanner, date, Style::hyphens)) return false;
  if (!scanner.take(' ') || !time_of_day(scanner) || !scanner.take(" GMT") || !scanner.at_end()) return false;
  date.weekday = *weekday;
  // The century is not said: one in which the weekday fits will do.
  return std::ranges::any_of(std::array{1900, 2000, 2100}, [&](int century) {
    Day guess = date;
    guess.year += century;
    return exists(guess);
  });
}

bool is_asctime_date(std::string_view value) {
  Scanner scanner(value);
  const auto weekday = name_of(scanner, weekdays, false);
  if (!weekday || !scanner.take(' ')) return false;
  const auto month = name_of(scanner, months, false);
  if (!month || !scanner.take(' ')) return false;
  const auto day = scanner.take(' ') ? number(scanner, 1) : number(scanner, 2);
  if (!day || !scanner.take(' ') || !time_of_day(scanner) || !scanner.take(' ')) return false;
  const auto year = number(scanner, 4);
  return year && scanner.at_end() && exists({*weekday, *year, *month + 1, *day});
}

// Days since 1970-01-01; `year` is not negative. Years are counted from March, so that the leap day is last.
std::int64_t days_of(const Day& date) {
  const std::int64_t year = date.month > 2 ? date.year : date.year - 1;
  const int month = date.month > 2 ? date.month - 3 : date.month + 9;
  const auto floor = [](std::int64_t value, std::int64_t by) {
    return value >= 0 ? value / by : (value - by + 1) / by;
  };
  return year * 365 + floor(year, 4) - floor(year, 100) + floor(year, 400) + (153 * month + 2) / 5 +
         date.day - 1 - 719468;
}

// IMF-fixdate; the weekday must be that of the date (RFC 5322 §3.3). Seconds since 1970-01-01.
std::optional<std::int64_t> read_fixed_date(std::string_view value) {
  Scanner scanner(value);
  Day date;
  const auto weekday = name_of(scanner, weekdays, false);
  if (!weekday || !scanner.take(", ") || !calendar_day(scanner, date, Style::fixed)) return std::nullopt;
  if (!scanner.take(' ')) return std::nullopt;
  const auto time = time_of_day(scanner);
  if (!time || !scanner.take(" GMT") || !scanner.at_end()) return std::nullopt;
  date.weekday = *weekday;
  if (!exists(date)) return std::nullopt;
  return days_of(date) * 86400 + std::int64_t{time->hour} * 3600 + std::int64_t{time->minute} * 60 +
         time->second;
}

}  // namespace

bool is_http_date(std::string_view value) { return read_fixed_date(value).has_value(); }

bool is_http_date_lenient(std::string_view value) {
  return is_http_date(value) || is_rfc850_date(value) || is_asctime_date(value);
}

bool is_retry_after(std::string_view value) { return is_digits(value) || is_http_date(value); }

}  // namespace conform::grammar

namespace conform {

std::optional<std::int64_t> time_of(std::string_view text) {
  if (!text.starts_with('@')) return grammar::read_fixed_date(text);
  text.remove_prefix(1);
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return seconds;
}

}  // namespace conform
