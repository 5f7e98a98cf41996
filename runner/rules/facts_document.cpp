// Facts of what the document promises about the operation and the status.

#include "runner/contract/media_type_for.hpp"
#include "runner/http/grammar.hpp"
#include "runner/http/status.hpp"
#include "runner/rules/fact_readers.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <cctype>

namespace conform {
namespace {

// OpenAPI 3.1 §4.8.17: a response header named Content-Type is ignored.
bool counts(const Parameter& header) { return !equals_ignoring_case(header.name, "Content-Type"); }

std::optional<Unknown> nothing_known(const Subject& subject) {
  if (subject.operation == nullptr) return Unknown{"there is no document that describes this"};
  return std::nullopt;
}

std::optional<Unknown> no_response_known(const Subject& subject) {
  if (auto why = nothing_known(subject)) return why;
  if (subject.message == nullptr) return no_message();
  if (subject.documented == nullptr)
    return Unknown{"the document says nothing about status " + std::to_string(subject.message->status)};
  return std::nullopt;
}

bool documents_exactly(const Operation& operation, int status) {
  return std::ranges::any_of(operation.responses, [status](const DocumentedResponse& response) {
    return response.status.kind == StatusPattern::Kind::exact && response.status.value == status;
  });
}

// RFC 9110 §15.5.6, §15.6.2: a method that the document has only to say 405 or 501 is one that is not
// allowed.
bool is_refused(const Operation& operation) {
  return !operation.responses.empty() &&
         std::ranges::all_of(operation.responses, [](const DocumentedResponse& response) {
           const auto& [kind, value] = response.status;
           return kind == StatusPattern::Kind::exact && (value == 405 || value == 501);
         });
}

/// The methods of a path that the document allows.
std::vector<std::string> allowed_methods(const Api& api, std::string_view path) {
  std::vector<std::string> methods;
  for (const Operation& operation : api.operations)
    if (operation.path == path && !is_refused(operation)) methods.push_back(operation.method);
  return methods;
}

/// Who else asks for a header that the document requires.
enum class AskedForBy { document_only, status };

// Whether the definition of the status speaks of that field: a rule of HTTP may say the same.
AskedForBy asked_for_by(std::string_view field, int status) {
  const auto* known = find_status(status);
  if (known == nullptr) return AskedForBy::document_only;
  const auto is_named = [field](std::string_view names) {
    return std::ranges::any_of(list_members(names),
                               [field](std::string_view name) { return equals_ignoring_case(name, field); });
  };
  return is_named(known->must_have) || is_named(known->should_have) ? AskedForBy::status
                                                                    : AskedForBy::document_only;
}

bool is_required(const Parameter& header, int status, AskedForBy by) {
  return header.required && counts(header) && asked_for_by(header.name, status) == by;
}

FactValue missing(const Subject& subject, AskedForBy by) {
  if (auto why = no_response_known(subject)) return *why;
  const auto& message = *subject.message;
  Words words;
  for (const auto& header : subject.documented->headers) {
    if (!message.fields.has(header.name) && is_required(header, message.status, by))
      words.push_back(header.name);
  }
  return words;
}

bool write_missing(Answer& answer, const FactValue& value, const Asked& asked, AskedForBy by) {
  auto* message = write::meant(answer, asked);
  const auto* words = std::get_if<Words>(&value);
  if (message == nullptr || words == nullptr || words->empty() || asked.operation == nullptr) return false;
  const auto* documented = asked.operation->response_for(message->status);
  if (documented == nullptr) return false;
  for (const auto& header : documented->headers) {
    if (!message->fields.has(header.name) || !is_required(header, message->status, by)) continue;
    message->fields.remove(header.name);
    return true;
  }
  return false;
}

/// The schemes (RFC 9110 §11.1), in lower case, of challenges for the credentials that the operation asks
/// for; none when some of them have no such scheme.
std::vector<std::string> challenge_schemes_of(const Operation& operation, const Api& api) {
  using Kind = SecurityScheme::Kind;
  std::vector<std::string> schemes;
  for (const auto& alternative : operation.security) {
    for (const auto& name : alternative) {
      const auto found = api.security_schemes.find(name);
      if (found == api.security_schemes.end()) return {};
      const SecurityScheme& scheme = found->second;
      // RFC 6749 §7.1, RFC 6750 §3: tokens of OAuth are Bearer ones, unless they are bound to a key.
      const bool is_token = scheme.kind == Kind::oauth2 || scheme.kind == Kind::open_id_connect;
      if (!is_token && scheme.kind != Kind::http) return {};
      schemes.push_back(is_token ? "bearer" : to_lower(scheme.http_scheme));
      if (is_token) schemes.emplace_back("dpop");
    }
  }
  return schemes;
}

// Content-Type as it was sent; empty when it was not.
std::string content_type_of(const Response& message) {
  return message.fields.combined("Content-Type").value_or(std::string());
}

// A documented status (or one that is not), of the same class when there is one.
std::optional<int> status_that_is(const Operation& operation, bool documented, int like) {
  const auto fits = [&](int status) { return (operation.response_for(status) != nullptr) == documented; };
  // RFC 9110 §15.5.4: what refuses credentials, too.
  if (like == 401 && fits(403)) return 403;
  const int first = std::clamp(like / 100, 2, 5) * 100;
  for (int status = first; status < first + 100; ++status) {
    if (find_status(status) != nullptr && fits(status)) return status;
  }
  for (int status = 200; status < 600; ++status) {
    if (find_status(status) != nullptr && fits(status)) return status;
  }
  return std::nullopt;
}

// "Status 404 came; documented are 200 and 4XX."
std::string came_instead(const std::string& came, const std::vector<std::string>& documented) {
  constexpr std::size_t most = 8;
  std::string all;
  for (std::size_t i = 0; i < documented.size() && i < most; ++i) {
    const bool is_last = i + 1 == documented.size();
    all.append(i == 0 ? "" : is_last ? " and " : ", ").append(documented[i]);
  }
  if (documented.size() > most) all += " and " + std::to_string(documented.size() - most) + " more";
  if (documented.empty()) return came + " came; nothing is documented.";
  return came + " came; documented " + (documented.size() == 1 ? "is " : "are ") + all + ".";
}

Spot promised(std::string label, Place where) {
  return {.kind = Spot::Kind::document, .label = std::move(label), .where = std::move(where)};
}

}  // namespace

namespace read {

FactValue documented_operation(const Subject& subject, std::string_view) {
  if (subject.api == nullptr) return Unknown{"there is no document"};
  return subject.operation != nullptr;
}

FactValue documented_success(const Subject& subject, std::string_view) {
  if (auto why = nothing_known(subject)) return *why;
  return std::ranges::any_of(subject.operation->responses, [](const DocumentedResponse& response) {
    const StatusPattern& status = response.status;
    if (status.kind == StatusPattern::Kind::status_class) return status.value == 2;
    return status.kind == StatusPattern::Kind::exact && status.value / 100 == 2;
  });
}

FactValue documented_deprecated(const Subject& subject, std::string_view) {
  if (auto why = nothing_known(subject)) return *why;
  return subject.operation->deprecated;
}

FactValue documented_status(const Subject& subject, std::string_view) {
  if (auto why = nothing_known(subject)) return *why;
  if (subject.message == nullptr) return no_message();
  return subject.documented != nullptr;
}

FactValue misfit_status(const Subject& subject, std::string_view) {
  if (auto why = nothing_known(subject)) return *why;
  if (subject.message == nullptr) return no_message();
  if (subject.documented != nullptr) return Words{};
  const bool is_made_up = subject.intent != nullptr && !subject.intent->made_up.empty();
  if (subject.message->status == 404 && is_made_up)
    return Unknown{"`" + subject.intent->made_up.front() + "` was made up, so that nothing need be there"};
  std::vector<std::string> documented;
  for (const auto& response : subject.operation->responses)
    documented.push_back(response.status.to_string());
  return Words{came_instead("Status " + std::to_string(subject.message->status), documented)};
}

FactValue documented_exactly(const Subject& subject, std::string_view) {
  if (auto why = nothing_known(subject)) return *why;
  if (subject.message == nullptr) return no_message();
  return documents_exactly(*subject.operation, subject.message->status);
}

// `default` stands for final responses; an interim one must be named, or its class.
FactValue documented_interim(const Subject& subject, std::string_view) {
  if (auto why = nothing_known(subject)) return *why;
  Words words;
  for (const auto& message : subject.exchange.interim) {
    const auto* response = subject.operation->response_for(message.status);
    if (response != nullptr && response->status.kind != StatusPattern::Kind::other) continue;
    auto status = std::to_string(message.status);
    if (std::ranges::find(words, status) == words.end()) words.push_back(std::move(status));
  }
  return words;
}

FactValue documented_methods(const Subject& subject, std::string_view) {
  if (auto why = nothing_known(subject)) return *why;
  if (subject.api == nullptr) return Unknown{"there is no document"};
  return subject.api->methods_of(subject.operation->path);
}

FactValue documented_not_allowed(const Subject& subject, std::string_view) {
  if (auto why = nothing_known(subject)) return *why;
  if (subject.api == nullptr) return Unknown{"there is no document"};
  if (subject.message == nullptr) return Unknown{"there is no response"};
  const auto allow = subject.message->fields.combined("Allow");
  if (!allow) return Absent{};
  const auto allowed = list_members(*allow);
  Words lacking;
  for (const auto& method : allowed_methods(*subject.api, subject.operation->path)) {
    if (std::ranges::find(allowed, method) == allowed.end()) lacking.push_back(method);
  }
  return lacking;
}

FactValue documented_allowed_besides(const Subject& subject, std::string_view) {
  if (auto why = nothing_known(subject)) return *why;
  if (subject.api == nullptr) return Unknown{"there is no document"};
  if (subject.message == nullptr) return no_message();
  const auto allow = subject.message->fields.combined("Allow");
  if (!allow) return Absent{};
  const auto documented = subject.api->methods_of(subject.operation->path);
  const auto has = [&documented](std::string_view method) {
    return std::ranges::find(documented, method) != documented.end();
  };
  Words besides;
  for (const auto method : list_members(*allow)) {
    // RFC 9110 §9.3.2, §9.3.7, §9.3.8: these come with a server, not with an API.
    const bool comes_along = (method == "HEAD" && has("GET")) || method == "OPTIONS" || method == "TRACE";
    if (!has(method) && !comes_along) besides.emplace_back(method);
  }
  return besides;
}

FactValue foreign_challenges(const Subject& subject, std::string_view) {
  if (auto why = nothing_known(subject)) return *why;
  if (subject.api == nullptr) return Unknown{"there is no document"};
  if (subject.message == nullptr) return no_message();
  const auto challenges = subject.message->fields.combined("WWW-Authenticate");
  const auto documented = challenge_schemes_of(*subject.operation, *subject.api);
  if (!challenges || documented.empty()) return Absent{};
  Words foreign;
  for (auto& scheme : challenge_schemes(*challenges)) {
    if (std::ranges::find(documented, scheme) != documented.end()) return Words{};
    foreign.push_back(std::move(scheme));
  }
  return foreign;
}

FactValue documented_content(const Subject& subject, std::string_view) {
  if (auto why = no_response_known(subject)) return *why;
  return !subject.documented->content.empty();
}

FactValue documented_media_type(const Subject& subject, std::string_view) {
  if (auto why = no_response_known(subject)) return *why;
  if (subject.documented->content.empty()) return Absent{};
  return media_type_for(subject.documented->content, content_type_of(*subject.message)) != nullptr;
}

FactValue misfit_media_type(const Subject& subject, std::string_view) {
  if (auto why = no_response_known(subject)) return *why;
  const auto& content = subject.documented->content;
  if (content.empty()) return Absent{};
  const auto type = content_type_of(*subject.message);
  if (media_type_for(content, type) != nullptr) return Words{};
  std::vector<std::string> documented;
  for (const auto& one : content)
    documented.push_back("`" + shortened(printable(one.name), 80) + "`");
  const auto came = type.empty() ? std::string("Content without a type")
                                 : "Content of type `" + shortened(printable(type), 80) + "`";
  return Words{came_instead(came, documented)};
}

FactValue missing_fields(const Subject& subject, std::string_view) {
  return missing(subject, AskedForBy::document_only);
}

FactValue missing_status_fields(const Subject& subject, std::string_view) {
  return missing(subject, AskedForBy::status);
}

}  // namespace read

namespace write {

// Allow with the first documented method left out, or with all of them.
bool documented_not_allowed(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  const auto* words = std::get_if<Words>(&value);
  if (words == nullptr || asked.api == nullptr || asked.operation == nullptr) return false;
  auto methods = allowed_methods(*asked.api, asked.operation->path);
  if (!words->empty() && !methods.empty()) methods.erase(methods.begin());
  std::string allow;
  for (const auto& method : methods)
    allow += (allow.empty() ? "" : ", ") + method;
  answer.final.fields.set("Allow", allow);
  return true;
}

bool documented_allowed_besides(Answer& answer, Parameter, const FactValue& value, const Asked&) {
  const auto* words = std::get_if<Words>(&value);
  auto allow = answer.final.fields.combined("Allow");
  if (words == nullptr || words->empty() || !allow) return false;
  answer.final.fields.set("Allow", *allow + ", CONFORM");
  return true;
}

bool foreign_challenges(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  const auto* words = std::get_if<Words>(&value);
  if (words == nullptr || asked.api == nullptr || asked.operation == nullptr) return false;
  const auto documented = challenge_schemes_of(*asked.operation, *asked.api);
  if (documented.empty()) return false;
  std::string scheme = words->empty() ? documented.front() : "conform";
  scheme.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(scheme.front())));
  // RFC 7616 §3.3: what a Digest challenge must have.
  const std::string more = scheme == "Digest" ? ", nonce=\"1\", qop=\"auth\"" : "";
  answer.final.fields.set("WWW-Authenticate", scheme + " realm=\"here\"" + more);
  return true;
}

