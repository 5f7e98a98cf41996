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
[[nodiscard]] bool has_challenge_parameters_once(std::string_view value);
[[nodiscard]] bool has_quoted_realms(std::string_view value);
[[nodiscard]] bool has_complete_basic_challenges(std::string_view value);
[[nodiscard]] bool has_complete_digest_challenges(std::string_view value);
[[nodiscard]] bool has_complete_bearer_challenges(std::string_view value);

// Media types and codings, RFC 9110 §8.3, §8.4, §12.5
[[nodiscard]] bool is_media_type(std::string_view value);
[[nodiscard]] bool is_media_type_list(std::string_view value);
[[nodiscard]] bool is_media_range_list(std::string_view value);
[[nodiscard]] bool is_coding_preference_list(std::string_view value);
[[nodiscard]] bool is_multipart_type(std::string_view value);
[[nodiscard]] bool is_language_tag_list(std::string_view value);

// Ranges, RFC 9110 §14
[[nodiscard]] bool is_range_unit_list(std::string_view value);
[[nodiscard]] bool is_content_range(std::string_view value);
[[nodiscard]] bool is_satisfied_range(std::string_view value);
[[nodiscard]] bool is_satisfied_range_with_length(std::string_view value);
[[nodiscard]] bool is_unsatisfied_range(std::string_view value);

// Validators and caching, RFC 9110 §8.8, RFC 9111 §5
[[nodiscard]] bool is_entity_tag(std::string_view value);
[[nodiscard]] bool is_cache_control(std::string_view value);
[[nodiscard]] bool has_plain_cache_ages(std::string_view value);
[[nodiscard]] bool has_quoted_cache_lists(std::string_view value);
[[nodiscard]] bool has_cache_fallback(std::string_view value);
[[nodiscard]] bool is_sane_cache_control(std::string_view value);
[[nodiscard]] bool is_vary(std::string_view value);

// URIs and links, RFC 3986, RFC 8288
[[nodiscard]] bool is_uri_reference(std::string_view value);
[[nodiscard]] bool is_absolute_uri(std::string_view value);
[[nodiscard]] bool is_uri_reference_without_fragment(std::string_view value);
[[nodiscard]] bool has_clean_authority(std::string_view value);
[[nodiscard]] bool is_link_list(std::string_view value);
[[nodiscard]] bool has_one_relation_per_link(std::string_view value);
[[nodiscard]] bool has_link_attributes_once(std::string_view value);

// Tokens, numbers and lists of them, RFC 9110 §5.6, §7, §10; RFC 3229 §10.5
[[nodiscard]] bool is_token_list(std::string_view value);
[[nodiscard]] bool is_method_list(std::string_view value);
[[nodiscard]] bool has_only_hop_by_hop_options(std::string_view value);
[[nodiscard]] bool has_standard_methods_in_capitals(std::string_view value);
[[nodiscard]] bool is_protocol_list(std::string_view value);
[[nodiscard]] bool is_transfer_coding_list(std::string_view value);
[[nodiscard]] bool is_instance_manipulation_list(std::string_view value);
[[nodiscard]] bool is_quoted_string(std::string_view value);
[[nodiscard]] bool is_status_code(std::string_view value);

// Products and intermediaries, RFC 9110 §10.2.4, §7.6.3
[[nodiscard]] bool is_product_list(std::string_view value);
[[nodiscard]] bool is_modest_product_list(std::string_view value);
[[nodiscard]] bool is_via(std::string_view value);

// Structured fields, RFC 9651
[[nodiscard]] bool is_structured_item(std::string_view value);
[[nodiscard]] bool is_structured_list(std::string_view value);
[[nodiscard]] bool is_structured_dictionary(std::string_view value);
[[nodiscard]] bool is_structured_date(std::string_view value);
[[nodiscard]] bool is_structured_boolean(std::string_view value);
[[nodiscard]] bool is_structured_token_list(std::string_view value);
[[nodiscard]] bool is_priority(std::string_view value);
[[nodiscard]] bool is_cache_status(std::string_view value);
[[nodiscard]] bool tells_hit_from_forward(std::string_view value);
[[nodiscard]] bool is_proxy_status(std::string_view value);
[[nodiscard]] bool is_rate_limit(std::string_view value);
[[nodiscard]] bool is_rate_limit_policy(std::string_view value);
[[nodiscard]] bool is_digest_dictionary(std::string_view value);
[[nodiscard]] bool is_opener_policy(std::string_view value);
[[nodiscard]] bool is_embedder_policy(std::string_view value);

// Directives between semicolons, RFC 6797, RFC 6266, RFC 7838, CSP, Fetch
[[nodiscard]] bool is_transport_security(std::string_view value);
[[nodiscard]] bool has_transport_security_age(std::string_view value);
[[nodiscard]] bool has_transport_security_directives_once(std::string_view value);
[[nodiscard]] bool is_content_disposition(std::string_view value);
[[nodiscard]] bool is_alternative_services(std::string_view value);
[[nodiscard]] bool is_content_security_policy(std::string_view value);
[[nodiscard]] bool is_referrer_policy(std::string_view value);
[[nodiscard]] bool is_content_type_options(std::string_view value);
[[nodiscard]] bool is_frame_options(std::string_view value);
[[nodiscard]] bool is_resource_policy(std::string_view value);
[[nodiscard]] bool is_allowed_origin(std::string_view value);

// One Set-Cookie line, rfc6265bis §4.1.1
[[nodiscard]] bool is_set_cookie(std::string_view value);
[[nodiscard]] bool has_cookie_attributes_once(std::string_view value);
[[nodiscard]] bool has_plain_cookie_expiry(std::string_view value);
[[nodiscard]] bool has_plain_cookie_age(std::string_view value);
[[nodiscard]] bool has_kept_cookie_prefix(std::string_view value);
[[nodiscard]] bool is_cookie_fit_for_other_sites(std::string_view value);

}  // namespace conform::grammar
