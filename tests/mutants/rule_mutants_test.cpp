#include "tests/mutants/rule_mutants.hpp"

#include "runner/rules/example.hpp"
#include "runner/rules/rule.hpp"
#include "runner/text/embedded.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <fstream>
#include <iostream>
#include <map>
#include <set>

// Do the examples hold the rules in place? An example that passes breaks no rule of the whole book, and one
// that fails breaks its own rule alone; of examples of probes the rules on the same step are asked. And where
// a probe's resource did not hold still, what fails otherwise does not. Each rule is then changed a little,
// and these laws must notice. What they do not notice stands in survivors.txt, each with the reason.

namespace conform::testing {
namespace {

using Ids = std::set<std::string>;

struct Judge {
  Scope scope = Scope::response;
  Predicate when{};
  Predicate require{};
};

/// An example ready to be judged. References hang on the book.
struct Stage {
  Stage(const RuleBook& book, const Rule& witnessed, const RuleExample& shown, const std::string& number)
      : rule(witnessed), example(shown), played(play(witnessed, shown, book)) {
    Diagnostics diagnostics;
    api = api_of(shown, diagnostics);
    name = rule.id + (shown.passes ? "/pass/" : "/fail/") + number;
  }
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
  ~Stage() = default;

  /// What a rule of that scope looks at.
  [[nodiscard]] std::vector<Subject> subjects(Scope scope) const {
    const Exchange& exchange = played.exchange();
    Asked asked{.api = api ? &*api : nullptr, .operation = api ? &api->operations.front() : nullptr};
    asked.taken = played.taken;
    std::vector<Subject> all;
    for (std::size_t i = 0; i < exchange.interim.size() && scope == Scope::interim; ++i) {
      asked.interim = i;
      all.push_back(subject_of(exchange, asked));
    }
    const bool has_final = exchange.response() != nullptr;
    if (scope == Scope::exchange || (scope == Scope::response && has_final))
      all.push_back(subject_of(exchange, asked));
    return all;
  }

  const Rule& rule;
  const RuleExample& example;
  Played played;
  std::optional<Api> api{};
  std::string name{};
  Ids broken{};              ///< all of them, also those that others supersede
  bool is_restless = false;  ///< played with a resource that did not hold still
};

/// Gives the last of the supporting requests another answer than the first; false where there are no two.
bool make_restless(Stage& stage) {
  auto& taken = stage.played.taken;
  const auto supports = std::ranges::count_if(taken, &Taken::supports);
  const auto last = std::ranges::find_if(taken.rbegin(), taken.rend(), &Taken::supports);
  const Exchange* judged = &stage.played.exchange();
  if (supports < 2 || last->exchange == judged || taken.front().exchange == judged) return false;
  const auto index = static_cast<std::size_t>(last->exchange - stage.played.exchanges.data());
  auto* response = std::get_if<Response>(&stage.played.exchanges[index].answer);
  if (response == nullptr) return false;
  response->content += "another";
  stage.is_restless = true;
  return true;
}

/// What a judge says of an example: of how many messages what.
struct Said {
  int kept = 0;
  int broken = 0;
  int unknown = 0;
};

Said said_of(const Judge& judge, const Stage& stage) {
  Said said;
  for (const auto& subject : stage.subjects(judge.scope)) {
    const Truth applies = judge.when.holds(subject);
    const Truth holds = applies == Truth::yes ? judge.require.holds(subject) : Truth::unknown;
    if (applies == Truth::no) continue;
    ++(holds == Truth::yes ? said.kept : holds == Truth::no ? said.broken : said.unknown);
  }
  return said;
}

/// Whether a rule is judged on the examples of the other.
bool is_asked(const Rule& rule, const Rule& witnessed) { return rule.probe == witnessed.probe; }

Said said_by(const Rule& rule, const Stage& stage) {
  return said_of({rule.scope, rule.when, rule.require}, stage);
}

class Theatre {
public:
  Theatre() {
    for (const auto& rule : book_.rules()) {
      std::map<bool, int> numbers;
      for (const auto& example : rule.examples) {
        const auto number = std::to_string(++numbers[example.passes]);
        stages_.emplace_back(book_, rule, example, number);
        if (!example.passes && !rule.probe.empty()) add_restless(rule, example, number);
      }
    }
    for (auto& stage : stages_) {
      for (const auto& rule : book_.rules()) {
        if (is_asked(rule, stage.rule) && said_by(rule, stage).broken > 0) stage.broken.insert(rule.id);
      }
    }
  }
  [[nodiscard]] const RuleBook& book() const { return book_; }
  [[nodiscard]] const std::deque<Stage>& stages() const { return stages_; }

