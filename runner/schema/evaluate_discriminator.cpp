#include "runner/schema/evaluation.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

namespace conform {
namespace {

std::string shown(std::string_view text) { return "`" + printable(shortened(text, 60)) + "`"; }

std::string names_of(const DiscriminatorRule& rule) {
  constexpr std::size_t most = 10;
  std::string out;
  for (std::size_t i = 0; i < rule.named.size() && i < most; ++i)
    out += (i == 0 ? "" : ", ") + shown(rule.named[i].first);
  return out + (rule.named.size() > most ? " …" : "");
}

// Whether `id` is made from `base` by `allOf` and references.
bool is_made_from(const Program& program, NodeId id, const Node* base) {
  std::vector<NodeId> waiting{id};
  for (std::size_t looked_at = 0; !waiting.empty() && looked_at < 100; ++looked_at) {
    const Node& node = program[waiting.back()];
    waiting.pop_back();
    if (&node == base) return true;
    if (node.reference != no_node) waiting.push_back(node.reference);
    waiting.insert(waiting.end(), node.all_of.begin(), node.all_of.end());
  }
  return false;
}

}  // namespace

// OpenAPI 3.0.3 §4.7.25. A value that cannot name anything leaves the choice to `oneOf` and `anyOf`.
std::optional<bool> Evaluation::check_chosen(const Node& node, const Visit& visit) {
  const DiscriminatorRule& rule = *node.discriminator;
  const Value* const name = visit.value.find(rule.property);
  if (name == nullptr || !name->is_string() || rule.named.empty()) return std::nullopt;
  if (!rule.among_alternatives) {
    if (check_extension(node, visit)) return std::nullopt;
    return false;
  }
  const NodeId target = rule.find(name->string());
  if (target != no_node) return check(target, visit, true);
  return refuse(node, visit, "discriminator", [&] {
    return "Found " + shown(name->string()) + " in the property " + shown(rule.property) +
           ", which names no alternative; expected " + names_of(rule) + ".";
  });
}

// The schema that extends this one may be what led here; otherwise it has to be looked at as well.
bool Evaluation::check_extension(const Node& node, const Visit& visit) {
  const DiscriminatorRule& rule = *node.discriminator;
  const std::string& name = visit.value.find(rule.property)->string();
  const NodeId target = rule.find(name);
  if (target == no_node || &program_[target] == &node) return true;
  const Node* other = nullptr;
  std::string_view others_name;
  for (const Frame* frame = visit.frame; frame != nullptr; frame = frame->outer) {
    if (frame->node == &program_[target]) return true;
    const auto named = std::find_if(rule.named.begin(), rule.named.end(), [&](const auto& entry) {
      return frame->node == &program_[entry.second] && frame->node != &node;
    });
    if (named != rule.named.end()) {
      other = frame->node;
      others_name = named->first;
    }
    if (!frame->same_value) break;
  }
  if (other == nullptr || is_made_from(program_, target, other)) return check(target, visit, true);
  return refuse(node, visit, "discriminator", [&] {
    return "Found " + shown(name) + " in the property " + shown(rule.property) + ", expected " +
           shown(others_name) + ", the name of this schema.";
  });
}

}  // namespace conform
