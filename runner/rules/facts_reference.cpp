// Where a reference in a field leads to, as far as it stays on the origin that was asked (RFC 9110 §4.3.1,
// RFC 3986 §5).

#include "runner/document/uri.hpp"
#include "runner/http/grammar.hpp"
#include "runner/openapi/path_template.hpp"
#include "runner/rules/fact_readers.hpp"

#include <algorithm>

namespace conform {
namespace {

std::string_view path_of(std::string_view target) { return target.substr(0, target.find_first_of("?#")); }

std::string authority_asked(const Exchange& exchange) {
  const std::string_view sent = exchange.sent;
  const auto lines = field_lines(sent, 0, std::min(sent.find("\r\n\r\n"), sent.size()), "Host");
  if (lines.empty()) return {};
  auto value = sent.substr(lines.front().offset, lines.front().length);
  value.remove_prefix(value.find(':') + 1);
  return std::string(value.substr(std::min(value.find_first_not_of(" \t"), value.size())));
}

/// The target, in origin form, that a reference means which came in answer to this exchange's request;
/// nothing on another origin (RFC 6454 §5: scheme, host and port).
std::optional<std::string> target_of(std::string_view reference, const Exchange& exchange) {
  if (!exchange.request.target.starts_with('/')) return std::nullopt;
  if (!find_grammar("uri-reference")->matches(reference)) return std::nullopt;
  const std::string scheme = exchange.secure ? "https" : "http";
  const std::string authority = to_lower(authority_asked(exchange));
  const auto base = split_uri(scheme + "://" + authority + exchange.request.target);
  auto found = resolve_uri(base, split_uri(reference));
  if (!found.scheme || to_lower(*found.scheme) != scheme ||
      to_lower(found.authority.value_or("")) != authority)
    return std::nullopt;
  std::string target = found.path.empty() ? "/" : found.path;
  if (found.query) target.append("?").append(*found.query);
  return target;
}

// What stands before the template in the path that was asked for: the path of the server.
std::optional<std::string_view> base_of(std::string_view asked, const std::string& path_template) {
  if (!path_texts(path_template, asked)) return std::nullopt;
  auto count = segments_of(path_template).size();
  while (count-- > 0)
    asked = asked.substr(0, std::min(asked.rfind('/'), asked.size()));
  return asked;
}

bool is_path_of(const Api& api, std::string_view path) {
  return std::ranges::any_of(api.operations, [path](const Operation& operation) {
    return operation.fault.empty() && segments_of(operation.path).size() == segments_of(path).size() &&
           path_texts(operation.path, path);
  });
}

/// The first operation that shows something under a path without names in it; null when there is none.
const Operation* first_shown(const Api& api) {
  const auto is_shown = [](const Operation& operation) {
    return operation.method == "GET" && operation.fault.empty() &&
           operation.path.find('{') == std::string::npos && operation.response_for(200) != nullptr;
  };
  const auto found = std::ranges::find_if(api.operations, is_shown);
  return found == api.operations.end() ? nullptr : &*found;
}

}  // namespace

namespace read {

FactValue target_in(const Subject& subject, std::string_view parameter) {
  if (subject.message == nullptr) return no_message();
  const auto value = subject.message->fields.combined(parameter);
  auto target = value ? target_of(*value, subject.exchange) : std::nullopt;
  if (!target) return Absent{};
  return std::move(*target);
}

FactValue documented_path_in(const Subject& subject, std::string_view parameter) {
  if (subject.api == nullptr || subject.operation == nullptr) return Unknown{"there is no document"};
  FactValue target = target_in(subject, parameter);
  const auto* text = std::get_if<std::string>(&target);
  if (text == nullptr) return target;
  const auto base = base_of(path_of(subject.exchange.request.target), subject.operation->path);
  if (!base) return Unknown{"the request is not one of the operation's path"};
  const auto path = path_of(*text);
  const bool is_below = path.starts_with(*base) && path.substr(base->size()).starts_with('/');
  return is_below && is_path_of(*subject.api, path.substr(base->size()));
}

}  // namespace read

namespace write {

bool target_in(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked) {
  return field(answer, parameter, value, asked);
}

bool documented_path_in(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked) {
  const auto* wanted = std::get_if<bool>(&value);
  if (wanted == nullptr || asked.request == nullptr) return false;
  if (!*wanted) return field(answer, parameter, std::string("/conform/no/such/path"), asked);
  if (asked.api == nullptr || asked.operation == nullptr) return false;
  const auto base = base_of(path_of(asked.request->target), asked.operation->path);
  const Operation* shown = first_shown(*asked.api);
  if (!base || shown == nullptr) return false;
  return field(answer, parameter, std::string(*base) + shown->path, asked);
}

}  // namespace write
}  // namespace conform
