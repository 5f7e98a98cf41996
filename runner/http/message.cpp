#include "runner/http/message.hpp"

#include <array>

namespace conform {
namespace {

struct Words {
  AnomalyKind kind{};
  std::string_view name{};
  std::string_view meaning{};
};

using enum AnomalyKind;

/// In the order of the enumeration; a test holds it to that.
constexpr std::array<Words, anomaly_kinds> all_words = {{
    {status_line_malformed,
     "status-line-malformed",
     "The status line is not a version, a space, three digits, a space and a reason (RFC 9112 §4)."},
    {status_out_of_range,
     "status-out-of-range",
     "The status code has three digits but lies outside 100 to 599 (RFC 9110 §15)."},
    {reason_separator_missing,
     "reason-separator-missing",
     "The space after the status code is missing; it must stand there even without a reason (RFC 9112 §4)."},
    {reason_with_control, "reason-with-control", "The reason phrase holds a control byte (RFC 9112 §4)."},
    {version_unexpected,
     "version-unexpected",
     "The status line names a protocol version other than HTTP/1.0 and HTTP/1.1 (RFC 9112 §2.3)."},
    {bare_lf, "bare-lf", "A line ends with LF alone instead of CRLF (RFC 9112 §2.2)."},
    {bare_cr, "bare-cr", "A CR stands alone, not followed by LF (RFC 9112 §2.2)."},
    {obs_fold, "obs-fold", "A field value goes on in a folded line, which is obsolete (RFC 9112 §5.2)."},
    {space_before_colon,
     "space-before-colon",
     "White space stands between a field name and its colon (RFC 9112 §5.1)."},
    {leading_white_space,
     "leading-white-space",
     "The line after the status line begins with white space; it was ignored (RFC 9112 §2.2)."},
    {field_line_without_colon,
     "field-line-without-colon",
     "A line of the header section has no colon; it was ignored (RFC 9112 §5)."},
    {field_name_empty,
     "field-name-empty",
     "A field line has no name before its colon; it was ignored (RFC 9110 §5.1)."},
    {field_name_not_token,
     "field-name-not-token",
     "A field name holds a byte that no token may hold (RFC 9110 §5.1)."},
    {control_in_value,
     "control-in-value",
     "A field value holds NUL or another control byte (RFC 9110 §5.5)."},
    {empty_line_before_message,
     "empty-line-before-message",
     "An empty line stands before the status line (RFC 9112 §2.1)."},
    {content_length_malformed,
     "content-length-malformed",
     "Content-Length is not a number of bytes (RFC 9110 §8.6)."},
    {content_length_repeated,
     "content-length-repeated",
     "Content-Length is given more than once with the same value (RFC 9110 §8.6)."},
    {content_length_differs,
     "content-length-differs",
     "Content-Length is given more than once and the values disagree (RFC 9112 §6.3)."},
    {content_length_with_transfer_encoding,
     "content-length-with-transfer-encoding",
     "Content-Length and Transfer-Encoding stand in the same message (RFC 9112 §6.2)."},
    {content_length_forbidden,
     "content-length-forbidden",
     "Content-Length stands in a 1xx or 204 response (RFC 9110 §8.6)."},
    {transfer_encoding_forbidden,
     "transfer-encoding-forbidden",
     "Transfer-Encoding stands in a 1xx or 204 response, or HTTP/1.0 is spoken (RFC 9112 §6.1)."},
    {transfer_encoding_malformed,
     "transfer-encoding-malformed",
     "Transfer-Encoding is not a list of transfer codings (RFC 9112 §6.1)."},
    {transfer_coding_unasked,
     "transfer-coding-unasked",
     "A transfer coding besides chunked was applied although the request has no TE (RFC 9112 §7.4)."},
    {chunked_not_last,
     "chunked-not-last",
     "chunked is not the last transfer coding, or is applied more than once (RFC 9112 §6.1)."},
    {chunk_size_malformed, "chunk-size-malformed", "A chunk size is not hexadecimal digits (RFC 9112 §7.1)."},
    {chunk_end_missing, "chunk-end-missing", "The data of a chunk are not followed by CRLF (RFC 9112 §7.1)."},
    {chunk_extension,
     "chunk-extension",
     "A chunk has an extension, which is legal but rare (RFC 9112 §7.1.1)."},
    {content_cut_short,
     "content-cut-short",
     "The connection ended before the announced end of the content (RFC 9112 §8)."},
    {head_cut_short,
     "head-cut-short",
     "The connection ended within the status line or the header section (RFC 9112 §8)."},
    {bytes_after_interim,
     "bytes-after-interim",
     "An interim response is followed by bytes that are no status line (RFC 9110 §15.2)."},
    {bytes_after_message,
     "bytes-after-message",
     "Bytes follow the end of the response and belong to no response (RFC 9112 §9.2)."},
    {content_where_none_may_be,
     "content-where-none-may-be",
     "Content follows a response that cannot have any: 1xx, 204, 304 or an answer to HEAD (RFC 9112 §6.3)."},
}};

}  // namespace

std::string_view name_of(AnomalyKind kind) { return all_words.at(static_cast<std::size_t>(kind)).name; }

std::string_view meaning_of(AnomalyKind kind) { return all_words.at(static_cast<std::size_t>(kind)).meaning; }

}  // namespace conform
