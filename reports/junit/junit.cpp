#include "reports/junit/junit.hpp"

#include "reports/junit/case_text.hpp"
#include "reports/junit/suite_names.hpp"
#include "reports/junit/xml.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace conform {
namespace {

// Azure DevOps takes names of 512 characters.
constexpr std::size_t longest_name = 480;
constexpr std::size_t longest_message = 1000;
// Consumers stop reading very large files; beyond this the exchanges are left out.
constexpr std::size_t most_of_file = std::size_t{20} << 20U;
constexpr int above_every_weight = static_cast<int>(Weight::fail) + 1;

/// What a consumer of JUnit can tell apart.
enum class Element { none, failure, error, skipped };

struct Tally {
  std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;
  std::chrono::milliseconds time{};

  void add(const Tally& other) {
    tests += other.tests;
    failures += other.failures;
    errors += other.errors;
    skipped += other.skipped;
    time += other.time;
  }
};

struct Suite {
  std::string name{};
  std::vector<const CaseResult*> cases{};
};

std::chrono::milliseconds time_of(const CaseResult& result) {
  return std::chrono::round<std::chrono::milliseconds>(result.duration);
}

/// Seconds with three digits, whatever the locale.
std::string seconds(std::chrono::milliseconds time) {
  return fmt::format("{}.{:03}", time.count() / 1000, time.count() % 1000);
}

/// What follows the scheme, up to the port or path.
std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  return std::string(url.substr(0, std::min(url.find_first_of("/?#"), url.size())));
}

class JUnitReport {
public:
  JUnitReport(const Results& results, Weight fail_on, std::ostream& out)
      : results_(results), fail_on_(fail_on), out_(out), rules_(rules_by_id(results.header)) {}

  void write() {
    const std::vector<Suite> suites = suites_of_tags();
    Tally all{};
    for (const Suite& suite : suites)
      all.add(tally(suite));
    put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    put(fmt::format("<testsuites name=\"conform\" {}>\n", counts(all)));
    for (std::size_t at = 0; at < suites.size(); ++at)
      write_suite(suites[at], at);
    put("</testsuites>\n");
  }

private:
  void put(std::string_view text) {
    written_ += text.size();
    out_ << text;
  }

  [[nodiscard]] const RunHeader::OperationEntry& operation_of(const CaseResult& result) const {
    static const RunHeader::OperationEntry unknown{};
    const auto& operations = results_.header.operations;
    return result.operation < operations.size() ? operations[result.operation] : unknown;
  }

  /// In the order in which the tags first appear.
  [[nodiscard]] std::vector<Suite> suites_of_tags() const {
    std::vector<Suite> suites;
    std::map<std::string, std::size_t> places;
    for (const CaseResult& result : results_.cases) {
      const std::string name = suite_name(results_.header.title, operation_of(result).tag);
      const auto [place, is_new] = places.try_emplace(name, suites.size());
      if (is_new) suites.push_back({name, {}});
      suites[place->second].cases.push_back(&result);
    }
    return suites;
  }

  [[nodiscard]] Element mark_of(const CaseResult& result) const {
    if (breaks_gate(result, fail_on_)) return Element::failure;
    if (result.outcome == Outcome::error) return Element::error;
    return result.outcome == Outcome::not_judged ? Element::skipped : Element::none;
  }

  [[nodiscard]] Tally tally(const Suite& suite) const {
    Tally sum{};
    for (const CaseResult* result : suite.cases) {
      const Element mark = mark_of(*result);
      sum.add({1,
               mark == Element::failure ? 1U : 0U,
               mark == Element::error ? 1U : 0U,
               mark == Element::skipped ? 1U : 0U,
               time_of(*result)});
    }
    return sum;
  }

  [[nodiscard]] static std::string counts(const Tally& sum) {
    return fmt::format(R"(tests="{}" failures="{}" errors="{}" skipped="{}" time="{}")",
                       sum.tests,
                       sum.failures,
                       sum.errors,
                       sum.skipped,
                       seconds(sum.time));
  }

  void write_suite(const Suite& suite, std::size_t id) {
    const RunHeader& header = results_.header;
    put(fmt::format("  <testsuite name=\"{}\" id=\"{}\" {}\n             timestamp=\"{}\" hostname=\"{}\">\n",
                    suite.name,
                    id,
                    counts(tally(suite)),
                    xml_attribute(header.began),
                    xml_attribute(host_of(header.target))));
    put("    <properties>\n");
    write_property("version", header.tool_version);
    write_property("seed", std::to_string(header.seed));
    write_property("target", header.target);
    write_property("document", header.document);
    write_property("document-hash", header.document_hash);
    if (header.shows_secrets) write_property("secrets", remark_on_secrets(header));
    put("    </properties>\n");
    std::set<std::string> names;
    for (const CaseResult* result : suite.cases)
      write_case(*result, suite.name, names);
    put("  </testsuite>\n");
  }

