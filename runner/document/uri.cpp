#include "runner/document/uri.hpp"

namespace conform {
namespace {

// RFC 3986 §5.2.4
std::string without_dot_segments(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    if (path.starts_with("../")) {
      path.remove_prefix(3);
    } else if (path.starts_with("./") || path.starts_with("/./")) {
      path.remove_prefix(2);
    } else if (path == "/.") {
      path = "/";
    } else if (path.starts_with("/../") || path == "/..") {
      path = path == "/.." ? std::string_view("/") : path.substr(3);
      const std::size_t slash = out.rfind('/');
      out.erase(slash == std::string::npos ? 0 : slash);
    } else if (path == "." || path == "..") {
      path = {};
    } else {
      const std::size_t next = path.find('/', 1);
      out += path.substr(0, next);
      path = next == std::string_view::npos ? std::string_view{} : path.substr(next);
    }
  }
  return out;
}

// RFC 3986 §5.2.3
std::string merged_path(const UriReference& base, std::string_view path) {
  if (base.authority && base.path.empty()) return "/" + std::string(path);
  const std::size_t slash = base.path.rfind('/');
  return (slash == std::string::npos ? std::string{} : base.path.substr(0, slash + 1)) + std::string(path);
}

bool is_scheme(std::string_view text) {
  if (text.empty()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    if (!letter && (i == 0 || !other)) return false;
  }
  return true;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

UriReference split_uri(std::string_view text) {
  UriReference out;
  if (const std::size_t hash = text.find('#'); hash != std::string_view::npos) {
    out.fragment = std::string(text.substr(hash + 1));
    text = text.substr(0, hash);
  }
  if (const std::size_t mark = text.find('?'); mark != std::string_view::npos) {
    out.query = std::string(text.substr(mark + 1));
    text = text.substr(0, mark);
  }
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos && is_scheme(text.substr(0, colon))) {
    out.scheme = std::string(text.substr(0, colon));
    text = text.substr(colon + 1);
  }
  if (text.starts_with("//")) {
    const std::size_t slash = text.find('/', 2);
    out.authority = std::string(text.substr(2, slash == std::string_view::npos ? slash : slash - 2));
    text = slash == std::string_view::npos ? std::string_view{} : text.substr(slash);
  }
  out.path = std::string(text);
  return out;
}

std::string to_string(const UriReference& reference) {
  std::string out;
  if (reference.scheme) out += *reference.scheme + ":";
  if (reference.authority) out += "//" + *reference.authority;
  out += reference.path;
  if (reference.query) out += "?" + *reference.query;
  if (reference.fragment) out += "#" + *reference.fragment;
  return out;
}

UriReference resolve_uri(const UriReference& base, const UriReference& reference) {
  UriReference out = reference;
  if (reference.scheme) {
    out.path = without_dot_segments(reference.path);
    return out;
  }
  out.scheme = base.scheme;
  if (reference.authority) {
    out.path = without_dot_segments(reference.path);
    return out;
  }
  out.authority = base.authority;
  if (reference.path.empty()) {
    out.path = base.path;
    if (!reference.query) out.query = base.query;
    return out;
  }
  const bool absolute = reference.path.starts_with('/');
  out.path = without_dot_segments(absolute ? reference.path : merged_path(base, reference.path));
  return out;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::string_view plain = text.substr(0, text.find('%'));
    out += plain;
    text.remove_prefix(plain.size());
    if (text.empty()) break;
    const int high = text.size() > 2 ? hex_digit(text[1]) : -1;
    const int low = high >= 0 ? hex_digit(text[2]) : -1;
    out += low < 0 ? '%' : static_cast<char>(high * 16 + low);
    text.remove_prefix(low < 0 ? 1 : 3);
  }
  return out;
}

}  // namespace conform
