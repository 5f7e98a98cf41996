#include "runner/schema/compilation.hpp"

#include "runner/text/words.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

std::string shown(const Value& value) { return "`" + printable(shortened(to_json(value), 80)) + "`"; }

std::optional<std::uint8_t> kind_named(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::uint8_t>, 7> kinds = {{
      {"null", Kinds::null},
      {"boolean", Kinds::boolean},
      {"integer", Kinds::whole},
      {"number", Kinds::number},
      {"string", Kinds::string},
      {"array", Kinds::array},
      {"object", Kinds::object},
  }};
  for (const auto& [known, kind] : kinds) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

// A count of the keywords minLength, maxItems …; what is beyond 64 bits can never be exceeded.
std::optional<std::uint64_t> count_of(const Value& value) {
  if (!value.is_number() || !value.number().is_integer() || value.number().is_negative()) return std::nullopt;
  const std::optional<std::int64_t> small = value.number().as_int64();
  return small ? static_cast<std::uint64_t>(*small) : unbounded;
}

}  // namespace

NodeBuilder::NodeBuilder(Compilation& compilation, Position position, NodeId, Diagnostics& diagnostics)
    : compilation_(compilation), position_(std::move(position)),
      reading_(compilation.resources()[position_.resource].reading), diagnostics_(diagnostics),
      schema_(position_.at.value) {
  node_.source = position_.at.document->source;
  node_.pointer = position_.at.pointer;
  node_.mark = schema_->mark();
  node_.resource = position_.resource;
}

NumberRules& NodeBuilder::number() {
  if (!node_.number) node_.number = std::make_unique<NumberRules>();
  return *node_.number;
}

StringRules& NodeBuilder::string() {
  if (!node_.string) node_.string = std::make_unique<StringRules>();
  return *node_.string;
}

ArrayRules& NodeBuilder::array() {
  if (!node_.array) node_.array = std::make_unique<ArrayRules>();
  return *node_.array;
}

ObjectRules& NodeBuilder::object() {
  if (!node_.object) node_.object = std::make_unique<ObjectRules>();
  return *node_.object;
}

void NodeBuilder::malformed(const Member& member, std::string_view expected) {
  diagnostics_.add({.where = position_.at.document->place(member.value),
                    .message = "`" + member.key + "` is " + shown(member.value) + ", but must be " +
                               std::string(expected) + ".",
                    .hint = "The keyword is ignored.",
                    .severity = Severity::warning,
                    .topic = "schema"});
}

NodeId NodeBuilder::child(const Located& at) {
  return compilation_.node_for(compilation_.resources().step(position_.resource, at));
}

std::vector<NodeId> NodeBuilder::children(const Member& member) {
  std::vector<NodeId> out;
  const Located list = position_.at[member.key];
  for (std::size_t i = 0; i < member.value.array().size(); ++i)
    out.push_back(child(list[i]));
  return out;
}

void NodeBuilder::reference(const Member& member) {
  if (!member.value.is_string()) return malformed(member, "a text");
  const Place where = position_.at.document->place(member.value);
  const auto target = compilation_.resources().resolve(position_, member.value.string(), where, diagnostics_);
  node_.faulty = node_.faulty || !target;
  if (target) node_.reference = compilation_.node_for(target->position);
}

// 2020-12 core §8.2.3.2: dynamic only when the reference, read as `$ref`, leads to a `$dynamicAnchor`.
void NodeBuilder::dynamic_reference(const Member& member) {
  if (!member.value.is_string()) return malformed(member, "a text");
  const Place where = position_.at.document->place(member.value);
  const auto target = compilation_.resources().resolve(position_, member.value.string(), where, diagnostics_);
  node_.faulty = node_.faulty || !target;
  if (!target) return;
  const NodeId initial = compilation_.node_for(target->position);
  const std::string& anchor = target->dynamic_anchor;
  if (!anchor.empty()) node_.dynamic = {initial, compilation_.dynamic_anchor(anchor), member.key};
  if (anchor.empty()) node_.all_of.push_back(initial);
}

