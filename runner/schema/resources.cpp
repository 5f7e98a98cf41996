#include "runner/schema/resources.hpp"

#include "runner/document/uri.hpp"
#include "runner/text/words.hpp"

#include <array>
#include <charconv>

namespace conform {
namespace {

std::string without_fragment(std::string_view base, std::string_view reference) {
  UriReference resolved = resolve_uri(split_uri(base), split_uri(reference));
  resolved.fragment.reset();
  return to_string(resolved);
}

// Whether the document can have resources of its own below its root. Looking at the bytes spares a walk
// through documents of many megabytes.
bool may_have_resources(const Document& document) {
  if (!document.source || document.source->text.empty()) return true;
  const std::string& text = document.source->text;
  static constexpr std::array marks = {"$id", "$anchor", "$dynamicAnchor", "$recursiveAnchor", "$schema"};
  for (const char* const mark : marks) {
    if (text.find(mark) != std::string::npos) return true;
  }
  return text.find("\\u00") != std::string::npos;  // any of them, escaped
}

std::optional<std::size_t> array_index(std::string_view token) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
  const bool plain = token == "0" || (!token.empty() && token[0] != '0');
  if (error != std::errc{} || end != token.data() + token.size() || !plain) return std::nullopt;
  return index;
}

Located child_of(const Located& at, const std::string& token) {
  if (at.value->is_object()) return at[std::string_view(token)];
  if (!at.value->is_array()) return {};
  const std::optional<std::size_t> index = array_index(token);
  return index && *index < at.value->array().size() ? at[*index] : Located{};
}

bool holds_data(std::string_view key) {
  static constexpr std::array<std::string_view, 6> keys = {
      "enum", "const", "default", "example", "examples", "value"};
  for (const std::string_view other : keys) {
    if (key == other) return true;
  }
  return false;
}

Vocabularies vocabularies_of(const Object& listed, Dialect dialect) {
  Vocabularies out{0};
  for (const Member& member : listed) {
    const std::string_view uri = member.key;
    if (uri.ends_with("/vocab/applicator")) {
      out.bits |= Vocabularies::applicator;
      if (dialect == Dialect::draft_2019_09) out.bits |= Vocabularies::unevaluated;
    }
    if (uri.ends_with("/vocab/validation")) out.bits |= Vocabularies::validation;
    if (uri.ends_with("/vocab/unevaluated")) out.bits |= Vocabularies::unevaluated;
    if (uri.ends_with("/vocab/format-assertion")) out.bits |= Vocabularies::format_assertion;
    const bool must = member.value.is_boolean() && member.value.boolean();
    if (uri.ends_with("/2019-09/vocab/format") && must) out.bits |= Vocabularies::format_assertion;
  }
  return out;
}

}  // namespace

Resources::Resources(const CompileOptions& options, Library& library)
    : options_(options), library_(library) {}

bool Resources::has_own_id(const Value& schema, const SchemaReading& reading) const {
  const Value* const id = schema.find(reading.id_keyword());
  if (id == nullptr || !id->is_string()) return false;
  if (reading.reference_hides_siblings() && schema.find("$ref") != nullptr) return false;
  if (!reading.knows(reading.id_keyword())) return false;
  return !(reading.id_can_be_anchor() && id->string().starts_with('#'));
}

const Document* Resources::find_document(const std::string& uri) {
  if (const auto found = meta_schemas_.find(uri); found != meta_schemas_.end()) return found->second.get();
  if (const std::string_view text = meta_schema_text(uri); !text.empty()) {
    Diagnostics none;
    auto source = std::make_shared<const Source>(Source{uri, std::string(text)});
    std::optional<Document> document = read_document(std::move(source), none);
    if (!document) return nullptr;
    auto owned = std::make_unique<const Document>(std::move(*document));
    return meta_schemas_.emplace(uri, std::move(owned)).first->second.get();
  }
  return options_.find_remote ? options_.find_remote(uri) : nullptr;
}

SchemaReading Resources::reading_of(const Value& schema, const SchemaReading& inherited) {
  const std::string_view name = schema.text("$schema");
  if (name.empty()) return inherited;
  if (const std::optional<Dialect> dialect = dialect_of_uri(name)) return {*dialect, {}};
  const std::string uri = without_fragment({}, name);
  const Value* meta = nullptr;
  if (const auto known = by_uri_.find(uri); known != by_uri_.end()) {
    meta = (*this)[known->second].root.value;
  } else if (const Document* const document = find_document(uri)) {
    meta = &document->root;
  }
  if (meta == nullptr) return inherited;
  SchemaReading out = inherited;
  if (const auto dialect = dialect_of_uri(meta->text("$schema"))) out = {*dialect, {}};
  const Value* const listed = meta->find("$vocabulary");
  if (listed != nullptr && listed->is_object())
    out.vocabularies = vocabularies_of(listed->object(), out.dialect);
  return out;
}

