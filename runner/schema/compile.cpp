#include "runner/schema/compilation.hpp"

#include "runner/schema/acceptance.hpp"
#include "runner/schema/heights.hpp"

#include <algorithm>

namespace conform {
namespace {

void append(std::vector<NodeId>& out, NodeId id) {
  if (id != no_node) out.push_back(id);
}

void append(std::vector<NodeId>& out, const std::vector<NodeId>& ids) {
  out.insert(out.end(), ids.begin(), ids.end());
}

}  // namespace

std::vector<NodeId> applied_in_place(const Program& program, const Node& node) {
  std::vector<NodeId> out;
  append(out, node.reference);
  if (node.dynamic) {
    append(out, node.dynamic->initial);
    for (const auto& target : program.dynamic_anchors[node.dynamic->anchor].targets)
      out.push_back(target.second);
  }
  append(out, node.all_of);
  append(out, node.any_of);
  append(out, node.one_of);
  for (const NodeId id : {node.negated, node.condition, node.then, node.otherwise})
    append(out, id);
  if (node.object) {
    for (const auto& [name, id] : node.object->dependent_schemas)
      append(out, id);
  }
  return out;
}

std::vector<NodeId> subschemas(const Program& program, const Node& node) {
  std::vector<NodeId> out = applied_in_place(program, node);
  append(out, node.unevaluated_items);
  append(out, node.unevaluated_properties);
  if (node.array) {
    append(out, node.array->prefix);
    append(out, node.array->items);
    append(out, node.array->contains);
  }
  if (!node.object) return out;
  for (const PropertyRule& rule : node.object->properties.rules())
    append(out, rule.node);
  for (const PatternRule& rule : node.object->patterns)
    append(out, rule.node);
  append(out, node.object->additional);
  append(out, node.object->names);
  return out;
}

Compilation::Compilation(CompileOptions options, Library& library)
    : options_(std::move(options)), resources_(options_, library) {}

NodeId Compilation::node_for(const Position& position) {
  const auto [found, is_new] = ids_.try_emplace(position.at.value, no_node);
  if (!is_new) return found->second;
  const NodeId id{static_cast<std::uint32_t>(program_->nodes.size())};
  found->second = id;
  program_->nodes.emplace_back();
  entered_.insert(position.resource);
  pending_.push_back({id, position});
  return id;
}

std::uint32_t Compilation::dynamic_anchor(std::string_view name) {
  std::vector<DynamicAnchor>& anchors = program_->dynamic_anchors;
  const auto known = std::find_if(
      anchors.begin(), anchors.end(), [&](const DynamicAnchor& anchor) { return anchor.name == name; });
  if (known != anchors.end()) return static_cast<std::uint32_t>(known - anchors.begin());
  anchors.push_back({std::string(name), {}});
  return static_cast<std::uint32_t>(anchors.size() - 1);
}

void Compilation::read_pending(Diagnostics& diagnostics) {
  while (!pending_.empty()) {
    const Pending next = std::move(pending_.back());
    pending_.pop_back();
    const std::size_t told = diagnostics.list().size();
    Node node = NodeBuilder(*this, next.position, next.id, diagnostics).build();
    if (node.faulty) {
      const auto begin = diagnostics.list().begin() + static_cast<std::ptrdiff_t>(told);
      const auto mistake = std::find_if(begin, diagnostics.list().end(), [](const Diagnostic& diagnostic) {
        return diagnostic.severity == Severity::error;
      });
      if (mistake != diagnostics.list().end()) mistakes_.emplace(next.id, *mistake);
      any_fault_ = true;
    }
    (*program_)[next.id] = std::move(node);
  }
}

bool Compilation::add_dynamic_targets() {
  for (DynamicAnchor& anchor : program_->dynamic_anchors) {
    for (const ResourceId id : std::vector<ResourceId>(entered_.begin(), entered_.end())) {
      const bool known = std::any_of(anchor.targets.begin(), anchor.targets.end(), [&](const auto& target) {
        return target.first == id;
      });
      if (known) continue;
      const Resource& resource = resources_[id];
      const auto named = resource.anchors.find(anchor.name);
      const bool recursive = anchor.name.empty() && resource.recursive_anchor;
      const bool dynamic = named != resource.anchors.end() && named->second.dynamic;
      if (!recursive && !dynamic) continue;
      anchor.targets.emplace_back(id, node_for({recursive ? resource.root : named->second.at, id}));
    }
  }
  return !pending_.empty();
}

// A schema that comes back to itself before it has looked at a part of the value says nothing. Found by
// walking depth first: an edge to a node on the way is a cycle.
void Compilation::warn_of_endless(std::size_t first_new, Diagnostics& diagnostics) const {
  enum class Colour : std::uint8_t { white, on_the_way, done };
  struct Step {
    NodeId id{};
    std::vector<NodeId> next{};
  };
  std::vector<Colour> colours(program_->nodes.size(), Colour::white);
  const auto colour = [&](NodeId id) -> Colour& { return colours[static_cast<std::size_t>(id)]; };
  std::vector<Step> way;
  const auto enter = [&](NodeId id) {
    colour(id) = Colour::on_the_way;
    way.push_back({id, applied_in_place(*program_, (*program_)[id])});
  };
  for (std::size_t start = first_new; start < colours.size(); ++start) {
    if (colours[start] == Colour::white) enter(NodeId{static_cast<std::uint32_t>(start)});
    while (!way.empty()) {
      if (way.back().next.empty()) {
        colour(way.back().id) = Colour::done;
        way.pop_back();
        continue;
      }
      const NodeId next = way.back().next.back();
      way.back().next.pop_back();
      if (colour(next) == Colour::white) {
        enter(next);
        continue;
      }
      if (colour(next) == Colour::done) continue;
      const Node& node = (*program_)[next];
      diagnostics.add(
          {.where = {node.source, node.mark},
           .message = "The schema refers to itself before it has looked at any part of the value.",
           .hint = "Such a schema cannot be decided for values that reach it.",
           .severity = Severity::warning,
           .topic = "schema"});
    }
  }
}

NodeId Compilation::faulty_below(NodeId root) const {
  std::vector<bool> seen(program_->nodes.size());
  std::vector<NodeId> waiting{root};
  while (!waiting.empty()) {
    const NodeId id = waiting.back();
    waiting.pop_back();
    if (seen[static_cast<std::size_t>(id)]) continue;
    seen[static_cast<std::size_t>(id)] = true;
    const Node& node = (*program_)[id];
    if (node.faulty) return id;
    append(waiting, subschemas(*program_, node));
  }
  return no_node;
}

std::optional<NodeId> Compilation::compile(const Located& at, Diagnostics& diagnostics) {
  const std::size_t first_new = program_->nodes.size();
  const NodeId root = node_for(resources_.position_of(at));
  do {
    read_pending(diagnostics);
  } while (add_dynamic_targets());
  warn_of_endless(first_new, diagnostics);
  add_gists(*program_);
  add_heights(*program_);
  if (any_fault_ && faulty_below(root) != no_node) return std::nullopt;
  return root;
}

std::optional<Diagnostic> Compilation::mistake_behind(const Located& at) const {
  const auto known = ids_.find(at.value);
  if (known == ids_.end()) return std::nullopt;
  const auto mistake = mistakes_.find(faulty_below(known->second));
  return mistake == mistakes_.end() ? std::nullopt : std::optional(mistake->second);
}

struct SchemaCompiler::State {
  Compilation compilation;
};

SchemaCompiler::SchemaCompiler(CompileOptions options, Library& library)
    : state_(new State{Compilation(std::move(options), library)}) {}
SchemaCompiler::~SchemaCompiler() = default;
SchemaCompiler::SchemaCompiler(SchemaCompiler&&) noexcept = default;
SchemaCompiler& SchemaCompiler::operator=(SchemaCompiler&&) noexcept = default;

SchemaPtr SchemaCompiler::compile(const Located& at, Diagnostics& diagnostics) {
  const std::optional<NodeId> root = state_->compilation.compile(at, diagnostics);
  if (!root) return nullptr;
  return std::make_shared<const Schema>(state_->compilation.program(), static_cast<std::uint32_t>(*root));
}

std::optional<Diagnostic> SchemaCompiler::mistake_behind(const Located& at) const {
  return state_->compilation.mistake_behind(at);
}

SchemaPtr
compile_schema(const Located& at, const CompileOptions& options, Library& library, Diagnostics& diagnostics) {
  return SchemaCompiler(options, library).compile(at, diagnostics);
}

}  // namespace conform
