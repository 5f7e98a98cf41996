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
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return hash;
}

/// As rules of suites are called: `http/405-lists-allow`.
bool is_plain_name(std::string_view text) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '/';
  };
  return !text.empty() && text.size() <= longest_anchor && std::all_of(text.begin(), text.end(), is_plain);
}

bool is_method(std::string_view text) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  return !text.empty() && std::all_of(text.begin(), text.end(), is_capital);
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

std::string anchor(std::string_view kind, std::string_view text) {
  if (is_plain_name(text)) return fmt::format("{}-{}", kind, text);
  constexpr std::uint64_t low_48_bits = 0xFFFF'FFFF'FFFF;
  return fmt::format("{}-{:012x}", kind, hash_of(text) & low_48_bits);
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
  const std::size_t space = std::min(name.find(' '), name.size());
  if (space == name.size() || !is_method(name.substr(0, space)))
    return fmt::format("<code class=\"path\">{}</code>", html_text(name));
  return fmt::format("<b class=\"method\">{}</b> <code class=\"path\">{}</code>",
                     name.substr(0, space),
                     html_text(name.substr(space + 1)));
}

std::string case_label(std::string_view id, std::string_view operation) {
  const std::string variant = variant_of(id, operation);
  if (variant.empty()) return operation_label(id);
  return operation_label(operation) + " <span class=\"variant\">" + variant + "</span>";
}

std::string variant_of(std::string_view id, std::string_view operation) {
  constexpr std::string_view dot = " · ";
  const bool is_longer =
      !operation.empty() && id.starts_with(operation) && id.substr(operation.size()).starts_with(dot);
  return is_longer ? html_text(id.substr(operation.size() + dot.size())) : std::string();
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
