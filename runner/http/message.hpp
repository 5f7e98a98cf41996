#pragma once

#include "runner/http/fields.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace conform {

struct Version {
  int major = 1;
  int minor = 1;
  friend bool operator==(const Version&, const Version&) = default;
};

/// A request as it will be sent, except for what the connection adds (Host, Connection, Content-Length).
struct Request {
  std::string method = "GET";
  std::string target = "/";  ///< origin form, already percent-encoded
  Fields fields{};
  std::string content{};
  bool has_content = false;  ///< an empty content is announced by Content-Length: 0 all the same
  Version version{};
  std::string exact{};  ///< not empty: exactly these bytes are sent, and the rest only describes them
};

/// What a strict reader would refuse or hide, each with where it stands in the bytes received.
enum class AnomalyKind : std::uint8_t {
  // status line, RFC 9112 §4
  status_line_malformed,     ///< not `HTTP-version SP 3DIGIT SP [reason]`, yet understood
  status_out_of_range,       ///< three digits outside 100-599
  reason_separator_missing,  ///< `HTTP/1.1 200` CRLF, without the space after the code
  reason_with_control,       ///< a control byte in the reason phrase
  version_unexpected,        ///< HTTP/1.x with x > 1, or another spelling of the name
  // header section, RFC 9112 §2.2, §5
  bare_lf,
  bare_cr,
  obs_fold,
  space_before_colon,
  leading_white_space,  ///< white space between the status line and the first field
  field_line_without_colon,
  field_name_empty,
  field_name_not_token,
  control_in_value,  ///< NUL or another control byte except HTAB
  empty_line_before_message,
  // framing, RFC 9112 §6, §7, §8
  content_length_malformed,
  content_length_repeated,  ///< the same value more than once
  content_length_differs,   ///< several values that disagree
  content_length_with_transfer_encoding,
  content_length_forbidden,     ///< in 1xx or 204 (RFC 9110 §8.6)
  transfer_encoding_forbidden,  ///< in 1xx, 204 or an answer to HTTP/1.0 (RFC 9112 §6.1)
  transfer_encoding_malformed,
  transfer_coding_unasked,  ///< a coding besides chunked; the content still has it on
  chunked_not_last,         ///< or more than once
  chunk_size_malformed,
  chunk_end_missing,  ///< data not followed by CRLF
  chunk_extension,    ///< legal, but seldom meant
  content_cut_short,  ///< the connection ended before the announced end
  head_cut_short,
  bytes_after_interim,        ///< a 1xx was followed by something that is no status line
  bytes_after_message,        ///< bytes that belong to no response (RFC 9112 §9.2)
  content_where_none_may_be,  ///< such bytes after a 1xx, 204, 304 or the answer to HEAD
};
inline constexpr std::size_t anomaly_kinds =
    1 + static_cast<std::size_t>(AnomalyKind::content_where_none_may_be);
[[nodiscard]] std::string_view name_of(AnomalyKind kind);     ///< `bare-lf`
[[nodiscard]] std::string_view meaning_of(AnomalyKind kind);  ///< a sentence with the section

struct Anomaly {
  AnomalyKind kind{};
  std::size_t offset = 0;  ///< in Exchange::received
  std::size_t length = 0;  ///< bytes concerned; 0 when something is missing there
  friend bool operator==(const Anomaly&, const Anomaly&) = default;
};

/// How the end of the content was found (RFC 9112 §6.3).
enum class Framing : std::uint8_t { none, content_length, chunked, until_close };

/// A response as it came, whatever it is. `content` is the body after the transfer coding was removed; any
/// content coding is still on it.
struct Response {
  Version version{};
  int status = 0;
  std::string reason{};
  Fields fields{};
  Fields trailers{};
  std::string content{};
  Framing framing = Framing::none;
  std::vector<Anomaly> anomalies{};
  std::size_t begins = 0;     ///< offset of its first byte in Exchange::received
  std::size_t head_ends = 0;  ///< offset just after its header section
  std::size_t ends = 0;       ///< offset just after its last byte

  [[nodiscard]] bool is_interim() const { return status >= 100 && status < 200 && status != 101; }
};

}  // namespace conform
