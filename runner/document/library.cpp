#include "runner/document/library.hpp"

#include "runner/document/reference_file.hpp"
#include "runner/document/uri.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <unordered_set>

namespace conform {
namespace {

constexpr std::string_view reference_key = "$ref";
constexpr std::size_t longest_chain = 100;
constexpr std::size_t most_documents = 10'000;
constexpr std::size_t most_fetched = 100;

/// A URI reference (RFC 3986 §4.1) in two: what comes before `#`, and the fragment.
struct Reference {
  std::string_view target{};
  std::string_view fragment{};
};

Reference split_reference(std::string_view text) {
  const auto hash = text.find('#');
  if (hash == std::string_view::npos) return {text, {}};
  return {text.substr(0, hash), text.substr(hash + 1)};
}

std::optional<unsigned> hexadecimal(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10U;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10U;
  return std::nullopt;
}

/// RFC 3986 §2.1. Nothing when a `%` is not followed by two hexadecimal digits.
std::optional<std::string> strictly_decoded(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      result += text[at];
      continue;
    }
    if (text.size() - at < 3) return std::nullopt;
    const auto high = hexadecimal(text[at + 1]);
    const auto low = hexadecimal(text[at + 2]);
    if (!high || !low) return std::nullopt;
    result += static_cast<char>(*high * 16 + *low);
    at += 2;
  }
  return result;
}

/// Whether it is an absolute `http` or `https` URI.
bool is_remote(std::string_view name) { return name.starts_with("http://") || name.starts_with("https://"); }

std::size_t count_values(const Value& value) {
  std::size_t count = 1;
  if (value.is_array()) {
    for (const auto& item : value.array())
      count += count_values(item);
  } else if (value.is_object()) {
    for (const auto& member : value.object())
      count += count_values(member.value);
  }
  return count;
}

std::string shown(std::string_view text) { return printable(shortened(text, 120)); }

/// Where to point: at the text of the `$ref`, when `from` is the object around it.
Place place_of_reference(const Located& from) {
  if (!from) return {};
  const auto* const reference = from.value->find(reference_key);
  return reference == nullptr ? from.place() : from.document->place(*reference);
}

/// What keeps `token` from being found in `at`.
std::string explain_missing(const Located& at, std::string_view token) {
  const auto where =
      at.pointer.empty() ? std::string("the document") : fmt::format("`#{}`", shown(at.pointer));
  switch (at.value->kind()) {
  case Value::Kind::object: return fmt::format("{} has no member `{}`", where, shown(token));
  case Value::Kind::array:
    return fmt::format("{} has {} items and none named `{}`", where, at.value->array().size(), shown(token));
  default: return fmt::format("{} is a {} without members", where, name_of(at.value->kind()));
  }
}

/// The member of `at` that may have been meant with `token`.
std::string nearest_member(const Value& at, std::string_view token) {
  constexpr std::size_t most_compared = 10'000;
  if (!at.is_object()) return {};
  std::vector<std::string_view> keys;
  for (const auto& member : at.object().members().first(std::min(at.object().size(), most_compared))) {
    keys.emplace_back(member.key);
  }
  const auto nearest = nearest_word(token, keys);
  return nearest ? fmt::format("Did you mean `{}`?", shown(*nearest)) : std::string();
}

/// The value at the end of a fragment in `document`.
Located
find_fragment(const Document& document, std::string_view fragment, Place where, Diagnostics& diagnostics) {
  const auto decoded = strictly_decoded(fragment);
  if (!decoded) {
    diagnostics.error(
        std::move(where),
        fmt::format("`#{}` has a `%` without two hexadecimal digits behind it.", shown(fragment)),
        "A percent sign itself is written `%25`.");
    return {};
  }
  const auto tokens = parse_pointer(*decoded);
  if (!tokens) {
    const bool has_slash = decoded->starts_with('/');
    diagnostics.error(std::move(where),
                      fmt::format("`#{}` is no JSON Pointer.", shown(fragment)),
                      has_slash ? "In a pointer `~` is written `~0`, and `/` in a name `~1`."
                                : "It begins with `#/`, as in `#/components/schemas/Pet`.");
    return {};
  }
  Located at{&document, &document.root, {}};
  for (const auto& token : *tokens) {
    const auto* const next = resolve_token(*at.value, token);
    if (next == nullptr) {
      diagnostics.error(std::move(where),
                        fmt::format("`#{}` leads nowhere: {}.", shown(fragment), explain_missing(at, token)),
                        nearest_member(*at.value, token));
      return {};
    }
    at.value = next;
    at.pointer += '/';
    at.pointer += escape_pointer_token(token);
  }
  return at;
}

