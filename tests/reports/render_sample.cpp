#include "reports/console/console.hpp"
#include "reports/html/html.hpp"
#include "reports/json/json.hpp"
#include "reports/junit/junit.hpp"
#include "tests/reports/samples.hpp"

#include <iostream>
#include <string_view>

// render_sample small|hostile|large console|junit|html|json: a report of a made-up run, for browser_check.sh
// and for looking at.
int main(int count, char** words) {
  if (count != 3) return 2;
  const std::string_view run = words[1];
  const std::string_view report = words[2];
  const conform::Results results = run == "small"     ? conform::small_run()
                                   : run == "hostile" ? conform::hostile_run()
                                                      : conform::large_run(10'000);
  constexpr conform::Weight fail_on = conform::Weight::fail;
  if (report == "console") conform::write_console(results, fail_on, {true}, std::cout);
  if (report == "junit") conform::write_junit(results, fail_on, std::cout);
  if (report == "html") conform::write_html(results, fail_on, std::cout);
  if (report == "json") conform::write_json(results, fail_on, std::cout);
  return std::cout.good() ? 0 : 4;
}
