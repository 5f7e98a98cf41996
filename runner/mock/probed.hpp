#pragma once

#include "runner/mock/mock.hpp"

namespace conform {

/// What a server answers when it breaks nothing.
using AnswerTo = std::function<Answer(const Request&)>;

/// The same with what requests may be made from.
struct AnswersOf {
  const AnswerTo& answer_to;
  std::vector<std::string> types{};  ///< media types of the documented 200
};

/// A probe as the server sees it that gets one of its requests: what came before, and what the plain request
/// was.
struct Probed {
  Request plain{};
  std::vector<Exchange> exchanges{};
  std::vector<Taken> taken{};  ///< hangs on `exchanges` and on the book
};

/// Plays the probe of `rule` with the answers of a server that keeps all rules, up to `request` and beyond;
/// nothing when `request` is not the step that the rule is about.
[[nodiscard]] std::optional<Probed>
rehearse(const RuleBook& rules, const Rule& rule, const Request& request, const AnswersOf& server);

/// The same for a request that is no HTTP, from its bytes.
[[nodiscard]] std::optional<Probed>
rehearse_bytes(const RuleBook& rules, const Rule& rule, std::string_view bytes, const AnswerTo& answer_to);

}  // namespace conform
