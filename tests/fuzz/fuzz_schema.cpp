#include "runner/schema/schema.hpp"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <variant>

// The first byte chooses the dialect; then come a schema and, after a line end, a value, both JSON. Laws: all
// that is asked ends; `validate` and `accepts` agree; what `sample` makes is accepted, and otherwise it says
// why; what is broken is refused by the keyword that it names, what stands at a boundary is accepted.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace conform;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const std::size_t end = bytes.find('\n');
  auto schema_text = read_json(bytes.substr(0, end));
  if (!std::holds_alternative<Value>(schema_text)) return 0;
  const Document document{std::make_shared<const Source>(), std::get<Value>(std::move(schema_text))};
  CompileOptions options;
  options.dialect = static_cast<Dialect>(data[0] % 8);
  Library library;
  Diagnostics diagnostics;
  const SchemaPtr schema = compile_schema({&document, &document.root, {}}, options, library, diagnostics);
  if (!schema) return diagnostics.has_errors() ? 0 : (std::abort(), 0);
  const auto value = end == std::string_view::npos ? read_json("{}") : read_json(bytes.substr(end + 1));
  if (const auto* const instance = std::get_if<Value>(&value)) {
    const Fit fit = schema->validate(*instance);
    if (fit.fits != fit.faults.empty()) std::abort();
    if (schema->accepts(*instance) != (fit.fits && fit.undecided.empty())) std::abort();
  }
  const auto wished = data[0] / 8 % 3;
  const SampleWish wish{static_cast<SampleWish::Size>(wished), data[0], Direction::request};
  const auto made = schema->sample(wish);
  if (const auto* const none = std::get_if<NoSample>(&made)) return none->why.empty() ? (std::abort(), 0) : 0;
  if (!schema->accepts(std::get<Value>(made), Direction::request)) std::abort();
  const VariationWish variations{wish, 20};
  for (const Variation& broken : schema->breakings(variations)) {
    const Fit fit = schema->validate(broken.value, Direction::request);
    if (fit.fits || fit.faults[0].keyword != broken.keyword) std::abort();
  }
  for (const Variation& one : schema->boundaries(variations)) {
    if (!schema->accepts(one.value, Direction::request)) std::abort();
  }
  return 0;
}
