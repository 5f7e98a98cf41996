#pragma once

#include "runner/http/response_reader.hpp"
#include "runner/openapi/api.hpp"
#include "runner/plan/inputs.hpp"
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

enum class CaseKind {
  documented,  ///< the plain good request
  example,     ///< with another of the document's examples
  coverage,    ///< good, and at some edge of what the document allows
  negative,    ///< with exactly one thing wrong
  fuzz,        ///< at random, good or not
  probe,       ///< requests that rules of HTTP need
};
[[nodiscard]] std::string_view name_of(CaseKind kind);

/// When a case has its turn. Those of one phase are over before the next begins, so that nothing is written
/// while answers to the same resource are compared.
enum class Phase : std::uint8_t {
  documented,  ///< the plain requests, of all methods but DELETE
  reading,     ///< what changes nothing: safe methods (RFC 9110 §9.2.1), and most probes
  writing,     ///< other methods
  alone,       ///< probes that may change something: one at a time
  removing,    ///< DELETE
};

/// One thing to try. The id is made of stable words: `GET /books/{id}`, `POST /books · application/json`,
/// `POST /loans · negative · body.due_date missing`.
struct Case {
  std::string id{};
  std::uint32_t operation = 0;  ///< index in Api::operations
  CaseKind kind = CaseKind::documented;
  Phase phase = Phase::documented;
  std::string why{};                     ///< what this case is for, a sentence
  std::string not_judged{};              ///< when not empty: why it cannot be sent, a sentence
  std::vector<Step> steps{};             ///< of a documented case
  std::shared_ptr<const Probe> probe{};  ///< of other kinds: the one whose first step its request is, too
  std::uint32_t plain = 0;           ///< of a probe: the documented case whose request its own are made from
  std::vector<std::string> types{};  ///< of a probe that needs them: media types of the documented 200
  /// Of the other kinds: what the request is made from.
  std::shared_ptr<const Inputs> inputs{};
  std::vector<Change> changes{};
  std::shared_ptr<const CredentialChange> credentials{};  ///< null: as the plain request
  std::shared_ptr<const Intent> intent{};  ///< what is known of the request beforehand; null for probes

  [[nodiscard]] bool is_sent() const { return not_judged.empty(); }
};

struct Plan {
  std::uint64_t seed = 0;
  std::string authority{};                       ///< of the target: for requests in absolute form
  std::vector<Case> cases{};                     ///< by phases
  std::vector<std::string> credential_fields{};  ///< where credentials stand, by the document and by habit
  /// What could have been tried and is not.
  struct LeftOut {
    std::uint32_t operation = 0;
    std::size_t cases = 0;
    std::string why{};  ///< a sentence
  };
  std::vector<LeftOut> left_out{};
};

/// What a case sends, in order. All but the documented requests are made here and not before, so that a plan
/// stays small; what only earlier answers give a probe stands in it as `${STEP.FACT}`. Hangs on the plan.
[[nodiscard]] Steps steps_of(const Plan& plan, const Case& planned);

/// The exchanges of a trial so far, by the names of their steps. Hangs on both.
[[nodiscard]] std::vector<Taken> taken_of(const std::vector<Step>& steps,
                                          std::span<const Exchange> exchanges);

/// The request of a probe's step after what came so far; nothing when it is not to be sent after that.
[[nodiscard]] std::optional<Request>
request_now(const Step& step, const std::vector<Step>& steps, std::span<const Exchange> so_far);

/// Which operations to plan. Patterns are compared with the operation's name (`GET /books/{id}`), its path,
/// its operation id and its tags; `*` stands for any text, and a pattern between slashes is a regular
/// expression (ECMAScript) that matches a part. Empty lists select everything.
struct Selection {
  std::vector<std::string> include{};
  std::vector<std::string> exclude{};
};

enum class Depth {
  smoke,     ///< the documented requests
  standard,  ///< and examples, coverage and negatives
  deep,      ///< and combinations and fuzz
};

struct PlanOptions {
  std::uint64_t seed = 0;
  std::string base_path{};  ///< put before every path: from the target or the servers
  Selection selection{};
  std::vector<Field> fields{};     ///< added to every request (`-H`, `-u`); these win over planned ones
  CredentialValues credentials{};  ///< `--auth`: for the operations that ask for them
  enum class Methods { all, safe } methods = Methods::all;  ///< safe: operations of others are not sent
  std::vector<GivenValue> values{};                         ///< the user's, for inputs
  std::vector<ProbeClass> probes{};                         ///< which probes are planned
  std::string authority{};                                  ///< of the target
  Depth depth = Depth::smoke;
  std::size_t most_per_operation =
      0;                        ///< cases beside the documented ones and the probes; 0: as the depth says
  std::size_t most_in_all = 0;  ///< of the same; 0: no limit
};

/// Plans a case for every selected operation and documented request media type, the probes that are allowed,
/// and what the depth adds. The same input gives the same plan, byte for byte, on any machine. Hangs on the
/// Api and on the rules' probes.
[[nodiscard]] Plan make_plan(const Api& api, const RuleBook& rules, const PlanOptions& options);

}  // namespace conform
