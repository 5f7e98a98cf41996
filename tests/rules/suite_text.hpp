#pragma once

#include "runner/rules/rule.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace conform::testing {

inline Document suite_of(std::string text, std::string name = "suite.yaml") {
  auto source = std::make_shared<const Source>(Source{std::move(name), std::move(text)});
  Diagnostics diagnostics;
  auto document = read_document(std::move(source), diagnostics);
  if (!document) throw std::runtime_error(render(diagnostics.list().front()));
  return std::move(*document);
}

/// The condition that `text` (YAML) writes. Throws the first diagnostic.
inline Predicate condition(const std::string& text) {
  const Document suite = suite_of(text);
  Diagnostics diagnostics;
  auto predicate = Predicate::load(suite, suite.root, diagnostics);
  if (!predicate) throw std::runtime_error(render(diagnostics.list().front()));
  return std::move(*predicate);
}

}  // namespace conform::testing
