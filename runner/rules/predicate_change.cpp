// A condition turned round: how an answer must be changed so that it holds, or does not.

#include "runner/rules/predicate_node.hpp"

#include <algorithm>

namespace conform {
namespace {

using Node = Predicate::Node;

constexpr std::size_t most_ways = 32;

struct Changing {
  const Asked& asked;

  [[nodiscard]] std::vector<Answer> ways(const Node& node, Truth wanted, const Answer& from) const;

private:
  [[nodiscard]] std::vector<Answer> of_test(const Node& node, Truth wanted, const Answer& from) const;
  [[nodiscard]] std::vector<Answer> of_each(const Node& node, Truth wanted, const Answer& from) const;
  [[nodiscard]] std::vector<Answer> of_together(const Node& node, Truth wanted, const Answer& from) const;
  [[nodiscard]] Truth truth(const Node& node, const Answer& answer) const;
};

Truth Changing::truth(const Node& node, const Answer& answer) const {
  const Exchange exchange = exchange_of(answer, asked);
  return holds(node, subject_of(exchange, asked));
}

void add_new(std::vector<Answer>& answers, Answer answer) {
  if (answers.size() >= most_ways) return;
  const auto bytes = to_bytes(answer);
  const auto is_same = [&bytes](const Answer& other) { return to_bytes(other) == bytes; };
  if (std::ranges::none_of(answers, is_same)) answers.push_back(std::move(answer));
}

std::vector<Answer> Changing::of_test(const Node& node, Truth wanted, const Answer& from) const {
  if (truth(node, from) == wanted) return {from};
  if (node.fact.fact->write == nullptr || !node.fact.step.empty()) return {};
  const Exchange before = exchange_of(from, asked);
  const Subject subject = subject_of(before, asked);
  std::vector<Answer> found;
  for (const auto& test : node.tests) {
    for (const auto& value : candidates(test, node.fact.fact->kind, subject)) {
      Answer changed = from;
      if (!node.fact.fact->write(changed, node.fact.parameter, value, asked)) continue;
      if (truth(node, changed) == wanted) add_new(found, std::move(changed));
    }
  }
  return found;
}

// Any one part suffices: the ways of each.
std::vector<Answer> Changing::of_each(const Node& node, Truth wanted, const Answer& from) const {
  std::vector<Answer> all;
  for (const auto& part : node.parts) {
    for (auto& answer : ways(part, wanted, from))
      add_new(all, std::move(answer));
  }
  return all;
}

// Every part must follow: the first way of each, one after the other, then once more whether all agree.
std::vector<Answer> Changing::of_together(const Node& node, Truth wanted, const Answer& from) const {
  Answer changed = from;
  for (const auto& part : node.parts) {
    auto next = ways(part, wanted, changed);
    if (next.empty()) return {};
    changed = std::move(next.front());
  }
  if (truth(node, changed) != wanted) return {};
  return {std::move(changed)};
}

std::vector<Answer> Changing::ways(const Node& node, Truth wanted, const Answer& from) const {
  switch (node.kind) {
  case Node::Kind::test: return of_test(node, wanted, from);
  case Node::Kind::negation: return ways(node.parts.front(), negated(wanted), from);
  case Node::Kind::all:
    return wanted == Truth::yes ? of_together(node, wanted, from) : of_each(node, wanted, from);
  case Node::Kind::any:
    return wanted == Truth::yes ? of_each(node, wanted, from) : of_together(node, wanted, from);
  }
  return {};
}

}  // namespace

bool Predicate::make_hold(Answer& answer, const Asked& asked) const {
  if (!root_) return true;
  auto ways = Changing{asked}.ways(*root_, Truth::yes, answer);
  if (ways.empty()) return false;
  answer = std::move(ways.front());
  return true;
}

std::vector<Answer> Predicate::ways_to_break(const Answer& good, const Asked& asked) const {
  if (!root_) return {};
  return Changing{asked}.ways(*root_, Truth::no, good);
}

}  // namespace conform
