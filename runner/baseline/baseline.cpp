#include "runner/baseline/baseline.hpp"

#include "runner/config/reading.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <tuple>

#include <fmt/format.h>

namespace conform {
namespace {

constexpr std::string_view head = "# Findings that are known. A run with --baseline shows them and lets them "
                                  "pass; all others break the gate.\n"
                                  "# Written by --update-baseline, which keeps what people add to an entry: "
                                  "`reason`, `owner`, and `until`,\n"
                                  "# the last day on which it counts.\n";
constexpr std::int64_t format = 1;

constexpr std::array<std::string_view, 2> file_keys = {"version", "known"};
constexpr std::array<std::string_view, 7> entry_keys = {
    "rule", "operation", "place", "seen-by", "reason", "owner", "until"};

std::optional<int> digits(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc() && end == text.data() + text.size() && text.front() != '-';
  return is_number ? std::optional(number) : std::nullopt;
}

class BaselineReader {
public:
  BaselineReader(const Document& document, Diagnostics& diagnostics)
      : document_(document), reading_{document, environment_, diagnostics} {}

  Baseline read() {
    Baseline baseline{document_.source->name, {}};
    const Value& root = document_.root;
    if (!reading_.is_map(root, "A baseline", file_keys)) return baseline;
    check_version(root);
    const Value* known = root.find("known");
    if (known == nullptr) {
      reading_.error(root, "A baseline has a list `known`.");
      return baseline;
    }
    if (known->is_null()) return baseline;
    if (!known->is_array()) {
      reading_.error(*known, "`known` must be a list.");
      return baseline;
    }
    std::map<Identity, std::size_t> places;
    for (const Value& entry : known->array()) {
      KnownFinding one = read_entry(entry);
      if (places.try_emplace(one.identity, places.size()).second) baseline.known.push_back(std::move(one));
    }
    return baseline;
  }

private:
  void check_version(const Value& root) const {
    const Value* version = root.find("version");
    if (version == nullptr) {
      reading_.error(root, "A baseline has a `version`.", "This program writes `version: 1`.");
      return;
    }
    if (*version != Value(format))
      reading_.error(*version, "This `version` is none that can be read here; known is `1`.");
  }

  [[nodiscard]] KnownFinding read_entry(const Value& entry) const {
    KnownFinding one;
    if (!reading_.is_map(entry, "An entry of `known`", entry_keys)) return one;
    one.identity = {needed(entry, "rule"), needed(entry, "operation"), text_at(entry, "place")};
    one.seen_by = text_at(entry, "seen-by");
    one.reason = text_at(entry, "reason");
    one.owner = text_at(entry, "owner");
    if (const Value* until = entry.find("until")) {
      one.until = until->is_string() ? day_of(until->string()) : std::nullopt;
      if (!one.until) reading_.error(*until, "`until` must be a day.", "As in `2027-01-31`.");
    }
    return one;
  }

  [[nodiscard]] std::string needed(const Value& entry, std::string_view key) const {
    if (entry.find(key) == nullptr) reading_.error(entry, "This entry has no `" + std::string(key) + "`.");
    return text_at(entry, key);
  }

  [[nodiscard]] std::string text_at(const Value& entry, std::string_view key) const {
    const Value* value = entry.find(key);
    if (value == nullptr) return {};
    if (value->is_string()) return value->string();
    reading_.error(*value, "`" + std::string(key) + "` must be a text.");
    return {};
  }

  const Document& document_;
  Environment environment_{};  // nothing is replaced in a baseline
  ConfigReading reading_;
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Whether YAML takes the text for itself when it stands there without quotes: YAML 1.2 §7.3.3, §10.3.2.
bool is_plain(std::string_view text) {
  constexpr std::string_view marks = " /_.,{}()~*+=@-";
  constexpr std::array<std::string_view, 9> words = {
      "true", "false", "null", "yes", "no", "on", "off", "y", "n"};
  const bool begins_well = !text.empty() && (is_letter(text.front()) || text.front() == '/');
  const auto is_fine = [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || marks.find(c) != std::string_view::npos;
  };
  if (!begins_well || text.ends_with(' ') || !std::ranges::all_of(text, is_fine)) return false;
  std::string lower(text);
  std::ranges::transform(
      lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return std::ranges::find(words, lower) == words.end();
}

/// JSON's form of a text is YAML's, too (YAML 1.2 §7.3.1), but for what JSON may leave as it is and YAML must
/// not (§5.1): DEL, and the control characters from U+0080 on, whose UTF-8 begins with 0xC2.
std::string scalar(const std::string& text) {
  if (is_plain(text)) return text;
  std::string out;
  const std::string json = to_json(Value(text));
  for (std::size_t at = 0; at < json.size(); ++at) {
    const auto byte = static_cast<unsigned char>(json[at]);
    const auto next = static_cast<unsigned char>(at + 1 < json.size() ? json[at + 1] : 0);
    if (byte == 0x7F) {
      out += "\\u007f";
    } else if (byte == 0xC2 && next < 0xA0) {
      out += fmt::format("\\u{:04x}", next);
      ++at;
    } else {
      out += json[at];
    }
  }
  return out;
}

void add_line(std::string& out, std::string_view key, const std::string& text) {
  if (!text.empty()) out += fmt::format("    {}: {}\n", key, text);
}

void add_text(std::string& out, std::string_view key, const std::string& text) {
  if (!text.empty()) add_line(out, key, scalar(text));
}

std::string entry_text(const KnownFinding& known) {
  std::string out = fmt::format("  - operation: {}\n", scalar(known.identity.operation));
  add_line(out, "rule", scalar(known.identity.rule));
  add_text(out, "place", known.identity.place);
  add_text(out, "seen-by", known.seen_by);
  add_text(out, "reason", known.reason);
  add_text(out, "owner", known.owner);
  if (const auto& until = known.until) add_line(out, "until", to_string(*until));
  return out;
}

}  // namespace

std::string to_string(const Day& day) {
  return fmt::format("{:04}-{:02}-{:02}",
                     static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

std::optional<Day> day_of(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const Day found{std::chrono::year(*year),
                  std::chrono::month(static_cast<unsigned>(*month)),
                  std::chrono::day(static_cast<unsigned>(*day))};
  return found.ok() ? std::optional(found) : std::nullopt;
}

Baseline read_baseline(const Document& document, Diagnostics& diagnostics) {
  return BaselineReader(document, diagnostics).read();
}

std::string to_yaml(const Baseline& baseline) {
  std::vector<KnownFinding> sorted = baseline.known;
  std::ranges::stable_sort(sorted, {}, [](const KnownFinding& one) {
    return std::tie(one.identity.operation, one.identity.rule, one.identity.place);
  });
  std::string out = fmt::format("{}version: {}\nknown:{}\n", head, format, sorted.empty() ? " []" : "");
  for (const KnownFinding& known : sorted)
    out += entry_text(known);
  return out;
}

}  // namespace conform
