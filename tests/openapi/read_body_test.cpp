#include "runner/openapi/read_body.hpp"
#include "tests/openapi/loading.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

/// The request content of the media type `name` with this schema, in YAML's flow style.
MediaType media_type_of(std::string_view name, std::string_view schema, std::string_view more = "") {
  const Loaded loaded = load("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    post:\n"
                             "      requestBody: {content: {" +
                             std::string(name) + ": {schema: " + std::string(schema) + std::string(more) +
                             "}}}\n      responses: {'200': {description: OK}}\n");
  EXPECT_EQ(joined(lines_of(loaded.diagnostics)), "");
  return loaded.api->operations.at(0).request_body->content.at(0);
}

std::string read(const MediaType& media_type, std::string_view content, std::string_view type = "") {
  const auto value = read_body(media_type, type, content, Direction::response);
  if (const auto* fault = std::get_if<Unreadable>(&value))
    return "at " + std::to_string(fault->offset) + ": " + fault->why;
  return to_json(std::get<Value>(value));
}

struct Row {
  const char* name;
  const char* schema;
  const char* content;
  const char* expected;
};

TEST(ReadBody, TakesEachMediaTypeApart) {
  const Row rows[] = {
      {"application/json", "true", R"({"a": 1.50})", R"({"a":1.5})"},
      {"application/a+json", "true", "7", "7"},
      {"application/x-ndjson", "true", "{\"a\":1}\n\n[2]\r\n3", R"([{"a":1},[2],3])"},
      {"application/jsonl", "true", "", "[]"},
      {"application/json-seq", "true", "\x1E{\"a\":1}\n\x1E\x1E[2]\n", R"([{"a":1},[2]])"},
      {"text/event-stream",
       "{type: array}",
       ": hi\nevent: x\ndata: a\ndata:b\n\nid: 7\r\nretry: 5\r\n\r\ndata: lost",
       R"([{"event":"x","data":"a\nb"},{"id":"7","retry":5}])"},
      {"text/plain", "{type: string}", "7", "\"7\""},
      {"application/yaml", "{type: object}", "a: [1]\n", R"({"a":[1]})"},
      {"text/x-yaml", "{type: string}", "a: 1", "\"a: 1\""},
      {"text/plain", "{type: integer}", "7", "7"},
      {"image/png", "{type: string}", "\xFF", "\"\xEF\xBF\xBD\""},
      {"application/x-www-form-urlencoded",
       "{properties: {a: {type: string}, b: {type: array, items: {type: integer}}}}",
       "a=1+2%26&b=3&c=4",
       R"({"a":"1 2&","b":[3],"c":4})"},
      {"application/x-www-form-urlencoded",
       "{properties: {a: {type: string}}}",
       "a=true&b=true&b=x",
       R"({"a":"true","b":[true,"x"]})"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(read(media_type_of(row.name, row.schema), row.content), row.expected) << row.content;
}

TEST(ReadBody, SaysWhereTheFaultIs) {
  const Row rows[] = {
      {"application/json", "true", "", "at 0: The content is empty, and that is no JSON."},
      {"application/json-seq",
       "true",
       "{}",
       "at 0: A JSON text sequence begins with a record separator (byte 1E)."},
      {"application/xml", "{type: object}", "", "at 0: It is no XML: No document element found."},
  };
  for (const Row& row : rows)
    EXPECT_EQ(read(media_type_of(row.name, row.schema), row.content), row.expected) << row.content;
  EXPECT_TRUE(read(media_type_of("application/json", "true"), "{\"a\":1,\"a\":2}").starts_with("at 7: "));
  EXPECT_TRUE(
      read(media_type_of("application/x-ndjson", "true"), "1\n{").starts_with("at 3: Item 2 is no JSON"));
  EXPECT_TRUE(read(media_type_of("application/xml", "{type: object}"), "<a><b></a>").starts_with("at "));
}

TEST(ReadBody, ReadsMultipartForms) {
  const MediaType form = media_type_of(
      "multipart/form-data",
      "{properties: {f: {type: string, format: binary}, n: {type: integer}, o: {type: object}}}");
  const std::string content =
      "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n"
      "Content-Type: application/octet-stream\r\n\r\n\r\n--c\r\n--b\r\n"
      "content-disposition: form-data; name=n\r\n\r\n7\r\n--b\r\n"
      "Content-Disposition: form-data; name=\"o\"\r\n\r\n{\"p\":1}\r\n--b--\r\n";
  EXPECT_EQ(read(form, content, "multipart/form-data; boundary=b"),
            R"({"f":"\u000d\n--c","n":7,"o":{"p":1}})");
  EXPECT_EQ(read(form, content, "multipart/form-data"),
            "at 0: The Content-Type of multipart content names no `boundary`.");
  EXPECT_EQ(read(form, content, "multipart/form-data; boundary=\"z\""),
            "at 0: The boundary of the multipart content is nowhere in it.");
  EXPECT_TRUE(read(form, content.substr(0, 150), "multipart/form-data; boundary=b").find("missing") !=
              std::string::npos);
}

constexpr const char* book =
    "{type: object, xml: {name: book}, properties: {"
    "id: {type: integer, xml: {attribute: true}},"
    "title: {type: string, xml: {name: t, prefix: b}},"
    "tags: {type: array, items: {type: string, xml: {name: tag}}, xml: {wrapped: true}},"
    "isbn: {type: array, items: {type: string}},"
    "by: {type: object, properties: {name: {type: string}}}}}";

TEST(ReadBody, ReadsXmlByTheXmlObjects) {
  const MediaType media_type = media_type_of("application/xml", book);
  EXPECT_EQ(read(media_type,
                 "<?xml version=\"1.0\"?><book id=\"7\" xmlns:b=\"urn:b\"><b:t>1 &amp; 2</b:t>"
                 "<tags><tag>x</tag></tags><isbn>1</isbn><isbn>2</isbn><by><name>N</name></by></book>"),
            R"({"id":7,"title":"1 & 2","tags":["x"],"isbn":["1","2"],"by":{"name":"N"}})");
  EXPECT_EQ(read(media_type, "<book><tags/><isbn>5</isbn></book>"), R"({"tags":[],"isbn":["5"]})");
  EXPECT_EQ(read(media_type, "<boook/>"),
            "at 0: The root element is `boook`, but the document names it `book`.");
}

TEST(ReadBody, ReadsXmlOfNoKnownShape) {
  const MediaType media_type = media_type_of("text/xml", "{type: object}");
  EXPECT_EQ(read(media_type, "<r><a>1</a><a>x</a><b c='2'><d>true</d></b></r>"),
            R"({"a":[1,"x"],"b":{"c":2,"d":true}})");
}

TEST(ReadBody, GrowsNoEntities) {
  const MediaType media_type = media_type_of("text/xml", "{type: object}");
  const std::string bomb = "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">"
                           "<!ENTITY c SYSTEM \"file:///etc/passwd\">]><r><x>&b;</x><y>&c;</y></r>";
  EXPECT_EQ(read(media_type, bomb), R"({"x":"&b;","y":"&c;"})");
  std::string deep;
  for (int at = 0; at < 100'000; ++at)
    deep += "<a>";
  EXPECT_TRUE(read(media_type, deep).starts_with("at "));
  for (int at = 0; at < 100'000; ++at)
    deep += "</a>";
  EXPECT_EQ(read(media_type, deep), "at 0: The elements are nested more than 400 deep.");
}

TEST(ReadBody, EndsSoonWhateverIsSent) {
  const MediaType form = media_type_of("application/x-www-form-urlencoded",
                                       "{additionalProperties: {type: string}}",
                                       ", encoding: {d: {style: deepObject}}");
  std::string many;
  for (int at = 0; at < 20'000; ++at)
    many += std::to_string(at) + "=" + std::to_string(at) + "&";
  EXPECT_TRUE(read(form, many).starts_with("{\"0\":"));
  std::string brackets = "d";
  for (int at = 0; at < 20'000; ++at)
    brackets += "[a]";
  EXPECT_FALSE(read(form, brackets + "=1").empty());
  const MediaType xml = media_type_of("text/xml", "{additionalProperties: {type: string}}");
  std::string elements = "<r>";
  for (int at = 0; at < 20'000; ++at)
    elements += "<e" + std::to_string(at) + ">" + std::to_string(at) + "</e" + std::to_string(at) + ">";
  EXPECT_TRUE(read(xml, elements + "</r>").starts_with("{\"e0\":"));
}

TEST(FitOfBody, JudgesEachItemWhereTheSchemaIsThatOfAnItem) {
  const MediaType lines = media_type_of("application/x-ndjson", "{type: object, required: [a]}");
  EXPECT_TRUE(fit_of_body(lines, "", "{\"a\":1}\n{\"a\":2}\n", Direction::response).fits);
  const Fit fit = fit_of_body(lines, "", "{\"a\":1}\n{}\n", Direction::response);
  ASSERT_EQ(fit.faults.size(), 1U);
  EXPECT_EQ(fit.faults[0].instance, "/1");
}

TEST(FitOfBody, TellsWhatIsWrongInXml) {
  const MediaType media_type = media_type_of("application/xml", book);
  const Fit fit = fit_of_body(media_type, "", "<book id='x'/>", Direction::response);
  ASSERT_EQ(fit.faults.size(), 1U);
  EXPECT_EQ(fit.faults[0].instance, "/id");
}

TEST(FitOfBody, LeavesUndecidedWhatItCannotRead) {
  const MediaType media_type = media_type_of("application/pdf", "{type: object}");
  EXPECT_NE(fit_of_body(media_type, "", "%PDF", Direction::response).undecided, "");
}

}  // namespace
}  // namespace conform
