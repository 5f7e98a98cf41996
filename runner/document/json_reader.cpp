#include "runner/document/json_reader.hpp"

#include "runner/document/json_string.hpp"
#include "runner/text/utf8.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace conform {
namespace {

// Enough to work on; a text in the wrong encoding would have thousands.
constexpr std::size_t most_mistakes = 20;

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

bool is_number_character(char c) {
  return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

/// What was found, for a message.
std::string found_at(std::string_view rest) {
  if (rest.empty()) return "the end of the text";
  if (is_word_character(rest[0])) {
    const auto* const end = std::find_if_not(rest.begin(), rest.end(), is_word_character);
    const auto word = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
    return fmt::format("`{}`", shortened(word, 40));
  }
  const auto length = std::max<std::size_t>(decode_utf8(rest, 0).length, 1);
  return fmt::format("`{}`", printable(rest.substr(0, length)));
}

/// What a person who wrote `rest` where a value belongs should write instead.
std::string hint_for_value(std::string_view rest) {
  if (rest.empty()) return {};
  if (rest[0] == '\'') return "JSON strings stand in double quotes.";
  if (rest.starts_with("//") || rest.starts_with("/*") || rest[0] == '#') return "JSON has no comments.";
  if (rest[0] == '+') return "JSON numbers have no plus sign in front.";
  if (rest[0] == '.') return "JSON numbers have a digit in front of the point.";
  if (rest.starts_with("NaN") || rest.starts_with("Infinity") || rest.starts_with("-Infinity")) {
    return "JSON has only finite numbers.";
  }
  if (rest.starts_with("True") || rest.starts_with("False") || rest.starts_with("None")) {
    return "JSON writes `true`, `false` and `null`.";
  }
  return {};
}

class JsonReader {
public:
  JsonReader(std::string_view text, const JsonOptions& options) : text_(text), options_(options) {}
  JsonReading read();

private:
  bool read_value(Value& value);
  bool read_members(Object& object);
  bool read_member(Object& object);
  bool read_items(Array& items);
  bool read_number(Value& value);
  bool read_string(std::string& string);
  bool read_word(std::string_view word, Value literal, Value& value);
  bool explain_value();

  void skip_space();
  bool take(char wanted);
  [[nodiscard]] bool at(char wanted) const { return at_ < text_.size() && text_[at_] == wanted; }
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
  [[nodiscard]] Mark kept_mark() const;

  /// Notes a fault after which nothing can be read; always false.
  bool fail(std::size_t offset, std::string message, std::string hint = {});
  /// Notes a fault that leaves the structure clear; whether to go on.
  bool note(std::size_t offset, std::string message, std::string hint = {});

  std::string_view text_;
  JsonOptions options_;
  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  std::uint32_t line_ = 1;
  std::size_t depth_ = 0;
  std::size_t nodes_ = 0;
  JsonReading reading_{};
};

Mark JsonReader::kept_mark() const {
  if (options_.marks == Marks::none) return {};
  return {line_, static_cast<std::uint32_t>(at_ - line_start_ + 1)};
}

bool JsonReader::fail(std::size_t offset, std::string message, std::string hint) {
  reading_.mistakes.push_back({offset, mark_of(text_, offset), std::move(message), std::move(hint)});
  return false;
}

bool JsonReader::note(std::size_t offset, std::string message, std::string hint) {
  fail(offset, std::move(message), std::move(hint));
  return options_.after_fault == AfterFault::go_on && reading_.mistakes.size() < most_mistakes;
}

void JsonReader::skip_space() {
  while (at_ < text_.size() && is_space(text_[at_])) {
    if (text_[at_] == '\n') {
      ++line_;
      line_start_ = at_ + 1;
    }
    ++at_;
  }
}

bool JsonReader::take(char wanted) {
  if (!at(wanted)) return false;
  ++at_;
  return true;
}

bool JsonReader::read_string(std::string& string) {
  const auto opening = at_;
  for (++at_;;) {
    const auto plain = plain_string_length(rest());
    string.append(text_, at_, plain);
    at_ += plain;
    if (take('"')) return true;
    if (at_ == text_.size()) return fail(opening, "The string that begins here has no closing quote.");
    auto part = read_string_part(rest());
    if (part.fault.empty()) {
      string += part.text;
      at_ += part.length;
      continue;
    }
    if (text_[at_] == '\n' && options_.after_fault == AfterFault::go_on) {
      // Going on would take the rest of the text for the string.
      return fail(opening, "The string that begins here has no closing quote on its line.");
    }
    if (!note(at_, std::move(part.fault), std::move(part.hint))) return false;
    at_ += part.length;
  }
}

bool JsonReader::read_number(Value& value) {
  const auto begin = at_;
  while (at_ < text_.size() && is_number_character(text_[at_]))
    ++at_;
  const auto written = text_.substr(begin, at_ - begin);
  auto number = Number::parse(written);
  if (number) {
    value = *std::move(number);
    return true;
  }
  const auto shown = printable(shortened(written, 40));
  if (written == "-" && rest().starts_with("Infinity")) {
    return fail(begin, "`-Infinity` is no JSON value.", "JSON has only finite numbers.");
  }
  const auto digits = written.substr(written.starts_with('-') ? 1 : 0);
  if (digits.size() > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9') {
    return fail(begin, fmt::format("`{}` begins with a 0 that JSON numbers do not have.", shown));
  }
  if (has_number_grammar(written)) {
    return fail(begin, fmt::format("`{}` has more digits or a larger exponent than is read.", shown));
  }
  return fail(begin, fmt::format("`{}` is no JSON number.", shown));
}

bool JsonReader::read_word(std::string_view word, Value literal, Value& value) {
  const auto* const end = std::find_if_not(rest().begin(), rest().end(), is_word_character);
  if (std::string_view(rest().begin(), end) != word) return explain_value();
  at_ += word.size();
  value = std::move(literal);
  return true;
}

bool JsonReader::explain_value() {
  if (at_ == text_.size()) return fail(at_, "The text ends where a value should stand.");
  return fail(
      at_, fmt::format("A value should stand here, not {}.", found_at(rest())), hint_for_value(rest()));
}

bool JsonReader::read_items(Array& items) {
  skip_space();
  if (take(']')) return true;
  for (;;) {
    if (!read_value(items.emplace_back())) return false;
    skip_space();
    if (take(']')) return true;
    if (!at(',')) {
      return fail(at_, fmt::format("After an item `,` or `]` should stand, not {}.", found_at(rest())));
    }
    const auto comma = at_++;
    skip_space();
    if (at(']')) return fail(comma, "After the last item stands a comma.", "Remove the comma.");
  }
}

bool JsonReader::read_member(Object& object) {
  if (!at('"')) {
    const auto* const hint = at('\'') || (at_ < text_.size() && is_word_character(text_[at_]))
                                 ? "JSON member names stand in double quotes."
                                 : "";
    return fail(at_, fmt::format("The name of a member should stand here, not {}.", found_at(rest())), hint);
  }
  Member member;
  const auto key_offset = at_;
  member.key_mark = kept_mark();
  if (!read_string(member.key)) return false;
  skip_space();
  if (!take(':')) {
    return fail(at_, fmt::format("After the name of a member `:` should stand, not {}.", found_at(rest())));
  }
  if (const auto* const first = object.find_member(member.key); first != nullptr) {
    auto message = fmt::format("The member `{}` is there twice.", printable(shortened(member.key, 80)));
    auto hint = first->key_mark.line == 0 ? std::string()
                                          : fmt::format("The first stands in line {}, column {}.",
                                                        first->key_mark.line,
                                                        first->key_mark.column);
    if (!note(key_offset, std::move(message), std::move(hint))) return false;
    Value dropped;
    return read_value(dropped);
  }
  return read_value(object.append(std::move(member)).value);
}

bool JsonReader::read_members(Object& object) {
  skip_space();
  if (take('}')) return true;
  for (;;) {
    if (!read_member(object)) return false;
    skip_space();
    if (take('}')) return true;
    if (!at(',')) {
      return fail(at_, fmt::format("After a member `,` or `}}` should stand, not {}.", found_at(rest())));
    }
    const auto comma = at_++;
    skip_space();
    if (at('}')) return fail(comma, "After the last member stands a comma.", "Remove the comma.");
  }
}

bool JsonReader::read_value(Value& value) {
  skip_space();
  if (at_ == text_.size()) return explain_value();
  if (++nodes_ > options_.limits.nodes) {
    reading_.beyond_limits = true;
    return fail(at_, fmt::format("The text has more than {} values.", options_.limits.nodes));
  }
  const auto mark = kept_mark();
  const char first = text_[at_];
  if (first == '"') {
    if (!read_string(value.make_string())) return false;
  } else if (first == '{' || first == '[') {
    if (++depth_ > options_.limits.depth) {
      reading_.beyond_limits = true;
      return fail(at_, fmt::format("Values are nested more than {} deep.", options_.limits.depth));
    }
    ++at_;
    if (!(first == '{' ? read_members(value.make_object()) : read_items(value.make_array()))) return false;
    --depth_;
  } else if (first == '-' || (first >= '0' && first <= '9')) {
    if (!read_number(value)) return false;
  } else if (first == 't') {
    if (!read_word("true", true, value)) return false;
  } else if (first == 'f') {
    if (!read_word("false", false, value)) return false;
  } else if (first == 'n') {
    if (!read_word("null", nullptr, value)) return false;
  } else {
    return explain_value();
  }
  value.set_mark(mark);
  return true;
}

JsonReading JsonReader::read() {
  if (text_.size() > options_.limits.bytes) {
    fail(0, fmt::format("The text has more than {} bytes.", options_.limits.bytes));
    return std::move(reading_);
  }
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
  if (at_ > 0 && options_.byte_order_mark == ByteOrderMark::refused) {
    fail(0, "The text begins with a byte order mark.", "Save it as UTF-8 without a byte order mark.");
    return std::move(reading_);
  }
  if (!read_value(reading_.root)) return std::move(reading_);
  skip_space();
  if (at_ < text_.size()) {
    fail(at_, fmt::format("After the value nothing more should stand, but there is {}.", found_at(rest())));
    return std::move(reading_);
  }
  reading_.reached_end = true;
  return std::move(reading_);
}

}  // namespace

JsonReading read_json_text(std::string_view text, const JsonOptions& options) {
  return JsonReader(text, options).read();
}

std::variant<Value, JsonFault> read_json(std::string_view text, Marks marks, const ReadLimits& limits) {
  auto reading = read_json_text(text, {marks, AfterFault::stop, ByteOrderMark::refused, limits});
  if (reading.mistakes.empty()) return std::move(reading.root);
  auto& mistake = reading.mistakes.front();
  return JsonFault{mistake.offset, std::move(mistake.message)};
}

}  // namespace conform
