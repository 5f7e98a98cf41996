#include "runner/openapi/document_hash.hpp"
#include "runner/openapi/reading.hpp"

namespace conform {

void load_info(Reading& reading, const Located& root, Api& api) {
  const Located at = root["info"];
  if (!at) {
    require_member(reading, root, "info", ObjectKind::openapi);
    return;
  }
  const Located info = read_object(reading, at, ObjectKind::info);
  if (!info) return;
  api.info_extensions = extensions_of(info);
  require_member(reading, info, "title", ObjectKind::info);
  require_member(reading, info, "version", ObjectKind::info);
  api.title = text_member(reading, info, "title");
  const Located version = info["version"];
  // `version: 1.0` without quotes is a number in YAML; a slip that changes nothing for us.
  if (version && version.value->is_number()) {
    report_warning(reading,
                   version.place(),
                   "The version " + shown(*version.value) + " is a number, but it must be a text.",
                   "Put it in quotes.");
    api.version = to_json(*version.value);
    return;
  }
  api.version = text_member(reading, info, "version");
}

std::string hash_of(const Document& document, const Library& library) {
  auto hash = fnv_1a(document.source ? document.source->text : std::string_view());
  for (const Document* other : library.documents()) {
    if (other != &document) hash = fnv_1a(other->source->text, hash);
  }
  return to_hex(hash);
}

}  // namespace conform
