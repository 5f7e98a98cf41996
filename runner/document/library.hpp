#pragma once

#include "runner/document/document.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace conform {

/// A value together with the document that it stands in and the pointer to it there.
/// Hangs on the life of the Library that gave it.
struct Located {
  const Document* document = nullptr;
  const Value* value = nullptr;
  std::string pointer{};  ///< JSON Pointer (RFC 6901) in `document`; empty for the root

  [[nodiscard]] explicit operator bool() const { return value != nullptr; }
  [[nodiscard]] Place place() const { return document->place(*value); }
  /// The member of an object, or an empty Located. `pointer` grows by the escaped key.
  [[nodiscard]] Located operator[](std::string_view key) const;
  [[nodiscard]] Located operator[](std::size_t index) const;
};

/// What fetching a document gave: its text, or nothing and a sentence why.
struct Fetched {
  std::optional<std::string> text{};
  std::string why{};
};

/// What references may lead to besides the documents that a Library was given. By default nothing.
struct ReferenceRights {
  /// Files are read below these folders (symbolic links followed), and nowhere else.
  std::vector<std::string> folders{};
  /// Gets at most `most_bytes` behind an absolute `http` or `https` URI. Null: nothing is fetched.
  std::function<Fetched(const std::string& uri, std::size_t most_bytes)> fetch{};
};

/// The documents of one run, and how `$ref` leads from one to another. Each is read once, whatever it is
/// called; ReadLimits hold for all of them together.
class Library {
public:
  explicit Library(ReferenceRights rights = {});

  /// Reads the document, or gives the one that was read under this name before. Nothing on errors. Lives
  /// as long as this.
  [[nodiscard]] const Document* open(SourcePtr source, Diagnostics& diagnostics);

  /// Every document in the order in which they were read, those that references lead to included.
  [[nodiscard]] const std::vector<const Document*>& documents() const { return in_order_; }
  /// The absolute URI of a document of this library; empty for any other.
  [[nodiscard]] std::string_view uri_of(const Document& document) const;

  /// What a `$ref` found at `from` names (RFC 3986 reference, fragment percent-decoded, RFC 6901 pointer),
  /// without following a `$ref` that stands there in turn. `from` is the text of the `$ref` or the object
  /// around it. A missing target or a file outside is a diagnostic there, and the result is empty.
  [[nodiscard]] Located locate(const Located& from, std::string_view reference, Diagnostics& diagnostics);

  /// The same, but chains of `$ref` are followed to their end; a circle, and a chain of more than 100, is a
  /// diagnostic.
  [[nodiscard]] Located resolve(const Located& from, std::string_view reference, Diagnostics& diagnostics);

  /// `at` itself, or what its `$ref` member leads to when it has one. Empty (with a diagnostic) when that
  /// cannot be followed.
  [[nodiscard]] Located follow(const Located& at, Diagnostics& diagnostics);

private:
  /// A document under one of its names; without one, why references to it lead nowhere.
  struct Shelved {
    const Document* document = nullptr;
    std::string why{};
    std::string hint{};
  };
  /// OpenAPI 3.2 §4.1.2.1: the URI that a document gives itself with `$self`; empty for others. References
  /// in it are seen from there first, then from where it lies.
  [[nodiscard]] std::string self_of(const Document& document) const;
  /// The document that `target`, a reference without its fragment, names from `from`.
  [[nodiscard]] const Document*
  document_at(const Located& from, std::string_view target, Diagnostics& diagnostics);
  [[nodiscard]] Shelved find_file(const Document& from, std::string_view target, Diagnostics& diagnostics);
  [[nodiscard]] Shelved
  read_file(const std::string& name, const std::string& shown, Diagnostics& diagnostics);
  [[nodiscard]] Shelved fetch(const std::string& uri, Diagnostics& diagnostics);
  [[nodiscard]] const Document* read(SourcePtr source, std::string uri, Diagnostics& diagnostics);

  ReferenceRights rights_;
  ReadLimits left_{};                                    // what is left of the limits
  std::map<std::string, Shelved, std::less<>> shelf_{};  // by absolute name, by real name, by URI
  std::vector<std::unique_ptr<const Document>> documents_{};
  std::vector<const Document*> in_order_{};
  std::unordered_map<const Document*, std::string> uris_{};
  std::size_t fetched_ = 0;
};

}  // namespace conform