// 2019-09 core §8.2.4.2: dynamic only when the target has `$recursiveAnchor: true`.
void NodeBuilder::recursive_reference(const Member& member) {
  if (!member.value.is_string() || member.value.string() != "#") return malformed(member, "`#`");
  const Resource& home = compilation_.resources()[position_.resource];
  const NodeId initial = compilation_.node_for({home.root, position_.resource});
  if (home.recursive_anchor) node_.dynamic = {initial, compilation_.dynamic_anchor(""), member.key};
  if (!home.recursive_anchor) node_.all_of.push_back(initial);
}

void NodeBuilder::type(const Member& member) {
  std::uint8_t bits = 0;
  const auto add = [&](const Value& name) {
    const auto kind = name.is_string() ? kind_named(name.string()) : std::nullopt;
    bits |= kind.value_or(0);
    return kind.has_value();
  };
  bool all_known = true;
  if (member.value.is_array()) {
    for (const Value& name : member.value.array())
      all_known = add(name) && all_known;
  } else {
    all_known = add(member.value);
  }
  if (!all_known || bits == 0)
    return malformed(
        member, "`null`, `boolean`, `integer`, `number`, `string`, `array` or `object`, or a list of these");
  node_.kinds.bits &= bits;
  has_type_ = true;
}

void NodeBuilder::enumeration(const Member& member) {
  if (!member.value.is_array()) return malformed(member, "a list of values");
  auto listed = std::make_unique<const ValueSet>(member.value.array());
  if (!node_.values_are_constant) {
    node_.values = std::move(listed);
  } else if (!node_.values->values().empty() && !listed->contains(node_.values->values()[0])) {
    node_.values = std::make_unique<const ValueSet>(Array{});
  }
}

void NodeBuilder::constant(const Member& member) {
  // Beside an `enum` the constant decides, if the enum has it; else nothing fits.
  const bool possible = !node_.values || node_.values->contains(member.value);
  node_.values = std::make_unique<const ValueSet>(possible ? Array{member.value} : Array{});
  node_.values_are_constant = true;
}

void NodeBuilder::bound(const Member& member) {
  const bool is_exclusive = member.key.starts_with("exclusive");
  const bool is_minimum = member.key.ends_with("inimum");
  if (is_exclusive && reading_.is_early()) {
    if (!member.value.is_boolean()) return malformed(member, "`true` or `false` in this dialect");
    (is_minimum ? excludes_minimum_ : excludes_maximum_) = member.value.boolean();
    return;
  }
  if (!member.value.is_number()) return malformed(member, "a number");
  const Number& value = member.value.number();
  if (member.key == "multipleOf") {
    if (value.is_negative() || value == Number(0)) return malformed(member, "a number above 0");
    number().multiple_of = value;
    return;
  }
  NumberRules& rules = number();
  if (is_exclusive) {
    (is_minimum ? rules.exclusive_minimum : rules.exclusive_maximum) = value;
  } else {
    (is_minimum ? rules.minimum : rules.maximum) = value;
  }
}

void NodeBuilder::count(const Member& member) {
  const std::optional<std::uint64_t> value = count_of(member.value);
  if (!value) return malformed(member, "a whole number of at least 0");
  const std::string_view key = member.key;
  if (key == "minLength") string().min_length = *value;
  if (key == "maxLength") string().max_length = *value;
  if (key == "minItems") array().min_items = *value;
  if (key == "maxItems") array().max_items = *value;
  if (key == "minContains") array().min_contains = *value;
  if (key == "maxContains") array().max_contains = *value;
  if (key == "minProperties") object().min_properties = *value;
  if (key == "maxProperties") object().max_properties = *value;
}

