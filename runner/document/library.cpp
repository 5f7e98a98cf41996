#include "runner/document/library.hpp"

#include "runner/text/words.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <unordered_set>

namespace conform {
namespace {

constexpr std::string_view reference_key = "$ref";

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

/// Whether the reference begins with a scheme (RFC 3986 §3.1). One letter is a drive, not a scheme.
bool has_scheme(std::string_view target) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto is_more = [is_letter](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  };
  const auto colon = target.find(':');
  if (colon == std::string_view::npos || colon < 2 || !is_letter(target[0])) return false;
  const auto scheme = target.substr(0, colon);
  return std::all_of(scheme.begin(), scheme.end(), is_more);
}

std::optional<unsigned> hexadecimal(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10U;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10U;
  return std::nullopt;
}

/// RFC 3986 §2.1. Nothing when a `%` is not followed by two hexadecimal digits.
std::optional<std::string> percent_decoded(std::string_view text) {
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

/// The name under which a document is kept: an absolute path without `.` and `..`.
std::string absolute_name(const std::filesystem::path& name) {
  std::error_code error;
  const auto absolute = std::filesystem::absolute(name, error);
  return (error ? name : absolute).lexically_normal().string();
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
  const auto decoded = percent_decoded(fragment);
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

const Document* Library::open(SourcePtr source, Diagnostics& diagnostics) {
  auto name = absolute_name(source->name);
  if (const auto known = documents_.find(name); known != documents_.end()) return known->second.get();
  auto document = read_document(std::move(source), diagnostics);
  if (!document) return nullptr;
  auto kept = std::make_unique<const Document>(*std::move(document));
  return documents_.emplace(std::move(name), std::move(kept)).first->second.get();
}

const Document*
Library::document_at(const Located& from, std::string_view target, Diagnostics& diagnostics) const {
  if (target.empty()) return from.document;
  if (has_scheme(target) || target.starts_with("//")) {
    diagnostics.error(
        place_of_reference(from),
        fmt::format("`{}` is not part of this document, and nothing is fetched.", shown(target)),
        "Bundle the documents into one.");
    return nullptr;
  }
  const auto path = percent_decoded(target).value_or(std::string(target));
  const auto folder = std::filesystem::path(from.document->source->name).parent_path();
  const auto found = documents_.find(absolute_name(folder / path));
  if (found != documents_.end()) return found->second.get();
  diagnostics.error(place_of_reference(from),
                    fmt::format("`{}` is another file, and only one document is read.", shown(target)),
                    "Bundle the documents into one.");
  return nullptr;
}

Located Library::locate(const Located& from, std::string_view reference, Diagnostics& diagnostics) const {
  const auto [target, fragment] = split_reference(reference);
  const auto* const document = document_at(from, target, diagnostics);
  if (document == nullptr) return {};
  return find_fragment(*document, fragment, place_of_reference(from), diagnostics);
}

Located Library::resolve(const Located& from, std::string_view reference, Diagnostics& diagnostics) const {
  std::unordered_set<const Value*> seen;
  auto at = locate(from, reference, diagnostics);
  while (at) {
    const auto next = at[reference_key];
    if (!next || !next.value->is_string()) return at;
    if (!seen.insert(at.value).second) {
      diagnostics.error(place_of_reference(from),
                        fmt::format("`{}` leads in a circle of references.", shown(reference)),
                        fmt::format("`#{}` is met again.", shown(at.pointer)));
      return {};
    }
    at = locate(next, next.value->string(), diagnostics);
  }
  return {};
}

Located Library::follow(const Located& at, Diagnostics& diagnostics) const {
  const auto reference = at[reference_key];
  if (!reference || !reference.value->is_string()) return at;
  return resolve(reference, reference.value->string(), diagnostics);
}

}  // namespace conform
