#include "reports/junit/junit.hpp"

#include "reports/junit/suite_names.hpp"
#include "reports/junit/test_case.hpp"
#include "reports/junit/xml.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <vector>

#include <fmt/format.h>

namespace conform {
namespace {

// Azure DevOps takes names of 512 characters.
constexpr std::size_t longest_name = 480;
// GitLab takes 100 MB of reports from a job; beyond this the exchanges are left out.
constexpr std::size_t most_with_exchanges = std::size_t{60} << 20U;
constexpr std::size_t longest_remarks = 65'536;
constexpr std::string_view no_time = "1970-01-01T00:00:00";

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
  [[nodiscard]] std::string attributes() const {
    return fmt::format(R"(tests="{}" failures="{}" errors="{}" skipped="{}" time="{}")",
                       tests,
                       failures,
                       errors,
                       skipped,
                       seconds(time));
  }
};

/// A suite, or what one part of the report has of it.
struct Suite {
  std::string name{};
  std::size_t id = 0;
  std::vector<const CaseResult*> cases{};
};

struct WrittenSuite {
  const Suite* suite = nullptr;
  Tally tally{};
  std::string cases{};
  std::string remarks{};
};

/// What follows the scheme, up to the port or path.
std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  const std::string host(url.substr(0, std::min(url.find_first_of("/?#"), url.size())));
  return host.empty() ? "localhost" : host;
}

/// Whether it is `2026-11-21T08:30:00Z`, as far as the digits go.
bool is_timestamp(std::string_view text) {
  constexpr std::string_view form = "0000-00-00T00:00:00Z";
  return std::ranges::equal(text, form, [](char c, char expected) {
    return expected == '0' ? c >= '0' && c <= '9' : c == expected;
  });
}

/// In the order in which the tags first appear.
std::vector<Suite> suites_of_tags(const Results& results) {
  std::vector<Suite> suites;
  std::map<std::string, std::size_t> places;
  for (const CaseResult& result : results.cases) {
    const std::string name = suite_name(results.header.title, operation_of(result, results.header).tag);
    const auto [place, is_new] = places.try_emplace(name, suites.size());
    if (is_new) suites.push_back({name, suites.size(), {}});
    suites[place->second].cases.push_back(&result);
  }
  return suites;
}

class JUnitReport {
public:
  JUnitReport(const Results& results,
              const JUnitOptions& options,
              const std::function<void(const WritePart&)>& take)
      : results_(results), options_(options), take_(take), cases_(results, options_) {}

  void write() {
    const std::vector<Suite> suites = suites_of_tags(results_);
    for (const Suite& suite : suites) {
      part_.push_back({&suite, {}, {}, {}});
      std::set<std::string> names;
      for (const CaseResult* result : suite.cases)
        add(*result, unique_name(*result, names));
    }
    finish_part();
  }

private:
  /// Unique in its suite, and the same in every run of the same plan.
  [[nodiscard]] static std::string unique_name(const CaseResult& result, std::set<std::string>& names) {
    const std::string name = xml_attribute(shortened(result.id, longest_name));
    std::string unique = name;
    for (int variant = 2; !names.insert(unique).second; ++variant) {
      unique = fmt::format("{} (variant {})", name, variant);
    }
    return unique;
  }

  void add(const CaseResult& result, const std::string& name) {
    const auto evidence =
        written_ < most_with_exchanges ? TestCases::Evidence::all : TestCases::Evidence::none;
    const std::string element = cases_.element(result, {part_.back().suite->name, name}, evidence);
    const bool is_full = size_ > 0 && size_ + element.size() > options_.most_bytes;
    if (is_full) {
      const Suite* const suite = part_.back().suite;
      finish_part();
      part_.push_back({suite, {}, {}, {}});
    }
    WrittenSuite& suite = part_.back();
    const Element mark = cases_.mark_of(result);
    suite.tally.add({1,
                     mark == Element::failure ? 1U : 0U,
                     mark == Element::error ? 1U : 0U,
                     mark == Element::skipped ? 1U : 0U,
                     time_of(result)});
    suite.cases += element;
    if (options_.dialect == JUnitDialect::strict) add_remarks(suite, result, name);
    size_ += element.size();
    written_ += element.size();
  }

  /// Where cases have no output of their own the suite has it.
  void add_remarks(WrittenSuite& suite, const CaseResult& result, const std::string& name) {
    if (suite.remarks.size() > longest_remarks) return;
    const std::string remarks = cases_.remarks(result);
    if (!remarks.empty()) suite.remarks += name + "\n" + xml_text(remarks) + "\n";
  }

  void finish_part() {
    // Jenkins drops suites without a test case.
    std::erase_if(part_, [](const WrittenSuite& suite) { return suite.tally.tests == 0; });
    take_([this](std::ostream& out) { write_part(out); });
    part_.clear();
    size_ = 0;
  }

  void write_part(std::ostream& out) const {
    Tally all{};
    for (const WrittenSuite& suite : part_)
      all.add(suite.tally);
    out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    if (options_.dialect == JUnitDialect::strict) {
      out << "<testsuites>\n";
    } else {
      out << "<testsuites name=\"conform\" " << all.attributes() << ">\n";
    }
    for (const WrittenSuite& suite : part_)
      write_suite(suite, out);
    out << "</testsuites>\n";
  }

  void write_suite(const WrittenSuite& suite, std::ostream& out) const {
    const RunHeader& header = results_.header;
    const bool is_strict = options_.dialect == JUnitDialect::strict;
    std::string began = header.began;
    if (is_strict) began = is_timestamp(began) ? began.substr(0, began.size() - 1) : std::string(no_time);
    out << fmt::format("  <testsuite name=\"{}\" id=\"{}\"{} {}\n"
                       "             timestamp=\"{}\" hostname=\"{}\">\n",
                       suite.suite->name,
                       suite.suite->id,
                       is_strict ? fmt::format(" package=\"{}\"", suite.suite->name) : "",
                       suite.tally.attributes(),
                       xml_attribute(began),
                       xml_attribute(host_of(header.target)));
    write_properties(out);
    out << suite.cases;
    if (is_strict)
      out << "    <system-out>" << suite.remarks << "</system-out>\n    <system-err></system-err>\n";
    out << "  </testsuite>\n";
  }

  void write_properties(std::ostream& out) const {
    const RunHeader& header = results_.header;
    const auto put = [&out](std::string_view name, std::string_view value) {
      out << fmt::format("      <property name=\"conform.{}\" value=\"{}\"/>\n", name, xml_attribute(value));
    };
    out << "    <properties>\n";
    put("version", header.tool_version);
    put("seed", std::to_string(header.seed));
    put("target", header.target);
    put("document", options_.file_name(header.document));
    put("document-hash", header.document_hash);
    if (header.shows_secrets) put("secrets", remark_on_secrets(header));
    out << "    </properties>\n";
  }

  const Results& results_;
  const JUnitOptions& options_;
  const std::function<void(const WritePart&)>& take_;
  TestCases cases_;
  std::vector<WrittenSuite> part_{};
  std::size_t size_ = 0;     ///< of the part
  std::size_t written_ = 0;  ///< of all
};

}  // namespace

void write_junit_parts(const Results& results,
                       const JUnitOptions& options,
                       const std::function<void(const WritePart&)>& take) {
  JUnitReport(results, options, take).write();
}

void write_junit(const Results& results, JUnitOptions options, std::ostream& out) {
  options.most_bytes = std::numeric_limits<std::size_t>::max();
  write_junit_parts(results, options, [&out](const WritePart& write) { write(out); });
}

}  // namespace conform
