#include "runner/lint/checks.hpp"
#include "runner/lint/misfit.hpp"
#include "runner/openapi/media_type_name.hpp"
#include "runner/openapi/serialise.hpp"

#include <algorithm>

namespace conform {
namespace {

void check_example(Linting& linting, const Example& example, const Schema& schema, Direction direction) {
  const Fit fit = schema.validate(example.value, direction);
  if (fit.fits || fit.faults.empty()) return;
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
    check_example(linting, example, *media_type.schema, direction);
  }
}

/// Whether the example is the text that is sent for a value that fits: `1,2` for a list of numbers.
bool fits_as_sent(const Parameter& parameter, const Value& example, Direction direction) {
  if (!example.is_string()) return false;
  Parameter as_header = parameter;
  as_header.in = ParameterIn::header;
  as_header.style = ParameterStyle::simple;
  const auto value = read_parameter(as_header, example.string());
  const auto* const read = std::get_if<Value>(&value);
  const bool is_compound = read != nullptr && (read->is_array() || read->is_object());
  return is_compound && parameter.schema->accepts(*read, direction);
}

void check_parameter(Linting& linting, const Parameter& parameter, Direction direction) {
  if (parameter.content) return check_media_type(linting, *parameter.content, direction);
  if (parameter.schema == nullptr) return;
  for (const Example& example : parameter.examples) {
    if (example.form != Example::Form::value || fits_as_sent(parameter, example.value, direction)) continue;
    check_example(linting, example, *parameter.schema, direction);
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
