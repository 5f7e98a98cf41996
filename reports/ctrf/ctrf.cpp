#include "reports/ctrf/ctrf.hpp"

#include "reports/evidence/evidence.hpp"
#include "runner/journal/json_text.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <string_view>

namespace conform {
namespace {

constexpr std::size_t longest_message = 2000;
constexpr std::size_t longest_trace = 32'768;
// Beyond this the exchanges are left out: a reader takes the file in whole.
constexpr std::size_t most_with_exchanges = std::size_t{60} << 20U;

enum class Status { passed, failed, skipped, other };

std::string_view name_of_status(Status status) {
  constexpr std::array<std::string_view, 4> names = {"passed", "failed", "skipped", "other"};
  return names.at(static_cast<std::size_t>(status));
}

Status status_of(const CaseResult& result, Weight fail_on) {
  if (breaks_gate(result, fail_on)) return Status::failed;
  if (result.outcome == Outcome::error) return Status::other;
  const bool is_set_aside = result.outcome == Outcome::not_judged || is_known(result);
  return is_set_aside ? Status::skipped : Status::passed;
}

int number_in(std::string_view text, std::size_t begin, std::size_t length) {
  int number = 0;
  if (begin + length > text.size()) return 0;
  std::from_chars(text.data() + begin, text.data() + begin + length, number);
  return number;
}

/// Milliseconds since 1970 of `2026-11-21T08:30:00Z`; 0 for what is no time.
std::int64_t milliseconds_of(std::string_view time) {
  const std::chrono::year_month_day day{std::chrono::year(number_in(time, 0, 4)),
                                        std::chrono::month(static_cast<unsigned>(number_in(time, 5, 2))),
                                        std::chrono::day(static_cast<unsigned>(number_in(time, 8, 2)))};
  if (!day.ok()) return 0;
  const auto moment = std::chrono::sys_days(day) + std::chrono::hours(number_in(time, 11, 2)) +
                      std::chrono::minutes(number_in(time, 14, 2)) +
                      std::chrono::seconds(number_in(time, 17, 2));
  return std::max<std::int64_t>(
      0, std::chrono::duration_cast<std::chrono::milliseconds>(moment.time_since_epoch()).count());
}

class CtrfReport {
public:
  CtrfReport(const Results& results, Weight fail_on, const NameOfFile& file_name)
      : results_(results), fail_on_(fail_on), file_name_(file_name), rules_(rules_by_id(results.header)) {}

  void write(std::ostream& out) {
    json_.begin_object().member("reportFormat", "CTRF").member("specVersion", "0.0.0");
    json_.member("generatedBy", "conform").key("results").begin_object().next_line();
    json_.key("tool").begin_object().member("name", "conform");
    json_.member("version", results_.header.tool_version).end_object().next_line();
    write_summary();
    json_.next_line().key("tests").begin_array();
    for (const CaseResult& result : results_.cases) {
      json_.next_line();
      write_test(result);
      written_ += json_.size();
      out.write(json_.str().data(), static_cast<std::streamsize>(json_.size()) - 1);
      json_.keep_last();
    }
    json_.last_line().end_array().next_line();
    write_environment();
    json_.last_line().end_object().end_object().last_line();
    out << json_.str();
  }

private:
  void write_summary() {
    std::array<std::size_t, 4> counts{};
    std::size_t flaky = 0;
    for (const CaseResult& result : results_.cases) {
      ++counts.at(static_cast<std::size_t>(status_of(result, fail_on_)));
      if (!flakiness(result).empty()) ++flaky;
    }
    const std::int64_t start = milliseconds_of(results_.header.began);
    const std::int64_t duration = results_.footer.duration.count();
    json_.key("summary").begin_object().member("tests", results_.cases.size());
    for (const Status status : {Status::passed, Status::failed, Status::skipped, Status::other})
      json_.member(name_of_status(status), counts.at(static_cast<std::size_t>(status)));
    json_.member("pending", 0).member("flaky", flaky).member("start", start);
    json_.member("stop", start + duration).end_object();
  }

  void write_environment() {
    const RunHeader& header = results_.header;
    json_.key("environment").begin_object().member("appName", header.title);
    json_.member("testEnvironment", header.target).key("extra").begin_object();
    json_.member("document", file_name_(header.document)).member("documentHash", header.document_hash);
    json_.member("seed", std::to_string(header.seed)).member("verdict", conclusion(results_, fail_on_));
    json_.optional_member("secrets", remark_on_secrets(header)).end_object().end_object();
  }

  void write_test(const CaseResult& result) {
    const Status status = status_of(result, fail_on_);
    const auto& operation = operation_of(result, results_.header);
    json_.begin_object().member("name", result.id).member("status", name_of_status(status));
    json_.member("duration", std::chrono::round<std::chrono::milliseconds>(result.duration).count());
    json_.key("suite").begin_array().text(operation.tag.empty() ? "untagged" : operation.tag).end_array();
    json_.member("rawStatus", is_known(result) ? "known" : name_of(result.outcome));
    json_.member("type", "api").member("filePath", file_name_(results_.header.document));
    if (operation.line > 0) json_.member("line", operation.line);
    if (!flakiness(result).empty()) json_.key("flaky").boolean(true);
    write_tags(result);
    write_texts(result, status);
    json_.end_object();
  }

  /// The rules that it broke, to group by.
  void write_tags(const CaseResult& result) {
    std::vector<std::string_view> rules;
    for (const KeptFinding& finding : result.findings)
      if (std::ranges::find(rules, finding.rule) == rules.end()) rules.push_back(finding.rule);
    if (rules.empty()) return;
    json_.key("tags").begin_array();
    for (const std::string_view rule : rules)
      json_.text(rule);
    json_.end_array();
  }

  void write_texts(const CaseResult& result, Status status) {
    if (status == Status::passed) return;
    json_.member("message", shortened(message_of(result), longest_message));
    if (status == Status::skipped) return;
    std::string trace = findings_text(result, rules_, [](const KeptFinding&) { return true; });
    if (written_ < most_with_exchanges) trace += exchanges_text(result);
    if (!trace.empty()) json_.member("trace", shortened(calm_text(trace), longest_trace));
  }

  [[nodiscard]] std::string message_of(const CaseResult& result) const {
    const auto first = std::ranges::find_if(
        result.findings, [this](const KeptFinding& one) { return breaks_gate(one, fail_on_); });
    const bool is_about_rules = first != result.findings.end() || is_known(result);
    if (!is_about_rules) return result.reason.empty() ? "It was not judged." : result.reason;
    const KeptFinding& finding = first != result.findings.end() ? *first : result.findings.front();
    std::string message = (finding.known ? "Known: " : "") + headline(finding, rules_) +
                          " Expected: " + finding.expected + ". Actual: " + finding.actual + ".";
    if (finding.known && !finding.remark.empty()) message += " " + finding.remark;
    const std::string flaky = flakiness(result);
    return flaky.empty() ? message : message + " " + flaky;
  }

  const Results& results_;
  Weight fail_on_;
  const NameOfFile& file_name_;
  RulesById rules_;
  JsonText json_{};
  std::size_t written_ = 0;
};

}  // namespace

void write_ctrf(const Results& results, Weight fail_on, const NameOfFile& file_name, std::ostream& out) {
  CtrfReport(results, fail_on, file_name).write(out);
}

}  // namespace conform
