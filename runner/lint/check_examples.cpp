#include "runner/lint/checks.hpp"
#include "runner/lint/misfit.hpp"
#include "runner/openapi/media_type_name.hpp"
#include "runner/openapi/serialise.hpp"

#include <algorithm>

namespace conform {
namespace {

// Each can cost a million steps of a pattern; a hostile document has many.
constexpr std::size_t most_undecided = 100;

/// Whether what is sent tells a number from a text: in JSON it does, in forms and XML all are texts.
enum class Typing { told_apart, alike };

/// What an example must fit.
struct Wanted {
  const Schema& schema;
  Direction direction = Direction::none;
  Typing typing = Typing::told_apart;
};

void check_example(Linting& linting, const Example& example, const Wanted& wanted) {
  if (linting.undecided >= most_undecided) return;
  Fit fit = wanted.schema.validate(example.value, wanted.direction);
  if (!fit.undecided.empty()) ++linting.undecided;
  if (fit.fits) return;
  if (wanted.typing == Typing::alike) {
    std::erase_if(fit.faults, [&](const SchemaFault& fault) {
      const Value* const part = resolve_pointer(example.value, fault.instance);
      return fault.keyword == "type" && part != nullptr && part->is_string();
    });
  }
  if (fit.faults.empty()) return;
  const std::string what = example.name == "example" ? "The example" : "The example " + quoted(example.name);
  linting.findings.add(misfit(what, example.where.source, example.value, fit.faults));
}

void check_media_type(Linting& linting, const MediaType& media_type, Direction direction) {
  if (media_type.schema == nullptr) return;
  const bool is_json = split_media_type(media_type.name).is_json();
  for (const Example& example : media_type.examples) {
    // What JSON cannot hold is written as the text that is sent (OpenAPI 3.1 §4.8.19.1).
    const bool is_text = example.form == Example::Form::serialized || (!is_json && example.value.is_string());
    if (is_text || example.form == Example::Form::of_schema) continue;
    check_example(
        linting, example, {*media_type.schema, direction, is_json ? Typing::told_apart : Typing::alike});
  }
}

/// Whether the example is the text that is sent for a value that fits, as OpenAPI 3.0 and 3.1 ask
/// (§4.8.12.2.1): `1,2` for a list of numbers, `"true"` for a truth.
bool fits_as_sent(const Parameter& parameter, const Value& example, Direction direction) {
  if (!example.is_string()) return false;
  Parameter as_header = parameter;
  as_header.in = ParameterIn::header;
  as_header.style = ParameterStyle::simple;
  const auto value = read_parameter(as_header, example.string());
  const auto* const read = std::get_if<Value>(&value);
  return read != nullptr && parameter.schema->accepts(*read, direction);
}

void check_parameter(Linting& linting, const Parameter& parameter, Direction direction) {
  if (parameter.content) return check_media_type(linting, *parameter.content, direction);
  if (parameter.schema == nullptr) return;
  for (const Example& example : parameter.examples) {
    if (example.form != Example::Form::value || fits_as_sent(parameter, example.value, direction)) continue;
    check_example(linting, example, {*parameter.schema, direction});
  }
}

}  // namespace

void check_examples(Linting& linting) {
  for (const Operation& operation : linting.api.operations) {
    for (const Parameter& parameter : operation.parameters)
      check_parameter(linting, parameter, Direction::request);
    if (const auto& body = operation.request_body) {
      for (const MediaType& media_type : body->content)
        check_media_type(linting, media_type, Direction::request);
    }
    for (const DocumentedResponse& response : operation.responses) {
      for (const Parameter& header : response.headers)
        check_parameter(linting, header, Direction::response);
      for (const MediaType& media_type : response.content)
        check_media_type(linting, media_type, Direction::response);
    }
  }
}

}  // namespace conform
