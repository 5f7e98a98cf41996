#include "runner/judge/cause.hpp"

#include "runner/document/document.hpp"
#include "runner/document/uri.hpp"
#include "runner/openapi/document_hash.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace conform {
namespace {

// The label that the facts about the status have (runner/rules/facts_message.cpp).
constexpr std::string_view status_line = "the status line";

constexpr std::size_t longest_text = std::size_t{8} << 10U;  // of an answer, before anything is left out
constexpr std::size_t longest_part = 512;
constexpr std::size_t shortest_echo = 3;  // within a text
constexpr std::size_t longest_echo = 1024;
constexpr std::size_t most_echoes = 100;
constexpr std::size_t deepest = 32;
constexpr std::size_t length_of_uuid = 36;

bool is_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) != 0 || c == '_';
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// RFC 9562 §4, at the beginning of the text.
bool begins_with_uuid(std::string_view text) {
  if (text.size() < length_of_uuid) return false;
  if (text.size() > length_of_uuid && is_word(text[length_of_uuid])) return false;
  for (std::size_t at = 0; at < length_of_uuid; ++at) {
    const bool is_hyphen = at == 8 || at == 13 || at == 18 || at == 23;
    if (is_hyphen ? text[at] != '-' : !is_hex(text[at])) return false;
  }
  return true;
}

/// Whether the word may be another one in the next answer.
bool differs(std::string_view word) {
  constexpr std::array<std::string_view, 19> of_dates = {"Mon",
                                                         "Tue",
                                                         "Wed",
                                                         "Thu",
                                                         "Fri",
                                                         "Sat",
                                                         "Sun",
                                                         "Jan",
                                                         "Feb",
                                                         "Mar",
                                                         "Apr",
                                                         "May",
                                                         "Jun",
                                                         "Jul",
                                                         "Aug",
                                                         "Sep",
                                                         "Oct",
                                                         "Nov",
                                                         "Dec"};
  constexpr std::size_t shortest_hex = 8;
  if (std::ranges::any_of(word, is_digit) || std::ranges::find(of_dates, word) != of_dates.end()) return true;
  return word.size() >= shortest_hex && std::ranges::all_of(word, is_hex);
}

/// One `#` for numbers that nothing but signs between parts of a time or a list keeps apart.
void add_number(std::string& out) {
  const auto last = out.find_last_not_of(" -:./,+");
  if (last != std::string::npos && out[last] == '#') out.resize(last + 1);
  if (!out.ends_with('#')) out += '#';
}

void remove_all(std::string& text, const std::string& part) {
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at))
    text.erase(at, part.size());
}

/// As the text stands in JSON, without the quotation marks.
std::string in_json(const std::string& text) {
  const std::string json = to_json(Value(text));
  return json.substr(1, json.size() - 2);
}

void add_echo(std::string_view value, std::vector<std::string>& echoes) {
  if (!value.empty() && value.size() <= longest_echo && echoes.size() < most_echoes)
    echoes.emplace_back(value);
}

/// A value as it stands in a URL or a form, encoded and not.
void add_encoded(std::string_view text, std::vector<std::string>& echoes) {
  add_echo(text, echoes);
  std::string spaced(text);
  std::ranges::replace(spaced, '+', ' ');
  for (const std::string& plain : {percent_decoded(text), percent_decoded(spaced)})
    if (plain != text) add_echo(plain, echoes);
}

void add_texts(const Value& value, std::size_t depth, std::vector<std::string>& echoes) {
  if (depth == deepest) return;
  if (value.is_string()) add_echo(value.string(), echoes);
  if (value.is_array()) {
    for (const Value& item : value.array())
      add_texts(item, depth + 1, echoes);
  }
  if (value.is_object()) {
    for (const Member& member : value.object())
      add_texts(member.value, depth + 1, echoes);
  }
}

