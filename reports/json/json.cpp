#include "reports/json/json.hpp"

#include "runner/journal/coverage.hpp"
#include "runner/journal/grouping.hpp"
#include "runner/journal/json_text.hpp"

#include <string>

namespace conform {
namespace {

void write_verdict(JsonText& json, const Results& results, Weight fail_on) {
  json.key("verdict").begin_object().member("exit_code", exit_code(results, fail_on));
  json.member("sentence", conclusion(results, fail_on)).member("fail_on", name_of(fail_on)).end_object();
}

void write_run(JsonText& json, const Results& results) {
  const RunHeader& header = results.header;
  const RunFooter& footer = results.footer;
  json.key("run").begin_object().member("version", header.tool_version).member("title", header.title);
  json.member("document", header.document).member("hash", header.document_hash);
  json.member("openapi", header.openapi).member("target", header.target).member("seed", header.seed);
  json.member("rounds", header.rounds).member("began", header.began);
  json.optional_member("secrets", remark_on_secrets(header));
  json.key("complete").boolean(footer.present);
  if (footer.present) {
    json.member("end", footer.end).optional_member("why", footer.why);
    json.member("duration_ms", footer.duration.count()).member("requests", footer.requests);
    json.member("connections", footer.connections);
    if (footer.shrinking > 0) json.member("shrinking", footer.shrinking);
  }
  json.end_object();
}

void write_counts(JsonText& json, const Counts& counts) {
  json.key("counts").begin_object().member("cases", counts.total()).member("passed", counts.passed);
  json.member("failed", counts.failed)
      .member("errors", counts.errors)
      .member("not_judged", counts.not_judged);
  json.member("failures", counts.fails).member("warnings", counts.warns).member("notes", counts.notes);
  if (counts.known_findings > 0)
    json.member("known", counts.known).member("known_findings", counts.known_findings);
  json.member("rules_judged", counts.rules_judged).member("rules_undecided", counts.undecided).end_object();
}

void write_entries(JsonText& json,
                   std::string_view name,
                   const std::vector<BaselineOutcome::Entry>& entries) {
  json.key(name).begin_array();
  for (const BaselineOutcome::Entry& entry : entries) {
    json.next_line().begin_object().member("operation", entry.operation).member("rule", entry.rule);
    json.optional_member("place", entry.place).optional_member("reason", entry.reason);
    json.optional_member("owner", entry.owner).optional_member("until", entry.until);
    json.optional_member("why", entry.why).end_object();
  }
  json.last_line().end_array();
}

void write_baseline(JsonText& json, const BaselineOutcome& baseline) {
  json.key("baseline").begin_object().member("file", baseline.file).member("known", baseline.known);
  json.member("new", baseline.fresh).key("strict").boolean(baseline.strict);
  if (const auto& update = baseline.update)
    json.member("added", update->added).member("removed", update->removed);
  write_entries(json, "expired", baseline.expired);
  write_entries(json, "gone", baseline.gone);
  write_entries(json, "not_looked_at", baseline.not_looked_at);
  json.end_object().next_line();
}

void write_rules(JsonText& json, const Results& results) {
  json.key("rules").begin_array();
  for (const RuleGroup& group : group_by_rule(results)) {
    json.next_line().begin_object().member("id", group.rule.id).member("weight", name_of(group.weight));
    json.member("level", group.rule.level)
        .member("source", group.rule.source)
        .member("text", group.rule.text);
    json.optional_member("hint", group.rule.hint).member("cases", group.cases);
    json.member("causes", group.clusters.size());
    if (group.known) json.key("known").boolean(true);
    json.end_object();
  }
  json.last_line().end_array();
}

void write_marks(JsonText& json, const std::vector<KeptFinding::Mark>& marks) {
  json.key("marks").begin_array();
  for (const KeptFinding::Mark& mark : marks) {
    json.begin_object().member("label", mark.label).member("exchange", mark.exchange);
    json.member("offset", mark.offset).member("length", mark.length).end_object();
  }
  json.end_array();
}

void write_exchange(JsonText& json, const KeptExchange& exchange) {
  json.begin_object().bytes("sent", exchange.sent).member("sent_bytes", exchange.sent_bytes);
  json.bytes("received", exchange.received).member("received_bytes", exchange.received_bytes);
  json.optional_member("silence", exchange.silence).optional_member("detail", exchange.detail);
  json.member("curl", exchange.curl).optional_member("hurl", exchange.hurl).end_object();
}

void write_smallest(JsonText& json, const KeptFinding::Smallest& smallest) {
  json.key("smallest").begin_object().member("asked", smallest.asked);
  json.member("expected", smallest.expected).member("actual", smallest.actual);
  if (smallest.status > 0) json.member("status", smallest.status);
  write_marks(json, smallest.marks);
  json.key("exchange");
  write_exchange(json, smallest.exchange);
  json.end_object();
}

void write_places(JsonText& json, const std::vector<std::string>& places) {
  if (places.empty()) return;
  json.key("places").begin_array();
  for (const std::string& place : places)
    json.text(place);
  json.end_array();
}

void write_finding(JsonText& json, const KeptFinding& finding) {
  json.begin_object().member("rule", finding.rule).member("level", finding.level);
  json.member("weight", name_of(finding.weight)).member("expected", finding.expected);
  json.member("actual", finding.actual).optional_member("waived", finding.waived);
  json.optional_member("judged", finding.judged).optional_member("cause", finding.cause);
  write_places(json, finding.places);
  if (finding.known) json.key("known").boolean(true);
  json.optional_member("remark", finding.remark).optional_member("document", finding.document);
  if (finding.line > 0) json.member("line", finding.line);
  write_marks(json, finding.marks);
  if (const auto& smallest = finding.smallest) write_smallest(json, *smallest);
  json.end_object();
}

void write_operation(JsonText& json, const RunHeader& header, std::uint32_t operation) {
  if (operation >= header.operations.size()) return;
  const RunHeader::OperationEntry& entry = header.operations[operation];
  json.member("operation", entry.name).optional_member("operation_id", entry.operation_id);
  json.optional_member("tag", entry.tag).member("line", entry.line);
}

void write_case(JsonText& json, const CaseResult& result, const RunHeader& header) {
  json.begin_object().member("id", result.id);
  write_operation(json, header, result.operation);
  json.member("outcome", name_of(result.outcome)).optional_member("reason", result.reason);
  if (result.status > 0) json.member("status", result.status);
  json.key("interim").begin_array();
  for (const int status : result.interim)
    json.number(status);
  json.end_array().member("duration_us", result.duration.count()).member("rules_judged", result.rules_judged);
  json.member("rounds", result.rounds).member("rounds_failed", result.rounds_failed);
  json.key("findings").begin_array();
  for (const KeptFinding& finding : result.findings)
    write_finding(json, finding);
  json.end_array().key("undecided").begin_array();
  for (const Undecided& undecided : result.undecided) {
    json.begin_object().member("rule", undecided.rule).member("why", undecided.why).end_object();
  }
  json.end_array().key("exchanges").begin_array();
  for (const KeptExchange& exchange : result.exchanges)
    write_exchange(json, exchange);
  json.end_array().end_object();
}

void write_coverage(JsonText& json, const Results& results) {
  const Coverage covered = coverage(results);
  json.key("coverage").begin_object().member("documented", covered.documented).member("met", covered.met);
  json.key("operations").begin_array();
  for (const OperationCoverage& operation : covered.operations) {
    json.next_line().begin_object();
    json.member("operation", results.header.operations[operation.operation].name);
    json.key("statuses").begin_array();
    for (const CoveredStatus& status : operation.statuses) {
      json.begin_object().member("status", status.status).member("seen", name_of(status.seen)).end_object();
    }
    json.end_array().end_object();
  }
  json.last_line().end_array().end_object();
}

/// What was gathered so far goes out, so that memory does not grow with the number of cases.
void drain(JsonText& json, std::ostream& out) {
  // The last character stays: it decides whether a comma comes next.
  const std::string& text = json.str();
  out.write(text.data(), static_cast<std::streamsize>(text.size()) - 1);
  json.keep_last();
}

}  // namespace

void write_json(const Results& results, Weight fail_on, std::ostream& out) {
  JsonText json;
  json.begin_object().next_line().member("report", "conform").member("format", 1).next_line();
  write_verdict(json, results, fail_on);
  json.next_line();
  write_run(json, results);
  json.next_line();
  write_counts(json, results.counts());
  json.next_line();
  const auto& baseline = results.baseline;
  if (baseline) write_baseline(json, *baseline);
  write_rules(json, results);
  json.next_line();
  json.key("cases").begin_array();
  for (const CaseResult& result : results.cases) {
    json.next_line();
    write_case(json, result, results.header);
    drain(json, out);
  }
  json.last_line().end_array().next_line();
  write_coverage(json, results);
  json.last_line().end_object().last_line();
  out << json.str();
}

}  // namespace conform
