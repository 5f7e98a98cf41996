#pragma once

#include "runner/schema/dialect.hpp"
#include "runner/schema/program.hpp"

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace conform {

/// A schema in a document, the resource that it belongs to, and so its base URI and its dialect.
struct Position {
  Located at{};
  ResourceId resource{};
};

/// A schema that is identified by a URI of its own: a document's root, or a subschema with `$id`.
struct Resource {
  struct Anchor {
    Located at{};
    bool dynamic = false;
  };
  std::string uri{};  ///< absolute as far as the document tells; no fragment
  SchemaReading reading{};
  Located root{};
  std::map<std::string, Anchor, std::less<>> anchors{};
  bool recursive_anchor = false;
};

/// All schema resources that were met, by URI, and how references lead from one to another.
class Resources {
public:
  Resources(const CompileOptions& options, Library& library);

  /// Where `at` is; registers its document when that is new.
  [[nodiscard]] Position position_of(const Located& at);
  /// Where the subschema `at` of a schema in `parent` is: there, or in a resource of its own.
  [[nodiscard]] Position step(ResourceId parent, Located at);
  [[nodiscard]] const Resource& operator[](ResourceId id) const {
    return resources_[static_cast<std::size_t>(id)];
  }
  [[nodiscard]] std::size_t size() const { return resources_.size(); }

  /// What a reference names. `dynamic_anchor` is not empty when it was by a `$dynamicAnchor`.
  struct Target {
    Position position{};
    std::string dynamic_anchor{};
  };
  /// Follows `reference` found at `from`; a diagnostic at `where` when it leads nowhere.
  [[nodiscard]] std::optional<Target>
  resolve(const Position& from, std::string_view reference, const Place& where, Diagnostics& diagnostics);

private:
  enum class Root { schema, anything };
  ResourceId enter(const Document* document, std::string uri, Root root);
  void scan_anything(const Located& at, ResourceId resource);
  void scan_schema(const Located& at, ResourceId resource);
  void scan_children(const Located& at, ResourceId resource);
  void note_anchors(const Located& at, ResourceId resource);
  ResourceId add_resource(const Located& root, std::string uri, const SchemaReading& inherited);
  [[nodiscard]] bool has_own_id(const Value& schema, const SchemaReading& reading) const;
  [[nodiscard]] bool has_own_dialect(const Value& schema, const SchemaReading& inherited);
  [[nodiscard]] SchemaReading reading_of(const Value& schema, const SchemaReading& inherited);
  [[nodiscard]] const Document* find_document(const std::string& uri);
  [[nodiscard]] std::optional<ResourceId> find_resource(const Position& from, const std::string& reference);
  [[nodiscard]] Position
  walk(ResourceId resource, const Located& root, const std::vector<std::string>& tokens);

  const CompileOptions& options_;
  Library& library_;
  std::deque<Resource> resources_{};
  std::map<std::string, ResourceId, std::less<>> by_uri_{};
  std::unordered_map<const Document*, ResourceId> by_document_{};
  std::unordered_map<const Value*, ResourceId> by_root_{};
  std::map<std::string, std::unique_ptr<const Document>, std::less<>> meta_schemas_{};
};

}  // namespace conform
