#include "tests/rules/mutant_tests.hpp"

#include "runner/rules/example.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>

namespace conform::testing {
namespace {

using Ids = std::set<std::string>;

/// Rules that cannot be broken alone on their pass example: what else rightly speaks, and why.
struct Exception {
  Ids also{};
  std::string reason{};
};
const std::map<std::string, Exception> exceptions = {
    {"http/205-no-content",
     {{"http/content-has-type"}, "content is given to an answer that had no need of a Content-Type"}},
    {"http/503-not-kept",
     {{"http/cache-control-ages"}, "the smallest Cache-Control that has max-age in it gives it no seconds"}},
};

const RuleBook& book() {
  static const RuleBook rules = RuleBook::embedded();
  return rules;
}

/// The answer that sends what the exchange received, apart from how it was framed.
Answer answer_of(const Exchange& exchange) {
  Answer answer{.interim = exchange.interim, .close = true};
  answer.answers_head = exchange.request.method == "HEAD";
  answer.has_final = exchange.response() != nullptr;
  if (!answer.has_final) return answer;
  answer.final = *exchange.response();
  answer.framed = answer.final.framing != Framing::until_close;
  return answer;
}

std::vector<Asked> messages_of(Scope scope, const Answer& answer, Asked asked) {
  asked.interim.reset();
  if (scope == Scope::exchange) return {asked};
  if (scope == Scope::response) return answer.has_final ? std::vector{asked} : std::vector<Asked>{};
  std::vector<Asked> each(answer.interim.size(), asked);
  for (std::size_t i = 0; i < each.size(); ++i)
    each[i].interim = i;
  return each;
}

/// The rules that the answer breaks, without those that a broken one supersedes.
Ids broken_by(const Answer& answer, const Asked& asked) {
  const Exchange exchange = exchange_of(answer, asked);
  Ids broken;
  Ids silent;
  for (const auto& rule : book().rules()) {
    if (!rule.probe.empty() && rule.probe != asked.step) continue;
    for (const auto& message : messages_of(rule.scope, answer, asked)) {
      const Subject subject = subject_of(exchange, message);
      if (rule.when.holds(subject) != Truth::yes || rule.require.holds(subject) != Truth::no) continue;
      broken.insert(rule.id);
      silent.insert(rule.supersedes.begin(), rule.supersedes.end());
    }
  }
  for (const auto& id : silent)
    broken.erase(id);
  return broken;
}

Ids without(Ids all, const Ids& some) {
  for (const auto& id : some)
    all.erase(id);
  return all;
}

/// An example with what its document says, ready to be answered otherwise.
struct Stage {
  Stage(const Rule& rule, const RuleExample& example) : played(play(rule, example, book())) {
    Diagnostics diagnostics;
    api = api_of(example, diagnostics);
    asked = {.request = &exchange().request, .api = api ? &*api : nullptr, .sent = exchange().sent};
    asked.step = rule.probe;
    asked.taken = played.taken;
    if (api) asked.operation = &api->operations.front();
  }
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
  ~Stage() = default;

  [[nodiscard]] const Exchange& exchange() const { return played.exchange(); }

  Played played;
  std::optional<Api> api{};
  Asked asked{};
};

/// What the ways to break `rule` on its pass example are noticed by, besides what was broken before.
std::vector<Ids> noticed(const Rule& rule, const RuleExample& example) {
  const Stage stage(rule, example);
  const Answer good = answer_of(stage.exchange());
  const Ids before = broken_by(good, stage.asked);
  std::vector<Ids> all;
  for (const auto& message : messages_of(rule.scope, good, stage.asked)) {
    for (const auto& way : rule.require.ways_to_break(good, message)) {
      const Ids after = broken_by(way, stage.asked);
      if (after.contains(rule.id)) all.push_back(without(after, before));
    }
  }
  return all;
}

/// A rule that objects to a status because of the request is broken by giving that status to such a
/// request: what the fail example does, compared with an answer that nobody objects to.
std::vector<Ids> noticed_on_wrong_request(const Rule& rule, const RuleExample& example) {
  const Stage stage(rule, example);
  const Ids after = broken_by(answer_of(stage.exchange()), stage.asked);
  return after.contains(rule.id) ? std::vector<Ids>{after} : std::vector<Ids>{};
}

std::string shown(const Ids& ids) {
  std::string all;
  for (const auto& id : ids)
    all += id + " ";
  return all;
}

class MutantTest : public ::testing::Test {
public:
  explicit MutantTest(const Rule& rule) : rule_(rule) {}
  void TestBody() override {
    Ids expected{rule_.id};
    if (const auto found = exceptions.find(rule_.id); found != exceptions.end())
      expected.insert(found->second.also.begin(), found->second.also.end());
    std::vector<Ids> ways;
    for (const auto& example : rule_.examples) {
      if (example.passes) std::ranges::move(noticed(rule_, example), std::back_inserter(ways));
    }
    const bool is_found = std::ranges::find(ways, expected) != ways.end();
    for (const auto& example : rule_.examples) {
      if (example.passes || is_found) continue;
      std::ranges::move(noticed_on_wrong_request(rule_, example), std::back_inserter(ways));
    }
    std::string others;
    for (const auto& ids : ways)
      others += "noticed by: " + shown(ids) + "\n";
    const bool caught = std::ranges::find(ways, expected) != ways.end();
    EXPECT_TRUE(caught) << rule_.id << " is not noticed alone\n" << others;
  }

private:
  const Rule& rule_;
};

}  // namespace

void register_mutant_tests() {
  for (const auto& rule : book().rules()) {
    ::testing::RegisterTest("RuleMutant", rule.id.c_str(), nullptr, nullptr, __FILE__, __LINE__, [&rule] {
      return static_cast<::testing::Test*>(new MutantTest(rule));
    });
  }
}

}  // namespace conform::testing
