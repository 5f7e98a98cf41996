#include "runner/http/status_line.hpp"

#include "runner/http/octets.hpp"

#include <algorithm>

namespace conform {
namespace {

using enum AnomalyKind;
using octets::is_digit;
using octets::is_white;

constexpr std::string_view http_name = "HTTP/";

/// Digits only, at most six of them: longer numbers mean nothing here.
std::optional<int> small_number(std::string_view text) {
  if (text.empty() || text.size() > 6) return std::nullopt;
  int number = 0;
  for (const char octet : text) {
    if (!is_digit(octet)) return std::nullopt;
    number = number * 10 + (octet - '0');
  }
  return number;
}

/// `1.1`, but also `2`, `1.10`. RFC 9112 §2.3 knows DIGIT "." DIGIT alone.
std::optional<Version> loose_version(std::string_view text) {
  const std::size_t dot = text.find('.');
  const std::optional<int> major = small_number(text.substr(0, dot));
  if (!major || dot == std::string_view::npos)
    return major ? std::optional(Version{*major, 0}) : std::nullopt;
  const std::optional<int> minor = small_number(text.substr(dot + 1));
  return minor ? std::optional(Version{*major, *minor}) : std::nullopt;
}

/// Reads a line from left to right.
class StatusLineReader {
public:
  StatusLineReader(const Line& line, AnomalyList& anomalies) : line_(line), anomalies_(anomalies) {}

  std::optional<StatusLine> read() {
    const std::optional<Version> version = read_version();
    const std::optional<int> status = read_status();
    if (!version && !status) return std::nullopt;
    if (malformed_) anomalies_.add(status_line_malformed, line_.offset, line_.text.size());
    return StatusLine{version.value_or(Version{0, 0}), status.value_or(0), read_reason()};
  }

private:
  std::optional<Version> read_version() {
    const std::string_view word = next_word(http_name.size());
    const std::optional<Version> version = loose_version(word);
    const bool is_plain = line_.text.starts_with(http_name) && (word == "1.1" || word == "1.0");
    if (version && !is_plain) anomalies_.add(version_unexpected, line_.offset, at_);
    if (!version) malformed_ = true;
    return version;
  }

  std::optional<int> read_status() {
    skip_separator();
    const std::size_t begin = at_;
    std::string_view word = next_word(begin);
    const auto digits =
        static_cast<std::size_t>(std::find_if_not(word.begin(), word.end(), is_digit) - word.begin());
    if (digits == 3 && word.size() > 3) {  // `200OK`
      at_ = begin + 3;
      malformed_ = true;
      return small_number(word.substr(0, 3));
    }
    const std::optional<int> status = small_number(word);
    if (word.size() != 3 || !status) {
      malformed_ = true;
    } else if (*status < 100 || *status > 599) {
      anomalies_.add(status_out_of_range, line_.offset + begin, 3);
    }
    return status;
  }

  std::string read_reason() {
    const std::string_view text = line_.text;
    if (at_ == text.size() && !malformed_) anomalies_.add(reason_separator_missing, line_.offset + at_, 0);
    if (at_ < text.size() && is_white(text[at_])) {
      if (text[at_] != ' ' && !malformed_) anomalies_.add(status_line_malformed, line_.offset, text.size());
      ++at_;
    }
    std::string reason(text.substr(at_));
    for (std::size_t at = octets::find_control(reason); at != std::string::npos;
         at = octets::find_control(reason, at + 1)) {
      const bool is_cr = reason[at] == '\r';
      anomalies_.add(is_cr ? bare_cr : reason_with_control, line_.offset + at_ + at, 1);
      if (is_cr) reason[at] = ' ';
    }
    return reason;
  }

  std::string_view next_word(std::size_t begin) {
    at_ = begin;
    while (at_ < line_.text.size() && !is_white(line_.text[at_]))
      ++at_;
    return line_.text.substr(begin, at_ - begin);
  }

  void skip_separator() {
    const std::size_t begin = at_;
    while (at_ < line_.text.size() && is_white(line_.text[at_]))
      ++at_;
    if (line_.text.substr(begin, at_ - begin) != " ") malformed_ = true;
  }

  const Line& line_;
  AnomalyList& anomalies_;
  std::size_t at_ = 0;
  bool malformed_ = false;
};

}  // namespace

std::optional<StatusLine> read_status_line(const Line& line, AnomalyList& anomalies) {
  return StatusLineReader(line, anomalies).read();
}

}  // namespace conform
