#include "runner/http/status.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

TEST(StatusCatalogue, KnowsEveryCodeOfTheSeedsInOrder) {
  ASSERT_EQ(statuses().size(), 92U);
  for (std::size_t i = 1; i < statuses().size(); ++i) {
    EXPECT_LT(statuses()[i - 1].code, statuses()[i].code);
  }
  for (const Status& status : statuses()) {
    EXPECT_EQ(find_status(status.code), &status);
    EXPECT_FALSE(status.meaning.empty()) << status.code;
    EXPECT_FALSE(status.source.empty()) << status.code;
  }
}

TEST(StatusCatalogue, TellsWhatIsWorthAnotherTry) {
  for (const Status& status : statuses()) {
    const bool listed = status.code == 408 || status.code == 429 || status.code == 502 ||
                        status.code == 503 || status.code == 504;
    EXPECT_EQ(status.retry == Status::Retry::yes, listed) << status.code;
    EXPECT_EQ(status.retry == Status::Retry::if_wanted, status.code == 500) << status.code;
  }
}

TEST(StatusCatalogue, TellsWhereNoContentMayBe) {
  for (const Status& status : statuses()) {
    const bool bare = status.code < 200 || status.code == 204 || status.code == 205 || status.code == 304;
    EXPECT_EQ(status.content_allowed, !bare) << status.code;
  }
}

// RFC 9110 §15: an unknown code is treated as the x00 of its class.
TEST(StatusCatalogue, TakesAnUnknownCodeForTheFirstOfItsClass) {
  EXPECT_EQ(find_status(471), nullptr);
  EXPECT_EQ(status_or_class(471)->code, 400);
  EXPECT_EQ(status_or_class(599)->code, 599);
  EXPECT_EQ(status_or_class(597)->code, 500);
  EXPECT_EQ(status_or_class(99), nullptr);
  EXPECT_EQ(status_or_class(600), nullptr);
  EXPECT_EQ(class_name(471), "Client Error");
  EXPECT_EQ(class_name(999), "");
}

TEST(StatusCatalogue, GivesTheStandardNames) {
  EXPECT_EQ(reason_for(405), "Method Not Allowed");
  EXPECT_EQ(reason_for(413), "Content Too Large");
  EXPECT_EQ(reason_for(306), "");
  EXPECT_EQ(reason_for(471), "");
}

TEST(StatusCatalogue, Counts101AsFinal) {
  EXPECT_TRUE(find_status(103)->is_interim());
  EXPECT_FALSE(find_status(101)->is_interim());
}

}  // namespace
}  // namespace conform
