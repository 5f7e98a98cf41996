#pragma once

#include "runner/schema/program.hpp"
#include "runner/schema/resources.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace conform {

/// What a SchemaCompiler knows: the program so far, and which value became which node. Subschemas wait in a
/// list until their turn, so nesting costs no stack.
class Compilation {
public:
  Compilation(CompileOptions options, Library& library);

  /// The node of `at`, compiled with all that it reaches; nothing when there is an error among that.
  [[nodiscard]] std::optional<NodeId> compile(const Located& at, Diagnostics& diagnostics);
  /// As SchemaCompiler gives it.
  [[nodiscard]] std::optional<Diagnostic> mistake_behind(const Located& at) const;
  [[nodiscard]] std::shared_ptr<const Program> program() const { return program_; }

  // For NodeBuilder.
  [[nodiscard]] const CompileOptions& options() const { return options_; }
  [[nodiscard]] Resources& resources() { return resources_; }
  /// The node of a schema; queued to be read when it is new.
  [[nodiscard]] NodeId node_for(const Position& position);
  /// The index of the dynamic anchor `name` in the program.
  [[nodiscard]] std::uint32_t dynamic_anchor(std::string_view name);

private:
  struct Pending {
    NodeId id{};
    Position position{};
  };
  void read_pending(Diagnostics& diagnostics);
  [[nodiscard]] bool add_dynamic_targets();
  void warn_of_endless(std::size_t first_new, Diagnostics& diagnostics) const;
  /// A faulty node that `root` reaches, or no_node.
  [[nodiscard]] NodeId faulty_below(NodeId root) const;

  CompileOptions options_;
  Resources resources_;
  std::shared_ptr<Program> program_ = std::make_shared<Program>();
  std::unordered_map<const Value*, NodeId> ids_{};
  std::vector<Pending> pending_{};
  std::set<ResourceId> entered_{};
  std::map<NodeId, Diagnostic> mistakes_{};  // the first of each faulty node
  bool any_fault_ = false;
};

/// The members that are applied to the same value: `$ref`, `allOf` …
[[nodiscard]] std::vector<NodeId> applied_in_place(const Program& program, const Node& node);
/// All subschemas of `node`.
[[nodiscard]] std::vector<NodeId> subschemas(const Program& program, const Node& node);

/// Reads one subschema, keyword by keyword, into its node.
class NodeBuilder {
public:
  NodeBuilder(Compilation& compilation, Position position, NodeId id, Diagnostics& diagnostics);
  /// Builds the node; it goes to its place in the program at the end, because children are added meanwhile.
  [[nodiscard]] Node build();

private:
  using Read = void (NodeBuilder::*)(const Member& member);
  struct Row {
    std::string_view keyword;
    Read read;
  };
  static Read reader_of(std::string_view keyword);

  void keep_extension(const Member& member);
  void read_keywords(const Object& members);
  void finish();
  void finish_bounds();
  void finish_items();

  void reference(const Member& member);
  void dynamic_reference(const Member& member);
  void recursive_reference(const Member& member);
  void type(const Member& member);
  void enumeration(const Member& member);
  void constant(const Member& member);
  void bound(const Member& member);
  void count(const Member& member);
  void pattern(const Member& member);
  void format(const Member& member);
  void content(const Member& member);
  void unique(const Member& member);
  void schema(const Member& member);
  void schemas(const Member& member);
  void items(const Member& member);
  void properties(const Member& member);
  void pattern_properties(const Member& member);
  void required(const Member& member);
  void dependencies(const Member& member);
  void flag(const Member& member);
  void discriminator(const Member& member);
  void preferred(const Member& member);
  void examples(const Member& member);

  [[nodiscard]] NodeId child(const Located& at);
  [[nodiscard]] std::vector<NodeId> children(const Member& member);
  // node_discriminator.cpp
  [[nodiscard]] NodeId mapped(std::string_view name_or_reference, const Value& at);
  [[nodiscard]] NodeId target_of(const Located& alternative);
  void name_alternatives(const Located& list, DiscriminatorRule& rule);
  void name_extensions(DiscriminatorRule& rule);
  [[nodiscard]] PatternRule pattern_rule(std::string_view text, Mark mark);
  [[nodiscard]] std::optional<std::vector<std::string>> names(const Member& member);
  void malformed(const Member& member, std::string_view expected);
  NumberRules& number();
  StringRules& string();
  ArrayRules& array();
  ObjectRules& object();

  Compilation& compilation_;
  Position position_;
  SchemaReading reading_;
  Diagnostics& diagnostics_;
  Node node_{};
  const Value* schema_ = nullptr;
  bool nullable_ = false, has_type_ = false;
  bool excludes_minimum_ = false, excludes_maximum_ = false;
  std::vector<std::string> required_{};
  NodeId rest_ = no_node;  // additionalItems
  bool items_are_listed_ = false;
};

}  // namespace conform
