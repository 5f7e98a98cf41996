#include "runner/document/library.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

// References from file to file, in a folder of its own for each test.

namespace conform {
namespace {

namespace fs = std::filesystem;

class References : public ::testing::Test {
protected:
  References() {
    std::string pattern = (fs::temp_directory_path() / "conform-references-XXXXXX").string();
    base_ = ::mkdtemp(pattern.data());
    fs::create_directories(base_ / "api");
  }
  ~References() override { fs::remove_all(base_); }

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((base_ / name).parent_path());
    std::ofstream(base_ / name, std::ios::binary) << text;
  }

  /// Opens `api/root.yaml`, which may refer to what lies below `api`.
  Located open(ReferenceRights more = {}) {
    more.folders.push_back((base_ / "api").string());
    library_ = Library(std::move(more));
    const Document* root = library_.open(read_source((base_ / "api/root.yaml").string()), diagnostics_);
    return root == nullptr ? Located() : Located{root, &root->root, {}};
  }

  /// What `a` of the root refers to.
  Located follow_a(ReferenceRights more = {}) {
    const auto root = open(std::move(more));
    return root ? library_.follow(root["a"], diagnostics_) : Located();
  }

  /// `place: message [hint]` for each diagnostic, without the name of the test's folder.
  [[nodiscard]] std::string said() const {
    std::string text;
    for (const auto& [where, message, hint, severity, topic] : diagnostics_.list())
      text += to_string(where) + ": " + message + (hint.empty() ? "" : " [" + hint + "]") + "\n";
    const auto name = base_.string() + "/";
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name))
      text.erase(at, name.size());
    return text;
  }

  fs::path base_{};
  Library library_{};
  Diagnostics diagnostics_{};
};

