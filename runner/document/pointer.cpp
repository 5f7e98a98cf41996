#include "runner/document/document.hpp"

#include <algorithm>
#include <charconv>

namespace conform {
namespace {

/// One reference token without its escapes (RFC 6901 §3, §4).
std::optional<std::string> unescape(std::string_view token) {
  std::string result;
  result.reserve(token.size());
  for (std::size_t at = 0; at < token.size(); ++at) {
    if (token[at] != '~') {
      result += token[at];
      continue;
    }
    if (++at == token.size() || (token[at] != '0' && token[at] != '1')) return std::nullopt;
    result += token[at] == '0' ? '~' : '/';
  }
  return result;
}

/// The item that an array-index names: digits without a leading zero (RFC 6901 §4).
const Value* item_of(const Array& items, std::string_view token) {
  if (token.empty() || (token.size() > 1 && token[0] == '0')) return nullptr;
  std::size_t index = 0;
  const auto* const end = token.data() + token.size();
  const auto read = std::from_chars(token.data(), end, index);
  if (read.ec != std::errc() || read.ptr != end || index >= items.size()) return nullptr;
  return &items[index];
}

}  // namespace

std::string escape_pointer_token(std::string_view token) {
  std::string result;
  result.reserve(token.size());
  for (const char c : token) {
    if (c == '~') {
      result += "~0";
    } else if (c == '/') {
      result += "~1";
    } else {
      result += c;
    }
  }
  return result;
}

std::optional<std::vector<std::string>> parse_pointer(std::string_view pointer) {
  std::vector<std::string> tokens;
  while (!pointer.empty()) {
    if (pointer[0] != '/') return std::nullopt;
    pointer.remove_prefix(1);
    const auto token = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(token.size());
    auto plain = unescape(token);
    if (!plain) return std::nullopt;
    tokens.push_back(*std::move(plain));
  }
  return tokens;
}

const Value* resolve_token(const Value& at, std::string_view token) {
  if (at.is_object()) return at.object().find(token);
  return at.is_array() ? item_of(at.array(), token) : nullptr;
}

const Value* resolve_pointer(const Value& root, std::string_view pointer) {
  const auto tokens = parse_pointer(pointer);
  if (!tokens) return nullptr;
  const auto* value = &root;
  for (const auto& token : *tokens) {
    value = resolve_token(*value, token);
    if (value == nullptr) return nullptr;
  }
  return value;
}

}  // namespace conform
