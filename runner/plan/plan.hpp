#pragma once

#include "runner/http/response_reader.hpp"
#include "runner/openapi/api.hpp"
#include "runner/rules/rule.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace conform {

/// One request of a case. `close` asks for a connection of its own that is read to its end, so that late
/// bytes are seen and blamed on the right exchange.
struct Step {
  Request request{};
  Persistence persistence = Persistence::keep_alive;
};

enum class CaseKind { documented };
[[nodiscard]] std::string_view name_of(CaseKind kind);

/// One thing to try. The id is made of stable words: `GET /books/{id}`, `POST /books · application/json`.
struct Case {
  std::string id{};
  std::uint32_t operation = 0;  ///< index in Api::operations
  CaseKind kind = CaseKind::documented;
  std::string why{};         ///< what this case is for, a sentence
  std::string not_judged{};  ///< when not empty: why it cannot be sent, a sentence; `steps` is empty then
  std::vector<Step> steps{};
};

struct Plan {
  std::uint64_t seed = 0;
  std::vector<Case> cases{};
};

/// Which operations to plan. Patterns are compared with the operation's name (`GET /books/{id}`), its path,
/// its operation id and its tags; `*` stands for any text. Empty lists select everything.
struct Selection {
  std::vector<std::string> include{};
  std::vector<std::string> exclude{};
};

struct PlanOptions {
  std::uint64_t seed = 0;
  std::string base_path{};  ///< put before every path: from the target or the servers
  Selection selection{};
  std::vector<Field> fields{};  ///< added to every request (`-H`, `-u`); these win over planned ones
};

/// Plans a case for every selected operation and documented request media type. The same input gives the
/// same plan, byte for byte, on any machine.
[[nodiscard]] Plan make_plan(const Api& api, const RuleBook& rules, const PlanOptions& options);

}  // namespace conform