  /// Those of `broken` that speak.
  [[nodiscard]] Ids speaking(const Ids& broken) const {
    Ids all = broken;
    for (const auto& id : broken) {
      for (const auto& silent : book_.find(id)->supersedes)
        all.erase(silent);
    }
    return all;
  }

private:
  /// Kept where the rule then has nothing to blame: the others do not care.
  void add_restless(const Rule& rule, const RuleExample& example, const std::string& number) {
    Stage& stage = stages_.emplace_back(book_, rule, example, number + " in motion");
    if (!make_restless(stage) || said_by(rule, stage).broken > 0) stages_.pop_back();
  }

  RuleBook book_ = RuleBook::embedded();
  std::deque<Stage> stages_{};
};

bool is_noticed_by_own(const Judge& judge, const Rule& rule, const Theatre& theatre) {
  bool is_kept = false;
  for (const auto& stage : theatre.stages()) {
    if (stage.rule.id != rule.id) continue;
    const auto said = said_of(judge, stage);
    if (stage.is_restless && said.broken == 0) continue;
    if (stage.is_restless) return true;
    if (said.unknown > 0 || (said.broken > 0) == stage.example.passes) return true;
    is_kept = is_kept || (stage.example.passes && said.kept > 0);
  }
  return !is_kept;
}

bool is_noticed_by_others(const Judge& judge, const Rule& rule, const Theatre& theatre) {
  return std::ranges::any_of(theatre.stages(), [&](const Stage& stage) {
    if (!is_asked(rule, stage.rule)) return false;
    const bool breaks = said_of(judge, stage).broken > 0;
    if (breaks == stage.broken.contains(rule.id)) return false;
    Ids broken = stage.broken;
    if (breaks) broken.insert(rule.id);
    if (!breaks) broken.erase(rule.id);
    return theatre.speaking(broken) != theatre.speaking(stage.broken);
  });
}

std::optional<Predicate> predicate_of(const Document& suite, const Value& condition) {
  Diagnostics diagnostics;
  if (condition.is_null()) return Predicate();
  return Predicate::load(suite, condition, diagnostics);
}

struct Counts {
  int mutants = 0;
  Ids survivors{};
};

void try_mutants(const Document& suite, const Member& entry, const Theatre& theatre, Counts& counts) {
  const Rule& rule = *theatre.book().find(entry.key);
  for (const auto& mutant : mutants_of(entry.value)) {
    const auto when = predicate_of(suite, mutant.when);
    const auto require = predicate_of(suite, mutant.require);
    if (!when || !require) continue;  // no rule any more
    ++counts.mutants;
    const Judge judge{rule.scope, *when, *require};
    if (!is_noticed_by_own(judge, rule, theatre) && !is_noticed_by_others(judge, rule, theatre))
      counts.survivors.insert(rule.id + ": " + mutant.change);
  }
}

Counts try_all(const Theatre& theatre) {
  Counts counts;
  for (const auto& file : embedded_suites()) {
    Diagnostics diagnostics;
    const auto suite = read_document(
        std::make_shared<const Source>(Source{std::string(file.name), std::string(file.text)}), diagnostics);
    for (const auto& entry : suite->root.object()) {
      const Rule* rule = theatre.book().find(entry.key);
      if (rule != nullptr) try_mutants(*suite, entry, theatre, counts);
    }
  }
  return counts;
}

const Theatre& theatre() {
  static const Theatre built;
  return built;
}

/// Examples that break another rule too, and why it rightly speaks.
struct Besides {
  std::string rule{};
  std::string reason{};
};
const std::map<std::string, Besides> besides = {
    {"http/100-was-expected/pass/1",
     {"contract/interim-documented", "the rule is about what is not documented"}},
    {"contract/status-headers-present/pass/1",
     {"contract/location-is-documented", "the document of an example has one path"}},
    {"http/201-answers-unsafe-method/pass/2", {"contract/location-is-documented", "the same"}},
    {"http/207-is-multistatus/pass/1", {"contract/content-documented", "the document leaves the type open"}},
    {"http/207-is-multistatus/fail/1", {"contract/content-documented", "the document leaves the type open"}},
};

TEST(Examples, BreakTheirOwnRuleAlone) {
  for (const auto& stage : theatre().stages()) {
    Ids expected = stage.example.passes || stage.is_restless ? Ids{} : Ids{stage.rule.id};
    if (const auto found = besides.find(stage.name); found != besides.end())
      expected.insert(found->second.rule);
    EXPECT_EQ(theatre().speaking(stage.broken), expected) << stage.name;
  }
}

/// Lines `RULE: CHANGE | REASON`.
std::map<std::string, std::string> known_survivors() {
  std::ifstream in(CONFORM_SOURCE_DIR "/tests/mutants/survivors.txt");
  std::map<std::string, std::string> known;
  for (std::string line; std::getline(in, line);) {
    const auto bar = line.find(" | ");
    if (!line.starts_with('#') && bar != std::string::npos) known[line.substr(0, bar)] = line.substr(bar + 3);
  }
  return known;
}

TEST(RuleMutants, AreNoticedByAnExample) {
  const auto counts = try_all(theatre());
  const auto known = known_survivors();
  for (const auto& survivor : counts.survivors)
    EXPECT_TRUE(known.contains(survivor)) << survivor << " | no example notices";
  for (const auto& [survivor, reason] : known) {
    EXPECT_TRUE(counts.survivors.contains(survivor)) << survivor << " is noticed, or is no mutant";
    EXPECT_FALSE(reason.empty()) << survivor;
  }
  std::cout << "  rule mutants: " << counts.mutants << ", of which survive " << counts.survivors.size()
            << "\n";
}

/// Lines `RULE LEVEL WEIGHT SCOPE`: what users see of a rule in their reports and gates.
Ids published(const char* file) {
  std::ifstream in(file);
  Ids lines;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with('#')) lines.insert(line);
  }
  return lines;
}

std::string name_of_scope(Scope scope) {
  return scope == Scope::response ? "response" : scope == Scope::interim ? "interim" : "exchange";
}

// A level that changes changes whose builds break: it must be changed in both places.
TEST(RuleLevels, AreThoseThatArePublished) {
  const Ids known = published(CONFORM_SOURCE_DIR "/tests/mutants/levels.txt");
  Ids found;
  std::map<std::string, int> counts;
  for (const auto& rule : theatre().book().rules()) {
    const std::string level(name_of(rule.level));
    found.insert(rule.id + " " + level + " " + std::string(name_of(rule.weight)) + " " +
                 name_of_scope(rule.scope));
    ++counts[level];
    ++counts["of: " + name_of_scope(rule.scope)];
  }
  for (const auto& line : found)
    EXPECT_TRUE(known.contains(line)) << line << " is not in tests/mutants/levels.txt";
  for (const auto& line : known)
    EXPECT_TRUE(found.contains(line)) << line << " is no rule";
  std::cout << "  rules: " << found.size();
  for (const auto& [what, count] : counts)
    std::cout << ", " << what << " " << count;
  std::cout << "\n";
}

}  // namespace
}  // namespace conform::testing
