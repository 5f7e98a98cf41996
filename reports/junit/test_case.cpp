#include "reports/junit/test_case.hpp"

#include "reports/evidence/evidence.hpp"
#include "reports/junit/suite_names.hpp"
#include "reports/junit/xml.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace conform {
namespace {

constexpr std::size_t longest_message = 1000;
// Consumers keep the beginning of long texts, some only 64 kB.
constexpr std::size_t longest_text = 32'768;

std::string plain_element(std::string_view name, std::string_view type, const std::string& message) {
  return fmt::format("      <{0}{1} message=\"{2}\">", name, type, xml_attribute(message));
}

/// The first that breaks the gate: the one that the message is about.
const KeptFinding& first_broken(const CaseResult& result, Weight fail_on) {
  const auto first = std::ranges::find_if(
      result.findings, [fail_on](const KeptFinding& one) { return breaks_gate(one, fail_on); });
  return first == result.findings.end() ? result.findings.front() : *first;
}

std::string joined(const std::string& first, const std::string& second) {
  if (first.empty() || second.empty()) return first + second;
  return first + " " + second;
}

}  // namespace

std::chrono::milliseconds time_of(const CaseResult& result) {
  return std::chrono::round<std::chrono::milliseconds>(result.duration);
}

std::string seconds(std::chrono::milliseconds time) {
  return fmt::format("{}.{:03}", time.count() / 1000, time.count() % 1000);
}

TestCases::TestCases(const Results& results, const JUnitOptions& options)
    : results_(results), options_(options), rules_(rules_by_id(results.header)) {}

Element TestCases::mark_of(const CaseResult& result) const {
  if (breaks_gate(result, options_.fail_on)) return Element::failure;
  if (result.outcome == Outcome::error) return Element::error;
  const bool is_set_aside = result.outcome == Outcome::not_judged || is_known(result);
  return is_set_aside ? Element::skipped : Element::none;
}

std::string TestCases::remarks(const CaseResult& result) const {
  const std::string known = known_text(result, rules_);
  const std::string light = findings_text(result, rules_, [this](const KeptFinding& finding) {
    return !finding.known && !breaks_gate(finding, options_.fail_on);
  });
  return known + (known.empty() || light.empty() ? "" : "\n") + light;
}

/// The exchanges, while there is room, and the line that annotations are made from.
std::string TestCases::text_of(const CaseResult& result, std::string text, Evidence evidence) const {
  text += evidence == Evidence::all ? exchanges_text(result)
                                    : "\nThe exchange is left out here; the other reports have it.\n";
  const std::string document = options_.file_name(results_.header.document);
  return shortened(calm_text(text), longest_text) + "\n" +
         stack_line(document, operation_of(result, results_.header).line);
}

std::string TestCases::failure(const CaseResult& result, Evidence evidence) const {
  const KeptFinding& first = first_broken(result, options_.fail_on);
  // Dotted, for those who group by it as by the class of an exception, and no word that a reader takes for a
  // type of its own.
  std::string type = "conform." + first.rule;
  std::replace(type.begin(), type.end(), '/', '.');
  const std::string message = shortened(joined(headline(first, rules_), flakiness(result)), longest_message);
  const std::string findings = findings_text(
      result, rules_, [this](const KeptFinding& finding) { return breaks_gate(finding, options_.fail_on); });
  return plain_element("failure", " type=\"" + xml_attribute(type) + "\"", message) +
         xml_text(text_of(result, message + "\n\n" + findings, evidence)) + "</failure>\n";
}

std::string TestCases::error(const CaseResult& result, Evidence evidence) const {
  const bool silent = !result.exchanges.empty() && !result.exchanges.back().silence.empty();
  const std::string type = "conform." + (silent ? result.exchanges.back().silence : std::string("undecided"));
  const std::string message =
      result.reason.empty() ? "It could not be decided." : shortened(result.reason, longest_message);
  return plain_element("error", " type=\"" + xml_attribute(type) + "\"", message) +
         xml_text(text_of(result, message + "\n", evidence)) + "</error>\n";
}

/// The message is the text as well: some read only the one, some only the other.
std::string TestCases::skipped(const CaseResult& result) const {
  std::string message = result.reason;
  if (is_known(result)) {
    const KeptFinding& first = first_broken(result, options_.fail_on);
    message = joined(joined("Known: " + headline(first, rules_), first.remark), flakiness(result));
  }
  message = shortened(message.empty() ? "It was not judged." : message, longest_message);
  return plain_element("skipped", "", message) + xml_text(message) + "</skipped>\n";
}

std::string TestCases::outcome_element(const CaseResult& result, Evidence evidence) const {
  switch (mark_of(result)) {
  case Element::failure: return failure(result, evidence);
  case Element::error: return error(result, evidence);
  case Element::skipped: return skipped(result);
  case Element::none: break;
  }
  return {};
}

std::string TestCases::element(const CaseResult& result, const Named& named, Evidence evidence) const {
  const bool is_strict = options_.dialect == JUnitDialect::strict;
  std::string place;
  if (!is_strict)
    place = fmt::format(" file=\"{}\" line=\"{}\"",
                        xml_attribute(options_.file_name(results_.header.document)),
                        operation_of(result, results_.header).line);
  std::string content = outcome_element(result, evidence);
  const std::string output = is_strict ? std::string() : remarks(result);
  if (!output.empty())
    content += fmt::format("      <system-out>{}</system-out>\n",
                           xml_text(shortened(calm_text(output), longest_text)));
  return fmt::format("    <testcase classname=\"{}\" name=\"{}\"{} time=\"{}\"{}",
                     named.suite,
                     named.name,
                     place,
                     seconds(time_of(result)),
                     content.empty() ? "/>\n" : ">\n" + content + "    </testcase>\n");
}

}  // namespace conform
