#include "runner/openapi/read_body.hpp"

#include "runner/document/document.hpp"

#include <algorithm>

namespace conform {
namespace {

constexpr char record_separator = '\x1E';

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

/// The JSON text that begins at `offset` of the content.
std::optional<Unreadable> add_text(Array& items, std::string_view text, std::size_t offset) {
  auto read = read_json(text);
  if (auto* value = std::get_if<Value>(&read)) {
    items.push_back(std::move(*value));
    return std::nullopt;
  }
  const auto& fault = std::get<JsonFault>(read);
  return Unreadable{"Item " + std::to_string(items.size() + 1) + " is no JSON: " + fault.message,
                    offset + fault.offset};
}

/// One event on its way; what was not sent is not in it.
struct Event {
  std::optional<std::string> data{};
  std::optional<std::string> type{};
  std::optional<std::string> id{};
  std::optional<std::string> retry{};

  void take(std::string_view name, std::string_view text) {
    if (name == "data") data = data ? *data + "\n" + std::string(text) : std::string(text);
    if (name == "event") type = text;
    if (name == "id" && text.find('\0') == std::string_view::npos) id = text;
    const bool is_number = !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
    if (name == "retry" && is_number) retry = text;
  }
  [[nodiscard]] bool is_empty() const { return !data && !type && !id && !retry; }
  [[nodiscard]] Value value() const {
    Object object;
    if (type) object.add("event", *type);
    if (data) object.add("data", *data);
    if (id) object.add("id", *id);
    if (const auto number = retry ? Number::parse(*retry) : std::nullopt) object.add("retry", *number);
    return object;
  }
};

/// The next line and its end: CR LF, LF or CR.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find_first_of("\r\n");
  const std::string_view line = rest.substr(0, end);
  if (end == std::string_view::npos) {
    rest = {};
    return line;
  }
  const bool is_pair = rest[end] == '\r' && end + 1 < rest.size() && rest[end + 1] == '\n';
  rest.remove_prefix(end + (is_pair ? 2 : 1));
  return line;
}

}  // namespace

std::variant<Value, Unreadable> read_json_lines(std::string_view content) {
  Array items;
  for (std::size_t at = 0; at < content.size();) {
    const std::size_t end = std::min(content.find('\n', at), content.size());
    const std::string_view line = content.substr(at, end - at);
    if (!is_blank(line)) {
      if (auto fault = add_text(items, line, at)) return std::move(*fault);
    }
    at = end + 1;
  }
  return Value(std::move(items));
}

std::variant<Value, Unreadable> read_json_sequence(std::string_view content) {
  if (!content.empty() && content.front() != record_separator)
    return Unreadable{"A JSON text sequence begins with a record separator (byte 1E)."};
  Array items;
  for (std::size_t at = 0; at < content.size();) {
    const std::size_t begin = at + 1;
    const std::size_t end = std::min(content.find(record_separator, begin), content.size());
    const std::string_view text = content.substr(begin, end - begin);
    // RFC 7464 §2.2: several separators may follow each other.
    if (!is_blank(text)) {
      if (auto fault = add_text(items, text, begin)) return std::move(*fault);
    }
    at = end;
  }
  return Value(std::move(items));
}

Value read_events(std::string_view content) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (content.starts_with(byte_order_mark)) content.remove_prefix(byte_order_mark.size());
  Array events;
  Event event;
  while (!content.empty()) {
    const std::string_view line = take_line(content);
    if (line.empty()) {
      if (!event.is_empty()) events.push_back(event.value());
      event = {};
      continue;
    }
    const std::size_t colon = std::min(line.find(':'), line.size());
    std::string_view text = line.substr(std::min(colon + 1, line.size()));
    if (text.starts_with(' ')) text.remove_prefix(1);
    event.take(line.substr(0, colon), text);
  }
  // An event that no empty line ends is not complete, and is dropped.
  return events;
}

}  // namespace conform
