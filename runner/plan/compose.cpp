// From inputs to the request.

#include "runner/openapi/media_type_name.hpp"
#include "runner/openapi/path_template.hpp"
#include "runner/openapi/percent_encoding.hpp"
#include "runner/plan/inputs.hpp"

#include <algorithm>
#include <map>

namespace conform {
namespace {

/// A request that grows input by input.
struct Draft {
  std::map<std::string, std::string, std::less<>> path{};  // text for each name of the template
  std::string query{};
  Fields fields{};
  std::string cookies{};
};

void append(std::string& list, std::string_view separator, const std::string& text) {
  if (text.empty()) return;
  if (!list.empty()) list += separator;
  list += text;
}

void put(Draft& draft, const Parameter& parameter, const std::string& text) {
  switch (parameter.in) {
  case ParameterIn::path: draft.path.insert_or_assign(parameter.name, text); break;
  case ParameterIn::query:
  case ParameterIn::querystring: append(draft.query, "&", text); break;
  case ParameterIn::header: draft.fields.set(parameter.name, text); break;
  case ParameterIn::cookie: append(draft.cookies, "; ", text); break;
  }
}

std::string target_of(const Draft& draft, const Operation& operation, const std::string& base_path) {
  const auto parsed = parse_path_template(operation.path);
  std::string target = percent_encode_literal(base_path);
  while (target.ends_with('/'))
    target.pop_back();
  for (const PathPart& part : std::get<std::vector<PathPart>>(parsed)) {
    const auto text = part.is_name ? draft.path.find(part.text) : draft.path.end();
    // Documents tell operations of one path apart by a fragment, which is never sent (RFC 3986 §3.5).
    const auto fragment = part.is_name ? std::string::npos : part.text.find('#');
    target += text != draft.path.end() ? text->second : percent_encode_literal(part.text.substr(0, fragment));
    if (fragment != std::string::npos) break;
  }
  if (!draft.query.empty()) {
    target += target.find('?') == std::string::npos ? '?' : '&';
    target += draft.query;
  }
  return target;
}

/// RFC 9110 §12.5.1: every documented media type, in the order of the document.
std::string accept_of(const Operation& operation) {
  std::vector<std::string_view> names;
  for (const DocumentedResponse& response : operation.responses) {
    for (const MediaType& media_type : response.content) {
      if (is_sendable(media_type.name) && std::ranges::find(names, media_type.name) == names.end())
        names.push_back(media_type.name);
    }
  }
  std::string list;
  for (const std::string_view name : names)
    append(list, ", ", std::string(name));
  return list.empty() ? "*/*" : list;
}

void add_planned_fields(Request& request, const Draft& draft) {
  for (const Field& field : draft.fields)
    request.fields.add(field.name, field.value);
  if (!draft.cookies.empty()) request.fields.add("Cookie", draft.cookies);
}

/// Fields that the user adds win over planned ones; of cookies, those with the same names. RFC 9110 §9.3.8: a
/// TRACE request must not carry credentials, and any of the user's fields may be some.
void add_own_fields(Request& request, const std::vector<Field>& own) {
  if (request.method == "TRACE") return;
  const auto has_cookies = [](const Field& field) { return equals_ignoring_case(field.name, "Cookie"); };
  for (const Field& field : own)
    if (!has_cookies(field)) request.fields.remove(field.name);
  for (const Field& field : own) {
    if (has_cookies(field)) {
      add_cookies(request, field.value);
    } else {
      request.fields.add(field.name, field.value);
    }
  }
}

const Change* change_of(std::span<const Change> changes, std::size_t input) {
  const auto found = std::ranges::find(changes, input, &Change::input);
  return found == changes.end() ? nullptr : &*found;
}

}  // namespace

Request compose(const Inputs& inputs, std::span<const Change> changes) {
  Draft draft;
  Request request;
  request.method = inputs.operation->method;
  draft.fields.add("User-Agent", "conform/" CONFORM_VERSION);
  draft.fields.add("Accept", accept_of(*inputs.operation));
  for (std::size_t at = 0; at < inputs.all.size(); ++at) {
    const Input& input = inputs.all[at];
    const Change* change = change_of(changes, at);
    const auto& written = change != nullptr ? change->written : input.plain;
    if (!written) continue;
    if (input.parameter != nullptr) {
      put(draft, *input.parameter, written->text);
      continue;
    }
    request.content = written->text;
    request.has_content = true;
    draft.fields.set("Content-Type", written->content_type);
  }
  request.target = target_of(draft, *inputs.operation, inputs.around->base_path);
  add_planned_fields(request, draft);
  put_credentials(request, inputs.credentials);
  add_own_fields(request, inputs.around->fields);
  return request;
}

Persistence persistence_of(const Operation& operation) {
  const bool is_delicate = std::ranges::any_of(operation.responses, [](const DocumentedResponse& response) {
    const int value = response.status.value;
    if (response.status.kind == StatusPattern::Kind::status_class) return value == 1;
    if (response.status.kind == StatusPattern::Kind::other) return false;
    return value < 200 || value == 204 || value == 205 || value == 304;
  });
  return is_delicate || operation.method == "HEAD" ? Persistence::close : Persistence::keep_alive;
}

}  // namespace conform
