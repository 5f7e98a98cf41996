#include "runner/openapi/read_body.hpp"
#include "runner/openapi/serialise.hpp"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

// The first byte chooses a media type, or a parameter's place, style and explode; the rest is the text. Laws:
// all reading ends; what was read of JSON texts is written and read again as the same value.
namespace {

using namespace conform;

constexpr std::array<std::string_view, 10> names = {"application/json",
                                                    "application/x-ndjson",
                                                    "application/json-seq",
                                                    "text/event-stream",
                                                    "application/x-www-form-urlencoded",
                                                    "multipart/form-data",
                                                    "application/xml",
                                                    "application/yaml",
                                                    "text/plain",
                                                    "image/png"};

/// A schema with something of everything, recursive.
SchemaPtr schema() {
  static const SchemaPtr compiled = [] {
    static Library library;
    Diagnostics diagnostics;
    const auto source = std::make_shared<const Source>(Source{
        "schema.json",
        R"({"type":["object","array","string","integer"],"properties":{"a":{"type":"string"},"b":{"type":"integer"},
            "c":{"type":"array","items":{"$ref":"#"}},"d":{"$ref":"#"},"e":{"type":["boolean","null"]}}})"});
    const Document* const document = library.open(source, diagnostics);
    return compile_schema({document, &document->root, ""}, {}, library, diagnostics);
  }();
  return compiled;
}

void read_as_body(std::uint8_t choice, std::string_view text) {
  MediaType media_type;
  media_type.name = names[choice % names.size()];
  media_type.schema = schema();
  XmlNode node{.name = "a", .properties = {{"b", 1}, {"c", 2}, {"d", 0}}};
  media_type.xml = {node, XmlNode{.attribute = true}, XmlNode{.wrapped = true, .items = 0}};
  media_type.encoding = {{.property = "c", .style = ParameterStyle::space_delimited, .explode = false},
                         {.property = "d", .style = ParameterStyle::deep_object}};
  const bool is_multipart = choice % names.size() == 5;
  const auto read =
      read_body(media_type, is_multipart ? "multipart/form-data; boundary=b" : "", text, Direction::response);
  (void)fit_of_body(media_type, "", text, Direction::response);
  const auto* const value = std::get_if<Value>(&read);
  if (value == nullptr || choice % names.size() > 2) return;
  const auto written = serialise_body(media_type, *value);
  const auto* const body = std::get_if<Body>(&written);
  if (body == nullptr) std::abort();
  const auto again = read_body(media_type, "", body->content, Direction::response);
  if (!std::holds_alternative<Value>(again) || std::get<Value>(again) != *value) std::abort();
}

void read_as_parameter(std::uint8_t choice, std::string_view text) {
  Parameter parameter;
  parameter.name = "a";
  parameter.in = static_cast<ParameterIn>(choice % 4);
  parameter.style = static_cast<ParameterStyle>(choice / 4 % 9);
  parameter.explode = choice % 2 == 0;
  parameter.schema = schema();
  const auto read = read_parameter(parameter, text);
  if (const auto* const value = std::get_if<Value>(&read)) (void)serialise_parameter(parameter, *value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  if (data[0] < 128) {
    read_as_body(data[0], text);
  } else {
    read_as_parameter(static_cast<std::uint8_t>(data[0] - 128), text);
  }
  return 0;
}