bool documented_status(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked) {
  auto* message = meant(answer, asked);
  const auto* wanted = std::get_if<bool>(&value);
  if (message == nullptr || wanted == nullptr || asked.operation == nullptr) return false;
  const auto found = status_that_is(*asked.operation, *wanted, message->status);
  return found && status(answer, parameter, std::int64_t{*found}, asked);
}

bool misfit_status(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked) {
  const auto* words = std::get_if<Words>(&value);
  return words != nullptr && documented_status(answer, parameter, words->empty(), asked);
}

bool documented_interim(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked) {
  const auto* words = std::get_if<Words>(&value);
  if (words == nullptr) return false;
  if (interim_statuses(answer, parameter, *words, asked)) return true;
  return interim_statuses(answer, parameter, Words{"199"}, asked);
}

bool documented_media_type(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  auto* message = meant(answer, asked);
  const auto* wanted = std::get_if<bool>(&value);
  if (message == nullptr || wanted == nullptr || asked.operation == nullptr) return false;
  const auto* documented = asked.operation->response_for(message->status);
  if (documented == nullptr || documented->content.empty()) return false;
  const std::string type = *wanted ? documented->content.front().name : "application/x-not-documented";
  return field(answer, "Content-Type", type, asked);
}

bool misfit_media_type(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked) {
  const auto* words = std::get_if<Words>(&value);
  return words != nullptr && documented_media_type(answer, parameter, words->empty(), asked);
}

