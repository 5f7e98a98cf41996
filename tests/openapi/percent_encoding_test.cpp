#include "runner/openapi/percent_encoding.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

TEST(PercentEncoding, KeepsUnreservedCharactersOnly) {
  EXPECT_EQ(percent_encode("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(percent_encode("50% of a/b?c"), "50%25%20of%20a%2Fb%3Fc");
  EXPECT_EQ(percent_encode("\xC3\xA9\n"), "%C3%A9%0A");
}

TEST(PercentEncoding, KeepsReservedCharactersThatCannotEndAPair) {
  EXPECT_EQ(percent_encode_allowing_reserved("a/b?c=d:e@f!$'()*,;"), "a/b?c=d:e@f!$'()*,;");
  EXPECT_EQ(percent_encode_allowing_reserved("a&b#c+d[e]"), "a%26b%23c%2Bd%5Be%5D");
  EXPECT_EQ(percent_encode_allowing_reserved("%20 %2x"), "%20%20%252x");
}

TEST(PercentEncoding, KeepsWhatMayStandInAPathAndItsQuery) {
  EXPECT_EQ(percent_encode_literal("/a b/%41?c=d&e"), "/a%20b/%41?c=d&e");
  EXPECT_EQ(percent_encode_literal("/\r\nX: 1"), "/%0D%0AX:%201");
}

TEST(PercentEncoding, WritesFormsAsTheUrlStandardDoes) {
  EXPECT_EQ(form_encode("a b*-._~&=+"), "a+b*-._%7E%26%3D%2B");
}

}  // namespace
}  // namespace conform
