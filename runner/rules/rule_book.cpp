#include "runner/rules/rule.hpp"

#include "runner/rules/rule_reader.hpp"
#include "runner/text/embedded.hpp"
#include "runner/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace conform {
namespace {

constexpr std::size_t statuses_per_scope = 1000;
constexpr std::size_t scopes = 3;

std::size_t slot(Scope scope, int status) {
  const bool in_range = status >= 0 && static_cast<std::size_t>(status) < statuses_per_scope;
  return static_cast<std::size_t>(scope) * statuses_per_scope +
         (in_range ? static_cast<std::size_t>(status) : 0);
}

// The place in RuleBook::Awaited that stands for nothing in particular.
constexpr std::size_t anything = 0;

std::size_t bucket_of(std::string_view field) {
  const auto first = field.empty() ? '\0' : octets::lower(field.front());
  return (field.size() * 7 + static_cast<unsigned char>(first)) % 128;
}

bool has_anomalies(const Exchange& exchange) {
  const auto* response = exchange.response();
  return !exchange.anomalies.empty() || (response != nullptr && !response->anomalies.empty()) ||
         std::ranges::any_of(exchange.interim, [](const Response& one) { return !one.anomalies.empty(); });
}

Document read_embedded(const EmbeddedFile& file) {
  auto source = std::make_shared<const Source>(Source{std::string(file.name), std::string(file.text)});
  Diagnostics diagnostics;
  auto document = read_document(std::move(source), diagnostics);
  if (!document)
    throw std::logic_error("an embedded suite is faulty:\n" + render(diagnostics.list().front()));
  return std::move(*document);
}

}  // namespace

std::string_view name_of(Level level) {
  constexpr std::array<std::string_view, 3> names = {"must", "should", "may"};
  return names.at(static_cast<std::size_t>(level));
}

std::string_view name_of(Weight weight) {
  constexpr std::array<std::string_view, 3> names = {"note", "warn", "fail"};
  return names.at(static_cast<std::size_t>(weight));
}

const Rule* RuleBook::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &rules_[found->second];
}

std::span<const std::uint32_t> RuleBook::candidates(Scope scope, int status) const {
  if (by_status_.empty()) return {};
  return by_status_[slot(scope, status)];
}

void RuleBook::find(std::string_view name, Awaited& there) const {
  for (const auto& known : awaited_[bucket_of(name)]) {
    if (equals_ignoring_case(known.name, name)) there.set(known.number);
  }
}

RuleBook::Awaited RuleBook::awaited_in(const Subject& subject) const {
  Awaited there;
  if (subject.message == nullptr) return there.set();
  there.set(anything);
  for (const auto& field : subject.message->fields)
    find(field.name, there);
  const auto& exchange = subject.exchange;
  const auto* documented = subject.documented;
  if (has_anomalies(exchange)) find(seldom::anomalies, there);
  if (!subject.message->trailers.empty()) find(seldom::trailers, there);
  if (!exchange.interim.empty()) find(seldom::interim, there);
  if (documented == nullptr || !documented->headers.empty()) find(seldom::documented_headers, there);
  if (documented == nullptr) find(seldom::undocumented_status, there);
  if (subject.operation == nullptr || subject.operation->deprecated) find(seldom::deprecation, there);
  if (subject.intent == nullptr || !subject.intent->faults.empty()) find(seldom::faulty_request, there);
  if (subject.intent == nullptr || !subject.intent->credential_faults.empty())
    find(seldom::faulty_credentials, there);
  return there;
}

std::span<const std::uint32_t> RuleBook::candidates_at(std::string_view step) const {
  const auto found = by_step_.find(step);
  if (found == by_step_.end()) return {};
  return found->second;
}

const Probe* RuleBook::find_probe(std::string_view name) const {
  const auto found = std::ranges::find_if(probes_, [name](const auto& one) { return one->name == name; });
  return found == probes_.end() ? nullptr : found->get();
}

RuleBook::NamedStep RuleBook::find_step(std::string_view written) const {
  const auto dot = written.find('.');
  const Probe* probe = dot == std::string_view::npos ? nullptr : find_probe(written.substr(0, dot));
  const ProbeStep* step = probe == nullptr ? nullptr : probe->find(written.substr(dot + 1));
  return step == nullptr ? NamedStep{} : NamedStep{probe, step};
}

std::optional<std::size_t> RuleBook::number_of(std::string_view name) {
  auto& bucket = awaited_[bucket_of(name)];
  const auto found = std::ranges::find_if(
      bucket, [name](const Numbered& known) { return equals_ignoring_case(known.name, name); });
  if (found != bucket.end()) return found->number;
  if (awaited_count_ + 1 == Awaited().size()) return std::nullopt;
  bucket.push_back({std::string(name), ++awaited_count_});
  return awaited_count_;
}

