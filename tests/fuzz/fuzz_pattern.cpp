#include "runner/schema/pattern.hpp"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <variant>

// The bytes up to the first line end are a pattern, the rest is a subject. Laws: compiling and searching end;
// what the strict syntax accepts is compiled or refused by the engine alone; samples are bounded.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace conform;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t end = bytes.find('\n');
  const std::string_view text = bytes.substr(0, end);
  const std::string_view subject = end == std::string_view::npos ? std::string_view{} : bytes.substr(end + 1);
  const auto made = Pattern::compile(text);
  const auto* const pattern = std::get_if<std::shared_ptr<const Pattern>>(&made);
  if (pattern == nullptr) return std::get<PatternFault>(made).message.empty() ? std::abort(), 0 : 0;
  Pattern::Scratch scratch;
  const Match first = (*pattern)->search(subject, scratch);
  if ((*pattern)->search(subject, scratch) != first) std::abort();
  Random random(size);
  constexpr std::size_t largest_sample = 70'000;
  for (std::uint32_t effort = 0; effort < 4; ++effort) {
    if ((*pattern)->sample(random, effort).size() > largest_sample) std::abort();
  }
  return 0;
}
