// Reads probes as suites/README.md describes them.

#include "runner/rules/fact.hpp"
#include "runner/rules/probe.hpp"
#include "runner/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace conform {
namespace {

constexpr std::array<std::string_view, 6> probe_keys = {"class", "per", "methods", "of", "text", "steps"};
constexpr std::array<std::string_view, 4> class_names = {
    "safe", "negotiation", "malformed", "state-changing"};
constexpr std::array<std::string_view, 3> extent_names = {"operation", "path", "server"};
constexpr std::array<std::string_view, 3> need_names = {"documented-success", "secured", "documented-200"};
constexpr std::array<std::string_view, 11> step_keys = {
    "role", "may-end", "close", "method", "target", "version", "without", "remove", "set", "bytes", "when"};

std::string did_you_mean(std::string_view word, std::span<const std::string_view> names) {
  const auto nearest = nearest_word(word, names);
  if (nearest) return fmt::format("Did you mean `{}`?", *nearest);
  std::string all;
  for (const auto name : names)
    all.append(all.empty() ? "Known are `" : "`, `").append(name);
  return all + "`.";
}

std::optional<Version> version_in(std::string_view text) {
  const bool is_one = text.size() == 8 && text.starts_with("HTTP/") && text[6] == '.' && text[5] >= '0' &&
                      text[5] <= '9' && text[7] >= '0' && text[7] <= '9';
  if (!is_one) return std::nullopt;
  return Version{text[5] - '0', text[7] - '0'};
}

class ProbeReader {
public:
  ProbeReader(const Document& suite, const Member& entry, Diagnostics& diagnostics)
      : suite_(suite), entry_(entry), diagnostics_(diagnostics) {}

  std::shared_ptr<const Probe> read();

private:
  void known_keys(const Value& object, std::span<const std::string_view> names, std::string_view of);
  void limits();
  void step(const Member& entry);
  void step_texts(const Value& written, ProbeStep& step);
  void step_fields(const Value& written, ProbeStep& step);
  std::string text(const Value& object, std::string_view key);
  std::vector<std::string> texts(const Value& object, std::string_view key);
  bool truth(const Value& object, std::string_view key);
  std::optional<std::size_t>
  choice(const Value& object, std::string_view key, std::span<const std::string_view> names);

  void error(Mark mark, std::string message, std::string hint = {}) {
    diagnostics_.error(suite_.place(mark), std::move(message), std::move(hint));
    faulty_ = true;
  }

  const Document& suite_;
  const Member& entry_;
  Diagnostics& diagnostics_;
  Probe probe_{};
  bool faulty_ = false;
};

void ProbeReader::known_keys(const Value& object,
                             std::span<const std::string_view> names,
                             std::string_view of) {
  for (const auto& member : object.object()) {
    if (std::ranges::find(names, member.key) != names.end()) continue;
    error(member.key_mark,
          fmt::format("`{}` is no key of {}.", printable(member.key), of),
          did_you_mean(member.key, names));
  }
}

std::string ProbeReader::text(const Value& object, std::string_view key) {
  const auto* value = object.find(key);
  if (value == nullptr) return {};
  if (value->is_string() && !value->string().empty()) return value->string();
  error(value->mark(), fmt::format("`{}` is a text.", key), value->is_string() ? "" : "Put it in quotes.");
  return {};
}

std::vector<std::string> ProbeReader::texts(const Value& object, std::string_view key) {
  std::vector<std::string> all;
  const auto* value = object.find(key);
  if (value == nullptr) return all;
  for (const auto& one : value->is_array() ? std::span<const Value>(value->array()) : std::span(value, 1)) {
    if (one.is_string()) all.push_back(one.string());
    if (!one.is_string()) error(one.mark(), fmt::format("`{}` is a list of texts.", key));
  }
  return all;
}

bool ProbeReader::truth(const Value& object, std::string_view key) {
  const auto* value = object.find(key);
  if (value == nullptr) return false;
  if (!value->is_boolean()) error(value->mark(), fmt::format("`{}` is `true` or `false`.", key));
  return value->is_boolean() && value->boolean();
}

std::optional<std::size_t>
ProbeReader::choice(const Value& object, std::string_view key, std::span<const std::string_view> names) {
  const auto written = text(object, key);
  if (written.empty()) return std::nullopt;
  const auto found = std::ranges::find(names, written);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  error(object.find(key)->mark(),
        fmt::format("`{}` is no `{}`.", printable(written), key),
        did_you_mean(written, names));
  return std::nullopt;
}

void ProbeReader::limits() {
  const Value& written = entry_.value;
  if (const auto kind = choice(written, "class", class_names)) {
    probe_.kind = static_cast<ProbeClass>(*kind);
  } else if (written.find("class") == nullptr) {
    error(entry_.key_mark,
          fmt::format("The probe `{}` has no `class`.", probe_.name),
          did_you_mean("", class_names));
  }
  if (const auto per = choice(written, "per", extent_names)) probe_.per = static_cast<Probe::Extent>(*per);
  probe_.methods = texts(written, "methods");
  for (const auto& need : texts(written, "of")) {
    if (std::ranges::find(need_names, need) == need_names.end())
      error(written.find("of")->mark(),
            fmt::format("`{}` is no `of`.", printable(need)),
            did_you_mean(need, need_names));
    probe_.needs_success = probe_.needs_success || need == need_names[0];
    probe_.needs_security = probe_.needs_security || need == need_names[1];
    probe_.needs_ok = probe_.needs_ok || need == need_names[2];
  }
  probe_.text = text(written, "text");
  if (probe_.text.empty()) error(entry_.key_mark, fmt::format("The probe `{}` has no `text`.", probe_.name));
}

void ProbeReader::step_texts(const Value& written, ProbeStep& step) {
  const auto role = text(written, "role");
  step.supports = role == "support";
  if (!role.empty() && !step.supports) error(written.find("role")->mark(), "`role` can only be `support`.");
  step.may_end = truth(written, "may-end");
  step.ends_connection = truth(written, "close");
  step.method = text(written, "method");
  step.target = text(written, "target");
  step.bytes = text(written, "bytes");
  const auto without = text(written, "without");
  step.without_credentials = without == "credentials";
  if (!without.empty() && !step.without_credentials)
    error(written.find("without")->mark(), "`without` can only be `credentials`.");
  const auto version = text(written, "version");
  if (version.empty()) return;
  const auto read = version_in(version);
  if (read) step.version = *read;
  if (!read) error(written.find("version")->mark(), "`version` is written as `HTTP/1.0`.");
}

void ProbeReader::step_fields(const Value& written, ProbeStep& step) {
  step.remove = texts(written, "remove");
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
