#include "runner/schema/sampling.hpp"

#include <algorithm>

namespace conform {
namespace {

constexpr std::size_t max_attempts = 3000;
constexpr std::size_t max_attempts_each = 100;
constexpr std::size_t max_values = 20'000;
constexpr std::size_t max_depth = 100;
constexpr std::size_t max_kept = 2000;
// From here on values are kept as small as they may be.
constexpr std::size_t deep = 6;

}  // namespace

std::size_t Choices::pick(std::size_t options, std::size_t start) {
  if (next_ == digits_.size()) digits_.push_back({0, options, start});
  Digit& digit = digits_[next_++];
  // What is asked may differ when an earlier digit has changed.
  digit.options = options;
  return options == 0 ? 0 : (digit.start + digit.value) % options;
}

bool Choices::advance() {
  digits_.resize(next_);
  while (!digits_.empty()) {
    if (++digits_.back().value < digits_.back().options) return true;
    digits_.pop_back();
  }
  return false;
}

Sampling::Sampling(const Program& program, const SampleWish& wish)
    : program_(program), wish_(wish), random_(wish.seed) {}

void Sampling::blame(const Schemas& schemas, std::string why) {
  if (!blamed_.why.empty() && way_.size() <= blamed_depth_) return;
  const Node& node = program_[schemas.front()];
  blamed_depth_ = way_.size();
  blamed_ = {{node.source, node.mark}, std::move(why)};
}

bool Sampling::accepted(const Schemas& schemas, const Value& value) const {
  return std::all_of(schemas.begin(), schemas.end(), [&](NodeId id) {
    Evaluation evaluation(program_, wish_.direction, Evaluation::Faults::unwanted);
    return evaluation.run(id, value) && evaluation.undecided().empty();
  });
}

Value Sampling::without_withheld(const Schemas& schemas, const Value& value, std::size_t depth) {
  if (depth > deep * 2) return value;
  Choices choices;
  const Demand demand = demand_of(schemas, choices, depth);
  if (value.is_array()) {
    Array items;
    for (const Value& item : value.array()) {
      items.push_back(without_withheld(schemas_of_item(demand, items.size()), item, depth + 1));
    }
    return items;
  }
  if (!value.is_object()) return value;
  Object members;
  for (const Member& member : value.object()) {
    const Schemas below = schemas_of_member(demand, member.key);
    if (is_withheld_by(below)) continue;
    members.add(member.key, below.empty() ? member.value : without_withheld(below, member.value, depth + 1));
  }
  return members;
}

std::optional<Value> Sampling::prefer(const Schemas& schemas) {
  if (wish_.size == Size::random && random_.below(4) != 0) return std::nullopt;
  Choices choices;
  const Demand demand = demand_of(schemas, choices, way_.size());
  for (const Node* const node : demand.nodes) {
    for (const Value& value : node->preferred) {
      const bool is_container = value.is_object() || value.is_array();
      if (wish_.size == Size::smallest && is_container) continue;
      const bool strips = wish_.direction != Direction::none && is_container;
      Value candidate = strips ? without_withheld(schemas, value, 0) : value;
      if (accepted(schemas, candidate)) return candidate;
    }
  }
  return std::nullopt;
}

std::vector<std::uint8_t> Sampling::order_of_kinds(const Demand& demand, std::size_t depth) const {
  const auto asks = [&](auto test) { return std::any_of(demand.nodes.begin(), demand.nodes.end(), test); };
  std::vector<std::uint8_t> order;
  // A rule group tells what the author had in mind when no type does.
  if (depth < deep && asks([](const Node* node) { return node->object != nullptr; }))
    order.push_back(Kinds::object);
  if (depth < deep && asks([](const Node* node) { return node->array != nullptr; }))
    order.push_back(Kinds::array);
  if (asks([](const Node* node) { return node->number != nullptr; })) {
    order.insert(order.end(), {Kinds::whole, Kinds::fraction});
  }
  order.insert(order.end(), {Kinds::string, Kinds::whole, Kinds::fraction, Kinds::boolean});
  if (depth >= deep) order.push_back(Kinds::null);
  order.insert(order.end(), {Kinds::object, Kinds::array, Kinds::null});
  std::vector<std::uint8_t> out;
  for (const std::uint8_t kind : order) {
    const bool is_new = std::find(out.begin(), out.end(), kind) == out.end();
    if (is_new && demand.kinds.has(kind)) out.push_back(kind);
  }
  return out;
}

std::optional<Value> Sampling::build(const Demand& demand, Choices& choices, std::size_t depth) {
  for (const Node* const node : demand.nodes) {
    if (node->never) return std::nullopt;
  }
  for (const Node* const node : demand.nodes) {
    if (!node->values) continue;
    const std::vector<Value>& values = node->values->values();
    if (values.empty()) return std::nullopt;
    return values[choices.pick(values.size(), wish_.size == Size::random ? random_.below(values.size()) : 0)];
  }
  const std::vector<std::uint8_t> kinds = order_of_kinds(demand, depth);
  if (kinds.empty()) return std::nullopt;
  const std::uint8_t kind = kinds[choices.pick(kinds.size())];
  switch (kind) {
  case Kinds::null: return Value(nullptr);
  case Kinds::boolean: return Value(choices.pick(2, wish_.size == Size::random ? random_.below(2) : 0) == 0);
  case Kinds::string: return build_string(demand, choices);
  case Kinds::array: return build_array(demand, choices, depth);
  case Kinds::object: return build_object(demand, choices, depth);
  default: return build_number(demand, kind, choices);
  }
}

std::optional<Value> Sampling::attempt(const Schemas& schemas, std::size_t depth) {
  if (auto preferred = prefer(schemas)) return preferred;
  Choices choices;
  for (std::size_t tried = 0; tried < max_attempts_each && attempts_ < max_attempts; ++tried) {
    ++attempts_;
    choices.restart();
    const Demand demand = demand_of(schemas, choices, depth);
    std::optional<Value> value = build(demand, choices, depth);
    if (value && accepted(schemas, *value)) return value;
    if (!choices.advance()) break;
  }
  blame(schemas,
        attempts_ >= max_attempts ? "No value was found in 3,000 attempts."
                                  : "None of the values that were tried fits all that is asked of it.");
  return std::nullopt;
}

std::optional<Value> Sampling::make(const Schemas& schemas, std::size_t depth) {
  if (schemas.empty()) return Value("any");
  if (depth > max_depth || ++values_ > max_values || attempts_ >= max_attempts) {
    blame(schemas,
          depth > max_depth ? "The value would nest more than 100 deep." : "The value would be too large.");
    return std::nullopt;
  }
  if (impossible_.contains(schemas)) return std::nullopt;
  way_.push_back(schemas);
  std::optional<Value> made;
  const bool ends = std::all_of(
      schemas.begin(), schemas.end(), [&](NodeId id) { return height_of(id) < Heights::endless; });
  if (ends) {
    made = attempt(schemas, depth);
  } else {
    blame(schemas, "The schema asks for values within values without an end, or for one that cannot be.");
  }
  way_.pop_back();
  // Not when it was for lack of room or time: elsewhere there may be more.
  if (!made && depth < deep && attempts_ < max_attempts && values_ < max_values) impossible_.insert(schemas);
  return made;
}

std::variant<Value, NoSample> Sampling::run(NodeId root) {
  std::optional<Value> made = make({root}, 0);
  if (made) return std::move(*made);
  return std::move(blamed_);
}

std::optional<Value> Sampling::make_one(const Schemas& schemas, Size size) {
  const auto known = made_.find({schemas, size});
  if (known != made_.end()) return known->second;
  attempts_ = 0;
  values_ = 0;
  wish_.size = size;
  std::optional<Value> made = make(schemas, 0);
  if (size != Size::random && made_.size() < max_kept) made_.emplace(std::pair(schemas, size), made);
  return made;
}

}  // namespace conform
