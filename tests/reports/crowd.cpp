#include "tests/reports/samples.hpp"

#include <array>
#include <fmt/format.h>

namespace conform {
namespace {

using std::chrono::microseconds;

constexpr std::size_t operation_count = 200;
constexpr std::array<std::string_view, 4> methods = {"GET", "POST", "PUT", "DELETE"};
constexpr std::array<std::string_view, 6> variants = {"coverage · query limit at its maximum 100",
                                                      "coverage · query limit at its minimum 1",
                                                      "negative · query limit above its maximum",
                                                      "negative · body.name missing",
                                                      "negative · body.price of another type",
                                                      "coverage · body.tags with 4 items"};

/// The same sequence everywhere, unlike the distributions of the library.
class Dice {
public:
  std::size_t roll(std::size_t sides) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state_ >> 33U) % sides;
  }

private:
  std::uint64_t state_ = 1;
};

std::string name_of_operation(std::size_t number) {
  return fmt::format("{} /shops/{{shopId}}/departments-{:02}{}",
                     methods[number % methods.size()],
                     number / methods.size(),
                     number % 2 == 0 ? "" : "/{itemId}");
}

microseconds duration_of(std::size_t operation, Dice& dice) {
  microseconds duration{150 + 40 * (operation % 17) * (operation % 17) + dice.roll(900)};
  if (dice.roll(40) == 0) duration *= 30;
  return duration;
}

/// A failing case of `sample` on another operation, its content a little different for each cause.
CaseResult moved(const CaseResult& sample, std::size_t cause) {
  CaseResult result = sample;
  for (KeptFinding& finding : result.findings)
    finding.cause = fmt::format("cause {}", cause);
  return result;
}

}  // namespace

Results crowded_run(std::size_t cases) {
  Results results = small_run();
  const std::array<CaseResult, 4> failing = {
      results.cases[2], results.cases[3], results.cases[4], results.cases[5]};
  const CaseResult passed = results.cases[0];
  results.cases.clear();
  results.header.cases.clear();
  results.header.operations.clear();
  for (std::size_t at = 0; at < operation_count; ++at) {
    results.header.operations.push_back({name_of_operation(at),
                                         "",
                                         fmt::format("departments {}", at / 10),
                                         static_cast<std::uint32_t>(20 + at * 31),
                                         {"200", "400", "404", "405"}});
  }
  Dice dice;
  for (std::size_t at = 0; at < cases; ++at) {
    const std::size_t operation = at * operation_count / cases;
    CaseResult result = at % 10 == 0 ? moved(failing[dice.roll(failing.size())], dice.roll(3)) : passed;
    result.id =
        fmt::format("{} · {} ({})", name_of_operation(operation), variants[at % variants.size()], at % 50);
    result.operation = static_cast<std::uint32_t>(operation);
    result.duration = duration_of(operation, dice);
    results.header.cases.push_back({result.id, result.operation});
    results.cases.push_back(std::move(result));
  }
  return results;
}

}  // namespace conform
