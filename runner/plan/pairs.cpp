// Pairwise combinations: most faults that no single value shows need two values together.

#include "runner/plan/variant.hpp"

#include <algorithm>
#include <set>

namespace conform {
namespace {

constexpr std::size_t values_per_input = 6;
constexpr std::size_t most_rows = 60;

/// The ways of one input that are combined with those of others.
struct Column {
  std::uint32_t input = 0;
  std::vector<const Variant*> ways{};
};

std::vector<Column> columns_of(const std::vector<Variant>& singles) {
  std::vector<Column> columns;
  for (const Variant& single : singles) {
    if (single.changes.size() != 1) continue;
    const std::uint32_t input = single.changes.front().input;
    auto column = std::ranges::find(columns, input, &Column::input);
    if (column == columns.end()) column = columns.insert(columns.end(), Column{input, {}});
    if (column->ways.size() < values_per_input) column->ways.push_back(&single);
  }
  return columns;
}

using Way = std::pair<std::size_t, std::size_t>;  // column and index there
using Pairs = std::set<std::pair<Way, Way>>;

Pairs pairs_of(const std::vector<Column>& columns) {
  Pairs pairs;
  for (std::size_t left = 0; left < columns.size(); ++left) {
    for (std::size_t right = left + 1; right < columns.size(); ++right) {
      for (std::size_t a = 0; a < columns[left].ways.size(); ++a)
        for (std::size_t b = 0; b < columns[right].ways.size(); ++b)
          pairs.insert({{left, a}, {right, b}});
    }
  }
  return pairs;
}

std::size_t gain(const Pairs& open, const std::vector<Way>& row, Way way) {
  return static_cast<std::size_t>(std::ranges::count_if(row, [&](const Way& other) {
    return open.contains(other < way ? std::pair(other, way) : std::pair(way, other));
  }));
}

/// Begins with a pair that has not been, and adds for each other column the way with the most new pairs.
std::vector<Way> next_row(const std::vector<Column>& columns, const Pairs& open) {
  std::vector<Way> row = {open.begin()->first, open.begin()->second};
  for (std::size_t column = 0; column < columns.size(); ++column) {
    if (column == row[0].first || column == row[1].first) continue;
    Way best = {column, 0};
    for (std::size_t index = 0; index < columns[column].ways.size(); ++index)
      if (gain(open, row, {column, index}) > gain(open, row, best)) best = {column, index};
    if (gain(open, row, best) > 0) row.push_back(best);
  }
  std::ranges::sort(row);
  return row;
}

}  // namespace

std::vector<Variant> paired_variants(const std::vector<Variant>& singles) {
  const std::vector<Column> columns = columns_of(singles);
  Pairs open = pairs_of(columns);
  std::vector<Variant> found;
  while (!open.empty() && found.size() < most_rows) {
    const std::vector<Way> row = next_row(columns, open);
    Variant variant;
    variant.special = "combination " + std::to_string(found.size() + 1);
    for (const Way& way : row) {
      const Variant& single = *columns[way.first].ways[way.second];
      variant.together += (variant.together.empty() ? "" : "; ") + single.special;
      variant.changes.push_back(single.changes.front());
    }
    for (const Way& left : row)
      for (const Way& right : row)
        open.erase({left, right});
    found.push_back(std::move(variant));
  }
  return found;
}

}  // namespace conform
