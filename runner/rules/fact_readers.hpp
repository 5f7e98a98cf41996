#pragma once

#include "runner/rules/fact.hpp"

// How the facts of the table in fact_table.cpp are read, written and located, by family. Private to
// runner/rules.

namespace conform::read {

// The message (facts_message.cpp).
FactValue status(const Subject& subject, std::string_view parameter);
FactValue status_class(const Subject& subject, std::string_view parameter);
FactValue status_known(const Subject& subject, std::string_view parameter);
FactValue version(const Subject& subject, std::string_view parameter);
FactValue reason(const Subject& subject, std::string_view parameter);
FactValue field(const Subject& subject, std::string_view parameter);
FactValue lines(const Subject& subject, std::string_view parameter);
FactValue trailer(const Subject& subject, std::string_view parameter);

// Its sections as a whole (facts_fields.cpp).
FactValue fields_repeated(const Subject& subject, std::string_view parameter);
FactValue fields_with_empty_members(const Subject& subject, std::string_view parameter);
FactValue fields_with_bad_white_space(const Subject& subject, std::string_view parameter);
FactValue trailers(const Subject& subject, std::string_view parameter);
FactValue trailers_unannounced(const Subject& subject, std::string_view parameter);
FactValue cookies(const Subject& subject, std::string_view parameter);
FactValue cookies_repeated(const Subject& subject, std::string_view parameter);

// Text, problems (facts_text.cpp).
FactValue content_charset(const Subject& subject, std::string_view parameter);
FactValue content_utf8(const Subject& subject, std::string_view parameter);
FactValue content_xml_root(const Subject& subject, std::string_view parameter);
FactValue problem_status(const Subject& subject, std::string_view parameter);
FactValue problem_faults(const Subject& subject, std::string_view parameter);

// Codings and digests (facts_coding.cpp).
FactValue coding_faults(const Subject& subject, std::string_view parameter);
FactValue unaccepted_codings(const Subject& subject, std::string_view parameter);
FactValue digest_faults(const Subject& subject, std::string_view parameter);
FactValue digest_legacy_faults(const Subject& subject, std::string_view parameter);

// Its content (facts_content.cpp).
FactValue content_length(const Subject& subject, std::string_view parameter);
FactValue content_text(const Subject& subject, std::string_view parameter);
FactValue content_type(const Subject& subject, std::string_view parameter);
FactValue content_json(const Subject& subject, std::string_view parameter);
FactValue content_xml(const Subject& subject, std::string_view parameter);
// Partial content (facts_range.cpp).
FactValue range_length(const Subject& subject, std::string_view parameter);
FactValue range_faulty_parts(const Subject& subject, std::string_view parameter);
FactValue range_differs_from(const Subject& subject, std::string_view parameter);
FactValue range_parts_of_other_type(const Subject& subject, std::string_view parameter);

// The wire and the exchange (facts_wire.cpp).
FactValue framing(const Subject& subject, std::string_view parameter);
FactValue anomalies(const Subject& subject, std::string_view parameter);
FactValue wire_anomalies(const Subject& subject, std::string_view parameter);
FactValue connection_secure(const Subject& subject, std::string_view parameter);
FactValue bytes_after_message(const Subject& subject, std::string_view parameter);
FactValue connection_ended(const Subject& subject, std::string_view parameter);
FactValue connection_kept(const Subject& subject, std::string_view parameter);
FactValue final(const Subject& subject, std::string_view parameter);
FactValue silence(const Subject& subject, std::string_view parameter);
FactValue interim_count(const Subject& subject, std::string_view parameter);
FactValue interim_statuses(const Subject& subject, std::string_view parameter);

// The request (facts_request.cpp).
FactValue request_version(const Subject& subject, std::string_view parameter);
FactValue request_method(const Subject& subject, std::string_view parameter);
FactValue request_target(const Subject& subject, std::string_view parameter);
FactValue request_content_length(const Subject& subject, std::string_view parameter);
FactValue request_faults(const Subject& subject, std::string_view parameter);
FactValue request_fault_keywords(const Subject& subject, std::string_view parameter);
FactValue request_content_text(const Subject& subject, std::string_view parameter);
FactValue request_answered_early(const Subject& subject, std::string_view parameter);
FactValue request_credential_faults(const Subject& subject, std::string_view parameter);
FactValue request_field(const Subject& subject, std::string_view parameter);

// Other requests of the same probe (facts_probe.cpp).
FactValue held_still(const Subject& subject, std::string_view parameter);
FactValue fields_lacking(const Subject& subject, std::string_view parameter);
FactValue fields_differing(const Subject& subject, std::string_view parameter);

// Where references lead (facts_reference.cpp).
FactValue target_in(const Subject& subject, std::string_view parameter);
FactValue documented_path_in(const Subject& subject, std::string_view parameter);

// The document (facts_document.cpp, facts_misfit.cpp).
FactValue documented_success(const Subject& subject, std::string_view parameter);
FactValue documented_deprecated(const Subject& subject, std::string_view parameter);
FactValue documented_operation(const Subject& subject, std::string_view parameter);
FactValue documented_status(const Subject& subject, std::string_view parameter);
FactValue misfit_status(const Subject& subject, std::string_view parameter);
FactValue documented_exactly(const Subject& subject, std::string_view parameter);
FactValue documented_interim(const Subject& subject, std::string_view parameter);
FactValue documented_methods(const Subject& subject, std::string_view parameter);
FactValue documented_not_allowed(const Subject& subject, std::string_view parameter);
FactValue documented_allowed_besides(const Subject& subject, std::string_view parameter);
FactValue foreign_challenges(const Subject& subject, std::string_view parameter);
FactValue documented_content(const Subject& subject, std::string_view parameter);
FactValue documented_media_type(const Subject& subject, std::string_view parameter);
FactValue misfit_media_type(const Subject& subject, std::string_view parameter);
FactValue missing_fields(const Subject& subject, std::string_view parameter);
FactValue missing_status_fields(const Subject& subject, std::string_view parameter);
FactValue misfit_fields(const Subject& subject, std::string_view parameter);
FactValue misfit_content(const Subject& subject, std::string_view parameter);

}  // namespace conform::read

