// How a condition reads: as what is expected, and as what was found instead.

#include "runner/rules/predicate_node.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

namespace conform {
namespace {

using Node = Predicate::Node;

bool is_list(FactKind kind) { return kind == FactKind::words || kind == FactKind::sentences; }

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string all;
  for (const auto& part : parts)
    all.append(all.empty() ? "" : between).append(part);
  return all;
}

void add_once(std::vector<std::string>& list, std::string text) {
  if (std::ranges::find(list, text) == list.end()) list.push_back(std::move(text));
}

std::string without(std::string_view text) { return "there are no " + std::string(text); }

// The two sentences of a truth stand on both sides of the bar.
std::string sentence(const FactUse& use, bool truth) {
  const std::string both = use.spoken();
  const auto bar = both.find('|');
  return truth ? both.substr(0, bar) : both.substr(bar + 1);
}

std::string describe_truth_test(const FactUse& use, const Test& test, Truth wanted) {
  if (const auto* one = std::get_if<OneOf>(&test); one != nullptr && one->values.size() == 1) {
    if (const auto* truth = std::get_if<bool>(&one->values.front()))
      return sentence(use, *truth == (wanted == Truth::yes));
  }
  return "whether " + sentence(use, true) + " " + words_for(test, FactKind::truth, wanted);
}

std::string describe_one_test(const FactUse& use, const Test& test, Truth wanted) {
  const auto kind = use.fact->kind;
  if (kind == FactKind::truth) return describe_truth_test(use, test, wanted);
  if (const auto* empty = std::get_if<Empty>(&test); empty != nullptr && is_list(kind)) {
    const bool none = empty->wanted == (wanted == Truth::yes);
    return none ? without(use.spoken()) : "there are " + use.spoken();
  }
  return use.spoken() + " " + words_for(test, kind, wanted);
}

// A present fact is said to be so only where no other test says it already.
std::vector<const Test*> telling(const std::vector<Test>& tests) {
  std::vector<const Test*> all;
  for (const auto& test : tests) {
    const auto* present = std::get_if<Present>(&test);
    if (present != nullptr && present->wanted && tests.size() > 1) continue;
    all.push_back(&test);
  }
  if (all.empty()) all.push_back(&tests.front());
  return all;
}

std::string describe_test(const Node& node, Truth wanted) {
  const auto tests = telling(node.tests);
  std::string all = describe_one_test(node.fact, *tests.front(), wanted);
  const bool repeats_subject = node.fact.fact->kind == FactKind::truth;
  for (std::size_t i = 1; i < tests.size(); ++i) {
    all += wanted == Truth::yes ? " and " : " or ";
    all += repeats_subject ? describe_one_test(node.fact, *tests[i], wanted)
                           : words_for(*tests[i], node.fact.fact->kind, wanted);
  }
  return all;
}

std::string describe_node(const Node& node, Truth wanted);

// By De Morgan a negated `all` is an `any` of negations, so only facts are ever negated in words.
std::string describe_parts(const Node& node, Truth wanted) {
  const bool all = (node.kind == Node::Kind::all) == (wanted == Truth::yes);
  std::vector<std::string> parts;
  for (const auto& part : node.parts) {
    const bool nested = node.parts.size() > 1 && part.parts.size() > 1;
    const auto text = describe_node(part, wanted);
    parts.push_back(nested ? "(" + text + ")" : text);
  }
  return joined(parts, all ? " and " : " or ");
}

std::string describe_node(const Node& node, Truth wanted) {
  switch (node.kind) {
  case Node::Kind::test: return describe_test(node, wanted);
  case Node::Kind::negation: return describe_node(node.parts.front(), negated(wanted));
  default: return describe_parts(node, wanted);
  }
}

std::string found_value(const FactUse& use, const FactValue& value) {
  const auto kind = use.fact->kind;
  if (const auto* unknown = std::get_if<Unknown>(&value)) return unknown->why;
  if (const auto* truth = std::get_if<bool>(&value)) return sentence(use, *truth);
  if (const auto* words = std::get_if<Words>(&value)) {
    if (words->empty()) return without(use.spoken());
    if (kind == FactKind::sentences) return joined(*words, "; ");
    return use.spoken() + ": " + describe(value);
  }
  const auto noun = kind == FactKind::truth ? "whether " + sentence(use, true) : use.spoken();
  return noun + (is_list(kind) ? " are " : " is ") + describe(value);
}

// The test nodes that make `node` differ from `wanted`: all of those that could have made it so.
void blame(const Node& node, const Subject& subject, Truth wanted, std::vector<const Node*>& blamed) {
  const Truth truth = holds(node, subject);
  if (truth == wanted) return;
  if (node.kind == Node::Kind::test) {
    blamed.push_back(&node);
    return;
  }
  const Truth inner = node.kind == Node::Kind::negation ? negated(wanted) : wanted;
  for (const auto& part : node.parts) {
    // The unknown parts explain an unknown whole; a whole that is decided was decided by decided parts.
    const Truth part_truth = holds(part, subject);
    if (part_truth == Truth::unknown && truth != Truth::unknown) continue;
    blame(part, subject, inner, blamed);
  }
}

std::vector<const Node*> blamed_for(const Node* root, const Subject& subject) {
  std::vector<const Node*> blamed;
  if (root != nullptr) blame(*root, subject, Truth::yes, blamed);
  if (root != nullptr && holds(*root, subject) == Truth::unknown) {
    std::erase_if(blamed, [&](const Node* node) { return holds(*node, subject) != Truth::unknown; });
  }
  return blamed;
}

// Of words, only those are to blame that the tests exclude; nothing when the tests are not about single
// words.
std::optional<std::vector<std::string>> excluded_words(const Node& node) {
  std::optional<std::vector<std::string>> excluded;
  for (const auto& test : node.tests) {
    const auto* none = std::get_if<ContainsNoneOf>(&test);
    if (none == nullptr) return std::nullopt;
    if (!excluded) excluded.emplace();
    excluded->insert(excluded->end(), none->words.begin(), none->words.end());
  }
  return excluded;
}

bool is_misshapen(const Node& node, const std::string& word) {
  return std::ranges::any_of(node.tests, [&word](const Test& test) {
    const auto* each = std::get_if<EachMatches>(&test);
    return each != nullptr && !each->grammar->matches(word);
  });
}

FactValue blamed_part(const Node& node, FactValue value) {
  const auto excluded = excluded_words(node);
  auto* words = std::get_if<Words>(&value);
  if (words == nullptr) return value;
  Words some;
  std::ranges::copy_if(*words, std::back_inserter(some), [&](const std::string& word) {
    if (!excluded) return is_misshapen(node, word);
    return std::ranges::find(*excluded, word) != excluded->end();
  });
  return some.empty() ? value : FactValue(std::move(some));
}

bool is_blamed(const Spot& spot, const std::optional<std::vector<std::string>>& excluded) {
  if (!excluded || spot.word.empty()) return true;
  return std::ranges::find(*excluded, spot.word) != excluded->end();
}

bool same_spot(const Spot& a, const Spot& b) {
  return a.kind == b.kind && a.label == b.label && a.where.mark == b.where.mark && a.offset == b.offset &&
         a.length == b.length;
}

const FactUse* other_fact_of(const Test& test) {
  if (const auto* same = std::get_if<SameAs>(&test)) return &same->other;
  if (const auto* later = std::get_if<NotLaterThan>(&test)) return &later->other;
  if (const auto* members = std::get_if<MembersOf>(&test)) return &members->other;
  return nullptr;
}

}  // namespace

std::string Predicate::describe() const { return root_ ? describe_node(*root_, Truth::yes) : "always"; }

std::string Predicate::found(const Subject& subject) const {
  std::vector<std::string> all;
  for (const auto* node : blamed_for(root_.get(), subject)) {
    add_once(all, found_value(node->fact, blamed_part(*node, node->fact.read(subject))));
    for (const auto& test : node->tests) {
      const auto* other = other_fact_of(test);
      if (other != nullptr) add_once(all, found_value(*other, other->read(subject)));
    }
  }
  return joined(all, "; ");
}

std::vector<Spot> Predicate::spots(const Subject& subject) const {
  std::vector<Spot> all;
  for (const auto* node : blamed_for(root_.get(), subject)) {
    const auto& use = node->fact;
    if (use.fact->locate == nullptr || !use.step.empty()) continue;
    const auto excluded = excluded_words(*node);
    for (auto& spot : use.fact->locate(subject, use.parameter)) {
      const auto is_there = [&spot](const Spot& other) { return same_spot(spot, other); };
      if (!is_blamed(spot, excluded)) continue;
      if (std::ranges::none_of(all, is_there)) all.push_back(std::move(spot));
    }
  }
  return all;
}

}  // namespace conform