TEST_F(References, LeadToFilesPointersInThemAndBack) {
  write("api/x y.yaml", "whole: 1\n");
  write("api/sub/b.json", R"({"p/q": [{"n": 2}], "up": {"$ref": "../root.yaml#/home"}})");
  write("api/sub/deep/c.yaml", "n: {$ref: '../b.json#/p~1q/0'}\n");
  write("api/no-ending", "{\"json\": [3]}");
  write("api/json.yaml", "{\"json\": [4]}");
  write("api/yaml.json", "yaml: [5]\n");
  write("api/100%.yaml", "n: 6\n");
  const std::vector<std::pair<std::string, std::string>> table = {
      {"x%20y.yaml", R"({"whole":1})"},
      {"x y.yaml#/whole", "1"},
      {"./sub/b.json#/p~1q/0", R"({"n":2})"},
      {"sub/../sub/b.json#/p~1q/0/n", "2"},
      {"sub/b.json#%2Fp~1q/0/n", "2"},
      {"sub/b.json#/up", R"("sweet")"},
      {"sub/deep/c.yaml#/n", R"({"n":2})"},
      {"sub/deep/c.yaml", R"({"n":{"$ref":"../b.json#/p~1q/0"}})"},
      {"no-ending#/json/0", "3"},
      {"json.yaml#/json/0", "4"},
      {"yaml.json#/yaml/0", "5"},
      {"100%25.yaml#/n", "6"},
      {"100%.yaml#/n", "6"},
      {"root.yaml#/home", R"("sweet")"},
      {"../api/root.yaml#/home", R"("sweet")"},
      {"file://" + (base_ / "api/json.yaml").string() + "#/json/0", "4"},
      {(base_ / "api/json.yaml").string() + "#/json/0", "4"},
  };
  for (const auto& [reference, value] : table) {
    write("api/root.yaml", "home: sweet\na: {$ref: '" + reference + "'}\n");
    const auto found = follow_a();
    ASSERT_TRUE(found) << reference << "\n" << said();
    EXPECT_EQ(to_json(*found.value), value) << reference;
  }
  EXPECT_EQ(said(), "");
}

TEST_F(References, ReadEachFileOnceWhateverItIsCalled) {
  write("api/b.yaml", "n: 1\n");
  fs::create_symlink("b.yaml", base_ / "api/link.yaml");
  write("api/root.yaml", "a: {$ref: 'b.yaml'}\nb: {$ref: 'x/../b.yaml'}\nc: {$ref: 'link.yaml'}\n");
  const auto root = open();
  const auto first = library_.follow(root["a"], diagnostics_);
  ASSERT_TRUE(first);
  EXPECT_EQ(library_.follow(root["b"], diagnostics_).document, first.document);
  EXPECT_EQ(library_.follow(root["c"], diagnostics_).document, first.document);
  EXPECT_EQ(library_.documents(), (std::vector<const Document*>{root.document, first.document}));
  EXPECT_EQ(library_.uri_of(*first.document), "file://" + (base_ / "api/b.yaml").string());
  EXPECT_EQ(said(), "");
}

TEST_F(References, TellWhatIsWrongWhereTheyStand) {
  write("outside.yaml", "n: 1\n");
  write("api/faulty.yaml", "n: [1\n");
  write("api/empty.yaml", "");
  write("api/latin.yaml", "n: caf\xE9\n");
  write("api/pets.yaml", "n: 1\n");
  write("api-two/b.yaml", "n: 1\n");
  fs::create_symlink("../outside.yaml", base_ / "api/link.yaml");
  fs::create_symlink("loop.yaml", base_ / "api/loop.yaml");
  ASSERT_EQ(::mkfifo((base_ / "api/pipe").c_str(), 0600), 0);
  const std::string here = "api/root.yaml:1:11: ";
  const std::string outside = " lies outside the folder of the document and is not read. [Allow another "
                              "folder with `--allow-refs DIR`.]\n";
  const std::vector<std::pair<std::string, std::string>> table = {
      {"../outside.yaml", here + "`outside.yaml`" + outside},
      {"../nothing.yaml", here + "`nothing.yaml`" + outside},
      {"../api-two/b.yaml", here + "`api-two/b.yaml`" + outside},
      {"/etc/passwd", here + "`/etc/passwd`" + outside},
      {"file:///etc/passwd", here + "`/etc/passwd`" + outside},
      {"/dev/zero", here + "`/dev/zero`" + outside},
      {"..%2Foutside.yaml", here + "`outside.yaml`" + outside},
      {"link.yaml", here + "`api/link.yaml`" + outside},
      {"loop.yaml", here + "`api/loop.yaml`" + outside},
      {"pet.yaml#/n", here + "The file `api/pet.yaml` does not exist. [Did you mean `pets.yaml`?]\n"},
      {"none/pets.yaml", here + "The file `api/none/pets.yaml` does not exist.\n"},
      {"pets.yaml/x", here + "The file `api/pets.yaml/x` does not exist.\n"},
      {".", here + "`api/` is a folder, not a document.\n"},
      {"pipe", here + "`api/pipe` is not a regular file and is not read.\n"},
      {"a%00.yaml", here + "`a%00.yaml` names no file.\n"},
      {"pets.yaml#/m", here + "`#/m` leads nowhere: the document has no member `m`.\n"},
      {"faulty.yaml",
       "api/faulty.yaml:2:1: A `[` is never closed. [A `]` or a comma is missing.]\n" + here +
           "`api/faulty.yaml` cannot be used because of mistakes in it.\n"},
      {"empty.yaml",
       "api/empty.yaml:1:1: The text holds no value.\n" + here +
           "`api/empty.yaml` cannot be used because of mistakes in it.\n"},
      {"latin.yaml",
       "api/latin.yaml:1:7: The byte 0xE9 is no UTF-8. [Save the file in the encoding UTF-8.]\n" + here +
           "`api/latin.yaml` cannot be used because of mistakes in it.\n"},
      {"http://127.0.0.1:1/a.yaml",
       here + "`http://127.0.0.1:1/a.yaml` is not part of this document, and nothing is fetched. [Bundle the "
              "documents into one, or allow it with `--allow-remote-refs`.]\n"},
      {"//127.0.0.1/a.yaml",
       here + "`//127.0.0.1/a.yaml` is not part of this document, and nothing is fetched. [A reference leads "
              "to a file, or to an `http` or `https` address where that is allowed.]\n"},
      {"urn:example:a",
       here + "`urn:example:a` is not part of this document, and nothing is fetched. [A reference leads to a "
              "file, or to an `http` or `https` address where that is allowed.]\n"},
  };
  for (const auto& [reference, sentence] : table) {
    diagnostics_ = {};
    write("api/root.yaml", "a: {$ref: '" + reference + "'}\n");
    EXPECT_FALSE(follow_a()) << reference;
    EXPECT_EQ(said(), sentence) << reference;
  }
}

TEST_F(References, ReachOtherFoldersWhereThatIsAllowed) {
  write("shared/b.yaml", "n: {$ref: 'c.yaml#/m'}\n");
  write("shared/c.yaml", "m: {$ref: '../secret.yaml'}\nk: 1\n");
  write("secret.yaml", "n: 1\n");
  write("api/root.yaml", "a: {$ref: '../shared/c.yaml#/k'}\nb: {$ref: '../shared/b.yaml#/n'}\n");
  EXPECT_TRUE(follow_a({.folders = {(base_ / "shared").string() + "/"}}));
  EXPECT_EQ(said(), "");
  const auto root = open({.folders = {(base_ / "shared").string()}});
  EXPECT_FALSE(library_.follow(root["b"], diagnostics_));
  EXPECT_EQ(said(),
            "shared/c.yaml:1:11: `secret.yaml` lies outside the folder of the document and is not read. "
            "[Allow another folder with `--allow-refs DIR`.]\n");
}

TEST_F(References, StopAtCirclesAndLongChains) {
  write("api/b.yaml", "$ref: sub/c.yaml\n");
  write("api/sub/c.yaml", "$ref: ../b.yaml#\n");
  write("api/root.yaml", "a: {$ref: b.yaml}\n");
  EXPECT_FALSE(follow_a());
  EXPECT_EQ(said(),
            "api/root.yaml:1:11: `b.yaml` leads in a circle of references. [`api/b.yaml#` is met again.]\n");
  diagnostics_ = {};
  std::string chain = "a: {$ref: '#/c0'}\n";
  for (int link = 0; link < 200; ++link)
    chain += "c" + std::to_string(link) + ": {$ref: '#/c" + std::to_string(link + 1) + "'}\n";
  write("api/root.yaml", chain + "c200: 1\n");
  EXPECT_FALSE(follow_a());
  EXPECT_EQ(said(), "api/root.yaml:1:11: `#/c0` leads to a chain of more than 100 references.\n");
}

TEST_F(References, CountWhatAllDocumentsTakeTogether) {
  write("api/root.yaml", "a: {$ref: 'large.yaml'}\n");
  write("api/large.yaml", "");
  fs::resize_file(base_ / "api/large.yaml", std::uintmax_t{64} << 20U);
  EXPECT_FALSE(follow_a());
  EXPECT_EQ(
      said(),
      "api/root.yaml:1:11: `api/large.yaml` is not read: it has more than the 67108840 bytes that are left "
      "for all documents.\n");
  diagnostics_ = {};
  std::string many = "[0";
  for (int item = 1; item < 1'000'000; ++item)
    many += ",0";
  write("api/large.yaml", many + "]");
  write("api/more.yaml", many + "]");
  write("api/root.yaml", "a: {$ref: 'large.yaml'}\nb: {$ref: 'more.yaml'}\n");
  const auto root = open();
  EXPECT_TRUE(library_.follow(root["a"], diagnostics_));
  EXPECT_FALSE(library_.follow(root["b"], diagnostics_));
  EXPECT_NE(said().find("more.yaml:1:1999988: The text has more than 999994 values."), std::string::npos)
      << said();
}

TEST_F(References, FetchOnlyWithAFetchFunction) {
  write("api/root.yaml", "a: {$ref: 'https://example.com/x/a.yaml#/n'}\nlocal: 1\n");
  std::vector<std::string> fetched;
  const auto fetch = [&fetched](const std::string& uri, std::size_t most_bytes) -> Fetched {
    fetched.push_back(uri);
    EXPECT_LT(most_bytes, ReadLimits().bytes);
    if (uri == "https://example.com/x/a.yaml") return {"n: {$ref: 'sub/b.json#/m'}\n", {}};
    if (uri == "https://example.com/x/sub/b.json") return {R"({"m": 7, "f": {"$ref": "/c.yaml"}})", {}};
    return {std::nullopt, "`" + uri + "` cannot be fetched: no."};
  };
  const auto found = follow_a({.fetch = fetch});
  ASSERT_TRUE(found) << said();
  EXPECT_EQ(to_json(*found.value), "7");
  EXPECT_EQ(library_.uri_of(*found.document), "https://example.com/x/sub/b.json");
  const Located other{found.document, &found.document->root, {}};
  EXPECT_FALSE(library_.follow(other["f"], diagnostics_));
  EXPECT_FALSE(library_.follow(other["f"], diagnostics_));
  // What was fetched never leads to a file here.
  EXPECT_FALSE(library_.locate(other, "file://" + (base_ / "api/root.yaml").string(), diagnostics_));
  const std::string failed = "https://example.com/x/sub/b.json:1:24: `https://example.com/c.yaml` cannot be "
                             "fetched: no.\n";
  EXPECT_EQ(said(),
            failed + failed +
                "https://example.com/x/sub/b.json:1:1: `file://api/root.yaml` is not part of this document, "
                "and nothing is fetched. [A reference leads to a file, or to an `http` or `https` address "
                "where that is allowed.]\n");
  EXPECT_EQ(fetched,
            (std::vector<std::string>{"https://example.com/x/a.yaml",
                                      "https://example.com/x/sub/b.json",
                                      "https://example.com/c.yaml"}));
}

// OpenAPI 3.2 §4.1.2.2: relative references are seen from `$self`; what lies beside the document comes first.
TEST_F(References, AreSeenFromSelf) {
  write("api/b.yaml", "n: beside\n");
  write("api/root.yaml",
        "openapi: 3.2.0\n$self: https://example.com/x/api.yaml\n"
        "a: {$ref: 'b.yaml#/n'}\nb: {$ref: '../c.yaml#/n'}\n");
  std::vector<std::string> fetched;
  const auto fetch = [&fetched](const std::string& uri, std::size_t) -> Fetched {
    fetched.push_back(uri);
    return {"n: far\n", {}};
  };
  const auto root = open({.folders = {(base_ / "api").string()}, .fetch = fetch});
  const auto beside = library_.follow(root["a"], diagnostics_);
  const auto far = library_.follow(root["b"], diagnostics_);
  ASSERT_TRUE(beside && far) << said();
  EXPECT_EQ(to_json(*beside.value), R"("beside")");
  EXPECT_EQ(to_json(*far.value), R"("far")");
  EXPECT_EQ(fetched, std::vector<std::string>{"https://example.com/c.yaml"});
}

}  // namespace
}  // namespace conform