namespace conform::write {

using Parameter = std::string_view;

bool status(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool status_class(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool status_known(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool version(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool reason(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool field(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool lines(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool trailer(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);

bool fields_repeated(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool fields_with_empty_members(Answer& answer,
                               Parameter parameter,
                               const FactValue& value,
                               const Asked& asked);
bool fields_with_bad_white_space(Answer& answer,
                                 Parameter parameter,
                                 const FactValue& value,
                                 const Asked& asked);
bool trailers(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool trailers_unannounced(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool cookies(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool cookies_repeated(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool content_charset(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool content_utf8(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool content_xml_root(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool problem_status(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool problem_faults(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool coding_faults(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool unaccepted_codings(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool digest_faults(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool digest_legacy_faults(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);

bool content_length(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool content_text(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool content_type(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool content_json(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool content_xml(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool range_length(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool range_faulty_parts(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);

bool framing(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool anomalies(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool fields_lacking(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool fields_differing(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool range_differs_from(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool range_parts_of_other_type(Answer& answer,
                               Parameter parameter,
                               const FactValue& value,
                               const Asked& asked);
bool target_in(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool documented_path_in(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool documented_allowed_besides(Answer& answer,
                                Parameter parameter,
                                const FactValue& value,
                                const Asked& asked);
bool foreign_challenges(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool connection_kept(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool request_answered_early(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool connection_ended(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool bytes_after_message(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool final(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool silence(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool interim_count(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool interim_statuses(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);

bool documented_not_allowed(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool documented_status(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool misfit_status(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool documented_interim(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool documented_media_type(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool misfit_media_type(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool missing_status_fields(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool missing_fields(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool misfit_fields(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);
bool misfit_content(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked);

/// The message of `answer` that is meant, or nullptr when there is none such.
Response* meant(Answer& answer, const Asked& asked);

}  // namespace conform::write

namespace conform::locate {

std::vector<Spot> status_line(const Subject& subject, std::string_view parameter);
std::vector<Spot> head(const Subject& subject, std::string_view parameter);
std::vector<Spot> field(const Subject& subject, std::string_view parameter);
std::vector<Spot> content_range(const Subject& subject, std::string_view parameter);
std::vector<Spot> allow(const Subject& subject, std::string_view parameter);
std::vector<Spot> www_authenticate(const Subject& subject, std::string_view parameter);
std::vector<Spot> content_type(const Subject& subject, std::string_view parameter);
std::vector<Spot> trailer(const Subject& subject, std::string_view parameter);
std::vector<Spot> content(const Subject& subject, std::string_view parameter);

std::vector<Spot> fields_repeated(const Subject& subject, std::string_view parameter);
std::vector<Spot> fields_with_empty_members(const Subject& subject, std::string_view parameter);
std::vector<Spot> fields_with_bad_white_space(const Subject& subject, std::string_view parameter);
std::vector<Spot> trailers(const Subject& subject, std::string_view parameter);
std::vector<Spot> cookies(const Subject& subject, std::string_view parameter);
std::vector<Spot> content_encoding(const Subject& subject, std::string_view parameter);
std::vector<Spot> digests(const Subject& subject, std::string_view parameter);

std::vector<Spot> anomalies(const Subject& subject, std::string_view parameter);
std::vector<Spot> wire_anomalies(const Subject& subject, std::string_view parameter);
std::vector<Spot> bytes_after_message(const Subject& subject, std::string_view parameter);
std::vector<Spot> interim(const Subject& subject, std::string_view parameter);
std::vector<Spot> everything(const Subject& subject, std::string_view parameter);

std::vector<Spot> documented_operation(const Subject& subject, std::string_view parameter);
std::vector<Spot> documented_status(const Subject& subject, std::string_view parameter);
std::vector<Spot> documented_response(const Subject& subject, std::string_view parameter);
std::vector<Spot> documented_media_type(const Subject& subject, std::string_view parameter);
std::vector<Spot> missing_fields(const Subject& subject, std::string_view parameter);
std::vector<Spot> misfit_fields(const Subject& subject, std::string_view parameter);
std::vector<Spot> misfit_content(const Subject& subject, std::string_view parameter);

}  // namespace conform::locate

namespace conform {

/// The essence (RFC 9110 §8.3.1) of a media type in lower case: `text/html` of `Text/HTML; charset=utf-8`.
[[nodiscard]] std::string essence_of(std::string_view media_type);

/// The content without its codings, from the cache when there is one; null when it has none.
[[nodiscard]] const Decoded* decoded_content(const Subject& subject, Decoded& otherwise);
/// The content without its codings, as far as they can be removed. Hangs on the subject or on `otherwise`.
[[nodiscard]] std::string_view representation_of(const Subject& subject, Decoded& otherwise);
/// What keeps content from being looked at: cut by our limit, or under a coding that cannot be removed. Empty
/// when nothing.
[[nodiscard]] std::string unreadable_content(const Subject& subject, const Response& message);
/// The content as JSON, from the cache when there is one.
[[nodiscard]] const std::variant<Value, JsonFault>& json_of(const Subject& subject, SubjectCache& otherwise);

/// The lines of a field in a head: offset and length of each, from `begin` in `bytes`.
struct LineSpan {
  std::size_t offset = 0;
  std::size_t length = 0;
};
[[nodiscard]] std::vector<LineSpan>
field_lines(std::string_view bytes, std::size_t begin, std::size_t end, std::string_view name);

[[nodiscard]] inline Unknown no_message() { return {"there is no response to look at"}; }

/// The final response to another step of the same probe (facts_probe.cpp); null when there is none, …
[[nodiscard]] const Response* answer_to(const Subject& subject, std::string_view step);
/// … and why nothing is known then.
[[nodiscard]] Unknown unanswered(std::string_view step);

}  // namespace conform
