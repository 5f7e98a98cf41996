#pragma once

#include <string>
#include <string_view>

namespace conform {

/// Whether `text` is a well-formed XML document (XML 1.0 §2.1) as far as pugixml tells: one root element,
/// tags that match, attributes that are quoted and unique, no text outside the root.
[[nodiscard]] bool is_well_formed_xml(std::string_view text);

/// The root element of well-formed XML as `{namespace}name`, the braces empty without a namespace; empty when
/// the text is not well-formed.
[[nodiscard]] std::string xml_root(std::string_view text);

}  // namespace conform
