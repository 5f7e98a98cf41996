#pragma once

#include "runner/contract/request_fit.hpp"
#include "runner/plan/inputs.hpp"
#include "runner/plan/plan.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace conform {

/// One way in which a request is otherwise than the plain one.
struct Variant {
  CaseKind kind = CaseKind::coverage;
  std::string special{};   ///< `body.due_date missing`: the last word of the case's id
  std::string together{};  ///< of a combination: what it combines
  std::string input{};     ///< which it is about; empty when it is about several
  std::string keyword{};   ///< of the document, that is met at its bound or broken; empty where none is meant
  std::vector<Change> changes{};
  std::string property{};        ///< of the input's value, an object: the one that is otherwise; else empty
  std::optional<Value> value{};  ///< of the input, where it may be combined with others
};

/// How many values of one input are tried at most.
struct VariantLimits {
  std::size_t per_input = 100;
  Taste taste = Taste::everyday;
};

/// Each example that the plain request has not, of parameters and of the body.
[[nodiscard]] std::vector<Variant> example_variants(const Inputs& inputs);
/// Values at the bounds of each schema and just inside; each optional input with and without.
[[nodiscard]] std::vector<Variant> coverage_variants(const Inputs& inputs, const VariantLimits& limits);
/// Exactly one thing wrong.
[[nodiscard]] std::vector<Variant> negative_variants(const Inputs& inputs, const VariantLimits& limits);
/// So many requests with every input at random, half of them with something wrong.
[[nodiscard]] std::vector<Variant> fuzz_variants(const Inputs& inputs, std::size_t count);
/// Requests in which each pair of `singles` that change different inputs, or different properties of one,
/// occurs together once.
[[nodiscard]] std::vector<Variant> paired_variants(const Inputs& inputs, const std::vector<Variant>& singles);

/// The request in which the input at `at` has the value of the variation; nothing where that has no form.
[[nodiscard]] std::optional<Variant>
variant_of(const Inputs& inputs, std::uint32_t at, CaseKind kind, Variation&& variation);

/// Whether a good value is one that every server must read there. Field values and cookies are ASCII (RFC
/// 9110 §5.5): other letters there test something else. So do separators and NUL in a path, which proxies
/// decode or refuse (RFC 3986 §7.3), and very long targets.
[[nodiscard]] bool can_stand_there(const Input& input, const Written& written);

/// What the document has against a request.
[[nodiscard]] Intent intent_of(const RequestFit& fit);

/// The seeds and directions for values of `input`, beginning with the one that the plain request has.
[[nodiscard]] VariationWish wish_for(const Inputs& inputs, const Input& input, const VariantLimits& limits);

}  // namespace conform
