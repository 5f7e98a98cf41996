#pragma once

namespace conform::testing {

/// Registers a test for every example of every embedded rule: `RuleExample.http/405-lists-allow/fail/1`.
void register_example_tests();

}  // namespace conform::testing
