#pragma once

#include "runner/schema/schema.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace conform::bowtie {

/// What a harness says to one line that it was sent.
struct Answer {
  std::string line{};              ///< JSON without a line break; empty when nothing is to be said
  std::string complaint{};         ///< for standard error, when the line breaks the protocol
  std::optional<int> exit_code{};  ///< set when the conversation is over
};

/// Which formats are assertions. By default those of the drafts that leave the choice to the validator;
/// 2020-12 makes them annotations unless a meta-schema asks for more (validation §7.2.1).
enum class FormatChoice { by_dialect, always_assert, always_annotate };

/// One conversation in version 1 of the Bowtie protocol: `start`, `dialect`, `run`, `stop`, each a JSON
/// object on a line of its own.
class Harness {
public:
  explicit Harness(FormatChoice formats) : formats_(formats) {}
  [[nodiscard]] Answer answer(std::string_view line);

private:
  [[nodiscard]] Answer start(const Value& command);
  [[nodiscard]] Answer set_dialect(const Value& command);
  [[nodiscard]] Answer run(const Value& command) const;
  [[nodiscard]] CompileOptions options() const;

  FormatChoice formats_;
  bool has_started_ = false;
  Dialect dialect_ = Dialect::draft_2020_12;
};

}  // namespace conform::bowtie
