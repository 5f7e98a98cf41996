#pragma once

#include "runner/http/response_reader.hpp"
#include "runner/openapi/api.hpp"
#include "runner/plan/choose_value.hpp"
#include "runner/plan/credentials.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// What is sent for one input: of a parameter the text in its place, of the body its content.
struct Written {
  std::string text{};
  std::string content_type{};  ///< of the body only
};

/// One documented input of an operation, and what the plain good request has for it. Hangs on the Api.
struct Input {
  const Parameter* parameter = nullptr;   ///< null for the body
  const MediaType* media_type = nullptr;  ///< of the body; else null
  std::optional<Written> plain{};         ///< nothing: left out
  Value value{};                          ///< what `plain` stands for
  std::string origin{};                   ///< "its schema", "its example `x`"
  bool is_made_up = false;                ///< not from the document or the user, but from the schema alone

  [[nodiscard]] std::string name() const;  ///< `query limit`, `body`
  [[nodiscard]] bool is_required(const Operation& operation) const;
  [[nodiscard]] SchemaPtr schema() const;  ///< may be null
  [[nodiscard]] const std::vector<Example>& examples() const;
  /// A value of it in the form in which it is sent.
  [[nodiscard]] Serialised<Written> write(const Value& value) const;
};

/// A value that is given for an input, by the user or by the server: it wins over all that the document says.
struct GivenValue {
  std::string operations{};  ///< which ones it is for, a pattern as those of Selection; empty: all
  std::string input{};       ///< the name of a parameter, or `body`
  Value value{};
  std::string origin{"the configuration"};  ///< for people: "from …"
};

/// The fields that every request gets, the path before the document's own, and the user's values.
struct Surroundings {
  std::uint64_t seed = 0;
  std::string base_path{};
  std::vector<Field> fields{};       ///< these win over planned ones
  std::vector<GivenValue> values{};  ///< of several for one input the last counts
};

/// All inputs of one operation with content of one media type.
struct Inputs {
  const Operation* operation = nullptr;
  std::string id{};  ///< `POST /books · application/json`
  std::shared_ptr<const Surroundings> around{};
  std::vector<Input> all{};
  std::vector<Credential> credentials{};
  std::vector<std::string> left_out{};  ///< names of those that the plain request leaves out, quoted
  std::string not_judged{};             ///< when not empty: why no request can be made, a sentence

  /// The same for an input, or a purpose, whatever else the document holds.
  [[nodiscard]] std::uint64_t seed_of(std::string_view purpose) const;
  /// Names of the path parameters whose values are made up: no server need know them.
  [[nodiscard]] std::vector<std::string> made_up_places() const;
  /// What the plain request is made of, a sentence.
  [[nodiscard]] std::string why() const;
};

/// Every required input, and the optional ones that the document gives an example for; with a body of
/// `media_type` unless that is null.
[[nodiscard]] Inputs choose_inputs(const Operation& operation,
                                   const MediaType* media_type,
                                   std::string id,
                                   std::shared_ptr<const Surroundings> around);

/// What a request has otherwise than the plain one.
struct Change {
  std::uint32_t input = 0;           ///< index in Inputs::all
  std::optional<Written> written{};  ///< nothing: left out
};

/// The plain good request, credentials included, with these changes; at most one for an input.
[[nodiscard]] Request compose(const Inputs& inputs, std::span<const Change> changes = {});

/// Framing-sensitive answers are read to the end of a connection of their own.
[[nodiscard]] Persistence persistence_of(const Operation& operation);

}  // namespace conform
