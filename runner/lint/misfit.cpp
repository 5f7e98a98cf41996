#include "runner/lint/misfit.hpp"

#include "runner/lint/checks.hpp"

#include <fmt/format.h>

namespace conform {
namespace {

/// A text that would have been a value of another kind without its quotes, or with a reader.
std::string hint_for(const Value& part, const SchemaFault& fault) {
  const bool is_text_of_json = fault.keyword == "type" && part.is_string() &&
                               part.string().find_first_of("{[") != std::string::npos &&
                               std::holds_alternative<Value>(read_json(part.string()));
  if (is_text_of_json) return "This is a text that holds JSON; write the value itself.";
  if (fault.where.source == nullptr || fault.where.mark.line == 0) return {};
  return fmt::format("`{}` stands at {}.", fault.keyword, to_string(fault.where));
}

}  // namespace

LintFinding misfit(std::string_view what,
                   const SourcePtr& source,
                   const Value& value,
                   const std::vector<SchemaFault>& faults) {
  const SchemaFault& first = faults.front();
  const Value* const part = resolve_pointer(value, first.instance);
  const Value& blamed = part == nullptr ? value : *part;
  const Mark mark = blamed.mark().line > 0 ? blamed.mark() : value.mark();
  const std::string at = first.instance.empty() ? "" : " at " + quoted(first.instance);
  const std::string more =
      faults.size() < 2 ? "" : fmt::format(" ({} more like this in it.)", faults.size() - 1);
  return {"lint/example",
          Severity::warning,
          {source, mark},
          fmt::format("{} does not fit its schema{}: {}{}", what, at, first.message, more),
          hint_for(blamed, first)};
}

}  // namespace conform
