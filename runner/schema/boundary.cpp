#include "runner/schema/arithmetic.hpp"
#include "runner/schema/idea.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

namespace conform {
namespace {

using Size = SampleWish::Size;

// What is larger is within what the schema admits, but no server's everyday.
constexpr std::uint64_t max_length = 10'000;
constexpr std::uint64_t max_count = 200;
constexpr std::size_t max_listed = 50;

std::string shown(const Value& value) { return printable(shortened(to_json(value), 40)); }

bool has_keyword(const Node& node, std::string_view keyword) {
  return std::any_of(
      node.marks.begin(), node.marks.end(), [&](const KeywordMark& mark) { return mark.keyword == keyword; });
}

void at_bound(const JudgedPart& spot,
              const std::optional<Number>& bound,
              std::string_view keyword,
              Ideas& out) {
  if (!bound) return;
  const std::string name = std::string(keyword) + " " + shortened(bound->to_string(), 30);
  const Side inside = keyword.ends_with("inimum") ? Side::above : Side::below;
  if (!keyword.starts_with("exclusive")) out.push_back({keyword, "at", {}, "at its " + name, *bound});
  for (Number& number : numbers_beside(*bound, inside, spot.demand))
    out.push_back({keyword, "inside", {}, "just inside its " + name, std::move(number)});
}

void number_limits(const JudgedPart& spot, Ideas& out) {
  const NumberRules& rules = *spot.node().number;
  at_bound(spot, rules.minimum, "minimum", out);
  at_bound(spot, rules.maximum, "maximum", out);
  at_bound(spot, rules.exclusive_minimum, "exclusiveMinimum", out);
  at_bound(spot, rules.exclusive_maximum, "exclusiveMaximum", out);
  const std::optional<Number>& step = rules.multiple_of;
  if (!step) return;
  for (const std::int64_t factor : {1, 2, 3, 10, -1}) {
    const auto number = product(*step, factor);
    if (number) out.push_back({"multipleOf", {}, {}, "the multiple " + number->to_string(), *number});
  }
}

void at_length(const JudgedPart& spot, std::uint64_t length, const Idea& like, Ideas& out) {
  if (length > max_length) return;
  const std::string now = spot.part.is_string() ? spot.part.string() : "text";
  const std::uint64_t have = length_of(now);
  const auto add = [&](std::string text) {
    out.push_back({like.keyword, like.aspect, {}, like.tail, std::move(text)});
  };
  add(resized(now, length));
  add(std::string(length, 'a'));
  add(std::string(length, '1'));
  if (length > have) add(std::string(length - have, 'a') + now);
  if (length > have && !now.empty()) add(std::string(length - have, now[0]) + now);
  for (const Node* const node : spot.demand.nodes) {
    if (!node->string || !node->string->pattern || !node->string->pattern->pattern) continue;
    for (const std::uint32_t effort : {0U, 1U, 2U, 4U, 16U, 64U}) {
      std::string text = node->string->pattern->pattern->sample(spot.sampling.random(), effort);
      if (length_of(text) == length) add(std::move(text));
    }
  }
}

void string_limits(const JudgedPart& spot, Ideas& out) {
  const StringRules& rules = *spot.node().string;
  if (rules.min_length > 0) {
    const std::string name = "minLength " + std::to_string(rules.min_length);
    at_length(spot, rules.min_length, {"minLength", "at", {}, "as short as its " + name}, out);
    at_length(spot, rules.min_length + 1, {"minLength", "inside", {}, "one longer than its " + name}, out);
  }
  if (rules.max_length != unbounded) {
    const std::string name = "maxLength " + std::to_string(rules.max_length);
    at_length(spot, rules.max_length, {"maxLength", "at", {}, "as long as its " + name}, out);
    if (rules.max_length > 0)
      at_length(spot, rules.max_length - 1, {"maxLength", "inside", {}, "one shorter than its " + name}, out);
  }
  if (!rules.pattern || !rules.pattern->pattern) return;
  for (const std::uint32_t effort : {0U, 1U}) {
    out.push_back({"pattern",
                   "short",
                   {},
                   "a short match of its pattern",
                   rules.pattern->pattern->sample(spot.sampling.random(), effort)});
  }
  for (const std::uint32_t effort : {32U, 16U, 8U, 4U, 2U}) {
    out.push_back({"pattern",
                   "long",
                   {},
                   "a long match of its pattern",
                   rules.pattern->pattern->sample(spot.sampling.random(), effort)});
  }
}

// A container with exactly so many parts.
struct Count {
  std::string_view keyword{};
  std::string_view aspect{};
  std::string_view parts{};
  std::uint64_t count = 0;
};

void at_count(const JudgedPart& spot, const Count& wanted, Ideas& out) {
  if (wanted.count > max_count) return;
  auto made = wanted.parts == "items" ? with_items(spot, wanted.count) : with_members(spot, wanted.count);
  if (!made) return;
  out.push_back({wanted.keyword,
                 std::string(wanted.aspect),
                 {},
                 "with " + std::to_string(wanted.count) + " " + std::string(wanted.parts) + " (" +
                     std::string(wanted.aspect) + " its " + std::string(wanted.keyword) + ")",
                 std::move(*made)});
}

void count_limits(const JudgedPart& spot, Ideas& out) {
  const Node& node = spot.node();
  const auto both = [&](const Count& least, const Count& most) {
    if (least.count > 0) {
      at_count(spot, least, out);
      at_count(spot, {least.keyword, "just inside", least.parts, least.count + 1}, out);
    }
    if (most.count == unbounded) return;
    at_count(spot, most, out);
    if (most.count > 0) at_count(spot, {most.keyword, "just inside", most.parts, most.count - 1}, out);
  };
  if (node.array && spot.part.is_array()) {
    both({"minItems", "at", "items", node.array->min_items},
         {"maxItems", "at", "items", node.array->max_items});
  }
  if (node.object && spot.part.is_object()) {
    both({"minProperties", "at", "properties", node.object->min_properties},
         {"maxProperties", "at", "properties", node.object->max_properties});
  }
}

void value_limits(const JudgedPart& spot, Ideas& out) {
  const Node& node = spot.node();
  const std::string_view null_keyword = has_keyword(node, "nullable") ? "nullable" : "type";
  if (node.kinds.has(Kinds::null) && node.kinds.bits != Kinds::all && node.kinds.bits != Kinds::null)
    out.push_back({null_keyword, "null", {}, "null", nullptr});
  if (node.kinds.bits == Kinds::boolean ||
      (node.kinds.has(Kinds::boolean) && node.kinds.bits != Kinds::all)) {
    out.push_back({"type", "true", {}, "true", true});
    out.push_back({"type", "false", {}, "false", false});
  }
  if (!node.values) return;
  const std::vector<Value>& values = node.values->values();
  const std::string_view keyword = node.values_are_constant ? "const" : "enum";
  for (std::size_t i = 0; i < values.size() && i < max_listed; ++i)
    out.push_back({keyword, std::to_string(i), {}, shown(values[i]), values[i]});
}

void absent_properties(const JudgedPart& spot, Ideas& out) {
  if (!spot.part.is_object() || !spot.node().object) return;
  for (const PropertyRule& rule : spot.node().object->properties.rules()) {
    if (rule.required || spot.part.find(rule.name) == nullptr) continue;
    Object object = spot.part.object();
    object.remove(rule.name);
    out.push_back({"properties", rule.name + " absent", rule.name, "absent", std::move(object)});
  }
}

}  // namespace

Ideas limits(const JudgedPart& spot) {
  Ideas out;
  const Node& node = spot.node();
  value_limits(spot, out);
  if (node.number && spot.part.is_number()) number_limits(spot, out);
  if (node.string && spot.part.is_string()) string_limits(spot, out);
  count_limits(spot, out);
  absent_properties(spot, out);
  for (Idea& idea : alternatives(spot, {}))
    out.push_back(std::move(idea));
  return out;
}

}  // namespace conform
