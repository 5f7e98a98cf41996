// Reads probes as suites/README.md describes them.

#include "runner/rules/entry_reader.hpp"
#include "runner/rules/fact.hpp"
#include "runner/rules/probe.hpp"
#include "runner/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace conform {
namespace {

constexpr std::array<std::string_view, 7> probe_keys = {
    "class", "per", "methods", "absent-methods", "of", "text", "steps"};
constexpr std::array<std::string_view, 4> class_names = {
    "safe", "negotiation", "malformed", "state-changing"};
constexpr std::array<std::string_view, 3> extent_names = {"operation", "path", "server"};
constexpr std::array<std::string_view, 7> need_names = {"documented-success",
                                                        "secured",
                                                        "documented-200",
                                                        "documented-redirect",
                                                        "several-types",
                                                        "with-content",
                                                        "with-json"};
constexpr std::array<std::string_view, 18> step_keys = {"role",
                                                        "may-end",
                                                        "close",
                                                        "method",
                                                        "target",
                                                        "version",
                                                        "without",
                                                        "remove",
                                                        "set",
                                                        "bytes",
                                                        "when",
                                                        "to",
                                                        "content",
                                                        "accepts",
                                                        "chunked",
                                                        "withhold",
                                                        "pipelined",
                                                        "await-end"};

std::optional<Version> version_in(std::string_view text) {
  const bool is_one = text.size() == 8 && text.starts_with("HTTP/") && text[6] == '.' && text[5] >= '0' &&
                      text[5] <= '9' && text[7] >= '0' && text[7] <= '9';
  if (!is_one) return std::nullopt;
  return Version{text[5] - '0', text[7] - '0'};
}

class ProbeReader : EntryReader {
public:
  ProbeReader(const Document& suite, const Member& entry, Diagnostics& diagnostics)
      : EntryReader(suite, entry, diagnostics) {}

  std::shared_ptr<const Probe> read();

private:
  void limits();
  void step(const Member& entry);
  void step_texts(const Value& written, ProbeStep& step);
  void step_sending(const Value& written, ProbeStep& step);
  void step_fields(const Value& written, ProbeStep& step);

