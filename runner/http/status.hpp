#pragma once

#include <span>
#include <string_view>

namespace conform {

/// What is known of a status code. Facts from the IANA registry, the RFCs and the vendors' documentation.
struct Status {
  enum class Standing { registered, vendor, experimental, unused };
  enum class Retry { no, yes, if_wanted };

  int code = 0;
  std::string_view name;    ///< `Method Not Allowed`
  std::string_view also;    ///< other meanings or vendors' names, may be empty
  std::string_view source;  ///< `RFC 9110 §15.5.6`, or who uses it
  Standing standing = Standing::registered;
  bool content_allowed = true;   ///< false: the message ends after its header section, or must be empty
  Retry retry = Retry::no;       ///< whether a client may simply try again later
  std::string_view must_have;    ///< fields that a response must carry: `Allow`; may be empty
  std::string_view should_have;  ///< fields that it should carry
  std::string_view meaning;      ///< one or two sentences, our own words

  [[nodiscard]] bool is_interim() const { return code >= 100 && code < 200 && code != 101; }
};

/// All known codes in ascending order.
[[nodiscard]] std::span<const Status> statuses();
/// nullptr when the code is not known.
[[nodiscard]] const Status* find_status(int code);
/// The entry of `code`, or of the x00 of its class when it is not known (RFC 9110 §15); nullptr outside
/// 100-599.
[[nodiscard]] const Status* status_or_class(int code);
/// The standard name, or an empty text.
[[nodiscard]] std::string_view reason_for(int code);
/// `Informational`, `Successful`, `Redirection`, `Client Error`, `Server Error`.
[[nodiscard]] std::string_view class_name(int code);

}  // namespace conform
