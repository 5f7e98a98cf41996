// Documented headers and content against their schemas.

#include "runner/contract/media_type_for.hpp"
#include "runner/http/status.hpp"
#include "runner/openapi/media_type_name.hpp"
#include "runner/openapi/read_body.hpp"
#include "runner/openapi/serialise.hpp"
#include "runner/rules/fact_readers.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

Fit misfit(std::string message, Place where) {
  Fit fit{.fits = false};
  fit.faults.push_back({.where = std::move(where), .message = std::move(message)});
  return fit;
}

Fit undecided(std::string why) {
  Fit fit;
  fit.undecided = std::move(why);
  return fit;
}

std::string sentence_of(const SchemaFault& fault) {
  if (fault.instance.empty()) return fault.message;
  return "`" + shortened(printable(fault.instance), 120) + "`: " + fault.message;
}

Fit fit_of_json(const Subject& subject, const MediaType& described) {
  if (subject.message->content.empty())
    return misfit("The content is empty, and that is no JSON.", described.where);
  SubjectCache own;
  const auto& json = json_of(subject, own);
  if (const auto* fault = std::get_if<JsonFault>(&json)) {
    return misfit("The content is no JSON (at byte " + std::to_string(fault->offset) + "): " + fault->message,
                  described.where);
  }
  return described.schema->validate(std::get<Value>(json), Direction::response);
}

// The media type whose schema the content must fit; nullptr when there is nothing to check.
const MediaType* described_content(const Subject& subject) {
  const auto& message = *subject.message;
  // A part of a representation (RFC 9110 §14) fits no schema.
  if (subject.exchange.request.method == "HEAD" || message.status == 206) return nullptr;
  const auto* status = status_or_class(message.status);
  if (status != nullptr && !status->content_allowed) return nullptr;
  const auto type = message.fields.combined("Content-Type").value_or(std::string());
  const auto* described = media_type_for(subject.documented->content, type);
  return described != nullptr && described->schema ? described : nullptr;
}

Fit fit_of_content(const Subject& subject, const MediaType& described) {
  const auto& message = *subject.message;
  if (auto why = unreadable_content(subject, message); !why.empty()) return undecided(std::move(why));
  const auto type = message.fields.combined("Content-Type").value_or(std::string());
  const auto name = split_media_type(type.empty() ? std::string_view(described.name) : type);
  if (name.is_json()) return fit_of_json(subject, described);
  Decoded own;
  return fit_of_body(described, type, representation_of(subject, own), Direction::response);
}

const Fit& content_fit(const Subject& subject, const MediaType& described, Fit& otherwise) {
  if (subject.cache == nullptr) return otherwise = fit_of_content(subject, described);
  auto& cached = subject.cache->content_fit;
  if (!cached) cached = fit_of_content(subject, described);
  return *cached;
}

Fit fit_of_value(const Parameter& header, std::string_view text) {
  const auto& schema = header.content ? header.content->schema : header.schema;
  if (!schema) return {};
  auto value = read_parameter(header, text);
  if (const auto* cannot = std::get_if<CannotSerialise>(&value)) return misfit(cannot->why, header.where);
  return schema->validate(std::get<Value>(value), Direction::response);
}

// RFC 9110 §5.3: the lines of a field are one list, except those of Set-Cookie (RFC 6265 §3).
Fit fit_of_header(const Response& message, const Parameter& header) {
  if (!equals_ignoring_case(header.name, "Set-Cookie"))
    return fit_of_value(header, message.fields.combined(header.name).value_or(std::string()));
  Fit all;
  for (const auto& value : message.fields.values(header.name)) {
    auto fit = fit_of_value(header, value);
    if (!fit.undecided.empty()) all.undecided = std::move(fit.undecided);
    all.fits = all.fits && fit.fits;
    for (auto& fault : fit.faults)
      all.faults.push_back(std::move(fault));
  }
  return all;
}

bool is_checked(const Response& message, const Parameter& header) {
  return !equals_ignoring_case(header.name, "Content-Type") && message.fields.has(header.name);
}

std::optional<Unknown> cannot_check(const Subject& subject) {
  if (subject.operation == nullptr) return Unknown{"there is no document that describes this"};
  if (subject.message == nullptr) return no_message();
  if (subject.documented == nullptr)
    return Unknown{"the document says nothing about status " + std::to_string(subject.message->status)};
  return std::nullopt;
}

