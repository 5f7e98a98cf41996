#include "runner/document/document.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

std::string json_of(std::string name, std::string text) {
  Diagnostics diagnostics;
  const auto source = std::make_shared<Source>(Source{std::move(name), std::move(text)});
  const auto document = read_document(source, diagnostics);
  for (const auto& diagnostic : diagnostics.list())
    ADD_FAILURE() << render(diagnostic);
  return document ? to_json(document->root) : std::string();
}

TEST(ReadDocument, TellsJsonFromYamlByItsContent) {
  EXPECT_EQ(json_of("a.yaml", R"({"a": "\ud83d\ude00"})"), "{\"a\":\"\xF0\x9F\x98\x80\"}");
  EXPECT_EQ(json_of("a.json", "a: [1, yes, 0x10]\n200: {b: ~}\n"), R"({"a":[1,"yes",16],"200":{"b":null}})");
  EXPECT_EQ(json_of("a.yaml", "{a: 1}"), R"({"a":1})");
}

}  // namespace
}  // namespace conform
