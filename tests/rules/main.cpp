#include "tests/rules/example_tests.hpp"
#include "tests/rules/mutant_tests.hpp"

#include <gtest/gtest.h>

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  conform::testing::register_example_tests();
  conform::testing::register_mutant_tests();
  return RUN_ALL_TESTS();
}
