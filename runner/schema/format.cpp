#include "runner/schema/format.hpp"

#include "runner/schema/format_checks.hpp"
#include "runner/schema/pattern.hpp"

#include <array>

namespace conform {
namespace {

constexpr std::uint8_t bit(Dialect dialect) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(dialect));
}
constexpr std::uint8_t all = 255;
constexpr std::uint8_t openapi =
    bit(Dialect::openapi_2_0) | bit(Dialect::openapi_3_0) | bit(Dialect::openapi_3_1);
constexpr std::uint8_t drafts_4_and_6 = bit(Dialect::draft_4) | bit(Dialect::draft_6);
constexpr std::uint8_t from_6 = all & static_cast<std::uint8_t>(~bit(Dialect::draft_4));
constexpr std::uint8_t from_7 = from_6 & static_cast<std::uint8_t>(~bit(Dialect::draft_6));
constexpr std::uint8_t from_19 = from_7 & static_cast<std::uint8_t>(~bit(Dialect::draft_7));

std::string digits(Random& random, std::uint64_t low, std::uint64_t high, std::size_t width) {
  std::string out = std::to_string(random.between(low, high));
  return std::string(width > out.size() ? width - out.size() : 0, '0') + out;
}

std::string word(Random& random, std::size_t length) {
  std::string out;
  for (std::size_t i = 0; i < length; ++i)
    out += static_cast<char>('a' + random.below(26));
  return out;
}

std::string some_date(Random& random) {
  return digits(random, 2000, 2037, 4) + "-" + digits(random, 1, 12, 2) + "-" + digits(random, 1, 28, 2);
}
std::string some_time(Random& random) {
  return digits(random, 0, 23, 2) + ":" + digits(random, 0, 59, 2) + ":" + digits(random, 0, 59, 2) + "Z";
}
std::string some_date_time(Random& random) {
  const std::string date = some_date(random);
  return date + "T" + some_time(random);
}
std::string some_duration(Random& random) { return "P" + digits(random, 1, 30, 1) + "D"; }
std::string some_host(Random& random) { return word(random, 6) + ".example"; }
std::string some_email(Random& random) {
  const std::string name = word(random, 5);
  return name + "@" + some_host(random);
}
std::string some_ipv4(Random& random) { return "192.0.2." + digits(random, 1, 254, 1); }
std::string some_ipv6(Random& random) { return "2001:db8::" + digits(random, 1, 9999, 1); }
std::string some_uri(Random& random) {
  const std::string host = some_host(random);
  return "https://" + host + "/" + word(random, 4);
}
std::string some_path(Random& random) { return "/" + word(random, 4); }
std::string some_template(Random& random) { return "/" + word(random, 4) + "/{id}"; }
std::string some_relative_pointer(Random& random) { return digits(random, 0, 3, 1) + "/" + word(random, 3); }
std::string some_regex(Random& random) { return "^" + word(random, 3) + "$"; }
std::string some_base64(Random& random) { return word(random, 4) + word(random, 4); }
std::string some_word(Random& random) { return word(random, 8); }

std::string some_uuid(Random& random) {
  static constexpr std::string_view hex = "0123456789abcdef";
  std::string out = "00000000-0000-4000-8000-000000000000";
  for (std::size_t i = 0; i < out.size(); ++i) {
    const bool fixed = out[i] == '-' || i == 14 || i == 19;
    if (!fixed) out[i] = hex[random.below(16)];
  }
  return out;
}

struct Row {
  Format format;
  std::uint8_t dialects;
};

constexpr std::array rows = {
    Row{{"date-time",
         "a date and time as in RFC 3339, such as `2024-02-29T12:00:00Z`",
         is_date_time,
         nullptr,
         some_date_time},
        all},
    Row{{"date", "a date as in RFC 3339, such as `2024-02-29`", is_date, nullptr, some_date}, from_7},
    Row{{"time", "a time as in RFC 3339, such as `12:00:00Z`", is_time, nullptr, some_time}, from_7},
    Row{{"duration", "a duration as in RFC 3339, such as `P1DT2H`", is_duration, nullptr, some_duration},
        from_19},
    Row{{"email", "an e-mail address", is_email, nullptr, some_email}, all},
    Row{{"idn-email",
         "an e-mail address, letters of all languages allowed",
         is_idn_email,
         nullptr,
         some_email},
        from_7},
    Row{{"hostname", "a host name", is_hostname, nullptr, some_host}, from_7},
    Row{{"hostname", "a host name", is_early_hostname, nullptr, some_host}, drafts_4_and_6},
    Row{{"idn-hostname",
         "a host name, letters of all languages allowed",
         is_idn_hostname,
         nullptr,
         some_host},
        from_7},
    Row{{"ipv4", "an IPv4 address", is_ipv4, nullptr, some_ipv4}, all},
    Row{{"ipv6", "an IPv6 address", is_ipv6, nullptr, some_ipv6}, all},
    Row{{"uri", "a URI with its scheme", is_uri, nullptr, some_uri}, all},
    Row{{"uri-reference", "a URI reference", is_uri_reference, nullptr, some_path}, from_6},
    Row{{"iri", "an IRI with its scheme", is_iri, nullptr, some_uri}, from_7},
    Row{{"iri-reference", "an IRI reference", is_iri_reference, nullptr, some_path}, from_7},
    Row{{"uri-template", "a URI template as in RFC 6570", is_uri_template, nullptr, some_template}, from_6},
    Row{{"uuid", "a UUID, such as `123e4567-e89b-42d3-a456-426614174000`", is_uuid, nullptr, some_uuid},
        from_19},
    Row{{"json-pointer", "a JSON Pointer", is_json_pointer, nullptr, some_path}, from_6},
    Row{{"relative-json-pointer",
         "a relative JSON Pointer",
         is_relative_json_pointer,
         nullptr,
         some_relative_pointer},
        from_7},
    Row{{"regex", "a regular expression of ECMA-262", is_ecma_pattern, nullptr, some_regex}, all},
    Row{{"int32", "a whole number of 32 bits", nullptr, is_int32, some_word}, openapi},
    Row{{"int64", "a whole number of 64 bits", nullptr, is_int64, some_word}, openapi},
    Row{{"float", "a number within the range of single precision", nullptr, is_float, some_word}, openapi},
    Row{{"double", "a number within the range of double precision", nullptr, is_double, some_word}, openapi},
    // Bytes, whatever they are; so that nobody takes them for letters.
    Row{{"binary", "any bytes", nullptr, nullptr, some_word}, openapi},
    Row{{"byte", "base64 as in RFC 4648", is_base64, nullptr, some_base64}, openapi},
};

}  // namespace

const Format* find_format(std::string_view name, Dialect dialect) {
  for (const Row& row : rows) {
    if (row.format.name == name && (row.dialects & bit(dialect)) != 0) return &row.format;
  }
  return nullptr;
}

}  // namespace conform