ResourceId Resources::add_resource(const Located& root, std::string uri, const SchemaReading& inherited) {
  const ResourceId id{static_cast<std::uint32_t>(resources_.size())};
  const SchemaReading reading = reading_of(*root.value, inherited);
  resources_.push_back({std::move(uri), reading, root, {}, false});
  by_uri_.emplace(resources_.back().uri, id);
  by_root_.emplace(root.value, id);
  return id;
}

ResourceId Resources::enter(const Document* document, std::string uri, Root root) {
  if (const auto known = by_document_.find(document); known != by_document_.end()) return known->second;
  const Located top{document, &document->root, {}};
  const SchemaReading reading = reading_of(document->root, {options_.dialect, {}});
  const bool says_so = has_own_id(document->root, reading) || !document->root.text("$schema").empty();
  if (says_so) root = Root::schema;
  std::string own = uri;
  if (root == Root::schema && has_own_id(document->root, reading)) {
    own = without_fragment(uri, document->root.text(reading.id_keyword()));
  }
  const ResourceId id = add_resource(top, std::move(own), {options_.dialect, {}});
  by_uri_.emplace(std::move(uri), id);
  by_document_.emplace(document, id);
  if (root == Root::schema) {
    note_anchors(top, id);
    scan_children(top, id);
  } else if (may_have_resources(*document)) {
    scan_anything(top, id);
  }
  return id;
}

void Resources::scan_anything(const Located& at, ResourceId resource) {
  if (at.value->is_array()) {
    for (std::size_t i = 0; i < at.value->array().size(); ++i)
      scan_anything(at[i], resource);
  }
  if (!at.value->is_object()) return;
  const bool named = has_own_id(*at.value, (*this)[resource].reading) || !at.value->text("$anchor").empty() ||
                     !at.value->text("$dynamicAnchor").empty();
  if (named) return scan_schema(at, resource);
  for (const Member& member : at.value->object()) {
    const bool composite = member.value.is_object() || member.value.is_array();
    if (composite && !holds_data(member.key)) scan_anything(at[member.key], resource);
  }
}

void Resources::scan_schema(const Located& at, ResourceId resource) {
  if (!at.value->is_object() || by_root_.contains(at.value)) return;
  const SchemaReading reading = reading_of(*at.value, (*this)[resource].reading);
  if (has_own_id(*at.value, reading)) {
    std::string uri = without_fragment((*this)[resource].uri, at.value->text(reading.id_keyword()));
    resource = add_resource(at, std::move(uri), (*this)[resource].reading);
  }
  note_anchors(at, resource);
  scan_children(at, resource);
}

void Resources::note_anchors(const Located& at, ResourceId resource) {
  Resource& home = resources_[static_cast<std::size_t>(resource)];
  const Value& schema = *at.value;
  const bool hidden = home.reading.reference_hides_siblings() && schema.find("$ref") != nullptr;
  if (home.reading.id_can_be_anchor() && !hidden) {
    const std::string_view id = schema.text(home.reading.id_keyword());
    if (id.starts_with('#')) home.anchors.emplace(id.substr(1), Resource::Anchor{at, false});
  }
  if (!home.reading.knows_anchors()) return;
  if (const std::string_view name = schema.text("$anchor"); !name.empty()) {
    home.anchors.emplace(name, Resource::Anchor{at, false});
  }
  const std::string_view dynamic = schema.text("$dynamicAnchor");
  if (!dynamic.empty() && home.reading.knows("$dynamicAnchor")) {
    home.anchors.insert_or_assign(std::string(dynamic), Resource::Anchor{at, true});
  }
  const Value* const recursive = schema.find("$recursiveAnchor");
  if (recursive != nullptr && at.value == home.root.value && home.reading.knows("$recursiveAnchor")) {
    home.recursive_anchor = recursive->is_boolean() && recursive->boolean();
  }
}

void Resources::scan_children(const Located& at, ResourceId resource) {
  if (!at.value->is_object()) return;
  for (const Member& member : at.value->object()) {
    const KeywordRow* const row = find_keyword(member.key);
    const Dialect dialect = (*this)[resource].reading.dialect;
    if (row == nullptr || !SchemaReading{dialect, {}}.knows(member.key) || row->holds == Holds::nothing)
      continue;
    const Located below = at[member.key];
    const bool is_map = row->holds == Holds::map || row->holds == Holds::dependencies;
    if (member.value.is_object() && !is_map) scan_schema(below, resource);
    if (member.value.is_object() && is_map) {
      for (const Member& entry : member.value.object())
        scan_schema(below[entry.key], resource);
    }
    if (!member.value.is_array() || row->holds == Holds::schema || is_map) continue;
    for (std::size_t i = 0; i < member.value.array().size(); ++i)
      scan_schema(below[i], resource);
  }
}

