#pragma once

#include "runner/openapi/api.hpp"
#include "runner/rules/rule.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace conform::test {

/// An Api and what it hangs on.
struct SmallApi {
  std::unique_ptr<Library> library = std::make_unique<Library>();
  std::shared_ptr<const Api> api{};
};

inline std::string all_of(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics.list())
    text += render(diagnostic);
  return text;
}

inline SourcePtr source_of(std::string name, std::string text) {
  Source source;
  source.name = std::move(name);
  source.text = std::move(text);
  return std::make_shared<const Source>(std::move(source));
}

/// Reads a whole OpenAPI document; throws with its diagnostics when there is an error.
inline SmallApi api_from(SourcePtr source) {
  SmallApi made;
  Diagnostics diagnostics;
  const Document* document = made.library->open(std::move(source), diagnostics);
  auto api = document == nullptr ? std::nullopt : load_api(*document, *made.library, diagnostics);
  if (!api || diagnostics.has_errors()) throw std::runtime_error(all_of(diagnostics));
  made.api = std::make_shared<const Api>(std::move(*api));
  return made;
}

/// `paths` is what follows `paths:` in YAML, indented by two.
inline SmallApi api_of(const std::string& paths) {
  return api_from(
      source_of("small.yaml", "openapi: 3.1.0\ninfo: { title: Small, version: 1.0.0 }\npaths:\n" + paths));
}

/// A rule book from the text of a suite.
inline std::shared_ptr<const RuleBook> rules_of(const std::string& suite) {
  auto book = std::make_shared<RuleBook>();
  Diagnostics diagnostics;
  if (suite.empty()) return book;
  const auto document = read_document(source_of("suite.yaml", suite), diagnostics);
  if (document) book->add(*document, diagnostics);
  if (diagnostics.has_errors()) throw std::runtime_error(all_of(diagnostics));
  return book;
}

inline Request request_of(std::string method, std::string target, Fields fields = {}) {
  Request request;
  request.method = std::move(method);
  request.target = std::move(target);
  request.fields = std::move(fields);
  return request;
}

}  // namespace conform::test
