#pragma once

#include "runner/openapi/api.hpp"
#include "runner/rules/answer.hpp"

#include <string_view>
#include <vector>

namespace conform {

/// Gives a 200 answer to GET or HEAD what conditional and range requests need: an entity tag of its content,
/// a time of last change, and Accept-Ranges (RFC 9110 §8.8, §14.3), unless the document gave them.
void add_validators(Answer& answer, const Request& request);

/// What a resource whose plain answer is `plain` answers to the conditions and the range of `request` (RFC
/// 9110 §13.2.2, §14.2): 304, 412, 206, 416, or `plain` itself. `current` is what it has now, when that is
/// not `plain`. A status that the document does not know is not given for a field that it asks for itself.
[[nodiscard]] Answer
on_conditions(Answer plain, const Response* current, const Operation& operation, const Request& request);

/// What a server answers to a method that the document does not have for a path: to OPTIONS what is allowed,
/// 405 to other methods of RFC 9110 and RFC 5789, 501 to the rest.
[[nodiscard]] Answer on_other_method(const Api& api, const std::string& path, const Request& request);

}  // namespace conform
