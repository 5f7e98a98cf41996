#pragma once

#include <string_view>

/// The recognisers behind the table of grammars, one function for each named form and one file for each
/// family. All take a whole combined field value, never throw and run in linear time. Where senders are bound
/// more tightly than recipients, the sender's form is meant.
namespace conform::grammar {

// Dates and times, RFC 9110 §5.6.7
[[nodiscard]] bool is_http_date(std::string_view value);
[[nodiscard]] bool is_http_date_lenient(std::string_view value);
[[nodiscard]] bool is_retry_after(std::string_view value);

// Authentication, RFC 9110 §11
[[nodiscard]] bool is_challenge_list(std::string_view value);
[[nodiscard]] bool is_challenge_list_with_realms(std::string_view value);

// Media types and codings, RFC 9110 §8.3, §8.4, §12.5
[[nodiscard]] bool is_media_type(std::string_view value);
[[nodiscard]] bool is_media_type_list(std::string_view value);
[[nodiscard]] bool is_media_range_list(std::string_view value);
[[nodiscard]] bool is_content_disposition(std::string_view value);
[[nodiscard]] bool is_language_tag_list(std::string_view value);

// Ranges, RFC 9110 §14
[[nodiscard]] bool is_range_unit_list(std::string_view value);
[[nodiscard]] bool is_content_range(std::string_view value);
[[nodiscard]] bool is_satisfied_range(std::string_view value);
[[nodiscard]] bool is_unsatisfied_range(std::string_view value);

// Validators and caching, RFC 9110 §8.8, RFC 9111 §5
[[nodiscard]] bool is_entity_tag(std::string_view value);
[[nodiscard]] bool is_cache_control(std::string_view value);
[[nodiscard]] bool has_plain_cache_ages(std::string_view value);
[[nodiscard]] bool is_vary(std::string_view value);

// URIs and links, RFC 3986, RFC 8288
[[nodiscard]] bool is_uri_reference(std::string_view value);
[[nodiscard]] bool is_absolute_uri(std::string_view value);
[[nodiscard]] bool is_uri_reference_without_fragment(std::string_view value);
[[nodiscard]] bool has_clean_authority(std::string_view value);
[[nodiscard]] bool is_link_list(std::string_view value);
[[nodiscard]] bool has_one_relation_per_link(std::string_view value);

// Tokens, numbers and lists of them, RFC 9110 §5.6, §7, §10; RFC 3229 §10.5
[[nodiscard]] bool is_token_list(std::string_view value);
[[nodiscard]] bool is_method_list(std::string_view value);
[[nodiscard]] bool is_protocol_list(std::string_view value);
[[nodiscard]] bool is_transfer_coding_list(std::string_view value);
[[nodiscard]] bool is_instance_manipulation_list(std::string_view value);
[[nodiscard]] bool is_quoted_string(std::string_view value);
[[nodiscard]] bool is_status_code(std::string_view value);

// Products and intermediaries, RFC 9110 §10.2.4, §7.6.3
[[nodiscard]] bool is_product_list(std::string_view value);
[[nodiscard]] bool is_via(std::string_view value);

}  // namespace conform::grammar
