#include "runner/sarif/sarif.hpp"

#include "runner/document/document.hpp"
#include "runner/document/value.hpp"
#include "runner/text/words.hpp"

#include <map>
#include <string_view>
#include <utility>

namespace conform {
namespace {

// GitHub takes as many of a text, and as many tags of a rule.
constexpr std::size_t longest_description = 1000;
constexpr std::size_t most_tags = 20;

Value number(std::size_t count) { return {static_cast<std::int64_t>(count)}; }

Value text_message(const std::string& text) {
  Object message;
  message.add("text", Value(printable(text)));
  return {std::move(message)};
}

Value description(const std::string& text) {
  return text_message(shortened(printable(text), longest_description));
}

/// The name of a file as a URI reference (RFC 3986 §4.1); an address stays what it is.
std::string uri_of(const std::string& name) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  if (name.starts_with("http://") || name.starts_with("https://")) return printable(name);
  std::string out = name.starts_with('/') ? "file://" : "";
  for (const char c : name) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          std::string_view("-._~/").find(c) != std::string_view::npos;
    if (is_plain) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

Value location_of(const SarifResult& result) {
  Object artifact;
  artifact.add("uri", Value(uri_of(result.file)));
  Object physical;
  physical.add("artifactLocation", Value(std::move(artifact)));
  if (result.line > 0) {
    Object region;
    region.add("startLine", number(result.line));
    if (result.column > 0) region.add("startColumn", number(result.column));
    physical.add("region", Value(std::move(region)));
  }
  Object location;
  location.add("physicalLocation", Value(std::move(physical)));
  return {std::move(location)};
}

Value one(Value only) {
  Array array;
  array.push_back(std::move(only));
  return {std::move(array)};
}

void add_acceptance(Object& object, const SarifResult& result) {
  object.add("baselineState", Value("unchanged"));
  Object suppression;
  suppression.add("kind", Value("external"));
  if (!result.justification.empty()) suppression.add("justification", Value(printable(result.justification)));
  object.add("suppressions", one(Value(std::move(suppression))));
}

Value result_of(const SarifResult& result, std::size_t rule) {
  Object object;
  object.add("ruleId", Value(printable(result.rule)));
  object.add("ruleIndex", number(rule));
  object.add("level", Value(result.level));
  object.add("message", text_message(result.message));
  if (!result.file.empty()) object.add("locations", one(location_of(result)));
  if (!result.fingerprint.empty()) {
    Object prints;
    prints.add("conformFinding/v1", Value(result.fingerprint));
    object.add("partialFingerprints", Value(std::move(prints)));
  }
  if (result.occurrences > 0) object.add("occurrenceCount", number(result.occurrences));
  if (result.known) add_acceptance(object, result);
  return {std::move(object)};
}

Value rule_of(const SarifRule& rule) {
  Object object;
  object.add("id", Value(printable(rule.id)));
  object.add("shortDescription", description(rule.text.empty() ? rule.id : rule.text));
  if (!rule.detail.empty()) object.add("fullDescription", description(rule.detail));
  if (!rule.help.empty()) object.add("help", text_message(rule.help));
  if (!rule.level.empty()) {
    Object configuration;
    configuration.add("level", Value(rule.level));
    object.add("defaultConfiguration", Value(std::move(configuration)));
  }
  if (!rule.tags.empty()) {
    Array tags;
    for (const std::string& tag : rule.tags)
      if (tags.size() < most_tags) tags.emplace_back(printable(tag));
    Object properties;
    properties.add("tags", Value(std::move(tags)));
    object.add("properties", Value(std::move(properties)));
  }
  return {std::move(object)};
}

Value tool_of(const SarifRun& run) {
  Array rules;
  for (const SarifRule& rule : run.rules)
    rules.push_back(rule_of(rule));
  Object driver;
  driver.add("name", Value("conform"));
  driver.add("version", Value(printable(run.tool_version)));
  driver.add("rules", Value(std::move(rules)));
  Object tool;
  tool.add("driver", Value(std::move(driver)));
  return {std::move(tool)};
}

/// What the tool has to say of itself (§3.20.21).
Value invocation_of(const SarifRun& run) {
  Object notification;
  notification.add("level", Value("warning"));
  notification.add("message", text_message(run.notice));
  Object invocation;
  invocation.add("executionSuccessful", Value(true));
  invocation.add("toolExecutionNotifications", one(Value(std::move(notification))));
  return {std::move(invocation)};
}

}  // namespace

void write_sarif(const SarifRun& run, std::ostream& out) {
  std::map<std::string, std::size_t> indexes;
  for (const SarifRule& rule : run.rules)
    indexes.emplace(rule.id, indexes.size());
  Array results;
  for (const SarifResult& result : run.results)
    results.push_back(result_of(result, indexes.at(result.rule)));
  Object object;
  object.add("tool", tool_of(run));
  if (!run.notice.empty()) object.add("invocations", one(invocation_of(run)));
  object.add("columnKind", Value("unicodeCodePoints"));
  object.add("results", Value(std::move(results)));
  Object root;
  root.add("$schema", Value("https://json.schemastore.org/sarif-2.1.0.json"));
  root.add("version", Value("2.1.0"));
  root.add("runs", one(Value(std::move(object))));
  out << to_json(Value(std::move(root))) << '\n';
}

}  // namespace conform
