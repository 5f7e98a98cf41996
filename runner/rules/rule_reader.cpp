#include "runner/rules/rule_reader.hpp"

#include "runner/rules/entry_reader.hpp"
#include "runner/rules/example.hpp"
#include "runner/text/utf8.hpp"
#include "runner/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace conform {
namespace {

constexpr std::array<std::string_view, 14> rule_keys = {"level",
                                                        "report",
                                                        "source",
                                                        "text",
                                                        "hint",
                                                        "of",
                                                        "probe",
                                                        "when",
                                                        "require",
                                                        "waived-by",
                                                        "supersedes",
                                                        "known-to-break",
                                                        "overrides",
                                                        "examples"};
constexpr std::array<std::string_view, 11> example_keys = {"pass",
                                                           "fail",
                                                           "pass-bytes",
                                                           "fail-bytes",
                                                           "request",
                                                           "operation",
                                                           "components",
                                                           "held-open",
                                                           "ends-unsaid",
                                                           "waits-for-content",
                                                           "secure"};
constexpr std::array<std::string_view, 3> level_names = {"must", "should", "may"};
constexpr std::array<std::string_view, 3> weight_names = {"note", "warn", "fail"};
constexpr std::array<std::string_view, 3> scope_names = {"response", "interim", "exchange"};

Weight weight_for(Level level) {
  switch (level) {
  case Level::must: return Weight::fail;
  case Level::should: return Weight::warn;
  default: return Weight::note;
  }
}

// Ids are paths of lower-case words: they stand in file names, XML and command lines.
bool is_rule_id(std::string_view id) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '/';
  };
  return std::ranges::all_of(id, allowed) && id.find('/') != std::string_view::npos &&
         id.find("//") == std::string_view::npos && !id.starts_with('/') && !id.ends_with('/');
}

// Each character up to U+00FF stands for the byte of that number; nothing when one is beyond.
std::optional<std::string> bytes_of(std::string_view text) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size();) {
    const auto [character, length] = decode_utf8(text, at);
    if (length == 0 || character > 0xFF) return std::nullopt;
    bytes += static_cast<char>(character);
    at += length;
  }
  return bytes;
}

class RuleReader : EntryReader {
public:
  RuleReader(const Document& suite, const Member& entry, Diagnostics& diagnostics)
      : EntryReader(suite, entry, diagnostics) {}

  std::optional<WrittenRule> read();

private:
  void weight();
  void sentences();
  void conditions();
  void references();
  void examples();
  void example(const Value& written);
  std::shared_ptr<const Value> object_at(const Value& written, std::string_view key);
  void answer(const Value& written, RuleExample& example);
  void answers(const Value& written, RuleExample& example);
  std::string text(std::string_view key, bool required);

  WrittenRule written_{};
};

std::string RuleReader::text(std::string_view key, bool required) {
  if (required && entry_.value.find(key) == nullptr)
    error(entry_.key_mark, fmt::format("The rule `{}` has no `{}`.", entry_.key, key));
  return text_at(entry_.value, key);
}

void RuleReader::weight() {
  auto& rule = written_.rule;
  if (text("level", true).empty()) return;
  const auto level = choice_at(entry_.value, "level", level_names);
  const auto scope = choice_at(entry_.value, "of", scope_names);
  const auto report = choice_at(entry_.value, "report", weight_names);
  if (level) rule.level = static_cast<Level>(*level);
  if (scope) rule.scope = static_cast<Scope>(*scope);
  rule.weight = weight_for(rule.level);
  if (!report) return;
  const auto wanted = static_cast<Weight>(*report);
  if (level && wanted > rule.weight) {
    error(
        entry_.value.find("report")->mark(),
        fmt::format("A rule of level `{}` cannot be reported as `{}`.", name_of(rule.level), name_of(wanted)),
        fmt::format("`{}` is the strongest for it.", name_of(rule.weight)));
    return;
  }
  rule.weight = wanted;
}

void RuleReader::sentences() {
  auto& rule = written_.rule;
  rule.id = entry_.key;
  rule.where = suite_.place(entry_.key_mark);
  if (!is_rule_id(rule.id)) {
    error(entry_.key_mark,
          fmt::format("`{}` is no id of a rule.", printable(rule.id)),
          "An id is made of lower-case words and slashes, such as `http/405-lists-allow`.");
  }
  rule.text = text("text", true);
  rule.source = text("source", true);
  rule.hint = text("hint", false);
  rule.probe = text("probe", false);
}

void RuleReader::conditions() {
  auto& rule = written_.rule;
  if (const auto* when = entry_.value.find("when")) {
    auto predicate = Predicate::load(suite_, *when, diagnostics_);
    faulty_ = faulty_ || !predicate;
    if (predicate) rule.when = std::move(*predicate);
  }
  const auto* require = entry_.value.find("require");
  if (require == nullptr)
    return error(entry_.key_mark, fmt::format("The rule `{}` has no `require`.", entry_.key));
  auto predicate = Predicate::load(suite_, *require, diagnostics_);
  faulty_ = faulty_ || !predicate;
  if (predicate) rule.require = std::move(*predicate);
  rule.asks_document = rule.when.asks_document() || rule.require.asks_document();
}

