#pragma once

#include "runner/document/document.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>

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

/// The documents of one run, and how `$ref` leads from one to another. Each is read once.
class Library {
public:
  /// Reads the document, or gives the one that was read under this name before. Nothing on errors. Lives
  /// as long as this.
  [[nodiscard]] const Document* open(SourcePtr source, Diagnostics& diagnostics);

  /// What a `$ref` found at `from` names (RFC 3986 reference, fragment percent-decoded, RFC 6901 pointer),
  /// without following a `$ref` that stands there in turn. `from` is the text of the `$ref` or the object
  /// around it. A missing target or a file outside is a diagnostic there, and the result is empty.
  [[nodiscard]] Located
  locate(const Located& from, std::string_view reference, Diagnostics& diagnostics) const;

  /// The same, but chains of `$ref` are followed to their end; a circle is a diagnostic.
  [[nodiscard]] Located
  resolve(const Located& from, std::string_view reference, Diagnostics& diagnostics) const;

  /// `at` itself, or what its `$ref` member leads to when it has one. Empty (with a diagnostic) when that
  /// cannot be followed.
  [[nodiscard]] Located follow(const Located& at, Diagnostics& diagnostics) const;

private:
  /// The document that `target`, a reference without its fragment, names from `from`.
  [[nodiscard]] const Document*
  document_at(const Located& from, std::string_view target, Diagnostics& diagnostics) const;

  std::map<std::string, std::unique_ptr<const Document>, std::less<>> documents_{};  // by absolute name
};

}  // namespace conform
