#include "runner/schema/acceptance.hpp"

#include "runner/schema/evaluation.hpp"
#include "runner/schema/format_checks.hpp"

#include <algorithm>
#include <limits>

namespace conform {
namespace {

// Below those of Evaluation, which says what they are.
constexpr unsigned max_depth = 1000;
constexpr std::size_t max_steps = 1'000'000;
constexpr std::size_t misfit = std::numeric_limits<std::size_t>::max();

bool fits_format(const Format& format, const Value& value) {
  if (value.is_string()) return format.fits_text == nullptr || format.fits_text(value.string());
  if (value.is_number()) return format.fits_number == nullptr || format.fits_number(value.number());
  return true;
}

bool fits_number(const NumberRules& rules, const Number& number) {
  if (rules.minimum && number < *rules.minimum) return false;
  if (rules.maximum && number > *rules.maximum) return false;
  if (rules.exclusive_minimum && number <= *rules.exclusive_minimum) return false;
  if (rules.exclusive_maximum && number >= *rules.exclusive_maximum) return false;
  return !rules.multiple_of || number.is_multiple_of(*rules.multiple_of);
}

bool fits_content(const StringRules& rules, const std::string& text) {
  if (!rules.base64) return std::holds_alternative<Value>(read_json(text));
  const std::optional<std::string> content = decode_base64(text);
  return content && (!rules.json || std::holds_alternative<Value>(read_json(*content)));
}

bool is_sent_one_way(const Program& program, NodeId id) {
  if (id == no_node) return false;
  const Node& node = program[id];
  if (node.read_only || node.write_only) return true;
  if (node.reference == no_node && node.all_of.empty()) return false;
  return has_access(program, id, Access::read_only) || has_access(program, id, Access::write_only);
}

Gist gist_of(const Node& node) {
  Gist out;
  out.kinds = node.kinds.bits;
  out.values = node.values.get();
  out.format = node.format;
  out.number = node.number.get();
  out.string = node.string.get();
  out.array = node.array.get();
  out.object = node.object.get();
  out.node = &node;
  const bool has_rules = out.values != nullptr || out.format != nullptr || out.number != nullptr ||
                         out.string != nullptr || out.array != nullptr || out.object != nullptr;
  if (node.never) {
    out.way = Gist::Way::never;
  } else if (node.discriminator) {
    out.way = Gist::Way::asking;
  } else if (node.unevaluated_items != no_node || node.unevaluated_properties != no_node) {
    out.way = Gist::Way::unevaluated;
  } else if (node.applies_in_place) {
    out.way = Gist::Way::in_place;
  } else if (has_rules) {
    out.way = Gist::Way::plain;
  }
  return out;
}

bool says_nothing(const Gist& gist) { return gist.way == Gist::Way::kinds && gist.kinds == Kinds::all; }

// The one other schema that `gist` comes down to, as `{"allOf": [{"$ref": "#/a"}, {}]}` does; else no_node.
NodeId other_name(const Program& program, const Gist& gist) {
  const Node& node = *gist.node;
  const bool is_more = gist.way != Gist::Way::in_place || gist.kinds != Kinds::all ||
                       gist.values != nullptr || gist.format != nullptr || gist.number != nullptr ||
                       gist.string != nullptr || gist.array != nullptr || gist.object != nullptr ||
                       node.dynamic || !node.any_of.empty() || !node.one_of.empty() ||
                       node.negated != no_node || node.condition != no_node;
  if (is_more) return no_node;
  NodeId only = node.reference;
  for (const NodeId id : node.all_of) {
    if (says_nothing(program.gists[static_cast<std::size_t>(id)])) continue;
    if (only != no_node) return no_node;
    only = id;
  }
  return only;
}

// The node at the end of those that only come down to another.
NodeId settled(const Program& program, NodeId id) {
  constexpr int most = 20;  // they may go round
  for (int i = 0; i < most; ++i) {
    const Gist& gist = program.gists[static_cast<std::size_t>(id)];
    if (gist.way != Gist::Way::other) break;
    id = gist.other;
  }
  return id;
}

void settle(const Program& program, PropertyTable& table) {
  for (PropertyRule& rule : table.rules()) {
    if (rule.node == no_node) continue;
    rule.target = settled(program, rule.node);
    const Gist& gist = program.gists[static_cast<std::size_t>(rule.target)];
    if (gist.way == Gist::Way::kinds) rule.kinds = gist.kinds;
  }
}

}  // namespace

void add_gists(Program& program) {
  const std::size_t first = program.gists.size();
  for (std::size_t i = first; i < program.nodes.size(); ++i)
    program.gists.push_back(gist_of(program.nodes[i]));
  // A dynamic reference looks at every schema on the way to it.
  for (std::size_t i = first; i < program.nodes.size() && program.dynamic_anchors.empty(); ++i) {
    Gist& gist = program.gists[i];
    gist.other = other_name(program, gist);
    if (gist.other != no_node) gist.way = Gist::Way::other;
  }
  for (std::size_t i = first; i < program.nodes.size(); ++i) {
    Node& node = program.nodes[i];
    if (program.gists[i].other != no_node) program.gists[i].other = settled(program, program.gists[i].other);
    if (node.object) settle(program, node.object->properties);
    program.has_one_way_properties = program.has_one_way_properties || node.read_only || node.write_only;
  }
  for (std::size_t i = first; i < program.nodes.size() && program.has_one_way_properties; ++i) {
    const ObjectRules* const object = program.nodes[i].object.get();
    if (object == nullptr) continue;
    for (const PropertyRule& rule : object->properties.rules()) {
      if (is_sent_one_way(program, rule.node)) program.one_way_properties.insert(rule.name);
    }
  }
}

bool Acceptance::matches(const PatternRule& rule, std::string_view text) {
  if (rule.pattern == nullptr) return ask();
  const Match match = rule.pattern->search(text);
  return match == Match::undecided ? ask() : match == Match::yes;
}

// Whether a missing property is excused depends on the schemas on the way here, if any says that such a one
// travels in one direction only.
bool Acceptance::may_be_missing(const std::string& name) {
  if (direction_ != Direction::none && program_.one_way_properties.contains(name)) return ask();
  return false;
}

bool Acceptance::may_lack(const PropertyTable& table, const Object& object) {
  if (direction_ == Direction::none || program_.one_way_properties.empty()) return false;
  return std::ranges::all_of(table.rules(), [&](const PropertyRule& rule) {
    return !rule.required || object.find(rule.name) != nullptr || may_be_missing(rule.name);
  });
}

// 2020-12 core §7.1, §8.2.3.2: the outermost resource on the way that has the anchor.
NodeId Acceptance::target_of(const DynamicReference& reference) const {
  const auto& targets = program_.dynamic_anchors[reference.anchor].targets;
  NodeId found = reference.initial;
  for (const Scope* scope = scope_; scope != nullptr; scope = scope->outer) {
    for (const auto& [resource, id] : targets) {
      if (resource == scope->resource) found = id;
    }
  }
  return found;
}

bool Acceptance::fits_string(const StringRules& rules, const std::string& text) {
  // A text has at most as many code points as bytes, and at least a quarter as many.
  if (text.size() > rules.max_length || (text.size() + 3) / 4 < rules.min_length) {
    const std::uint64_t length = code_points(text);
    if (length > rules.max_length || length < rules.min_length) return false;
  }
  if (rules.pattern && !matches(*rules.pattern, text)) return false;
  return (!rules.base64 && !rules.json) || fits_content(rules, text);
}

bool Acceptance::fits_contains(const ArrayRules& rules, const Array& items, Here here) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!fits(rules.contains, items[i], here.below())) continue;
    ++count;
    if (here.seen != nullptr && rules.contains_evaluates) here.seen->add(i);
    if (count >= rules.min_contains && rules.max_contains == unbounded && here.seen == nullptr) return true;
  }
  return count >= rules.min_contains && count <= rules.max_contains;
}

