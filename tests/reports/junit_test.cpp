#include "reports/junit/junit.hpp"

#include "reports/junit/suite_names.hpp"
#include "reports/junit/xml.hpp"
#include "tests/reports/samples.hpp"

#include <gtest/gtest.h>
#include <pugixml.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

namespace conform {
namespace {

std::string rendered(const Results& results, Weight fail_on = Weight::fail) {
  std::ostringstream out;
  write_junit(results, {fail_on}, out);
  return out.str();
}

pugi::xml_document parsed(const std::string& text) {
  pugi::xml_document document;
  const auto result =
      document.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  EXPECT_TRUE(result) << result.description();
  return document;
}

pugi::xml_node find_case(const pugi::xml_document& document, const std::string& name) {
  return document.find_node([&](pugi::xml_node node) {
    return std::string(node.name()) == "testcase" && node.attribute("name").value() == name;
  });
}

/// libxml2's own judgement, which is stricter than pugixml's.
bool xmllint_accepts(const std::string& text) {
  const auto path =
      std::filesystem::path(testing::TempDir()) /
      (std::string("conform-") + testing::UnitTest::GetInstance()->current_test_info()->name() + ".xml");
  std::ofstream(path, std::ios::binary) << text;
  const int status = std::system(("xmllint --noout --huge '" + path.string() + "'").c_str());
  std::filesystem::remove(path);
  return status == 0;
}

TEST(JUnit, ShowsTheSmallestRequestFirstAndCountsCasesAsEver) {
  const auto document = parsed(rendered(clustered_run()));
  EXPECT_EQ(document.child("testsuites").attribute("tests").as_int(), 14);
  EXPECT_EQ(document.child("testsuites").attribute("failures").as_int(), 10);
  const std::string text = find_case(document, "GET /books · fuzz · 2").child("failure").text().as_string();
  const auto smallest = text.find("the smallest request that fails alike, of 23 that were tried:");
  EXPECT_LT(smallest, text.find("/v1/books?q=a\n")) << text;
  EXPECT_LT(text.find("/v1/books?q=a\n"), text.find("as it was planned:")) << text;
  EXPECT_NE(text.find(std::string(80, 'q')), std::string::npos) << text;
}

TEST(JUnit, GivesOneSuitePerTagAndOneTestPerCase) {
  const auto document = parsed(rendered(small_run()));
  const auto root = document.child("testsuites");
  EXPECT_EQ(root.attribute("tests").as_int(), 7);
  EXPECT_EQ(root.attribute("failures").as_int(), 3);
  EXPECT_EQ(root.attribute("errors").as_int(), 1);
  EXPECT_EQ(root.attribute("skipped").as_int(), 1);
  std::vector<std::string> names;
  for (const auto suite : root.children("testsuite")) {
    names.emplace_back(suite.attribute("name").value());
    for (const auto test : suite.children("testcase")) {
      EXPECT_EQ(test.attribute("classname").value(), names.back());
    }
  }
  EXPECT_EQ(names, (std::vector<std::string>{"bookshop.books", "bookshop.orders", "bookshop.untagged"}));
}

TEST(JUnit, TellsFailureErrorAndSkippedApart) {
  const auto document = parsed(rendered(small_run()));
  const auto failed = find_case(document, "DELETE /orders/{id}");
  const auto failure = failed.child("failure");
  EXPECT_STREQ(failure.attribute("type").value(), "conform.http.405-lists-allow");
  EXPECT_STREQ(failure.attribute("message").value(),
               "A 405 response lists the methods that the resource does support. (RFC 9110 §15.5.6)");
  const std::string text = failure.child_value();
  EXPECT_TRUE(text.starts_with(failure.attribute("message").value()));
  EXPECT_NE(text.find("there is no `Allow`"), std::string::npos);
  EXPECT_NE(text.find("HTTP/1.1 405 Method Not Allowed\nContent-Length: 3\n\nno\n"), std::string::npos);
  EXPECT_NE(text.find("curl -i -X DELETE"), std::string::npos);
  EXPECT_TRUE(text.ends_with("\n    at specs.Conform.check(bookshop.yaml:160)"));
  EXPECT_NE(std::string(failed.child("system-out").child_value()).find("http/content-has-type"),
            std::string::npos);
  EXPECT_STREQ(failed.attribute("file").value(), "specs/bookshop.yaml");
  EXPECT_STREQ(failed.attribute("line").value(), "160");

  const auto error = find_case(document, "POST /books").child("error");
  EXPECT_STREQ(error.attribute("type").value(), "conform.timed-out");
  EXPECT_STREQ(error.attribute("message").value(), "No final response came in time.");
  EXPECT_TRUE(find_case(document, "GET /health").child("skipped"));
}

TEST(JUnit, CountsWhatItHolds) {
  for (const Results& results : {small_run(), hostile_run(), large_run(200)}) {
    const auto document = parsed(rendered(results, Weight::warn));
    int failures = 0;
    int errors = 0;
    int skipped = 0;
    int tests = 0;
    for (const auto suite : document.child("testsuites").children("testsuite")) {
      for (const auto test : suite.children("testcase")) {
        ++tests;
        failures += test.child("failure") ? 1 : 0;
        errors += test.child("error") ? 1 : 0;
        skipped += test.child("skipped") ? 1 : 0;
      }
    }
    const auto root = document.child("testsuites");
    EXPECT_EQ(root.attribute("tests").as_int(), tests);
    EXPECT_EQ(root.attribute("failures").as_int(), failures);
    EXPECT_EQ(root.attribute("errors").as_int(), errors);
    EXPECT_EQ(root.attribute("skipped").as_int(), skipped);
  }
}

TEST(JUnit, FailsOnTheWeightThatWasAskedFor) {
  EXPECT_EQ(parsed(rendered(small_run(), Weight::note)).child("testsuites").attribute("failures").as_int(),
            4);
}

TEST(JUnit, MakesNamesUnique) {
  Results results = small_run();
  for (CaseResult& result : results.cases) {
    result.id = "same";
    result.operation = 0;
  }
  std::set<std::string> names;
  const auto document = parsed(rendered(results));
  for (const auto test : document.child("testsuites").child("testsuite").children("testcase")) {
    names.insert(test.attribute("name").value());
  }
  EXPECT_EQ(names.size(), results.cases.size());
}

TEST(JUnit, IsCutIntoPartsThatAreReportsOfTheirOwn) {
  const Results results = large_run(400);
  JUnitOptions options;
  options.most_bytes = 10'000;
  int tests = 0;
  std::set<std::string> names;
  std::size_t parts = 0;
  write_junit_parts(results, options, [&](const WritePart& write) {
    std::ostringstream out;
    write(out);
    ++parts;
    EXPECT_LT(out.str().size(), 25'000U);
    const auto document = parsed(out.str());
    tests += document.child("testsuites").attribute("tests").as_int();
    for (const auto suite : document.child("testsuites").children("testsuite")) {
      EXPECT_TRUE(suite.child("testcase"));
      for (const auto test : suite.children("testcase"))
        names.insert(std::string(suite.attribute("name").value()) + test.attribute("name").value());
    }
  });
  EXPECT_GT(parts, 3U);
  EXPECT_EQ(tests, 400);
  EXPECT_EQ(names.size(), 400U);
}

TEST(JUnit, SkipsWhatIsKnownAndSaysWhy) {
  const auto document = parsed(rendered(mixed_run()));
  const auto known = find_case(document, "DELETE /orders/{id} · example");
  EXPECT_FALSE(known.child("failure"));
  const std::string message = known.child("skipped").attribute("message").value();
  EXPECT_TRUE(message.starts_with("Known: A 405 response")) << message;
  EXPECT_TRUE(message.ends_with("Goes in March (ada, until 2027-01-31).")) << message;
  EXPECT_EQ(known.child("skipped").child_value(), message);
}

TEST(JUnit, NamesFilesAsTheRepositoryDoes) {
  JUnitOptions options;
  options.file_name = [](const std::string& name) { return "api/" + name; };
  std::ostringstream out;
  write_junit(small_run(), options, out);
  const auto document = parsed(out.str());
  const auto failed = find_case(document, "DELETE /orders/{id}");
  EXPECT_STREQ(failed.attribute("file").value(), "api/specs/bookshop.yaml");
}

TEST(JUnit, StaysWellFormedWhateverAServerSends) {
  const std::string text = rendered(hostile_run());
  EXPECT_TRUE(parsed(text).child("testsuites"));
  EXPECT_TRUE(xmllint_accepts(text));
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find("&#"), std::string::npos);
  EXPECT_LT(text.size(), 200'000U);
}

TEST(JUnit, IsWellFormedForRandomBytes) {
  std::mt19937 random(1);
  std::string all = "<r>";
  for (int round = 0; round < 300; ++round) {
    std::string bytes;
    for (int count = 0; count < 200; ++count)
      bytes += static_cast<char>(random() & 255U);
    const std::string element = "<a b=\"" + xml_attribute(bytes) + "\">" + xml_text(bytes) + "</a>";
    EXPECT_TRUE(parsed(element).child("a"));
    all += element;
  }
  EXPECT_TRUE(xmllint_accepts(all + "</r>"));
}

TEST(Xml, ShowsWhatIsNoCharacterOfXml) {
  EXPECT_EQ(xml_text("a\x1b[0m\r\nb\tc\r"), "a\\x1B[0m\nb\tc\\x0D");
  EXPECT_EQ(xml_text("]]><&\""), "]]&gt;&lt;&amp;&quot;");
  EXPECT_EQ(xml_text("\xef\xbf\xbe \xff é"), "\\u{FFFE} \\xFF é");
  EXPECT_EQ(xml_attribute("a\r\nb\tc"), "a b c");
  EXPECT_EQ(xml_text("[[ATTACHMENT|.env]] [[[property|a=b]] [[x]]"),
            "[ [ATTACHMENT|.env]] [[ [property|a=b]] [[x]]");
}

TEST(SuiteName, IsMadeOfSafeParts) {
  EXPECT_EQ(suite_name("Pet Store (v1.2)", "/users/{id}"), "pet-store-v1-2.users-id");
  EXPECT_EQ(suite_name("", ""), "api.untagged");
  EXPECT_NE(suite_name("x", "книги"), suite_name("x", "книга"));
  EXPECT_TRUE(suite_name("x", "книги").starts_with("x."));
}

TEST(StackLine, NamesFolderAndFile) {
  EXPECT_EQ(stack_line("specs/http.yaml", 7), "    at specs.Conform.check(http.yaml:7)");
  EXPECT_EQ(stack_line("/work/a/api/openapi.yaml", 7), "    at api.Conform.check(openapi.yaml:7)");
  EXPECT_EQ(stack_line("openapi.yaml", 7), "    at api.Conform.check(openapi.yaml:7)");
}

}  // namespace
}  // namespace conform
