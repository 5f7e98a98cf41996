#include "runner/lint/lint.hpp"

#include "runner/lint/checks.hpp"

namespace conform {
namespace {

// What follows from another mistake, which is reported itself.
constexpr std::string_view consequence = "consequence";

using Spot = std::tuple<const Source*, std::uint32_t, std::uint32_t>;

Spot spot_of(const Diagnostic& diagnostic) {
  const Mark mark = diagnostic.where.mark;
  return {diagnostic.where.source.get(), mark.line, mark.column};
}

void add_all(LintFindings& findings, const Diagnostics& diagnostics, std::string_view otherwise) {
  // The same reference is met by several readers, each with its words; the last one has the better hint.
  std::map<Spot, const Diagnostic*> last_reference;
  for (const Diagnostic& diagnostic : diagnostics.list())
    if (diagnostic.topic == "reference") last_reference[spot_of(diagnostic)] = &diagnostic;
  for (const Diagnostic& diagnostic : diagnostics.list()) {
    if (diagnostic.topic == consequence) continue;
    if (diagnostic.topic == "reference" && last_reference[spot_of(diagnostic)] != &diagnostic) continue;
    const std::string topic = diagnostic.topic.empty() ? std::string(otherwise) : diagnostic.topic;
    findings.add(
        {"lint/" + topic, diagnostic.severity, diagnostic.where, diagnostic.message, diagnostic.hint});
  }
}

void look_at(const SourcePtr& source, Library& library, const RuleBook& rules, LintFindings& findings) {
  Diagnostics of_text;
  const Document* const document = library.open(source, of_text);
  add_all(findings, of_text, "text");
  if (document == nullptr) return;
  Diagnostics of_api;
  const std::optional<Api> api = load_api(*document, library, of_api);
  add_all(findings, of_api, "structure");
  if (!api) return;
  Linting linting{*api, library, *document, rules, findings};
  check_paths(linting);
  check_servers(linting);
  check_operations(linting);
  check_promises(linting);
  check_examples(linting);
  check_schemas(linting);
}

}  // namespace

LintReport
lint(const SourcePtr& source, Library& library, const RuleBook& rules, const Diagnostics& reading) {
  LintFindings findings;
  add_all(findings, reading, "text");
  if (source) look_at(source, library, rules, findings);
  LintReport report = std::move(findings).take(library.documents());
  // A text that could not be read has its name in the diagnostic.
  const SourcePtr named = source || reading.list().empty() ? source : reading.list().front().where.source;
  if (named) report.document = named->name;
  return report;
}

}  // namespace conform
