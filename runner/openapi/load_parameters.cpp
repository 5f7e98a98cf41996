#include "runner/openapi/reading.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

// In the order of the enumerations.
constexpr std::array<std::string_view, 5> in_words = {"path", "query", "header", "cookie", "querystring"};
// Swagger 2.0; the last two make up the body.
constexpr std::array<std::string_view, 5> swagger_in_words = {"path", "query", "header", "formData", "body"};
constexpr std::array<std::string_view, 8> style_words = {
    "matrix", "label", "simple", "form", "spaceDelimited", "pipeDelimited", "deepObject", "cookie"};

// OpenAPI 3.1 §4.8.12.2: the styles that each place allows.
bool is_allowed(ParameterStyle style, ParameterIn in) {
  switch (in) {
  case ParameterIn::path:
    return style == ParameterStyle::matrix || style == ParameterStyle::label ||
           style == ParameterStyle::simple;
  case ParameterIn::header: return style == ParameterStyle::simple;
  case ParameterIn::cookie: return style == ParameterStyle::form || style == ParameterStyle::raw_cookie;
  case ParameterIn::query:
    return style != ParameterStyle::matrix && style != ParameterStyle::label &&
           style != ParameterStyle::simple && style != ParameterStyle::raw_cookie;
  case ParameterIn::querystring: break;
  }
  return false;
}

ParameterStyle default_style(ParameterIn in) {
  const bool is_simple = in == ParameterIn::path || in == ParameterIn::header;
  return is_simple ? ParameterStyle::simple : ParameterStyle::form;
}

// RFC 9110 §5.1
bool is_field_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

bool equals_ignoring_case(std::string_view left, std::string_view right) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
  return std::ranges::equal(left, right, {}, lower, lower);
}

// §4.8.12.1: definitions of these header parameters are ignored; other parts of the document decide them.
bool is_described_elsewhere(std::string_view name) {
  return equals_ignoring_case(name, "Accept") || equals_ignoring_case(name, "Content-Type") ||
         equals_ignoring_case(name, "Authorization");
}

/// Where values are percent-encoded, and so some of that can be left out: 3.1 says in queries; 3.2 says
/// wherever a value is percent-encoded. 3.0 leaves it open.
void check_allow_reserved(Reading& reading, const Located& at, const Parameter& parameter) {
  if (reading.version == OpenApiVersion::v3_0 || !at["allowReserved"]) return;
  const bool is_encoded = parameter.in == ParameterIn::query ||
                          (reading.version == OpenApiVersion::v3_2 &&
                           (parameter.in == ParameterIn::path || (parameter.in == ParameterIn::cookie &&
                                                                  parameter.style == ParameterStyle::form)));
  if (is_encoded) return;
  report_slip(reading,
              at["allowReserved"].place(),
              "`allowReserved` means nothing here: no value of this place and style is percent-encoded"
              " by that rule.",
              "Leave it out.");
}

void read_style(Reading& reading, const Located& at, Parameter& parameter) {
  parameter.style = default_style(parameter.in);
  const std::size_t known =
      reading.version == OpenApiVersion::v3_2 ? style_words.size() : style_words.size() - 1;
  if (const auto style = word_member(reading, at, "style", std::span(style_words).first(known))) {
    const auto asked = static_cast<ParameterStyle>(*style);
    if (is_allowed(asked, parameter.in)) {
      parameter.style = asked;
    } else {
      report_error(reading,
                   at["style"].place(),
                   "The style `" + std::string(style_words[*style]) + "` is not for parameters in `" +
                       std::string(in_words[static_cast<std::size_t>(parameter.in)]) + "`.",
                   "The default there is `" +
                       std::string(style_words[static_cast<std::size_t>(parameter.style)]) + "`.");
    }
  }
  // OpenAPI 3.2 §4.12.2.2 names both styles.
  const bool explodes =
      parameter.style == ParameterStyle::form || parameter.style == ParameterStyle::raw_cookie;
  parameter.explode = boolean_member(reading, at, "explode", explodes);
  parameter.allow_reserved = boolean_member(reading, at, "allowReserved", false);
  check_allow_reserved(reading, at, parameter);
}

/// What is described by `content` has no style of its own (OpenAPI 3.1 §4.8.12.2).
void check_no_style(Reading& reading, const Located& at) {
  if (reading.version == OpenApiVersion::v3_0 || !at["content"]) return;
  for (const std::string_view key : {"style", "explode", "allowReserved"}) {
    if (at[key])
      report_slip(reading,
                  at[key].place(),
                  "`" + std::string(key) + "` cannot stand beside `content`, which says how it is written.",
                  "Leave it out.");
  }
}

/// `content` of a parameter has exactly one entry (§4.8.12.1).
void read_content(Reading& reading, const Located& at, Parameter& parameter) {
  const Located content = member(reading, at, "content", Value::Kind::object);
  if (!content) return;
  std::vector<MediaType> entries = load_content(reading, content);
  if (entries.size() != 1) {
    report_error(reading,
                 content.place(),
                 "The `content` of a parameter has exactly one media type, but this one has " +
                     std::to_string(entries.size()) + ".");
    return;
  }
  parameter.content = std::move(entries.front());
  if (parameter.examples.empty()) parameter.examples = parameter.content->examples;
}

