#include "runner/openapi/document_hash.hpp"
#include "runner/openapi/form.hpp"
#include "runner/openapi/media_type_name.hpp"
#include "runner/openapi/scalar_text.hpp"

#include <vector>

namespace conform {
namespace {

struct Part {
  std::string head{};
  std::string content{};
};

/// A name inside of the quotes of Content-Disposition (RFC 7578 §4.2, and how browsers escape).
std::string escape_name(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '"') {
      out += "%22";
    } else if (c == '\r') {
      out += "%0D";
    } else if (c == '\n') {
      out += "%0A";
    } else {
      out += c;
    }
  }
  return out;
}

/// The first of the types that `contentType` lists, made concrete; empty when it gives none to send.
std::string listed_type(const Encoding* encoding) {
  if (encoding == nullptr || encoding->content_type.empty()) return {};
  std::string first = encoding->content_type.substr(0, encoding->content_type.find(','));
  while (first.ends_with(' '))
    first.pop_back();
  return is_sendable(first) ? concrete_media_type(first) : std::string();
}

Part make_part(const std::string& name, const Value& value, const Encoding* encoding) {
  const bool is_file = encoding != nullptr && encoding->is_file && value.is_string();
  std::string type = listed_type(encoding);
  const auto text = split_media_type(type).is_json() ? std::nullopt : scalar_text(value);
  if (type.empty() && is_file) type = "application/octet-stream";
  if (type.empty() && !text) type = "application/json";
  Part part;
  part.head = "Content-Disposition: form-data; name=\"" + escape_name(name) + "\"";
  if (is_file) part.head += "; filename=\"" + escape_name(name) + "\"";
  part.head += "\r\n";
  if (!type.empty()) part.head += "Content-Type: " + type + "\r\n";
  part.content = text ? *text : to_json(value);
  return part;
}

/// A list that the document wants as one text, its items between separators. Nothing when it does not.
std::optional<std::string> joined_items(const Array& items, const Encoding* encoding) {
  if (encoding == nullptr || !encoding->style || encoding->explode || encoding->is_file) return std::nullopt;
  const std::string_view separator = raw_separator(*encoding->style);
  std::string out;
  for (const Value& item : items) {
    const auto text = scalar_text(item);
    if (!text) return std::nullopt;
    if (&item != items.data()) out += separator;
    out += *text;
  }
  return out;
}

std::string choose_boundary(const std::vector<Part>& parts) {
  std::uint64_t hash = fnv_1a_start;
  for (const Part& part : parts)
    hash = fnv_1a(part.content, fnv_1a(part.head, hash));
  for (;; ++hash) {
    std::string boundary = "conform-" + to_hex(hash);
    bool occurs = false;
    for (const Part& part : parts)
      occurs = occurs || part.head.find(boundary) != std::string::npos ||
               part.content.find(boundary) != std::string::npos;
    if (!occurs) return boundary;
  }
}

}  // namespace

Multipart write_multipart(const MediaType& media_type, const Object& members) {
  std::vector<Part> parts;
  for (const Member& member : members) {
    const Encoding* encoding = encoding_of(media_type, member.key);
    if (member.value.is_null()) continue;
    if (!member.value.is_array()) {
      parts.push_back(make_part(member.key, member.value, encoding));
      continue;
    }
    if (const auto joined = joined_items(member.value.array(), encoding)) {
      parts.push_back(make_part(member.key, Value(*joined), encoding));
      continue;
    }
    for (const Value& item : member.value.array())
      parts.push_back(make_part(member.key, item, encoding));
  }
  Multipart multipart;
  multipart.boundary = choose_boundary(parts);
  for (const Part& part : parts)
    multipart.content += "--" + multipart.boundary + "\r\n" + part.head + "\r\n" + part.content + "\r\n";
  multipart.content += "--" + multipart.boundary + "--\r\n";
  return multipart;
}

}  // namespace conform
