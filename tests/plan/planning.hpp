#pragma once

#include "runner/plan/plan.hpp"

#include <stdexcept>
#include <string>
#include <string_view>

namespace conform {

/// The Api of a document without mistakes.
inline Api api_of(std::string_view text) {
  Library library;
  Diagnostics diagnostics;
  const auto source = std::make_shared<const Source>(Source{"api.yaml", std::string(text)});
  const Document* document = library.open(source, diagnostics);
  auto api = document != nullptr ? load_api(*document, library, diagnostics) : std::nullopt;
  if (!api || diagnostics.has_errors()) {
    std::string all;
    for (const Diagnostic& diagnostic : diagnostics.list())
      all += render(diagnostic);
    throw std::invalid_argument(all);
  }
  return *api;
}

/// Everything in the plan, for comparison.
inline std::string text_of(const Plan& plan) {
  std::string text;
  for (const Case& planned : plan.cases) {
    text += "# " + planned.id + "\n" + planned.why + "\n";
    if (!planned.not_judged.empty()) text += "not judged: " + planned.not_judged + "\n";
    for (const Step& step : planned.steps) {
      text += step.request.method + " " + step.request.target +
              (step.persistence == Persistence::close ? " (close)\n" : "\n");
      for (const Field& field : step.request.fields)
        text += field.name + ": " + field.value + "\n";
      if (step.request.has_content) text += "\n" + step.request.content + "\n";
    }
    text += "\n";
  }
  return text;
}

}  // namespace conform
