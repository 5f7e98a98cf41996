#include "runner/lint/checks.hpp"
#include "runner/openapi/path_template.hpp"

#include <algorithm>
#include <map>

namespace conform {
namespace {

// Pairs of templates that are compared at most; more than any real document has.
constexpr std::size_t most_pairs = 5'000'000;

/// A part of a path between slashes: a text, or a name in braces that fits any. One with both is taken
/// for a text.
struct Segment {
  bool is_name = false;
  std::string_view text{};
};

struct Path {
  std::vector<Segment> segments{};
  const Operation* operation = nullptr;
};

std::vector<Segment> segments_in(std::string_view path) {
  std::vector<Segment> segments;
  for (const std::string_view text : segments_of(path)) {
    const bool is_name = text.starts_with('{') && text.find('}') == text.size() - 1;
    segments.push_back({is_name, text});
  }
  return segments;
}

/// Whether a request can fit both, and neither is the more concrete one: each has a text where the other
/// has a name.
bool are_ambiguous(const Path& left, const Path& right) {
  bool left_is_concrete = false;
  bool right_is_concrete = false;
  for (std::size_t at = 0; at < left.segments.size(); ++at) {
    const Segment& one = left.segments[at];
    const Segment& other = right.segments[at];
    if (!one.is_name && !other.is_name && one.text != other.text) return false;
    left_is_concrete = left_is_concrete || (!one.is_name && other.is_name);
    right_is_concrete = right_is_concrete || (one.is_name && !other.is_name);
  }
  return left_is_concrete && right_is_concrete;
}

/// A finding for each path that is ambiguous, with the first other one.
void compare_all(const std::vector<Path>& paths, Linting& linting, std::size_t& pairs) {
  for (std::size_t at = 1; at < paths.size() && pairs <= most_pairs; ++at) {
    const auto last = paths.begin() + static_cast<std::ptrdiff_t>(at);
    const auto other =
        std::find_if(paths.begin(), last, [&](const Path& path) { return are_ambiguous(path, *last); });
    pairs += at;
    if (other == last) continue;
    linting.findings.add({"lint/ambiguous-path",
                          Severity::note,
                          last->operation->where,
                          "A request can fit " + quoted(last->operation->name()) + " and " +
                              quoted(other->operation->name()) +
                              "; neither is the more concrete one, so servers and clients may choose "
                              "differently.",
                          ""});
  }
}

}  // namespace

// Two paths whose names alone differ are met while loading.
void check_paths(Linting& linting) {
  std::map<std::pair<std::string_view, std::size_t>, std::vector<Path>> groups;  // by method and length
  for (const Operation& operation : linting.api.operations) {
    if (!operation.fault.empty()) continue;
    Path path{segments_in(operation.path), &operation};
    groups[{operation.method, path.segments.size()}].push_back(std::move(path));
  }
  std::size_t pairs = 0;
  for (const auto& [key, paths] : groups)
    compare_all(paths, linting, pairs);
}

}  // namespace conform
