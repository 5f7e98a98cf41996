#pragma once

namespace conform::testing {

/// Registers a test for every embedded rule: an answer that keeps it, changed as little as possible so that
/// it breaks this rule, is noticed by exactly this rule.
void register_mutant_tests();

}  // namespace conform::testing
