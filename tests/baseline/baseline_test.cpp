#include "runner/baseline/baseline.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace conform {
namespace {

struct Read {
  Baseline baseline{};
  std::string mistakes{};
};

Read read(const std::string& text) {
  Diagnostics diagnostics;
  const auto source = std::make_shared<const Source>(Source{"known.yaml", text});
  const auto document = read_document(source, diagnostics);
  Read read;
  if (document) read.baseline = read_baseline(*document, diagnostics);
  for (const Diagnostic& one : diagnostics.list())
    read.mistakes +=
        to_string(one.where) + ": " + one.message + (one.hint.empty() ? "" : " " + one.hint) + "\n";
  return read;
}

KnownFinding known(std::string operation, std::string rule, std::string place) {
  return {.identity = {std::move(rule), std::move(operation), std::move(place)}};
}

TEST(Baseline, IsWrittenSortedAndAsPeopleReadIt) {
  Baseline baseline{"known.yaml", {known("GET /b", "http/x", "status 500"), known("GET /a", "http/y", "")}};
  baseline.known.push_back(known("GET /b", "http/a", "#/components/schemas/A/type"));
  baseline.known.back().seen_by = "negative";
  baseline.known.back().reason = "Old: #17";
  baseline.known.back().owner = "ada";
  baseline.known.back().until = day_of("2027-01-31");
  const std::string text = to_yaml(baseline);
  EXPECT_EQ(text.substr(text.find("version")), R"(version: 1
known:
  - operation: GET /a
    rule: http/y
  - operation: GET /b
    rule: http/a
    place: "#/components/schemas/A/type"
    seen-by: negative
    reason: "Old: #17"
    owner: ada
    until: 2027-01-31
  - operation: GET /b
    rule: http/x
    place: status 500
)");
  std::ranges::reverse(baseline.known);
  EXPECT_EQ(to_yaml(baseline), text);
}

TEST(Baseline, IsReadBackWhateverIsInIt) {
  Baseline baseline{"known.yaml", {}};
  for (const std::string text : {"plain",
                                 "true",
                                 "~",
                                 "- a",
                                 "a: b",
                                 "#x",
                                 "'",
                                 "\"",
                                 "1",
                                 "2027-01-31",
                                 "\n",
                                 "a\tb",
                                 "é☃😀",
                                 "\x01\x7f",
                                 "\xc2\x85",
                                 "\xc2\x80\xc2\xa0",
                                 "\xe2\x80\xa8x",
                                 "\xef\xbb\xbf",
                                 "trailing ",
                                 "{a}",
                                 "*x",
                                 "&x",
                                 "!x",
                                 "%x",
                                 "`x`",
                                 "\\",
                                 "null",
                                 "No",
                                 ""}) {
    baseline.known.push_back(known("GET /" + text, "r/" + text, text));
    baseline.known.back().reason = text;
    baseline.known.back().owner = text;
    baseline.known.back().seen_by = text;
  }
  baseline.known.push_back(known("GET /long", "r", std::string(3000, 'x')));
  const Read back = read(to_yaml(baseline));
  EXPECT_EQ(back.mistakes, "");
  EXPECT_EQ(back.baseline.known.size(), baseline.known.size());
  EXPECT_TRUE(to_yaml(back.baseline) == to_yaml(baseline));
  for (const KnownFinding& one : baseline.known) {
    const auto found = std::ranges::find(back.baseline.known, one.identity, &KnownFinding::identity);
    ASSERT_NE(found, back.baseline.known.end()) << one.identity.place;
    EXPECT_EQ(found->reason, one.reason);
    EXPECT_EQ(found->seen_by, one.seen_by);
  }
  EXPECT_TRUE(read(to_yaml({})).baseline.known.empty());
  EXPECT_EQ(read(to_yaml({})).mistakes, "");
}

TEST(Baseline, TellsWhatIsWrongAndWhere) {
  struct Row {
    std::string text{};
    std::string mistake{};
  };
  for (const auto& [text, mistake] :
       {Row{"known: []", "known.yaml:1:1: A baseline has a `version`. This program writes `version: 1`.\n"},
        Row{"version: 2\nknown: []",
            "known.yaml:1:10: This `version` is none that can be read here; known is `1`.\n"},
        Row{"version: 1", "known.yaml:1:1: A baseline has a list `known`.\n"},
        Row{"version: 1\nknown: yes", "known.yaml:2:8: `known` must be a list.\n"},
        Row{"- x", "known.yaml:1:1: A baseline must be a map.\n"},
        Row{"version: 1\nknwon: []\nknown:",
            "known.yaml:2:1: A baseline has no key `knwon`. Did you mean `known`?\n"},
        Row{"version: 1\nknown:\n  - rule: r\n    operation: o\n    unti: x",
            "known.yaml:5:5: An entry of `known` has no key `unti`. Did you mean `until`?\n"},
        Row{"version: 1\nknown:\n  - rule: r\n    operation: o\n    until: 2027-02-30",
            "known.yaml:5:12: `until` must be a day. As in `2027-01-31`.\n"},
        Row{"version: 1\nknown:\n  - rule: r\n    operation: o\n    until: 20270230",
            "known.yaml:5:12: `until` must be a day. As in `2027-01-31`.\n"},
        Row{"version: 1\nknown:\n  - operation: o", "known.yaml:3:5: This entry has no `rule`.\n"},
        Row{"version: 1\nknown:\n  - rule: [r]\n    operation: o",
            "known.yaml:3:11: `rule` must be a text.\n"},
        Row{"version: 1\nknown: [x]", "known.yaml:2:9: An entry of `known` must be a map.\n"}})
    EXPECT_EQ(read(text).mistakes, mistake) << text;
}

TEST(Baseline, KeepsTheFirstOfTwoEntriesForOneThing) {
  const Read twice = read(R"(version: 1
known:
  - {rule: r, operation: GET /, reason: first}
  - {rule: r, operation: GET /, reason: second}
)");
  EXPECT_EQ(twice.mistakes, "");
  ASSERT_EQ(twice.baseline.known.size(), 1U);
  EXPECT_EQ(twice.baseline.known.front().reason, "first");
}

TEST(Day, IsReadOnlyAsItIsWritten) {
  for (const std::string_view text : {"2027-01-31", "2028-02-29", "0001-01-01"}) {
    const auto day = day_of(text);
    ASSERT_TRUE(day) << text;
    EXPECT_EQ(to_string(*day), text);
  }
  for (const std::string_view text : {"",
                                      "2027-1-31",
                                      "2027-02-29",
                                      "2027-13-01",
                                      "2027/01/31",
                                      "+027-01-31",
                                      "-027-01-31",
                                      "2027-01-3x",
                                      "2027-01-31 ",
                                      "2027-01--1"})
    EXPECT_FALSE(day_of(text)) << text;
}

}  // namespace
}  // namespace conform
