#include "runner/plan/build_case.hpp"

#include "runner/contract/request_fit.hpp"
#include "runner/openapi/document_hash.hpp"
#include "runner/openapi/media_type_name.hpp"
#include "runner/openapi/path_template.hpp"
#include "runner/openapi/percent_encoding.hpp"
#include "runner/plan/choose_value.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace conform {
namespace {

constexpr std::size_t inputs_named = 6;  // in `why`, before the rest is only counted

/// A request that grows input by input.
struct Draft {
  std::map<std::string, std::string, std::less<>> path{};  // text for each name of the template
  std::string query{};
  Fields fields{};
  std::string cookies{};
  std::vector<std::string> given{};     // for `why`: "`id` from its schema"
  std::vector<std::string> left_out{};  // "`limit`"
  std::string not_judged{};
};

// The connection decides about these (RFC 9112 §3.2, §6, RFC 9110 §7.6.1).
bool belongs_to_connection(std::string_view name) {
  constexpr std::array<std::string_view, 6> names = {
      "Host", "Connection", "Content-Length", "Transfer-Encoding", "Keep-Alive", "TE"};
  return std::ranges::any_of(names,
                             [&](std::string_view known) { return equals_ignoring_case(known, name); });
}

/// The same for an input of a case whatever else the document holds.
std::uint64_t seed_of(const PlanOptions& options, std::string_view id, std::string_view input) {
  std::uint64_t state = fnv_1a(to_hex(options.seed));
  state = fnv_1a(id, state);
  return fnv_1a(input, fnv_1a("\n", state));
}

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

bool has_example(const Parameter& parameter) { return !parameter.examples.empty(); }

void add_parameter(Draft& draft, const Parameter& parameter, std::uint64_t seed) {
  const std::string name = "`" + printable(shortened(parameter.name, 60)) + "`";
  const bool is_ours = parameter.in == ParameterIn::header && belongs_to_connection(parameter.name);
  if (is_ours || (!parameter.required && !has_example(parameter))) {
    draft.left_out.push_back(name);
    return;
  }
  const auto chosen = choose_parameter(parameter, seed);
  if (const auto* value = std::get_if<Chosen<std::string>>(&chosen)) {
    put(draft, parameter, value->written);
    draft.given.push_back(name + " from " + value->origin);
    return;
  }
  if (!parameter.required) {
    draft.left_out.push_back(name);
    return;
  }
  append(draft.not_judged,
         " ",
         "The required " + std::string(name_of(parameter.in)) + " parameter " + name +
             " has no value that could be sent. " + std::get<std::string>(chosen));
}

std::string build_target(const Draft& draft, const Operation& operation, const std::string& base_path) {
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
  std::vector<std::string> names;
  for (const DocumentedResponse& response : operation.responses) {
    for (const MediaType& media_type : response.content) {
      if (is_sendable(media_type.name) && std::ranges::find(names, media_type.name) == names.end())
        names.push_back(media_type.name);
    }
  }
  std::string list;
  for (const std::string& name : names)
    append(list, ", ", name);
  return list.empty() ? "*/*" : list;
}

void add_body(Draft& draft, Request& request, const MediaType& media_type, std::uint64_t seed) {
  const auto chosen = choose_body(media_type, seed);
  if (const auto* body = std::get_if<Chosen<Body>>(&chosen)) {
    request.content = body->written.content;
    request.has_content = true;
    draft.fields.set("Content-Type", body->written.content_type);
    draft.given.push_back("the content from " + body->origin);
    return;
  }
  append(draft.not_judged,
         " ",
         "No content of the media type `" + printable(shortened(media_type.name, 120)) + "` could be made. " +
             std::get<std::string>(chosen));
}

std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (std::size_t at = 0; at < std::min(names.size(), inputs_named); ++at)
    append(list, ", ", names[at]);
  if (names.size() > inputs_named) list += " and " + std::to_string(names.size() - inputs_named) + " more";
  return list;
}

std::string why_of(const Draft& draft) {
  std::string why = "The plain good request";
  if (!draft.given.empty()) why += ": " + listed(draft.given);
  if (!draft.left_out.empty())
    why += std::string(draft.given.empty() ? ": " : "; ") + "without the optional " + listed(draft.left_out);
  return why + ".";
}

/// Fields that the user adds win over planned ones. RFC 9110 §9.3.8: a TRACE request must not carry
/// credentials, and any of the user's fields may be some.
void add_fields(Request& request, const Draft& draft, const PlanOptions& options) {
  for (const Field& field : draft.fields)
    request.fields.add(field.name, field.value);
  if (!draft.cookies.empty()) request.fields.add("Cookie", draft.cookies);
  if (request.method == "TRACE") return;
  for (const Field& field : options.fields)
    request.fields.remove(field.name);
  for (const Field& field : options.fields)
    request.fields.add(field.name, field.value);
}

/// Framing-sensitive answers are read to the end of a connection of their own.
Persistence persistence_of(const Operation& operation) {
  const bool is_delicate = std::ranges::any_of(operation.responses, [](const DocumentedResponse& response) {
    const int value = response.status.value;
    if (response.status.kind == StatusPattern::Kind::status_class) return value == 1;
    if (response.status.kind == StatusPattern::Kind::other) return false;
    return value < 200 || value == 204 || value == 205 || value == 304;
  });
  return is_delicate || operation.method == "HEAD" ? Persistence::close : Persistence::keep_alive;
}

std::string unsendable(const Operation& operation) {
  if (operation.method == "CONNECT")
    return "CONNECT asks a proxy for a tunnel; it is not sent to an origin server (RFC 9110 §9.3.6).";
  return {};
}

}  // namespace

Case build_case(const Operation& operation,
                const MediaType* media_type,
                std::string id,
                const PlanOptions& options) {
  Case built;
  built.id = std::move(id);
  Draft draft;
  draft.not_judged = unsendable(operation);
  draft.fields.add("User-Agent", "conform/" CONFORM_VERSION);
  draft.fields.add("Accept", accept_of(operation));
  for (const Parameter& parameter : operation.parameters) {
    add_parameter(draft, parameter, seed_of(options, built.id, name_of_input(parameter)));
  }
  Step step;
  step.request.method = operation.method;
  if (media_type != nullptr)
    add_body(draft, step.request, *media_type, seed_of(options, built.id, "content"));
  built.why = why_of(draft);
  built.not_judged = draft.not_judged;
  if (!built.not_judged.empty()) return built;
  step.request.target = build_target(draft, operation, options.base_path);
  step.persistence = persistence_of(operation);
  add_fields(step.request, draft, options);
  built.steps.push_back(std::move(step));
  return built;
}

}  // namespace conform
