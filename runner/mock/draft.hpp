#pragma once

#include "runner/openapi/api.hpp"
#include "runner/rules/answer.hpp"

#include <optional>

namespace conform {

/// An answer by the document alone, before the rules have had their say: the documented interim responses,
/// and the final one of status `wanted`, else the first 2xx, else the first. Content and fields are taken
/// from examples where they fit and from schema samples otherwise.
[[nodiscard]] Answer
draft_answer(const Operation& operation, const Request& request, std::optional<int> wanted = std::nullopt);

/// The status that `Prefer: code=404` asks for (RFC 7240 §2); nothing without one.
[[nodiscard]] std::optional<int> preferred_status(const Request& request);

/// The final statuses that the operation documents: exact ones, and `N00` for a class.
[[nodiscard]] std::vector<int> final_statuses(const Operation& operation);

/// A message of our own that explains an error, as text.
[[nodiscard]] Answer explanation(int status, const std::string& sentence, const Request& request);

}  // namespace conform
