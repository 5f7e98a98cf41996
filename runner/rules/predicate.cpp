#include "runner/rules/predicate.hpp"

#include "runner/http/status.hpp"
#include "runner/rules/predicate_node.hpp"

#include <algorithm>
#include <bitset>

namespace conform {
namespace {

using Node = Predicate::Node;

// The least of its parts (`all`); `any` is the same upside down. Stops where the rest cannot matter.
Truth holds_all(const std::vector<Node>& parts, const Subject& subject) {
  Truth least = Truth::yes;
  for (const auto& part : parts) {
    least = std::min(least, holds(part, subject));
    if (least == Truth::no) break;
  }
  return least;
}

Truth holds_any(const std::vector<Node>& parts, const Subject& subject) {
  Truth most = Truth::no;
  for (const auto& part : parts) {
    most = std::max(most, holds(part, subject));
    if (most == Truth::yes) break;
  }
  return most;
}

Truth holds_test(const Node& node, const Subject& subject) {
  FactValue own;
  const FactValue& value = node.fact.read(subject, own);
  Truth least = Truth::yes;
  for (const auto& test : node.tests)
    least = std::min(least, passes(test, value, subject));
  return least;
}

// Which statuses a condition admits. `exact` says that the others are surely excluded and these surely
// admitted, so that the set may be turned round for `not`.
using StatusSet = std::bitset<1000>;
struct Admitted {
  StatusSet statuses{};
  bool exact = false;
};

Admitted any_status() { return {.statuses = StatusSet{}.set(), .exact = false}; }

Admitted admitted_by_test(const Node& node) {
  const auto name = node.fact.fact->name;
  const bool is_status = name == "status";
  if (!node.fact.step.empty()) return any_status();
  if (!is_status && name != "status.class" && name != "status.known") return any_status();
  const auto depends_on_more = [](const Test& test) { return std::holds_alternative<SameAs>(test); };
  if (std::ranges::any_of(node.tests, depends_on_more)) return any_status();
  const Exchange none{};
  const Subject nobody{none};
  Admitted admitted{.exact = true};
  for (int status = 1; status < 1000; ++status) {
    const FactValue value = is_status                ? FactValue(std::int64_t{status})
                            : name == "status.class" ? FactValue(std::int64_t{status / 100})
                                                     : FactValue(find_status(status) != nullptr);
    const bool holds = std::ranges::all_of(
        node.tests, [&](const Test& test) { return passes(test, value, nobody) == Truth::yes; });
    admitted.statuses.set(static_cast<std::size_t>(status), holds);
  }
  return admitted;
}

Admitted admitted_by(const Node& node) {
  if (node.kind == Node::Kind::test) return admitted_by_test(node);
  if (node.kind == Node::Kind::negation) {
    const auto inner = admitted_by(node.parts.front());
    if (!inner.exact) return any_status();
    return {.statuses = (~inner.statuses).reset(0), .exact = true};
  }
  const bool all = node.kind == Node::Kind::all;
  Admitted admitted{.exact = true};
  if (all) admitted.statuses.set();
  for (const auto& part : node.parts) {
    const auto one = admitted_by(part);
    admitted.statuses = all ? admitted.statuses & one.statuses : admitted.statuses | one.statuses;
    admitted.exact = admitted.exact && one.exact;
  }
  return admitted;
}

// What must be there so that the fact is more than nothing.
std::string_view source_of(const FactUse& use) {
  if (!use.step.empty()) return {};
  return use.fact->name == "field.*" ? std::string_view(use.parameter) : use.fact->needs;
}

// What the fact is without that.
FactValue nothing_of(const FactUse& use) {
  if (!use.fact->needs.starts_with(':') || use.fact->name.ends_with('*')) return Absent{};
  switch (use.fact->kind) {
  case FactKind::truth: return false;
  case FactKind::number: return std::int64_t{0};
  case FactKind::text: return Absent{};
  default: return Words{};
  }
}

bool compares(const Test& test) {
  return std::holds_alternative<SameAs>(test) || std::holds_alternative<NotLaterThan>(test) ||
         std::holds_alternative<MembersOf>(test);
}

using Names = std::vector<std::string_view>;
Names needs_of(const Node& node, Truth wanted);

// Every part must be so: the needs of one of them suffice.
Names needs_of_all(const Node& node, Truth wanted) {
  for (const auto& part : node.parts) {
    if (auto names = needs_of(part, wanted); !names.empty()) return names;
  }
  return {};
}

// Any part may be so: the needs of all of them, unless one has none.
Names needs_of_any(const Node& node, Truth wanted) {
  Names all;
  for (const auto& part : node.parts) {
    const auto names = needs_of(part, wanted);
    if (names.empty()) return {};
    all.insert(all.end(), names.begin(), names.end());
  }
  return all;
}

// What there must be one of so that the condition can be `wanted`; none when it can be anyway.
Names needs_of(const Node& node, Truth wanted) {
  if (node.kind == Node::Kind::negation) return needs_of(node.parts.front(), negated(wanted));
  if (node.kind != Node::Kind::test) {
    const bool together = (node.kind == Node::Kind::all) == (wanted == Truth::yes);
    return together ? needs_of_all(node, wanted) : needs_of_any(node, wanted);
  }
  const auto source = source_of(node.fact);
  const auto nothing = nothing_of(node.fact);
  const bool is_absent = std::holds_alternative<Absent>(nothing);
  if (source.empty() || (!is_absent && std::ranges::any_of(node.tests, compares))) return {};
  const Exchange none{};
  const Subject nobody{none};
  const bool holds_without = std::ranges::all_of(
      node.tests, [&](const Test& test) { return passes(test, nothing, nobody) == Truth::yes; });
  if (holds_without == (wanted == Truth::yes)) return {};
  return {source};
}

bool is_about_document(const FactUse& use) {
  return use.fact->name.starts_with("documented.") || use.fact->name.starts_with("request.fault") ||
         use.fact->name == "request.credential-faults";
}

bool asks_document_in(const Node& node) {
  if (node.kind != Node::Kind::test) return std::ranges::any_of(node.parts, asks_document_in);
  const auto compares = [](const Test& test) {
    const auto* same = std::get_if<SameAs>(&test);
    return same != nullptr && is_about_document(same->other);
  };
  return is_about_document(node.fact) || std::ranges::any_of(node.tests, compares);
}

}  // namespace

Truth holds(const Node& node, const Subject& subject) {
  switch (node.kind) {
  case Node::Kind::test: return holds_test(node, subject);
  case Node::Kind::all: return holds_all(node.parts, subject);
  case Node::Kind::any: return holds_any(node.parts, subject);
  case Node::Kind::negation: return negated(holds(node.parts.front(), subject));
  }
  return Truth::unknown;
}

Truth Predicate::holds(const Subject& subject) const {
  return root_ ? conform::holds(*root_, subject) : Truth::yes;
}

std::vector<std::string_view> Predicate::needed_to_hold() const {
  return root_ ? needs_of(*root_, Truth::yes) : Names{};
}

std::vector<std::string_view> Predicate::needed_to_fail() const {
  return root_ ? needs_of(*root_, Truth::no) : Names{};
}

bool Predicate::asks_document() const { return root_ && asks_document_in(*root_); }

std::vector<int> Predicate::admitted_statuses() const {
  if (!root_) return {};
  const auto admitted = admitted_by(*root_).statuses;
  if (admitted.test(0)) return {};
  std::vector<int> statuses;
  for (int status = 1; status < 1000; ++status) {
    if (admitted.test(static_cast<std::size_t>(status))) statuses.push_back(status);
  }
  // A condition that no status can meet names one that is never sent, so that it is not taken for "any".
  if (statuses.empty()) statuses.push_back(1);
  return statuses;
}

}  // namespace conform
