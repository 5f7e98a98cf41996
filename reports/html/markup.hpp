#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace conform {

/// `bytes` as text of an HTML page or of an attribute in double quotes: markup escaped, control characters
/// and what is no UTF-8 as `\xNN`. Line feeds stay.
[[nodiscard]] std::string html_text(std::string_view bytes);

/// The same for a sentence of ours: what stands between backticks becomes `code`.
[[nodiscard]] std::string html_prose(std::string_view sentence);

/// A name for `id` and `href`: `kind-` and the text itself where it is made of `[a-z0-9/-]`, else twelve
/// hexadecimal digits; the same for the same text, different for different ones.
[[nodiscard]] std::string anchor(std::string_view kind, std::string_view text);

/// The section of the standard, as a link when it is one of an RFC.
[[nodiscard]] std::string source_link(std::string_view source);

/// `GET /books/{id}` with the method set apart.
[[nodiscard]] std::string operation_label(std::string_view name);

/// The same for the id of a case, `GET /books · coverage · limit 50`, with what is special about it set
/// apart.
[[nodiscard]] std::string case_label(std::string_view id, std::string_view operation);

/// What is special about a case: its id without the operation. Empty for a plain request.
[[nodiscard]] std::string variant_of(std::string_view id, std::string_view operation);

/// How Content-Security-Policy names an inline text: `'sha256-…'` (CSP Level 3 §2.3.1).
[[nodiscard]] std::string hash_source(std::string_view text);

/// `3 cases`, `1 case`.
[[nodiscard]] std::string many(std::size_t count, std::string_view noun);

}  // namespace conform