/// What a reference means in a document of this URI; empty without one.
std::string seen_from(std::string_view uri, std::string_view reference) {
  return uri.empty() ? std::string() : to_string(resolve_uri(split_uri(uri), split_uri(reference)));
}

}  // namespace

Located Located::operator[](std::string_view key) const {
  if (value == nullptr) return {};
  const auto* const member = value->find(key);
  if (member == nullptr) return {};
  return {document, member, pointer + '/' + escape_pointer_token(key)};
}

Located Located::operator[](std::size_t index) const {
  if (value == nullptr || !value->is_array() || index >= value->array().size()) return {};
  return {document, &value->array()[index], fmt::format("{}/{}", pointer, index)};
}

Library::Library(ReferenceRights rights) : rights_(std::move(rights)) {}

std::string_view Library::uri_of(const Document& document) const {
  const auto found = uris_.find(&document);
  return found == uris_.end() ? std::string_view() : std::string_view(found->second);
}

const Document* Library::read(SourcePtr source, std::string uri, Diagnostics& diagnostics) {
  auto document = read_document(std::move(source), diagnostics, left_);
  if (!document) return nullptr;
  left_.bytes -= std::min(left_.bytes, document->source->text.size());
  left_.nodes -= std::min(left_.nodes, count_values(document->root));
  documents_.push_back(std::make_unique<const Document>(*std::move(document)));
  in_order_.push_back(documents_.back().get());
  uris_.emplace(in_order_.back(), std::move(uri));
  // A name that the document gives itself never hides what was read under it before.
  if (const auto self = self_of(*in_order_.back()); !self.empty())
    shelf_.emplace(self, Shelved{.document = in_order_.back()});
  return in_order_.back();
}

std::string Library::self_of(const Document& document) const {
  if (!document.root.text("openapi").starts_with("3.2.")) return {};
  const auto self = document.root.text("$self");
  if (self.empty()) return {};
  auto uri = resolve_uri(split_uri(uri_of(document)), split_uri(self));
  uri.fragment.reset();
  return to_string(uri);
}

const Document* Library::open(SourcePtr source, Diagnostics& diagnostics) {
  const auto name = absolute_name(source->name);
  if (const auto known = shelf_.find(name); known != shelf_.end()) return known->second.document;
  const auto real = real_name(source->name);
  const auto* const document = read(std::move(source), "file://" + name, diagnostics);
  if (document == nullptr) return nullptr;
  shelf_.insert_or_assign(name, Shelved{.document = document});
  if (!real.empty()) shelf_.insert_or_assign(real, Shelved{.document = document});
  return document;
}

Library::Shelved
Library::read_file(const std::string& name, const std::string& shown_name, Diagnostics& diagnostics) {
  const auto shown_file = shown(shown_name);
  if (rights_.folders.empty())
    return {nullptr,
            fmt::format("`{}` is another file, and only one document is read.", shown_file),
            "Bundle the documents into one."};
  if (documents_.size() >= most_documents)
    return {
        nullptr, fmt::format("`{}` is not read: there are {} documents.", shown_file, most_documents), {}};
  auto text = read_reference_file(name, rights_.folders, left_.bytes, shown_file);
  if (auto* refusal = std::get_if<Refusal>(&text))
    return {nullptr, std::move(refusal->why), std::move(refusal->hint)};
  auto source = std::make_shared<const Source>(Source{shown_name, std::get<std::string>(std::move(text))});
  const auto* const document = read(std::move(source), "file://" + name, diagnostics);
  if (document != nullptr) return {.document = document};
  return {nullptr, fmt::format("`{}` cannot be used because of mistakes in it.", shown_file), {}};
}

// RFC 3986 §5: seen from the file in which the reference stands.
Library::Shelved Library::find_file(const Document& from, std::string_view target, Diagnostics& diagnostics) {
  const auto parts = split_uri(target);
  const auto& encoded = parts.scheme ? parts.path : std::string(target);
  const auto path = strictly_decoded(encoded).value_or(encoded);
  if (path.find('\0') != std::string::npos)
    return {nullptr, fmt::format("`{}` names no file.", shown(target)), {}};
  const auto folder = std::filesystem::path(from.source->name).parent_path();
  const auto shown_name = (folder / path).lexically_normal().string();
  const auto name = absolute_name(shown_name);
  if (const auto known = shelf_.find(name); known != shelf_.end()) return known->second;
  const auto real = real_name(name);
  if (const auto known = shelf_.find(real); known != shelf_.end()) return known->second;
  auto found = read_file(name, shown_name, diagnostics);
  shelf_.insert_or_assign(name, found);
  if (found.document != nullptr) shelf_.insert_or_assign(real, found);
  return found;
}

