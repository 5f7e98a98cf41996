#include "runner/document/uri.hpp"

#include <gtest/gtest.h>

#include <array>

namespace conform {
namespace {

std::string resolved(std::string_view base, std::string_view reference) {
  return to_string(resolve_uri(split_uri(base), split_uri(reference)));
}

struct Row {
  std::string_view reference;
  std::string_view target;
};

TEST(Uri, ResolvesTheExamplesOfRfc3986) {
  static constexpr std::array rows = {
      Row{"g:h", "g:h"},
      Row{"g", "http://a/b/c/g"},
      Row{"./g", "http://a/b/c/g"},
      Row{"g/", "http://a/b/c/g/"},
      Row{"/g", "http://a/g"},
      Row{"//g", "http://g"},
      Row{"?y", "http://a/b/c/d;p?y"},
      Row{"g?y", "http://a/b/c/g?y"},
      Row{"#s", "http://a/b/c/d;p?q#s"},
      Row{"g#s", "http://a/b/c/g#s"},
      Row{";x", "http://a/b/c/;x"},
      Row{"", "http://a/b/c/d;p?q"},
      Row{".", "http://a/b/c/"},
      Row{"..", "http://a/b/"},
      Row{"../g", "http://a/b/g"},
      Row{"../..", "http://a/"},
      Row{"../../g", "http://a/g"},
      Row{"../../../g", "http://a/g"},
      Row{"/./g", "http://a/g"},
      Row{"/../g", "http://a/g"},
      Row{"g.", "http://a/b/c/g."},
      Row{"..g", "http://a/b/c/..g"},
      Row{"./../g", "http://a/b/g"},
      Row{"./g/.", "http://a/b/c/g/"},
      Row{"g/./h", "http://a/b/c/g/h"},
      Row{"g/../h", "http://a/b/c/h"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(resolved("http://a/b/c/d;p?q", row.reference), row.target) << row.reference;
}

TEST(Uri, KeepsOpaquePaths) {
  EXPECT_EQ(resolved("urn:uuid:1", "#part"), "urn:uuid:1#part");
  EXPECT_EQ(to_string(split_uri("mailto:a@b.example")), "mailto:a@b.example");
}

TEST(Uri, DecodesPercentSignsOnlyBeforeHexDigits) {
  EXPECT_EQ(percent_decoded("a%20b%7e%zz%4"), "a b~%zz%4");
}

}  // namespace
}  // namespace conform
