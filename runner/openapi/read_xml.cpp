#include "runner/openapi/read_body.hpp"
#include "runner/openapi/text_tree.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <pugixml.hpp>

namespace conform {
namespace {

// The depth is the sender's choice.
constexpr int deepest = 400;

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// Reads elements by the nodes of the schema where these know them, else by what they look like.
class XmlReading {
public:
  explicit XmlReading(const std::vector<XmlNode>& nodes) : nodes_(nodes) {}

  [[nodiscard]] TextTree element(const pugi::xml_node& at, const XmlNode& node, int depth);
  [[nodiscard]] bool is_too_deep() const { return is_too_deep_; }

private:
  struct Known {
    std::string_view property{};
    const XmlNode* node = nullptr;
  };
  enum class Written { as_attribute, as_element };
  [[nodiscard]] Known find(const XmlNode& node, std::string_view name, Written written) const;
  [[nodiscard]] const XmlNode& items_of(const XmlNode& node) const {
    return node.items ? nodes_[*node.items] : plain_;
  }
  [[nodiscard]] TextTree list(const pugi::xml_node& at, const XmlNode& items, int depth);
  void child(TextTree& map, const pugi::xml_node& at, const XmlNode& node, int depth);

  const std::vector<XmlNode>& nodes_;
  XmlNode plain_{};
  bool is_too_deep_ = false;
};

/// The property whose attribute or element has this name. An unwrapped list is written as its items.
XmlReading::Known XmlReading::find(const XmlNode& node, std::string_view name, Written written) const {
  for (const auto& [property, index] : node.properties) {
    const XmlNode& one = nodes_[index];
    if (one.attribute != (written == Written::as_attribute)) continue;
    std::string_view expected = one.name.empty() ? std::string_view(property) : std::string_view(one.name);
    if (one.items && !one.wrapped && !nodes_[*one.items].name.empty()) expected = nodes_[*one.items].name;
    if (expected == name) return {property, &one};
  }
  return {};
}

TextTree XmlReading::list(const pugi::xml_node& at, const XmlNode& items, int depth) {
  TextTree out = TextTree::list();
  for (const pugi::xml_node& item : at.children()) {
    if (item.type() == pugi::node_element) out.children.emplace_back("", element(item, items, depth + 1));
  }
  return out;
}

void XmlReading::child(TextTree& map, const pugi::xml_node& at, const XmlNode& node, int depth) {
  const std::string_view name = local_name(at.name());
  const Known known = find(node, name, Written::as_element);
  if (known.node == nullptr) return map.add(std::string(name), element(at, plain_, depth + 1));
  const std::string key(known.property);
  if (known.node->items && known.node->wrapped) return map.add(key, list(at, items_of(*known.node), depth));
  if (!known.node->items) return map.add(key, element(at, *known.node, depth + 1));
  TextTree item = element(at, items_of(*known.node), depth + 1);
  if (map.find(key) == nullptr) map.children.emplace_back(key, TextTree::list());
  map.find(key)->children.emplace_back("", std::move(item));
}

TextTree XmlReading::element(const pugi::xml_node& at, const XmlNode& node, int depth) {
  if (depth > deepest) {
    is_too_deep_ = true;
    return {};
  }
  TextTree map = TextTree::map();
  for (const pugi::xml_attribute& attribute : at.attributes()) {
    const std::string_view full = attribute.name();
    if (full == "xmlns" || full.starts_with("xmlns:") || full.starts_with("xsi:")) continue;
    const Known known = find(node, local_name(full), Written::as_attribute);
    map.add(std::string(known.node != nullptr ? known.property : local_name(full)),
            TextTree::leaf(attribute.value()));
  }
  const auto children = at.children();
  const bool has_elements = std::any_of(children.begin(), children.end(), [](const pugi::xml_node& one) {
    return one.type() == pugi::node_element;
  });
  if (!has_elements && map.children.empty() && node.properties.empty() && !node.items) {
    std::string text;
    for (const pugi::xml_node& piece : at.children())
      text += piece.value();
    return TextTree::leaf(text);
  }
  if (node.items) return list(at, items_of(node), depth);
  for (const pugi::xml_node& one : at.children()) {
    if (one.type() == pugi::node_element) child(map, one, node, depth);
  }
  return map;
}

std::string shown_name(std::string_view name) { return "`" + printable(shortened(name, 80)) + "`"; }

}  // namespace

std::variant<Value, Unreadable>
read_xml(const MediaType& media_type, std::string_view content, Direction direction) {
  // pugixml expands no entities but the five of XML, so that no text grows.
  pugi::xml_document document;
  const auto parsed = document.load_buffer(
      content.data(), content.size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
  if (!parsed)
    return Unreadable{"It is no XML: " + std::string(parsed.description()) + ".",
                      static_cast<std::size_t>(std::max<std::ptrdiff_t>(parsed.offset, 0))};
  const pugi::xml_node root = document.document_element();
  if (!root) return Unreadable{"It is no XML: there is no element."};
  const XmlNode plain;
  const XmlNode& node = media_type.xml.empty() ? plain : media_type.xml.front();
  const std::string_view name = local_name(root.name());
  if (!node.name.empty() && name != node.name)
    return Unreadable{"The root element is " + shown_name(name) + ", but the document names it " +
                      shown_name(node.name) + "."};
  XmlReading reading(media_type.xml);
  const bool is_wrapped_list = node.items && node.wrapped;
  const bool names_property = node.name.empty() && media_type.xml_root.empty() &&
                              std::ranges::any_of(node.properties, [&](const auto& one) {
                                const std::string& own = media_type.xml[one.second].name;
                                return (own.empty() ? one.first : own) == name;
                              });
  TextTree tree;
  if (names_property) {
    // A schema without a name whose only property is the root, as the writer has it.
    tree = reading.element(document, node, 0);
  } else {
    const pugi::xml_node inner = is_wrapped_list ? root.first_child() : root;
    tree = reading.element(inner ? inner : root, node, 0);
  }
  if (reading.is_too_deep()) return Unreadable{"The elements are nested more than 400 deep."};
  return value_of(std::move(tree), media_type.schema.get(), direction);
}

}  // namespace conform
