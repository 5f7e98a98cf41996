#include "runner/schema/evaluation.hpp"

#include "runner/schema/format_checks.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

namespace conform {
namespace {

std::string shown(const Value& value) { return "`" + printable(shortened(to_json(value), 60)) + "`"; }

std::string shown(const Number& number) { return "`" + shortened(number.to_string(), 60) + "`"; }

std::string shown_name(std::string_view name) { return "`" + printable(shortened(name, 60)) + "`"; }

std::string counted(std::uint64_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string properties_word(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " property" : " properties");
}

std::string allowed_values(const std::vector<Value>& values) {
  std::string out;
  for (std::size_t i = 0; i < values.size() && i < 10; ++i)
    out += (i == 0 ? "" : ", ") + shown(values[i]);
  if (values.size() > 10) out += " … (" + std::to_string(values.size()) + " values)";
  return values.empty() ? "nothing at all" : out;
}

}  // namespace

bool Evaluation::check_kind(const Node& node, const Visit& visit) {
  bool ok = true;
  if (!node.kinds.has(kind_of(visit.value))) {
    ok = refuse(node, visit, "type", [&] {
      return "Found " + shown(visit.value) + " (" + to_string(Kinds{kind_of(visit.value)}) + "), expected " +
             to_string(node.kinds) + ".";
    });
  }
  if (may_stop(ok) || !node.values || node.values->contains(visit.value)) return ok;
  return refuse(node, visit, node.values_are_constant ? "const" : "enum", [&] {
    const bool single = node.values->values().size() == 1;
    return "Found " + shown(visit.value) + ", expected " + (single ? "" : "one of ") +
           allowed_values(node.values->values()) + ".";
  });
}

bool Evaluation::check_format(const Node& node, const Visit& visit) {
  const Format& format = *node.format;
  bool fits = true;
  if (visit.value.is_string() && format.fits_text != nullptr) fits = format.fits_text(visit.value.string());
  if (visit.value.is_number() && format.fits_number != nullptr)
    fits = format.fits_number(visit.value.number());
  if (fits) return true;
  return refuse(node, visit, "format", [&] {
    return "Found " + shown(visit.value) + ", expected " + std::string(format.meaning) + " (format `" +
           std::string(format.name) + "`).";
  });
}

bool Evaluation::check_number(const Node& node, const Visit& visit) {
  const NumberRules& rules = *node.number;
  const Number& number = visit.value.number();
  bool ok = true;
  const auto need = [&](bool holds,
                        std::string_view keyword,
                        std::string_view expected,
                        const std::optional<Number>& limit) {
    if (holds) return;
    ok = refuse(node, visit, keyword, [&] {
      return "Found " + shown(number) + ", expected " + std::string(expected) + shown(*limit) + ".";
    });
  };
  if (rules.minimum) need(number >= *rules.minimum, "minimum", "at least ", rules.minimum);
  if (rules.maximum) need(number <= *rules.maximum, "maximum", "at most ", rules.maximum);
  if (rules.exclusive_minimum) {
    need(number > *rules.exclusive_minimum, "exclusiveMinimum", "more than ", rules.exclusive_minimum);
  }
  if (rules.exclusive_maximum) {
    need(number < *rules.exclusive_maximum, "exclusiveMaximum", "less than ", rules.exclusive_maximum);
  }
  if (rules.multiple_of) {
    need(number.is_multiple_of(*rules.multiple_of), "multipleOf", "a multiple of ", rules.multiple_of);
  }
  return ok;
}

bool Evaluation::check_string(const Node& node, const Visit& visit) {
  const StringRules& rules = *node.string;
  const std::string& text = visit.value.string();
  bool ok = true;
  // A text has at most as many code points as bytes, and at least a quarter as many.
  if (rules.max_length < text.size() || rules.min_length > 0) {
    const std::uint64_t length = code_points(text);
    if (length > rules.max_length) {
      ok = refuse(node, visit, "maxLength", [&] {
        return "Found " + shown(visit.value) + " with " + counted(length, "character") +
               ", expected at most " + std::to_string(rules.max_length) + ".";
      });
    }
    if (length < rules.min_length) {
      ok = refuse(node, visit, "minLength", [&] {
        return "Found " + shown(visit.value) + " with " + counted(length, "character") +
               ", expected at least " + std::to_string(rules.min_length) + ".";
      });
    }
  }
  if (may_stop(ok)) return false;
  if (rules.pattern && search(*rules.pattern, text) == Match::no) {
    ok = refuse(node, visit, "pattern", [&] {
      return "Found " + shown(visit.value) + ", expected a text that matches `" +
             printable(shortened(rules.pattern->text, 200)) + "`.";
    });
  }
  return (!rules.base64 && !rules.json) || may_stop(ok) ? ok : check_content(node, visit) && ok;
}

bool Evaluation::check_content(const Node& node, const Visit& visit) {
  std::optional<std::string> content = visit.value.string();
  if (node.string->base64) content = decode_base64(*content);
  if (!content) {
    return refuse(node, visit, "contentEncoding", [&] {
      return "Found " + shown(visit.value) + ", expected base64 (RFC 4648).";
    });
  }
  if (!node.string->json || std::holds_alternative<Value>(read_json(*content))) return true;
  return refuse(node, visit, "contentMediaType", [&] {
    return "Found " + shown(visit.value) + ", expected the text of a JSON value.";
  });
}

bool Evaluation::check_unique(const Node& node, const Visit& visit) {
  if (!has_equal_items(visit.value.array())) return true;
  return refuse(node, visit, "uniqueItems", [&] {
    const Array& items = visit.value.array();
    for (std::size_t i = 1; i < items.size(); ++i) {
      const auto same = std::find(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(i), items[i]);
      const auto at = static_cast<std::size_t>(same - items.begin());
      if (at == i) continue;
      return "Found " + shown(items[i]) + " at " + std::to_string(at) + " and again at " + std::to_string(i) +
             ", expected that no two items are equal.";
    }
    return std::string("Found equal items, expected that no two items are equal.");
  });
}

bool Evaluation::check_contains(const Node& node, const Visit& visit) {
  const ArrayRules& rules = *node.array;
  const Array& items = visit.value.array();
  const std::size_t before = undecided_count_;
  const bool collected = std::exchange(collects_, false);
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Path path{visit.path, {}, i, true};
    if (!check(rules.contains, {items[i], &path, visit.frame, nullptr}, false)) continue;
    ++count;
    if (visit.evaluated != nullptr && rules.contains_evaluates) visit.evaluated->add(i);
    const bool settled = count >= rules.min_contains && rules.max_contains == unbounded;
    if (settled && visit.evaluated == nullptr) break;
  }
  collects_ = collected;
  if (undecided_count_ != before) return true;
  if (count < rules.min_contains) {
    const bool plain = rules.min_contains == 1;
    return refuse(node, visit, plain ? "contains" : "minContains", [&] {
      return "Found " + counted(count, "item") + " of the kind asked for, expected at least " +
             std::to_string(rules.min_contains) + ".";
    });
  }
  if (count <= rules.max_contains) return true;
  return refuse(node, visit, "maxContains", [&] {
    return "Found " + counted(count, "item") + " of the kind asked for, expected at most " +
           std::to_string(rules.max_contains) + ".";
  });
}