  Probe probe_{};
};

void ProbeReader::limits() {
  const Value& written = entry_.value;
  if (const auto kind = choice_at(written, "class", class_names)) {
    probe_.kind = static_cast<ProbeClass>(*kind);
  } else if (written.find("class") == nullptr) {
    error(entry_.key_mark,
          fmt::format("The probe `{}` has no `class`.", probe_.name),
          hint_for("", class_names));
  }
  if (const auto per = choice_at(written, "per", extent_names)) probe_.per = static_cast<Probe::Extent>(*per);
  for (auto& [mark, method] : texts_at(written, "methods"))
    probe_.methods.push_back(std::move(method));
  for (auto& [mark, method] : texts_at(written, "absent-methods"))
    probe_.absent_methods.push_back(std::move(method));
  for (const auto& [mark, need] : texts_at(written, "of")) {
    if (std::ranges::find(need_names, need) == need_names.end())
      error(mark, fmt::format("`{}` is no `of`.", printable(need)), hint_for(need, need_names));
    probe_.needs_success = probe_.needs_success || need == need_names[0];
    probe_.needs_security = probe_.needs_security || need == need_names[1];
    probe_.needs_ok = probe_.needs_ok || need == need_names[2];
    probe_.needs_redirect = probe_.needs_redirect || need == need_names[3];
    probe_.needs_types = probe_.needs_types || need == need_names[4];
    probe_.needs_content = probe_.needs_content || need == need_names[5];
    probe_.needs_json = probe_.needs_json || need == need_names[6];
  }
  probe_.text = text_at(written, "text");
  if (probe_.text.empty()) error(entry_.key_mark, fmt::format("The probe `{}` has no `text`.", probe_.name));
}

void ProbeReader::step_texts(const Value& written, ProbeStep& step) {
  const auto role = text_at(written, "role");
  step.supports = role == "support";
  if (!role.empty() && !step.supports) error(written.find("role")->mark(), "`role` can only be `support`.");
  step.method = text_at(written, "method");
  step.target = text_at(written, "target");
  step.bytes = text_at(written, "bytes");
  const auto without = text_at(written, "without");
  step.without_credentials = without == "credentials";
  if (!without.empty() && !step.without_credentials)
    error(written.find("without")->mark(), "`without` can only be `credentials`.");
  const auto version = text_at(written, "version");
  if (version.empty()) return;
  const auto read = version_in(version);
  if (read) step.version = *read;
  if (!read) error(written.find("version")->mark(), "`version` is written as `HTTP/1.0`.");
}

// How its bytes go out, and what is waited for.
void ProbeReader::step_sending(const Value& written, ProbeStep& step) {
  step.may_end = truth_at(written, "may-end");
  step.ends_connection = truth_at(written, "close");
  step.awaits_end = truth_at(written, "await-end");
  step.chunked = truth_at(written, "chunked");
  step.with_previous = truth_at(written, "pipelined");
  const auto withheld = text_at(written, "withhold");
  step.withholds_content = withheld == "content";
  if (!withheld.empty() && !step.withholds_content)
    error(written.find("withhold")->mark(), "`withhold` can only be `content`.");
  if (step.with_previous && probe_.steps.empty())
    error(written.find("pipelined")->mark(), "The first step has none before it that it could be sent with.");
  const auto* accepts = written.find("accepts");
  if (accepts == nullptr) return;
  const auto number = accepts->is_number() ? accepts->number().as_int64() : std::nullopt;
  if (number && *number > 0) step.accepts = static_cast<std::size_t>(*number);
  if (step.accepts == 0) error(accepts->mark(), "`accepts` is a number of the documented types, from 1.");
}

void ProbeReader::step_fields(const Value& written, ProbeStep& step) {
  for (auto& [mark, name] : texts_at(written, "remove"))
    step.remove.push_back(std::move(name));
  if (written.find("content") != nullptr) step.content = text_at(written, "content");
  if (const auto* to = written.find("to")) {
    step.to = LaterText::load(suite_, *to, diagnostics_);
    faulty_ = faulty_ || !step.to;
  }
  const auto* set = written.find("set");
  if (set == nullptr) return;
  if (!set->is_object()) return error(set->mark(), "`set` is a map of fields to values.");
  for (const auto& field : set->object()) {
    auto value = LaterText::load(suite_, field.value, diagnostics_);
    faulty_ = faulty_ || !value;
    if (value) step.set.emplace_back(field.key, std::move(*value));
  }
}

void ProbeReader::step(const Member& entry) {
  if (!entry.value.is_object())
    return error(entry.value.mark(), fmt::format("The step `{}` is not a map.", printable(entry.key)));
  known_keys(entry.value, step_keys, "a step");
  ProbeStep step;
  step.name = entry.key;
  if (step.name.find('.') != std::string::npos)
    error(entry.key_mark, "The name of a step has no dot: facts of it are written `step.NAME.FACT`.");
  step_texts(entry.value, step);
  step_sending(entry.value, step);
  step_fields(entry.value, step);
  if (const auto* when = entry.value.find("when")) {
    auto predicate = Predicate::load(suite_, *when, diagnostics_);
    faulty_ = faulty_ || !predicate;
    if (predicate) step.when = std::move(*predicate);
  }
  probe_.steps.push_back(std::move(step));
}

std::shared_ptr<const Probe> ProbeReader::read() {
  probe_.name = entry_.key.substr(entry_.key.find('/') + 1);
  probe_.where = suite_.place(entry_.key_mark);
  if (!entry_.value.is_object()) {
    error(entry_.value.mark(), fmt::format("The probe `{}` is not a map.", printable(probe_.name)));
    return nullptr;
  }
  known_keys(entry_.value, probe_keys, "a probe");
  limits();
  const auto* steps = entry_.value.find("steps");
  if (steps == nullptr || !steps->is_object() || steps->object().empty()) {
    error(entry_.key_mark, fmt::format("The probe `{}` has no map of `steps`.", printable(probe_.name)));
    return nullptr;
  }
  for (const auto& one : steps->object())
    step(one);
  return faulty_ ? nullptr : std::make_shared<const Probe>(std::move(probe_));
}

}  // namespace

std::optional<LaterText>
LaterText::load(const Document& suite, const Value& written, Diagnostics& diagnostics) {
  if (!written.is_string()) {
    diagnostics.error(suite.place(written), "The value of a field is a text.", "Put it in quotes.");
    return std::nullopt;
  }
  LaterText later;
  later.written_ = written.string();
  std::string_view text = later.written_;
  for (;;) {
    const auto begin = text.find("${");
    const auto end = begin == std::string_view::npos ? begin : text.find('}', begin);
    later.parts_.emplace_back(std::string(text.substr(0, end == std::string_view::npos ? end : begin)));
    if (end == std::string_view::npos) return later;
    const std::string name(text.substr(begin + 2, end - begin - 2));
    auto fact = find_fact("step." + name);
    if (!fact) {
      diagnostics.error(suite.place(written),
                        fmt::format("`{}` is no fact of a step.", printable(name)),
                        "It is written as `${STEP.FACT}`, such as `${get.field.ETag}`.");
      return std::nullopt;
    }
    later.parts_.emplace_back(std::move(*fact));
    text.remove_prefix(end + 1);
  }
}

std::shared_ptr<const Probe>
read_probe(const Document& suite, const Member& entry, Diagnostics& diagnostics) {
  return ProbeReader(suite, entry, diagnostics).read();
}

}  // namespace conform
