#pragma once

#include "runner/document/library.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace conform {

/// Which rules a schema is read by.
enum class Dialect {
  draft_4,
  draft_6,
  draft_7,
  draft_2019_09,
  draft_2020_12,
  openapi_2_0,
  openapi_3_0,
  openapi_3_1
};

/// Which way the value travels; decides about `readOnly` and `writeOnly` (OpenAPI).
enum class Direction { none, request, response };

enum class Formats { assert_them, annotate_only };

/// One reason why a value does not fit a schema.
struct SchemaFault {
  std::string instance{};  ///< JSON Pointer to the part of the value
  std::string keyword{};   ///< the keyword that refuses it: `required`, `maximum` …
  std::string schema{};    ///< JSON Pointer to that keyword in its document
  Place where{};           ///< the keyword's place in its document
  std::string message{};   ///< a sentence: what was found, what was expected
};

/// What came of looking at a value. Undecided (a pattern too costly, say) is neither fit nor misfit.
struct Fit {
  bool fits = true;
  std::vector<SchemaFault> faults{};  ///< when it does not fit: every fault found, at most 20
  std::string undecided{};            ///< when not empty: why part of it could not be decided
};

/// Whether values are among those made with which careless programs have trouble: texts with NUL or quotes,
/// numbers beyond 64 bits.
enum class Taste { everyday, strange };

/// How a sample is chosen.
struct SampleWish {
  enum class Size { smallest, typical, random } size = Size::typical;
  std::uint64_t seed = 0;  ///< for `random`; the same seed gives the same value everywhere
  Direction direction = Direction::request;
  Taste taste = Taste::everyday;  ///< of what is random, and of what is varied
};

/// Why no sample could be made: a sentence, and the place of the schema that is to blame.
struct NoSample {
  Place where{};
  std::string why{};
};

/// How values are made from a sample by changing one part of it.
struct VariationWish {
  SampleWish sample{};
  std::size_t most = 300;       ///< no more than so many
  std::optional<Value> base{};  ///< is varied before the sample, if it fits
};

/// A value made from one that fits by changing one part, with one keyword in mind.
struct Variation {
  Value value{};
  std::string instance{};  ///< JSON Pointer to the part
  std::string keyword{};
  std::string schema{};  ///< JSON Pointer to that keyword in its document
  Place where{};         ///< the keyword's place in its document
  std::string phrase{};  ///< `due_date missing`, `price below minimum 0`
};

/// One compiled schema, used three ways: to validate, to sample and to break. Immutable; safe to
/// share. Holds what it needs of the documents' texts; it does not hang on the Library's life.
class Schema {
public:
  struct Program;  // private to runner/schema
  /// The schema that begins at node `root` of `program`; several schemas share one program.
  Schema(std::shared_ptr<const Program> program, std::uint32_t root);
  ~Schema();

  /// Without words the messages of the faults are empty, which is far cheaper.
  enum class Words { wanted, unwanted };
  [[nodiscard]] Fit
  validate(const Value& value, Direction direction = Direction::none, Words words = Words::wanted) const;
  /// Like `validate` without collecting faults; the fast path. What is undecided is not accepted.
  [[nodiscard]] bool accepts(const Value& value, Direction direction = Direction::none) const;
  /// A value that `validate` accepts, or why there is none. `default`, `const`, `enum` and examples of
  /// the schema are preferred to invented values where they fit.
  [[nodiscard]] std::variant<Value, NoSample> sample(const SampleWish& wish) const;
  /// Values that are wrong in exactly one keyword: `validate` refuses each, by that keyword at that part, and
  /// tells no other cause. Behind `anyOf` and `oneOf` the keyword is theirs and the phrase tells the inner
  /// cause. Each keyword of the schemas that samples reach is tried, at every depth; what cannot be broken
  /// alone is left out. Empty where there is no sample. The same for the same wish.
  [[nodiscard]] std::vector<Variation> breakings(const VariationWish& wish) const;
  /// Values at each bound and just inside, with each listed value, each alternative, without each optional
  /// property, null where that is admitted …; `validate` accepts each.
  [[nodiscard]] std::vector<Variation> boundaries(const VariationWish& wish) const;
  /// Values with one property that is `readOnly` in a request, or `writeOnly` in a response. `validate`
  /// accepts them: such a property SHOULD NOT be sent (OpenAPI 3.0.3 §4.7.24.2), but its schema does not
  /// forbid it.
  [[nodiscard]] std::vector<Variation> misdirected(const VariationWish& wish) const;
  [[nodiscard]] Place where() const;
  /// The member `name` of the schema itself, which begins with `x-`, or nullptr. Lives as long as this.
  [[nodiscard]] const Value* extension(std::string_view name) const;
  /// What it was compiled into, together with others; the same object for all of one compiler.
  [[nodiscard]] const Program& program() const { return *program_; }
  /// The types that this schema admits at its top, for parameter serialisation; empty means any.
  [[nodiscard]] std::vector<Value::Kind> admitted_kinds() const;

private:
  std::shared_ptr<const Program> program_;
  std::uint32_t root_;
};
using SchemaPtr = std::shared_ptr<const Schema>;

struct CompileOptions {
  Dialect dialect = Dialect::draft_2020_12;
  Formats formats = Formats::assert_them;
  /// Finds the document with an absolute URI (no fragment) that neither the documents at hand nor the
  /// standard meta-schemas have; may give nullptr. The document must live as long as the compiler.
  std::function<const Document*(std::string_view uri)> find_remote{};
};

/// Compiles many schemas of the same documents into one program, each subschema once however many refer to
/// it. Use one for a whole OpenAPI document. Hangs on the Library's life; the schemas that it gave do not.
/// Not to be used while another thread validates with one of its schemas.
class SchemaCompiler {
public:
  SchemaCompiler(CompileOptions options, Library& library);
  ~SchemaCompiler();
  SchemaCompiler(SchemaCompiler&&) noexcept;
  SchemaCompiler& operator=(SchemaCompiler&&) noexcept;

  /// The schema at `at`. Recursion is allowed; unknown keywords are ignored, as the drafts say. A value that
  /// is no schema and a reference that leads nowhere are errors, and nothing is returned by any schema that
  /// reaches them. A keyword that makes no sense and a pattern that is none are warnings: the keyword is
  /// ignored, what the pattern would have judged is undecided. Each is told once per compiler.
  [[nodiscard]] SchemaPtr compile(const Located& at, Diagnostics& diagnostics);

  /// The mistake that kept the schema at `at` from being compiled; it may stand in one that it leads to, and
  /// have been told when that was compiled.
  [[nodiscard]] std::optional<Diagnostic> mistake_behind(const Located& at) const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

/// One schema by a compiler of its own.
[[nodiscard]] SchemaPtr
compile_schema(const Located& at, const CompileOptions& options, Library& library, Diagnostics& diagnostics);

}  // namespace conform
