#include "tests/servers/session.hpp"

#include "runner/document/document.hpp"
#include "runner/text/base64.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace conform::testing {
namespace {

/// The exchange of a case that a finding points into; the first without a mark.
const Value* exchange_of(const Value& subject, const Value& finding) {
  const auto& exchanges = subject.find("exchanges")->array();
  const auto& marks = finding.find("marks")->array();
  std::size_t index = 0;
  if (!marks.empty())
    index = static_cast<std::size_t>(marks.front().find("exchange")->number().as_int64().value_or(0));
  return index < exchanges.size() ? &exchanges[index] : nullptr;
}

/// Bytes that are no text stand in base64, under another name.
std::string bytes_of(const Value& exchange, const std::string& name) {
  const Value* text = exchange.find(name);
  return text != nullptr ? text->string() : from_base64(exchange.text(name + "_base64")).value_or("");
}

Found found_in(const Value& subject, const Value& finding) {
  Found found;
  found.weight = finding.text("weight");
  if (const Value* exchange = exchange_of(subject, finding)) {
    found.sent = bytes_of(*exchange, "sent");
    found.received = bytes_of(*exchange, "received");
  }
  return found;
}

/// The status of the answer; nothing where there is none.
std::optional<int> status_of(const Value& exchange) {
  constexpr std::string_view version = "HTTP/1.1 ";
  const std::string received = bytes_of(exchange, "received");
  if (!received.starts_with(version)) return std::nullopt;
  return std::atoi(received.c_str() + version.size());
}

}  // namespace

Session session_on(const std::string& url, const std::string& document, std::vector<std::string> more) {
  const Folder folder;
  std::vector<std::string> words = {"run", document, "--target", url, "--json", "r.json"};
  if (std::ranges::find(more, "--depth") == more.end()) words.insert(words.end(), {"--depth", "smoke"});
  words.insert(words.end(), more.begin(), more.end());
  Session done;
  done.finished = run_conform(words, folder.path());
  const auto read = read_json(read_file(folder / "r.json"));
  const auto* results = std::get_if<Value>(&read);
  if (results == nullptr) return done;
  for (const Value& each : results->find("cases")->array()) {
    const std::string id(each.text("id"));
    done.outcomes[id] = each.text("outcome");
    for (const Value& exchange : each.find("exchanges")->array())
      if (const auto status = status_of(exchange)) done.statuses[id].insert(*status);
    for (const Value& finding : each.find("findings")->array())
      done.findings[id].emplace(finding.text("rule"), found_in(each, finding));
  }
  return done;
}

}  // namespace conform::testing
