#pragma once

#include "runner/schema/idea.hpp"
#include "runner/schema/survey.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace conform {

/// Makes values from a sample by changing one part with regard to one keyword, and keeps those that
/// validation says are what they are meant to be. The same for the same wish; bounded in count and in work.
class Variations {
public:
  Variations(const Program& program, NodeId root, const VariationWish& wish);

  [[nodiscard]] std::vector<Variation> breakings();
  [[nodiscard]] std::vector<Variation> boundaries();
  [[nodiscard]] std::vector<Variation> misdirected();

private:
  /// A value that fits, with its survey.
  struct Base {
    Value value{};
    Survey survey{};
    std::size_t size = 0;
  };
  enum class Purpose { breaking, lookalike, boundary, curiosity, strangeness, misdirection };

  /// Varies each base for the first purpose, then each of them for the second, and so on.
  [[nodiscard]] std::vector<Variation> collect(const std::vector<Purpose>& purposes);
  [[nodiscard]] bool next_base();
  [[nodiscard]] bool survey_base();
  void grow_fully();
  [[nodiscard]] bool grow();
  [[nodiscard]] bool grow_at(std::size_t site);
  void vary_apart(Purpose purpose);
  [[nodiscard]] std::vector<Variation> grown_apart();
  void queue_alternatives();
  void queue(const Site& site, Ideas ideas);
  void vary_all(Purpose purpose);
  void vary(const Site& site, Purpose purpose);
  [[nodiscard]] bool is_varied(const Site& site, const Value& part, Purpose purpose);
  [[nodiscard]] Ideas ideas_for(const JudgedPart& spot, const Site& site, Purpose purpose);
  [[nodiscard]] Ideas misdirections(const JudgedPart& spot);
  [[nodiscard]] bool add_named(const Site& site, Idea& idea);
  [[nodiscard]] bool is_taken(const Site& site, const Value& part);
  [[nodiscard]] std::optional<Variation> broken(const Site& site, Idea idea);
  [[nodiscard]] std::optional<Variation> accepted(const Site& site, Idea idea);
  [[nodiscard]] std::string phrase_of(const Site& site, const Idea& idea) const;
  [[nodiscard]] bool is_exhausted() const;

  const Program& program_;
  NodeId root_;
  VariationWish wish_;
  Sampling sampling_;
  Surveyor surveyor_;
  std::deque<Value> waiting_{};
  std::size_t bases_ = 0;
  bool is_given_ = false;  ///< whether the base is the one of the wish
  std::size_t work_ = 0;
  Base base_{};
  std::vector<Base> past_{};        ///< for the later purposes
  std::set<NodeId> known_{};        ///< schemas that some base has reached, or was to reach
  std::set<std::string> varied_{};  ///< schema, place and value (or kind) of what was varied
  std::set<NodeId> turned_{};       ///< schemas whose other kinds of values are bases already
  /// The parts (their shapes) for which something was found, and how often nothing was.
  struct Progress {
    std::set<std::string> places{};
    std::size_t failures = 0;
  };
  std::map<std::string, Progress> done_{};  ///< by schema, keyword and aspect
  std::set<std::uint64_t> values_{};        ///< hashes of what was found
  std::vector<Variation> found_{};
};

}  // namespace conform
