#pragma once

#include "runner/plan/plan.hpp"

namespace conform {

/// The plain good request of `operation`, with content of `media_type` unless that is null: every required
/// input, and the optional ones that the document gives an example for. Not judged, with the reason, when a
/// required input has no value that can be sent.
[[nodiscard]] Case build_case(const Operation& operation,
                              const MediaType* media_type,
                              std::string id,
                              const PlanOptions& options);

}  // namespace conform
