#include "reports/console/console.hpp"
#include "reports/ctrf/ctrf.hpp"
#include "reports/github/annotations.hpp"
#include "reports/har/har.hpp"
#include "reports/html/html.hpp"
#include "reports/json/json.hpp"
#include "reports/junit/junit.hpp"
#include "reports/markdown/markdown.hpp"
#include "reports/replay/replay.hpp"
#include "reports/sarif/run_sarif.hpp"
#include "tests/reports/samples.hpp"

#include <iostream>
#include <string_view>

// render_sample small|clustered|clean|held|hostile|mixed|large|crowded KIND: a report of a made-up
// run, for the tests in browser/ and for looking at.
namespace {

conform::Results clean_run() {
  conform::Results results = conform::small_run();
  const conform::CaseResult passed = results.cases[0];
  for (conform::CaseResult& result : results.cases) {
    const std::string id = result.id;
    const std::uint32_t operation = result.operation;
    result = passed;
    result.id = id;
    result.operation = operation;
  }
  return results;
}

conform::Results run_of(std::string_view name) {
  if (name == "small") return conform::small_run();
  if (name == "clustered") return conform::clustered_run();
  if (name == "clean") return clean_run();
  if (name == "held") return conform::held_run();
  if (name == "mixed") return conform::mixed_run();
  if (name == "hostile") return conform::hostile_run();
  if (name == "crowded") return conform::crowded_run(10'000);
  return conform::large_run(10'000);
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) return 2;
  const std::string_view report = words[2];
  const conform::Results results = run_of(words[1]);
  constexpr conform::Weight fail_on = conform::Weight::fail;
  if (report == "console") conform::write_console(results, fail_on, {true}, std::cout);
  if (report == "junit") conform::write_junit(results, {}, std::cout);
  if (report == "html") conform::write_html(results, fail_on, std::cout);
  if (report == "json") conform::write_json(results, fail_on, std::cout);
  if (report == "sarif") conform::write_run_sarif(results, conform::as_named, std::cout);
  if (report == "ctrf") conform::write_ctrf(results, fail_on, conform::as_named, std::cout);
  if (report == "har") conform::write_har(results, std::cout);
  if (report == "hurl") conform::write_hurl(results, std::cout);
  if (report == "curl") conform::write_curl(results, std::cout);
  if (report == "markdown") conform::write_markdown(results, fail_on, 900'000, std::cout);
  if (report == "github") conform::write_annotations(results, fail_on, conform::as_named, std::cout);
  return std::cout.good() ? 0 : 4;
}
