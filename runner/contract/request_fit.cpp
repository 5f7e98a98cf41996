#include "runner/contract/request_fit.hpp"

#include "runner/contract/media_type_for.hpp"
#include "runner/contract/pairs.hpp"
#include "runner/document/uri.hpp"
#include "runner/openapi/path_template.hpp"
#include "runner/openapi/read_body.hpp"
#include "runner/openapi/serialise.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace conform {
namespace {

/// A pair of the query or of Cookie, and the parameter that it belongs to.
struct OwnedPair {
  std::string name{};  ///< decoded
  std::string_view text{};
  const Parameter* owner = nullptr;
};

std::vector<OwnedPair> without_owners(const std::vector<Pair>& pairs) {
  std::vector<OwnedPair> all;
  for (const Pair& pair : pairs)
    all.push_back({percent_decoded(pair.name), pair.text});
  return all;
}

bool admits(const Parameter& parameter, Value::Kind kind) {
  if (!parameter.schema) return false;
  const auto kinds = parameter.schema->admitted_kinds();
  return std::ranges::find(kinds, kind) != kinds.end();
}

/// Whether the members of an object stand beside each other as pairs of their own, without the name.
bool is_spread(const Parameter& parameter) {
  return parameter.explode && parameter.style == ParameterStyle::form &&
         admits(parameter, Value::Kind::object);
}

bool takes(const Parameter& parameter, std::string_view name) {
  if (parameter.style == ParameterStyle::deep_object)
    return name.starts_with(parameter.name) && name.substr(parameter.name.size()).starts_with('[');
  return name == parameter.name;
}

/// First those that have their names, then what is left for an object whose members have no name before them.
void assign(std::vector<OwnedPair>& pairs, const Operation& operation, ParameterIn in) {
  for (OwnedPair& pair : pairs) {
    for (const Parameter& parameter : operation.parameters)
      if (parameter.in == in && pair.owner == nullptr && takes(parameter, pair.name)) pair.owner = &parameter;
  }
  const auto spread = std::ranges::find_if(operation.parameters, [in](const Parameter& parameter) {
    return parameter.in == in && is_spread(parameter);
  });
  if (spread == operation.parameters.end()) return;
  for (OwnedPair& pair : pairs)
    if (pair.owner == nullptr) pair.owner = &*spread;
}

/// One request taken apart once for all inputs.
struct Taken {
  std::optional<std::vector<std::string_view>> path{};  ///< texts of the template's names, as they stand
  std::vector<std::string> path_names{};
  std::string_view query{};
  std::vector<OwnedPair> pairs{};
  std::string cookie{};
  std::vector<OwnedPair> cookies{};
};

Taken take_apart(const Operation& operation, const Request& request) {
  Taken taken;
  const std::string_view target = request.target;
  const auto mark = std::min(target.find('?'), target.size());
  const std::string_view path_template = std::string_view(operation.path).substr(0, operation.path.find('#'));
  const auto literal_query = path_template.find('?');
  taken.path = path_texts(path_template.substr(0, literal_query), target.substr(0, mark));
  taken.path_names = names_in(path_template.substr(0, literal_query));
  taken.query = target.substr(std::min(mark + 1, target.size()));
  taken.pairs = without_owners(pairs_of_query(taken.query));
  assign(taken.pairs, operation, ParameterIn::query);
  taken.cookie = request.fields.combined("Cookie").value_or("");
  taken.cookies = without_owners(pairs_of_cookie(taken.cookie));
  assign(taken.cookies, operation, ParameterIn::cookie);
  return taken;
}

/// What stands in the place of one parameter, in the form that read_parameter takes.
struct Standing {
  std::optional<std::string> text{};
  std::size_t times = 0;
};

Standing
standing_among(const std::vector<OwnedPair>& pairs, const Parameter& parameter, std::string_view separator) {
  Standing standing;
  for (const OwnedPair& pair : pairs) {
    if (pair.owner != &parameter) continue;
    ++standing.times;
    if (!standing.text) standing.text.emplace();
    if (!standing.text->empty()) *standing.text += separator;
    *standing.text += pair.text;
  }
  return standing;
}

Standing standing_of(const Taken& taken, const Parameter& parameter, const Request& request) {
  switch (parameter.in) {
  case ParameterIn::path: {
    const auto name = std::ranges::find(taken.path_names, parameter.name);
    if (!taken.path || name == taken.path_names.end()) return {};
    return {std::string((*taken.path)[static_cast<std::size_t>(name - taken.path_names.begin())]), 1};
  }
  case ParameterIn::query: return standing_among(taken.pairs, parameter, "&");
  case ParameterIn::cookie: return standing_among(taken.cookies, parameter, "; ");
  case ParameterIn::querystring:
    if (taken.query.empty()) return {};
    return {std::string(taken.query), 1};
  case ParameterIn::header: break;
  }
  return {request.fields.combined(parameter.name), request.fields.count(parameter.name)};
}

/// Whether several pairs, or lines, of this name make one value.
bool may_repeat(const Parameter& parameter) {
  if (parameter.in == ParameterIn::header || parameter.style == ParameterStyle::deep_object) return true;
  if (is_spread(parameter)) return true;
  if (!parameter.schema) return !parameter.content;
  const auto kinds = parameter.schema->admitted_kinds();
  return parameter.explode && (kinds.empty() || admits(parameter, Value::Kind::array));
}

bool is_left_to_others(const Parameter& parameter) {
  constexpr std::array<std::string_view, 3> names = {"Accept", "Content-Type", "Authorization"};
  return parameter.in == ParameterIn::header && std::ranges::any_of(names, [&](std::string_view name) {
           return equals_ignoring_case(name, parameter.name);
         });
}

void add_faults(const std::string& input, const Fit& fit, RequestFit& found) {
  if (!fit.undecided.empty()) found.undecided = fit.undecided;
  for (const SchemaFault& fault : fit.faults) {
    found.faults.push_back({input,
                            fault.keyword.empty() ? std::string(refusal::syntax) : fault.keyword,
                            fault.instance,
                            fault.message});
  }
}

void read_input(const Parameter& parameter, const Standing& standing, RequestFit& found) {
  const std::string input = name_of_input(parameter);
  if (!standing.text) {
    if (parameter.required)
      found.faults.push_back({input, "required", "", "It is required, and it is not there."});
    return;
  }
  if (standing.times > 1 && !may_repeat(parameter)) {
    found.faults.push_back(
        {input,
         std::string(refusal::repeated),
         "",
         "It stands there " + std::to_string(standing.times) + " times; one is documented."});
    return;
  }
  const Serialised<Value> value = read_parameter(parameter, *standing.text);
  if (const auto* cannot = std::get_if<CannotSerialise>(&value)) {
    found.faults.push_back({input, std::string(refusal::syntax), "", cannot->why});
    return;
  }
  const SchemaPtr& schema = parameter.content ? parameter.content->schema : parameter.schema;
  if (schema) add_faults(input, schema->validate(std::get<Value>(value), Direction::request), found);
}

void read_content(const RequestBody& body, const Request& request, RequestFit& found) {
  const std::string input = "body";
  const std::string type = request.fields.combined("Content-Type").value_or("");
  if (!request.has_content || (request.content.empty() && type.empty())) {
    if (body.required) found.faults.push_back({input, "required", "", "It is required, and there is none."});
    return;
  }
  const MediaType* described = media_type_for(body.content, type);
  if (described == nullptr) {
    if (!body.content.empty())
      found.faults.push_back({input,
                              std::string(refusal::media_type),
                              "",
                              "The media type `" + printable(shortened(type, 80)) + "` is not documented."});
    return;
  }
  if (described->schema) {
    add_faults(input, fit_of_body(*described, type, request.content, Direction::request), found);
    return;
  }
  const auto read = read_body(*described, type, request.content, Direction::request);
  const auto* fault = std::get_if<Unreadable>(&read);
  if (fault != nullptr && fault->is_fault)
    found.faults.push_back({input, std::string(refusal::syntax), "", fault->why});
}

}  // namespace

std::string_view name_of(ParameterIn in) {
  switch (in) {
  case ParameterIn::path: return "path";
  case ParameterIn::query: return "query";
  case ParameterIn::header: return "header";
  case ParameterIn::cookie: return "cookie";
  case ParameterIn::querystring: break;
  }
  return "querystring";
}

std::string sentence_of(const RequestFault& fault) {
  std::string where = "`" + shortened(printable(fault.input), 80) + "`";
  if (!fault.instance.empty()) where += " at `" + shortened(printable(fault.instance), 80) + "`";
  return where + ": " + fault.message;
}

std::string name_of_input(const Parameter& parameter) {
  return std::string(name_of(parameter.in)) + " " + parameter.name;
}

RequestFit fit_of_request(const Operation& operation, const Request& request) {
  RequestFit found;
  const Taken taken = take_apart(operation, request);
  if (!taken.path) {
    found.faults.push_back({"path", std::string(refusal::path), "", "The path is none of the template."});
    return found;
  }
  for (const Parameter& parameter : operation.parameters)
    if (!is_left_to_others(parameter)) read_input(parameter, standing_of(taken, parameter, request), found);
  if (const auto& body = operation.request_body) read_content(*body, request, found);
  return found;
}

}  // namespace conform
