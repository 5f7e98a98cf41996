#include "runner/contract/request_fit.hpp"

#include "tests/openapi/loading.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

constexpr std::string_view shelf = R"(openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /shelves/{shelf}/books/{id}.{format}:
    put:
      parameters:
        - {name: shelf, in: path, required: true, schema: {type: string, minLength: 2}}
        - {name: id, in: path, required: true, schema: {type: integer, minimum: 1}}
        - {name: format, in: path, required: true, schema: {enum: [json, xml]}}
        - {name: limit, in: query, schema: {type: integer, maximum: 10}}
        - {name: tags, in: query, schema: {type: array, maxItems: 2, items: {type: string}}}
        - {name: ids, in: query, explode: false, schema: {type: array, items: {type: integer}}}
        - {name: price, in: query, style: deepObject, schema: {type: object, properties: {min: {type: integer}}}}
        - {name: where, in: query, content: {application/json: {schema: {type: object}}}}
        - {name: X-Trace, in: header, required: true, schema: {type: string, format: uuid}}
        - {name: Accept, in: header, required: true, schema: {type: string, maxLength: 1}}
        - {name: sort, in: cookie, schema: {enum: [up, down]}}
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: object, required: [title], properties: {title: {type: string, maxLength: 3}}}
          text/plain: {}
      responses: {'204': {description: OK}}
)";

Operation operation() {
  static const Loaded loaded = load(shelf);
  EXPECT_EQ(joined(lines_of(loaded.diagnostics)), "");
  return loaded.api->operations.at(0);
}

Request good_request() {
  Request request;
  request.method = "PUT";
  request.target = "/v1/shelves/a%2Fb/books/7.json?limit=3&tags=a&tags=b&ids=1,2&price%5Bmin%5D=1&unknown=1";
  request.fields = {{"X-Trace", "0b8cf2a5-5b3d-4a51-8d43-9d2b3a9c7e11"},
                    {"Cookie", "sort=up; other=1"},
                    {"Content-Type", "application/json"}};
  request.content = R"({"title": "abc"})";
  request.has_content = true;
  return request;
}

/// `input keyword instance` of each fault.
std::string faults_of(const Request& request) {
  const RequestFit fit = fit_of_request(operation(), request);
  EXPECT_EQ(fit.undecided, "");
  std::string text;
  for (const RequestFault& fault : fit.faults) {
    EXPECT_FALSE(fault.message.empty());
    text +=
        fault.input + ": " + fault.keyword + (fault.instance.empty() ? "" : " at " + fault.instance) + "\n";
  }
  return text;
}

std::string faults_at(const std::string& target) {
  Request request = good_request();
  request.target = target;
  return faults_of(request);
}

std::string faults_with(std::string_view field, const std::string& value) {
  Request request = good_request();
  request.fields.set(field, value);
  return faults_of(request);
}

std::string faults_in(const std::string& type, const std::string& content) {
  Request request = good_request();
  request.fields.set("Content-Type", type);
  request.content = content;
  return faults_of(request);
}

TEST(RequestFit, AGoodRequestHasNoFaults) { EXPECT_EQ(faults_of(good_request()), ""); }

TEST(RequestFit, ReadsThePath) {
  EXPECT_EQ(faults_at("/shelves/ab/books/7.xml"), "");
  EXPECT_EQ(faults_at("/shelves/a/books/0.txt"),
            "path shelf: minLength\npath id: minimum\npath format: enum\n");
  EXPECT_EQ(faults_at("/shelves/ab/books/x.json"), "path id: type\n");
  EXPECT_EQ(faults_at("/shelves/ab/books/7"), "path: path\n");
  EXPECT_EQ(faults_at("/books/7.json"), "path: path\n");
}

TEST(RequestFit, ReadsTheQuery) {
  const std::string path = "/shelves/ab/books/7.json";
  EXPECT_EQ(faults_at(path + "?limit=11"), "query limit: maximum\n");
  EXPECT_EQ(faults_at(path + "?limit=1&limit=2"), "query limit: repeated\n");
  EXPECT_EQ(faults_at(path + "?limit="), "query limit: type\n");
  EXPECT_EQ(faults_at(path + "?tags=a&tags=b&tags=c"), "query tags: maxItems\n");
  EXPECT_EQ(faults_at(path + "?ids=1&ids=2"), "query ids: repeated\n");
  EXPECT_EQ(faults_at(path + "?ids=1,x"), "query ids: type at /1\n");
  EXPECT_EQ(faults_at(path + "?price[min]=x"), "query price: type at /min\n");
  EXPECT_EQ(faults_at(path + "?where=%7B%7D"), "");
  EXPECT_EQ(faults_at(path + "?where=7"), "query where: type\n");
  EXPECT_EQ(faults_at(path + "?where=%7B"), "query where: syntax\n");
}

TEST(RequestFit, ReadsFieldsAndCookies) {
  EXPECT_EQ(faults_with("X-Trace", "7"), "header X-Trace: format\n");
  EXPECT_EQ(faults_with("Cookie", "sort=left"), "cookie sort: enum\n");
  // OpenAPI 3.1 §4.8.12.2: such a description is ignored.
  EXPECT_EQ(faults_with("Accept", "text/html"), "");
  Request request = good_request();
  request.fields.remove("X-Trace");
  EXPECT_EQ(faults_of(request), "header X-Trace: required\n");
}

TEST(RequestFit, ReadsTheContent) {
  EXPECT_EQ(faults_in("application/json", "{}"), "body: required\n");
  EXPECT_EQ(faults_in("application/json", R"({"title": "abcd"})"), "body: maxLength at /title\n");
  EXPECT_EQ(faults_in("application/json; charset=utf-8", "{"), "body: syntax\n");
  EXPECT_EQ(faults_in("text/plain", "anything"), "");
  EXPECT_EQ(faults_in("image/png", "x"), "body: media-type\n");
  Request request = good_request();
  request.fields.remove("Content-Type");
  request.has_content = false;
  request.content.clear();
  EXPECT_EQ(faults_of(request), "body: required\n");
}

}  // namespace
}  // namespace conform
