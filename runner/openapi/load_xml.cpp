#include "runner/openapi/reading.hpp"

#include <algorithm>
#include <unordered_map>

namespace conform {
namespace {

constexpr std::size_t max_nodes = 2000;
constexpr int max_nesting_of_all_of = 16;

/// The schemas that are reached from one root, each with its node. Beyond the limit there are none: values
/// are then written under the names of their properties.
struct XmlGraph {
  std::vector<XmlNode> nodes{};
  std::vector<Located> schemas{};  // by the same index
  std::unordered_map<const Value*, std::size_t> indexes{};
};

std::optional<std::size_t> index_of(Reading& reading, XmlGraph& graph, const Located& at) {
  const Located schema = follow(reading, at);
  if (!schema || (graph.nodes.size() >= max_nodes && !graph.indexes.contains(schema.value)))
    return std::nullopt;
  const auto [known, is_new] = graph.indexes.try_emplace(schema.value, graph.nodes.size());
  if (is_new) {
    graph.nodes.emplace_back();
    graph.schemas.push_back(schema);
  }
  return known->second;
}

/// `xml`, `properties` and `items` of a schema and of the members of its `allOf`.
void read_keywords(Reading& reading, XmlGraph& graph, const Located& schema, std::size_t index, int nesting) {
  XmlNode node = std::move(graph.nodes[index]);
  const auto put_back = [&] { graph.nodes[index] = std::move(node); };
  if (const Located xml = schema["xml"]; xml && xml.value->is_object()) {
    node.name = xml.value->text("name", node.name);
    node.prefix = xml.value->text("prefix");
    node.namespace_uri = xml.value->text("namespace");
    node.attribute = boolean_member(reading, xml, "attribute", false);
    node.wrapped = boolean_member(reading, xml, "wrapped", false);
  }
  const Located properties = schema["properties"];
  for (std::size_t at = 0;
       properties && properties.value->is_object() && at < properties.value->object().size();
       ++at) {
    const std::string& key = properties.value->object().members()[at].key;
    if (const auto found = index_of(reading, graph, properties[key]))
      node.properties.emplace_back(key, *found);
  }
  if (const Located items = schema["items"]) node.items = index_of(reading, graph, items);
  put_back();
  const Located all_of = schema["allOf"];
  if (!all_of || !all_of.value->is_array() || nesting == max_nesting_of_all_of) return;
  for (std::size_t at = 0; at < all_of.value->array().size(); ++at) {
    if (const Located part = follow(reading, all_of[at]))
      read_keywords(reading, graph, part, index, nesting + 1);
  }
}

/// A component's key names its element when `xml` does not.
std::string component_name(const Located& schema) {
  for (const std::string_view folder : {"/components/schemas/", "/definitions/"}) {
    if (schema.pointer.starts_with(folder)) return schema.pointer.substr(folder.size());
  }
  return {};
}

}  // namespace

void load_xml(Reading& reading, const Located& at, MediaType& media_type) {
  XmlGraph graph;
  const Located root = follow(reading, at);
  if (!root) return;
  (void)index_of(reading, graph, root);
  for (std::size_t index = 0; index < graph.nodes.size(); ++index)
    read_keywords(reading, graph, Located(graph.schemas[index]), index, 0);
  media_type.xml = std::move(graph.nodes);
  media_type.xml_root = component_name(root);
}

}  // namespace conform
