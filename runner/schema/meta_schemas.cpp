#include "runner/schema/meta_schemas.hpp"

#include "runner/schema/dialect.hpp"

namespace conform {

std::string_view meta_schema_text(std::string_view uri) {
  constexpr std::string_view folder = "runner/schema/meta/";
  constexpr std::string_view ending = ".json";
  const std::size_t host = uri.find("://json-schema.org/");
  if (host == std::string_view::npos) return {};
  const std::string_view path = uri.substr(uri.find('/', host + 3) + 1);
  for (const EmbeddedFile& file : embedded_meta_schemas()) {
    if (file.name.substr(folder.size(), file.name.size() - folder.size() - ending.size()) == path)
      return file.text;
  }
  return {};
}

}  // namespace conform