// A rule that waits for no field, or for one too many, is met by every message.
RuleBook::Awaited RuleBook::awaited_by(const Rule& rule) {
  Awaited numbers;
  auto names = rule.when.needed_to_hold();
  if (names.empty()) names = rule.require.needed_to_fail();
  for (const auto name : names) {
    const auto number = number_of(name);
    numbers.set(number.value_or(anything));
  }
  if (numbers.none()) numbers.set(anything);
  return numbers;
}

void RuleBook::index(std::uint32_t rule) {
  by_status_.resize(scopes * statuses_per_scope);
  needed_.resize(rules_.size());
  const auto& indexed = rules_[rule];
  needed_[rule] = awaited_by(indexed);
  if (!indexed.probe.empty()) {
    by_step_[indexed.probe].push_back(rule);
    return;
  }
  const auto admitted = indexed.when.admitted_statuses();
  for (const int status : admitted)
    by_status_[slot(indexed.scope, status)].push_back(rule);
  if (!admitted.empty()) return;
  for (int status = 0; status < static_cast<int>(statuses_per_scope); ++status)
    by_status_[slot(indexed.scope, status)].push_back(rule);
}

// A rule that replaces another keeps its place in the book.
void RuleBook::replace(std::uint32_t rule, Rule&& by) {
  for (auto& some : by_status_)
    std::erase(some, rule);
  for (auto& [step, some] : by_step_)
    std::erase(some, rule);
  rules_[rule] = std::move(by);
  index(rule);
  for (auto& some : by_status_)
    std::ranges::sort(some);
}

void RuleBook::add_probe(const Document& suite, const Member& entry, Diagnostics& diagnostics) {
  auto probe = read_probe(suite, entry, diagnostics);
  if (!probe) return;
  if (const auto* earlier = find_probe(probe->name)) {
    diagnostics.error(
        probe->where,
        fmt::format("There is a probe `{}` already, at {}.", probe->name, to_string(earlier->where)));
    return;
  }
  probes_.push_back(std::move(probe));
}

void RuleBook::add_entry(const Document& suite, const Member& entry, Diagnostics& diagnostics) {
  auto written = read_rule(suite, entry, diagnostics);
  if (!written) return;
  for (const auto& [mark, id] : written->supersedes)
    references_.push_back({suite.place(mark), id});
  const auto earlier = by_id_.find(written->rule.id);
  if (earlier == by_id_.end()) {
    const auto number = static_cast<std::uint32_t>(rules_.size());
    by_id_.emplace(written->rule.id, number);
    rules_.push_back(std::move(written->rule));
    return index(number);
  }
  if (written->overrides) return replace(earlier->second, std::move(written->rule));
  diagnostics.error(suite.place(entry.key_mark),
                    fmt::format("There is a rule `{}` already, at {}.",
                                entry.key,
                                to_string(rules_[earlier->second].where)),
                    "`overrides: true` replaces it.");
}

void RuleBook::add_entries(const Document& suite, Diagnostics& diagnostics) {
  if (!suite.root.is_object()) {
    diagnostics.error(suite.place(suite.root), "A suite is a map from the ids of rules to rules.");
    return;
  }
  for (const auto& entry : suite.root.object()) {
    if (entry.key.starts_with("probe/")) {
      add_probe(suite, entry, diagnostics);
    } else {
      add_entry(suite, entry, diagnostics);
    }
  }
}

void RuleBook::check_probes(Diagnostics& diagnostics) const {
  for (const auto& rule : rules_) {
    if (rule.probe.empty() || find_step(rule.probe).step != nullptr) continue;
    diagnostics.error(
        rule.where,
        fmt::format("`{}` needs the step `{}`, which no probe has.", rule.id, printable(rule.probe)),
        "It is written as PROBE.STEP.");
  }
}

// References may lead forward, so they are looked up when all rules are there.
void RuleBook::check_references(Diagnostics& diagnostics) {
  for (const auto& [where, id] : references_) {
    if (by_id_.contains(id)) continue;
    std::vector<std::string_view> ids;
    for (const auto& rule : rules_)
      ids.push_back(rule.id);
    const auto nearest = nearest_word(id, ids);
    diagnostics.error(where,
                      fmt::format("There is no rule `{}`.", printable(id)),
                      nearest ? fmt::format("Did you mean `{}`?", *nearest) : std::string());
  }
  references_.clear();
  check_probes(diagnostics);
}

void RuleBook::add(const Document& suite, Diagnostics& diagnostics) {
  add_entries(suite, diagnostics);
  check_references(diagnostics);
}

RuleBook RuleBook::embedded() {
  RuleBook book;
  Diagnostics diagnostics;
  for (const auto& file : embedded_suites())
    book.add_entries(read_embedded(file), diagnostics);
  book.check_references(diagnostics);
  if (diagnostics.has_errors())
    throw std::logic_error("an embedded suite is faulty:\n" + render(diagnostics.list().front()));
  return book;
}

}  // namespace conform
