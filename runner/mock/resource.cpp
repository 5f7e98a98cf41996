#include "runner/mock/resource.hpp"

#include "runner/http/grammar.hpp"
#include "runner/http/status.hpp"
#include "runner/mock/draft.hpp"
#include "runner/openapi/document_hash.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>

namespace conform {
namespace {

constexpr std::string_view last_modified = "Sat, 05 Nov 2005 08:00:00 GMT";

std::string_view opaque(std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; }

// RFC 9110 §13.1.2, weak comparison; `*` is any.
bool lists_tag(std::string_view list, std::string_view tag) {
  if (list == "*") return true;
  const auto members = list_members(list);
  return std::ranges::any_of(members, [tag](std::string_view one) { return opaque(one) == opaque(tag); });
}

// RFC 9110 §13.1.1, strong comparison.
bool lists_strong_tag(std::string_view list, std::string_view tag) {
  if (list == "*") return true;
  const auto members = list_members(list);
  return !tag.starts_with("W/") &&
         std::ranges::any_of(members, [tag](std::string_view one) { return one == tag; });
}

/// Seconds since 1970 of an HTTP date in the form of today; nothing for other texts (RFC 9110 §5.6.7).
std::optional<std::int64_t> seconds(const std::optional<std::string>& date) {
  if (!date || !find_grammar("http-date")->matches(*date)) return std::nullopt;
  std::tm parts{};
  const char* end = ::strptime(date->c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  if (end == nullptr || *end != '\0') return std::nullopt;
  return ::timegm(&parts);
}

/// The condition that decides, and the status that it gives; 0 when all hold.
struct Decision {
  std::string_view field{};
  int status = 0;
};

Decision decide(const Request& request, const Response& plain) {
  const auto tag = plain.fields.combined("ETag").value_or("");
  const auto changed = seconds(plain.fields.combined("Last-Modified"));
  const bool is_read = request.method == "GET" || request.method == "HEAD";
  if (const auto list = request.fields.combined("If-Match")) {
    if (!lists_strong_tag(*list, tag)) return {"If-Match", 412};
  } else if (const auto since = seconds(request.fields.combined("If-Unmodified-Since"))) {
    if (changed && *changed > *since) return {"If-Unmodified-Since", 412};
  }
  if (const auto list = request.fields.combined("If-None-Match")) {
    if (lists_tag(*list, tag)) return {"If-None-Match", is_read ? 304 : 412};
  } else if (const auto since = seconds(request.fields.combined("If-Modified-Since"))) {
    if (is_read && changed && *changed <= *since) return {"If-Modified-Since", 304};
  }
  return {};
}

bool is_known(const Operation& operation, std::string_view field, int status) {
  const bool is_asked_for = std::ranges::any_of(operation.parameters, [field](const Parameter& parameter) {
    return parameter.in == ParameterIn::header && equals_ignoring_case(parameter.name, field);
  });
  return !is_asked_for || operation.response_for(status) != nullptr;
}

Response message_with(int status) {
  Response message;
  message.status = status;
  message.reason = std::string(reason_for(status));
  return message;
}

// RFC 9110 §15.4.5: what a 200 would have had of these, and no other metadata.
Answer not_modified(Answer plain) {
  Response message = message_with(304);
  for (const Field& field : plain.final.fields) {
    constexpr std::array<std::string_view, 7> kept = {
        "Date", "ETag", "Vary", "Cache-Control", "Expires", "Content-Location", "Connection"};
    const auto is_kept = [&field](std::string_view name) { return equals_ignoring_case(name, field.name); };
    if (std::ranges::any_of(kept, is_kept)) message.fields.add(field.name, field.value);
  }
  plain.final = std::move(message);
  return plain;
}

/// `bytes=FIRST-LAST`, `bytes=FIRST-` or `bytes=-LENGTH`; the other forms may be ignored (RFC 9110 §14.2).
struct ByteRange {
  std::size_t first = 0;
  std::size_t length = 0;  ///< 0: not satisfiable
};

std::optional<std::size_t> number(std::string_view digits) {
  std::size_t value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool is_whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
  return is_whole ? std::optional(value) : std::nullopt;
}

std::optional<ByteRange> range_in(std::string_view value, std::size_t size) {
  const auto dash = value.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto first = number(value.substr(0, dash));
  const auto last = number(value.substr(dash + 1));
  const bool is_suffix = dash == 0 && last;
  const bool is_open = first && dash + 1 == value.size();
  if (!is_suffix && !is_open && (!first || !last || *last < *first)) return std::nullopt;
  if (is_suffix) return ByteRange{size - std::min(size, *last), std::min(size, *last)};
  if (*first >= size) return ByteRange{};
  return ByteRange{*first, is_open ? size - *first : std::min(*last, size - 1) - *first + 1};
}

Answer partial(Answer plain, ByteRange range) {
  const std::string size = std::to_string(plain.final.content.size());
  plain.final.status = 206;
  plain.final.reason = std::string(reason_for(206));
  plain.final.fields.remove("Content-Digest");  // RFC 9530 §2: of the content, which is another now
  plain.final.content = plain.final.content.substr(range.first, range.length);
  const std::string last = std::to_string(range.first + range.length - 1);
  plain.final.fields.set("Content-Range", "bytes " + std::to_string(range.first) + "-" + last + "/" + size);
  return plain;
}

// RFC 9110 §15.3.7.2
Answer partial(Answer plain, const std::vector<ByteRange>& ranges) {
  const std::string size = std::to_string(plain.final.content.size());
  const auto type = plain.final.fields.combined("Content-Type");
  std::string parts;
  for (const auto& range : ranges) {
    parts += "--conform\r\n";
    if (type) parts += "Content-Type: " + *type + "\r\n";
    parts += "Content-Range: bytes " + std::to_string(range.first) + "-" +
             std::to_string(range.first + range.length - 1) + "/" + size + "\r\n\r\n";
    parts += plain.final.content.substr(range.first, range.length) + "\r\n";
  }
  plain.final.status = 206;
  plain.final.reason = std::string(reason_for(206));
  plain.final.fields.remove("Content-Digest");
  plain.final.fields.set("Content-Type", "multipart/byteranges; boundary=conform");
  plain.final.content = parts + "--conform--\r\n";
  return plain;
}

/// Those of `bytes=…` that lie in the content; nothing when the field is not of that form.
std::optional<std::vector<ByteRange>> ranges_in(std::string_view value, std::size_t size) {
  constexpr std::string_view unit = "bytes=";
  if (!equals_ignoring_case(value.substr(0, unit.size()), unit)) return std::nullopt;
  std::vector<ByteRange> ranges;
  for (const auto member : list_members(value.substr(unit.size()))) {
    const auto range = range_in(member, size);
    if (!range) return std::nullopt;
    if (range->length > 0) ranges.push_back(*range);
  }
  return ranges;
}

Answer on_range(Answer plain, const Request& request) {
  const auto value = request.fields.combined("Range");
  if (!value || request.method != "GET") return plain;
  const auto condition = request.fields.combined("If-Range");
  if (condition && *condition != plain.final.fields.combined("ETag")) return plain;
  const auto ranges = ranges_in(*value, plain.final.content.size());
  if (!ranges) return plain;
  if (ranges->size() == 1) return partial(std::move(plain), ranges->front());
  if (!ranges->empty()) return partial(std::move(plain), *ranges);
  Answer refused = explanation(416, "The content has no such bytes.", request);
  refused.final.fields.add("Content-Range", "bytes */" + std::to_string(plain.final.content.size()));
  return refused;
}

// RFC 5789 §3.1
std::string patch_formats(const Api& api, const std::string& path) {
  std::string formats;
  for (const Operation& operation : api.operations) {
    if (operation.path != path || operation.method != "PATCH" || !operation.request_body) continue;
    for (const MediaType& media_type : operation.request_body->content)
      formats += (formats.empty() ? "" : ", ") + media_type.name;
  }
  return formats;
}

}  // namespace

void add_validators(Answer& answer, const Request& request) {
  Response& message = answer.final;
  const bool is_read = request.method == "GET" || request.method == "HEAD";
  if (message.status != 200 || !is_read || message.content.empty()) return;
  if (!message.fields.has("ETag")) message.fields.add("ETag", "\"" + to_hex(fnv_1a(message.content)) + "\"");
  if (!message.fields.has("Last-Modified")) message.fields.add("Last-Modified", std::string(last_modified));
  const auto type = message.fields.combined("Content-Type").value_or("");
  const bool is_part = message.fields.has("Content-Range") || type.starts_with("multipart/byteranges");
  if (!is_part && !message.fields.has("Accept-Ranges")) message.fields.add("Accept-Ranges", "bytes");
}

Answer
on_conditions(Answer plain, const Response* current, const Operation& operation, const Request& request) {
  // RFC 9110 §13.2.1: conditions matter only where the answer would be a success.
  const bool is_success = current != nullptr ? plain.final.status / 100 == 2 : plain.final.status == 200;
  if (!is_success || !plain.has_final) return plain;
  const Decision decision = decide(request, current != nullptr ? *current : plain.final);
  if (decision.status != 0) {
    if (!is_known(operation, decision.field, decision.status)) return plain;
    if (decision.status == 304) return not_modified(std::move(plain));
    return explanation(412, "The resource is not as the request takes it to be.", request);
  }
  if (!plain.final.fields.has("Accept-Ranges") || !is_known(operation, "Range", 206)) return plain;
  return on_range(std::move(plain), request);
}

Answer on_other_method(const Api& api, const std::string& path, const Request& request) {
  const auto documented = api.methods_of(path);
  std::string allow;
  for (const std::string& method : documented) {
    allow += (allow.empty() ? "" : ", ") + method;
    if (method == "GET" && std::ranges::find(documented, "HEAD") == documented.end()) allow += ", HEAD";
  }
  if (request.method == "OPTIONS") {
    Answer answer = explanation(204, "", request);
    answer.final.content.clear();
    answer.final.fields.remove("Content-Type");
    answer.final.fields.add("Allow", allow.empty() ? "OPTIONS" : allow + ", OPTIONS");
    // Fetch Standard, CORS-preflight fetch
    if (request.fields.has("Access-Control-Request-Method")) {
      answer.final.fields.add("Access-Control-Allow-Origin", "*");
      answer.final.fields.add("Access-Control-Allow-Methods", allow.empty() ? "OPTIONS" : allow);
    }
    const std::string formats = patch_formats(api, path);
    if (!formats.empty()) answer.final.fields.add("Accept-Patch", formats);
    return answer;
  }
  constexpr std::array<std::string_view, 9> known = {
      "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "QUERY"};
  if (std::ranges::find(known, request.method) == known.end())
    return explanation(501, "The method `" + request.method + "` is not known here.", request);
  Answer answer = explanation(405, "The document has no `" + request.method + "` for this path.", request);
  answer.final.fields.add("Allow", allow);
  return answer;
}

}  // namespace conform
