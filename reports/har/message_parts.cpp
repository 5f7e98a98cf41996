#include "reports/har/message_parts.hpp"

#include "runner/document/uri.hpp"
#include "runner/http/response_reader.hpp"

#include <algorithm>

namespace conform {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

/// Takes the text up to the next `end` off the front.
std::string_view take_until(std::string_view& text, char end) {
  const std::size_t at = std::min(text.find(end), text.size());
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return taken;
}

/// As a form writes it: `+` is a space.
std::string decoded(std::string_view text) {
  std::string spaced(text);
  std::ranges::replace(spaced, '+', ' ');
  return percent_decoded(spaced);
}

}  // namespace

SentRequest read_sent(std::string_view bytes) {
  SentRequest request;
  std::string_view rest = bytes;
  std::string_view line = trimmed(take_until(rest, '\n'));
  request.method = take_until(line, ' ');
  const std::size_t last = line.rfind(' ');
  request.target = line.substr(0, last);
  if (last != std::string_view::npos) request.version = line.substr(last + 1);
  while (!rest.empty()) {
    std::string_view field = trimmed(take_until(rest, '\n'));
    if (field.empty()) break;
    const std::string_view name = take_until(field, ':');
    request.fields.add(std::string(trimmed(name)), std::string(trimmed(field)));
  }
  request.head_bytes = bytes.size() - rest.size();
  request.content = rest;
  return request;
}

std::optional<Response> read_received(const KeptExchange& exchange, std::string_view method) {
  if (exchange.received.empty()) return std::nullopt;
  ReadingOf reading;
  reading.method = method;
  ResponseReader reader(reading);
  if (reader.feed(exchange.received) == ResponseReader::State::reading) reader.finish();
  Exchange read;
  reader.take(read, Silence::closed);
  if (auto* const response = std::get_if<Response>(&read.answer)) return std::move(*response);
  return std::nullopt;
}

Pairs read_pairs(std::string_view query) {
  Pairs pairs;
  while (!query.empty()) {
    std::string_view pair = take_until(query, '&');
    if (pair.empty()) continue;
    const std::string name = decoded(take_until(pair, '='));
    pairs.emplace_back(name, decoded(pair));
  }
  return pairs;
}

Pairs read_cookies(std::string_view field) {
  Pairs pairs;
  while (!field.empty()) {
    std::string_view pair = trimmed(take_until(field, ';'));
    if (pair.empty()) continue;
    const std::string name(trimmed(take_until(pair, '=')));
    pairs.emplace_back(name, trimmed(pair));
  }
  return pairs;
}

}  // namespace conform
