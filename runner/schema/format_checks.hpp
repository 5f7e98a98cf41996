#pragma once

#include "runner/document/number.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace conform {

// What the formats of JSON Schema and OpenAPI ask; one file per family. Texts may be anything.

// format_time.cpp: RFC 3339 §5.6 and appendix A
[[nodiscard]] bool is_date_time(std::string_view text);
[[nodiscard]] bool is_date(std::string_view text);
[[nodiscard]] bool is_time(std::string_view text);
[[nodiscard]] bool is_duration(std::string_view text);

// format_network.cpp: RFC 1123 §2.1, RFC 5890; RFC 2673 §3.2; RFC 4291 §2.2; RFC 5321 §4.1.2, RFC 6531 §3.3
[[nodiscard]] bool is_hostname(std::string_view text);
/// Without a look at internationalised names, which drafts 4 and 6 did not speak of.
[[nodiscard]] bool is_early_hostname(std::string_view text);
[[nodiscard]] bool is_ipv4(std::string_view text);
[[nodiscard]] bool is_ipv6(std::string_view text);
[[nodiscard]] bool is_email(std::string_view text);
[[nodiscard]] bool is_idn_email(std::string_view text);

// format_idn.cpp: RFC 5890 to RFC 5893
[[nodiscard]] bool is_idn_hostname(std::string_view text);
/// Whether U-labels must be in Unicode's form NFC already, or are brought into it before they are looked at.
enum class Normalisation { needed, done_for_it };
[[nodiscard]] bool is_idn_hostname(std::string_view text, Normalisation normalisation);
/// Whether `label`, which begins with `xn--`, is an A-label.
[[nodiscard]] bool is_a_label(std::string_view label);

// format_uri.cpp: RFC 3986, RFC 3987, RFC 6570
[[nodiscard]] bool is_uri(std::string_view text);
[[nodiscard]] bool is_uri_reference(std::string_view text);
[[nodiscard]] bool is_iri(std::string_view text);
[[nodiscard]] bool is_iri_reference(std::string_view text);
[[nodiscard]] bool is_uri_template(std::string_view text);

// format_text.cpp: RFC 6901, the draft for relative JSON Pointers, RFC 9562 §4, RFC 4648 §4
[[nodiscard]] bool is_json_pointer(std::string_view text);
[[nodiscard]] bool is_relative_json_pointer(std::string_view text);
[[nodiscard]] bool is_uuid(std::string_view text);
[[nodiscard]] bool is_base64(std::string_view text);
/// The bytes that a base64 text stands for; nothing when it is none.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

// format_number.cpp: the OpenAPI format registry
[[nodiscard]] bool is_int32(const Number& number);
[[nodiscard]] bool is_int64(const Number& number);
[[nodiscard]] bool is_float(const Number& number);
[[nodiscard]] bool is_double(const Number& number);

}  // namespace conform
