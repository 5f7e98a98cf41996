#pragma once

#include "runner/http/grammar.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string_view>

namespace conform {

inline void expect_matches(std::string_view grammar, std::initializer_list<std::string_view> values) {
  const Grammar* found = find_grammar(grammar);
  ASSERT_NE(found, nullptr) << grammar;
  for (const std::string_view value : values)
    EXPECT_TRUE(found->matches(value)) << grammar << ": " << value;
}

inline void expect_refuses(std::string_view grammar, std::initializer_list<std::string_view> values) {
  const Grammar* found = find_grammar(grammar);
  ASSERT_NE(found, nullptr) << grammar;
  for (const std::string_view value : values)
    EXPECT_FALSE(found->matches(value)) << grammar << ": " << value;
}

}  // namespace conform
