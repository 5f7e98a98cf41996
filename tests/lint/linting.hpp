#pragma once

#include "runner/lint/lint.hpp"

#include <memory>
#include <string>
#include <utility>

namespace conform {

/// The report about a text, which is called `name`. References lead nowhere else.
inline LintReport lint_text(std::string text, std::string name = "api.yaml") {
  static const RuleBook rules = RuleBook::embedded();
  Library library;
  const auto source = std::make_shared<const Source>(Source{std::move(name), std::move(text)});
  return lint(source, library, rules);
}

}  // namespace conform
