#pragma once

#include "runner/document/document.hpp"
#include "runner/rules/predicate.hpp"
#include "runner/rules/probe.hpp"

#include <array>
#include <bitset>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace conform {

enum class Level { must, should, may };
[[nodiscard]] std::string_view name_of(Level level);

/// What a finding does to the run: `fail` breaks the gate, `warn` is shown, `note` is for information.
enum class Weight { note, warn, fail };
[[nodiscard]] std::string_view name_of(Weight weight);

/// What a rule is judged on.
enum class Scope {
  response,  ///< the final response; not judged when there is none
  interim,   ///< each interim response
  exchange,  ///< the exchange as a whole, even without a final response
};

/// A witness: an answer in full that must pass, or fail, its rule.
struct RuleExample {
  bool passes = true;
  std::string request{};  ///< head of the request, CRLF lines; default `GET / HTTP/1.1`
  std::string bytes{};    ///< what the server sends, exactly
  /// Of a rule on a probe instead: what it sends to each step, by name. A supporting step that is not there
  /// has the same answer as the first one.
  std::vector<std::pair<std::string, std::string>> answers{};
  bool held_open = false;                     ///< the server does not end the connection after it
  bool ends_unsaid = false;                   ///< it ends the connection where it could be used again
  bool waits_for_content = false;             ///< it answers only when it has content that is held back
  bool secure = false;                        ///< it went over TLS
  std::shared_ptr<const Value> operation{};   ///< an OpenAPI 3.1 operation that documents it; may be null
  std::shared_ptr<const Value> components{};  ///< the `components` beside it; may be null
  Place where{};
};

/// One statement of a specification that an answer can keep or break, with its witnesses.
struct Rule {
  std::string id{};  ///< `http/405-lists-allow`; stable, never reused
  Level level = Level::must;
  Weight weight = Weight::fail;  ///< from the level (must fail, should warn, may note) unless `report:` says
  Scope scope = Scope::response;
  std::string text{};    ///< the statement, a sentence in our words
  std::string source{};  ///< `RFC 9110 §15.5.6`, or `the document`
  std::string hint{};    ///< what to do about it, or what is known to cause it; may be empty
  std::vector<std::string> known_to_break{};  ///< servers that are known to break it
  std::vector<std::string>
      supersedes{};                     ///< rules that say the same less exactly; silent when this one fails
  bool waived_when_documented = false;  ///< a note where the operation documents exactly this status
  bool asks_document = false;           ///< speaks of what the document says of this very request
  std::string probe{};                  ///< `PROBE.STEP`: judged on the answers to that only; else empty
  Predicate when{};
  Predicate require{};
  std::vector<RuleExample> examples{};
  Place where{};
};

/// All rules of a run, indexed so that an exchange meets only those that can apply.
class RuleBook {
public:
  RuleBook() = default;
  /// Adds the rules of a suite document. A rule with a known id replaces the earlier one only when its entry
  /// says `overrides: true`; else that is an error.
  void add(const Document& suite, Diagnostics& diagnostics);
  /// The suites that are embedded in the program. Throws std::logic_error when one is faulty: our bug.
  [[nodiscard]] static RuleBook embedded();

  [[nodiscard]] const std::vector<Rule>& rules() const { return rules_; }
  [[nodiscard]] const Rule* find(std::string_view id) const;
  /// Indexes of rules of this scope whose `when` does not exclude `status`, in the book's order.
  [[nodiscard]] std::span<const std::uint32_t> candidates(Scope scope, int status) const;
  /// Indexes of the rules about answers to `step`, written `PROBE.STEP`; the others do not know of it.
  [[nodiscard]] std::span<const std::uint32_t> candidates_at(std::string_view step) const;

  /// The probes that rules may need, in the book's order.
  [[nodiscard]] const std::vector<std::shared_ptr<const Probe>>& probes() const { return probes_; }
  [[nodiscard]] const Probe* find_probe(std::string_view name) const;
  /// The step that `PROBE.STEP` names, and its probe; both null when there is none.
  struct NamedStep {
    const Probe* probe = nullptr;
    const ProbeStep* step = nullptr;
  };
  [[nodiscard]] NamedStep find_step(std::string_view written) const;

  /// Some of the fields, and of what is `seldom`, that rules wait for: without them their `when` cannot hold,
  /// or their `require` cannot fail.
  using Awaited = std::bitset<256>;
  /// Those that are there.
  [[nodiscard]] Awaited awaited_in(const Subject& subject) const;
  /// Whether what has these can break rule `rule`: one that the rule waits for is there, or it waits for
  /// none.
  [[nodiscard]] bool may_apply(std::uint32_t rule, const Awaited& there) const {
    return (needed_[rule] & there).any();
  }

private:
  struct Reference {
    Place where{};
    std::string id{};
  };
  void add_entries(const Document& suite, Diagnostics& diagnostics);
  void add_entry(const Document& suite, const Member& entry, Diagnostics& diagnostics);
  void add_probe(const Document& suite, const Member& entry, Diagnostics& diagnostics);
  void check_references(Diagnostics& diagnostics);
  void check_probes(Diagnostics& diagnostics) const;
  void replace(std::uint32_t rule, Rule&& by);
  void index(std::uint32_t rule);
  [[nodiscard]] Awaited awaited_by(const Rule& rule);
  [[nodiscard]] std::optional<std::size_t> number_of(std::string_view name);
  void find(std::string_view name, Awaited& there) const;

  std::vector<Rule> rules_{};
  std::map<std::string, std::uint32_t, std::less<>> by_id_{};
  struct Numbered {
    std::string name{};
    std::size_t number = 0;
  };
  // Names of fields by a hash of their length and first letter, so that a message looks up few of them.
  std::array<std::vector<Numbered>, 128> awaited_{};
  std::size_t awaited_count_ = 0;
  std::vector<Awaited> needed_{};        // per rule; all of them where it waits for none
  std::vector<Reference> references_{};  // to rules that are superseded; until they are looked up
  std::vector<std::vector<std::uint32_t>> by_status_{};  // per scope and status 0..999; 0 for no status
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> by_step_{};
  std::vector<std::shared_ptr<const Probe>> probes_{};
};

}  // namespace conform
