#include "runner/rules/rule.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace conform;

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

// A suite. Laws: reading it ends; each rule that it adds has an id and can be found by it, and a suite
// without a mistake that has entries adds or replaces some.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Diagnostics diagnostics;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto source = std::make_shared<const Source>(Source{"fuzz.yaml", std::string(text)});
  const auto suite = read_document(source, diagnostics);
  require(suite.has_value() != diagnostics.has_errors());
  if (!suite) return 0;
  RuleBook book;
  book.add(*suite, diagnostics);
  for (const Rule& rule : book.rules())
    require(!rule.id.empty() && book.find(rule.id) != nullptr);
  const bool has_entries = suite->root.is_object() && !suite->root.object().empty();
  require(diagnostics.has_errors() || !has_entries || !book.rules().empty());
  return 0;
}
