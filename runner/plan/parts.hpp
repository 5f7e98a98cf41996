#pragma once

#include "runner/plan/plan.hpp"

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace conform {

// A request taken apart again: what stands for each input, as a value that can be made smaller.

/// One input of a request.
struct Part {
  std::optional<Written> written{};  ///< nothing: left out
  std::optional<Value> value{};  ///< what it stands for; nothing when it cannot be read back, or is not there
};
/// One for each of Inputs::all.
using Parts = std::vector<Part>;

/// What the case sends for each of its inputs. Requires `subject.inputs`.
[[nodiscard]] Parts parts_of(const Case& subject);
/// What the plain request has for each input.
[[nodiscard]] Parts plain_parts(const Inputs& inputs);
/// What makes the plain request one of these parts.
[[nodiscard]] std::vector<Change> changes_of(const Inputs& inputs, const Parts& parts);

/// A place in the value of an input: a member's name or an item's index at each level. Without steps the
/// input itself.
struct ValueSite {
  std::uint32_t input = 0;
  std::vector<std::variant<std::string, std::size_t>> steps{};

  /// What stands there; nullptr when nothing does, or it could not be read back.
  [[nodiscard]] const Value* find(const Parts& parts) const;
  [[nodiscard]] Value* find(Parts& parts) const;
  /// `query limit`, `body/lines/0/count`: to tell places apart.
  [[nodiscard]] std::string name(const Inputs& inputs) const;
};

/// The same parts with another value at the site, or with nothing there. Nothing when that cannot be written,
/// and for items of lists and parameters of the path.
[[nodiscard]] std::optional<Parts>
with_value(const Inputs& inputs, const Parts& parts, const ValueSite& site, const Value& value);
[[nodiscard]] std::optional<Parts> without(const Inputs& inputs, const Parts& parts, const ValueSite& site);

/// The inputs that are there and the members of their objects, at most `most`, in order and the outer before
/// the inner.
[[nodiscard]] std::vector<ValueSite> removable_sites(const Parts& parts, std::size_t most);
/// The texts, numbers and lists that the plain request does not have in their place, likewise.
[[nodiscard]] std::vector<ValueSite> unusual_sites(const Parts& parts, const Parts& plain, std::size_t most);

/// How much there is to read in a request: values that the plain one does not have in their place, then
/// bytes, then characters that are not plain letters, then the magnitudes of numbers.
struct Size {
  std::size_t unusual = 0;
  std::size_t bytes = 0;
  std::size_t strange = 0;
  double magnitude = 0;
  friend auto operator<=>(const Size&, const Size&) = default;
};
[[nodiscard]] Size size_of(const Parts& parts, const Parts& plain);

}  // namespace conform
