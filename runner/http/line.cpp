#include "runner/http/line.hpp"

#include <algorithm>

namespace conform {

std::optional<Line>
LineFinder::next(std::string_view received, std::size_t from, std::size_t limit, AnomalyList& anomalies) {
  const std::string_view visible = received.substr(0, limit);
  const std::size_t end = visible.find('\n', std::max(from, looked_at_));
  if (end == std::string_view::npos) {
    looked_at_ = visible.size();
    return std::nullopt;
  }
  looked_at_ = end + 1;
  Line line{visible.substr(from, end - from), from, end + 1};
  if (line.text.ends_with('\r')) {
    line.text.remove_suffix(1);
  } else {
    anomalies.add(AnomalyKind::bare_lf, end, 1);
  }
  return line;
}

}  // namespace conform
