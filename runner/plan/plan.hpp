#pragma once

#include "runner/http/response_reader.hpp"
#include "runner/openapi/api.hpp"
#include "runner/rules/rule.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace conform {

/// One request of a case. `close` asks for a connection of its own that is read to its end, so that late
/// bytes are seen and blamed on the right exchange.
struct Step {
  Request request{};
  Persistence persistence = Persistence::keep_alive;
  std::string name{};                  ///< of a probe's step, as rules call it: `PROBE.STEP`
  const ProbeStep* probing = nullptr;  ///< hangs on the probe; null for a documented request
};
using Steps = std::shared_ptr<const std::vector<Step>>;
/// Steps that somebody else keeps for as long as they are used.
[[nodiscard]] inline Steps borrowed(const std::vector<Step>& steps) { return {Steps(), &steps}; }

enum class CaseKind { documented, probe };
[[nodiscard]] std::string_view name_of(CaseKind kind);

/// One thing to try. The id is made of stable words: `GET /books/{id}`, `POST /books · application/json`.
struct Case {
  std::string id{};
  std::uint32_t operation = 0;  ///< index in Api::operations
  CaseKind kind = CaseKind::documented;
  std::string why{};          ///< what this case is for, a sentence
  std::string not_judged{};   ///< when not empty: why it cannot be sent, a sentence
  std::vector<Step> steps{};  ///< of a documented case
  std::shared_ptr<const Probe> probe{};
  std::uint32_t plain = 0;  ///< of a probe: the documented case whose request its own are made from

  [[nodiscard]] bool is_sent() const { return not_judged.empty(); }
};

struct Plan {
  std::uint64_t seed = 0;
  std::string authority{};                       ///< of the target: for requests in absolute form
  std::vector<Case> cases{};                     ///< the documented ones, then the probes
  std::vector<std::string> credential_fields{};  ///< where credentials stand, by the document and by habit
};

/// What a case sends, in order. A probe's steps are made here and not before, so that a plan stays small;
/// what only earlier answers give stands in them as `${STEP.FACT}`. Hangs on the plan.
[[nodiscard]] Steps steps_of(const Plan& plan, const Case& planned);

/// The exchanges of a trial so far, by the names of their steps. Hangs on both.
[[nodiscard]] std::vector<Taken> taken_of(const std::vector<Step>& steps,
                                          std::span<const Exchange> exchanges);

/// The request of a probe's step after what came so far; nothing when it is not to be sent after that.
[[nodiscard]] std::optional<Request>
request_now(const Step& step, const std::vector<Step>& steps, std::span<const Exchange> so_far);

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
  std::vector<Field> fields{};       ///< added to every request (`-H`, `-u`); these win over planned ones
  std::vector<ProbeClass> probes{};  ///< which probes are planned
  std::string authority{};           ///< of the target
};

/// Plans a case for every selected operation and documented request media type, and the probes that are
/// allowed. The same input gives the same plan, byte for byte, on any machine. Hangs on the rules' probes.
[[nodiscard]] Plan make_plan(const Api& api, const RuleBook& rules, const PlanOptions& options);

}  // namespace conform
