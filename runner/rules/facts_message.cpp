// Facts of the status line and the fields of one message.

#include "runner/http/status.hpp"
#include "runner/rules/fact_readers.hpp"

#include <algorithm>

namespace conform {

// RFC 9112 §5: a field line begins with its name; what folds it (obs-fold) belongs to it.
std::vector<LineSpan>
field_lines(std::string_view bytes, std::size_t begin, std::size_t end, std::string_view name) {
  std::vector<LineSpan> lines;
  end = std::min(end, bytes.size());
  bool in_wanted = false;
  for (std::size_t at = begin; at < end;) {
    const auto feed = bytes.find('\n', at);
    const auto next = feed == std::string_view::npos || feed >= end ? end : feed + 1;
    const auto line = bytes.substr(at, next - at);
    const bool folded = line.front() == ' ' || line.front() == '\t';
    if (folded && in_wanted) {
      lines.back().length += line.size();
    } else {
      const auto after = line.size() > name.size() ? line.find_first_not_of(" \t", name.size()) : line.npos;
      in_wanted =
          after != line.npos && line[after] == ':' && equals_ignoring_case(line.substr(0, name.size()), name);
      if (in_wanted) lines.push_back({at, line.size()});
    }
    at = next;
  }
  for (auto& [offset, length] : lines) {
    while (length > 0 && (bytes[offset + length - 1] == '\n' || bytes[offset + length - 1] == '\r'))
      --length;
  }
  return lines;
}

namespace {

LineSpan status_line_of(const Subject& subject) {
  const auto begin = subject.message->begins;
  const auto& bytes = subject.exchange.received;
  const auto end = std::min(bytes.find_first_of("\r\n", begin), bytes.size());
  return {begin, end > begin ? end - begin : 0};
}

std::vector<Spot> spots(const std::string& label, const std::vector<LineSpan>& lines) {
  std::vector<Spot> all;
  for (const auto& line : lines)
    all.push_back({.label = label, .offset = line.offset, .length = line.length});
  return all;
}

bool set_status(Response& message, std::int64_t status) {
  if (status < 0 || status > 999) return false;
  message.status = static_cast<int>(status);
  message.reason = reason_for(message.status);
  return true;
}

// Where a fact is text and one only.
bool write_field(Fields& fields, std::string_view name, const FactValue& value) {
  if (std::holds_alternative<Absent>(value)) {
    fields.remove(name);
    return true;
  }
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return false;
  fields.set(name, *text);
  return true;
}

FactValue combined(const Fields& fields, std::string_view name) {
  auto value = fields.combined(name);
  if (!value) return Absent{};
  return std::move(*value);
}

}  // namespace

namespace read {

FactValue status(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  return std::int64_t{subject.message->status};
}

FactValue status_class(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  return std::int64_t{subject.message->status / 100};
}

FactValue status_known(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  return find_status(subject.message->status) != nullptr;
}

FactValue version(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  const auto& version = subject.message->version;
  return "HTTP/" + std::to_string(version.major) + "." + std::to_string(version.minor);
}

FactValue reason(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  return subject.message->reason;
}

FactValue field(const Subject& subject, std::string_view parameter) {
  if (subject.message == nullptr) return no_message();
  return combined(subject.message->fields, parameter);
}

FactValue lines(const Subject& subject, std::string_view parameter) {
  if (subject.message == nullptr) return no_message();
  return static_cast<std::int64_t>(subject.message->fields.count(parameter));
}

FactValue trailer(const Subject& subject, std::string_view parameter) {
  if (subject.message == nullptr) return no_message();
  return combined(subject.message->trailers, parameter);
}

}  // namespace read

namespace write {

Response* meant(Answer& answer, const Asked& asked) {
  if (asked.interim)
    return *asked.interim < answer.interim.size() ? &answer.interim[*asked.interim] : nullptr;
  return answer.has_final ? &answer.final : nullptr;
}

bool status(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  auto* message = meant(answer, asked);
  const auto* status = std::get_if<std::int64_t>(&value);
  return message != nullptr && status != nullptr && set_status(*message, *status);
}

bool status_class(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  auto* message = meant(answer, asked);
  const auto* digit = std::get_if<std::int64_t>(&value);
  return message != nullptr && digit != nullptr && *digit >= 1 && *digit <= 9 &&
         set_status(*message, *digit * 100);
}

bool status_known(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  auto* message = meant(answer, asked);
  const auto* known = std::get_if<bool>(&value);
  if (message == nullptr || known == nullptr) return false;
  const int first = message->status / 100 * 100;
  for (int status = first; status < first + 100; ++status) {
    if ((find_status(status) != nullptr) == *known) return set_status(*message, status);
  }
  return false;
}

bool version(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  auto* message = meant(answer, asked);
  const auto* text = std::get_if<std::string>(&value);
  if (message == nullptr || text == nullptr) return false;
  // Any version but those of today is written as one that a reader understands all the same.
  message->version = {.major = 1, .minor = *text == "HTTP/1.1" ? 1 : *text == "HTTP/1.0" ? 0 : 9};
  return true;
}

bool reason(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  auto* message = meant(answer, asked);
  const auto* text = std::get_if<std::string>(&value);
  if (message == nullptr || text == nullptr) return false;
  message->reason = *text;
  return true;
}

bool field(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked) {
  auto* message = meant(answer, asked);
  return message != nullptr && write_field(message->fields, parameter, value);
}

bool lines(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked) {
  auto* message = meant(answer, asked);
  const auto* wanted = std::get_if<std::int64_t>(&value);
  if (message == nullptr || wanted == nullptr || *wanted < 0 || *wanted > 100) return false;
  const auto* first = message->fields.find(parameter);
  const std::string text = first != nullptr ? first->value : "x";
  message->fields.remove(parameter);
  for (std::int64_t i = 0; i < *wanted; ++i)
    message->fields.add(std::string(parameter), text);
  return true;
}

bool trailer(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked) {
  auto* message = meant(answer, asked);
  if (message == nullptr || asked.interim) return false;
  message->fields.remove("Content-Length");
  message->fields.set("Transfer-Encoding", "chunked");
  return write_field(message->trailers, parameter, value);
}

}  // namespace write

namespace locate {

std::vector<Spot> status_line(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return {};
  return spots("the status line", {status_line_of(subject)});
}

std::vector<Spot> head(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return {};
  const auto& message = *subject.message;
  return spots("the header section", {{message.begins, message.head_ends - message.begins}});
}

// A field that is not there is looked for in the whole head.
std::vector<Spot> field(const Subject& subject, std::string_view parameter) {
  if (subject.message == nullptr) return {};
  const auto& message = *subject.message;
  const auto lines = field_lines(subject.exchange.received, message.begins, message.head_ends, parameter);
  if (lines.empty()) return head(subject, parameter);
  return spots("`" + std::string(parameter) + "`", lines);
}

std::vector<Spot> allow(const Subject& subject, std::string_view) { return field(subject, "Allow"); }

std::vector<Spot> www_authenticate(const Subject& subject, std::string_view) {
  return field(subject, "WWW-Authenticate");
}

std::vector<Spot> content_type(const Subject& subject, std::string_view) {
  return field(subject, "Content-Type");
}

std::vector<Spot> content_range(const Subject& subject, std::string_view) {
  return field(subject, "Content-Range");
}

std::vector<Spot> trailer(const Subject& subject, std::string_view parameter) {
  if (subject.message == nullptr) return {};
  const auto& message = *subject.message;
  const auto lines = field_lines(subject.exchange.received, message.head_ends, message.ends, parameter);
  return spots("the trailer `" + std::string(parameter) + "`", lines);
}

std::vector<Spot> content(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return {};
  const auto& message = *subject.message;
  if (message.ends <= message.head_ends) return head(subject, {});
  return spots("the content", {{message.head_ends, message.ends - message.head_ends}});
}

}  // namespace locate
}  // namespace conform
