#include "runner/openapi/serialise_xml.hpp"

#include "runner/openapi/scalar_text.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

namespace conform {
namespace {

/// Writes elements one after the other; stays with the first reason why that cannot be done.
class XmlText {
public:
  explicit XmlText(const std::vector<XmlNode>& nodes) : nodes_(nodes) {}

  void element(const std::string& name, const Value& value, const XmlNode& node);
  void children(const Object& members, const XmlNode& node);
  [[nodiscard]] Serialised<std::string> take() {
    if (!why_.empty()) return CannotSerialise{why_};
    return std::move(out_);
  }

private:
  [[nodiscard]] const XmlNode& node_of(const XmlNode& parent, std::string_view property) const;
  [[nodiscard]] std::string checked(const XmlNode& node, const std::string& name);
  void attributes(const Object& members, const XmlNode& node);
  void list(const std::string& name, const Array& items, const XmlNode& node);
  void text(std::string_view raw);

  const std::vector<XmlNode>& nodes_;
  XmlNode plain_{};
  std::string out_{};
  std::string why_{};
};

// XML 1.0 §2.3, for ASCII; beyond it nearly every letter may stand in a name.
bool is_name(std::string_view text) {
  const auto is_start = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  return !text.empty() && is_start(text.front()) && std::ranges::all_of(text, [&](char c) {
    return is_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
}

const XmlNode& XmlText::node_of(const XmlNode& parent, std::string_view property) const {
  for (const auto& [name, index] : parent.properties) {
    if (name == property) return nodes_[index];
  }
  return plain_;
}

std::string XmlText::checked(const XmlNode& node, const std::string& name) {
  const std::string& chosen = node.name.empty() ? name : node.name;
  if (!is_name(chosen) || (!node.prefix.empty() && !is_name(node.prefix)))
    why_ = "`" + printable(shortened(chosen, 80)) + "` cannot be a name in XML.";
  return node.prefix.empty() ? chosen : node.prefix + ":" + chosen;
}

void XmlText::text(std::string_view raw) {
  for (const char c : raw) {
    const auto byte = static_cast<unsigned char>(c);
    // XML 1.0 §2.2: other control characters cannot be written at all.
    if (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') why_ = "XML 1.0 cannot hold control characters.";
    if (c == '&') {
      out_ += "&amp;";
    } else if (c == '<') {
      out_ += "&lt;";
    } else if (c == '>') {
      out_ += "&gt;";
    } else if (c == '"') {
      out_ += "&quot;";
    } else if (c == '\r' || c == '\n' || c == '\t') {
      out_ += "&#" + std::to_string(byte) + ";";
    } else {
      out_ += c;
    }
  }
}

void XmlText::attributes(const Object& members, const XmlNode& node) {
  for (const Member& member : members) {
    const XmlNode& of_member = node_of(node, member.key);
    const auto scalar = scalar_text(member.value);
    if (!of_member.attribute || !scalar) continue;
    out_ += " " + checked(of_member, member.key) + "=\"";
    text(*scalar);
    out_ += '"';
  }
}

void XmlText::children(const Object& members, const XmlNode& node) {
  for (const Member& member : members) {
    const XmlNode& of_member = node_of(node, member.key);
    if (of_member.attribute && scalar_text(member.value)) continue;
    if (member.value.is_array()) {
      list(member.key, member.value.array(), of_member);
    } else if (!member.value.is_null()) {
      element(member.key, member.value, of_member);
    }
  }
}

/// Items have the name of their own schema, else the list's; a wrapped list stands in an element, too.
void XmlText::list(const std::string& name, const Array& items, const XmlNode& node) {
  const XmlNode& of_items = node.items ? nodes_[*node.items] : plain_;
  const std::string outer = checked(node, name);
  if (node.wrapped) out_ += "<" + outer + ">";
  for (const Value& item : items)
    element(node.name.empty() ? name : node.name, item, of_items);
  if (node.wrapped) out_ += "</" + outer + ">";
}

void XmlText::element(const std::string& name, const Value& value, const XmlNode& node) {
  const std::string tag = checked(node, name);
  out_ += "<" + tag;
  if (!node.namespace_uri.empty()) {
    out_ += node.prefix.empty() ? " xmlns=\"" : " xmlns:" + node.prefix + "=\"";
    text(node.namespace_uri);
    out_ += '"';
  }
  if (value.is_object()) attributes(value.object(), node);
  out_ += '>';
  if (value.is_object()) children(value.object(), node);
  if (value.is_array()) list(name, value.array(), node);
  if (const auto scalar = scalar_text(value)) text(*scalar);
  out_ += "</" + tag + ">";
}

}  // namespace

Serialised<std::string> write_xml(const MediaType& media_type, const Value& value) {
  const XmlNode plain;
  const XmlNode& root = media_type.xml.empty() ? plain : media_type.xml.front();
  XmlText written(media_type.xml);
  if (!root.name.empty() || !media_type.xml_root.empty()) {
    written.element(media_type.xml_root, value, root);
  } else if (value.is_object() && value.object().size() == 1 && !value.object().begin()->value.is_array()) {
    // A schema without a name that has but one property: that one is the root.
    written.children(value.object(), root);
  } else {
    return CannotSerialise{"the document does not say the name of the XML root element."};
  }
  Serialised<std::string> text = written.take();
  if (auto* content = std::get_if<std::string>(&text))
    content->insert(0, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  return text;
}

}  // namespace conform
