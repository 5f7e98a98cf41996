#pragma once

#include "runner/schema/schema.hpp"

#include <string>
#include <vector>

namespace conform {

/// Something that a schema says and cannot mean: a value that it gives but does not admit itself, or limits
/// that nothing can keep at once.
struct SchemaDoubt {
  enum class Kind {
    misfit,         ///< `default`, an example or a member of `enum` that the schema around it refuses
    contradiction,  ///< keywords that no value fulfils together
  } kind = Kind::misfit;
  std::string
      keyword{};         ///< misfit: which keyword gives the value; contradiction: one of those that disagree
  Place where{};         ///< of the value, or of the keyword
  std::string schema{};  ///< JSON Pointer of the schema in its document
  Value value{};         ///< misfit: what was given
  std::vector<SchemaFault> faults{};  ///< misfit: why it is refused; never empty
  std::string message{};              ///< contradiction: a sentence
};

/// The doubts about every schema that `schema` was compiled together with, each subschema looked at once;
/// none about subschemas that reach a faulty one. A value
/// is refused only when it is in both directions; after a hundred that cannot be decided no more are looked
/// at.
[[nodiscard]] std::vector<SchemaDoubt> inspect(const Schema& schema);

}  // namespace conform