  void write_property(std::string_view name, std::string_view value) {
    put(fmt::format("      <property name=\"conform.{}\" value=\"{}\"/>\n", name, xml_attribute(value)));
  }

  /// Unique in its suite, and the same in every run of the same plan.
  [[nodiscard]] static std::string unique_name(const CaseResult& result, std::set<std::string>& names) {
    const std::string name = xml_attribute(shortened(result.id, longest_name));
    std::string unique = name;
    for (int variant = 2; !names.insert(unique).second; ++variant) {
      unique = fmt::format("{} (variant {})", name, variant);
    }
    return unique;
  }

  void write_case(const CaseResult& result, std::string_view suite, std::set<std::string>& names) {
    const RunHeader::OperationEntry& operation = operation_of(result);
    put(fmt::format("    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\" time=\"{}\"",
                    suite,
                    unique_name(result, names),
                    xml_attribute(results_.header.document),
                    operation.line,
                    seconds(time_of(result))));
    const std::string content = outcome_element(result) + output_element(result);
    put(content.empty() ? std::string("/>\n") : fmt::format(">\n{}    </testcase>\n", content));
  }

  [[nodiscard]] std::string outcome_element(const CaseResult& result) const {
    switch (mark_of(result)) {
    case Element::failure: return failure_element(result);
    case Element::error: return error_element(result);
    case Element::skipped:
      return fmt::format("      <skipped message=\"{}\"/>\n",
                         xml_attribute(shortened(result.reason, longest_message)));
    case Element::none: break;
    }
    return {};
  }

  [[nodiscard]] std::string failure_element(const CaseResult& result) const {
    const auto first = std::find_if(result.findings.begin(),
                                    result.findings.end(),
                                    [this](const auto& finding) { return breaks_gate(finding, fail_on_); });
    std::string type = "conform." + first->rule;
    std::replace(type.begin(), type.end(), '/', '.');
    const std::string message = shortened(headline(*first, rules_), longest_message);
    std::string text = message + "\n\n";
    if (result.rounds_failed > 0 && result.rounds_failed < result.rounds) {
      text += fmt::format("Flaky: {} of {} rounds failed.\n\n", result.rounds_failed, result.rounds);
    }
    text += findings_text(result, rules_, {static_cast<int>(fail_on_), above_every_weight});
    return element("failure", type, {message, text + evidence(result)});
  }

  [[nodiscard]] std::string error_element(const CaseResult& result) const {
    const bool silent = !result.exchanges.empty() && !result.exchanges.back().silence.empty();
    const std::string type =
        "conform." + (silent ? result.exchanges.back().silence : std::string("undecided"));
    const std::string message = shortened(result.reason, longest_message);
    return element("error", type, {message, message + "\n" + evidence(result)});
  }

  struct Texts {
    std::string message{};
    std::string text{};
  };
  [[nodiscard]] static std::string element(std::string_view name, std::string_view type, const Texts& texts) {
    return fmt::format("      <{0} type=\"{1}\" message=\"{2}\">{3}</{0}>\n",
                       name,
                       xml_attribute(type),
                       xml_attribute(texts.message),
                       xml_text(texts.text));
  }

  /// The exchanges, while there is room, and the line that annotations are made from.
  [[nodiscard]] std::string evidence(const CaseResult& result) const {
    std::string text = written_ < most_of_file
                           ? exchanges_text(result)
                           : "\nThe exchange is left out here; the other reports have it.\n";
    return text + "\n" + stack_line(results_.header.document, operation_of(result).line);
  }

  /// What does not break the gate, for whoever looks closer.
  [[nodiscard]] std::string output_element(const CaseResult& result) const {
    // Jenkins shows the first 1,000 characters of what passed.
    std::string text = known_text(result, rules_);
    const std::string light = findings_text(result, rules_, {0, static_cast<int>(fail_on_)});
    if (!text.empty() && !light.empty()) text += '\n';
    text += light;
    return text.empty() ? text : fmt::format("      <system-out>{}</system-out>\n", xml_text(text));
  }

  const Results& results_;
  Weight fail_on_;
  std::ostream& out_;
  RulesById rules_;
  std::size_t written_ = 0;
};

}  // namespace

void write_junit(const Results& results, Weight fail_on, std::ostream& out) {
  JUnitReport(results, fail_on, out).write();
}

}  // namespace conform
