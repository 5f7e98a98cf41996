#include "reports/html/latency.hpp"

#include "reports/html/markup.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

namespace conform {
namespace {

using std::chrono::microseconds;

constexpr std::size_t most_rows = 500;
constexpr double width = 250;
constexpr double margin = 20;

/// The smallest value that `percent` of the sorted values do not exceed.
microseconds percentile(const std::vector<microseconds>& sorted, std::size_t percent) {
  const std::size_t rank = (sorted.size() * percent + 99) / 100;
  return sorted[std::max<std::size_t>(rank, 1) - 1];
}

Latency latency_of(std::uint32_t operation, std::vector<microseconds> durations) {
  std::sort(durations.begin(), durations.end());
  Latency latency{operation, durations.size(), durations.front()};
  latency.p50 = percentile(durations, 50);
  latency.p90 = percentile(durations, 90);
  latency.p99 = percentile(durations, 99);
  latency.most = durations.back();
  return latency;
}

double magnitude(microseconds duration) {
  return std::log10(static_cast<double>(std::max<microseconds::rep>(duration.count(), 1)));
}

/// The logarithmic axis that all rows share: whole powers of ten.
struct Axis {
  double low = 0;
  double high = 1;
  [[nodiscard]] double at(double power) const {
    return margin + (width - 2 * margin) * (power - low) / (high - low);
  }
  [[nodiscard]] double at(microseconds duration) const { return at(magnitude(duration)); }
};

Axis axis_of(const std::vector<Latency>& all) {
  Axis axis{9, 0};
  for (const Latency& latency : all) {
    axis.low = std::min(axis.low, std::floor(magnitude(latency.least)));
    axis.high = std::max(axis.high, std::ceil(magnitude(latency.most)));
  }
  axis.high = std::max(axis.high, axis.low + 1);
  return axis;
}

/// `0.42`, `7.4`, `310`, in milliseconds.
std::string milliseconds_text(microseconds duration) {
  const double value = static_cast<double>(duration.count()) / 1000.0;
  return fmt::format("{:.{}f}", value, value < 1 ? 2 : value < 100 ? 1 : 0);
}

std::string power_text(double power) {
  constexpr double of_a_second = 6;
  constexpr double of_a_millisecond = 3;
  if (power >= of_a_second) return fmt::format("{:g} s", std::pow(10, power - of_a_second));
  if (power >= of_a_millisecond) return fmt::format("{:g} ms", std::pow(10, power - of_a_millisecond));
  return fmt::format("{:g} µs", std::pow(10, power));
}

/// A line for each power of ten, with its name when asked.
std::string scale(const Axis& axis) {
  std::string out =
      fmt::format("<svg class=\"plot scale\" width=\"{0}\" height=\"14\" viewBox=\"0 0 {0} 14\" "
                  "role=\"img\" aria-label=\"logarithmic, from {1} to {2}\">",
                  width,
                  power_text(axis.low),
                  power_text(axis.high));
  for (double power = axis.low; power <= axis.high; ++power) {
    out += fmt::format("<text x=\"{:.1f}\" y=\"11\" font-size=\"10\" fill=\"currentColor\" "
                       "text-anchor=\"middle\">{}</text>",
                       axis.at(power),
                       power_text(power));
  }
  return out + "</svg>";
}

/// From the least to the most a thin line, from p50 to p90 a bar, p99 a tick, the most a dot.
std::string plot(const Axis& axis, const Latency& latency) {
  std::string out = fmt::format(
      "<svg class=\"plot\" width=\"{0}\" height=\"16\" viewBox=\"0 0 {0} 16\" aria-hidden=\"true\">", width);
  out += "<path class=\"grid\" stroke=\"#8884\" d=\"";
  for (double power = axis.low; power <= axis.high; ++power)
    out += fmt::format("M{:.1f} 0v16", axis.at(power));
  const double p50 = axis.at(latency.p50);
  const double p90 = axis.at(latency.p90);
  out += fmt::format("\"/><path class=\"range\" stroke=\"#888\" d=\"M{:.1f} 8H{:.1f}\"/>",
                     axis.at(latency.least),
                     axis.at(latency.most));
  out += fmt::format(
      "<rect class=\"body\" fill=\"#14599c\" x=\"{:.1f}\" y=\"4\" width=\"{:.1f}\" height=\"8\" rx=\"2\"/>",
      p50,
      std::max(p90 - p50, 2.0));
  out += fmt::format("<path class=\"tick\" stroke=\"#14599c\" stroke-width=\"2\" d=\"M{:.1f} 3v10\"/>",
                     axis.at(latency.p99));
  return out + fmt::format("<circle class=\"most\" fill=\"#b3261e\" cx=\"{:.1f}\" cy=\"8\" r=\"2.5\"/></svg>",
                           axis.at(latency.most));
}

std::string row(const RunHeader& header, const Axis& axis, const Latency& latency) {
  return fmt::format("<tr><th scope=\"row\">{}<td>{}<td>{}<td>{}<td>{}<td>{}<td class=\"drawn\">{}\n",
                     operation_label(header.operations[latency.operation].name),
                     latency.cases,
                     milliseconds_text(latency.p50),
                     milliseconds_text(latency.p90),
                     milliseconds_text(latency.p99),
                     milliseconds_text(latency.most),
                     plot(axis, latency));
}

}  // namespace

std::vector<Latency> latencies(const Results& results) {
  std::map<std::uint32_t, std::vector<microseconds>> durations;
  for (const CaseResult& result : results.cases) {
    const bool is_known = result.operation < results.header.operations.size();
    if (is_known && !result.probe && result.status != 0)
      durations[result.operation].push_back(result.duration);
  }
  std::vector<Latency> all;
  for (auto& [operation, each] : durations)
    all.push_back(latency_of(operation, std::move(each)));
  std::stable_sort(
      all.begin(), all.end(), [](const Latency& left, const Latency& right) { return left.p90 > right.p90; });
  return all;
}

std::string latency_view(const RunHeader& header, const std::vector<Latency>& all) {
  const Axis axis = axis_of(all);
  std::string out =
      "<p class=\"note\">Of the documented requests that were answered. In the plot the line goes from the "
      "least to "
      "the most, the bar from p50 to p90, the tick is p99, the dot the most.</p>\n"
      "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Latency\"><table class=\"latency\">\n"
      "<thead><tr><th scope=\"col\">Operation</th><th scope=\"col\">Cases</th><th scope=\"col\">p50</th><th "
      "scope=\"col\">p90</th><th scope=\"col\">p99</th><th scope=\"col\">Max</th><th scope=\"col\" "
      "class=\"drawn\">";
  out += scale(axis) + "</th></tr></thead>\n<tbody>\n";
  const std::size_t rows = std::min(all.size(), most_rows);
  for (std::size_t at = 0; at < rows; ++at)
    out += row(header, axis, all[at]);
  out += "</tbody></table></div>\n";
  if (rows < all.size())
    out += fmt::format("<p class=\"note\">{}, all faster.</p>\n", many(all.size() - rows, "more operation"));
  return out;
}

}  // namespace conform
