#pragma once

#include "runner/openapi/api.hpp"
#include "runner/rules/rule.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace conform {

/// The right answer to a request, by the document and the rules: the documented response (the first 2xx,
/// else the first; `Prefer: code=404` chooses), its headers and content from examples and schemas, and what
/// the rules require of it beyond the document. Pure; needs no socket.
[[nodiscard]] Answer
conforming_answer(const Api& api, const RuleBook& rules, const Operation& operation, const Request& request);

/// The answer with `rule` broken in its first possible way, or nothing when this rule cannot be broken on
/// this operation's answer (it does not apply to it, or no fact of it can be written).
[[nodiscard]] std::optional<Answer> broken_answer(const Api& api,
                                                  const RuleBook& rules,
                                                  const Operation& operation,
                                                  const Request& request,
                                                  const Rule& rule);

/// A server that breaks a rule on a probe, as far as that must be known. References hang on the caller.
struct ProbedServer {
  const Api& api;
  const RuleBook& rules;
  const Operation* operation = nullptr;           ///< one of the path that is asked for; may be null
  std::function<Answer(const Request&)> usual{};  ///< what it answers when it breaks nothing
};
/// The answer with a rule on a probe broken; nothing when `request` is not the step that the rule is about.
[[nodiscard]] std::optional<Answer>
broken_answer_to_probe(const ProbedServer& server, const Rule& rule, const Request& request);
/// The same for a request that is no correct HTTP, from its bytes and the usual answer to it.
[[nodiscard]] std::optional<Answer> broken_answer_to_bytes(const ProbedServer& server,
                                                           const Rule& rule,
                                                           std::string_view bytes,
                                                           const Answer& usual);

struct MockOptions {
  std::uint16_t port = 0;    ///< 0: any free one
  std::string break_rule{};  ///< id; empty: conforms
  std::string base_path{};
};

/// A server that keeps the contract of an Api, or breaks one rule of it where told. Runs in a thread of its
/// own from construction to destruction; listens on 127.0.0.1 only.
class MockServer {
public:
  MockServer(std::shared_ptr<const Api> api,
             std::shared_ptr<const RuleBook> rules,
             const MockOptions& options);
  ~MockServer();
  MockServer(const MockServer&) = delete;
  MockServer& operator=(const MockServer&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::uint64_t requests() const;  ///< answered so far

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace conform
