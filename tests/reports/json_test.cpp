#include "reports/json/json.hpp"

#include "runner/document/document.hpp"
#include "tests/reports/samples.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace conform {
namespace {

std::string rendered(const Results& results) {
  std::ostringstream out;
  write_json(results, Weight::fail, out);
  return out.str();
}

Value parsed(const std::string& text) {
  const auto read = read_json(text);
  if (const auto* fault = std::get_if<JsonFault>(&read))
    ADD_FAILURE() << fault->message << " at " << fault->offset;
  return std::holds_alternative<Value>(read) ? std::get<Value>(read) : Value();
}

std::string at(const Value& report, const std::string& pointer) {
  const Value* found = resolve_pointer(report, pointer);
  return found == nullptr ? "absent" : to_json(*found);
}

TEST(Json, SaysWhatItsReadmeSays) {
  const Value report = parsed(rendered(small_run()));
  EXPECT_EQ(at(report, "/report"), "\"conform\"");
  EXPECT_EQ(at(report, "/verdict"),
            R"({"exit_code":1,"sentence":"3 rules broken in 3 of 7 cases.","fail_on":"fail"})");
  EXPECT_EQ(at(report, "/run/seed"), "7");
  EXPECT_EQ(at(report, "/counts/failed"), "3");
  EXPECT_EQ(at(report, "/rules/0/id"), "\"contract/status-documented\"");
  EXPECT_EQ(at(report, "/cases/2/findings/0/line"), "85");
  EXPECT_EQ(at(report, "/cases/2/rounds_failed"), "1");
  EXPECT_EQ(at(report, "/coverage/met"), "4");
  EXPECT_EQ(at(report, "/coverage/operations/0/statuses/0"), R"({"status":"200","seen":"ok"})");
}

TEST(Json, HasCausesAndTheSmallestRequest) {
  const Value report = parsed(rendered(clustered_run()));
  EXPECT_EQ(at(report, "/run/shrinking"), "23");
  EXPECT_EQ(at(report, "/rules/0/causes"), "3");
  EXPECT_EQ(at(report, "/cases/8/findings/0/cause"), "\"status 500, content 01\"");
  EXPECT_EQ(at(report, "/cases/8/findings/0/smallest/asked"), "23");
  EXPECT_EQ(at(report, "/cases/8/findings/0/smallest/exchange/hurl"),
            R"("GET http://127.0.0.1:8080/v1/books?q=a\nAccept: */*\n")");
  EXPECT_EQ(at(report, "/cases/9/findings/0/smallest"), "absent");
  EXPECT_EQ(at(report, "/run/shrinking"), "23");
}

TEST(Json, CarriesBytesThatAreNoText) {
  const Value report = parsed(rendered(small_run()));
  EXPECT_EQ(at(report, "/cases/3/exchanges/0/received"), "absent");
  EXPECT_NE(at(report, "/cases/3/exchanges/0/received_base64"), "absent");
}

TEST(Json, IsStrictJsonWhateverAServerSends) {
  Results results = hostile_run();
  const std::string text = rendered(results);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_TRUE(parsed(text).is_object());
}

TEST(Json, IsWholeForNoCasesAtAll) {
  Results results{};
  EXPECT_EQ(at(parsed(rendered(results)), "/verdict/exit_code"), "5");
}

}  // namespace
}  // namespace conform