bool Evaluation::check_items(const Node& node, const Visit& visit) {
  const ArrayRules& rules = *node.array;
  const Array& items = visit.value.array();
  const std::size_t prefix = std::min(items.size(), rules.prefix.size());
  const bool ends = rules.items != no_node && program_[rules.items].never;
  const std::size_t end = rules.items != no_node && !ends ? items.size() : prefix;
  bool ok = true;
  for (std::size_t i = 0; i < end && !may_stop(ok); ++i) {
    const Path path{visit.path, {}, i, true};
    const NodeId id = i < rules.prefix.size() ? rules.prefix[i] : rules.items;
    ok = check(id, {items[i], &path, visit.frame, nullptr}, false) && ok;
    if (visit.evaluated != nullptr) visit.evaluated->add(i);
  }
  if (!ends || items.size() == prefix || may_stop(ok)) return ok;
  if (visit.evaluated != nullptr) visit.evaluated->add_all();
  const bool is_rest = std::any_of(node.marks.begin(), node.marks.end(), [](const KeywordMark& mark) {
    return mark.keyword == "additionalItems";
  });
  return refuse(node, visit, is_rest ? "additionalItems" : "items", [&] {
    return "Found " + counted(items.size(), "item") + ", but none is allowed after the first " +
           std::to_string(prefix) + ".";
  });
}

bool Evaluation::check_array(const Node& node, const Visit& visit) {
  const ArrayRules& rules = *node.array;
  const Array& items = visit.value.array();
  bool ok = true;
  if (items.size() < rules.min_items) {
    ok = refuse(node, visit, "minItems", [&] {
      return "Found " + counted(items.size(), "item") + ", expected at least " +
             std::to_string(rules.min_items) + ".";
    });
  }
  if (items.size() > rules.max_items) {
    ok = refuse(node, visit, "maxItems", [&] {
      return "Found " + counted(items.size(), "item") + ", expected at most " +
             std::to_string(rules.max_items) + ".";
    });
  }
  if (!may_stop(ok)) ok = check_items(node, visit) && ok;
  if (!may_stop(ok) && rules.unique) ok = check_unique(node, visit) && ok;
  if (!may_stop(ok) && rules.contains != no_node) ok = check_contains(node, visit) && ok;
  return ok;
}