PatternRule NodeBuilder::pattern_rule(std::string_view text, Mark mark) {
  auto compiled = Pattern::compile(text);
  if (auto* const pattern = std::get_if<0>(&compiled))
    return {std::string(text), std::move(*pattern), no_node};
  const PatternFault& fault = std::get<PatternFault>(compiled);
  diagnostics_.add(
      {.where = {node_.source, mark},
       .message =
           "The pattern `" + printable(shortened(text, 200)) + "` cannot be used: " + fault.message + ".",
       .hint = "Patterns are regular expressions of ECMA-262. What this one would judge stays undecided.",
       .severity = Severity::warning,
       .topic = "pattern"});
  return {std::string(text), nullptr, no_node};
}

void NodeBuilder::pattern(const Member& member) {
  if (!member.value.is_string()) return malformed(member, "a text");
  string().pattern = pattern_rule(member.value.string(), member.value.mark());
}

void NodeBuilder::format(const Member& member) {
  if (!member.value.is_string()) return malformed(member, "a text");
  const bool asserts =
      compilation_.options().formats == Formats::assert_them || reading_.has(Vocabularies::format_assertion);
  if (asserts) node_.format = find_format(member.value.string(), reading_.dialect);
}

// Draft 7 validation §8 lets a validator look into texts; later drafts do not.
void NodeBuilder::content(const Member& member) {
  if (reading_.dialect != Dialect::draft_7 || !member.value.is_string()) return;
  if (member.key == "contentEncoding") string().base64 = member.value.string() == "base64";
  if (member.key == "contentMediaType") string().json = member.value.string() == "application/json";
}

void NodeBuilder::unique(const Member& member) {
  if (!member.value.is_boolean()) return malformed(member, "`true` or `false`");
  array().unique = member.value.boolean();
}

void NodeBuilder::schema(const Member& member) {
  const std::string_view key = member.key;
  const NodeId id = child(position_.at[key]);
  if (key == "not") node_.negated = id;
  if (key == "if") node_.condition = id;
  if (key == "then") node_.then = id;
  if (key == "else") node_.otherwise = id;
  if (key == "contains") array().contains = id;
  if (key == "additionalItems") rest_ = id;
  if (key == "additionalProperties") object().additional = id;
  if (key == "propertyNames") object().names = id;
  if (key == "unevaluatedItems") node_.unevaluated_items = id;
  if (key == "unevaluatedProperties") node_.unevaluated_properties = id;
}

void NodeBuilder::schemas(const Member& member) {
  if (!member.value.is_array()) return malformed(member, "a list of schemas");
  std::vector<NodeId> ids = children(member);
  const std::string_view key = member.key;
  if (key == "allOf") {
    node_.all_of.insert(node_.all_of.end(), ids.begin(), ids.end());
  } else if (key == "anyOf") {
    node_.any_of = std::move(ids);
  } else if (key == "oneOf") {
    node_.one_of = std::move(ids);
  } else if (key == "prefixItems") {
    array().prefix = std::move(ids);
  }
}

void NodeBuilder::items(const Member& member) {
  items_are_listed_ = member.value.is_array();
  const bool may_be_listed = !reading_.knows("prefixItems") && reading_.dialect != Dialect::openapi_2_0 &&
                             reading_.dialect != Dialect::openapi_3_0;
  if (items_are_listed_ && !may_be_listed) return malformed(member, "a schema");
  if (items_are_listed_) {
    array().prefix = children(member);
  } else {
    array().items = child(position_.at[member.key]);
  }
}

void NodeBuilder::properties(const Member& member) {
  if (!member.value.is_object()) return malformed(member, "an object of schemas");
  const Located map = position_.at[member.key];
  for (const Member& entry : member.value.object()) {
    object().properties.rule(entry.key).node = child(map[entry.key]);
  }
  object();
}