bool Acceptance::fits_array(const ArrayRules& rules, const Array& items, Here here) {
  const std::size_t size = items.size();
  if (size < rules.min_items || size > rules.max_items) return false;
  const std::size_t prefix = std::min(size, rules.prefix.size());
  const std::size_t end = rules.items == no_node ? prefix : size;
  for (std::size_t i = 0; i < end; ++i) {
    if (!fits(i < prefix ? rules.prefix[i] : rules.items, items[i], here.below())) return false;
    if (here.seen != nullptr) here.seen->add(i);
  }
  if (rules.unique && has_equal_items(items)) return false;
  return rules.contains == no_node || fits_contains(rules, items, here);
}

Acceptance::Look
Acceptance::look_further(const ObjectRules& rules, const Member& member, Look look, Here below) {
  for (const PatternRule& pattern : rules.patterns) {
    if (!matches(pattern, member.key)) continue;
    look = Look::known;
    if (!fits(pattern.node, member.value, below)) return Look::misfit;
  }
  if (look == Look::unknown && rules.additional != no_node) {
    look = Look::known;
    if (!fits(rules.additional, member.value, below)) return Look::misfit;
  }
  if (rules.names != no_node && !fits(rules.names, Value(member.key), below)) return Look::misfit;
  return look;
}

