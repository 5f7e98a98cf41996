#include "runner/plan/choose_value.hpp"

#include "runner/openapi/media_type_name.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

namespace conform {
namespace {

std::string origin_of(const Example& example) {
  if (example.name == "example") return "its example";
  return "its example `" + printable(shortened(example.name, 60)) + "`";
}

/// Examples of objects are often written as a text that holds JSON.
std::optional<Value> json_in_text(const Value& value) {
  if (!value.is_string()) return std::nullopt;
  std::variant<Value, JsonFault> read = read_json(value.string());
  if (auto* parsed = std::get_if<Value>(&read)) return std::move(*parsed);
  return std::nullopt;
}

void add_fitting_examples(const std::vector<Example>& examples, const Schema* schema, Candidates& found) {
  for (const Example& example : examples) {
    if (schema == nullptr || schema->accepts(example.value, Direction::request)) {
      found.values.push_back({example.value, origin_of(example)});
      continue;
    }
    auto parsed = json_in_text(example.value);
    if (parsed && schema->accepts(*parsed, Direction::request))
      found.values.push_back({std::move(*parsed), origin_of(example)});
  }
}

void add_samples(const Schema& schema, std::uint64_t seed, Candidates& found) {
  // Random ones follow, since the typical one may be a text that its place cannot hold.
  for (std::uint64_t round = 0; round < 4; ++round) {
    SampleWish wish;
    wish.size = round == 0 ? SampleWish::Size::typical : SampleWish::Size::random;
    wish.seed = seed + round;
    wish.direction = Direction::request;
    std::variant<Value, NoSample> sample = schema.sample(wish);
    if (const auto* none = std::get_if<NoSample>(&sample)) {
      if (round == 0) found.why_none = none->why;
      return;
    }
    found.values.push_back({std::get<Value>(std::move(sample)), "its schema", Candidate::Source::schema});
  }
}

/// Whether the text stands for itself in a path.
bool is_segment(std::string_view text) { return !text.empty() && text != "." && text != ".."; }

template <class T, class Write>
std::variant<Chosen<T>, std::string> first_written(const Candidates& found, const Write& write) {
  std::string why = found.why_none;
  for (const Candidate& candidate : found.values) {
    Serialised<T> written = write(candidate.value);
    if (auto* text = std::get_if<T>(&written)) return Chosen<T>{std::move(*text), candidate};
    if (why.empty()) why = std::get<CannotSerialise>(written).why;
  }
  return why;
}

}  // namespace

Candidates candidates(const std::vector<Example>& examples, const SchemaPtr& schema, std::uint64_t seed) {
  Candidates found;
  add_fitting_examples(examples, schema.get(), found);
  if (found.values.empty() && schema) add_samples(*schema, seed, found);
  if (found.values.empty()) {
    for (const Example& example : examples)
      found.values.push_back({example.value, origin_of(example) + " (which its schema refuses)"});
  }
  if (found.values.empty() && !schema) found.why_none = "The document gives neither a schema nor an example.";
  return found;
}

Serialised<std::string> write_parameter(const Parameter& parameter, const Value& value) {
  Serialised<std::string> written = serialise_parameter(parameter, value);
  const auto* text = std::get_if<std::string>(&written);
  const bool is_lost = text != nullptr && parameter.in == ParameterIn::path && !is_segment(*text);
  if (is_lost) return CannotSerialise{"The value `" + *text + "` would not stay a segment of the path."};
  return written;
}

std::variant<Chosen<std::string>, std::string> choose_parameter(const Parameter& parameter,
                                                                std::uint64_t seed) {
  const SchemaPtr& schema = parameter.content ? parameter.content->schema : parameter.schema;
  Candidates found = candidates(parameter.examples, schema, seed);
  // An example may be unfit for its place though it fits the schema; then the schema has its turn.
  if (schema && !parameter.examples.empty()) add_samples(*schema, seed, found);
  return first_written<std::string>(found,
                                    [&](const Value& value) { return write_parameter(parameter, value); });
}

std::variant<Chosen<Body>, std::string> choose_body(const MediaType& media_type, std::uint64_t seed) {
  Candidates found = candidates(media_type.examples, media_type.schema, seed);
  return first_written<Body>(found, [&](const Value& value) { return serialise_body(media_type, value); });
}

}  // namespace conform
