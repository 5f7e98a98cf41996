#include "runner/document/number.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <string>
#include <vector>

namespace conform {
namespace {

Number number(std::string_view text) {
  const auto read = Number::parse(text);
  EXPECT_TRUE(read) << text;
  return read.value_or(Number());
}

TEST(Number, WritesCanonicalText) {
  const std::vector<std::pair<std::string, std::string>> table{
      {"0", "0"},
      {"-0", "0"},
      {"0.000", "0"},
      {"0e999999999999", "0"},
      {"1.0", "1"},
      {"10e-1", "1"},
      {"1200", "1200"},
      {"12e2", "1200"},
      {"0.01", "0.01"},
      {"1e-2", "0.01"},
      {"-12.50", "-12.5"},
      {"0.0000001", "0.0000001"},
      {"0.00000001", "1e-8"},
      {"0.000000123", "0.000000123"},
      {"1.5e-20", "1.5e-20"},
      {"1e20", "100000000000000000000"},
      {"1e21", "1e21"},
      {"1e400", "1e400"},
      {"-1.25E+400", "-1.25e400"},
      {"9223372036854775807", "9223372036854775807"},
      {"9223372036854775808", "9223372036854775808"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"-9223372036854775809", "-9223372036854775809"},
      {"123456789012345678901234567890.5", "123456789012345678901234567890.5"},
      {"0.123456789012345678901234567890", "0.12345678901234567890123456789"},
  };
  for (const auto& [text, canonical] : table) {
    EXPECT_EQ(number(text).to_string(), canonical) << text;
    EXPECT_EQ(number(canonical), number(text)) << text;
  }
}

TEST(Number, RefusesWhatIsNoJsonNumber) {
  for (const auto* const text : {"",
                                 "-",
                                 "+1",
                                 "01",
                                 "-01",
                                 "1.",
                                 ".5",
                                 "1e",
                                 "1e+",
                                 "1e-",
                                 "0x10",
                                 "1 ",
                                 " 1",
                                 "1_0",
                                 "NaN",
                                 "Infinity",
                                 "1.e5",
                                 "1.5.5",
                                 "1e5.5",
                                 "--1",
                                 "1e1000000000",
                                 "1e-1000000000",
                                 "10e999999999",
                                 "1e99999999999999999999"}) {
    EXPECT_FALSE(Number::parse(text)) << text;
  }
  EXPECT_FALSE(Number::parse(std::string(20'001, '1')));
  EXPECT_TRUE(Number::parse(std::string(20'000, '1')));
}

TEST(Number, BoundsTheMagnitudeNotTheWrittenExponent) {
  EXPECT_EQ(number("0." + std::string(99, '0') + "1e100"), Number(1));
  EXPECT_EQ(number("1" + std::string(50'000, '0')).to_string(), "1e50000");
  EXPECT_EQ(number("1e999999999").to_string(), "1e999999999");
  EXPECT_EQ(number("12345e-999999999").to_string(), "1.2345e-999999995");
}

TEST(Number, ComparesExactly) {
  const std::vector<std::string> ascending{"-1e999999999",
                                           "-123456789012345678901234567890",
                                           "-9223372036854775809",
                                           "-9223372036854775808",
                                           "-9007199254740993",
                                           "-9007199254740992",
                                           "-1.5",
                                           "-1",
                                           "-1e-400",
                                           "0",
                                           "1e-999999999",
                                           "0.1",
                                           "0.10000000000000000001",
                                           "0.11",
                                           "0.9",
                                           "1",
                                           "1.000000000000000000000000001",
                                           "9.99",
                                           "10",
                                           "9007199254740992",
                                           "9007199254740993",
                                           "9223372036854775807",
                                           "9223372036854775808",
                                           "123456789012345678901234567890",
                                           "123456789012345678901234567890.1",
                                           "1e999999999"};
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      EXPECT_EQ(number(ascending[i]) <=> number(ascending[j]), i <=> j)
          << ascending[i] << " " << ascending[j];
      EXPECT_EQ(number(ascending[i]) == number(ascending[j]), i == j);
    }
  }
}

TEST(Number, KnowsIntegersByTheirValue) {
  EXPECT_TRUE(number("1.0").is_integer());
  EXPECT_TRUE(number("1e400").is_integer());
  EXPECT_TRUE(number("-0.0").is_integer());
  EXPECT_TRUE(number("12345678901234567890123").is_integer());
  EXPECT_FALSE(number("1.5").is_integer());
  EXPECT_FALSE(number("1e-1").is_integer());
}

TEST(Number, GivesIntegersThatFit) {
  EXPECT_EQ(number("1200").as_int64(), 1200);
  EXPECT_EQ(number("-12e3").as_int64(), -12000);
  EXPECT_EQ(number("0e5").as_int64(), 0);
  EXPECT_EQ(number("9223372036854775807").as_int64(), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(number("-9223372036854775808").as_int64(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(number("9223372036854775800").as_int64(), 9223372036854775800);
  EXPECT_EQ(number("1e18").as_int64(), 1000000000000000000);
  for (const auto* const text : {"9223372036854775808",
                                 "-9223372036854775809",
                                 "9223372036854775810",
                                 "1e19",
                                 "1e400",
                                 "0.5",
                                 "1e-400"}) {
    EXPECT_FALSE(number(text).as_int64()) << text;
  }
}

TEST(Number, GivesTheNearestDouble) {
  EXPECT_EQ(number("0.1").as_double(), 0.1);
  EXPECT_EQ(number("-1.7976931348623157e308").as_double(), -std::numeric_limits<double>::max());
  EXPECT_EQ(number("5e-324").as_double(), std::numeric_limits<double>::denorm_min());
  EXPECT_EQ(number("9007199254740993").as_double(), 9007199254740992.0);
  EXPECT_EQ(number("123456789012345678901234567890").as_double(), 123456789012345678901234567890.0);
  EXPECT_EQ(number("1e400").as_double(), std::numeric_limits<double>::infinity());
  EXPECT_EQ(number("-1e309").as_double(), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(number("1.8e308").as_double(), std::numeric_limits<double>::infinity());
  EXPECT_EQ(number("1e-999999999").as_double(), 0.0);
  EXPECT_EQ(number("1e-330").as_double(), 0.0);
}

TEST(Number, ComesFromADoubleByItsShortestText) {
  const std::vector<double> table{
      0.1, -0.0, 1e300, 5e-324, 1.0 / 3.0, 123456.0, -2.5e-7, std::numeric_limits<double>::max()};
  for (const double value : table)
    EXPECT_EQ(Number::from_double(value).as_double(), value);
  EXPECT_EQ(Number::from_double(0.1), number("0.1"));
  EXPECT_EQ(Number::from_double(-0.0), Number());
}

struct Division {
  std::string dividend{};
  std::string divisor{};
  bool is_multiple = false;
};

TEST(Number, DecidesMultiplesExactly) {
  const std::vector<Division> table{
      {"0.3", "0.1", true},
      {"0.35", "0.1", false},
      {"19.99", "0.01", true},
      {"4.35", "0.01", true},
      {"1.1", "1", false},
      {"7", "3.5", true},
      {"-7", "3.5", true},
      {"7", "-3.5", true},
      {"0", "3", true},
      {"5", "0", false},
      {"0", "0", false},
      {"1e400", "3", false},
      {"3e400", "3", true},
      {"1e400", "1024", true},
      {"1e9", "1024", false},
      {"1e10", "1024", true},
      {"1e999999999", "1e-999999999", true},
      {"1e999999999", "7", false},
      {"1e-999999999", "1e999999999", false},
      {"1e308", "0.123456789", false},
      {"123456789012345678901234567890", "2", true},
      {"123456789012345678901234567891", "2", false},
      {"123456789012345678901234567890", "123456789012345678901234567890", true},
      {"1", "123456789012345678901234567890", false},
      {"246913578024691357802469135780", "123456789012345678901234567890", true},
      {"1e500", "1267650600228229401496703205376", true},  // 2 to the 100
      {"1e99", "1267650600228229401496703205376", false},
      {"9223372036854775808", "-9223372036854775808", true},
      {"-9223372036854775808", "-1", true},
      {"9007199254740993", "2", false},
  };
  for (const auto& [dividend, divisor, is_multiple] : table) {
    EXPECT_EQ(number(dividend).is_multiple_of(number(divisor)), is_multiple) << dividend << " / " << divisor;
  }
}

}  // namespace
}  // namespace conform