Position Resources::step(ResourceId parent, Located at) {
  const auto own = by_root_.find(at.value);
  if (own != by_root_.end()) return {std::move(at), own->second};
  if (at.value->is_object() && has_own_id(*at.value, reading_of(*at.value, (*this)[parent].reading))) {
    scan_schema(at, parent);
    if (const auto added = by_root_.find(at.value); added != by_root_.end())
      return {std::move(at), added->second};
  }
  // OpenAPI 3.1 §4.8.24.5: any root of a schema may name its dialect, without an `$id`. Its base stays.
  if (at.value->is_object() && has_own_dialect(*at.value, (*this)[parent].reading)) {
    const ResourceId own_dialect = add_resource(at, (*this)[parent].uri, (*this)[parent].reading);
    return {std::move(at), own_dialect};
  }
  return {std::move(at), parent};
}

bool Resources::has_own_dialect(const Value& schema, const SchemaReading& inherited) {
  return !schema.text("$schema").empty() && reading_of(schema, inherited) != inherited;
}

Position Resources::walk(ResourceId resource, const Located& root, const std::vector<std::string>& tokens) {
  Position out{root, resource};
  for (const std::string& token : tokens) {
    Located next = child_of(out.at, token);
    if (!next) return {};
    const auto own = by_root_.find(next.value);
    if (own != by_root_.end()) out.resource = own->second;
    out.at = std::move(next);
  }
  return out;
}

Position Resources::position_of(const Located& at) {
  const bool is_schema = at.pointer.empty();
  // Only compared and resolved against, never opened.
  std::string uri(library_.uri_of(*at.document));
  if (uri.empty()) uri = "file:///" + (at.document->source ? at.document->source->name : std::string{});
  if (by_uri_.contains(uri)) uri += "?" + std::to_string(resources_.size());
  const ResourceId root = enter(at.document, std::move(uri), is_schema ? Root::schema : Root::anything);
  const auto tokens = parse_pointer(at.pointer);
  if (!tokens) return {at, root};
  const Position walked = walk(root, {at.document, &at.document->root, {}}, *tokens);
  return step(walked.at ? walked.resource : root, at);
}

std::optional<ResourceId> Resources::find_resource(const Position& from, const std::string& reference) {
  const std::string uri = without_fragment((*this)[from.resource].uri, reference);
  if (const auto known = by_uri_.find(uri); known != by_uri_.end()) return known->second;
  if (const Document* const document = find_document(uri)) return enter(document, uri, Root::schema);
  return std::nullopt;
}

std::optional<Resources::Target> Resources::resolve(const Position& from,
                                                    std::string_view reference,
                                                    const Place& where,
                                                    Diagnostics& diagnostics) {
  UriReference parts = split_uri(reference);
  const std::string fragment = percent_decoded(parts.fragment.value_or(""));
  parts.fragment.reset();
  const std::string document_part = to_string(parts);
  std::optional<ResourceId> resource = from.resource;
  if (!document_part.empty()) resource = find_resource(from, document_part);
  if (!resource) {
    const Located other = library_.locate(from.at, document_part, diagnostics);
    if (!other) return std::nullopt;
    const std::string uri = without_fragment((*this)[from.resource].uri, document_part);
    resource = enter(other.document, uri, fragment.empty() ? Root::schema : Root::anything);
  }
  const Resource& home = (*this)[*resource];
  if (fragment.empty()) return Target{{home.root, *resource}, {}};
  if (const auto anchor = home.anchors.find(fragment); anchor != home.anchors.end()) {
    return Target{step(*resource, anchor->second.at), anchor->second.dynamic ? fragment : std::string{}};
  }
  const auto tokens = parse_pointer(fragment);
  if (tokens && fragment[0] == '/') {
    Position found = walk(*resource, home.root, *tokens);
    // Documents write `#/components/…` inside schemas with an `$id`, and mean the document.
    const Located top{home.root.document, &home.root.document->root, {}};
    if (!found.at) found = walk(by_document_.at(top.document), top, *tokens);
    if (found.at) return Target{step(found.resource, found.at), {}};
  }
  diagnostics.error(
      where,
      "The reference `" + printable(shortened(reference, 200)) + "` leads nowhere.",
      "A fragment is a JSON Pointer such as `#/components/schemas/Name`, or the name of an anchor.");
  return std::nullopt;
}

}  // namespace conform
