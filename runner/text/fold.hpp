#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace conform {

/// `text` in lines of at most `width` columns (code points), broken at spaces, each line indented by
/// `indent` spaces; without a last line end. Line ends in `text` stay; a word longer than a line stands
/// alone.
[[nodiscard]] std::string folded(std::string_view text, std::size_t width, std::size_t indent = 0);

}  // namespace conform
