#include "reports/html/markup.hpp"

#include "runner/text/base64.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fmt/format.h>
#include <openssl/sha.h>
#include <regex>

namespace conform {
namespace {

constexpr std::size_t longest_anchor = 60;

/// FNV-1a.
std::uint32_t hash_of(std::string_view text) {
  std::uint32_t hash = 2166136261U;
  for (const char c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

}  // namespace

std::string html_text(std::string_view bytes) {
  std::string out;
  for (const char c : printable(bytes, Lines::kept)) {
    switch (c) {
    case '&': out += "&amp;"; break;
    case '<': out += "&lt;"; break;
    case '>': out += "&gt;"; break;
    case '"': out += "&quot;"; break;
    case '\'': out += "&#39;"; break;
    default: out += c;
    }
  }
  return out;
}

std::string html_prose(std::string_view sentence) {
  const std::string text = html_text(sentence);
  std::string out;
  std::size_t at = 0;
  while (true) {
    const std::size_t opens = text.find('`', at);
    const std::size_t closes = opens == std::string::npos ? opens : text.find('`', opens + 1);
    if (closes == std::string::npos) return out + text.substr(at);
    out += text.substr(at, opens - at);
    out += "<code>" + text.substr(opens + 1, closes - opens - 1) + "</code>";
    at = closes + 1;
  }
}

std::string anchor(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, longest_anchor)) {
    const bool stays = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c - 'A' + 'a');
    } else if (stays) {
      out += c;
    } else if (!out.ends_with('-')) {
      out += '-';
    }
  }
  return fmt::format("{}-{:08x}", out, hash_of(text));
}

std::string source_link(std::string_view source) {
  static const std::regex rfc("RFC ([0-9]{1,5})(?: §([0-9A-Za-z.]{1,12}))?");
  std::cmatch parts;
  if (!std::regex_match(source.data(), source.data() + source.size(), parts, rfc)) return html_text(source);
  std::string address = "https://www.rfc-editor.org/rfc/rfc" + parts[1].str();
  if (parts[2].matched) address += "#section-" + parts[2].str();
  return fmt::format("<a href=\"{}\" rel=\"noreferrer\">{}</a>", address, html_text(source));
}

std::string operation_label(std::string_view name) {
  const std::size_t space = name.find(' ');
  const bool has_method = space != std::string_view::npos && space > 0 &&
                          std::all_of(name.begin(),
                                      name.begin() + static_cast<std::ptrdiff_t>(space),
                                      [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!has_method) return fmt::format("<code class=\"path\">{}</code>", html_text(name));
  return fmt::format("<b class=\"method\">{}</b> <code class=\"path\">{}</code>",
                     name.substr(0, space),
                     html_text(name.substr(space + 1)));
}

std::string hash_source(std::string_view text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  const std::string bytes(digest.begin(), digest.end());
  return "'sha256-" + to_base64(bytes) + "'";
}

std::string many(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace conform
