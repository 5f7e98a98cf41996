#include "runner/cli/feed.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace conform {
namespace {

/// A plan with a case of each of these phases, and a feed of it.
class Fed {
public:
  explicit Fed(const std::vector<Phase>& phases, std::uint32_t rounds = 1)
      : plan_(plan_of(phases)), feed_(plan_, share_, rounds, renewal_) {}

  /// The numbers of the cases that are given while none is done.
  std::vector<std::uint32_t> take_all() {
    std::vector<std::uint32_t> given;
    for (;;) {
      Turn turn = feed_();
      if (const Idle* idle = std::get_if<Idle>(&turn)) {
        idle_ = *idle;
        return given;
      }
      given.push_back(std::get<Job>(turn).case_index);
    }
  }
  void settle(std::size_t count = 1) {
    for (std::size_t i = 0; i < count; ++i)
      feed_.settle();
  }
  void perform_again(std::uint32_t index) { feed_.perform_again(index, 1); }
  void leave_out(std::uint32_t index) { plan_.cases[index].not_judged = "Not today."; }
  [[nodiscard]] Idle idle() const { return idle_; }

private:
  static Plan plan_of(const std::vector<Phase>& phases) {
    Plan plan;
    for (const Phase phase : phases) {
      Case& made = plan.cases.emplace_back();
      made.phase = phase;
      made.steps.resize(1);
    }
    return plan;
  }

  Plan plan_;
  Target target_{};
  WireOptions wire_{};
  Api api_{};
  std::vector<Lease> leases_{};
  Renewal renewal_{api_, leases_, target_, wire_};
  Share share_{};
  Feed feed_;
  Idle idle_ = Idle::until_done;
};

using Numbers = std::vector<std::uint32_t>;

TEST(Feed, BeginsAPhaseWhenTheOneBeforeIsDone) {
  Fed fed({Phase::documented, Phase::documented, Phase::reading, Phase::reading, Phase::removing});
  EXPECT_EQ(fed.take_all(), (Numbers{0, 1}));
  fed.settle();
  EXPECT_EQ(fed.take_all(), Numbers{});
  EXPECT_EQ(fed.idle(), Idle::until_done);
  fed.settle();
  EXPECT_EQ(fed.take_all(), (Numbers{2, 3}));
  fed.settle(2);
  EXPECT_EQ(fed.take_all(), Numbers{4});
  EXPECT_EQ(fed.idle(), Idle::for_good);
}

TEST(Feed, GivesThoseThatMustBeAloneOneAtATime) {
  Fed fed({Phase::reading, Phase::alone, Phase::alone, Phase::removing});
  for (std::uint32_t index = 0; index < 4; ++index) {
    EXPECT_EQ(fed.take_all(), Numbers{index});
    fed.settle();
  }
}

TEST(Feed, AsksAgainWithinThePhase) {
  Fed fed({Phase::reading, Phase::reading, Phase::writing});
  EXPECT_EQ(fed.take_all(), (Numbers{0, 1}));
  fed.settle();
  fed.perform_again(1);
  fed.settle();
  EXPECT_EQ(fed.take_all(), Numbers{1});
  EXPECT_EQ(fed.idle(), Idle::until_done);
  fed.settle();
  EXPECT_EQ(fed.take_all(), Numbers{2});
}

TEST(Feed, KeepsRoundsApart) {
  Fed fed({Phase::documented, Phase::documented}, 2);
  EXPECT_EQ(fed.take_all(), (Numbers{0, 1}));
  EXPECT_EQ(fed.idle(), Idle::until_done);
  fed.settle(2);
  EXPECT_EQ(fed.take_all(), (Numbers{0, 1}));
  EXPECT_EQ(fed.idle(), Idle::for_good);
}

TEST(Feed, LeavesOutWhatCannotBeSent) {
  Fed fed({Phase::documented, Phase::documented, Phase::documented}, 2);
  fed.leave_out(0);
  fed.leave_out(2);
  EXPECT_EQ(fed.take_all(), Numbers{1});
  fed.settle();
  EXPECT_EQ(fed.take_all(), Numbers{1});
}

}  // namespace
}  // namespace conform
