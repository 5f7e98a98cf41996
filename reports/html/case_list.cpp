#include "reports/html/case_list.hpp"

#include "reports/html/markup.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <unordered_map>

namespace conform {
namespace {

constexpr std::size_t most_rows = 20'000;
// Where nearly every case has an operation of its own a fold for each would be more to open than to read.
constexpr std::size_t most_folds = 500;

using Cards = std::unordered_map<const CaseResult*, std::vector<std::size_t>>;
using Rows = std::vector<const CaseResult*>;

std::string_view label_of(const CaseResult& result) {
  if (is_known(result)) return "known";
  switch (result.outcome) {
  case Outcome::passed: return "passed";
  case Outcome::failed: return "failed";
  case Outcome::error: return "undecided";
  case Outcome::not_judged: return "not judged";
  }
  return "";
}

std::string_view class_of(const CaseResult& result) {
  if (is_known(result)) return "known";
  switch (result.outcome) {
  case Outcome::passed: return "passed";
  case Outcome::failed: return "failed";
  case Outcome::error: return "error";
  case Outcome::not_judged: return "none";
  }
  return "";
}

/// Which cards tell of a case.
Cards cards_by_case(const Overview& all) {
  Cards cards;
  for (std::size_t at = 0; at < all.cards.size(); ++at) {
    for (const Sighting& sighting : all.cards[at].group.sightings) {
      std::vector<std::size_t>& those = cards[sighting.subject];
      if (those.empty() || those.back() != at) those.push_back(at);
    }
  }
  return cards;
}

std::string links(const Overview& all, const std::vector<std::size_t>& cards) {
  std::string out;
  for (const std::size_t card : cards) {
    out += fmt::format(" <a class=\"broke\" href=\"#{}\">{}</a>",
                       all.cards[card].id,
                       html_text(all.cards[card].group.rule.id));
  }
  return out;
}

std::string numbers(const std::vector<std::size_t>& cards) {
  std::string out;
  for (const std::size_t card : cards)
    out += fmt::format("{}{}", out.empty() ? "" : " ", card);
  return out;
}

constexpr std::string_view table_head =
    "<table class=\"cases\"><thead><tr><th scope=col>Case<th scope=col>Outcome<th scope=col>Status<th "
    "scope=col>Rules<th scope=col>ms<tbody>\n";

/// What is special about the case, for below its operation.
std::string short_label(const Overview& all, const CaseResult& result) {
  const std::string_view operation = operation_of(all.results.header, result);
  if (result.id == operation) return "plain request";
  const std::string variant = variant_of(result.id, operation);
  return variant.empty() ? html_text(result.id) : variant;
}

// Rows are many, so the end tags that HTML lets be left out are left out.
std::string row(const Overview& all, const CaseResult& result, const Cards& cards, const std::string& label) {
  const auto those = cards.find(&result);
  const bool is_clean = those == cards.end();
  return fmt::format("<tr class={} id=\"{}\" data-op={}{}><th scope=row>{}{}<td>{}<td>{}<td>{}<td>{:.1f}\n",
                     class_of(result),
                     anchor("case", result.id),
                     result.operation,
                     is_clean ? std::string() : fmt::format(" data-f=\"{}\"", numbers(those->second)),
                     label,
                     is_clean ? std::string() : links(all, those->second),
                     label_of(result),
                     result.status == 0 ? std::string("—") : std::to_string(result.status),
                     result.rules_judged,
                     static_cast<double>(result.duration.count()) / 1000.0);
}

std::string table(const Overview& all, const Rows& rows, const Cards& cards) {
  std::string out(table_head);
  for (const CaseResult* result : rows)
    out += row(all, *result, cards, short_label(all, *result));
  return out + "</table>";
}

/// `3 failed, 21 passed`.
std::string tally(const Rows& rows) {
  std::string out;
  for (const std::string_view kind : {"failed", "error", "known", "none", "passed"}) {
    const auto is_of_kind = [kind](const CaseResult* each) { return class_of(*each) == kind; };
    const auto first = std::find_if(rows.begin(), rows.end(), is_of_kind);
    if (first == rows.end()) continue;
    out += fmt::format(" <span class=\"{}\">{} {}</span>",
                       kind,
                       std::count_if(first, rows.end(), is_of_kind),
                       label_of(**first));
  }
  return out;
}

std::string fold(const Overview& all, std::uint32_t operation, const Rows& rows, const Cards& cards) {
  const auto& operations = all.results.header.operations;
  const std::string name = operation < operations.size() ? operation_label(operations[operation].name)
                                                         : std::string("no operation");
  return fmt::format(
      "<details class=\"fold group\" data-op=\"{}\"><summary><span class=\"name\">{}</span> <span "
      "class=\"tally\">{}</span></summary>\n{}</details>\n",
      operation,
      name,
      tally(rows),
      table(all, rows, cards));
}

std::string one_table(const Overview& all, const Cards& cards, std::size_t count) {
  std::string out =
      "<details class=\"fold group\"><summary><span class=\"name\">Every case</span></summary>\n" +
      std::string(table_head);
  for (std::size_t at = 0; at < count; ++at) {
    const CaseResult& result = all.results.cases[at];
    out += row(all, result, cards, case_label(result.id, operation_of(all.results.header, result)));
  }
  return out + "</table></details>\n";
}

}  // namespace

std::string case_list(const Overview& all) {
  const Cards cards = cards_by_case(all);
  const std::vector<CaseResult>& cases = all.results.cases;
  const std::size_t count = std::min(cases.size(), most_rows);
  std::map<std::uint32_t, Rows> by_operation;
  for (std::size_t at = 0; at < count; ++at)
    by_operation[cases[at].operation].push_back(&cases[at]);
  std::string out;
  if (by_operation.size() > most_folds) {
    out = one_table(all, cards, count);
  } else {
    for (const auto& [operation, rows] : by_operation)
      out += fold(all, operation, rows, cards);
  }
  if (count < cases.size())
    out += fmt::format("<p class=\"note\">{}: the JSON report has them all.</p>\n",
                       many(cases.size() - count, "more case"));
  return out;
}

}  // namespace conform