/// Of `a=b&c=d` the values, and each part of them between commas.
void add_pairs(std::string_view text, std::vector<std::string>& echoes) {
  while (!text.empty()) {
    const auto end = std::min(text.find('&'), text.size());
    const std::string_view pair = text.substr(0, end);
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos) add_encoded(pair.substr(equals + 1), echoes);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void add_segments(std::string_view path, std::vector<std::string>& echoes) {
  while (!path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    add_encoded(path.substr(0, end), echoes);
    path.remove_prefix(std::min(end + 1, path.size()));
  }
}

/// Each text in the value that the request has, too, made empty.
void empty_echoes(Value& value, const std::vector<std::string>& echoes, std::size_t depth) {
  if (depth == deepest) return;
  if (value.is_string() && std::ranges::find(echoes, value.string()) != echoes.end()) value = "";
  if (value.is_array()) {
    for (Value& item : value.array())
      empty_echoes(item, echoes, depth + 1);
  }
  if (value.is_object()) {
    for (Member& member : value.object())
      empty_echoes(member.value, echoes, depth + 1);
  }
}

/// The beginning of the text without what it repeats. JSON is written anew, so that how it escapes does not
/// count.
std::string without(std::string_view text, const std::vector<std::string>& echoes) {
  std::string left(text.substr(0, longest_text));
  auto json = read_json(text.size() <= longest_text ? text : std::string_view());
  if (auto* value = std::get_if<Value>(&json)) {
    empty_echoes(*value, echoes, 0);
    left = to_json(*value);
  }
  for (const std::string& echo : echoes) {
    if (echo.size() < shortest_echo) continue;
    remove_all(left, echo);
    if (const std::string escaped = in_json(echo); escaped != echo) remove_all(left, escaped);
  }
  return left;
}

std::string of_status(const Subject& subject) {
  if (subject.message == nullptr) return "no answer";
  const Response& answer = *subject.message;
  std::string cause = "status " + std::to_string(answer.status);
  if (answer.status >= 400)
    return cause + ", content " +
           to_hex(fnv_1a(constant_part(answer.content, values_in(subject.exchange.request))));
  if (subject.intent == nullptr) return cause;
  // What was taken although something is wrong with it.
  if (!subject.intent->faults.empty()) {
    const std::string& sentence = subject.intent->faults.front();
    cause += ", " + constant_part(sentence.substr(0, sentence.find(": "))) + " " +
             subject.intent->keywords.front();
  }
  if (!subject.intent->credential_faults.empty()) cause += ", " + subject.intent->credential_faults.front();
  return cause;
}

std::string of_place(const Evidence& promised) {
  const std::string source = promised.where.source ? promised.where.source->name : std::string();
  return promised.label + " at " + source + ":" + std::to_string(promised.where.mark.line) + ":" +
         std::to_string(promised.where.mark.column);
}

}  // namespace

std::string constant_part(std::string_view text, const std::vector<std::string>& echoes) {
  std::string left = without(text, echoes);
  std::string out;
  for (std::size_t at = 0; at < left.size() && out.size() < longest_part;) {
    if (!is_word(left[at])) {
      const bool is_wider_space = left[at] == ' ' && out.ends_with(' ');
      if (!is_wider_space) out += left[at];
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < left.size() && is_word(left[end]))
      ++end;
    const bool is_uuid = begins_with_uuid(std::string_view(left).substr(at));
    if (is_uuid) end = at + length_of_uuid;
    const std::string_view word = std::string_view(left).substr(at, end - at);
    if (is_uuid || differs(word))
      add_number(out);
    else
      out += word;
    at = end;
  }
  out.resize(std::min(out.size(), longest_part));
  return out;
}

std::vector<std::string> values_in(const Request& request) {
  std::vector<std::string> echoes;
  const std::string_view target = request.target;
  const auto query = std::min(target.find('?'), target.size());
  add_segments(target.substr(0, query), echoes);
  add_pairs(target.substr(std::min(query + 1, target.size())), echoes);
  const std::string_view content = std::string_view(request.content).substr(0, longest_text);
  const auto json = read_json(request.content.size() <= longest_text ? content : std::string_view());
  if (const auto* value = std::get_if<Value>(&json))
    add_texts(*value, 0, echoes);
  else
    add_pairs(content, echoes);
  std::ranges::sort(echoes, [](const std::string& left, const std::string& right) {
    return left.size() != right.size() ? left.size() > right.size() : left < right;
  });
  echoes.erase(std::ranges::unique(echoes).begin(), echoes.end());
  return echoes;
}

std::string cause_of(const Finding& finding, const Subject& subject) {
  const auto is_status = [](const Evidence& one) { return one.label == status_line; };
  if (std::ranges::any_of(finding.evidence, is_status)) return of_status(subject);
  // Of what is not there nothing can be shown.
  if (finding.evidence.empty())
    return subject.message == nullptr ? "no answer" : "status " + std::to_string(subject.message->status);
  const auto promised = std::ranges::find(finding.evidence, Evidence::Kind::document, &Evidence::kind);
  if (promised != finding.evidence.end()) return of_place(*promised);
  return constant_part(finding.evidence.front().label);
}

}  // namespace conform