/// What parameters and headers share.
void read_description(Reading& reading, const Located& at, Parameter& parameter) {
  parameter.where = at.place();
  parameter.required = boolean_member(reading, at, "required", false);
  if (parameter.in != ParameterIn::querystring) read_style(reading, at, parameter);
  check_no_style(reading, at);
  if (at["content"] && at["schema"]) {
    report_error(reading, at.place(), "Both `schema` and `content` describe this parameter; only one may.");
  }
  parameter.schema = compile(reading, at["schema"]);
  parameter.examples = load_examples(reading, at);
  read_content(reading, at, parameter);
}

std::optional<ParameterIn> read_in(Reading& reading, const Located& at) {
  require_member(reading, at, "in", ObjectKind::parameter);
  if (reading.version == OpenApiVersion::v2_0) {
    const auto word = word_member(reading, at, "in", swagger_in_words);
    if (!word || *word > static_cast<std::size_t>(ParameterIn::header)) return std::nullopt;
    return static_cast<ParameterIn>(*word);
  }
  const std::size_t known = reading.version == OpenApiVersion::v3_2 ? in_words.size() : in_words.size() - 1;
  const auto word = word_member(reading, at, "in", std::span(in_words).first(known));
  if (!word) return std::nullopt;
  return static_cast<ParameterIn>(*word);
}

}  // namespace

std::optional<Parameter> load_parameter_name(Reading& reading, const Located& found) {
  Parameter parameter;
  require_member(reading, found, "name", ObjectKind::parameter);
  parameter.name = text_member(reading, found, "name");
  const std::optional<ParameterIn> in = read_in(reading, found);
  if (!in || !found["name"]) return std::nullopt;
  parameter.in = *in;
  if (*in == ParameterIn::header && is_described_elsewhere(parameter.name)) return std::nullopt;
  if (*in == ParameterIn::header && !is_field_name(parameter.name)) {
    report_error(reading,
                 found["name"].place(),
                 "`" + printable(shortened(parameter.name, 80)) + "` cannot be the name of a header field.");
    return std::nullopt;
  }
  if (*in == ParameterIn::path && parameter.name.find_first_of("{}") != std::string::npos) {
    report_error(reading,
                 found["name"].place(),
                 "`" + printable(shortened(parameter.name, 80)) +
                     "` cannot be the name of a path parameter: braces enclose it in the path.");
    return std::nullopt;
  }
  if (*in == ParameterIn::querystring && !found["content"]) {
    report_error(reading,
                 found.place(),
                 "A parameter in `querystring` has no `content`, which is required there.",
                 "For example `content: {application/x-www-form-urlencoded: {schema: {}}}`.");
    return std::nullopt;
  }
  return parameter;
}

void check_querystring(Reading& reading, const std::vector<Parameter>& parameters) {
  const auto whole = std::ranges::find(parameters, ParameterIn::querystring, &Parameter::in);
  if (whole == parameters.end()) return;
  for (const Parameter& other : parameters) {
    const bool is_second = other.in == ParameterIn::querystring && &other != &*whole;
    if (!is_second && other.in != ParameterIn::query) continue;
    report_error(reading,
                 other.where,
                 "The parameter `" + printable(shortened(other.name, 80)) + "` cannot stand beside `" +
                     printable(shortened(whole->name, 80)) +
                     "`, which is the whole query already (`in: querystring`).");
    return;
  }
}

void require_path_parameter(Reading& reading, const Located& found, Parameter& parameter) {
  if (parameter.in != ParameterIn::path || parameter.required) return;
  report_warning(
      reading,
      found.place(),
      "The path parameter `" + printable(shortened(parameter.name, 80)) +
          "` does not say `required: true`, which every path parameter must; it is taken as required.");
  parameter.required = true;
}

std::optional<Parameter> load_parameter(Reading& reading, const Located& at) {
  const Located found = read_object(reading, at, ObjectKind::parameter);
  if (!found) return std::nullopt;
  if (reading.version == OpenApiVersion::v2_0) return load_swagger_parameter(reading, found);
  auto parameter = load_parameter_name(reading, found);
  if (!parameter) return std::nullopt;
  parameter->extensions = extensions_of(found);
  read_description(reading, found, *parameter);
  require_path_parameter(reading, found, *parameter);
  return parameter;
}

std::optional<Parameter> load_header(Reading& reading, const Located& at, std::string_view name) {
  const Located found = read_object(reading, at, ObjectKind::header);
  if (!found) return std::nullopt;
  Parameter header;
  header.name = name;
  header.in = ParameterIn::header;
  // §4.8.17: a response header named Content-Type is ignored; `content` decides it.
  if (equals_ignoring_case(name, "Content-Type")) return std::nullopt;
  if (!is_field_name(name)) {
    report_error(reading,
                 found.place(),
                 "`" + printable(shortened(name, 80)) + "` cannot be the name of a header field.");
    return std::nullopt;
  }
  if (reading.version == OpenApiVersion::v2_0) return load_swagger_header(reading, found, name);
  header.extensions = extensions_of(found);
  read_description(reading, found, header);
  return header;
}

}  // namespace conform
