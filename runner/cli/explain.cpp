#include "runner/cli/commands.hpp"
#include "runner/cli/inputs.hpp"
#include "runner/cli/terminal.hpp"
#include "runner/http/grammar.hpp"
#include "runner/http/status.hpp"
#include "runner/text/fold.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/format.h>

namespace conform {
namespace {

/// What the reader of an explanation sees: paragraphs folded to the terminal.
class Page {
public:
  Page(std::ostream& out, std::size_t width) : out_(out), width_(width) {}

  void line(const std::string& text = {}) { out_ << text << '\n'; }
  void paragraph(std::string_view text, std::size_t indent = 2) {
    out_ << folded(text, width_, indent) << '\n';
  }
  /// `label   text`, the text folded beside its label.
  void entry(std::string_view label, std::string_view text) {
    if (text.empty()) return;
    constexpr std::size_t column = 12;
    const std::string block = folded(text, width_, column);
    out_ << "  " << label << std::string(column - 2 - std::min<std::size_t>(label.size(), column - 3), ' ')
         << block.substr(std::min(column, block.size())) << '\n';
  }

private:
  std::ostream& out_;
  std::size_t width_;
};

/// An example's bytes as lines for people: CRLF as a line end, everything else visible.
std::string as_lines(std::string_view bytes) {
  std::string text;
  for (std::size_t begin = 0; begin < bytes.size();) {
    const auto end = std::min(bytes.find("\r\n", begin), bytes.size());
    text += "      " + printable(bytes.substr(begin, end - begin)) + "\n";
    begin = end + 2;
  }
  return text;
}

void print_examples(const Rule& rule, Page& page) {
  std::set<bool> shown;
  for (const RuleExample& example : rule.examples) {
    if (!shown.insert(example.passes).second) continue;
    page.line(example.passes ? "  keeps it:" : "  breaks it:");
    if (rule.probe.empty()) page.line(as_lines(example.bytes));
    for (const auto& [step, bytes] : example.answers) {
      page.line("    to `" + step + "`:");
      page.line(as_lines(bytes));
    }
  }
}

/// The request that a rule on a probe is about, in words.
std::string describe_probe(const Rule& rule, const RuleBook& rules) {
  const auto [probe, step] = rules.find_step(rule.probe);
  if (step == nullptr) return {};
  std::string text =
      fmt::format("`{}` ({}), the request `{}`", probe->name, name_of(probe->kind), step->name);
  if (!step->method.empty()) text += fmt::format("; method {}", step->method);
  for (const auto& [name, value] : step->set)
    text += fmt::format("; {}: {}", name, value.written());
  if (!step->when.empty()) text += "; sent when " + step->when.describe();
  return text;
}

void print_rule(const Rule& rule, const RuleBook& rules, Page& page) {
  page.line(rule.id);
  page.paragraph(rule.text);
  page.line();
  page.entry("level", fmt::format("{}, reported as {}", name_of(rule.level), name_of(rule.weight)));
  page.entry("source", rule.source);
  page.entry("applies", rule.when.empty() ? "always" : rule.when.describe());
  page.entry("requires", rule.require.describe());
  page.entry("probe", describe_probe(rule, rules));
  if (rule.waived_when_documented)
    page.entry("waived", "a note where the operation documents exactly this status");
  page.entry("hint", rule.hint);
  page.entry("broken by", fmt::format("{}", fmt::join(rule.known_to_break, ", ")));
  page.line();
  print_examples(rule, page);
}

bool concerns(const Rule& rule, int status) {
  const std::vector<int> admitted = rule.when.admitted_statuses();
  return std::ranges::find(admitted, status) != admitted.end();
}

std::string_view name_of(Status::Standing standing) {
  switch (standing) {
  case Status::Standing::registered: return "registered with IANA";
  case Status::Standing::vendor: return "a vendor's own";
  case Status::Standing::experimental: return "experimental";
  case Status::Standing::unused: return "reserved or no longer used";
  }
  return {};
}

std::string_view name_of(Status::Retry retry) {
  switch (retry) {
  case Status::Retry::yes: return "yes, later";
  case Status::Retry::if_wanted: return "only when asked for";
  case Status::Retry::no: return "no";
  }
  return {};
}

void print_status(int code, const RuleBook& rules, Page& page) {
  const Status* known = find_status(code);
  const Status* status = status_or_class(code);
  if (known == nullptr) {
    page.line(fmt::format("{} is not in the catalogue", code));
    if (status == nullptr) return page.paragraph("Status codes lie between 100 and 599 (RFC 9110 §15).");
    page.paragraph(fmt::format("A recipient treats it as {} {}, the first of its class (RFC 9110 §15).",
                               status->code,
                               status->name));
    return;
  }
  page.line(fmt::format("{} {}", code, status->name));
  page.paragraph(status->meaning);
  page.line();
  page.entry("class", class_name(code));
  page.entry("source", status->source);
  page.entry("standing", name_of(status->standing));
  page.entry("also", status->also);
  page.entry("kind", status->is_interim() ? "interim: a final response must follow" : "final");
  page.entry("content", status->content_allowed ? "allowed" : "not allowed");
  page.entry("retry", name_of(status->retry));
  page.entry("must have", status->must_have);
  page.entry("should", status->should_have);
  page.line();
  page.line("Rules for this code:");
  for (const Rule& rule : rules.rules())
    if (concerns(rule, code)) page.line(fmt::format("  {:<7} {}", name_of(rule.level), rule.id));
}

bool mentions(const Rule& rule, std::string_view word) {
  const std::string lower = to_lower(word);
  const auto holds = [&](const std::string& text) { return to_lower(text).find(lower) != std::string::npos; };
  return holds(rule.id) || holds(rule.text) || holds(rule.source) || holds(rule.hint) ||
         holds(rule.when.describe()) || holds(rule.require.describe());
}

bool mentions(const Status& status, std::string_view word) {
  const std::string lower = to_lower(word);
  const auto holds = [&](std::string_view text) { return to_lower(text).find(lower) != std::string::npos; };
  return holds(status.name) || holds(status.also) || holds(status.must_have) || holds(status.should_have);
}

void print_short(const Rule& rule, Page& page) {
  page.line(fmt::format("{}  ({}, {})", rule.id, name_of(rule.level), rule.source));
  page.paragraph(rule.text, 4);
}

/// Rules and codes in which every word occurs. Returns how many there were.
std::size_t search(const std::vector<std::string>& words, const RuleBook& rules, Page& page) {
  std::size_t found = 0;
  const auto all = [&](const auto& each) {
    return std::ranges::all_of(words, [&](const std::string& word) { return mentions(each, word); });
  };
  for (const Status& status : statuses()) {
    if (!all(status)) continue;
    page.line(fmt::format("{} {}", status.code, status.name));
    ++found;
  }
  if (found > 0) page.line();
  for (const Rule& rule : rules.rules()) {
    if (!all(rule)) continue;
    print_short(rule, page);
    ++found;
  }
  return found;
}

void list(ExplainCommand::Listing listing, const RuleBook& rules, Page& page) {
  using Listing = ExplainCommand::Listing;
  if (listing == Listing::rules) {
    for (const Rule& rule : rules.rules())
      print_short(rule, page);
    page.line(fmt::format("\n{} rules.", rules.rules().size()));
  }
  if (listing == Listing::statuses)
    for (const Status& status : statuses())
      page.line(fmt::format("{} {:<34} {}", status.code, status.name, status.source));
  if (listing == Listing::facts)
    for (const Fact& fact : facts()) {
      page.line(std::string(fact.name));
      page.paragraph(fact.meaning, 4);
    }
  if (listing == Listing::grammars)
    for (const Grammar& grammar : grammars()) {
      page.line(fmt::format("{}  ({})", grammar.name, grammar.source));
      page.paragraph(grammar.meaning, 4);
    }
}

std::optional<int> as_status(const std::string& word) {
  int code = 0;
  const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), code);
  if (fault != std::errc() || end != word.data() + word.size() || word.size() != 3) return std::nullopt;
  return code;
}

}  // namespace

int explain(const ExplainCommand& command, std::ostream& out, std::ostream& err) {
  const auto rules = load_rules(command.suites, err);
  if (!rules) return 2;
  Page page(out, terminal_width());
  if (command.listing != ExplainCommand::Listing::none) {
    list(command.listing, *rules, page);
    return 0;
  }
  if (command.words.empty()) {
    err << "conform: say what to explain: a rule id, a status code, a field name or words; --all lists every "
           "rule.\n";
    return 2;
  }
  if (command.words.size() == 1) {
    if (const Rule* rule = rules->find(command.words.front())) return print_rule(*rule, *rules, page), 0;
    if (const auto code = as_status(command.words.front())) return print_status(*code, *rules, page), 0;
  }
  if (search(command.words, *rules, page) > 0) return 0;
  err << "conform: nothing is known of `" << printable(fmt::format("{}", fmt::join(command.words, " ")))
      << "`.\n";
  return 2;
}

}  // namespace conform
