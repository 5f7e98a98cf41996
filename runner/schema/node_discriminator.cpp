#include "runner/schema/compilation.hpp"

#include <algorithm>

namespace conform {
namespace {

// The name of the schema that a reference leads to, when it is used as the value of a discriminator.
std::string_view name_in(std::string_view reference) {
  const std::size_t slash = reference.rfind('/');
  return slash == std::string_view::npos ? reference : reference.substr(slash + 1);
}

// Where the schemas with names are: OpenAPI 3, or Swagger 2.0.
Located named_schemas(const Position& position) {
  const Located root{position.at.document, &position.at.document->root, {}};
  const Located components = root["components"];
  const Located schemas = components ? components["schemas"] : root["definitions"];
  return schemas && schemas.value->is_object() ? schemas : Located{};
}

bool extends(const Value& schema, std::string_view reference) {
  const Value* const parts = schema.find("allOf");
  if (parts == nullptr || !parts->is_array()) return false;
  return std::any_of(parts->array().begin(), parts->array().end(), [&](const Value& part) {
    return part.text("$ref") == reference;
  });
}

}  // namespace

// OpenAPI 3.0.3 §4.7.25: a value of `mapping` is the name of a schema or a reference to one.
NodeId NodeBuilder::mapped(std::string_view name_or_reference, const Value& at) {
  const Located schemas = named_schemas(position_);
  const bool is_name = schemas && schemas.value->find(name_or_reference) != nullptr;
  const std::string reference = is_name
                                    ? "#" + schemas.pointer + "/" + escape_pointer_token(name_or_reference)
                                    : std::string(name_or_reference);
  Diagnostics unused;
  const Place where = position_.at.document->place(at);
  const auto target = compilation_.resources().resolve(position_, reference, where, unused);
  if (target) return compilation_.node_for(target->position);
  diagnostics_.warning(where,
                       "The mapping of the discriminator leads nowhere.",
                       "It must be the name of a schema, or a reference to one.");
  return no_node;
}

// The node behind an alternative that is a reference.
NodeId NodeBuilder::target_of(const Located& alternative) {
  const std::string_view reference = alternative.value->text("$ref");
  Diagnostics unused;
  const auto target = compilation_.resources().resolve(position_, reference, alternative.place(), unused);
  return target ? compilation_.node_for(target->position) : no_node;
}

void NodeBuilder::name_alternatives(const Located& list, DiscriminatorRule& rule) {
  if (!list || !list.value->is_array()) return;
  rule.among_alternatives = true;
  for (std::size_t i = 0; i < list.value->array().size(); ++i) {
    const Located alternative = list[i];
    const std::string_view reference = alternative.value->text("$ref");
    if (reference.empty()) continue;
    const NodeId target = target_of(alternative);
    const NodeId id = child(alternative);
    for (auto& [name, named] : rule.named)
      named = named == target ? id : named;
    if (rule.find(name_in(reference)) == no_node) rule.named.emplace_back(name_in(reference), id);
  }
}

// The schemas that extend this one by `allOf` are named by their own names.
void NodeBuilder::name_extensions(DiscriminatorRule& rule) {
  const Located schemas = named_schemas(position_);
  if (!schemas || !position_.at.pointer.starts_with(schemas.pointer + "/")) return;
  const std::string reference = "#" + position_.at.pointer;
  for (const Member& member : schemas.value->object()) {
    if (!extends(member.value, reference)) continue;
    const Located extension = schemas[member.key];
    const NodeId id = compilation_.node_for(compilation_.resources().position_of(extension));
    if (rule.find(member.key) == no_node) rule.named.emplace_back(member.key, id);
  }
}

void NodeBuilder::discriminator(const Member& member) {
  DiscriminatorRule rule;
  // Swagger 2.0 has the name of the property alone.
  rule.property = member.value.is_string() ? member.value.string() : member.value.text("propertyName");
  if (rule.property.empty()) return malformed(member, "an object with a `propertyName`");
  const Value* const mapping = member.value.find("mapping");
  if (mapping != nullptr && mapping->is_object()) {
    for (const Member& entry : mapping->object()) {
      const NodeId id = entry.value.is_string() ? mapped(entry.value.string(), entry.value) : no_node;
      if (id != no_node) rule.named.emplace_back(entry.key, id);
    }
  }
  for (const std::string_view keyword : {"oneOf", "anyOf"}) {
    if (schema_->find(keyword) != nullptr) name_alternatives(position_.at[keyword], rule);
  }
  if (!rule.among_alternatives) name_extensions(rule);
  node_.discriminator = std::make_unique<const DiscriminatorRule>(std::move(rule));
}

}  // namespace conform
