#pragma once

#include "runner/document/value.hpp"
#include "runner/text/diagnostic.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace conform {

/// A text and what it says. The marks inside `root` are places in `source`.
struct Document {
  SourcePtr source{};
  Value root{};

  [[nodiscard]] Place place(const Value& part) const { return {source, part.mark()}; }
  [[nodiscard]] Place place(Mark mark) const { return {source, mark}; }
};

/// Bounds on what is read; beyond them there is a diagnostic, never a crash or an endless wait.
struct ReadLimits {
  std::size_t bytes = 64U << 20U;
  std::size_t depth = 500;
  std::size_t nodes = 2'000'000;  ///< counting what aliases expand to
  // Of one text in YAML, which takes twenty times as long to read; two seconds at most.
  std::size_t yaml_bytes = 32U << 20U;
  std::size_t yaml_nodes = 500'000;
};

/// Reads JSON (RFC 8259) or YAML (1.2 core schema, one document), told apart by content: a text whose
/// first character is `{` or `[` is tried as JSON first. Duplicate keys, unknown aliases, a second YAML
/// document, bad UTF-8 and the limits are diagnostics; several are collected where reading can go on.
/// Nothing is returned when there was an error.
[[nodiscard]] std::optional<Document>
read_document(SourcePtr source, Diagnostics& diagnostics, const ReadLimits& limits = {});

/// A fault in a JSON text.
struct JsonFault {
  std::size_t offset = 0;  ///< bytes from the beginning
  std::string message{};   ///< a sentence
};

/// The strict reading of a JSON text: RFC 8259 with UTF-8 checked, no BOM, no duplicate keys. Gives the
/// value or the first fault. `marks` costs a little: without them every mark is {0, 0}.
enum class Marks { none, kept };
[[nodiscard]] std::variant<Value, JsonFault>
read_json(std::string_view text, Marks marks = Marks::none, const ReadLimits& limits = {});

/// A token of a JSON Pointer as it is written there (RFC 6901 §3): `a/b` becomes `a~1b`.
[[nodiscard]] std::string escape_pointer_token(std::string_view token);
/// The unescaped tokens of a JSON Pointer. Nothing when the syntax is wrong.
[[nodiscard]] std::optional<std::vector<std::string>> parse_pointer(std::string_view pointer);
/// The member or item that one unescaped token names, or nullptr.
[[nodiscard]] const Value* resolve_token(const Value& at, std::string_view token);
/// The value that `pointer` names below `root`, or nullptr.
[[nodiscard]] const Value* resolve_pointer(const Value& root, std::string_view pointer);

}  // namespace conform