Library::Shelved Library::fetch(const std::string& uri, Diagnostics& diagnostics) {
  if (const auto known = shelf_.find(uri); known != shelf_.end()) return known->second;
  Shelved found;
  if (!rights_.fetch) {
    found.why = fmt::format("`{}` is not part of this document, and nothing is fetched.", shown(uri));
    found.hint = "Bundle the documents into one, or allow it with `--allow-remote-refs`.";
  } else if (fetched_ >= most_fetched) {
    found.why = fmt::format("`{}` is not fetched: {} documents were.", shown(uri), most_fetched);
  } else {
    ++fetched_;
    auto answer = rights_.fetch(uri, left_.bytes);
    found.why = std::move(answer.why);
    if (auto& text = answer.text) {
      found.document = read(std::make_shared<const Source>(Source{uri, *std::move(text)}), uri, diagnostics);
      found.why = fmt::format("`{}` cannot be used because of mistakes in it.", shown(uri));
    }
  }
  return shelf_.insert_or_assign(uri, std::move(found)).first->second;
}

const Document* Library::document_at(const Located& from, std::string_view target, Diagnostics& diagnostics) {
  if (target.empty()) return from.document;
  if (const auto self = self_of(*from.document); !self.empty()) {
    const auto known = shelf_.find(seen_from(self, target));
    if (known != shelf_.end() && known->second.document != nullptr) return known->second.document;
  }
  const auto base = split_uri(is_remote(from.document->source->name) ? from.document->source->name : "");
  const auto uri = resolve_uri(base, split_uri(target));
  const auto written = to_string(uri);
  // One letter is a drive, not a scheme.
  const bool has_scheme = uri.scheme && uri.scheme->size() > 1;
  Shelved found;
  if (is_remote(written)) {
    found = fetch(written, diagnostics);
  } else if (uri.authority.value_or("").empty() && (!has_scheme || (*uri.scheme == "file" && !base.scheme))) {
    found = find_file(*from.document, target, diagnostics);
  } else {
    found.why = fmt::format("`{}` is not part of this document, and nothing is fetched.", shown(target));
    found.hint = "A reference leads to a file, or to an `http` or `https` address where that is allowed.";
  }
  if (found.document == nullptr && rights_.fetch && !is_remote(written)) {
    const auto seen_from_self = seen_from(self_of(*from.document), target);
    if (is_remote(seen_from_self)) found = fetch(seen_from_self, diagnostics);
  }
  if (found.document == nullptr) diagnostics.error(place_of_reference(from), found.why, found.hint);
  return found.document;
}

Located Library::locate(const Located& from, std::string_view reference, Diagnostics& diagnostics) {
  const auto [target, fragment] = split_reference(reference);
  const auto* const document = document_at(from, target, diagnostics);
  if (document == nullptr) return {};
  return find_fragment(*document, fragment, place_of_reference(from), diagnostics);
}

Located Library::resolve(const Located& from, std::string_view reference, Diagnostics& diagnostics) {
  std::unordered_set<const Value*> seen;
  auto at = locate(from, reference, diagnostics);
  while (at) {
    const auto next = at[reference_key];
    if (!next || !next.value->is_string()) return at;
    if (!seen.insert(at.value).second) {
      const bool is_elsewhere = from.document != at.document;
      diagnostics.error(place_of_reference(from),
                        fmt::format("`{}` leads in a circle of references.", shown(reference)),
                        fmt::format("`{}#{}` is met again.",
                                    is_elsewhere ? shown(at.document->source->name) : std::string(),
                                    shown(at.pointer)));
      return {};
    }
    if (seen.size() > longest_chain) {
      diagnostics.error(
          place_of_reference(from),
          fmt::format("`{}` leads to a chain of more than {} references.", shown(reference), longest_chain));
      return {};
    }
    at = locate(next, next.value->string(), diagnostics);
  }
  return {};
}

Located Library::follow(const Located& at, Diagnostics& diagnostics) {
  const auto reference = at[reference_key];
  if (!reference || !reference.value->is_string()) return at;
  return resolve(reference, reference.value->string(), diagnostics);
}

}  // namespace conform
