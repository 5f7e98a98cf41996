#pragma once

#include "runner/auth/given.hpp"
#include "runner/auth/shell.hpp"
#include "runner/http/exchange.hpp"

#include <string>

namespace conform {

/// What the answer of a login operation has at the place that `login` names: of the content, which is then
/// JSON, a text; of a field its value; of a cookie that which is set (RFC 6265 §4.1.1). Else a sentence on
/// why there is nothing. Where the place is a field or a cookie, a redirection will do as an answer.
[[nodiscard]] MaybeText value_in(const Exchange& exchange, const Login& login);

}  // namespace conform
