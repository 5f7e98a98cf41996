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
  /// Reads the root document. Nothing on errors.
  [[nodiscard]] const Document* open(SourcePtr source, Diagnostics& diagnostics);

  /// Follows a `$ref` (RFC 3986 reference, fragment percent-decoded, RFC 6901 pointer) found at `from`.
  /// Follows chains; a cycle, a missing target or a file outside is a diagnostic at `from`, and the
  /// result is empty.
  [[nodiscard]] Located resolve(const Located& from, std::string_view reference, Diagnostics& diagnostics);

  /// `at` itself, or what its `$ref` member leads to when it has one. Empty (with a diagnostic) when that
  /// cannot be followed.
  [[nodiscard]] Located follow(const Located& at, Diagnostics& diagnostics);

private:
  std::map<std::string, std::unique_ptr<const Document>, std::less<>> documents_{};  // by absolute name
};

}  // namespace conform
