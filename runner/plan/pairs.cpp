// Pairwise combinations: most faults that no single value shows need two values together.

#include "runner/plan/variant.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace conform {
namespace {

constexpr std::size_t values_per_column = 6;
constexpr std::size_t most_columns = 24;
constexpr std::size_t most_rows = 120;

/// The ways of one input, or of one property of its value, that are combined with those of others.
struct Column {
  std::uint32_t input = 0;
  std::string property{};  ///< empty: the input as a whole
  std::vector<const Variant*> ways{};
};

std::vector<Column> columns_of(const Inputs& inputs, const std::vector<Variant>& singles) {
  std::vector<Column> columns;
  for (const Variant& single : singles) {
    if (single.changes.size() != 1) continue;
    const std::uint32_t input = single.changes.front().input;
    const bool is_split = inputs.all[input].plain && inputs.all[input].value.is_object();
    if (is_split && (single.property.empty() || !single.value)) continue;
    const std::string property = is_split ? single.property : std::string();
    auto column = std::ranges::find_if(
        columns, [&](const Column& known) { return known.input == input && known.property == property; });
    if (column == columns.end() && columns.size() == most_columns) continue;
    if (column == columns.end()) column = columns.insert(columns.end(), Column{input, property, {}});
    if (column->ways.size() < values_per_column) column->ways.push_back(&single);
  }
  return columns;
}

/// Which ways of different columns have not been together yet; a way is a number over all columns.
class OpenPairs {
public:
  explicit OpenPairs(const std::vector<Column>& columns) {
    for (std::size_t column = 0; column < columns.size(); ++column)
      column_of_.insert(column_of_.end(), columns[column].ways.size(), column);
    open_.resize(size() * size());
    for (std::size_t left = 0; left < size(); ++left)
      for (std::size_t right = 0; right < size(); ++right)
        open_[left * size() + right] = column_of_[left] != column_of_[right];
  }

  [[nodiscard]] std::size_t size() const { return column_of_.size(); }
  [[nodiscard]] std::size_t column_of(std::size_t way) const { return column_of_[way]; }
  [[nodiscard]] bool has(std::size_t left, std::size_t right) const { return open_[left * size() + right]; }

  /// The first pair from here on; the same again when there is none.
  [[nodiscard]] bool find_first(std::size_t& left, std::size_t& right) {
    for (; first_ < open_.size(); ++first_) {
      if (!open_[first_]) continue;
      left = first_ / size();
      right = first_ % size();
      return true;
    }
    return false;
  }

  void close(const std::vector<std::size_t>& row) {
    for (const std::size_t left : row)
      for (const std::size_t right : row)
        open_[left * size() + right] = false;
  }

private:
  std::vector<std::size_t> column_of_{};
  std::vector<bool> open_{};
  std::size_t first_ = 0;
};

using Row = std::vector<std::size_t>;

/// Begins with a pair that has not been, and adds for each other column the way with the most new pairs.
Row next_row(const OpenPairs& open, std::pair<std::size_t, std::size_t> first) {
  Row row = {first.first, first.second};
  const auto gain = [&](std::size_t way) {
    return std::ranges::count_if(row, [&](std::size_t other) { return open.has(way, other); });
  };
  for (std::size_t begin = 0; begin < open.size();) {
    std::size_t end = begin;
    while (end < open.size() && open.column_of(end) == open.column_of(begin))
      ++end;
    std::size_t best = begin;
    for (std::size_t way = begin + 1; way < end; ++way)
      if (gain(way) > gain(best)) best = way;
    const std::size_t column = open.column_of(begin);
    const bool is_there = column == open.column_of(first.first) || column == open.column_of(first.second);
    if (!is_there && gain(best) > 0) row.push_back(best);
    begin = end;
  }
  std::ranges::sort(row);
  return row;
}

/// The columns and their ways, numbered over all columns.
struct Ways {
  std::vector<Column> columns{};
  std::vector<std::pair<const Column*, const Variant*>> all{};
};

Ways numbered(std::vector<Column> columns) {
  Ways ways{std::move(columns), {}};
  for (const Column& column : ways.columns)
    for (const Variant* way : column.ways)
      ways.all.emplace_back(&column, way);
  return ways;
}

void put(Value& whole, const std::string& property, const Value& from) {
  const Value* part = from.find(property);
  Object& object = whole.object();
  if (part == nullptr) {
    object.remove(property);
  } else if (Value* const there = object.find(property)) {
    *there = *part;
  } else {
    object.add(property, *part);
  }
}

/// The request with all ways of the row; nothing when they do not go together.
std::optional<Variant> together(const Inputs& inputs, const Ways& ways, const Row& row) {
  Variant variant;
  std::map<std::uint32_t, Value> wholes;
  for (const std::size_t number : row) {
    const auto& [column, way] = ways.all[number];
    variant.together += (variant.together.empty() ? "" : "; ") + way->special;
    if (column->property.empty()) {
      variant.changes.push_back(way->changes.front());
    } else if (const auto& value = way->value) {
      put(wholes.try_emplace(column->input, inputs.all[column->input].value).first->second,
          column->property,
          *value);
    }
  }
  for (const auto& [at, whole] : wholes) {
    const SchemaPtr schema = inputs.all[at].schema();
    if (schema && !schema->accepts(whole, Direction::request)) return std::nullopt;
    Serialised<Written> written = inputs.all[at].write(whole);
    auto* text = std::get_if<Written>(&written);
    if (text == nullptr) return std::nullopt;
    variant.changes.push_back({at, std::move(*text)});
  }
  return variant;
}

}  // namespace

std::vector<Variant> paired_variants(const Inputs& inputs, const std::vector<Variant>& singles) {
  const Ways ways = numbered(columns_of(inputs, singles));
  OpenPairs open(ways.columns);
  std::vector<Variant> found;
  std::pair<std::size_t, std::size_t> first;
  for (std::size_t tried = 0; tried < most_rows && open.find_first(first.first, first.second); ++tried) {
    Row row = next_row(open, first);
    auto variant = together(inputs, ways, row);
    if (!variant) {
      row = {first.first, first.second};
      variant = together(inputs, ways, row);
    }
    open.close(row);
    if (!variant) continue;
    variant->special = "combination " + std::to_string(found.size() + 1);
    found.push_back(std::move(*variant));
  }
  return found;
}

}  // namespace conform
