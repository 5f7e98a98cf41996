#pragma once

#include "runner/http/message.hpp"
#include "runner/openapi/api.hpp"
#include "runner/rules/answer.hpp"

#include <optional>

namespace conform {

/// The status with which a request is refused that the operation does not allow, preferably a documented one;
/// nothing when there is no reason to.
[[nodiscard]] std::optional<int> refusal_of(const Operation& operation, const Request& request);

/// The refusal of content in a coding: 415, with what would be taken (RFC 9110 §15.5.16); nothing for other
/// content.
[[nodiscard]] std::optional<Answer> refused_content(const Operation& operation, const Request& request);

}  // namespace conform
