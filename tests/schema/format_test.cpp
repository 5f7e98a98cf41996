#include "runner/schema/format.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace conform {
namespace {

struct Row {
  std::string_view format;
  std::vector<std::string_view> fit{};
  std::vector<std::string_view> misfit{};
};

TEST(Format, FollowsItsStandard) {
  const std::vector<Row> rows = {
      {"date-time",
       {"2024-02-29T12:00:00Z", "1998-12-31T23:59:60Z", "2024-01-01t00:00:00.5+05:30"},
       {"2023-02-29T12:00:00Z", "2024-02-29 12:00:00Z", "2024-02-29T12:00:00", "2024-02-29T24:00:00Z"}},
      {"date", {"2000-02-29", "2024-12-31"}, {"1900-02-29", "2024-13-01", "24-01-01", "2024-01-1"}},
      {"time",
       {"00:00:00Z", "23:59:60+00:00", "15:59:60-08:00"},
       {"12:00:00", "22:59:60Z", "12:60:00Z", "12:00:00.Z"}},
      {"duration", {"P1D", "PT2H", "P1Y2M3DT4H5M6S", "P4W"}, {"P", "PT", "1D", "P1S", "P1W2D", "P1Y2D"}},
      {"email",
       {"a@b.example", "\"a b\"@b.example", "a@[192.0.2.1]", "a@[IPv6:::1]"},
       {"a", "a@", ".a@b", "a..b@c", "a@[300.1.1.1]"}},
      {"hostname", {"a.example", "xn--nxasmq6b", "a-b"}, {"-a", "a-", "a_b", "a..b", "", "ab--cd"}},
      {"ipv4", {"192.0.2.1", "0.0.0.0"}, {"256.0.0.1", "1.2.3", "01.2.3.4", "1.2.3.4.5", "1.2.3.4 "}},
      {"ipv6",
       {"::", "::1", "2001:db8::ff", "1:2:3:4:5:6:7:8", "::ffff:192.0.2.1"},
       {":", "1::2::3", "1:2:3:4:5:6:7", "12345::", "1:2:3:4:5:6:7:8:9", "::1%eth0"}},
      {"uri",
       {"http://a.example/b?c#d", "urn:x:y", "http://[::1]:80/"},
       {"/a", "http://a b", "http://a/%zz", "http://[::1", "a\\b:c"}},
      {"uri-reference", {"/a", "", "a?b", "#x"}, {"a b", "::"}},
      {"iri", {"http://ä.example/ö"}, {"ä"}},
      {"uri-template", {"/a/{id}", "{?x,y*}", "{+path:3}"}, {"{", "}", "{}", "{a", "{a b}"}},
      {"uuid",
       {"123e4567-e89b-42d3-a456-426614174000"},
       {"123e4567e89b42d3a456426614174000", "123e4567-e89b-42d3-a456-42661417400g"}},
      {"json-pointer", {"", "/a~1b", "/"}, {"a", "/~2", "/~"}},
      {"relative-json-pointer", {"0", "1/a", "0#"}, {"01", "/a", "-1", "0##"}},
      {"regex", {"^a$"}, {"("}},
      {"byte", {"", "aGk=", "aGVsbG8h"}, {"a", "aGk", "a===", "a-_="}},
  };
  for (const Row& row : rows) {
    const Format* const format = find_format(row.format, Dialect::openapi_3_1);
    ASSERT_NE(format, nullptr) << row.format;
    for (const auto text : row.fit)
      EXPECT_TRUE(format->fits_text(text)) << row.format << " " << text;
    for (const auto text : row.misfit)
      EXPECT_FALSE(format->fits_text(text)) << row.format << " " << text;
    Random random(1);
    for (int i = 0; i < 20; ++i) {
      const std::string sample = format->sample(random);
      EXPECT_TRUE(format->fits_text(sample)) << row.format << " " << sample;
    }
  }
}

TEST(Format, IsUnknownToDialectsThatDoNotHaveIt) {
  EXPECT_EQ(find_format("date", Dialect::draft_4), nullptr);
  EXPECT_EQ(find_format("int32", Dialect::draft_2020_12), nullptr);
  EXPECT_EQ(find_format("password", Dialect::openapi_3_0), nullptr);
}

TEST(Format, BoundsNumbers) {
  const auto fits = [](std::string_view name, std::string_view text) {
    return find_format(name, Dialect::openapi_3_0)->fits_number(*Number::parse(text));
  };
  EXPECT_TRUE(fits("int32", "-2147483648"));
  EXPECT_FALSE(fits("int32", "2147483648"));
  EXPECT_FALSE(fits("int32", "1.5"));
  EXPECT_TRUE(fits("int64", "9223372036854775807"));
  EXPECT_FALSE(fits("int64", "9223372036854775808"));
  EXPECT_FALSE(fits("float", "1e39"));
  EXPECT_TRUE(fits("double", "1e39"));
  EXPECT_FALSE(fits("double", "1e400"));
}

}  // namespace
}  // namespace conform
