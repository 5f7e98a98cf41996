#include "runner/rules/xml.hpp"

#include <pugixml.hpp>

#include <set>
#include <string_view>

namespace conform {
namespace {

bool attributes_are_unique(const pugi::xml_node& element) {
  std::set<std::string_view> names;
  for (const auto& attribute : element.attributes()) {
    if (!names.insert(attribute.name()).second) return false;
  }
  return true;
}

// The next node in document order; without recursion, since the depth is the server's choice.
pugi::xml_node next_of(pugi::xml_node node) {
  if (node.first_child()) return node.first_child();
  while (node && !node.next_sibling())
    node = node.parent();
  return node ? node.next_sibling() : node;
}

}  // namespace

bool is_well_formed_xml(std::string_view text) {
  pugi::xml_document document;
  // As a fragment, so that text outside the root is seen and not passed over.
  const auto parsed =
      document.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_fragment);
  if (!parsed) return false;
  int roots = 0;
  for (const auto& node : document.children()) {
    if (node.type() == pugi::node_element) ++roots;
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) return false;
  }
  if (roots != 1) return false;
  for (auto node = document.first_child(); node; node = next_of(node)) {
    if (!attributes_are_unique(node)) return false;
  }
  return true;
}

std::string xml_root(std::string_view text) {
  if (!is_well_formed_xml(text)) return {};
  pugi::xml_document document;
  if (!document.load_buffer(text.data(), text.size())) return {};
  const auto root = document.document_element();
  const std::string_view name = root.name();
  const auto colon = name.find(':');
  const bool has_prefix = colon != std::string_view::npos;
  const auto declaration = has_prefix ? "xmlns:" + std::string(name.substr(0, colon)) : "xmlns";
  const std::string space = root.attribute(declaration.c_str()).value();
  return "{" + space + "}" + std::string(has_prefix ? name.substr(colon + 1) : name);
}

}  // namespace conform
