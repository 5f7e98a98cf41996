#pragma once

#include "runner/judge/verdict.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace conform::testing {

/// The Api that an OpenAPI 3.1 document has whose `paths` are `paths` (YAML, flow or block, indented by two).
/// Throws the first diagnostic.
[[nodiscard]] Api api_with(const std::string& paths);

/// The rules of a suite. Throws the first diagnostic.
[[nodiscard]] RuleBook book_of(std::string suite);

/// A rule whose examples are of no interest.
[[nodiscard]] std::string rule_with(std::string_view id, std::string_view level, std::string_view lines);

/// What comes of one request when the server sends `bytes` and then ends the connection.
[[nodiscard]] Exchange exchange_with(std::string_view bytes, std::string_view method = "GET");

/// The verdict on one exchange with the first operation.
[[nodiscard]] Verdict
verdict_on(const Api& api, const RuleBook& rules, Exchange exchange, const JudgeOptions& options = {});

/// `rule weight` of each finding, in order.
[[nodiscard]] std::vector<std::string> findings_of(const Verdict& verdict);

}  // namespace conform::testing
