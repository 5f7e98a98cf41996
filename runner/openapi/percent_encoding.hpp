#pragma once

#include <string>
#include <string_view>

namespace conform {

/// `text` with every byte but the unreserved ones (RFC 3986 §2.3) as `%XX`.
[[nodiscard]] std::string percent_encode(std::string_view text);

/// For `allowReserved`: reserved characters and existing `%XX` stay, too, except those that would end a
/// query or one of its pairs (`#`, `&`, `+`) or may not stand in it (`[`, `]`).
[[nodiscard]] std::string percent_encode_allowing_reserved(std::string_view text);

/// The literal text of a path template: what may stand in a path and its query (RFC 3986 §3.3, §3.4)
/// stays, also `%XX`; everything else, such as white space or control bytes, is encoded.
[[nodiscard]] std::string percent_encode_literal(std::string_view text);

/// `application/x-www-form-urlencoded` as the URL Standard writes it: `*-._` and letters and digits stay,
/// a space becomes `+`.
[[nodiscard]] std::string form_encode(std::string_view text);
/// The inverse: `+` becomes a space, `%XX` its byte; a `%` without two digits stays.
[[nodiscard]] std::string form_decode(std::string_view text);

}  // namespace conform
