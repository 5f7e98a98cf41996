#pragma once

#include "runner/document/document.hpp"
#include "runner/rules/fact.hpp"

#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace conform {

enum class Truth { no, unknown, yes };

/// A condition on facts: `holds` judges it, `describe` says it in words, `ways_to_break` and `make_hold`
/// turn it round for the mock. All read the same tree. An empty predicate holds always.
class Predicate {
public:
  struct Node;  // private to runner/rules
  Predicate() = default;

  /// Reads the `when:` or `require:` part of a rule. Unknown facts, tests and grammars are diagnostics with
  /// "did you mean". Nothing on errors.
  [[nodiscard]] static std::optional<Predicate>
  load(const Document& suite, const Value& part, Diagnostics& diagnostics);

  [[nodiscard]] bool empty() const { return root_ == nullptr; }
  [[nodiscard]] Truth holds(const Subject& subject) const;
  /// The condition in words: "`Allow` is present".
  [[nodiscard]] std::string describe() const;
  /// For a subject on which this does not hold: what was found instead, in words; for an unknown one: why.
  [[nodiscard]] std::string found(const Subject& subject) const;
  /// For a subject on which this does not hold: where to look, each spot once.
  [[nodiscard]] std::vector<Spot> spots(const Subject& subject) const;
  /// The statuses that this predicate admits, when it says so (`status: 405`, `status.class: 4`); empty
  /// when any may hold.
  [[nodiscard]] std::vector<int> admitted_statuses() const;
  /// Fields, or things of `seldom`, of which there must be one for this to hold; empty when it may hold
  /// without any.
  [[nodiscard]] std::vector<std::string_view> needed_to_hold() const;
  /// The same for this not to hold.
  [[nodiscard]] std::vector<std::string_view> needed_to_fail() const;

  /// Whether it speaks of what the document says.
  [[nodiscard]] bool asks_document() const;

  /// Changes `answer` so that this holds, as far as facts can be written. False when they cannot; then
  /// `answer` is as it was.
  [[nodiscard]] bool make_hold(Answer& answer, const Asked& asked = {}) const;
  /// One answer per way in which a server could fail to keep this, each changed as little as possible.
  [[nodiscard]] std::vector<Answer> ways_to_break(const Answer& good, const Asked& asked = {}) const;

private:
  std::shared_ptr<const Node> root_{};
};

}  // namespace conform
