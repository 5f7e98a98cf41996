#include "tests/judge/judging.hpp"

#include "runner/http/response_reader.hpp"

#include <stdexcept>
#include <utility>

namespace conform::testing {
namespace {

[[noreturn]] void refuse(const Diagnostics& diagnostics) {
  throw std::runtime_error(render(diagnostics.list().front()));
}

Document read(std::string name, std::string text) {
  Diagnostics diagnostics;
  auto document =
      read_document(std::make_shared<const Source>(Source{std::move(name), std::move(text)}), diagnostics);
  if (!document) refuse(diagnostics);
  return std::move(*document);
}

}  // namespace

Api api_with(const std::string& paths) {
  const Document document =
      read("api.yaml", "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n" + paths);
  Library library;
  Diagnostics diagnostics;
  auto api = load_api(document, library, diagnostics);
  if (!api || diagnostics.has_errors()) refuse(diagnostics);
  return std::move(*api);
}

RuleBook book_of(std::string suite) {
  RuleBook book;
  Diagnostics diagnostics;
  book.add(read("suite.yaml", std::move(suite)), diagnostics);
  if (diagnostics.has_errors()) refuse(diagnostics);
  return book;
}

std::string rule_with(std::string_view id, std::string_view level, std::string_view lines) {
  return std::string(id) + ": {level: " + std::string(level) + ", source: s, text: It is so., " +
         std::string(lines) + ", examples: [{pass-bytes: a}, {fail-bytes: b}]}\n";
}

Exchange exchange_with(std::string_view bytes, std::string_view method) {
  Exchange exchange;
  exchange.request.method = method;
  ResponseReader reader({.method = method});
  reader.feed(bytes);
  reader.finish();
  reader.take(exchange, Silence::closed);
  exchange.read_to_close = true;
  exchange.closed_by_server = true;
  return exchange;
}

Verdict verdict_on(const Api& api, const RuleBook& rules, Exchange exchange, const JudgeOptions& options) {
  // Nothing speaks against the request.
  const Case subject{.id = "a case", .intent = std::make_shared<const Intent>()};
  Trial trial;
  trial.exchanges.push_back(std::move(exchange));
  return judge(subject, trial, api, rules, options);
}

std::vector<std::string> findings_of(const Verdict& verdict) {
  std::vector<std::string> all;
  for (const auto& finding : verdict.findings)
    all.push_back(finding.rule + " " + std::string(name_of(finding.weight)));
  return all;
}

}  // namespace conform::testing