void RuleReader::references() {
  auto& rule = written_.rule;
  written_.supersedes = texts_at(entry_.value, "supersedes");
  for (const auto& [mark, id] : written_.supersedes)
    rule.supersedes.push_back(id);
  for (auto& [mark, server] : texts_at(entry_.value, "known-to-break"))
    rule.known_to_break.push_back(std::move(server));
  if (const auto* waived = entry_.value.find("waived-by")) {
    rule.waived_when_documented = waived->is_string() && waived->string() == "documented-status";
    if (!rule.waived_when_documented) error(waived->mark(), "`waived-by` can only be `documented-status`.");
  }
  if (const auto* overrides = entry_.value.find("overrides")) {
    written_.overrides = overrides->is_boolean() && overrides->boolean();
    if (!overrides->is_boolean()) error(overrides->mark(), "`overrides` is `true` or `false`.");
  }
}

// Of a rule on a probe: a map from steps to what is answered to them.
void RuleReader::answers(const Value& written, RuleExample& example) {
  if (!written.is_object())
    return error(written.mark(), "The example of a rule on a probe is a map from steps to answers.");
  for (const auto& [step, answer, mark] : written.object()) {
    if (!answer.is_string()) return error(answer.mark(), "An answer is a text.");
    const bool is_exact = answer.string().find("\r\n") != std::string::npos;
    example.answers.emplace_back(step, is_exact ? answer.string() : message_bytes(answer.string()));
  }
}

void RuleReader::answer(const Value& written, RuleExample& example) {
  int count = 0;
  for (const auto key : std::span(example_keys).first(4)) {
    const auto* value = written.find(key);
    if (value == nullptr) continue;
    ++count;
    example.passes = key.starts_with("pass");
    if (!written_.rule.probe.empty()) return answers(*value, example);
    if (!value->is_string())
      return error(value->mark(), fmt::format("`{}` is a text: the answer in full.", key));
    auto bytes = key.ends_with("-bytes") ? bytes_of(value->string()) : message_bytes(value->string());
    if (!bytes) return error(value->mark(), fmt::format("`{}` has bytes, up to `\\xFF`.", key));
    example.bytes = std::move(*bytes);
  }
  if (count != 1) {
    error(written.mark(),
          "An example has one answer.",
          "Write it under `pass`, `fail`, `pass-bytes` or `fail-bytes`.");
  }
}

// Of an OpenAPI document; null when there is no such key.
std::shared_ptr<const Value> RuleReader::object_at(const Value& written, std::string_view key) {
  const auto* value = written.find(key);
  if (value == nullptr) return nullptr;
  if (!value->is_object()) error(value->mark(), fmt::format("`{}` is an object of OpenAPI.", key));
  return std::make_shared<const Value>(*value);
}

void RuleReader::example(const Value& written) {
  if (!written.is_object()) return error(written.mark(), "An example is a map with `pass` or `fail`.");
  known_keys(written, example_keys, "an example");
  RuleExample example{.where = suite_.place(written)};
  answer(written, example);
  if (const auto* request = written.find("request")) {
    if (!request->is_string()) return error(request->mark(), "`request` is a text: the head of the request.");
    example.request = message_bytes(request->string());
  }
  example.held_open = truth_at(written, "held-open");
  example.ends_unsaid = truth_at(written, "ends-unsaid");
  example.waits_for_content = truth_at(written, "waits-for-content");
  example.secure = truth_at(written, "secure");
  example.operation = object_at(written, "operation");
  example.components = object_at(written, "components");
  written_.rule.examples.push_back(std::move(example));
}

void RuleReader::examples() {
  const auto* list = entry_.value.find("examples");
  if (list == nullptr || !list->is_array()) {
    return error(list != nullptr ? list->mark() : entry_.key_mark,
                 fmt::format("The rule `{}` has no list of `examples`.", entry_.key),
                 "A rule needs at least one `pass` and one `fail`.");
  }
  for (const auto& written : list->array())
    example(written);
  const auto& examples = written_.rule.examples;
  const auto passing = std::ranges::count_if(examples, &RuleExample::passes);
  const auto failing = static_cast<std::ptrdiff_t>(examples.size()) - passing;
  if (!faulty_ && (passing == 0 || failing == 0)) {
    error(list->mark(),
          fmt::format("The rule `{}` has no example that {}.", entry_.key, passing == 0 ? "passes" : "fails"),
          "A rule needs at least one `pass` and one `fail`.");
  }
}

std::optional<WrittenRule> RuleReader::read() {
  if (!entry_.value.is_object()) {
    error(entry_.value.mark(), fmt::format("The rule `{}` is not a map.", printable(entry_.key)));
    return std::nullopt;
  }
  known_keys(entry_.value, rule_keys, "a rule");
  sentences();
  weight();
  conditions();
  references();
  examples();
  if (faulty_) return std::nullopt;
  return std::move(written_);
}

}  // namespace

std::optional<WrittenRule> read_rule(const Document& suite, const Member& entry, Diagnostics& diagnostics) {
  return RuleReader(suite, entry, diagnostics).read();
}

}  // namespace conform
