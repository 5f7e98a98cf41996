#pragma once

#include <string>
#include <string_view>

namespace conform {

/// `bytes` as character data of XML 1.0 (§2.2, §2.4): whatever is no character there, and whatever a
/// terminal would obey, stands as `\xNN` or `\u{NNNN}`. Line feeds and tabs stay; CR before LF goes.
[[nodiscard]] std::string xml_text(std::string_view bytes);

/// The same for an attribute value in double quotes; line feeds and tabs become spaces.
[[nodiscard]] std::string xml_attribute(std::string_view bytes);

}  // namespace conform
