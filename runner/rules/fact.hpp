#pragma once

#include "runner/http/content_coding.hpp"
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

/// The fact cannot be read here (no such message, content cut, no document …): the test becomes unknown.
struct Unknown {
  std::string why{};
};
/// The fact is known not to be there, such as a field that was not sent.
struct Absent {};

/// Views hang on the Subject.
using Words = std::vector<std::string>;
using FactValue = std::variant<Unknown, Absent, bool, std::int64_t, std::string, Words>;

/// What is costly to find out about a subject and asked for by several rules. The judge makes one for each
/// message; without one everything is computed anew each time.
struct SubjectCache {
  std::vector<std::optional<FactValue>> facts{};         ///< those without a parameter, by their row
  std::optional<std::variant<Value, JsonFault>> json{};  ///< the content, read strictly
  std::optional<Decoded> decoded{};                      ///< the content without its codings
  std::optional<Fit> content_fit{};                      ///< the content against its documented schema
};

/// One exchange of a probe, by the name of its step.
struct Taken {
  std::string_view step{};
  bool supports = false;  ///< asked for the others' sake
  const Exchange* exchange = nullptr;
};

/// What is known of a planned request before it is sent.
struct Intent {
  std::vector<std::string> faults{};    ///< what the document has against it, sentences
  std::vector<std::string> keywords{};  ///< which of its keywords refuse it
  std::string unknown{};                ///< when not empty: why neither is known, a few words
  std::vector<std::string> made_up{};   ///< path parameters with values that no server need know
  /// Which credentials that the operation asks for were left out or made up, sentences.
  std::vector<std::string> credential_faults{};
};

/// What a rule looks at: one message of one exchange, and what the document says about it. References
/// hang on the caller; a Subject lives only while it is judged.
struct Subject {
  const Exchange& exchange;
  const Response* message = nullptr;  ///< the final or the interim response under judgement; may be null
  const Api* api = nullptr;           ///< null in rule examples without a document
  const Operation* operation = nullptr;
  const DocumentedResponse* documented = nullptr;  ///< what the operation documents for message->status
  SubjectCache* cache = nullptr;                   ///< may be null
  const Intent* intent = nullptr;                  ///< null: to be found out from the request itself
  std::span<const Taken> taken{};                  ///< of the probe, this exchange among them; else empty
};

/// For people: "`3`", "absent", "`GET`, `HEAD`", "unknown: …". Bytes escaped, long texts shortened.
[[nodiscard]] std::string describe(const FactValue& value);

/// Something to look at that shows why a fact has its value.
struct Spot {
  enum class Kind { document, received } kind = Kind::received;
  std::string label{};     ///< a few words
  std::string word{};      ///< of a fact with words: the word that it shows; may be empty
  Place where{};           ///< document: the place of what was promised
  std::size_t offset = 0;  ///< received: the bytes concerned, in Exchange::received
  std::size_t length = 0;
};

/// What an answer is given to. Pointers hang on the caller and may be null.
struct Asked {
  const Request* request = nullptr;
  const Api* api = nullptr;
  const Operation* operation = nullptr;
  std::string_view sent{};               ///< the bytes of the request, where they matter
  std::optional<std::size_t> interim{};  ///< which message is meant: an interim response; else the final one
  std::string_view step{};               ///< `PROBE.STEP` when the request is one of those
  std::span<const Taken> taken{};        ///< the other exchanges of that probe
};

/// What the values of a fact are.
enum class FactKind {
  truth,      ///< bool
  number,     ///< std::int64_t
  text,       ///< std::string
  words,      ///< Words
  sentences,  ///< Words, each for a person to read
};

/// What few exchanges have, so that few rules need be asked about the others. No names of fields.
namespace seldom {
inline constexpr std::string_view anomalies = ":anomalies";
inline constexpr std::string_view trailers = ":trailers";
inline constexpr std::string_view interim = ":interim";
inline constexpr std::string_view documented_headers = ":documented-headers";
inline constexpr std::string_view undocumented_status = ":undocumented-status";
inline constexpr std::string_view deprecation = ":deprecation";
inline constexpr std::string_view faulty_request = ":faulty-request";
inline constexpr std::string_view faulty_credentials = ":faulty-credentials";
}  // namespace seldom

/// One row of the table of facts: everything that rules can speak about. A new fact is a new row.
/// Names may end in a parameter: `field.*` stands for `field.Allow`, `field.Retry-After` …
struct Fact {
  std::string_view name;
  std::string_view meaning;  ///< "the value of the response field", for `conform explain --facts` and README
  FactKind kind;
  /// How a sentence calls it: a noun phrase, `*` for the parameter; plural for words. For a truth two
  /// sentences, when it is so and when not, with `|` between.
  std::string_view spoken;
  FactValue (*read)(const Subject& subject, std::string_view parameter);
  /// Changes the answer that a server is about to send so that reading it would give `value`; false when
  /// that is not possible. Null for facts that a server does not decide (the request, say).
  bool (*write)(Answer& answer, std::string_view parameter, const FactValue& value, const Asked& asked);
  /// Where to look. Null when there is nothing to point at.
  std::vector<Spot> (*locate)(const Subject& subject, std::string_view parameter);
  /// What must be there so that the fact is more than nothing: a response field, or one of `seldom`. Without
  /// it the fact is absent, or no words, 0, false. Empty when it does not depend on one thing.
  std::string_view needs = {};
};
[[nodiscard]] std::span<const Fact> facts();

/// A fact as a rule names it.
struct FactUse {
  const Fact* fact = nullptr;
  std::string parameter{};
  std::string step{};  ///< not empty: of the final response to this other step of the probe

  [[nodiscard]] FactValue read(const Subject& subject) const {
    return step.empty() ? fact->read(subject, parameter) : read_step(subject);
  }
  /// The same for many readers: a fact without a parameter is read once and kept in the subject's cache;
  /// without one, or with a parameter, the value lies in `own`.
  [[nodiscard]] const FactValue& read(const Subject& subject, FactValue& own) const;
  [[nodiscard]] std::string spoken() const;

private:
  [[nodiscard]] FactValue read_step(const Subject& subject) const;
};
/// The row of `name` and its parameter; nothing when there is no such fact. `step.NAME.FACT` is the fact of
/// another step.
[[nodiscard]] std::optional<FactUse> find_fact(std::string_view name);

/// What a subject would be if `answer` were sent and the connection read to its end. The exchange is for
/// the caller to keep; `subject_of` points into it.
[[nodiscard]] Exchange exchange_of(const Answer& answer, const Asked& asked);
[[nodiscard]] Subject subject_of(const Exchange& exchange, const Asked& asked);

}  // namespace conform
