// Facts of partial content, RFC 9110 §14.4, §14.6.

#include "runner/http/grammar.hpp"
#include "runner/rules/fact_readers.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace conform {
namespace {

constexpr std::int64_t longest_written = 1 << 20;

std::optional<std::int64_t> number(std::string_view digits) {
  std::int64_t value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
  return whole ? std::optional(value) : std::nullopt;
}

/// The bytes that `bytes FIRST-LAST/…` names, both ends included.
struct ByteSpan {
  std::int64_t first = 0;
  std::int64_t last = 0;
};

// Nothing for other units, forms and numbers beyond 64 bits.
std::optional<ByteSpan> span_of(std::string_view content_range) {
  constexpr std::string_view unit = "bytes ";
  if (!equals_ignoring_case(content_range.substr(0, unit.size()), unit)) return std::nullopt;
  if (!find_grammar("satisfied-range")->matches(content_range)) return std::nullopt;
  content_range.remove_prefix(unit.size());
  const auto dash = content_range.find('-');
  const auto slash = content_range.find('/');
  const auto first = number(content_range.substr(0, dash));
  const auto last = number(content_range.substr(dash + 1, slash - dash - 1));
  if (!first || !last || *last == std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  return ByteSpan{*first, *last};
}

std::optional<std::int64_t> length_of_range(std::string_view content_range) {
  const auto span = span_of(content_range);
  return span ? std::optional(span->last - span->first + 1) : std::nullopt;
}

// The bytes of `whole` that a Content-Range names; nothing when there are no such.
std::optional<std::string_view> part_of(std::string_view whole, std::string_view content_range) {
  const auto span = span_of(content_range);
  const auto size = static_cast<std::int64_t>(whole.size());
  if (!span || span->last < span->first || span->last >= size) return std::nullopt;
  return whole.substr(static_cast<std::size_t>(span->first),
                      static_cast<std::size_t>(span->last - span->first + 1));
}

// The boundary parameter of a multipart type, RFC 2046 §5.1.1; empty when there is none.
std::string boundary_of(std::string_view content_type) {
  constexpr std::string_view name = "boundary=";
  for (auto at = content_type.find(';'); at != std::string_view::npos; at = content_type.find(';', at)) {
    at = content_type.find_first_not_of("; \t", at);
    if (at == std::string_view::npos) break;
    if (!equals_ignoring_case(content_type.substr(at, name.size()), name)) continue;
    const auto value = content_type.substr(at + name.size());
    if (!value.starts_with('"')) return std::string(value.substr(0, value.find_first_of("; \t")));
    const auto end = value.find('"', 1);
    return std::string(value.substr(1, end == std::string_view::npos ? end : end - 1));
  }
  return {};
}

/// One part of multipart content. Views hang on it.
struct Part {
  std::string_view head{};  ///< with the end of its last line; nothing when there is no end of it
  std::string_view content{};
};

Part part_in(std::string_view text) {
  // RFC 2046 §5.1.1: a part may have no fields; the empty line then comes first.
  if (text.starts_with("\r\n")) return {text.substr(0, 2), text.substr(2)};
  const auto head_end = text.find("\r\n\r\n");
  if (head_end == std::string_view::npos) return {};
  return {text.substr(0, head_end + 2), text.substr(head_end + 4)};
}

// The only line of that name; nothing when there are none or several.
std::optional<std::string_view> field_in(const Part& part, std::string_view name) {
  const auto lines = field_lines(part.head, 0, part.head.size(), name);
  if (lines.size() != 1) return std::nullopt;
  auto value = part.head.substr(lines.front().offset, lines.front().length);
  value.remove_prefix(value.find(':') + 1);
  value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
  return value;
}

// Whether Content-Range is there once, well formed, and fits the content.
bool is_fit(const Part& part) {
  const auto range = field_in(part, "Content-Range");
  if (!range || !find_grammar("satisfied-range")->matches(*range)) return false;
  const auto length = length_of_range(*range);
  return !length || static_cast<std::size_t>(*length) == part.content.size();
}

/// Parts between the delimiters, RFC 2046 §5.1.1.
struct Parts {
  std::vector<Part> all{};
  bool whole = false;  ///< cut into parts by its boundary, with the close delimiter at the end
};

Parts parts_of(std::string_view content, std::string_view boundary) {
  Parts parts;
  const std::string delimiter = "\r\n--" + std::string(boundary);
  if (content.starts_with(delimiter.substr(2))) {
    content.remove_prefix(delimiter.size() - 2);
  } else {
    const auto first = content.find(delimiter);
    if (boundary.empty() || first == std::string_view::npos) return parts;
    content.remove_prefix(first + delimiter.size());
  }
  while (!content.starts_with("--")) {
    const auto line_end = content.find("\r\n");
    const auto next = content.find(delimiter, line_end == std::string_view::npos ? 0 : line_end);
    if (next == std::string_view::npos) return parts;
    parts.all.push_back(part_in(content.substr(line_end + 2, next > line_end + 2 ? next - line_end - 2 : 0)));
    content.remove_prefix(next + delimiter.size());
  }
  parts.whole = true;
  return parts;
}

// The boundary of multipart/byteranges; nothing for another type.
std::optional<std::string> boundary_of_parts(const Response& message) {
  const auto type = message.fields.combined("Content-Type");
  if (!type || essence_of(*type) != "multipart/byteranges") return std::nullopt;
  return boundary_of(*type);
}

bool is_other_than(const Part& part, std::string_view whole) {
  const auto range = field_in(part, "Content-Range");
  const auto named = range ? part_of(whole, *range) : std::nullopt;
  return named && *named != part.content;
}

// `Content-Type: X` lines of parts, removed.
std::string without_types(std::string content) {
  constexpr std::string_view begin = "\r\nContent-Type:";
  for (auto at = content.find(begin); at != std::string::npos; at = content.find(begin, at))
    content.erase(at, content.find("\r\n", at + 2) - at);
  return content;
}

}  // namespace

namespace read {

FactValue range_length(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  const auto value = subject.message->fields.combined("Content-Range");
  const auto length = value ? length_of_range(*value) : std::nullopt;
  if (!length) return Absent{};
  return *length;
}

FactValue range_faulty_parts(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  const auto boundary = boundary_of_parts(*subject.message);
  if (!boundary) return Absent{};
  if (subject.exchange.content_truncated && subject.message == subject.exchange.response())
    return Unknown{"the content is longer than our limit"};
  const Parts parts = parts_of(subject.message->content, *boundary);
  const auto faulty = std::ranges::count_if(parts.all, [](const Part& part) { return !is_fit(part); });
  return static_cast<std::int64_t>(faulty + (parts.whole ? 0 : 1));
}

FactValue range_parts_of_other_type(const Subject& subject, std::string_view parameter) {
  const Response* whole = answer_to(subject, parameter);
  if (whole == nullptr || subject.message == nullptr) return unanswered(parameter);
  const auto type = whole->fields.combined("Content-Type");
  const auto boundary = boundary_of_parts(*subject.message);
  if (!type || !boundary) return Absent{};
  const std::string& wanted = *type;
  const auto parts = parts_of(subject.message->content, *boundary).all;
  return static_cast<std::int64_t>(std::ranges::count_if(
      parts, [&wanted](const Part& part) { return field_in(part, "Content-Type") != wanted; }));
}

FactValue range_differs_from(const Subject& subject, std::string_view parameter) {
  const Response* whole = answer_to(subject, parameter);
  if (whole == nullptr || subject.message == nullptr) return unanswered(parameter);
  if (const auto boundary = boundary_of_parts(*subject.message)) {
    const auto parts = parts_of(subject.message->content, *boundary).all;
    const auto differs = [whole](const Part& part) { return is_other_than(part, whole->content); };
    return std::ranges::any_of(parts, differs);
  }
  const auto range = subject.message->fields.combined("Content-Range");
  const auto part = range ? part_of(whole->content, *range) : std::nullopt;
  if (!part) return Unknown{"there is no range of bytes of that content"};
  return subject.message->content != *part;
}

}  // namespace read

namespace write {

bool range_differs_from(Answer& answer, Parameter, const FactValue& value, const Asked&) {
  const auto* differs = std::get_if<bool>(&value);
  if (differs == nullptr || !*differs || answer.final.content.empty()) return false;
  // Of several parts the last one: the end of its content stands before the close delimiter.
  const auto delimiter = boundary_of_parts(answer.final) ? answer.final.content.rfind("\r\n--") : 0;
  if (delimiter == std::string::npos) return false;
  char& changed = answer.final.content[delimiter == 0 ? 0 : delimiter - 1];
  changed = changed == '-' ? '+' : '-';
  return true;
}

bool range_parts_of_other_type(Answer& answer, Parameter, const FactValue& value, const Asked&) {
  const auto* wanted = std::get_if<std::int64_t>(&value);
  if (wanted == nullptr || *wanted < 1) return false;
  answer.final.content = without_types(std::move(answer.final.content));
  return true;
}

bool range_length(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  if (std::holds_alternative<Absent>(value)) return field(answer, "Content-Range", value, asked);
  const auto* length = std::get_if<std::int64_t>(&value);
  if (length == nullptr || *length < 1 || *length > longest_written) return false;
  return field(answer, "Content-Range", "bytes 0-" + std::to_string(*length - 1) + "/*", asked);
}

bool range_faulty_parts(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  const auto* wanted = std::get_if<std::int64_t>(&value);
  if (wanted == nullptr || *wanted < 0 || *wanted > 100) return false;
  std::string content = "--part\r\nContent-Range: bytes 0-0/2\r\n\r\na\r\n";
  for (std::int64_t i = 0; i < *wanted; ++i)
    content += "--part\r\nContent-Type: text/plain\r\n\r\nb\r\n";
  return field(answer, "Content-Type", std::string("multipart/byteranges; boundary=part"), asked) &&
         content_text(answer, {}, content + "--part--\r\n", asked);
}

}  // namespace write
}  // namespace conform
