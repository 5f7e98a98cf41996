#include "runner/rules/fact.hpp"

#include "runner/rules/overloaded.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

namespace conform {
namespace {

constexpr std::size_t shown_bytes = 200;
constexpr std::size_t shown_words = 20;

std::string quoted(std::string_view text) { return "`" + shortened(printable(text), shown_bytes) + "`"; }

std::string describe_words(const Words& words) {
  if (words.empty()) return "none";
  std::string all;
  for (std::size_t i = 0; i < words.size() && i < shown_words; ++i)
    all.append(i == 0 ? "" : ", ").append(quoted(words[i]));
  if (words.size() > shown_words) all += " and " + std::to_string(words.size() - shown_words) + " more";
  return all;
}

}  // namespace

std::string describe(const FactValue& value) {
  return std::visit(overloaded{[](const Unknown& unknown) { return "unknown: " + unknown.why; },
                               [](const Absent&) { return std::string("absent"); },
                               [](bool truth) { return std::string(truth ? "true" : "false"); },
                               [](std::int64_t number) { return "`" + std::to_string(number) + "`"; },
                               [](const std::string& text) { return text.empty() ? "empty" : quoted(text); },
                               [](const Words& words) { return describe_words(words); }},
                    value);
}

std::string FactUse::spoken() const {
  std::string text(fact->spoken);
  const auto star = text.find('*');
  if (star != std::string::npos) text.replace(star, 1, parameter);
  if (!step.empty()) text += " in the answer to `" + step + "`";
  return text;
}

FactValue FactUse::read_step(const Subject& subject) const {
  const auto named = [this](const Taken& one) { return one.step == step; };
  const auto found = std::ranges::find_if(subject.taken, named);
  if (found == subject.taken.end()) return Unknown{"the request `" + step + "` was not sent"};
  const Exchange& other = *found->exchange;
  if (other.response() == nullptr) return Unknown{"the request `" + step + "` has no answer"};
  Subject there{.exchange = other, .message = other.response(), .api = subject.api};
  there.operation = subject.operation;
  return fact->read(there, parameter);
}

const FactValue& FactUse::read(const Subject& subject, FactValue& own) const {
  if (subject.cache == nullptr || !parameter.empty() || !step.empty()) return own = read(subject);
  auto& kept = subject.cache->facts;
  if (kept.empty()) kept.resize(facts().size());
  auto& value = kept[static_cast<std::size_t>(fact - facts().data())];
  if (!value) value = read(subject);
  return *value;
}

std::optional<FactUse> find_fact(std::string_view name) {
  constexpr std::string_view of_step = "step.";
  if (name.starts_with(of_step)) {
    const auto dot = std::min(name.find('.', of_step.size()), name.size());
    auto use = dot == name.size() ? std::nullopt : find_fact(name.substr(dot + 1));
    if (!use || !use->step.empty()) return std::nullopt;
    use->step = name.substr(of_step.size(), dot - of_step.size());
    return use;
  }
  for (const auto& fact : facts()) {
    if (fact.name == name) return FactUse{&fact};
    if (!fact.name.ends_with(".*")) continue;
    const auto prefix = fact.name.substr(0, fact.name.size() - 1);
    if (name.starts_with(prefix) && name.size() > prefix.size())
      return FactUse{&fact, std::string(name.substr(prefix.size()))};
  }
  return std::nullopt;
}

}  // namespace conform
