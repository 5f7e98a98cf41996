// Facts of content codings (RFC 9110 §8.4, §12.5.3) and digests of content (RFC 9530).

#include "runner/http/digest.hpp"
#include "runner/rules/fact_readers.hpp"
#include "runner/text/base64.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

constexpr std::array<std::string_view, 4> digest_fields = {
    "Content-Digest", "Repr-Digest", "Digest", "Content-MD5"};

bool is_cut(const Subject& subject) {
  return subject.exchange.content_truncated && subject.message == subject.exchange.response();
}

// RFC 9110 §9.3.2, §15.4.5: the fields speak of content that another request would have brought.
bool describes_other_content(const Subject& subject) {
  const int status = subject.message->status;
  return subject.exchange.request.method == "HEAD" || status == 304 || subject.message->is_interim();
}

// RFC 9110 §8.4.1.3: x-gzip is gzip.
std::string_view usual_name(std::string_view coding) {
  return equals_ignoring_case(coding, "x-gzip") ? std::string_view("gzip") : coding;
}

struct Preference {
  std::string_view coding{};
  bool refused = false;  ///< weight 0
};

bool is_zero(std::string_view weight) {
  return weight.starts_with('0') && weight.find_first_not_of("0.") == std::string_view::npos;
}

std::vector<Preference> preferences_of(std::string_view accept_encoding) {
  std::vector<Preference> all;
  for (const auto member : list_members(accept_encoding)) {
    const auto semicolon = std::min(member.find(';'), member.size());
    const auto equals = member.find('=', semicolon);
    const bool refused = equals != std::string_view::npos && is_zero(octets::trim(member.substr(equals + 1)));
    all.push_back({usual_name(octets::trim(member.substr(0, semicolon))), refused});
  }
  return all;
}

bool accepts(const std::vector<Preference>& preferences, std::string_view coding) {
  const auto find = [&preferences](std::string_view wanted) {
    return std::ranges::find_if(preferences, [wanted](const Preference& preference) {
      return equals_ignoring_case(preference.coding, wanted);
    });
  };
  auto found = find(usual_name(coding));
  if (found == preferences.end()) found = find("*");
  return found != preferences.end() && !found->refused;
}

Words messages_of(const std::vector<DigestFault>& faults) {
  Words words;
  for (const auto& fault : faults)
    words.push_back(fault.message);
  return words;
}

void add(Words& all, Words some) {
  for (auto& word : some)
    all.push_back(std::move(word));
}

bool has_any(const Response& message, std::string_view first, std::string_view second) {
  return message.fields.has(first) || message.fields.has(second) || message.trailers.has(first) ||
         message.trailers.has(second);
}

}  // namespace

namespace read {

FactValue coding_faults(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  const auto& message = *subject.message;
  if (message.content.empty() || message.status == 206) return Absent{};
  Decoded own;
  if (is_cut(subject) && message.fields.has("Content-Encoding"))
    return Unknown{"the content is longer than our limit"};
  const auto* decoded = decoded_content(subject, own);
  if (decoded == nullptr) return Absent{};
  if (!decoded->fault.empty()) return Words{decoded->fault};
  if (!decoded->unknown.empty()) return Unknown{decoded->unknown};
  return Words{};
}

FactValue unaccepted_codings(const Subject& subject, std::string_view parameter) {
  if (subject.message == nullptr) return no_message();
  const auto codings = subject.message->fields.combined("Content-Encoding");
  if (!codings) return Absent{};
  const auto wish = request_field(subject, parameter.empty() ? "Accept-Encoding" : parameter);
  const auto* accepted = std::get_if<std::string>(&wish);
  if (accepted == nullptr) return Absent{};
  const auto preferences = preferences_of(*accepted);
  Words words;
  for (const auto coding : list_members(*codings)) {
    const bool is_none = equals_ignoring_case(coding, "identity");
    if (!is_none && !accepts(preferences, coding)) words.emplace_back(coding);
  }
  return words;
}

// RFC 9530 §2, §3. A part of a representation has no digest that could be compared, nor has what answers
// another method than GET.
FactValue digest_faults(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  const auto& message = *subject.message;
  if (!has_any(message, "Content-Digest", "Repr-Digest") || describes_other_content(subject)) return Absent{};
  if (is_cut(subject)) return Unknown{"the content is longer than our limit"};
  const bool is_whole = message.status == 200 && subject.exchange.request.method == "GET";
  Words words;
  for (const auto* section : {&message.fields, &message.trailers}) {
    add(words, messages_of(conform::digest_faults(*section, "Content-Digest", message.content)));
    if (is_whole) add(words, messages_of(conform::digest_faults(*section, "Repr-Digest", message.content)));
  }
  return words;
}

FactValue digest_legacy_faults(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  const auto& message = *subject.message;
  if (!has_any(message, "Digest", "Content-MD5") || describes_other_content(subject)) return Absent{};
  if (message.status == 206) return Absent{};
  if (is_cut(subject)) return Unknown{"the content is longer than our limit"};
  Words words = messages_of(legacy_digest_faults(message.fields, message.content));
  add(words, messages_of(legacy_digest_faults(message.trailers, message.content)));
  return words;
}

}  // namespace read

namespace write {

bool coding_faults(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  auto* message = meant(answer, asked);
  const auto* words = std::get_if<Words>(&value);
  if (message == nullptr || words == nullptr) return false;
  if (words->empty()) return field(answer, "Content-Encoding", Absent{}, asked);
  if (message->content.empty()) content_text(answer, {}, std::string("x"), asked);
  return field(answer, "Content-Encoding", std::string("gzip"), asked);
}

bool unaccepted_codings(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  const auto* words = std::get_if<Words>(&value);
  if (words == nullptr) return false;
  if (words->empty()) return field(answer, "Content-Encoding", Absent{}, asked);
  return field(answer, "Content-Encoding", std::string("x-conform"), asked);
}

bool digest_faults(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  const auto* words = std::get_if<Words>(&value);
  if (words == nullptr) return false;
  if (words->empty()) return field(answer, "Content-Digest", Absent{}, asked);
  const std::string wrong = "sha-256=:" + to_base64(std::string(32, '\0')) + ":";
  return field(answer, "Content-Digest", wrong, asked);
}

bool digest_legacy_faults(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  const auto* words = std::get_if<Words>(&value);
  if (words == nullptr) return false;
  if (words->empty()) return field(answer, "Content-MD5", Absent{}, asked);
  return field(answer, "Content-MD5", to_base64(std::string(16, '\0')), asked);
}

}  // namespace write

namespace locate {

std::vector<Spot> content_encoding(const Subject& subject, std::string_view) {
  return field(subject, "Content-Encoding");
}

std::vector<Spot> digests(const Subject& subject, std::string_view) {
  std::vector<Spot> all;
  for (const auto name : digest_fields) {
    if (subject.message == nullptr || !subject.message->fields.has(name)) continue;
    for (auto& spot : field(subject, name))
      all.push_back(std::move(spot));
  }
  return all;
}

}  // namespace locate
}  // namespace conform
