#include "runner/document/document.hpp"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace conform {
namespace {

/// What reading a text gave.
struct Reading {
  std::optional<Document> document{};
  Diagnostics diagnostics{};
};

Reading reading_of(std::string name, std::string text, const ReadLimits& limits = {}) {
  Reading reading;
  const auto source = std::make_shared<Source>(Source{std::move(name), std::move(text)});
  reading.document = read_document(source, reading.diagnostics, limits);
  EXPECT_NE(reading.document.has_value(), reading.diagnostics.has_errors());
  return reading;
}

/// The document as JSON; the diagnostics are failures.
std::string json_of(std::string text, std::string name = "a.yaml") {
  const auto reading = reading_of(std::move(name), std::move(text));
  for (const auto& diagnostic : reading.diagnostics.list()) {
    if (diagnostic.severity == Severity::error) ADD_FAILURE() << render(diagnostic);
  }
  return reading.document ? to_json(reading.document->root) : std::string();
}

/// `line:column message`, one line for each diagnostic.
std::string report_of(std::string text, std::string name = "a.yaml") {
  std::string report;
  const auto reading = reading_of(std::move(name), std::move(text));
  for (const auto& [where, message, hint, severity, topic] : reading.diagnostics.list()) {
    report += report.empty() ? "" : "\n";
    report += std::to_string(where.mark.line) + ":" + std::to_string(where.mark.column) + " " + message;
  }
  return report;
}

using Table = std::vector<std::pair<std::string, std::string>>;

void expect_json(const Table& table) {
  for (const auto& [text, json] : table)
    EXPECT_EQ(json_of(text), json) << text;
}

void expect_report(const Table& table) {
  for (const auto& [text, report] : table)
    EXPECT_EQ(report_of(text), report) << text;
}

TEST(ReadDocument, TellsJsonFromYamlByItsContent) {
  EXPECT_EQ(json_of(R"({"a": "\ud83d\ude00"})"), "{\"a\":\"\xF0\x9F\x98\x80\"}");
  EXPECT_EQ(json_of(" \n [1]", "a.json"), "[1]");
  EXPECT_EQ(json_of("a: [1, yes, 0x10]\n200: {b: ~}\n", "a.json"), R"({"a":[1,"yes",16],"200":{"b":null}})");
  EXPECT_EQ(json_of("{a: 1}"), R"({"a":1})");
  EXPECT_EQ(json_of("{a: 1}", "a"), R"({"a":1})");
  EXPECT_EQ(json_of("[a, b]", "a"), R"(["a","b"])");
  EXPECT_EQ(json_of(R"({"a": b})"), R"({"a":"b"})");
  EXPECT_EQ(json_of("\"text\"", "a.json"), "\"text\"");
}

TEST(ReadDocument, TakesKeysOfJsonThatAreTooLongForYaml) {
  const std::string key(2000, 'k');
  EXPECT_EQ(json_of("{\"" + key + "\":1}"), "{\"" + key + "\":1}");
}

TEST(ReadDocument, ReportsJsonFaultsForWhatIsMeantAsJson) {
  for (const auto* const name : {"a.json", "a"}) {
    EXPECT_EQ(report_of(R"({"a":1 "b":2})", name), "1:8 After a member `,` or `}` should stand, not `\"`.");
    EXPECT_EQ(report_of("{\"a\":\n[1,2,],}", name), "2:5 After the last item stands a comma.");
  }
  EXPECT_EQ(report_of("{a: 1}", "a.json"), "1:2 The name of a member should stand here, not `a`.");
  EXPECT_EQ(report_of("{a: [1}", "a"), "1:7 This bracket closes none that is open here.");
}

TEST(ReadDocument, CollectsTheFaultsOfJsonThatLeaveItsStructureClear) {
  EXPECT_EQ(report_of("{\n \"a\": \"\\x\",\n \"a\": \"\\ud800\",\n \"b\": {\"c\": 1, \"c\": \"\xFF\"}}"),
            "2:8 `\\x` is no escape of JSON.\n"
            "3:2 The member `a` is there twice.\n"
            "3:8 `\\ud800` is half of a surrogate pair.\n"
            "4:16 The member `c` is there twice.\n"
            "4:22 The byte 0xFF is no UTF-8.");
  EXPECT_EQ(report_of("{\"a\":\"x,\n\"b\": 1}", "a.json"),
            "1:6 The string that begins here has no closing quote on its line.");
}

TEST(ReadDocument, StopsAfterTwentyFaults) {
  std::string json = "{\"a\":0";
  std::string yaml = "a: 0\n";
  for (int i = 0; i < 100; ++i) {
    json += ",\"a\":1";
    yaml += "a: 1\n";
  }
  EXPECT_EQ(reading_of("a.json", json + "}").diagnostics.list().size(), 20U);
  EXPECT_EQ(reading_of("a.yaml", yaml).diagnostics.list().size(), 20U);
}

TEST(ReadDocument, ShowsTheFirstOfTwoKeysInTheHint) {
  const auto json = reading_of("a.json", "{\"a\": 1,\n \"a\": 2}").diagnostics.list();
  ASSERT_EQ(json.size(), 1U);
  EXPECT_EQ(json[0].hint, "The first stands in line 1, column 2.");
  const auto yaml = reading_of("a.yaml", "b:\n  a: 1\n  \"a\": 2\n").diagnostics.list();
  ASSERT_EQ(yaml.size(), 1U);
  EXPECT_EQ(to_string(yaml[0].where), "a.yaml:3:3");
  EXPECT_EQ(yaml[0].message, "The key `a` is there twice.");
  EXPECT_EQ(yaml[0].hint, "The first stands in line 2, column 3.");
}

TEST(ReadDocument, SkipsAByteOrderMark) {
  const auto yaml = reading_of("a.yaml",
                               "\xEF\xBB\xBF"
                               "a: 1\nb: 2");
  ASSERT_TRUE(yaml.document);
  EXPECT_EQ(yaml.document->root.find("a")->mark(), (Mark{1, 7}));
  EXPECT_EQ(yaml.document->root.find("b")->mark(), (Mark{2, 4}));
  const auto json = reading_of("a.json", "\xEF\xBB\xBF{\"a\": 1}");
  ASSERT_TRUE(json.document);
  EXPECT_EQ(json.document->root.find("a")->mark(), (Mark{1, 10}));
}

TEST(Yaml, TypesPlainScalarsByTheCoreSchema) {
  // YAML 1.2 §10.3.2, and what YAML 1.1 took for something else.
  expect_json({{"null", "null"},
               {"~", "null"},
               {"Null", "null"},
               {"nULL", "\"nULL\""},
               {"true", "true"},
               {"False", "false"},
               {"TRUE", "true"},
               {"tRUE", "\"tRUE\""},
               {"yes", "\"yes\""},
               {"no", "\"no\""},
               {"on", "\"on\""},
               {"y", "\"y\""},
               {"12", "12"},
               {"-12", "-12"},
               {"+12", "12"},
               {"012", "12"},
               {"00", "0"},
               {"-0", "0"},
               {"0o17", "15"},
               {"0x1F", "31"},
               {"0o18", "\"0o18\""},
               {"-0x1F", "\"-0x1F\""},
               {"0b11", "\"0b11\""},
               {"0x", "\"0x\""},
               {"1_000", "\"1_000\""},
               {"12:30:45", "\"12:30:45\""},
               {"1.5", "1.5"},
               {".5", "0.5"},
               {"5.", "5"},
               {"-.5e3", "-500"},
               {"1e3", "1000"},
               {"1E-2", "0.01"},
               {"5.e2", "500"},
               {".", "\".\""},
               {"+", "\"+\""},
               {".e3", "\".e3\""},
               {"1e", "\"1e\""},
               {"1.2.3", "\"1.2.3\""},
               {"3.1.0", "\"3.1.0\""},
               {"2020-01-01", "\"2020-01-01\""},
               {"0xFFFFFFFFFFFFFFFF", "18446744073709551615"},
               {"123456789012345678901234567890", "123456789012345678901234567890"},
               {"'12'", "\"12\""},
               {"\"null\"", "\"null\""},
               {"|\n  12", "\"12\""}});
}

TEST(Yaml, ReadsInfinitiesAsTextAndWarns) {
  for (const auto* const text : {".inf", "-.INF", "+.Inf", ".nan", ".NaN"}) {
    const auto reading = reading_of("a.yaml", text);
    ASSERT_TRUE(reading.document);
    EXPECT_EQ(reading.document->root, Value(text));
    ASSERT_EQ(reading.diagnostics.list().size(), 1U);
    EXPECT_EQ(reading.diagnostics.list()[0].severity, Severity::warning);
  }
}

TEST(Yaml, ObeysTheTagsOfTheCoreSchema) {
  expect_json({{"!!str 5", "\"5\""},
               {"!!str null", "\"null\""},
               {"a: !!str", "{\"a\":\"\"}"},
               {"! 5", "\"5\""},
               {"!!int \"5\"", "5"},
               {"!!int 0x10", "16"},
               {"!!float 5", "5"},
               {"!!float '1e3'", "1000"},
               {"!!bool 'true'", "true"},
               {"!!null ''", "null"},
               {"!!map {a: 1}", "{\"a\":1}"},
               {"!!seq [1]", "[1]"},
               {"!!str 200: x", "{\"200\":\"x\"}"}});
  expect_report(
      {{"a: !!int x", "1:4 `x` is no integer."},
       {"a: !!int 1.5", "1:4 `1.5` is no integer."},
       {"a: !!bool yes", "1:4 `yes` is no boolean."},
       {"a: !!float x", "1:4 `x` is no number."},
       {"a: !!null x", "1:4 `x` is no null."},
       {"a: !!int [1]", "1:4 The tag `tag:yaml.org,2002:int` does not fit the value that it is given to."},
       {"a: !!map [1]", "1:4 The tag `tag:yaml.org,2002:map` does not fit the value that it is given to."},
       {"a: !Ref b", "1:4 The tag `!Ref` means nothing here; it is passed over."}});
}

TEST(Yaml, KeepsTheTextOfKeys) {
  expect_json({{"200: a", R"({"200":"a"})"},
               {"null: 1\n~: 2\nNull: 3\n: 4", R"({"null":1,"~":2,"Null":3,"":4})"},
               {"true: 1\n1.0: 2\n0x10: 3", R"({"true":1,"1.0":2,"0x10":3})"},
               {"'null': 1", R"({"null":1})"},
               {"&k null : 1", R"({"null":1})"},
               {"? a\n: 1\n? b", R"({"a":1,"b":null})"},
               {"? |\n  a\n: 1", R"({"a\n":1})"},
               {"{a, b: 1}", R"({"a":null,"b":1})"},
               {"\"<<\": 1", R"({"<<":1})"}});
  expect_report({{"? [a]\n: 1", "1:3 The key of this mapping is an array."},
                 {"{{a: 1}: 2}", "1:2 The key of this mapping is an object."}});
}

TEST(Yaml, ExpandsAliases) {
  expect_json({{"a: &x {b: [1]}\nc: *x\nd: *x", R"({"a":{"b":[1]},"c":{"b":[1]},"d":{"b":[1]}})"},
               {"- &x 1\n- &x 2\n- *x", "[1,2,2]"},
               {"- &x ~\n- *x", "[null,null]"},
               {"&k key: 1\na: *k", R"({"key":1,"a":"key"})"},
               {"a: &x b\n*x : 1", R"({"a":"b","b":1})"},
               {"a: &x 5\n*x : 1", R"({"a":5,"5":1})"}});
  expect_report(
      {{"a: *x", "1:4 This alias names no anchor that stands before it."},
       {"a: &x {b: *x}", "1:11 This alias stands inside the very value that it names."},
       {"a: &x [*x]", "1:8 This alias stands inside the very value that it names."},
       {"a: &x [1]\n*x : 1", "2:1 This alias names a value of type `array`, which cannot be a key."}});
}

TEST(Yaml, KeepsThePlacesOfAliasedParts) {
  const auto reading = reading_of("a.yaml", "a: &x\n  b: 1\nc: *x\n");
  ASSERT_TRUE(reading.document);
  EXPECT_EQ(resolve_pointer(reading.document->root, "/c/b")->mark(), (Mark{2, 6}));
}

TEST(Yaml, MergesMappings) {
  const std::string warning = "`<<` merges another mapping here, which YAML 1.2 does not know.";
  expect_json({{"a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  b: 3\n", R"({"a":{"b":1,"c":2},"d":{"b":3,"c":2}})"},
               {"a: &x {b: 1, c: 2}\nd: {b: 3, <<: *x}\n", R"({"a":{"b":1,"c":2},"d":{"b":3,"c":2}})"},
               {"<<: [{a: 1}, {a: 2, b: 2}]\nc: 3\n", R"({"c":3,"a":1,"b":2})"},
               {"<<: []\na: 1", R"({"a":1})"}});
  EXPECT_EQ(report_of("<<: {a: 1}"), "1:1 " + warning);
  expect_report(
      {{"<<: 1", "1:1 " + warning + "\n1:1 Behind `<<` stands a number, not a mapping."},
       {"<<: [1]", "1:1 " + warning + "\n1:1 Behind `<<` stands an array, not a mapping."},
       {"<<: {a: 1}\n<<: {b: 1}", "1:1 " + warning + "\n2:1 The key `<<` is there twice.\n2:1 " + warning}});
}

TEST(Yaml, RepairsWhatTheParserGetsWrong) {
  // yaml-cpp 0.7 gives these two as single bytes.
  expect_json({{"a: \"x\\_y\\Nz\"", "{\"a\":\"x\xC2\xA0y\xC2\x85z\"}"},
               {"a: \"\xC3\xA9\\_\\_\xC3\xA9\"", "{\"a\":\"\xC3\xA9\xC2\xA0\xC2\xA0\xC3\xA9\"}"},
               {"a: \"\\x41\\u00e9\\U0001F600\\L\\P\\e\\0\"",
                "{\"a\":\"A\xC3\xA9\xF0\x9F\x98\x80\xE2\x80\xA8\xE2\x80\xA9\\u001b\\u0000\"}"}});
}

TEST(Yaml, ReportsWhatTheParserWouldSwallow) {
  expect_report({
      {"a: 'abc\nb: 2\n", "1:4 The quoted text that begins here is never closed."},
      {"a: \"abc\nb: 2\n", "1:4 The quoted text that begins here is never closed."},
      {"a: &x !!str 'it''s\nb: 2\n", "1:13 The quoted text that begins here is never closed."},
      {"a: 'abc\nb: 2", "2:5 The quoted text is not closed before the text ends."},
      {", x", "1:1 What stands here does not belong to the document before it."},
      {"!- ,",
       "1:1 The tag `!-` means nothing here; it is passed over.\n1:4 What stands here does not belong to the "
       "document before it."},
      {"{a: 1} b", "1:8 What stands here does not belong to the document before it."},
      {"- a\nb: 1", "2:1 What stands here does not belong to the document before it."},
      {"\ta: 1", "1:1 A tab stands where the text is indented."},
      {"a:\n  b: 1\n \tc: 2", "3:2 A tab stands where the text is indented."},
      {"a:\n\tb: 1\n", "2:1 A tab stands where the text is indented."},
      {"a: 1\rb: 2", "1:5 A carriage return stands here without a line feed."},
      {"a: \x1B[2J", "1:4 The control character 0x1B stands here."},
      {"a: \x04"
       "b",
       "1:4 The control character 0x04 stands here."},
      {std::string("a: \0b", 5), "1:4 The control character 0x00 stands here."},
      {"a: \xC2\x9B", "1:4 The control character 0x9B stands here."},
      {"a: \xFF", "1:4 The byte 0xFF is no UTF-8."},
      {"a: b\nc: \xED\xA0\x80", "2:4 The byte 0xED is no UTF-8."},
      {"\xFF\xFE"
       "a",
       "1:1 The byte 0xFF is no UTF-8."},
  });
}

TEST(Yaml, RefusesASecondDocument) {
  expect_report({{"a: 1\n---\nb: 2", "2:1 A second YAML document begins here."},
                 {"a: 1\n---\n", "2:1 A second YAML document begins here."},
                 {"a: 1\n...\n%YAML 1.2\n---\nb: 2", "4:1 A second YAML document begins here."}});
  expect_json(
      {{"---\na: 1\n...\n", R"({"a":1})"}, {"%YAML 1.2\n---\na: 1\n", R"({"a":1})"}, {"---\n# x", "null"}});
}

TEST(Yaml, ExplainsFaultsInItsOwnWords) {
  expect_report(
      {{"", "1:1 The text holds no value."},
       {"# only a comment", "1:1 The text holds no value."},
       {"a: b: c", "1:5 A `:` stands where no value can begin."},
       {"a: 1\n b: 2", "2:3 A `:` stands where no value can begin."},
       {"a: @b", "1:4 No value can begin with this character."},
       {"a: *", "1:5 Behind `*` stands no name."},
       {"a: &", "1:5 Behind `&` stands no name."},
       {"a: 1\n}", "2:1 This bracket closes none that is open here."},
       {"a: [1, 2", "1:9 A `[` is never closed."},
       {"a: {b: 1", "1:9 A `{` is never closed."},
       {"a: \"\\q\"", "1:7 This escape is none of YAML's."},
       {"a: \"\\ud83d\\ude00\"", "1:11 This escape stands for no character."},
       {"a: \"\\xZZ\"", "1:9 An escape lacks hexadecimal digits here."},
       {"a: 0x1FFFFFFFFFFFFFFFFF", "1:4 `0x1FFFFFFFFFFFFFFFFF` is a number larger than what is read."},
       {"a: 1e9999999999", "1:4 `1e9999999999` is a number larger than what is read."}});
}

TEST(Yaml, GivesThePlacesOfKeysAndValues) {
  const auto reading = reading_of("a.yaml", "a:\n  - b: 1\n    \xC3\xA9: {c: x}\n  -\nd:\ne: |\n  f\n");
  ASSERT_TRUE(reading.document);
  const auto& root = reading.document->root;
  EXPECT_EQ(root.mark(), (Mark{1, 1}));
  EXPECT_EQ(root.find("a")->mark(), (Mark{2, 3}));
  EXPECT_EQ(resolve_pointer(root, "/a/0/b")->mark(), (Mark{2, 8}));
  EXPECT_EQ(resolve_pointer(root, "/a/0/\xC3\xA9/c")->mark(), (Mark{3, 13}));
  EXPECT_EQ(root.object().find_member("d")->key_mark, (Mark{5, 1}));
  EXPECT_EQ(root.find("d")->mark(), (Mark{5, 1}));
  EXPECT_EQ(root.find("e")->mark(), (Mark{6, 4}));
  EXPECT_EQ(to_string(reading.document->place(*root.find("e"))), "a.yaml:6:4");
}

TEST(Yaml, ReadsLinesThatEndWithCarriageReturnAndLineFeed) {
  const auto reading = reading_of("a.yaml", "a:\r\n  b: 1\r\nc: |\r\n  x\r\n");
  ASSERT_TRUE(reading.document);
  EXPECT_EQ(to_json(reading.document->root), R"({"a":{"b":1},"c":"x\n"})");
  EXPECT_EQ(resolve_pointer(reading.document->root, "/a/b")->mark(), (Mark{2, 6}));
}

/// Anchors each of which names the one before it `width` times.
std::string alias_bomb(int levels, int width) {
  std::string text = "a0: &a0 [x]\n";
  for (int level = 1; level <= levels; ++level) {
    const auto number = std::to_string(level);
    text += "a" + number + ": &a" + number + " [";
    for (int i = 0; i < width; ++i)
      text += "*a" + std::to_string(level - 1) + ",";
    text += "]\n";
  }
  return text;
}

std::string first_error(std::string text, const ReadLimits& limits = {}) {
  const auto reading = reading_of("a.yaml", std::move(text), limits);
  for (const auto& diagnostic : reading.diagnostics.list()) {
    if (diagnostic.severity == Severity::error) return diagnostic.message;
  }
  return "nothing was found";
}

TEST(Yaml, BoundsWhatAliasesExpandTo) {
  const ReadLimits limits{.bytes = 1'000'000, .depth = 500, .nodes = 10'000};
  const std::string message = "The document has more than 10000 values.";
  EXPECT_EQ(first_error(alias_bomb(9, 9), limits), message);
  EXPECT_EQ(first_error(alias_bomb(30, 2), limits), message);
  std::string one_text = "a: &x '" + std::string(64'000, 'x') + "'\nb:\n";
  for (int i = 0; i < 20; ++i)
    one_text += " - *x\n";
  EXPECT_EQ(first_error(one_text, limits), message);
  std::string merges = "a: &x {k0: 0";
  for (int i = 1; i < 1000; ++i)
    merges += ", k" + std::to_string(i) + ": 0";
  merges += "}\n";
  for (int i = 0; i < 20; ++i)
    merges += "b" + std::to_string(i) + ": {<<: *x}\n";
  const auto reading = reading_of("a.yaml", merges, limits);
  EXPECT_EQ(reading.diagnostics.list().back().message, message);
}

TEST(Yaml, BoundsTheDepth) {
  const auto nested = [](std::string_view open, int times) {
    std::string text;
    for (int i = 0; i < times; ++i)
      text += open;
    return text;
  };
  for (const auto* const open : {"[", "{a: ", "- ", "? ", "!x [", "&x ["}) {
    const auto message = first_error(nested(open, 2'000));
    EXPECT_TRUE(message.find("too deep") != std::string::npos ||
                message.find("more than 500 deep") != std::string::npos ||
                message.find("cannot be a key") != std::string::npos ||
                message.find("key of this mapping") != std::string::npos)
        << open << message;
  }
  EXPECT_EQ(first_error("[[[1]]]", {.depth = 2}), "Values are nested more than 2 deep.");
  EXPECT_EQ(first_error("[a, [[1]]]", {.depth = 3}), "nothing was found");
  EXPECT_EQ(first_error(alias_bomb(20, 1), {.depth = 10}),
            "Values are nested more than 10 deep with what this alias names.");
}

TEST(Yaml, BoundsDirectivesAndBytes) {
  std::string directives;
  for (int i = 0; i < 17; ++i)
    directives += "%TAG !a" + std::to_string(i) + "! tag:a\n";
  EXPECT_EQ(report_of(directives + "---\na: 1"), "17:1 The text has more than 16 directives.");
  EXPECT_EQ(first_error("a: 123", {.bytes = 5}), "The text has more than 5 bytes.");
}

}  // namespace
}  // namespace conform
