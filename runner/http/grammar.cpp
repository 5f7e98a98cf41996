#include "runner/http/grammar.hpp"

#include "runner/http/grammar_families.hpp"
#include "runner/http/scanner.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

using namespace grammar;

bool is_decimal(std::string_view value) { return is_digits(value); }
bool is_one_token(std::string_view value) { return octets::is_token(value); }

// One row, two or three lines.
// clang-format off
constexpr auto table = std::to_array<Grammar>({
    {"absolute-uri", "an absolute URI without a fragment", "RFC 3986 §4.3", is_absolute_uri,
     "http://example.com/a?b", "/a"},
    {"cache-ages", "cache directives whose ages are plain digits", "RFC 9111 §5.2.2.1", has_plain_cache_ages,
     "public, max-age=60", "max-age=\"60\""},
    {"cache-control", "a list of cache directives", "RFC 9111 §5.2", is_cache_control,
     "no-cache=\"Set-Cookie\", max-age=0", "max-age=60; public"},
    {"challenge-list", "a list of authentication challenges", "RFC 9110 §11.3, §11.6.1", is_challenge_list,
     "Basic realm=\"shop\", Bearer error=\"invalid_token\"", "realm=\"shop\""},
    {"challenge-list-with-realms", "challenges of which each Basic or Digest one names its realm",
     "RFC 7617 §2, RFC 7616 §3.3", is_challenge_list_with_realms, "Basic realm=\"shop\"", "Basic"},
    {"clean-authority", "a reference whose http address has a host and holds no user information",
     "RFC 9110 §4.2", has_clean_authority, "//example.com/a", "http:///a"},
    {"content-disposition", "a disposition with parameters", "RFC 6266 §4.1", is_content_disposition,
     "attachment; filename=\"books.csv\"", "attachment; filename=my books.csv"},
    {"content-length", "a decimal number without a sign", "RFC 9110 §8.6", is_decimal, "42", "42, 42"},
    {"content-range", "a range with its complete length, or the length alone", "RFC 9110 §14.4",
     is_content_range, "bytes 0-499/1234", "bytes=0-499/1234"},
    {"delta-seconds", "whole seconds in decimal digits", "RFC 9111 §1.2.2", is_decimal, "120", "-1"},
    {"entity-tag", "an entity tag in double quotes, perhaps after W/", "RFC 9110 §8.8.3", is_entity_tag,
     "W/\"xyzzy\"", "xyzzy"},
    {"field-name-list", "a list of field names, or *", "RFC 9110 §12.5.5", is_vary,
     "Accept-Encoding, Origin", "Accept-Encoding; Origin"},
    {"http-date", "an HTTP date such as `Sun, 06 Nov 1994 08:49:37 GMT`", "RFC 9110 §5.6.7", is_http_date,
     "Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 +0000"},
    {"http-date-lenient", "an HTTP date, also in one of the two obsolete forms", "RFC 9110 §5.6.7",
     is_http_date_lenient, "Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"},
    {"instance-manipulation-list", "a list of instance manipulations", "RFC 3229 §10.5.2",
     is_instance_manipulation_list, "vcdiff, gzip", "vcdiff;"},
    {"language-tag-list", "a list of language tags", "RFC 9110 §8.5", is_language_tag_list, "mi, en-GB",
     "en_GB"},
    {"link-list", "a list of links", "RFC 8288 §3", is_link_list, "</TheBook>; rel=\"next\"",
     "/TheBook; rel=next"},
    {"link-list-with-relations", "a list of links with exactly one rel each", "RFC 8288 §3.3",
     has_one_relation_per_link, "</TheBook>; rel=\"next\"", "</TheBook>; title=\"next\""},
    {"media-range-list", "a list of media ranges", "RFC 9110 §12.5.1", is_media_range_list,
     "text/*;q=0.3, text/html", "text html"},
    {"media-type", "a media type with parameters", "RFC 9110 §8.3.1", is_media_type,
     "text/html; charset=utf-8", "text"},
    {"media-type-list", "a list of media types", "RFC 5789 §3.1", is_media_type_list,
     "application/json, text/plain;charset=utf-8", "json"},
    {"method-list", "a list of methods, which may be empty", "RFC 9110 §10.2.1", is_method_list,
     "GET, HEAD", "GET HEAD"},
    {"product-list", "products and comments", "RFC 9110 §10.2.4", is_product_list,
     "CERN/3.0 libwww/2.17 (a comment)", "Jetty(9.4)"},
    {"protocol-list", "a list of protocols, at least one", "RFC 9110 §7.8", is_protocol_list,
     "HTTP/3.0, websocket", "HTTP/3.0 websocket"},
    {"quoted-string", "a text in double quotes", "RFC 9110 §5.6.4", is_quoted_string, "\"a \\\" b\"", "\"a"},
    {"range-unit-list", "a list of range units, at least one", "RFC 9110 §14.3", is_range_unit_list, "bytes",
     "bytes=0-"},
    {"retry-after", "whole seconds or an HTTP date", "RFC 9110 §10.2.3", is_retry_after, "120", "1.5"},
    {"satisfied-range", "a range with the positions of its first and last byte", "RFC 9110 §14.4",
     is_satisfied_range, "bytes 42-1233/*", "bytes */1234"},
    {"status-code", "three digits from 100 to 599", "RFC 9110 §15", is_status_code, "404", "999"},
    {"token", "one token", "RFC 9110 §5.6.2", is_one_token, "gzip", "a b"},
    {"token-list", "a list of tokens, at least one", "RFC 9110 §5.6.1", is_token_list, "keep-alive, Upgrade",
     "keep-alive; Upgrade"},
    {"transfer-coding-list", "a list of transfer codings, at least one", "RFC 9112 §6.1",
     is_transfer_coding_list, "gzip, chunked", "chunked;"},
    {"unsatisfied-range", "the current length of what no range was served of", "RFC 9110 §14.4",
     is_unsatisfied_range, "bytes */1234", "bytes 0-1/1234"},
    {"uri-reference", "a URI or a relative reference", "RFC 3986 §4.1", is_uri_reference, "../a?b#c",
     "/a b"},
    {"uri-reference-without-fragment", "a URI or a relative reference without a fragment", "RFC 9110 §8.7",
     is_uri_reference_without_fragment, "/a?b", "/a#b"},
    {"via", "a list of intermediaries with their protocols", "RFC 9110 §7.6.3", is_via,
     "1.0 fred, 1.1 p.example.net (proxy)", "fred"},
});
// clang-format on

static_assert(std::ranges::is_sorted(table, {}, &Grammar::name));

}  // namespace

std::span<const Grammar> grammars() { return table; }

const Grammar* find_grammar(std::string_view name) {
  const auto* found = std::ranges::lower_bound(table, name, {}, &Grammar::name);
  return found != table.end() && found->name == name ? found : nullptr;
}

}  // namespace conform
