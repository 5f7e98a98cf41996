#pragma once

#include "runner/rules/rule.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace conform {

/// The bytes that a block text of an example stands for (suites/README.md): each line of a head ends with
/// CRLF, content follows as it is without the block's last line end, a head without an empty line gets one.
[[nodiscard]] std::string message_bytes(std::string_view block);

/// A request from its head, and content after an empty line. Method and target are the first words.
[[nodiscard]] Request request_of(std::string_view bytes);

/// The exchange that an example shows: its request, its answer, and then the end of the connection.
[[nodiscard]] Exchange exchange_of(const RuleExample& example);

/// An example as a trial: one exchange, or those of a probe.
struct Played {
  std::vector<Exchange> exchanges{};
  std::vector<Taken> taken{};  ///< of a probe; hangs on `exchanges` and on the book
  std::size_t judged = 0;      ///< which exchange the rule is about

  [[nodiscard]] const Exchange& exchange() const { return exchanges.at(judged); }
};
/// Plays an example of `rule`, whose probe is in `book`. Steps without an answer are left out, except that a
/// supporting one has that of the first.
[[nodiscard]] Played play(const Rule& rule, const RuleExample& example, const RuleBook& book);

/// The OpenAPI document that has just the example's operation, for its method and path; nothing when the
/// example has none, or with diagnostics when it cannot be read.
[[nodiscard]] std::optional<Api> api_of(const RuleExample& example, Diagnostics& diagnostics);

}  // namespace conform
