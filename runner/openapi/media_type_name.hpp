#pragma once

#include <string>
#include <string_view>

namespace conform {

/// The name of a media type as a document writes it: `application/problem+json; charset=utf-8`, or a range
/// such as `text/*`. All parts in lower case.
struct MediaTypeName {
  std::string type{};        ///< `application`
  std::string subtype{};     ///< `problem+json`
  std::string parameters{};  ///< `charset=utf-8`, as written, or empty

  [[nodiscard]] std::string essence() const { return type + "/" + subtype; }
  [[nodiscard]] bool is_range() const { return type == "*" || subtype == "*"; }
  [[nodiscard]] bool is_json() const;           ///< JSON itself or `+json` (RFC 6839 §3.1)
  [[nodiscard]] bool is_xml() const;            ///< RFC 7303 and `+xml`
  [[nodiscard]] bool is_json_lines() const;     ///< one JSON text a line: NDJSON, JSON Lines
  [[nodiscard]] bool is_json_sequence() const;  ///< RFC 7464 and `+json-seq` (RFC 8091)
  [[nodiscard]] bool is_yaml() const;           ///< RFC 9512 and its forerunners
  [[nodiscard]] bool is_event_stream() const { return essence() == "text/event-stream"; }
  [[nodiscard]] bool is_form() const { return essence() == "application/x-www-form-urlencoded"; }
  [[nodiscard]] bool is_multipart() const { return type == "multipart"; }
};

/// Splits a name; a name without a slash has an empty subtype.
[[nodiscard]] MediaTypeName split_media_type(std::string_view name);

/// Whether the name may be put into a field: printable ASCII with one slash between tokens, so that no
/// document can smuggle a line into a request.
[[nodiscard]] bool is_sendable(std::string_view name);

/// A concrete name that lies in the range: `application/json` for `*/*` and `application/*`, `text/plain`
/// for `text/*` … Concrete names stay as they are. Empty when no member of the range is known.
[[nodiscard]] std::string concrete_media_type(std::string_view name);

}  // namespace conform
