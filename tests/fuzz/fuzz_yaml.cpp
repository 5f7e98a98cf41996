// The law: any text is read within bounds; without an error there is a document, and to_json of it reads
// back as the same value; what diagnostics show is UTF-8 without anything that a terminal would obey.

#include "runner/document/document.hpp"
#include "runner/text/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

bool is_harmless(std::string_view shown) {
  return !conform::find_invalid_utf8(shown) && std::none_of(shown.begin(), shown.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::array names{"a.yaml", "a.json", "a"};
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto* const name = names.at(size % names.size());
  const auto source = std::make_shared<const conform::Source>(conform::Source{name, text});
  conform::Diagnostics diagnostics;
  const conform::ReadLimits limits{.bytes = 1U << 20U, .depth = 100, .nodes = 20'000};
  const auto document = conform::read_document(source, diagnostics, limits);
  demand(document.has_value() != diagnostics.has_errors());
  for (const auto& diagnostic : diagnostics.list())
    demand(is_harmless(conform::render(diagnostic)));
  if (!document) return 0;
  const auto again = conform::read_json(conform::to_json(document->root));
  const auto* const value = std::get_if<conform::Value>(&again);
  demand(value != nullptr && *value == document->root);
  return 0;
}