void NodeBuilder::pattern_properties(const Member& member) {
  if (!member.value.is_object()) return malformed(member, "an object of schemas");
  const Located map = position_.at[member.key];
  for (const Member& entry : member.value.object()) {
    PatternRule rule = pattern_rule(entry.key, entry.key_mark);
    rule.node = child(map[entry.key]);
    object().patterns.push_back(std::move(rule));
  }
}

std::optional<std::vector<std::string>> NodeBuilder::names(const Member& member) {
  std::vector<std::string> out;
  const bool is_list = member.value.is_array();
  if (is_list) {
    for (const Value& name : member.value.array()) {
      if (name.is_string()) out.push_back(name.string());
    }
  }
  if (is_list && out.size() == member.value.array().size()) return out;
  malformed(member, "a list of property names");
  return std::nullopt;
}

void NodeBuilder::required(const Member& member) {
  const auto listed = names(member);
  if (!listed) return;
  required_ = *listed;
}

void NodeBuilder::dependencies(const Member& member) {
  if (!member.value.is_object()) return malformed(member, "an object");
  const Located map = position_.at[member.key];
  for (const Member& entry : member.value.object()) {
    const bool wants_names = member.key == "dependentRequired";
    const bool wants_schema = member.key == "dependentSchemas";
    if (!wants_schema && (wants_names || entry.value.is_array())) {
      if (auto listed = names(entry)) object().dependent_required.emplace_back(entry.key, std::move(*listed));
    } else {
      object().dependent_schemas.emplace_back(entry.key, child(map[entry.key]));
    }
  }
}

void NodeBuilder::flag(const Member& member) {
  if (!member.value.is_boolean()) return malformed(member, "`true` or `false`");
  if (member.key == "readOnly") node_.read_only = member.value.boolean();
  if (member.key == "writeOnly") node_.write_only = member.value.boolean();
  if (member.key == "nullable" || member.key == "x-nullable") nullable_ = member.value.boolean();
}

void NodeBuilder::preferred(const Member& member) {
  const bool first = member.key == "default";
  node_.preferred.insert(first ? node_.preferred.begin() : node_.preferred.end(), member.value);
}

void NodeBuilder::examples(const Member& member) {
  if (!member.value.is_array()) return;
  for (const Value& value : member.value.array())
    node_.preferred.push_back(value);
}

NodeBuilder::Read NodeBuilder::reader_of(std::string_view keyword) {
  using B = NodeBuilder;
  static constexpr std::array rows = {
      Row{"$dynamicRef", &B::dynamic_reference},
      Row{"$recursiveRef", &B::recursive_reference},
      Row{"$ref", &B::reference},
      Row{"additionalItems", &B::schema},
      Row{"additionalProperties", &B::schema},
      Row{"allOf", &B::schemas},
      Row{"anyOf", &B::schemas},
      Row{"const", &B::constant},
      Row{"contains", &B::schema},
      Row{"contentEncoding", &B::content},
      Row{"contentMediaType", &B::content},
      Row{"default", &B::preferred},
      Row{"dependencies", &B::dependencies},
      Row{"dependentRequired", &B::dependencies},
      Row{"dependentSchemas", &B::dependencies},
      Row{"discriminator", &B::discriminator},
      Row{"else", &B::schema},
      Row{"enum", &B::enumeration},
      Row{"example", &B::preferred},
      Row{"examples", &B::examples},
      Row{"exclusiveMaximum", &B::bound},
      Row{"exclusiveMinimum", &B::bound},
      Row{"format", &B::format},
      Row{"if", &B::schema},
      Row{"items", &B::items},
      Row{"maxContains", &B::count},
      Row{"maxItems", &B::count},
      Row{"maxLength", &B::count},
      Row{"maxProperties", &B::count},
      Row{"maximum", &B::bound},
      Row{"minContains", &B::count},
      Row{"minItems", &B::count},
      Row{"minLength", &B::count},
      Row{"minProperties", &B::count},
      Row{"minimum", &B::bound},
      Row{"multipleOf", &B::bound},
      Row{"not", &B::schema},
      Row{"nullable", &B::flag},
      Row{"oneOf", &B::schemas},
      Row{"pattern", &B::pattern},
      Row{"patternProperties", &B::pattern_properties},
      Row{"prefixItems", &B::schemas},
      Row{"properties", &B::properties},
      Row{"propertyNames", &B::schema},
      Row{"readOnly", &B::flag},
      Row{"required", &B::required},
      Row{"then", &B::schema},
      Row{"type", &B::type},
      Row{"unevaluatedItems", &B::schema},
      Row{"unevaluatedProperties", &B::schema},
      Row{"uniqueItems", &B::unique},
      Row{"writeOnly", &B::flag},
      Row{"x-nullable", &B::flag},
  };
  const auto* const found =
      std::lower_bound(rows.begin(), rows.end(), keyword, [](const Row& row, std::string_view name) {
        return row.keyword < name;
      });
  return found != rows.end() && found->keyword == keyword ? found->read : nullptr;
}

