#pragma once

#include "runner/openapi/serialise.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace conform {

/// A value to try for an input, and where it comes from: "its example `x`", "its schema".
struct Candidate {
  Value value{};
  std::string origin{};
  enum class Source { example, schema } source = Source::example;
};

/// What an input can be, the best first: examples that fit the schema, a sample of the schema, then
/// examples that do not fit. `seed` decides about samples alone.
struct Candidates {
  std::vector<Candidate> values{};
  std::string why_none{};  ///< a sentence when there is no sample and no example
};
[[nodiscard]] Candidates
candidates(const std::vector<Example>& examples, const SchemaPtr& schema, std::uint64_t seed);

/// An input in the form in which it is sent.
template <class T> struct Chosen {
  T written{};
  Candidate candidate{};
};
/// As serialise_parameter; but path parameters must not make an empty segment, `.` or `..`: those would name
/// another resource (RFC 3986 §5.2.4).
[[nodiscard]] Serialised<std::string> write_parameter(const Parameter& parameter, const Value& value);
/// The first candidate that can be written, or a sentence that tells why there is none.
[[nodiscard]] std::variant<Chosen<std::string>, std::string> choose_parameter(const Parameter& parameter,
                                                                              std::uint64_t seed);
[[nodiscard]] std::variant<Chosen<Body>, std::string> choose_body(const MediaType& media_type,
                                                                  std::uint64_t seed);

}  // namespace conform
