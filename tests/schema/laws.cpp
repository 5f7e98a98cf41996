#include "tests/schema/laws.hpp"

#include <gtest/gtest.h>

#include <array>

namespace conform::test {
namespace {

void check_samples(const Schema& schema, const std::string& name, Direction direction, LawTally& tally) {
  for (const auto size : {SampleWish::Size::smallest, SampleWish::Size::typical, SampleWish::Size::random}) {
    const auto made = schema.sample({size, 7, direction});
    if (const auto* const none = std::get_if<NoSample>(&made)) {
      ++tally.without;
      EXPECT_FALSE(none->why.empty()) << name;
      continue;
    }
    ++tally.samples;
    EXPECT_TRUE(schema.accepts(std::get<Value>(made), direction))
        << name << ": " << to_json(std::get<Value>(made));
  }
}

void check_breaking(const Schema& schema,
                    const std::string& name,
                    Direction direction,
                    const Variation& broken) {
  const Fit fit = schema.validate(broken.value, direction);
  ASSERT_FALSE(fit.fits) << name << ": " << broken.phrase << ": " << to_json(broken.value);
  EXPECT_EQ(fit.undecided, "") << name;
  const SchemaFault& cause = fit.faults.front();
  EXPECT_EQ(cause.keyword, broken.keyword) << name << ": " << broken.phrase;
  EXPECT_EQ(cause.instance, broken.instance) << name << ": " << broken.phrase;
  EXPECT_EQ(cause.schema, broken.schema) << name << ": " << broken.phrase;
  EXPECT_FALSE(broken.phrase.empty()) << name;
}

}  // namespace

std::size_t check_laws(const Schema& schema, const std::string& name, Direction direction, LawTally& tally) {
  ++tally.schemas;
  check_samples(schema, name, direction, tally);
  const VariationWish wish{{SampleWish::Size::typical, 7, direction}, 300};
  const std::vector<Variation> breakings = schema.breakings(wish);
  EXPECT_LE(breakings.size(), wish.most) << name;
  for (const Variation& broken : breakings) {
    check_breaking(schema, name, direction, broken);
    ++tally.by_keyword[broken.keyword];
  }
  tally.breakings += breakings.size();
  tally.broken_schemas += breakings.empty() ? 0U : 1U;
  for (const auto& accepted : {schema.boundaries(wish), schema.misdirected(wish)}) {
    tally.boundaries += accepted.size();
    for (const Variation& one : accepted)
      EXPECT_TRUE(schema.accepts(one.value, direction))
          << name << ": " << one.phrase << ": " << to_json(one.value);
  }
  return breakings.size();
}

std::string summary(const LawTally& tally) {
  std::string out = std::to_string(tally.schemas) + " schemas: " + std::to_string(tally.samples) +
                    " samples, " + std::to_string(tally.without) + " not to be had; " +
                    std::to_string(tally.breakings) + " breakings of " +
                    std::to_string(tally.broken_schemas) + " schemas, " + std::to_string(tally.boundaries) +
                    " boundaries\n ";
  for (const auto& [keyword, count] : tally.by_keyword)
    out += " " + keyword + " " + std::to_string(count);
  return out + "\n";
}

}  // namespace conform::test
