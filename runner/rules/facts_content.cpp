// Facts of the content of one message.

#include "runner/openapi/media_type_name.hpp"
#include "runner/rules/fact_readers.hpp"
#include "runner/rules/xml.hpp"

#include <algorithm>

namespace conform {
namespace {

constexpr std::int64_t longest_written = 1 << 20;

std::string with_length(std::string content, std::size_t length) {
  content.resize(length, 'x');
  return content;
}

}  // namespace

std::string essence_of(std::string_view media_type) {
  const auto name = split_media_type(media_type);
  return name.subtype.empty() ? name.type : name.essence();
}

const Decoded* decoded_content(const Subject& subject, Decoded& otherwise) {
  const auto& message = *subject.message;
  const auto codings = message.fields.combined("Content-Encoding");
  if (!codings || codings->empty() || equals_ignoring_case(*codings, "identity")) return nullptr;
  if (subject.cache == nullptr) {
    otherwise = decode_content(message.content, *codings);
    return &otherwise;
  }
  auto& kept = subject.cache->decoded;
  if (!kept) kept = decode_content(message.content, *codings);
  return &*kept;
}

// RFC 9110 §8.4: content under a coding is not the representation itself; a part of it (§14) can never be
// read, and neither can the nothing that answers HEAD.
std::string unreadable_content(const Subject& subject, const Response& message) {
  if (subject.exchange.content_truncated && &message == subject.exchange.response())
    return "the content is longer than our limit";
  if (message.content.empty()) return {};
  Decoded own;
  const auto* decoded = decoded_content(subject, own);
  if (decoded == nullptr || decoded->is_usable) return {};
  if (message.status == 206) return "the content is a part of a coded representation (`Content-Encoding`)";
  return decoded->unknown.empty() ? "the content coding cannot be removed: " + decoded->fault
                                  : decoded->unknown;
}

std::string_view representation_of(const Subject& subject, Decoded& otherwise) {
  const auto* decoded = subject.message->content.empty() ? nullptr : decoded_content(subject, otherwise);
  return decoded != nullptr ? std::string_view(decoded->content) : std::string_view(subject.message->content);
}

const std::variant<Value, JsonFault>& json_of(const Subject& subject, SubjectCache& otherwise) {
  auto& cache = subject.cache != nullptr ? *subject.cache : otherwise;
  Decoded own;
  if (!cache.json) cache.json = read_json(representation_of(subject, own));
  return *cache.json;
}

namespace read {

FactValue content_length(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  if (subject.exchange.content_truncated && subject.message == subject.exchange.response())
    return Unknown{"the content is longer than our limit"};
  return static_cast<std::int64_t>(subject.message->content.size());
}

FactValue content_text(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  if (auto why = unreadable_content(subject, *subject.message); !why.empty()) return Unknown{std::move(why)};
  Decoded own;
  return std::string(representation_of(subject, own));
}

FactValue content_type(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  const auto value = subject.message->fields.combined("Content-Type");
  if (!value) return Absent{};
  return essence_of(*value);
}

FactValue content_json(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  if (auto why = unreadable_content(subject, *subject.message); !why.empty()) return Unknown{std::move(why)};
  SubjectCache own;
  return std::holds_alternative<Value>(json_of(subject, own));
}

FactValue content_xml(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  if (auto why = unreadable_content(subject, *subject.message); !why.empty()) return Unknown{std::move(why)};
  Decoded own;
  return is_well_formed_xml(representation_of(subject, own));
}

}  // namespace read

namespace write {

bool content_length(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  auto* message = meant(answer, asked);
  const auto* length = std::get_if<std::int64_t>(&value);
  if (message == nullptr || length == nullptr || *length < 0 || *length > longest_written) return false;
  message->content = with_length(std::move(message->content), static_cast<std::size_t>(*length));
  if (message->fields.has("Content-Length")) message->fields.set("Content-Length", std::to_string(*length));
  return true;
}

bool content_text(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked) {
  auto* message = meant(answer, asked);
  const auto* text = std::get_if<std::string>(&value);
  if (message == nullptr || text == nullptr) return false;
  message->content = *text;
  message->fields.remove("Content-Encoding");
  return content_length(answer, parameter, static_cast<std::int64_t>(text->size()), asked);
}

bool content_type(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  return field(answer, "Content-Type", value, asked);
}

bool content_json(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked) {
  const auto* wanted = std::get_if<bool>(&value);
  return wanted != nullptr && content_text(answer, parameter, std::string(*wanted ? "{}" : "{"), asked);
}

bool content_xml(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked) {
  const auto* wanted = std::get_if<bool>(&value);
  return wanted != nullptr && content_text(answer, parameter, std::string(*wanted ? "<a/>" : "<a>"), asked);
}

}  // namespace write
}  // namespace conform
