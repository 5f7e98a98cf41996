#pragma once

#include "runner/schema/schema.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace conform::test {

/// A schema from its JSON text, with the documents that it needs to be compiled. `schema` is null and
/// `diagnostics` not empty when it was refused.
struct Compiled {
  std::unique_ptr<Document> document{};
  Diagnostics diagnostics{};
  SchemaPtr schema{};
};

[[nodiscard]] inline Value json(std::string_view text) {
  auto read = read_json(text);
  if (auto* const fault = std::get_if<JsonFault>(&read)) return Value("not JSON: " + fault->message);
  return std::move(std::get<Value>(read));
}

[[nodiscard]] inline Compiled
compiled(std::string_view text, const CompileOptions& options = {}, std::string_view pointer = {}) {
  Compiled out;
  auto source = std::make_shared<const Source>(Source{"schema.json", std::string(text)});
  if (auto document = read_document(std::move(source), out.diagnostics)) {
    out.document = std::make_unique<Document>(std::move(*document));
    Library library;
    const Value* const value = resolve_pointer(out.document->root, pointer);
    if (value != nullptr) {
      out.schema = compile_schema(
          {out.document.get(), value, std::string(pointer)}, options, library, out.diagnostics);
    }
  }
  return out;
}

[[nodiscard]] inline Compiled
compiled(std::string_view text, Dialect dialect, std::string_view pointer = {}) {
  CompileOptions options;
  options.dialect = dialect;
  return compiled(text, options, pointer);
}

}  // namespace conform::test
