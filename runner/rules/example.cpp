#include "runner/rules/example.hpp"

#include "runner/http/response_reader.hpp"

#include <algorithm>

namespace conform {
namespace {

std::string_view line_at(std::string_view text, std::size_t at) {
  return text.substr(at, std::min(text.find('\n', at), text.size()) - at);
}

bool begins_head(std::string_view text, std::size_t at) { return text.substr(at).starts_with("HTTP/"); }

// The lines of one head from `at`; ends after its empty line, or before the next head. Moves `at` there.
std::string head_bytes(std::string_view block, std::size_t& at) {
  std::string bytes;
  bool first = true;
  while (at < block.size() && (first || !begins_head(block, at))) {
    const auto line = line_at(block, at);
    at = std::min(at + line.size() + 1, block.size());
    first = false;
    if (line.empty()) break;
    bytes.append(line).append("\r\n");
  }
  return bytes + "\r\n";
}

Field field_of(std::string_view line) {
  const auto colon = std::min(line.find(':'), line.size());
  auto value = line.substr(std::min(colon + 1, line.size()));
  const auto first = value.find_first_not_of(" \t");
  value = first == std::string_view::npos ? std::string_view{} : value.substr(first);
  return {std::string(line.substr(0, colon)), std::string(value)};
}

std::string path_of(std::string_view target) {
  return std::string(target.substr(0, std::min(target.find('?'), target.size())));
}

Exchange
answered(const Request& request, const ProbeStep& step, std::string_view bytes, const RuleExample& example) {
  Exchange exchange;
  exchange.request = request;
  exchange.sent = serialise(request, "example.org", Persistence::close);
  ResponseReader reader({.method = exchange.request.method, .request_version = exchange.request.version});
  reader.feed(bytes);
  reader.finish();
  reader.take(exchange, Silence::closed);
  exchange.read_to_close = true;
  exchange.closed_by_server = !example.held_open;
  exchange.content_withheld = step.withholds_content;
  exchange.answered_early = step.withholds_content && !example.waits_for_content;
  exchange.afterwards = example.ends_unsaid ? Exchange::Afterwards::ended : Exchange::Afterwards::carried_on;
  return exchange;
}

/// What the example answers to a step; a supporting step has the answer of the first.
const std::string* answer_to(const RuleExample& example, const ProbeStep& step) {
  for (const auto& [name, bytes] : example.answers) {
    if (name == step.name) return &bytes;
  }
  const bool stands_in = step.supports && !example.answers.empty();
  return stands_in ? &example.answers.front().second : nullptr;
}

Played play_probe(const Probe& probe, std::string_view judged, const RuleExample& example) {
  const Request plain = example.request.empty() ? Request{} : request_of(example.request);
  const Exchange nothing;
  Played played;
  played.exchanges.reserve(probe.steps.size());  // `taken` points into it
  for (const auto& step : probe.steps) {
    const auto* bytes = answer_to(example, step);
    if (bytes == nullptr) continue;
    Subject before{nothing};
    before.taken = played.taken;
    const Request planned = planned_request(step, {.plain = plain, .authority = "example.org"});
    played.exchanges.push_back(
        answered(request_after(step, planned, before).value_or(planned), step, *bytes, example));
    if (step.name == judged) played.judged = played.exchanges.size() - 1;
    played.taken.push_back({step.name, step.supports, &played.exchanges.back()});
  }
  return played;
}

Value object_with(std::string key, Value value) {
  Object object;
  object.add(std::move(key), std::move(value));
  return object;
}

Value document_around(const RuleExample& example, const Request& request) {
  Object info;
  info.add("title", "example");
  info.add("version", "1");
  Object root;
  root.add("openapi", "3.1.0");
  root.add("info", std::move(info));
  if (example.components) root.add("components", *example.components);
  root.add("paths",
           object_with(path_of(request.target), object_with(to_lower(request.method), *example.operation)));
  return root;
}

}  // namespace

std::string message_bytes(std::string_view block) {
  if (block.ends_with('\n')) block.remove_suffix(1);
  std::string bytes;
  std::size_t at = 0;
  do {
    bytes += head_bytes(block, at);
  } while (at < block.size() && begins_head(block, at));
  return bytes.append(block.substr(at));
}

Request request_of(std::string_view bytes) {
  Request request;
  const auto head_end = std::min(bytes.find("\r\n\r\n"), bytes.size());
  std::size_t at = 0;
  for (bool first = true; at < head_end; first = false) {
    const auto end = std::min(bytes.find("\r\n", at), head_end);
    const auto line = bytes.substr(at, end - at);
    if (first) {
      const auto space = std::min(line.find(' '), line.size());
      const auto rest = line.substr(std::min(space + 1, line.size()));
      request.method = line.substr(0, space);
      request.target = rest.substr(0, rest.find(' '));
    } else if (!line.empty()) {
      auto field = field_of(line);
      request.fields.add(std::move(field.name), std::move(field.value));
    }
    at = end + 2;
  }
  if (head_end + 4 <= bytes.size()) request.content = bytes.substr(head_end + 4);
  request.has_content = !request.content.empty();
  return request;
}

Exchange exchange_of(const RuleExample& example) {
  Exchange exchange;
  if (!example.request.empty()) exchange.request = request_of(example.request);
  exchange.sent = example.request;
  exchange.secure = example.secure;
  ResponseReader reader({.method = exchange.request.method});
  reader.feed(example.bytes);
  reader.finish();
  reader.take(exchange, Silence::closed);
  exchange.read_to_close = true;
  exchange.closed_by_server = true;
  return exchange;
}

Played play(const Rule& rule, const RuleExample& example, const RuleBook& book) {
  if (rule.probe.empty()) {
    Played played;
    played.exchanges.push_back(exchange_of(example));
    return played;
  }
  const auto [probe, step] = book.find_step(rule.probe);
  return probe == nullptr ? Played{} : play_probe(*probe, step->name, example);
}

std::optional<Api> api_of(const RuleExample& example, Diagnostics& diagnostics) {
  if (!example.operation) return std::nullopt;
  const Request request = example.request.empty() ? Request{} : request_of(example.request);
  const Document document{example.where.source, document_around(example, request)};
  Library library;
  return load_api(document, library, diagnostics);
}

}  // namespace conform
