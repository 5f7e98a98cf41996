#pragma once

#include <string_view>

namespace conform {

/// Whether `text` is a well-formed XML document (XML 1.0 §2.1) as far as pugixml tells: one root element,
/// tags that match, attributes that are quoted and unique, no text outside the root.
[[nodiscard]] bool is_well_formed_xml(std::string_view text);

}  // namespace conform
