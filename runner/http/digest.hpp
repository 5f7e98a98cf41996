#pragma once

#include "runner/http/fields.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// What a digest field says of content and what it really is.
struct DigestFault {
  std::string field{};    ///< `Content-Digest`
  std::string message{};  ///< a sentence
};

/// The values of the field that are not digests of `content`: sha-256 and sha-512 of Content-Digest and
/// Repr-Digest (RFC 9530 §2, §3). Other algorithms, and values that are no dictionary, are passed over.
[[nodiscard]] std::vector<DigestFault>
digest_faults(const Fields& fields, std::string_view field, std::string_view content);

/// The same for the fields that came before: Digest (RFC 3230 §4.3.2) with MD5, SHA, SHA-256 and SHA-512, and
/// Content-MD5 (RFC 2616 §14.15).
[[nodiscard]] std::vector<DigestFault> legacy_digest_faults(const Fields& fields, std::string_view content);

/// The digest of `content`, bytes; the algorithm as in RFC 9530 §7.2: `sha-256`, `sha-512`, `sha`, `md5`.
/// Empty for others.
[[nodiscard]] std::string digest_of(std::string_view content, std::string_view algorithm);

}  // namespace conform
