#include "runner/schema/inspection.hpp"

#include "runner/schema/compilation.hpp"
#include "runner/schema/evaluation.hpp"
#include "runner/schema/program.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace conform {
namespace {

// Each undecided value can cost a million steps of a pattern; a hostile document has many.
constexpr std::size_t most_undecided = 100;

/// Looks through one program; what it finds is in `doubts`.
class Inspection {
public:
  explicit Inspection(const Program& program) : program_(program), unusable_(program.nodes.size()) {
    mark_unusable();
  }
  std::vector<SchemaDoubt> run() &&;

private:
  void mark_unusable();
  void look_at_given(NodeId id);
  void look_at_listed(NodeId id);
  void look_at_value(NodeId id, std::string_view keyword, const Value& value);
  void look_at_numbers(const Node& node);
  void look_at_counts(const Node& node);
  void compare(const Node& node,
               std::string_view least_word,
               std::uint64_t least,
               std::string_view most_word,
               std::uint64_t most);
  void look_at_required(const Node& node);
  void look_at_pattern(const Node& node);
  void contradict(const Node& node, std::string_view keyword, std::string message);

  const Program& program_;
  std::vector<bool> unusable_;  // by node: faulty, or leads to a faulty one
  std::vector<SchemaDoubt> doubts_{};
  std::size_t undecided_ = 0;
};

// From the faulty nodes against the direction of the references.
void Inspection::mark_unusable() {
  std::vector<std::size_t> waiting;
  for (std::size_t at = 0; at < program_.nodes.size(); ++at) {
    if (!program_.nodes[at].faulty) continue;
    unusable_[at] = true;
    waiting.push_back(at);
  }
  if (waiting.empty()) return;
  std::vector<std::vector<std::size_t>> users(program_.nodes.size());
  for (std::size_t at = 0; at < program_.nodes.size(); ++at) {
    for (const NodeId used : subschemas(program_, program_.nodes[at]))
      users[static_cast<std::size_t>(used)].push_back(at);
  }
  while (!waiting.empty()) {
    const std::size_t at = waiting.back();
    waiting.pop_back();
    for (const std::size_t user : users[at]) {
      if (unusable_[user]) continue;
      unusable_[user] = true;
      waiting.push_back(user);
    }
  }
}

void Inspection::look_at_value(NodeId id, std::string_view keyword, const Value& value) {
  const Node& node = program_[id];
  if (undecided_ >= most_undecided) return;
  for (const Direction direction : {Direction::none, Direction::request, Direction::response}) {
    Evaluation quick(program_, direction, Evaluation::Faults::unwanted);
    const bool fits = quick.run(id, value);
    if (!quick.undecided().empty()) ++undecided_;
    if (fits) return;
  }
  Evaluation thorough(program_, Direction::none, Evaluation::Faults::wanted);
  (void)thorough.run(id, value);
  if (thorough.faults().empty()) return;
  SchemaDoubt doubt;
  doubt.keyword = keyword;
  doubt.where = {node.source, value.mark()};
  doubt.schema = node.pointer;
  doubt.value = value;
  doubt.faults = std::move(thorough.faults());
  doubts_.push_back(std::move(doubt));
}

bool has_keyword(const Node& node, std::string_view keyword) {
  return std::ranges::any_of(node.marks, [&](const KeywordMark& mark) { return mark.keyword == keyword; });
}

/// `preferred` is `default`, then `example` and the items of `examples` in the order of the document.
void Inspection::look_at_given(NodeId id) {
  const Node& node = program_[id];
  std::size_t at = 0;
  if (has_keyword(node, "default") && at < node.preferred.size())
    look_at_value(id, "default", node.preferred[at++]);
  const bool has_single = has_keyword(node, "example");
  const std::size_t singles = at + (has_single ? 1 : 0);
  for (; at < node.preferred.size(); ++at)
    look_at_value(id, at < singles ? "example" : "examples", node.preferred[at]);
}

void Inspection::look_at_listed(NodeId id) {
  const Node& node = program_[id];
  if (!node.values) return;
  for (const Value& value : node.values->values())
    look_at_value(id, node.values_are_constant ? "const" : "enum", value);
  if (!node.values->values().empty()) return;
  const bool both = has_keyword(node, "enum") && has_keyword(node, "const");
  contradict(node,
             both ? "const" : "enum",
             both ? "The value of `const` is none of those of `enum`; nothing fits both."
                  : "`enum` is empty; nothing fits it.");
}

void Inspection::contradict(const Node& node, std::string_view keyword, std::string message) {
  SchemaDoubt doubt;
  doubt.kind = SchemaDoubt::Kind::contradiction;
  doubt.keyword = keyword;
  doubt.where = place_of(node, keyword);
  doubt.schema = node.pointer;
  doubt.message = std::move(message);
  doubts_.push_back(std::move(doubt));
}

struct NumberBound {
  std::string_view keyword{};
  const std::optional<Number>* value = nullptr;
  bool is_exclusive = false;
};

void Inspection::look_at_numbers(const Node& node) {
  if (!node.number || !node.kinds.has(Kinds::number)) return;
  const NumberRules& rules = *node.number;
  // Draft 4 writes both kinds of bound with the same keyword.
  const std::string_view low_word = has_keyword(node, "minimum") ? "minimum" : "exclusiveMinimum";
  const auto least = {NumberBound{low_word, &rules.minimum, false},
                      NumberBound{low_word, &rules.exclusive_minimum, true}};
  const auto most = {NumberBound{"", &rules.maximum, false}, NumberBound{"", &rules.exclusive_maximum, true}};
  for (const NumberBound& low : least) {
    for (const NumberBound& high : most) {
      const auto& from = *low.value;
      const auto& to = *high.value;
      if (!from || !to) continue;
      const bool is_open = low.is_exclusive || high.is_exclusive;
      if (*from < *to || (*from == *to && !is_open)) continue;
      return contradict(node,
                        low.keyword,
                        fmt::format("No number is {} {} and {} {}, as this schema asks.",
                                    low.is_exclusive ? "above" : "at least",
                                    from->to_string(),
                                    high.is_exclusive ? "below" : "at most",
                                    to->to_string()));
    }
  }
}

void Inspection::compare(const Node& node,
                         std::string_view least_word,
                         std::uint64_t least,
                         std::string_view most_word,
                         std::uint64_t most) {
  if (least <= most) return;
  contradict(
      node,
      least_word,
      fmt::format("`{}` is {}, but `{}` is {}; nothing fits both.", least_word, least, most_word, most));
}

void Inspection::look_at_counts(const Node& node) {
  if (node.string && node.kinds.has(Kinds::string))
    compare(node, "minLength", node.string->min_length, "maxLength", node.string->max_length);
  if (node.array && node.kinds.has(Kinds::array)) {
    compare(node, "minItems", node.array->min_items, "maxItems", node.array->max_items);
    if (node.array->contains != no_node)
      compare(node, "minContains", node.array->min_contains, "maxContains", node.array->max_contains);
  }
  if (node.object && node.kinds.has(Kinds::object))
    compare(node, "minProperties", node.object->min_properties, "maxProperties", node.object->max_properties);
}

/// A property that is required, and that `additionalProperties: false` forbids. A pattern may allow it.
void Inspection::look_at_required(const Node& node) {
  if (!node.object || !node.kinds.has(Kinds::object)) return;
  const ObjectRules& rules = *node.object;
  if (rules.additional == no_node || !program_[rules.additional].never || !rules.patterns.empty()) return;
  for (const PropertyRule& rule : rules.properties.rules()) {
    if (!rule.required || rule.node != no_node) continue;
    contradict(node,
               "required",
               fmt::format("The property `{}` is required, but it is not among `properties`, and "
                           "`{}: false` forbids all others.",
                           printable(shortened(rule.name, 80)),
                           rules.additional_keyword));
  }
}

/// A pattern such as `/^a$/`: in JSON Schema the slashes of a literal are characters like others.
void Inspection::look_at_pattern(const Node& node) {
  if (!node.string) return;
  const std::optional<PatternRule>& rule = node.string->pattern;
  if (!rule) return;
  const std::string& text = rule->text;
  const bool has_slashes = text.size() > 2 && text.starts_with('/') && text.ends_with('/');
  if (!has_slashes || (text[1] != '^' && text[text.size() - 2] != '$')) return;
  contradict(node,
             "pattern",
             fmt::format("The pattern `{}` stands between slashes, which are characters like others here; no "
                         "text matches it.",
                         printable(shortened(text, 200))));
}

std::vector<SchemaDoubt> Inspection::run() && {
  for (std::size_t at = 0; at < program_.nodes.size(); ++at) {
    if (unusable_[at]) continue;
    const NodeId id{static_cast<std::uint32_t>(at)};
    look_at_numbers(program_[id]);
    look_at_counts(program_[id]);
    look_at_required(program_[id]);
    look_at_pattern(program_[id]);
    look_at_listed(id);
    look_at_given(id);
  }
  return std::move(doubts_);
}

}  // namespace

std::vector<SchemaDoubt> inspect(const Schema& schema) { return Inspection(schema.program()).run(); }

}  // namespace conform
