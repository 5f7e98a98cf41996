#include "runner/plan/inputs.hpp"

#include "runner/contract/request_fit.hpp"
#include "runner/openapi/document_hash.hpp"
#include "runner/plan/selection.hpp"
#include "runner/text/quoted.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>
#include <ranges>

namespace conform {
namespace {

constexpr std::size_t longest_name = 60;
constexpr std::size_t inputs_named = 6;  // in `why`, before the rest is only counted

// The connection decides about these (RFC 9112 §3.2, §6, RFC 9110 §7.6.1).
bool belongs_to_connection(std::string_view name) {
  constexpr std::array<std::string_view, 6> names = {
      "Host", "Connection", "Content-Length", "Transfer-Encoding", "Keep-Alive", "TE"};
  return std::ranges::any_of(names,
                             [&](std::string_view known) { return equals_ignoring_case(known, name); });
}

void append_sentence(std::string& sentences, const std::string& more) {
  if (!sentences.empty()) sentences += ' ';
  sentences += more;
}

/// The user's value for the input; nullptr when there is none.
const GivenValue* given_for(const Inputs& inputs, std::string_view name) {
  for (const GivenValue& given : inputs.around->values | std::views::reverse) {
    const bool is_meant = given.operations.empty() || matches_operation(given.operations, *inputs.operation);
    if (given.input == name && is_meant) return &given;
  }
  return nullptr;
}

/// Takes the user's value; false when they gave none.
bool take_given(Inputs& inputs, Input& input, std::string_view name) {
  const GivenValue* given = given_for(inputs, name);
  if (given == nullptr) return false;
  Serialised<Written> written = input.write(given->value);
  if (auto* text = std::get_if<Written>(&written)) {
    input.plain = std::move(*text);
    input.value = given->value;
    input.origin = given->origin;
  } else {
    append_sentence(inputs.not_judged,
                    "The value for " + quoted(name, longest_name) + " from " + given->origin +
                        " cannot be sent. " + std::get<CannotSerialise>(written).why);
  }
  return true;
}

void add_parameter(Inputs& inputs, const Parameter& parameter) {
  Input input;
  input.parameter = &parameter;
  if (take_given(inputs, input, parameter.name)) {
    inputs.all.push_back(std::move(input));
    return;
  }
  const bool is_ours = parameter.in == ParameterIn::header && belongs_to_connection(parameter.name);
  if (is_ours || (!parameter.required && parameter.examples.empty())) {
    inputs.left_out.push_back(quoted(parameter.name, longest_name));
    if (!is_ours) inputs.all.push_back(std::move(input));
    return;
  }
  auto chosen = choose_parameter(parameter, inputs.seed_of(input.name()));
  if (auto* found = std::get_if<Chosen<std::string>>(&chosen)) {
    input.plain = Written{std::move(found->written), {}};
    input.value = std::move(found->candidate.value);
    input.origin = std::move(found->candidate.origin);
    input.is_made_up = found->candidate.source == Candidate::Source::schema;
  } else if (!parameter.required) {
    inputs.left_out.push_back(quoted(parameter.name, longest_name));
  } else {
    append_sentence(inputs.not_judged,
                    "The required " + std::string(name_of(parameter.in)) + " parameter " +
                        quoted(parameter.name, longest_name) + " has no value that could be sent. " +
                        std::get<std::string>(chosen));
  }
  inputs.all.push_back(std::move(input));
}

void add_body(Inputs& inputs, const MediaType& media_type) {
  Input input;
  input.media_type = &media_type;
  if (take_given(inputs, input, "body")) {
    inputs.all.push_back(std::move(input));
    return;
  }
  auto chosen = choose_body(media_type, inputs.seed_of("content"));
  if (auto* found = std::get_if<Chosen<Body>>(&chosen)) {
    input.plain = Written{std::move(found->written.content), std::move(found->written.content_type)};
    input.value = std::move(found->candidate.value);
    input.origin = std::move(found->candidate.origin);
    input.is_made_up = found->candidate.source == Candidate::Source::schema;
  } else {
    append_sentence(inputs.not_judged,
                    "No content of the media type `" + printable(shortened(media_type.name, 120)) +
                        "` could be made. " + std::get<std::string>(chosen));
  }
  inputs.all.push_back(std::move(input));
}

std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (std::size_t at = 0; at < std::min(names.size(), inputs_named); ++at)
    list += (at > 0 ? ", " : "") + names[at];
  if (names.size() > inputs_named) list += " and " + std::to_string(names.size() - inputs_named) + " more";
  return list;
}

std::string unsendable(const Operation& operation) {
  if (operation.method == "CONNECT")
    return "CONNECT asks a proxy for a tunnel; it is not sent to an origin server (RFC 9110 §9.3.6).";
  return {};
}

}  // namespace

std::string Input::name() const { return parameter != nullptr ? name_of_input(*parameter) : "body"; }

bool Input::is_required(const Operation& operation) const {
  if (parameter != nullptr) return parameter->required;
  return operation.request_body && operation.request_body->required;
}

SchemaPtr Input::schema() const {
  if (parameter == nullptr) return media_type->schema;
  const auto& content = parameter->content;
  return content ? content->schema : parameter->schema;
}

const std::vector<Example>& Input::examples() const {
  return parameter != nullptr ? parameter->examples : media_type->examples;
}

Serialised<Written> Input::write(const Value& sent) const {
  if (parameter != nullptr) {
    Serialised<std::string> text = write_parameter(*parameter, sent);
    if (auto* written = std::get_if<std::string>(&text)) return Written{std::move(*written), {}};
    return std::get<CannotSerialise>(std::move(text));
  }
  Serialised<Body> body = serialise_body(*media_type, sent);
  if (auto* written = std::get_if<Body>(&body))
    return Written{std::move(written->content), std::move(written->content_type)};
  return std::get<CannotSerialise>(std::move(body));
}

std::uint64_t Inputs::seed_of(std::string_view purpose) const {
  std::uint64_t state = fnv_1a(to_hex(around->seed));
  state = fnv_1a(id, state);
  return fnv_1a(purpose, fnv_1a("\n", state));
}

std::vector<std::string> Inputs::made_up_places() const {
  std::vector<std::string> names;
  for (const Input& input : all) {
    const bool is_place = input.parameter != nullptr && input.parameter->in == ParameterIn::path;
    if (is_place && input.is_made_up) names.push_back(input.parameter->name);
  }
  return names;
}

std::string Inputs::why() const {
  std::vector<std::string> given;
  for (const Input& input : all) {
    if (!input.plain) continue;
    const std::string what =
        input.parameter != nullptr ? quoted(input.parameter->name, longest_name) : "the content";
    given.push_back(what + " from " + input.origin);
  }
  std::string why = "The plain good request";
  if (!given.empty()) why += ": " + listed(given);
  if (!left_out.empty())
    why += std::string(given.empty() ? ": " : "; ") + "without the optional " + listed(left_out);
  return why + ".";
}

Inputs choose_inputs(const Operation& operation,
                     const MediaType* media_type,
                     std::string id,
                     std::shared_ptr<const Surroundings> around) {
  Inputs inputs;
  inputs.operation = &operation;
  inputs.id = std::move(id);
  inputs.around = std::move(around);
  inputs.not_judged = unsendable(operation);
  for (const Parameter& parameter : operation.parameters)
    add_parameter(inputs, parameter);
  if (media_type != nullptr) add_body(inputs, *media_type);
  return inputs;
}

}  // namespace conform