Words sentences_of(const Fit& fit, const std::string& prefix) {
  Words sentences;
  for (const auto& fault : fit.faults)
    sentences.push_back(prefix + sentence_of(fault));
  if (!fit.fits && fit.faults.empty()) sentences.push_back(prefix + "It does not fit its schema.");
  return sentences;
}

Spot promised(std::string label, Place where) {
  return {.kind = Spot::Kind::document, .label = std::move(label), .where = std::move(where)};
}

const std::array<std::string_view, 12> odd_values = {
    "null", "true", "-1", "0", "1.5", "\"\"", "\"x\"", "[]", "{}", "[null]", "{\"x\":null}", "1e300"};
const std::array<std::string_view, 6> odd_texts = {"x", "-1", "", "1.5", "a=b", "not a value"};

}  // namespace

namespace read {

FactValue misfit_fields(const Subject& subject, std::string_view) {
  if (auto why = cannot_check(subject)) return *why;
  Words words;
  std::string doubt;
  for (const auto& header : subject.documented->headers) {
    if (!is_checked(*subject.message, header)) continue;
    const auto fit = fit_of_header(*subject.message, header);
    for (auto& sentence : sentences_of(fit, "`" + header.name + "`: "))
      words.push_back(std::move(sentence));
    if (!fit.undecided.empty()) doubt = "`" + header.name + "`: " + fit.undecided;
  }
  if (words.empty() && !doubt.empty()) return Unknown{std::move(doubt)};
  return words;
}

FactValue misfit_content(const Subject& subject, std::string_view) {
  if (auto why = cannot_check(subject)) return *why;
  const auto* described = described_content(subject);
  if (described == nullptr) return Absent{};
  Fit own;
  const auto& fit = content_fit(subject, *described, own);
  if (fit.fits && !fit.undecided.empty()) return Unknown{fit.undecided};
  return sentences_of(fit, {});
}

}  // namespace read

namespace write {

// Values that few schemas admit are tried until the documented one refuses.
bool misfit_fields(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  auto* message = meant(answer, asked);
  const auto* words = std::get_if<Words>(&value);
  if (message == nullptr || words == nullptr || words->empty() || asked.operation == nullptr) return false;
  const auto* documented = asked.operation->response_for(message->status);
  if (documented == nullptr) return false;
  for (const auto& header : documented->headers) {
    if (!is_checked(*message, header)) continue;
    for (const auto text : odd_texts) {
      if (fit_of_value(header, text).fits) continue;
      message->fields.set(header.name, std::string(text));
      return true;
    }
  }
  return false;
}

bool misfit_content(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked) {
  auto* message = meant(answer, asked);
  const auto* words = std::get_if<Words>(&value);
  if (message == nullptr || words == nullptr || words->empty() || asked.operation == nullptr) return false;
  const auto* documented = asked.operation->response_for(message->status);
  if (documented == nullptr) return false;
  const auto type = message->fields.combined("Content-Type").value_or(std::string());
  const auto* described = media_type_for(documented->content, type);
  if (described == nullptr || !described->schema) return false;
  for (const auto json : odd_values) {
    const auto read = read_json(json);
    if (described->schema->accepts(std::get<Value>(read), Direction::response)) continue;
    return content_text(answer, parameter, std::string(json), asked);
  }
  return false;
}

}  // namespace write

namespace locate {

std::vector<Spot> misfit_fields(const Subject& subject, std::string_view) {
  std::vector<Spot> all;
  if (cannot_check(subject)) return all;
  for (const auto& header : subject.documented->headers) {
    if (!is_checked(*subject.message, header)) continue;
    const auto fit = fit_of_header(*subject.message, header);
    if (fit.fits) continue;
    for (auto& spot : field(subject, header.name))
      all.push_back(std::move(spot));
    for (const auto& fault : fit.faults)
      all.push_back(promised("`" + header.name + "`: " + fault.keyword, fault.where));
  }
  return all;
}

std::vector<Spot> misfit_content(const Subject& subject, std::string_view parameter) {
  if (cannot_check(subject)) return {};
  const auto* described = described_content(subject);
  if (described == nullptr) return {};
  auto all = content(subject, parameter);
  Fit own;
  for (const auto& fault : content_fit(subject, *described, own).faults) {
    const auto label = fault.keyword.empty() ? "`" + described->name + "`" : "`" + fault.keyword + "`";
    all.push_back(promised(label, fault.where));
  }
  return all;
}

}  // namespace locate
}  // namespace conform
