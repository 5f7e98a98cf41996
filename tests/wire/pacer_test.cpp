#include "runner/wire/pacer.hpp"

#include <gtest/gtest.h>

namespace conform::test {
namespace {

using namespace std::chrono_literals;

const Clock::time_point start = Clock::time_point() + 1h;

TEST(Pacer, LetsAllThroughWhereNoRateIsGiven) {
  Pacer pacer(0, start);
  EXPECT_FALSE(pacer.is_slow());
  EXPECT_EQ(pacer.take_slot(start), start);
  EXPECT_EQ(pacer.take_slot(start), start);
}

TEST(Pacer, GivesEachMomentOnce) {
  Pacer pacer(50, start);
  EXPECT_TRUE(pacer.is_slow());
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(pacer.take_slot(start), start + i * 20ms);
  // What was not used is not made up for in a burst.
  EXPECT_EQ(pacer.take_slot(start + 10s), start + 10s);
  EXPECT_EQ(pacer.take_slot(start + 10s), start + 10s + 20ms);
}

TEST(Pacer, GoesHalfAsFastWhenTheServerSaysSo) {
  Pacer pacer(0, start);
  for (int i = 0; i < 1000; ++i)
    pacer.count();
  pacer.slow_down(start + 999ms, start + 1s, 0s);  // 1,000 in a second
  EXPECT_TRUE(pacer.is_slow());
  const Clock::time_point first = pacer.take_slot(start + 1s);
  EXPECT_EQ(pacer.take_slot(start + 1s) - first, 2ms);
  // Others that were under way say nothing new.
  pacer.slow_down(start + 999ms, start + 1s + 1ms, 0s);
  const Clock::time_point third = pacer.take_slot(start + 2s);
  EXPECT_EQ(pacer.take_slot(start + 2s) - third, 2ms);
  pacer.slow_down(start + 2s, start + 2s + 1ms, 0s);
  pacer.slow_down(start + 3s, start + 3s + 1ms, 0s);
  const Clock::time_point fifth = pacer.take_slot(start + 4s);
  EXPECT_GE(pacer.take_slot(start + 4s) - fifth, 8ms);
}

TEST(Pacer, HoldsWhileTheServerWantsToBeLeftAlone) {
  Pacer pacer(0, start);
  pacer.count();
  pacer.slow_down(start, start + 1ms, 5s);
  EXPECT_EQ(pacer.take_slot(start + 1ms), start + 5s + 1ms);
}

TEST(Pacer, NeverGoesSlowerThanOnceASecond) {
  Pacer pacer(0.5, start);
  EXPECT_EQ(pacer.take_slot(start), start);
  EXPECT_EQ(pacer.take_slot(start), start + 2s) << "unless it was asked for";
  Pacer other(0, start);
  for (int i = 1; i < 60; ++i) {
    static_cast<void>(other.take_slot(start + i * 1s));
    other.slow_down(start + i * 1s, start + i * 1s, 0s);
  }
  const Clock::time_point first = other.take_slot(start + 100s);
  EXPECT_EQ(other.take_slot(start + 100s) - first, 1s);
}

TEST(Pacer, ComesBackToWhatWasAskedFor) {
  Pacer pacer(100, start);
  pacer.slow_down(start, start, 0s);
  const Clock::time_point first = pacer.take_slot(start);
  EXPECT_EQ(pacer.take_slot(start) - first, 20ms);
  for (int i = 0; i < 200; ++i)
    pacer.was_taken();
  const Clock::time_point later = pacer.take_slot(start + 10s);
  EXPECT_EQ(pacer.take_slot(start + 10s) - later, 10ms);

  Pacer free(0, start);
  free.count();
  free.slow_down(start, start + 4ms, 0s);
  EXPECT_TRUE(free.is_slow());
  for (int i = 0; i < 400; ++i)
    free.was_taken();
  static_cast<void>(free.take_slot(start + 1s));
  EXPECT_FALSE(free.is_slow());
}

}  // namespace
}  // namespace conform::test