bool missing_fields(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  return write_missing(answer, value, asked, AskedForBy::document_only);
}

bool missing_status_fields(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  return write_missing(answer, value, asked, AskedForBy::status);
}

}  // namespace write

namespace locate {

std::vector<Spot> documented_operation(const Subject& subject, std::string_view) {
  if (subject.operation == nullptr) return {};
  return {promised("the operation " + subject.operation->name(), subject.operation->where)};
}

std::vector<Spot> documented_status(const Subject& subject, std::string_view parameter) {
  auto all = status_line(subject, parameter);
  for (auto& spot : documented_operation(subject, parameter))
    all.push_back(std::move(spot));
  return all;
}

std::vector<Spot> documented_response(const Subject& subject, std::string_view) {
  if (subject.documented == nullptr) return {};
  return {promised("the response " + subject.documented->status.to_string(), subject.documented->where)};
}

std::vector<Spot> documented_media_type(const Subject& subject, std::string_view parameter) {
  auto all = content_type(subject, parameter);
  if (subject.documented == nullptr) return all;
  for (const auto& one : subject.documented->content)
    all.push_back(promised("`" + one.name + "`", one.where));
  return all;
}

std::vector<Spot> missing_fields(const Subject& subject, std::string_view parameter) {
  auto all = head(subject, parameter);
  if (subject.documented == nullptr || subject.message == nullptr) return all;
  for (const auto& header : subject.documented->headers) {
    if (header.required && counts(header) && !subject.message->fields.has(header.name))
      all.push_back(promised("the header `" + header.name + "`", header.where));
  }
  return all;
}

}  // namespace locate
}  // namespace conform
