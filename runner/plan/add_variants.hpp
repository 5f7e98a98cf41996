#pragma once

#include "runner/plan/plan.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace conform {

/// An operation and its inputs, once for each media type of its content.
struct Planned {
  std::uint32_t operation = 0;  ///< index in Api::operations
  std::vector<std::shared_ptr<const Inputs>> inputs{};
};

/// What is known of the plain request of a documented case.
[[nodiscard]] std::shared_ptr<const Intent> plain_intent(const Inputs& inputs, const Case& documented);

/// Adds the cases that the depth asks for beside the documented ones, within the budgets: of each input and
/// keyword one before a second of any. What the budgets leave out is said in the plan.
void add_variants(const std::vector<Planned>& planned, const PlanOptions& options, Plan& plan);

}  // namespace conform
