#pragma once

#include "runner/http/exchange.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// Hides secrets in everything that is written: the values that were given as credentials, wherever they
/// stand (also percent-encoded, escaped for JSON or XML, in base64 or hexadecimal, and split over chunks),
/// and the values of well-known fields (Authorization, Proxy-Authorization, Cookie, Set-Cookie, X-Api-Key …).
class Mask {
public:
  Mask() = default;
  /// `secrets`: values that were given; short ones (under 4 bytes) are masked in fields only. Of `Basic …`
  /// and `Bearer …` the credentials are secrets too, of `user:password` the password and the base64 form.
  explicit Mask(const std::vector<std::string>& secrets);
  /// The same mask, and these values as well.
  [[nodiscard]] Mask also(const std::vector<std::string>& secrets) const;
  /// One that hides nothing, whatever is added: `--show-secrets`.
  [[nodiscard]] static Mask showing();
  [[nodiscard]] bool hides() const { return hides_; }
  /// Same text, each secret replaced by `•••`. Lengths may change.
  [[nodiscard]] std::string text(std::string_view text) const;
  /// Whether a secret stands in the text.
  [[nodiscard]] bool finds_any(std::string_view text) const;
  /// For raw HTTP bytes: additionally the values of well-known fields, byte for byte replaced by `*`, so that
  /// offsets into the bytes stay right. The scheme of credentials and the names and attributes of cookies
  /// stay.
  [[nodiscard]] std::string bytes(std::string_view http) const;
  /// How many bytes one secret can take at most where it stands, encoded: whoever cuts a text must mask
  /// that much beyond the cut first.
  [[nodiscard]] std::size_t reach() const;

private:
  void add(const std::vector<std::string>& secrets);

  std::vector<std::string> secrets_{};  // in all their forms, longest first
  bool hides_ = true;
};

/// Whether the field of that name carries credentials (ASCII case does not matter).
[[nodiscard]] bool carries_credentials(std::string_view field_name);

/// The secret part of such fields of an exchange, both ways, and the tokens in the answer of a token endpoint
/// (RFC 6749 §5.1): what echoes of them must be masked by.
[[nodiscard]] std::vector<std::string> credentials_in(const Exchange& exchange);

}  // namespace conform
