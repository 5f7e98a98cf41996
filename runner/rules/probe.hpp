#pragma once

#include "runner/http/message.hpp"
#include "runner/rules/predicate.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace conform {

/// What a probe may do to a server; the user says which are allowed (`--probes`).
enum class ProbeClass {
  safe,            ///< safe methods (RFC 9110 §9.2.1) in correct messages
  negotiation,     ///< the same, asking for what cannot be served
  malformed,       ///< messages that break RFC 9110 or RFC 9112, or are far too large
  state_changing,  ///< other methods
};
[[nodiscard]] std::string_view name_of(ProbeClass one);

/// A text with parts that only earlier answers give: `bytes=${get.content.length}-`.
class LaterText {
public:
  /// Reads `${STEP.FACT}`. Unknown facts are diagnostics at `written`.
  [[nodiscard]] static std::optional<LaterText>
  load(const Document& suite, const Value& written, Diagnostics& diagnostics);

  [[nodiscard]] const std::string& written() const { return written_; }
  /// The text with what the steps of `subject` gave; nothing when one of its facts is absent or unknown.
  [[nodiscard]] std::optional<std::string> fill(const Subject& subject) const;

private:
  using Part = std::variant<std::string, FactUse>;
  std::string written_{};
  std::vector<Part> parts_{};
};

/// One request of a probe: what is changed about the plain good request of an operation.
struct ProbeStep {
  std::string name{};              ///< `if-none-match`; unique in its probe
  bool supports = false;           ///< asked for the others' sake, not judged itself
  bool may_end = false;            ///< to end the connection without a word is an answer
  bool ends_connection = false;    ///< a connection of its own, read to its end
  bool awaits_end = false;         ///< where the answer announces the end of the connection, it is waited for
  bool withholds_content = false;  ///< held back until an answer to the head comes, or none in time
  bool with_previous = false;      ///< sent together with the step before, before its answer (pipelined)
  bool chunked = false;            ///< the content is sent in chunks
  std::string method{};            ///< empty: the operation's
  std::string target{};            ///< with `${target}`, `${authority}`; empty: the operation's
  std::optional<LaterText> to{};   ///< the target that an earlier answer gave
  std::optional<std::string> content{};  ///< instead of the operation's
  std::size_t accepts = 0;  ///< the one media type of the documented 200 that is accepted, from 1; 0: all
  Version version{};
  std::vector<std::string> remove{};                     ///< fields left out
  bool without_credentials = false;                      ///< what the security schemes ask for is left out
  std::vector<std::pair<std::string, LaterText>> set{};  ///< fields given this value
  std::string bytes{};  ///< the exact request, with `${…}`; empty: none of that
  Predicate when{};     ///< on earlier steps; left out where it does not hold
};

/// Requests of the tool's own, made from the plain good request of documented operations.
struct Probe {
  std::string name{};
  ProbeClass kind = ProbeClass::safe;
  enum class Extent { operation, path, server } per = Extent::operation;  ///< sent once for each of these
  std::vector<std::string> methods{};         ///< of the operations it is made from
  bool needs_ok = false;                      ///< only operations that document a 200
  bool needs_success = false;                 ///< only operations that document a 2xx
  bool needs_redirect = false;                ///< only operations that document a 3xx with a new place
  bool needs_types = false;                   ///< only operations with several media types in their 200
  bool needs_content = false;                 ///< only operations whose plain request has content
  bool needs_json = false;                    ///< only those whose content is JSON
  bool needs_security = false;                ///< only operations that always ask for credentials
  std::vector<std::string> absent_methods{};  ///< only paths that have none of these methods
  std::string text{};                         ///< what it is for, a sentence
  std::vector<ProbeStep> steps{};
  Place where{};

  [[nodiscard]] const ProbeStep* find(std::string_view step) const;
};

/// Reads an entry `probe/NAME` of a suite. Every mistake is a diagnostic; nothing when there was one.
[[nodiscard]] std::shared_ptr<const Probe>
read_probe(const Document& suite, const Member& entry, Diagnostics& diagnostics);

/// Where a probe is sent, as far as its requests depend on it.
struct ProbeGround {
  const Request& plain;                              ///< the plain good request of the operation
  std::string_view authority{};                      ///< for `${authority}`
  std::span<const std::string> credential_fields{};  ///< that `without: credentials` leaves out
  std::span<const std::string> types{};              ///< media types of the documented 200
};

/// The request of a step as it can be planned: values of earlier answers stand in it as `${STEP.FACT}`.
[[nodiscard]] Request planned_request(const ProbeStep& step, const ProbeGround& ground);
/// Puts in what the earlier steps of `subject` gave; nothing when the step is not to be sent after those.
[[nodiscard]] std::optional<Request>
request_after(const ProbeStep& step, const Request& planned, const Subject& subject);

}  // namespace conform
