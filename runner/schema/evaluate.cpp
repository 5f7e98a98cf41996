#include "runner/schema/evaluation.hpp"

#include "runner/schema/dialect.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

namespace conform {
namespace {

// Schemas inside schemas, counting those that look at the same value; a stack frame each.
constexpr std::size_t max_depth = 2000;
// Subschemas applied in one run; well above what large documents take, far below a second.
constexpr std::size_t max_steps = 5'000'000;

std::string shown(const Value& value) { return "`" + printable(shortened(to_json(value), 60)) + "`"; }

}  // namespace

bool has_access(const Program& program, NodeId id, Access access) {
  std::vector<NodeId> waiting{id};
  for (std::size_t looked_at = 0; !waiting.empty() && looked_at < 50; ++looked_at) {
    const Node& node = program[waiting.back()];
    waiting.pop_back();
    if (access == Access::read_only ? node.read_only : node.write_only) return true;
    if (node.reference != no_node) waiting.push_back(node.reference);
    waiting.insert(waiting.end(), node.all_of.begin(), node.all_of.end());
  }
  return false;
}

bool is_withheld(const Program& program, NodeId property, Direction direction) {
  if (direction == Direction::none || property == no_node) return false;
  return has_access(
      program, property, direction == Direction::request ? Access::read_only : Access::write_only);
}

std::string keyword_holding(const Node& node) {
  std::string_view rest = node.pointer;
  for (int level = 0; level < 2 && !rest.empty(); ++level) {
    const std::size_t slash = rest.rfind('/');
    const std::string_view token = rest.substr(slash + 1);
    rest = rest.substr(0, slash);
    const KeywordRow* const row = find_keyword(token);
    if (row == nullptr || row->holds == Holds::nothing) continue;
    const bool is_map = row->holds == Holds::map || row->holds == Holds::dependencies;
    const bool is_inside = level == 1;
    const bool defines = token == "$defs" || token == "definitions";
    if (!defines && is_map == is_inside) return std::string(token);
    if (is_inside && row->holds != Holds::schema) return std::string(token);
  }
  return {};
}

void Evaluation::note(const Node& node, const Visit& visit, std::string_view keyword, std::string message) {
  constexpr std::size_t max_faults = 20;
  if (faults_.size() >= max_faults) return;
  std::string instance;
  for (const Path* step = visit.path; step != nullptr; step = step->above) {
    const std::string token = step->is_item ? std::to_string(step->index) : escape_pointer_token(step->key);
    instance.insert(0, "/" + token);
  }
  std::string pointer = node.pointer;
  if (!keyword.empty() && !node.never) pointer += "/" + std::string(keyword);
  faults_.push_back({std::move(instance),
                     std::string(keyword),
                     std::move(pointer),
                     place_of(node, keyword),
                     std::move(message)});
}

bool Evaluation::give_up(std::string why) {
  ++undecided_count_;
  if (undecided_.empty()) undecided_ = std::move(why);
  return true;
}

Match Evaluation::search(const PatternRule& rule, std::string_view text) {
  if (rule.pattern == nullptr) {
    (void)give_up("The pattern `" + printable(shortened(rule.text, 100)) + "` cannot be used.");
    return Match::undecided;
  }
  if (!scratch_) scratch_.emplace();
  const Match match = rule.pattern->search(text, *scratch_);
  if (match == Match::undecided) {
    (void)give_up("The pattern `" + printable(shortened(rule.text, 100)) +
                  "` takes too many steps on this text, or the text is too long for it.");
  }
  return match;
}

bool Evaluation::fits_quietly(NodeId id, const Visit& visit) {
  const bool collected = std::exchange(collects_, false);
  bool fits = false;
  if (visit.evaluated == nullptr) {
    fits = check(id, visit, true);
  } else {
    Evaluated own(visit.evaluated->size());
    fits = check(id, {visit.value, visit.path, visit.frame, &own}, true);
    if (fits) visit.evaluated->add(own);
  }
  collects_ = collected;
  return fits;
}

// 2020-12 core §7.1, §8.2.3.2: the outermost resource on the way that has the anchor.
NodeId Evaluation::dynamic_target(const DynamicReference& reference, const Frame* frame) const {
  const auto& targets = program_.dynamic_anchors[reference.anchor].targets;
  NodeId found = reference.initial;
  const Node* last = nullptr;
  for (; frame != nullptr; frame = frame->outer) {
    if (last != nullptr && last->resource == frame->node->resource) continue;
    last = frame->node;
    for (const auto& [resource, id] : targets) {
      if (resource == last->resource) found = id;
    }
  }
  return found;
}

std::string Evaluation::nearest_fault(const std::vector<NodeId>& branches, const Visit& visit) {
  constexpr std::size_t max_probes = 3;  // alternatives within alternatives
  if (probes_ >= max_probes) return {};
  std::optional<SchemaFault> nearest;
  std::size_t nearest_depth = 0;
  std::size_t branch = 0;
  for (std::size_t i = 0; i < branches.size() && i < 20; ++i) {
    Evaluation probe(program_, direction_, Faults::wanted);
    probe.depth_ = depth_;
    probe.probes_ = probes_ + 1;
    probe.steps_ = steps_;
    const bool fits = probe.check(branches[i], {visit.value, visit.path, visit.frame, nullptr}, true);
    steps_ = probe.steps_;
    if (fits || probe.faults_.empty()) continue;
    SchemaFault& fault = probe.faults_.front();
    const auto depth =
        static_cast<std::size_t>(std::count(fault.instance.begin(), fault.instance.end(), '/'));
    if (nearest && depth <= nearest_depth) continue;
    nearest_depth = depth;
    nearest = std::move(fault);
    branch = i + 1;
  }
  if (!nearest) return {};
  return " Alternative " + std::to_string(branch) + " says of `" +
         printable(shortened(nearest->instance, 100)) + "`: " + nearest->message;
}

bool Evaluation::check_any_of(const Node& node, const Visit& visit) {
  if (node.any_of.empty()) return true;
  bool any = false;
  for (const NodeId id : node.any_of) {
    any = fits_quietly(id, visit) || any;
    if (any && visit.evaluated == nullptr) return true;
  }
  if (any) return true;
  return refuse(node, visit, "anyOf", [&] {
    return "Found " + shown(visit.value) + ", which fits none of the " + std::to_string(node.any_of.size()) +
           " alternatives, but must fit at least one." + nearest_fault(node.any_of, visit);
  });
}

bool Evaluation::check_one_of(const Node& node, const Visit& visit) {
  if (node.one_of.empty()) return true;
  std::vector<std::size_t> fitting;
  std::size_t count = 0;
  bool unsure = false;
  for (std::size_t i = 0; i < node.one_of.size(); ++i) {
    const std::size_t before = undecided_count_;
    if (!fits_quietly(node.one_of[i], visit)) continue;
    unsure = unsure || undecided_count_ != before;
    ++count;
    if (collects_) fitting.push_back(i + 1);
    if (count == 2 && !unsure && !collects_) return false;
  }
  if (count == 1 || (count > 1 && unsure)) return true;
  return refuse(node, visit, "oneOf", [&] {
    const std::string total = std::to_string(node.one_of.size());
    if (count == 0) {
      return "Found " + shown(visit.value) + ", which fits none of the " + total +
             " alternatives, but must fit exactly one." + nearest_fault(node.one_of, visit);
    }
    std::string list = std::to_string(fitting[0]);
    for (std::size_t i = 1; i < fitting.size(); ++i)
      list += (i + 1 == fitting.size() ? " and " : ", ") + std::to_string(fitting[i]);
    return "Found " + shown(visit.value) + ", which fits the alternatives " + list + " of " + total +
           ", but must fit exactly one.";
  });
}

bool Evaluation::check_not(const Node& node, const Visit& visit) {
  if (node.negated == no_node) return true;
  const std::size_t before = undecided_count_;
  if (!fits_quietly(node.negated, {visit.value, visit.path, visit.frame, nullptr})) return true;
  if (undecided_count_ != before) return true;
  return refuse(node, visit, "not", [&] {
    return "Found " + shown(visit.value) + ", which fits the schema that it must not fit.";
  });
}

bool Evaluation::check_condition(const Node& node, const Visit& visit) {
  if (node.condition == no_node) return true;
  const std::size_t before = undecided_count_;
  const bool fits = fits_quietly(node.condition, visit);
  if (undecided_count_ != before) return true;
  const NodeId branch = fits ? node.then : node.otherwise;
  return branch == no_node || check(branch, visit, true);
}

bool Evaluation::check_in_place(const Node& node, const Visit& visit) {
  bool ok = true;
  if (node.reference != no_node) ok = check(node.reference, visit, true);
  if (may_stop(ok)) return false;
  if (node.dynamic) ok = check(dynamic_target(*node.dynamic, visit.frame), visit, true) && ok;
  for (const NodeId id : node.all_of) {
    if (may_stop(ok)) return false;
    ok = check(id, visit, true) && ok;
  }
  if (may_stop(ok)) return false;
  const std::optional<bool> chosen = node.discriminator ? check_chosen(node, visit) : std::nullopt;
  if (chosen) {
    ok = *chosen && ok;
  } else {
    ok = check_any_of(node, visit) && ok;
    if (may_stop(ok)) return false;
    ok = check_one_of(node, visit) && ok;
  }
  if (may_stop(ok)) return false;
  ok = check_not(node, visit) && ok;
  return check_condition(node, visit) && ok;
}

bool Evaluation::check_unevaluated(const Node& node, const Visit& visit) {
  bool ok = true;
  Evaluated& seen = *visit.evaluated;
  if (node.unevaluated_items != no_node && visit.value.is_array()) {
    const Array& items = visit.value.array();
    for (std::size_t i = 0; i < items.size() && !may_stop(ok); ++i) {
      const Path path{visit.path, {}, i, true};
      if (seen.has(i)) continue;
      if (program_[node.unevaluated_items].never) {
        ok = refuse(node, visit, "unevaluatedItems", [&] {
          return "Found the item " + shown(items[i]) + " at " + std::to_string(i) +
                 ", which no schema describes.";
        });
        continue;
      }
      ok = check(node.unevaluated_items, {items[i], &path, visit.frame, nullptr}, false) && ok;
    }
    seen.add_all();
  }
  if (node.unevaluated_properties == no_node || !visit.value.is_object()) return ok;
  const auto members = visit.value.object().members();
  for (std::size_t i = 0; i < members.size() && !may_stop(ok); ++i) {
    if (seen.has(i)) continue;
    const Path path{visit.path, members[i].key, 0, false};
    if (program_[node.unevaluated_properties].never) {
      ok = refuse(node, visit, "unevaluatedProperties", [&] {
        return "Found the property `" + printable(shortened(members[i].key, 60)) +
               "`, which no schema describes.";
      });
      continue;
    }
    ok = check(node.unevaluated_properties, {members[i].value, &path, visit.frame, nullptr}, false) && ok;
  }
  seen.add_all();
  return ok;
}

bool Evaluation::check_node(const Node& node, const Visit& visit) {
  bool ok = check_kind(node, visit);
  if (may_stop(ok)) return false;
  switch (visit.value.kind()) {
  case Value::Kind::number: ok = (!node.number || check_number(node, visit)) && ok; break;
  case Value::Kind::string: ok = (!node.string || check_string(node, visit)) && ok; break;
  case Value::Kind::array: ok = (!node.array || check_array(node, visit)) && ok; break;
  case Value::Kind::object: ok = (!node.object || check_object(node, visit)) && ok; break;
  case Value::Kind::null:
  case Value::Kind::boolean: break;
  }
  if (may_stop(ok)) return false;
  if (node.format != nullptr) ok = check_format(node, visit) && ok;
  if (may_stop(ok)) return false;
  return (!node.applies_in_place || check_in_place(node, visit)) && ok;
}

bool Evaluation::check(NodeId id, const Visit& visit, bool same_value) {
  if (gave_up_) return true;
  if (depth_ >= max_depth || ++steps_ > max_steps) {
    gave_up_ = true;
    return give_up(depth_ >= max_depth ? "The schema nests or refers to itself too deeply for this value."
                                       : "The schema takes too many steps for this value.");
  }
  const Node& node = program_[id];
  if (node.never) {
    return refuse(node, visit, keyword_holding(node), [&] {
      return "Found " + shown(visit.value) + ", but nothing is allowed here.";
    });
  }
  ++depth_;
  const Frame frame{visit.frame, &node, same_value};
  const bool asks = node.unevaluated_items != no_node || node.unevaluated_properties != no_node;
  const bool has_parts = visit.value.is_array() || visit.value.is_object();
  bool ok = false;
  if (asks && has_parts) {
    Evaluated own(visit.value.is_array() ? visit.value.array().size() : visit.value.object().size());
    const Visit inner{visit.value, visit.path, &frame, &own};
    ok = check_node(node, inner);
    if (!may_stop(ok)) ok = check_unevaluated(node, inner) && ok;
    if (visit.evaluated != nullptr && ok) visit.evaluated->add(own);
  } else {
    ok = check_node(node, {visit.value, visit.path, &frame, visit.evaluated});
  }
  --depth_;
  return ok;
}

bool Evaluation::run(NodeId root, const Value& value) {
  return check(root, {value, nullptr, nullptr, nullptr}, false);
}

}  // namespace conform
