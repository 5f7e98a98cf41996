#include "runner/mock/routes.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

Api api_with(std::initializer_list<std::pair<std::string_view, std::string_view>> operations) {
  Api api;
  for (const auto& [method, path] : operations) {
    Operation operation;
    operation.method = method;
    operation.path = path;
    api.operations.push_back(std::move(operation));
  }
  return api;
}

std::string matched(const Routes& routes, std::string_view target) {
  const std::string* path = routes.path_of(target);
  return path == nullptr ? "" : *path;
}

TEST(Routes, PreferLiteralSegmentsToTemplates) {
  const Api api =
      api_with({{"GET", "/{a}/{b}"}, {"GET", "/books/{id}"}, {"GET", "/books/mine"}, {"GET", "/{a}/mine"}});
  const Routes routes(api, "");
  EXPECT_EQ(matched(routes, "/books/mine"), "/books/mine");
  EXPECT_EQ(matched(routes, "/books/7"), "/books/{id}");
  EXPECT_EQ(matched(routes, "/films/mine"), "/{a}/mine");
  EXPECT_EQ(matched(routes, "/films/7"), "/{a}/{b}");
  EXPECT_EQ(matched(routes, "/books"), "");
  EXPECT_EQ(matched(routes, "/books/7/pages"), "");
}

TEST(Routes, LookAtThePathAlone) {
  const Api api = api_with({{"GET", "/books"}});
  const Routes routes(api, "");
  EXPECT_EQ(matched(routes, "/books?title=/x/y"), "/books");
  EXPECT_EQ(matched(routes, "/books/"), "");
  EXPECT_EQ(matched(routes, "*"), "");
  EXPECT_EQ(matched(routes, ""), "");
}

TEST(Routes, DecodePercentSignsWithinASegment) {
  const Api api = api_with({{"GET",
                             "/b\xC3\xBC"
                             "cher/{id}"},
                            {"GET", "/a b"}});
  const Routes routes(api, "");
  EXPECT_EQ(matched(routes, "/b%C3%BCcher/a%2Fb"), api.operations[0].path);
  EXPECT_EQ(matched(routes, "/a%20b"), "/a b");
  EXPECT_EQ(percent_decode("%41%4a%zz%4"), "AJ%zz%4");
}

TEST(Routes, MatchPartsOfASegment) {
  const Api api = api_with({{"GET", "/files/{name}.{kind}"}, {"GET", "/files/v{version}"}});
  const Routes routes(api, "");
  EXPECT_EQ(matched(routes, "/files/a.txt"), "/files/{name}.{kind}");
  EXPECT_EQ(matched(routes, "/files/v2"), "/files/v{version}");
  EXPECT_EQ(matched(routes, "/files/v"), "");
  EXPECT_EQ(matched(routes, "/files/.txt"), "");
  EXPECT_EQ(matched(routes, "/files/a."), "");
}

TEST(Routes, BeginAfterTheBasePath) {
  const Api api = api_with({{"GET", "/books"}});
  const Routes routes(api, "/v1");
  EXPECT_EQ(matched(routes, "/v1/books"), "/books");
  EXPECT_EQ(matched(routes, "/books"), "");
  EXPECT_EQ(matched(routes, "/v11/books"), "");
}

TEST(Routes, LetHeadFallBackToGet) {
  const Api api = api_with({{"GET", "/a"}, {"POST", "/a"}, {"POST", "/b"}});
  const Routes routes(api, "");
  EXPECT_EQ(routes.operation_of("/a", "POST"), &api.operations[1]);
  EXPECT_EQ(routes.operation_of("/a", "HEAD"), &api.operations[0]);
  EXPECT_EQ(routes.operation_of("/a", "PUT"), nullptr);
  EXPECT_EQ(routes.operation_of("/b", "HEAD"), nullptr);
}

}  // namespace
}  // namespace conform
