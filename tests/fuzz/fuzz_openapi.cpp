#include "runner/plan/curl.hpp"
#include "runner/plan/plan.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace conform;

void require(bool holds) {
  if (!holds) std::abort();
}

bool is_visible_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

bool has_line_end(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) < text.size();
}

/// No document can break out of the request line or of a field.
void check_request(const Request& request) {
  require(request.target.starts_with('/') && is_visible_ascii(request.target));
  require(request.target.find('#') == std::string::npos);
  require(is_visible_ascii(request.method) && !request.method.empty());
  for (const Field& field : request.fields)
    require(!field.name.empty() && is_visible_ascii(field.name) && !has_line_end(field.value));
  require(to_curl(request, "http://h" + request.target).find_first_of(std::string_view("\r\0\x1B", 3)) ==
          std::string::npos);
}

void check_case(const Case& planned) {
  require(!planned.id.empty() && !planned.why.empty());
  require(planned.steps.empty() != planned.not_judged.empty());
  for (const Step& step : planned.steps)
    check_request(step.request);
}

}  // namespace

// A document. Laws: reading and planning end; without an Api there is an error; whatever is planned is one
// request and says what it is for; no text of the document leaves its place in the request.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Library library;
  Diagnostics diagnostics;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto source = std::make_shared<const Source>(Source{"fuzz.yaml", std::string(text)});
  const Document* document = library.open(source, diagnostics);
  if (document == nullptr) return 0;
  const auto api = load_api(*document, library, diagnostics);
  require(api.has_value() || diagnostics.has_errors());
  if (!api) return 0;
  for (const Case& planned : make_plan(*api, RuleBook(), {}).cases)
    check_case(planned);
  return 0;
}