void NodeBuilder::keep_extension(const Member& member) {
  if (!node_.extensions) node_.extensions = std::make_unique<Object>();
  node_.extensions->append(member);
}

void NodeBuilder::read_keywords(const Object& members) {
  const Member* const reference = members.find_member("$ref");
  const bool is_hidden =
      reference != nullptr && reference->value.is_string() && reading_.reference_hides_siblings();
  for (const Member& member : members) {
    if (member.key.starts_with("x-")) keep_extension(member);
    const Read read = reader_of(member.key);
    if (read == nullptr || !reading_.knows(member.key)) continue;
    if (is_hidden && &member != reference) continue;
    const Mark at_key = member.key_mark.line != 0 ? member.key_mark : member.value.mark();
    node_.marks.push_back({member.key, at_key});
    (this->*read)(member);
  }
}

// Draft 4 and OpenAPI 3.0: the boolean turns the bound beside it into an exclusive one.
void NodeBuilder::finish_bounds() {
  if (!node_.number) return;
  NumberRules& rules = *node_.number;
  if (excludes_minimum_) rules.exclusive_minimum.swap(rules.minimum);
  if (excludes_maximum_) rules.exclusive_maximum.swap(rules.maximum);
}

void NodeBuilder::finish_items() {
  if (items_are_listed_) array().items = rest_;
  if (node_.array) node_.array->contains_evaluates = reading_.knows("prefixItems");
}

void NodeBuilder::finish() {
  finish_bounds();
  finish_items();
  // After `properties`, so that these keep their order.
  for (const std::string& name : required_)
    object().properties.rule(name).required = true;
  if (node_.object) node_.object->properties.index();
  // OpenAPI 3.0.3 §4.7.24.1: `nullable` counts only beside a `type`.
  if (nullable_ && has_type_) node_.kinds.bits |= Kinds::null;
  if (node_.condition == no_node) node_.then = node_.otherwise = no_node;
  node_.applies_in_place = node_.discriminator || node_.reference != no_node || node_.dynamic ||
                           !node_.all_of.empty() || !node_.any_of.empty() || !node_.one_of.empty() ||
                           node_.negated != no_node || node_.condition != no_node;
}

Node NodeBuilder::build() {
  if (schema_->is_boolean()) {
    node_.never = !schema_->boolean();
  } else if (schema_->is_object()) {
    read_keywords(schema_->object());
    finish();
  } else {
    const bool is_named_like_a_reference = position_.at.pointer.ends_with("/properties/$ref");
    diagnostics_.add(
        {.where = position_.at.place(),
         .message = "A schema must be an object or a boolean, but this is " + shown(*schema_) + ".",
         .hint = is_named_like_a_reference
                     ? "Among properties `$ref` is the name of one; references stand inside a schema."
                     : "",
         .topic = "schema"});
    node_.faulty = true;
  }
  return std::move(node_);
}

}  // namespace conform
