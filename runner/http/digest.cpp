#include "runner/http/digest.hpp"

#include "runner/http/structured_field.hpp"
#include "runner/text/base64.hpp"
#include "runner/text/words.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>

namespace conform {
namespace {

struct Algorithm {
  std::string_view name;
  const EVP_MD* (*make)();
};
constexpr std::array algorithms = {Algorithm{"sha-256", EVP_sha256},
                                   Algorithm{"sha-512", EVP_sha512},
                                   Algorithm{"sha", EVP_sha1},
                                   Algorithm{"md5", EVP_md5}};

std::string
differs(std::string_view field, std::string_view algorithm, std::string_view said, std::string_view is) {
  return "`" + std::string(field) + "` says that the " + std::string(algorithm) + " digest is `" +
         shortened(printable(said), 100) + "`; the content's is `" + std::string(is) + "`.";
}

}  // namespace

std::string digest_of(std::string_view content, std::string_view algorithm) {
  const auto* found = std::ranges::find(algorithms, algorithm, &Algorithm::name);
  if (found == algorithms.end()) return {};
  std::string bytes(EVP_MAX_MD_SIZE, '\0');
  unsigned int length = 0;
  auto* out = reinterpret_cast<unsigned char*>(bytes.data());  // NOLINT: OpenSSL writes bytes
  if (EVP_Digest(content.data(), content.size(), out, &length, found->make(), nullptr) != 1) return {};
  bytes.resize(length);
  return bytes;
}

std::vector<DigestFault>
digest_faults(const Fields& fields, std::string_view field, std::string_view content) {
  std::vector<DigestFault> faults;
  const auto value = fields.combined(field);
  const auto entries = value ? read_structured_dictionary(*value) : std::nullopt;
  if (!entries) return faults;
  for (const auto& entry : *entries) {
    const bool is_active = entry.key == "sha-256" || entry.key == "sha-512";
    if (!is_active || entry.is_inner_list) continue;
    const auto& item = entry.items.front().value;
    const auto real = digest_of(content, entry.key);
    if (item.kind != BareItem::Kind::bytes || real.empty() || item.text == real) continue;
    faults.push_back({std::string(field), differs(field, entry.key, to_base64(item.text), to_base64(real))});
  }
  return faults;
}

std::vector<DigestFault> legacy_digest_faults(const Fields& fields, std::string_view content) {
  std::vector<DigestFault> faults;
  const auto judge = [&](std::string_view field, std::string_view algorithm, std::string_view said) {
    const auto real = digest_of(content, algorithm);
    if (real.empty() || to_base64(real) == said) return;
    faults.push_back({std::string(field), differs(field, algorithm, said, to_base64(real))});
  };
  const auto digest = fields.combined("Digest").value_or(std::string());
  for (const auto member : list_members(digest)) {
    const auto equals = member.find('=');
    if (equals == std::string_view::npos) continue;
    judge("Digest", to_lower(member.substr(0, equals)), member.substr(equals + 1));
  }
  if (const auto md5 = fields.combined("Content-MD5")) judge("Content-MD5", "md5", *md5);
  return faults;
}

}  // namespace conform
