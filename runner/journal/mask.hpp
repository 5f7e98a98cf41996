#pragma once

#include "runner/http/exchange.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// Hides secrets in everything that is written: the values that were given as credentials, wherever they
/// stand (also percent-encoded and base64 of user:password), and the values of well-known fields
/// (Authorization, Proxy-Authorization, Cookie, Set-Cookie, X-Api-Key …).
class Mask {
public:
  Mask() = default;
  /// `secrets`: values that were given; short ones (under 4 bytes) are masked in fields only.
  explicit Mask(std::vector<std::string> secrets);
  /// Same text, each secret replaced by `•••`. Lengths may change.
  [[nodiscard]] std::string text(std::string_view text) const;
  /// For raw HTTP bytes: additionally the values of well-known fields, byte for byte replaced by `*`, so that
  /// offsets into the bytes stay right.
  [[nodiscard]] std::string bytes(std::string_view http) const;

private:
  std::vector<std::string> secrets_{};
};

}  // namespace conform
