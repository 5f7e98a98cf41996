#include "runner/document/library.hpp"

#include <gtest/gtest.h>
#include <vector>

namespace conform {
namespace {

/// A library with one document.
struct Shelf {
  Library library{};
  Diagnostics diagnostics{};
  const Document* document = nullptr;

  explicit Shelf(std::string text) {
    const auto source = std::make_shared<Source>(Source{"folder/api.yaml", std::move(text)});
    document = library.open(source, diagnostics);
  }
  [[nodiscard]] Located root() const { return {document, &document->root, {}}; }
};

TEST(Located, GrowsItsPointerByEscapedKeys) {
  const Shelf shelf("paths: {/pets~: {get: [a, b]}}");
  const auto item = shelf.root()["paths"]["/pets~"]["get"][1];
  ASSERT_TRUE(item);
  EXPECT_EQ(item.pointer, "/paths/~1pets~0/get/1");
  EXPECT_EQ(item.value->string(), "b");
  EXPECT_EQ(to_string(item.place()), "folder/api.yaml:1:27");
  EXPECT_EQ(resolve_pointer(shelf.document->root, item.pointer), item.value);
}

TEST(Located, IsEmptyBeyondWhatThereIs) {
  const Shelf shelf("a: [1]");
  EXPECT_FALSE(shelf.root()["b"]);
  EXPECT_FALSE(shelf.root()["b"]["c"][0]);
  EXPECT_FALSE(shelf.root()["a"][1]);
  EXPECT_FALSE(shelf.root()["a"]["0"]);
  EXPECT_FALSE(shelf.root()[0]);
}

TEST(Library, ResolvesReferencesInsideTheDocument) {
  Shelf shelf("a/b: 1\n\"a b\": 2\nc: [{d: 3}]\n\"%\": 4\n\"~\": 5\n\"\": 6\n");
  const std::vector<std::pair<std::string, int>> table{{"#/a~1b", 1},
                                                       {"#/a%20b", 2},
                                                       {"#/c/0/d", 3},
                                                       {"#/%25", 4},
                                                       {"#/~0", 5},
                                                       {"#/", 6},
                                                       {"#%2Fc/0/d", 3},
                                                       {"api.yaml#/a~1b", 1},
                                                       {"./api.yaml#/a~1b", 1},
                                                       {"../folder/api.yaml#/a~1b", 1}};
  for (const auto& [reference, number] : table) {
    const auto found = shelf.library.resolve(shelf.root(), reference, shelf.diagnostics);
    ASSERT_TRUE(found) << reference;
    EXPECT_EQ(*found.value, Value(number)) << reference;
  }
  EXPECT_EQ(shelf.library.resolve(shelf.root(), "#", shelf.diagnostics).value, &shelf.document->root);
  EXPECT_TRUE(shelf.diagnostics.empty());
}

TEST(Library, FollowsChainsToTheirEnd) {
  Shelf shelf("a: {$ref: '#/b'}\nb: {$ref: '#/c', x: 1}\nc: {d: 1}\n");
  const auto found = shelf.library.follow(shelf.root()["a"], shelf.diagnostics);
  EXPECT_EQ(found.pointer, "/c");
  EXPECT_EQ(shelf.library.locate(shelf.root()["a"], "#/b", shelf.diagnostics).pointer, "/b");
  EXPECT_EQ(shelf.library.follow(found, shelf.diagnostics).pointer, "/c");
  EXPECT_TRUE(shelf.diagnostics.empty());
}

struct Lost {
  std::string text{};
  std::string message{};
  std::string hint{};
};

TEST(Library, ReportsWhatCannotBeFollowedAtTheReference) {
  const std::vector<Lost> table{
      {"a: {$ref: '#/schemas/Pett'}\nschemas: {Pet: 1}",
       "`#/schemas/Pett` leads nowhere: `#/schemas` has no member `Pett`.",
       "Did you mean `Pet`?"},
      {"a: {$ref: '#/shemas/Pet'}\nschemas: {Pet: 1}",
       "`#/shemas/Pet` leads nowhere: the document has no member `shemas`.",
       "Did you mean `schemas`?"},
      {"a: {$ref: '#/b/2'}\nb: [1, 2]", "`#/b/2` leads nowhere: `#/b` has 2 items and none named `2`.", ""},
      {"a: {$ref: '#/b/00'}\nb: [1, 2]",
       "`#/b/00` leads nowhere: `#/b` has 2 items and none named `00`.",
       ""},
      {"a: {$ref: '#/b/c'}\nb: x", "`#/b/c` leads nowhere: `#/b` is a string without members.", ""},
      {"a: {$ref: '#/a'}", "`#/a` leads in a circle of references.", "`#/a` is met again."},
      {"a: {$ref: '#/b'}\nb: {$ref: '#/c'}\nc: {$ref: '#/b'}",
       "`#/b` leads in a circle of references.",
       "`#/b` is met again."},
      {"a: {$ref: 'schemas/Pet'}",
       "`folder/schemas/Pet` is another file, and only one document is read.",
       "Bundle the documents into one."},
      {"a: {$ref: 'https://example.com/a.yaml#/b'}",
       "`https://example.com/a.yaml` is not part of this document, and nothing is fetched.",
       "Bundle the documents into one, or allow it with `--allow-remote-refs`."},
      {"a: {$ref: '#Pet'}",
       "`#Pet` is no JSON Pointer.",
       "It begins with `#/`, as in `#/components/schemas/Pet`."},
      {"a: {$ref: '#/~2'}",
       "`#/~2` is no JSON Pointer.",
       "In a pointer `~` is written `~0`, and `/` in a name `~1`."},
      {"a: {$ref: '#/%4'}",
       "`#/%4` has a `%` without two hexadecimal digits behind it.",
       "A percent sign itself is written `%25`."},
  };
  for (const auto& [text, message, hint] : table) {
    Shelf shelf(text);
    EXPECT_FALSE(shelf.library.follow(shelf.root()["a"], shelf.diagnostics)) << text;
    ASSERT_EQ(shelf.diagnostics.list().size(), 1U) << text;
    const auto& diagnostic = shelf.diagnostics.list().front();
    EXPECT_EQ(diagnostic.message, message);
    EXPECT_EQ(diagnostic.hint, hint);
    EXPECT_EQ(to_string(diagnostic.where), "folder/api.yaml:1:11") << text;
  }
}

TEST(Library, ReportsABrokenLinkOfAChainWhereItStands) {
  Shelf shelf("a: {$ref: '#/b'}\nb: {$ref: '#/x'}\n");
  EXPECT_FALSE(shelf.library.follow(shelf.root()["a"], shelf.diagnostics));
  ASSERT_EQ(shelf.diagnostics.list().size(), 1U);
  EXPECT_EQ(to_string(shelf.diagnostics.list().front().where), "folder/api.yaml:2:11");
}

TEST(Library, TakesAReferenceThatIsNoTextForAMember) {
  Shelf shelf("properties: {$ref: {type: string}}");
  EXPECT_EQ(shelf.library.follow(shelf.root()["properties"], shelf.diagnostics).pointer, "/properties");
  EXPECT_TRUE(shelf.diagnostics.empty());
}

TEST(Library, ReadsEachDocumentOnce) {
  Shelf shelf("a: 1");
  const auto again = std::make_shared<Source>(Source{"folder/../folder/api.yaml", "a: 1"});
  EXPECT_EQ(shelf.library.open(again, shelf.diagnostics), shelf.document);
}

TEST(Library, OpensNothingThatIsFaulty) {
  Library library;
  Diagnostics diagnostics;
  EXPECT_EQ(library.open(std::make_shared<Source>(Source{"a.json", "{"}), diagnostics), nullptr);
  EXPECT_TRUE(diagnostics.has_errors());
}

}  // namespace
}  // namespace conform