bool Evaluation::check_member(const Node& node, const Visit& visit, std::size_t index) {
  const ObjectRules& rules = *node.object;
  const Member& member = visit.value.object().members()[index];
  const Path path{visit.path, member.key, 0, false};
  const Visit below{member.value, &path, visit.frame, nullptr};
  bool ok = true;
  bool is_known = false;
  const PropertyRule* const rule = rules.properties.find(member.key, index);
  if (rule != nullptr && rule->node != no_node) {
    is_known = true;
    ok = check(rule->node, below, false);
  }
  for (const PatternRule& pattern : rules.patterns) {
    if (may_stop(ok)) return false;
    const Match match = search(pattern, member.key);
    is_known = is_known || match != Match::no;
    if (match == Match::yes) ok = check(pattern.node, below, false) && ok;
  }
  if (!is_known && rules.additional != no_node && program_[rules.additional].never) {
    is_known = true;
    ok = refuse(node, visit, rules.additional_keyword, [&] {
      return "Found the property " + shown_name(member.key) + ", which is not among those allowed.";
    });
  } else if (!is_known && rules.additional != no_node && !may_stop(ok)) {
    is_known = true;
    ok = check(rules.additional, below, false) && ok;
  }
  if (is_known && visit.evaluated != nullptr) visit.evaluated->add(index);
  if (rules.names == no_node || may_stop(ok)) return ok;
  const Value name(member.key);
  return check(rules.names, {name, &path, visit.frame, nullptr}, false) && ok;
}

// A property that is not sent in this direction need not be there, wherever among the schemas that are
// applied to this value it is described.
bool Evaluation::is_waived(const std::string& name, const Frame* frame) const {
  if (direction_ == Direction::none) return false;
  const Frame* top = frame;
  while (top->same_value && top->outer != nullptr)
    top = top->outer;
  std::vector<const Node*> waiting{top->node};
  for (const Frame* other = frame; other != top; other = other->outer)
    waiting.push_back(other->node);
  for (std::size_t looked_at = 0; !waiting.empty() && looked_at < 200; ++looked_at) {
    const Node& node = *waiting.back();
    waiting.pop_back();
    const PropertyRule* const rule = node.object ? node.object->properties.find(name) : nullptr;
    if (rule != nullptr && is_withheld(program_, rule->node, direction_)) return true;
    if (node.reference != no_node) waiting.push_back(&program_[node.reference]);
    for (const NodeId id : node.all_of)
      waiting.push_back(&program_[id]);
  }
  return false;
}

bool Evaluation::check_required(const Node& node, const Visit& visit) {
  bool ok = true;
  const Object& object = visit.value.object();
  const std::span<const Member> members = object.members();
  const std::vector<PropertyRule>& rules = node.object->properties.rules();
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const PropertyRule& rule = rules[i];
    if (!rule.required) continue;
    // Values often follow the order of their schema.
    if (i < members.size() && members[i].key == rule.name) continue;
    if (object.find(rule.name) != nullptr) continue;
    if (is_waived(rule.name, visit.frame)) continue;
    ok = refuse(node, visit, "required", [&] {
      return "Found no property " + shown_name(rule.name) + ", which is required.";
    });
    if (may_stop(ok)) return false;
  }
  return ok;
}

bool Evaluation::check_dependencies(const Node& node, const Visit& visit) {
  const Object& object = visit.value.object();
  bool ok = true;
  for (const auto& [name, needed] : node.object->dependent_required) {
    if (object.find(name) == nullptr) continue;
    for (const std::string& other : needed) {
      if (object.find(other) != nullptr || is_waived(other, visit.frame)) continue;
      ok = refuse(node, visit, "dependentRequired", [&, &with = name] {
        return "Found no property " + shown_name(other) + ", which is required beside " + shown_name(with) +
               ".";
      });
    }
  }
  for (const auto& [name, id] : node.object->dependent_schemas) {
    if (may_stop(ok)) return false;
    if (object.find(name) != nullptr) ok = check(id, visit, true) && ok;
  }
  return ok;
}

bool Evaluation::check_object(const Node& node, const Visit& visit) {
  const ObjectRules& rules = *node.object;
  const std::size_t size = visit.value.object().size();
  bool ok = true;
  if (size < rules.min_properties) {
    ok = refuse(node, visit, "minProperties", [&] {
      return "Found " + properties_word(size) + ", expected at least " +
             std::to_string(rules.min_properties) + ".";
    });
  }
  if (size > rules.max_properties) {
    ok = refuse(node, visit, "maxProperties", [&] {
      return "Found " + properties_word(size) + ", expected at most " + std::to_string(rules.max_properties) +
             ".";
    });
  }
  if (!may_stop(ok) && rules.properties.required() > 0) ok = check_required(node, visit) && ok;
  const bool looks_at_members = !rules.properties.rules().empty() || !rules.patterns.empty() ||
                                rules.additional != no_node || rules.names != no_node;
  for (std::size_t i = 0; looks_at_members && i < size && !may_stop(ok); ++i)
    ok = check_member(node, visit, i) && ok;
  return may_stop(ok) ? false : check_dependencies(node, visit) && ok;
}

}  // namespace conform
