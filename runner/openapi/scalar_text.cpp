#include "runner/openapi/scalar_text.hpp"

namespace conform {

std::optional<std::string> scalar_text(const Value& value) {
  if (value.is_string()) return value.string();
  if (value.is_number()) return value.number().to_string();
  if (value.is_boolean()) return value.boolean() ? "true" : "false";
  return std::nullopt;
}

}  // namespace conform
