#include "runner/document/document.hpp"

#include "runner/document/json_reader.hpp"
#include "runner/document/yaml_reader.hpp"

#include <fmt/format.h>

namespace conform {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view without_space(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

bool begins_like_json(std::string_view text) {
  const auto start = without_space(text);
  return start.starts_with('{') || start.starts_with('[');
}

/// Whether a person would take the text for JSON: by its name, or because what follows the first bracket
/// could not go on like this in YAML as people write it. YAML reads much broken JSON without complaint:
/// `{"a": 1 "b": 2}` has one member there.
bool is_meant_as_json(const Source& source, std::string_view text) {
  if (source.name.ends_with(".json")) return true;
  if (source.name.ends_with(".yaml") || source.name.ends_with(".yml")) return false;
  const auto inside = without_space(without_space(text).substr(1));
  return inside.empty() || std::string_view("\"{}[]-0123456789").find(inside[0]) != std::string_view::npos;
}

}  // namespace

std::optional<Document> read_document(SourcePtr source, Diagnostics& diagnostics, const ReadLimits& limits) {
  std::string_view text = source->text;
  if (text.size() > limits.bytes) {
    diagnostics.error({source, {}}, fmt::format("The text has more than {} bytes.", limits.bytes));
    return std::nullopt;
  }
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  if (begins_like_json(text)) {
    auto json =
        read_json_text(source->text, {Marks::kept, AfterFault::go_on, ByteOrderMark::passed_over, limits});
    if (json.mistakes.empty()) return Document{std::move(source), std::move(json.root)};
    // Up to a limit the text was JSON; as YAML it would only meet the same one.
    if (json.reached_end || json.beyond_limits || is_meant_as_json(*source, text)) {
      for (auto& mistake : json.mistakes) {
        diagnostics.error({source, mistake.mark}, std::move(mistake.message), std::move(mistake.hint));
      }
      return std::nullopt;
    }
  }
  auto root = read_yaml(source, diagnostics, limits);
  if (!root) return std::nullopt;
  return Document{std::move(source), *std::move(root)};
}

}  // namespace conform