bool Acceptance::fits_dependencies(const ObjectRules& rules, const Value& value, Here here) {
  const Object& object = value.object();
  for (const auto& [name, needed] : rules.dependent_required) {
    if (object.find(name) == nullptr) continue;
    for (const std::string& other : needed) {
      if (object.find(other) == nullptr && !may_be_missing(other)) return false;
    }
  }
  for (const auto& [name, id] : rules.dependent_schemas) {
    if (object.find(name) != nullptr && !fits(id, value, here)) return false;
  }
  return true;
}

// How many required properties there are among the members, or `misfit` when one of them does not fit. A
// number, since an optional would come back through memory, which costs a quarter of the time for small
// objects.
std::size_t Acceptance::required_among(const ObjectRules& rules, const Object& object, Here here) {
  const std::vector<PropertyRule>& listed = rules.properties.rules();
  const PropertyRule* const last = listed.data() + listed.size();
  const PropertyRule* expected = listed.data();  // values often follow their schema's order
  const bool has_others = !rules.patterns.empty() || rules.additional != no_node || rules.names != no_node;
  if (listed.empty() && !has_others) return 0;
  const Here below{nullptr, here.depth};
  std::size_t required = 0;
  for (const Member& member : object) {
    const PropertyRule* const rule = expected != last && same_text(expected->name, member.key)
                                         ? expected
                                         : rules.properties.find(member.key);
    Look look = Look::unknown;
    if (rule != nullptr) {
      expected = rule + 1;
      required += rule->required ? 1 : 0;
      if (rule->node != no_node) look = Look::known;
      if (rule->kinds != 0) {
        if ((rule->kinds & kind_of(member.value)) == 0) return misfit;
      } else if (look == Look::known && !fits(rule->target, member.value, below)) {
        return misfit;
      }
    }
    if (has_others) look = look_further(rules, member, look, below);
    if (look == Look::misfit) return misfit;
    if (here.seen != nullptr && look == Look::known)
      here.seen->add(static_cast<std::size_t>(&member - object.begin()));
  }
  return required;
}

bool Acceptance::fits_object(const ObjectRules& rules, const Value& value, Here here) {
  const Object& object = value.object();
  const std::size_t size = object.size();
  if (size < rules.min_properties || size > rules.max_properties) return false;
  const std::size_t required = required_among(rules, object, here);
  if (required == misfit) return false;
  if (required != rules.properties.required() && !may_lack(rules.properties, object)) return false;
  return (rules.dependent_required.empty() && rules.dependent_schemas.empty()) ||
         fits_dependencies(rules, value, here);
}

bool Acceptance::fits_alone(NodeId id, const Value& value, Here here) {
  if (here.seen == nullptr) return fits(id, value, here);
  Evaluated own(here.seen->size());
  if (!fits(id, value, {&own, here.depth})) return false;
  here.seen->add(own);
  return true;
}

bool Acceptance::fits_any_of(const Node& node, const Value& value, Here here) {
  bool any = false;
  for (const NodeId id : node.any_of) {
    any = fits_alone(id, value, here) || any;
    if (any && here.seen == nullptr) return true;
  }
  return any;
}

bool Acceptance::fits_one_of(const Node& node, const Value& value, Here here) {
  bool found = false;
  for (const NodeId id : node.one_of) {
    if (!fits_alone(id, value, here)) continue;
    if (found) return false;
    found = true;
  }
  return found;
}

