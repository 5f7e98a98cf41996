#include "reports/evidence/evidence.hpp"

#include "runner/text/words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace conform {
namespace {

// What one case may show of its exchanges. Escaping can lengthen it fourfold.
constexpr std::size_t most_of_request = 4096;
constexpr std::size_t most_of_response = 8192;
constexpr std::size_t most_of_case = 16384;

/// A value of several lines goes on under its own beginning.
std::string labelled(std::string_view label, std::string_view value) {
  std::string out = fmt::format("  {:<10}", label);
  for (const char c : value) {
    out += c;
    if (c == '\n') out += "            ";
  }
  return out + "\n";
}

std::string finding_text(const KeptFinding& finding, const RulesById& rules) {
  const auto rule = rules.find(finding.rule);
  std::string out = fmt::format("{} [{}]\n", finding.rule, finding.level);
  if (rule != rules.end()) out += labelled("rule", headline(finding, rules));
  out += labelled("expected", finding.expected) + labelled("actual", finding.actual);
  if (!finding.remark.empty()) out += labelled("known", finding.remark);
  if (!finding.waived.empty()) out += labelled("waived", finding.waived);
  if (!finding.judged.empty()) out += labelled("judged", finding.judged);
  if (!finding.document.empty()) {
    out += labelled("promised", fmt::format("{}:{}", finding.document, finding.line));
  }
  if (rule != rules.end() && !rule->second->hint.empty()) out += labelled("hint", rule->second->hint);
  return out;
}

std::string
message_text(std::string_view name, std::string_view bytes, std::size_t whole, std::size_t limit) {
  const std::string_view shown = bytes.substr(0, std::min(bytes.size(), limit));
  std::string out = fmt::format("{} ({} bytes)\n{}", name, whole, shown);
  if (!out.ends_with('\n')) out += '\n';
  if (shown.size() < whole) out += fmt::format("… ({} bytes more)\n", whole - shown.size());
  return out;
}

std::string exchange_text(const KeptExchange& exchange) {
  std::string out = fmt::format("\n{}\n\n", shortened(exchange.curl, most_of_request));
  out += message_text("request", exchange.sent, exchange.sent_bytes, most_of_request);
  out += '\n';
  if (exchange.received_bytes > 0) {
    out += message_text("response", exchange.received, exchange.received_bytes, most_of_response);
  }
  if (!exchange.silence.empty())
    out += fmt::format("no response: {} {}\n", exchange.silence, exchange.detail);
  return out;
}

std::string without_returns(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const bool ends_line = bytes[at] == '\r' && at + 1 < bytes.size() && bytes[at + 1] == '\n';
    if (!ends_line) out += bytes[at];
  }
  return out;
}

}  // namespace

std::string calm_text(std::string_view bytes) { return printable(without_returns(bytes), Lines::kept); }

std::string findings_text(const CaseResult& result,
                          const RulesById& rules,
                          const std::function<bool(const KeptFinding&)>& is_meant) {
  std::string out;
  for (const KeptFinding& finding : result.findings) {
    if (!is_meant(finding)) continue;
    if (!out.empty()) out += '\n';
    out += finding_text(finding, rules);
  }
  return out;
}

std::string known_text(const CaseResult& result, const RulesById& rules) {
  std::string out;
  for (const KeptFinding& finding : result.findings)
    if (finding.known) out += "\n" + finding_text(finding, rules);
  return out.empty() ? out : "Known, by the baseline:\n" + out;
}

std::string exchanges_text(const CaseResult& result) {
  std::string out;
  std::string_view shown;  // findings of one request have the same smallest one as a rule
  for (const KeptFinding& finding : result.findings) {
    const auto& smallest = finding.smallest;
    if (!smallest || smallest->exchange.curl == shown || out.size() > most_of_case) continue;
    shown = smallest->exchange.curl;
    out += fmt::format("\nthe smallest request that fails alike, of {} that were tried:\n", smallest->asked);
    out += exchange_text(smallest->exchange);
  }
  if (!shown.empty()) out += "\nas it was planned:\n";
  for (const KeptExchange& exchange : result.exchanges) {
    if (out.size() > most_of_case) break;
    out += exchange_text(exchange);
  }
  return out;
}

}  // namespace conform
