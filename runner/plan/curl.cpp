#include "runner/plan/curl.hpp"

#include "runner/http/response_reader.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

namespace conform {
namespace {

/// Every byte but letters, digits and line ends as an octal escape, for the format of printf(1).
std::string octal(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          std::string_view(" .,:;=/_{}[]\"").find(c) != std::string_view::npos;
    if (is_plain || (c == '-' && !out.empty())) {  // at the beginning it would be an option
      out += c;
      continue;
    }
    if (c == '\r' || c == '\n') {
      out += c == '\r' ? "\\r" : "\\n";
      continue;
    }
    out += '\\';
    out += static_cast<char>('0' + (byte >> 6U));
    out += static_cast<char>('0' + (byte >> 3U & 7U));
    out += static_cast<char>('0' + (byte & 7U));
  }
  return out;
}

bool needs_no_quotes(std::string_view word) {
  constexpr std::string_view safe =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:,%@+=";
  return !word.empty() && word.find_first_not_of(safe) == std::string_view::npos;
}

std::string in_single_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text)
    out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

/// One argument. Bytes that a terminal might obey go through printf. A NUL cannot be an argument, and line
/// ends at the end would be lost; neither can stand in a target or a field.
std::string argument(std::string_view text) {
  if (needs_no_quotes(text)) return std::string(text);
  const bool is_calm = printable(text) == text;
  return is_calm ? in_single_quotes(text) : "\"$(printf '" + octal(text) + "')\"";
}

/// Lines may stand in quotes; other control characters, and a leading `@` (a file's name to curl), not.
bool can_be_argument(std::string_view content) {
  return !content.starts_with('@') && content.find('\t') == std::string_view::npos &&
         printable(content, Lines::kept) == content;
}

std::string field_options(const Request& request) {
  std::string out;
  const auto add = [&](const std::string& line) { out += " -H " + argument(line); };
  for (const Field& field : request.fields) {
    // An empty value is written with a semicolon, else curl takes the line as "leave this field out".
    add(field.value.empty() ? field.name + ";" : field.name + ": " + field.value);
  }
  if (request.version == Version{1, 0}) out += " --http1.0";
  if (!request.fields.has("User-Agent")) add("User-Agent:");
  if (!request.fields.has("Accept")) add("Accept:");
  if (request.has_content && !request.fields.has("Content-Type")) add("Content-Type:");
  return out;
}

std::string method_options(const Request& request) {
  if (request.method == "HEAD" && !request.has_content) return " -I";
  if (request.method == "GET" && !request.has_content) return " -i";
  return " -i -X " + argument(request.method);
}

/// What keeps curl from reading more into a URL than is there: sets in brackets, and dot segments.
std::string url_options(std::string_view url) {
  std::string out;
  if (url.find_first_of("[]{}") != std::string_view::npos) out += " -g";
  if (url.find("/.") != std::string_view::npos) out += " --path-as-is";
  return out;
}

bool is_origin_form(const Request& request) { return request.target.starts_with('/'); }

std::string authority_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  return std::string(url.substr(scheme + 3, url.find_first_of("/?#", scheme + 3) - scheme - 3));
}

/// What curl cannot send, to the host and port of `url`.
std::string to_netcat(std::string_view exact, std::string_view url, std::size_t longest) {
  if (exact.size() > longest) return "# " + std::to_string(exact.size()) + " bytes that curl cannot send";
  const bool is_tls = url.starts_with("https:");
  const std::string authority = authority_of(url);
  const auto colon = authority.rfind(':');
  const bool has_port = colon != std::string::npos && authority.find(']', colon) == std::string::npos;
  const std::string host = has_port ? authority.substr(0, colon) : authority;
  const std::string port = has_port ? authority.substr(colon + 1) : is_tls ? "443" : "80";
  const std::string tool = is_tls ? "openssl s_client -quiet -connect " + argument(host + ":" + port)
                                  : "nc " + argument(host) + " " + argument(port);
  return "printf '" + octal(exact) + "' | " + tool;
}

}  // namespace

std::string to_curl(const Request& request, std::string_view url, std::size_t longest_content) {
  if (!request.exact.empty()) return to_netcat(request.exact, url, longest_content);
  const bool is_known = request.version == Version{1, 1} || request.version == Version{1, 0};
  if (!is_known)
    return to_netcat(serialise(request, authority_of(url), Persistence::close), url, longest_content);
  std::string line = "curl" + method_options(request) + url_options(url) + field_options(request);
  if (!is_origin_form(request)) line += " --request-target " + argument(request.target);
  if (!request.has_content) return line + " " + argument(url);
  if (request.content.size() > longest_content)
    return line + " --data-binary @content " + argument(url) + "  # a file with the content";
  if (can_be_argument(request.content))
    return line + " --data-binary " + in_single_quotes(request.content) + " " + argument(url);
  return "printf '" + octal(request.content) + "' | " + line + " --data-binary @- " + argument(url);
}

std::string url_for(const Request& request, std::string_view origin) {
  return std::string(origin) + (is_origin_form(request) ? request.target : "/");
}

}  // namespace conform