bool Acceptance::fits_in_place(const Node& node, const Value& value, Here here) {
  const auto fit = [&](NodeId id) { return fits(id, value, here); };
  if (node.reference != no_node && !fit(node.reference)) return false;
  if (node.dynamic && !fit(target_of(*node.dynamic))) return false;
  if (!std::ranges::all_of(node.all_of, fit)) return false;
  if (!node.any_of.empty() && !fits_any_of(node, value, here)) return false;
  if (!node.one_of.empty() && !fits_one_of(node, value, here)) return false;
  if (node.negated != no_node && fits(node.negated, value, here.below())) return false;
  if (node.condition == no_node) return true;
  const NodeId branch = fits_alone(node.condition, value, here) ? node.then : node.otherwise;
  return branch == no_node || fit(branch);
}

bool Acceptance::fits_unseen(const Node& node, const Value& value, Here here) {
  const Evaluated& seen = *here.seen;
  if (node.unevaluated_items != no_node && value.is_array()) {
    const Array& items = value.array();
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!seen.has(i) && !fits(node.unevaluated_items, items[i], here.below())) return false;
    }
    here.seen->add_all();
  }
  if (node.unevaluated_properties == no_node || !value.is_object()) return true;
  const auto members = value.object().members();
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (!seen.has(i) && !fits(node.unevaluated_properties, members[i].value, here.below())) return false;
  }
  here.seen->add_all();
  return true;
}

bool Acceptance::fits_unevaluated(const Gist& gist, const Value& value, Here here) {
  if (!value.is_array() && !value.is_object()) return fits_rules(gist, value, here);
  Evaluated own(value.is_array() ? value.array().size() : value.object().size());
  const Here inner{&own, here.depth};
  if (!fits_rules(gist, value, inner) || !fits_unseen(*gist.node, value, inner)) return false;
  if (here.seen != nullptr) here.seen->add(own);
  return true;
}

bool Acceptance::fits_kind(const Gist& gist, const Value& value, Here here) {
  switch (value.kind()) {
  case Value::Kind::number: return gist.number == nullptr || fits_number(*gist.number, value.number());
  case Value::Kind::string: return gist.string == nullptr || fits_string(*gist.string, value.string());
  case Value::Kind::array: return gist.array == nullptr || fits_array(*gist.array, value.array(), here);
  case Value::Kind::object: return gist.object == nullptr || fits_object(*gist.object, value, here);
  case Value::Kind::null:
  case Value::Kind::boolean: break;
  }
  return true;
}

bool Acceptance::fits_rules(const Gist& gist, const Value& value, Here here) {
  if ((gist.kinds & kind_of(value)) == 0) return false;
  if (gist.values != nullptr && !gist.values->contains(value)) return false;
  if (!fits_kind(gist, value, here)) return false;
  if (gist.format != nullptr && !fits_format(*gist.format, value)) return false;
  return gist.way == Gist::Way::plain || !gist.node->applies_in_place ||
         fits_in_place(*gist.node, value, here);
}

bool Acceptance::fits_elsewhere(const Gist& gist, const Value& value, Here here) {
  switch (gist.way) {
  case Gist::Way::never: return false;
  case Gist::Way::asking: return ask();
  case Gist::Way::kinds: return (gist.kinds & kind_of(value)) != 0;
  case Gist::Way::unevaluated: return fits_unevaluated(gist, value, here);
  case Gist::Way::plain:
  case Gist::Way::in_place:
  case Gist::Way::other: break;
  }
  // Where it comes down to another one it has no rules of its own, and schemas on the way do not count.
  return gist.way == Gist::Way::other ? fits(gist.other, value, here) : fits_rules(gist, value, here);
}

bool Acceptance::fits_in_scope(const Gist& gist, const Value& value, Here here) {
  const Scope scope{scope_, gist.node->resource};
  const Scope* const outer = scope_;
  if (outer == nullptr || outer->resource != scope.resource) scope_ = &scope;
  const bool fit = fits_elsewhere(gist, value, here);
  scope_ = outer;
  return fit;
}

bool Acceptance::fits_more(const Gist& gist, const Value& value, Here here) {
  if (here.depth > max_depth || ++steps_ > max_steps) return ask();
  ++here.depth;
  if (has_scopes_) return fits_in_scope(gist, value, here);
  if (gist.way == Gist::Way::plain) return fits_rules(gist, value, here);
  return fits_elsewhere(gist, value, here);
}

}  // namespace conform
