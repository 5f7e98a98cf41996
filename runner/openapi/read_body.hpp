#pragma once

#include "runner/openapi/api.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace conform {

/// Why content could not be read as what its media type says.
struct Unreadable {
  std::string why{};       ///< a sentence
  std::size_t offset = 0;  ///< of the fault, in bytes
  /// The content is wrong; otherwise this program has no reader for its media type.
  bool is_fault = true;
};

/// The inverse of serialise_body: the value that `content` of the type `content_type` (a Content-Type value;
/// empty: the documented one) stands for. JSON and `+json` (RFC 8259, strictly), urlencoded forms,
/// `multipart/form-data` (RFC 7578), XML by the `xml` objects, NDJSON, JSON text sequences (RFC 7464) and
/// server-sent events as arrays, text, and other octets as a string. Types are taken from the schema.
[[nodiscard]] std::variant<Value, Unreadable> read_body(const MediaType& media_type,
                                                        std::string_view content_type,
                                                        std::string_view content,
                                                        Direction direction);

/// How the content fits the documented schema, which must be there. Of a sequence whose schema describes one
/// item each item is judged. Undecided where there is no reader.
[[nodiscard]] Fit fit_of_body(const MediaType& media_type,
                              std::string_view content_type,
                              std::string_view content,
                              Direction direction);

// The readers of single media types; private to runner/openapi.

[[nodiscard]] std::variant<Value, Unreadable>
read_form(const MediaType& media_type, std::string_view content, Direction direction);
[[nodiscard]] std::variant<Value, Unreadable> read_multipart(const MediaType& media_type,
                                                             std::string_view content_type,
                                                             std::string_view content,
                                                             Direction direction);
[[nodiscard]] std::variant<Value, Unreadable>
read_xml(const MediaType& media_type, std::string_view content, Direction direction);
/// One JSON text a line (NDJSON), or behind each record separator (RFC 7464).
[[nodiscard]] std::variant<Value, Unreadable> read_json_lines(std::string_view content);
[[nodiscard]] std::variant<Value, Unreadable> read_json_sequence(std::string_view content);
/// The events as objects with `data`, `event`, `id`, `retry`: HTML, "Server-sent events".
[[nodiscard]] Value read_events(std::string_view content);

}  // namespace conform
