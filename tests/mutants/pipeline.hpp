#pragma once

#include "runner/judge/verdict.hpp"
#include "runner/mock/mock.hpp"
#include "runner/plan/plan.hpp"

#include <memory>
#include <string>
#include <vector>

namespace conform::testing {

/// A document that the mutants are tried on, loaded. Throws std::runtime_error with the diagnostics when it
/// is faulty.
[[nodiscard]] std::shared_ptr<const Api> load_document(const std::string& path);

/// plan → perform → judge against a mock of the same document that breaks `rule` (none when empty): the whole
/// way through the program, without files.
[[nodiscard]] std::vector<Verdict> verdicts_on_mock(const std::shared_ptr<const Api>& api,
                                                    const std::shared_ptr<const RuleBook>& rules,
                                                    const std::string& rule,
                                                    Depth depth);

}  // namespace conform::testing
