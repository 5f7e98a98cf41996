#include "runner/cli/version.hpp"

#include <boost/version.hpp>
#include <brotli/decode.h>
#include <fmt/format.h>
#include <idn2.h>
#include <openssl/crypto.h>
#include <zlib.h>

#include <array>
#include <string_view>

#define PCRE2_CODE_UNIT_WIDTH 8  // the library wants it so
#include <pcre2.h>

namespace conform {
namespace {

/// `10.42 2022-12-11` without the day.
std::string pcre2_version() {
  std::array<char, 64> text{};
  pcre2_config_8(PCRE2_CONFIG_VERSION, text.data());
  const std::string_view all(text.data());
  return std::string(all.substr(0, all.find(' ')));
}

std::string dotted(std::uint32_t major, std::uint32_t minor, std::uint32_t patch) {
  return fmt::format("{}.{}.{}", major, minor, patch);
}

}  // namespace

std::string version_number() { return CONFORM_VERSION; }

std::string version_text() {
  const std::uint32_t brotli = BrotliDecoderVersion();
  return fmt::format("conform {} ({}), built with {}\n"
                     "Boost {}, OpenSSL {}, yaml-cpp {}, fmt {}, pugixml {},\n"
                     "PCRE2 {}, zlib {}, brotli {}, libidn2 {}",
                     CONFORM_VERSION,
                     CONFORM_COMMIT,
                     CONFORM_COMPILER,
                     dotted(BOOST_VERSION / 100'000, BOOST_VERSION / 100 % 1000, BOOST_VERSION % 100),
                     OpenSSL_version(OPENSSL_VERSION_STRING),
                     CONFORM_YAML_VERSION,
                     dotted(FMT_VERSION / 10'000, FMT_VERSION / 100 % 100, FMT_VERSION % 100),
                     CONFORM_PUGIXML_VERSION,
                     pcre2_version(),
                     zlibVersion(),
                     dotted(brotli >> 24U, brotli >> 12U & 0xFFFU, brotli & 0xFFFU),
                     idn2_check_version(nullptr));
}

}  // namespace conform
