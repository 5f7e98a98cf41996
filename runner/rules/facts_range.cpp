// Facts of partial content, RFC 9110 §14.4, §14.6.

#include "runner/http/grammar.hpp"
#include "runner/rules/fact_readers.hpp"

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

// A part with its header section: whether Content-Range is there once, well formed, and fits the content.
bool is_fit(std::string_view part) {
  const auto head_end = part.find("\r\n\r\n");
  if (head_end == std::string_view::npos) return false;
  const auto lines = field_lines(part, 0, head_end + 2, "Content-Range");
  if (lines.size() != 1) return false;
  auto value = part.substr(lines.front().offset, lines.front().length);
  value.remove_prefix(value.find(':') + 1);
  value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
  if (!find_grammar("satisfied-range")->matches(value)) return false;
  const auto length = length_of_range(value);
  return !length || static_cast<std::size_t>(*length) == part.size() - head_end - 4;
}

// Parts between the delimiters, RFC 2046 §5.1.1. A content that is not cut into parts by its boundary, or
// does not end with its close delimiter, counts as one faulty part more.
std::int64_t faulty_parts(std::string_view content, std::string_view boundary) {
  const std::string delimiter = "\r\n--" + std::string(boundary);
  if (content.starts_with(delimiter.substr(2))) {
    content.remove_prefix(delimiter.size() - 2);
  } else {
    const auto first = content.find(delimiter);
    if (boundary.empty() || first == std::string_view::npos) return 1;
    content.remove_prefix(first + delimiter.size());
  }
  std::int64_t faulty = 0;
  while (!content.starts_with("--")) {
    const auto line_end = content.find("\r\n");
    const auto next = content.find(delimiter, line_end == std::string_view::npos ? 0 : line_end);
    if (next == std::string_view::npos) return faulty + 1;
    if (!is_fit(content.substr(line_end + 2, next > line_end + 2 ? next - line_end - 2 : 0))) ++faulty;
    content.remove_prefix(next + delimiter.size());
  }
  return faulty;
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
  const auto type = subject.message->fields.combined("Content-Type");
  if (!type || essence_of(*type) != "multipart/byteranges") return Absent{};
  if (subject.exchange.content_truncated && subject.message == subject.exchange.response())
    return Unknown{"the content is longer than our limit"};
  return faulty_parts(subject.message->content, boundary_of(*type));
}

FactValue range_differs_from(const Subject& subject, std::string_view parameter) {
  const Response* whole = answer_to(subject, parameter);
  if (whole == nullptr || subject.message == nullptr) return unanswered(parameter);
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
  char& first = answer.final.content.front();
  first = first == '-' ? '+' : '-';
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
