#include "tests/http/matching.hpp"

namespace conform {
namespace {

// The three examples of RFC 9110 §5.6.7; only the first may be generated.
TEST(HttpDate, IsTheFixedLengthForm) {
  expect_matches("http-date", {"Sun, 06 Nov 1994 08:49:37 GMT"});
  expect_refuses("http-date", {"Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"});
  expect_matches("http-date-lenient",
                 {"Sun, 06 Nov 1994 08:49:37 GMT",
                  "Sunday, 06-Nov-94 08:49:37 GMT",
                  "Sun Nov  6 08:49:37 1994",
                  "Sun Nov 13 08:49:37 1994"});
}

TEST(HttpDate, KeepsToTheCalendar) {
  expect_matches("http-date",
                 {"Thu, 29 Feb 2024 00:00:00 GMT",
                  "Tue, 29 Feb 2000 12:00:00 GMT",
                  "Sat, 31 Dec 2016 23:59:60 GMT",
                  "Thu, 01 Jan 1970 00:00:00 GMT"});
  expect_refuses("http-date",
                 {"Wed, 29 Feb 2023 00:00:00 GMT",
                  "Thu, 29 Feb 1900 00:00:00 GMT",
                  "Mon, 06 Nov 1994 08:49:37 GMT",
                  "Sun, 00 Nov 1994 08:49:37 GMT",
                  "Thu, 31 Nov 1994 08:49:37 GMT",
                  "Sun, 06 Nov 1994 24:00:00 GMT",
                  "Sun, 06 Nov 1994 08:60:00 GMT",
                  "Sun, 06 Nov 1994 08:49:61 GMT"});
}

TEST(HttpDate, IsCaseSensitiveAndExact) {
  expect_refuses("http-date",
                 {"",
                  "Sun, 6 Nov 1994 08:49:37 GMT",
                  "sun, 06 nov 1994 08:49:37 gmt",
                  "Sun, 06 Nov 1994 08:49:37 UTC",
                  "Sun, 06 Nov 1994 08:49:37",
                  "Sun, 06 Nov 1994 08:49:37 GMT ",
                  "Sun, 06 Nov 94 08:49:37 GMT",
                  "Sun 06 Nov 1994 08:49:37 GMT",
                  "0",
                  "-1"});
}

TEST(RetryAfter, IsSecondsOrADate) {
  expect_matches("retry-after", {"Fri, 31 Dec 1999 23:59:59 GMT", "120", "0"});
  expect_refuses("retry-after", {"", "1.5", "-1", "+1", "120s", "120, 120", "tomorrow"});
}

}  // namespace
}  // namespace conform
