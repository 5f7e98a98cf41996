#pragma once

#include "runner/openapi/reading.hpp"

namespace conform {

// Private to the readers of Swagger 2.0.

/// `collectionFormat` and how the model says it.
struct CollectionFormat {
  ParameterStyle style = ParameterStyle::form;
  bool explode = false;
};
/// That of the parameter, header or items object; without one it is `csv`. Only parameters in `query` and
/// `formData` can have `multi`: an error otherwise.
enum class Multi { allowed, refused };
[[nodiscard]] CollectionFormat read_collection_format(Reading& reading, const Located& at, Multi multi);

/// The schema that a parameter or a header has in itself: `type`, `format`, `items`, `maximum` … A missing
/// `type` gets a warning and is taken as `string`.
[[nodiscard]] Value inline_schema(Reading& reading, const Located& at);

/// `x-example`, which many tools write where 2.0 has no place for an example.
[[nodiscard]] std::vector<Example> load_swagger_examples(const Located& at);

}  // namespace conform
