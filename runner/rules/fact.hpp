#pragma once

#include "runner/http/exchange.hpp"
#include "runner/openapi/api.hpp"
#include "runner/rules/answer.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace conform {

/// What a rule looks at: one message of one exchange, and what the document says about it. References
/// hang on the caller; a Subject lives only while it is judged.
struct Subject {
  const Exchange& exchange;
  const Response* message = nullptr;  ///< the final or the interim response under judgement; may be null
  const Api* api = nullptr;           ///< null in rule examples without a document
  const Operation* operation = nullptr;
  const DocumentedResponse* documented = nullptr;  ///< what the operation documents for message->status
};

/// The fact cannot be read here (no such message, content cut, no document …): the test becomes unknown.
struct Unknown {
  std::string why{};
};
/// The fact is known not to be there, such as a field that was not sent.
struct Absent {};

/// Views hang on the Subject.
using Words = std::vector<std::string>;
using FactValue = std::variant<Unknown, Absent, bool, std::int64_t, std::string, Words>;
/// For people: "`3`", "absent", "`GET`, `HEAD`", "unknown: …". Bytes escaped, long texts shortened.
[[nodiscard]] std::string describe(const FactValue& value);

/// One row of the table of facts: everything that rules can speak about. A new fact is a new row.
/// Names may end in a parameter: `field.*` stands for `field.Allow`, `field.Retry-After` …
struct Fact {
  std::string_view name;
  std::string_view meaning;  ///< "the value of the response field", for `conform explain --facts` and README
  FactValue (*read)(const Subject& subject, std::string_view parameter);
  /// Changes the answer that a server is about to send so that reading it would give `value`; false when
  /// that is not possible. Null for facts that a server does not decide (the request, the document).
  bool (*write)(Answer& answer, std::string_view parameter, const FactValue& value);
};
[[nodiscard]] std::span<const Fact> facts();

}  // namespace conform
