#include "runner/journal/curl.hpp"

#include "runner/journal/json_text.hpp"

#include <algorithm>

namespace conform {
namespace {

constexpr std::size_t longest_content = 2048;

bool needs_no_quotes(std::string_view word) {
  constexpr std::string_view safe =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:,%@+=";
  return !word.empty() && word.find_first_not_of(safe) == std::string_view::npos;
}

/// `$'…'` of bash: every byte that is no printable ASCII as an octal escape, which no digit after it extends.
std::string quoted_bytes(std::string_view word) {
  std::string out = "$'";
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\\') {
      out += "\\\\";
    } else if (byte >= 0x20 && byte < 0x7F && c != '\'') {
      out += c;
    } else {
      out += '\\';
      out += static_cast<char>('0' + (byte >> 6U));
      out += static_cast<char>('0' + (byte >> 3U & 7U));
      out += static_cast<char>('0' + (byte & 7U));
    }
  }
  return out + "'";
}

std::string quoted(std::string_view word) {
  if (needs_no_quotes(word)) return std::string(word);
  const bool lines = word.find_first_of("\r\n\t") != std::string_view::npos;
  if (lines || !is_plain_text(word)) return quoted_bytes(word);
  std::string out = "'";
  for (const char c : word) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

/// `http://host:port` of a URL.
std::string_view origin_of(std::string_view url) {
  const std::size_t authority = url.find("://");
  if (authority == std::string_view::npos) return url;
  return url.substr(0, std::min(url.find('/', authority + 3), url.size()));
}

std::string field_options(const Request& request, const Mask& mask) {
  std::string out;
  for (const Field& field : request.fields) {
    const std::string value = carries_credentials(field.name) ? "•••" : mask.text(field.value);
    // An empty value is sent only when written with a semicolon.
    out += " -H " + quoted(value.empty() ? field.name + ";" : field.name + ": " + value);
  }
  // What curl would add by itself.
  if (!request.fields.has("Accept")) out += " -H 'Accept:'";
  if (request.has_content && !request.fields.has("Content-Type")) out += " -H 'Content-Type:'";
  return out;
}

}  // namespace

std::string curl_line(const Request& request, std::string_view target, const Mask& mask) {
  std::string line = "curl -i";
  if (request.method == "HEAD") {
    line = "curl -I";
  } else if (request.method != "GET" || request.has_content) {
    line += " -X " + quoted(request.method);
  }
  const std::string url = mask.text(std::string(origin_of(target)) + request.target);
  if (url.find_first_of("[]{}") != std::string::npos) line += " -g";
  if (url.find("/.") != std::string::npos) line += " --path-as-is";
  line += field_options(request, mask);
  if (!request.has_content) return line + " " + quoted(url);
  if (request.content.size() > longest_content) {
    return line + " --data-binary @content " + quoted(url) + "  # a file with the content";
  }
  const std::string content = mask.text(request.content);
  // No argument of a program can hold a NUL.
  if (content.find('\0') == std::string::npos)
    return line + " --data-binary " + quoted(content) + " " + quoted(url);
  std::string format = quoted_bytes(content).substr(1);
  for (std::size_t at = format.find('%'); at != std::string::npos; at = format.find('%', at + 2)) {
    format.insert(at, 1, '%');
  }
  return "printf " + format + " | " + line + " --data-binary @- " + quoted(url);
}

}  // namespace conform
