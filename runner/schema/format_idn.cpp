#include "runner/schema/format_checks.hpp"

#include "runner/text/utf8.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <idn2.h>
#include <pcre2.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace conform {
namespace {

struct FreeText {
  void operator()(char* text) const { idn2_free(text); }
};
using Text = std::unique_ptr<char, FreeText>;

// A fixed expression of PCRE2, which knows scripts and bidirectional classes that ECMA-262 does not.
class Expression {
public:
  explicit Expression(const char* text) {
    int error = 0;
    PCRE2_SIZE offset = 0;
    const auto* const bytes = reinterpret_cast<PCRE2_SPTR>(text);
    code_.reset(pcre2_compile(
        bytes, PCRE2_ZERO_TERMINATED, PCRE2_UTF | PCRE2_DOTALL | PCRE2_EXTENDED, &error, &offset, nullptr));
  }

  [[nodiscard]] bool is_in(std::string_view text) const {
    const std::unique_ptr<pcre2_match_data, FreeData> data(pcre2_match_data_create(1, nullptr));
    const auto* const bytes = reinterpret_cast<PCRE2_SPTR>(text.data());
    return data && pcre2_match(code_.get(), bytes, text.size(), 0, 0, data.get(), nullptr) >= 0;
  }

private:
  struct FreeCode {
    void operator()(pcre2_code* code) const { pcre2_code_free(code); }
  };
  struct FreeData {
    void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
  };
  std::unique_ptr<pcre2_code, FreeCode> code_{};
};

// RFC 5892 appendix A.3 to A.9, which libidn2 leaves to registries: what stands where it must not.
bool breaks_context(std::string_view label) {
  static const Expression misplaced(R"((?<!l)\x{B7} | \x{B7}(?!l)
      | \x{375}(?!\p{sc:Greek})
      | (?<!\p{sc:Hebrew})[\x{5F3}\x{5F4}]
      | ^(?!.*[\p{sc:Hiragana}\p{sc:Katakana}\p{sc:Han}]).*\x{30FB}
      | [\x{660}-\x{669}].*[\x{6F0}-\x{6F9}] | [\x{6F0}-\x{6F9}].*[\x{660}-\x{669}])");
  return misplaced.is_in(label);
}

// RFC 5893 §2
bool is_bidi(std::string_view label) {
  static const Expression right_to_left(R"([\p{bc:R}\p{bc:AL}\p{bc:AN}])");
  return right_to_left.is_in(label);
}

bool keeps_bidi_rule(std::string_view label) {
  static const Expression ordered(R"(
      ^(?=[\p{bc:R}\p{bc:AL}]) (?!.*\p{bc:EN}.*\p{bc:AN}) (?!.*\p{bc:AN}.*\p{bc:EN})
       [\p{bc:R}\p{bc:AL}\p{bc:AN}\p{bc:EN}\p{bc:ES}\p{bc:CS}\p{bc:ET}\p{bc:ON}\p{bc:BN}\p{bc:NSM}]*
       [\p{bc:R}\p{bc:AL}\p{bc:EN}\p{bc:AN}] \p{bc:NSM}*$
    | ^(?=\p{bc:L}) [\p{bc:L}\p{bc:EN}\p{bc:ES}\p{bc:CS}\p{bc:ET}\p{bc:ON}\p{bc:BN}\p{bc:NSM}]*
       [\p{bc:L}\p{bc:EN}] \p{bc:NSM}*$)");
  return ordered.is_in(label);
}

bool is_plain(std::string_view label) {
  return label.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") ==
         std::string_view::npos;
}

// The ASCII characters of a label are letters, digits and hyphens (RFC 5890 §2.3.2.1).
bool has_other_ascii(std::string_view label) {
  return std::any_of(label.begin(), label.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80 && !is_plain(std::string_view(&c, 1));
  });
}

// RFC 5891 §5: whether `label`, UTF-8, is a U-label.
bool is_u_label(std::string_view label, Normalisation normalisation) {
  std::uint8_t* ascii = nullptr;
  const std::string text(label);
  const int flags = IDN2_NO_TR46 | (normalisation == Normalisation::done_for_it ? IDN2_NFC_INPUT : 0);
  const int result = idn2_lookup_u8(reinterpret_cast<const std::uint8_t*>(text.c_str()), &ascii, flags);
  const Text owned(reinterpret_cast<char*>(ascii));
  return result == IDN2_OK && !has_other_ascii(label) && !breaks_context(label);
}

// The characters that stand behind an A-label; empty when it is none.
std::string decoded(std::string_view label) {
  char* unicode = nullptr;
  const std::string text(label);
  const int result = idn2_to_unicode_8z8z(text.c_str(), &unicode, 0);
  const Text owned(unicode);
  return result == IDN2_OK && unicode != nullptr ? std::string(unicode) : std::string();
}

// RFC 3490 §3.1: three more characters are read as full stops.
std::vector<std::string_view> labels_of(std::string_view text) {
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    const bool stops =
        point.value == '.' || point.value == 0x3002 || point.value == 0xFF0E || point.value == 0xFF61;
    if (stops) {
      out.push_back(text.substr(begin, at - begin));
      begin = at + point.length;
    }
    at += point.length;
  }
  out.push_back(text.substr(begin));
  return out;
}

}  // namespace

bool is_a_label(std::string_view label) {
  const std::string unicode = decoded(label);
  return !unicode.empty() && unicode != label && !is_plain(unicode) &&
         is_u_label(unicode, Normalisation::needed) && (!is_bidi(unicode) || keeps_bidi_rule(unicode));
}

bool is_idn_hostname(std::string_view text, Normalisation normalisation) {
  constexpr std::size_t longest = 253;
  if (text.empty() || text.size() > longest || text.find('\0') != std::string_view::npos ||
      find_invalid_utf8(text))
    return false;
  bool bidi = false;
  bool ordered = true;
  for (const std::string_view label : labels_of(text)) {
    if (is_plain(label) ? !is_hostname(label) : !is_u_label(label, normalisation)) return false;
    const std::string unicode =
        is_plain(label) && label.size() > 4 && label[3] == '-' ? decoded(label) : std::string(label);
    bidi = bidi || is_bidi(unicode);
    ordered = ordered && keeps_bidi_rule(unicode);
  }
  return !bidi || ordered;
}

bool is_idn_hostname(std::string_view text) { return is_idn_hostname(text, Normalisation::needed); }

}  // namespace conform
