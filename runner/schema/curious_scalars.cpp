#include "runner/schema/curious.hpp"

#include "runner/text/words.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace conform {
namespace {

using namespace std::string_view_literals;

// What is longer is within what the schema admits, but no server's everyday.
constexpr std::uint64_t max_length = 10'000;
// Longer texts of letters beyond ASCII say no more, and are long when they are encoded.
constexpr std::uint64_t max_letters = 1'000;
constexpr std::uint64_t long_length = 5'000;

constexpr std::array texts = {
    TellingText{"with a letter beyond ASCII", "\xC3\xBC", Taste::everyday},
    TellingText{"with an emoji", "\xF0\x9F\x98\x80", Taste::everyday},
    TellingText{"with quotes, a backslash and a percent sign", "'\"\\%", Taste::everyday},
    TellingText{"with an apostrophe", "'"},
    TellingText{"with a quote and a backslash", "\"\\"},
    TellingText{"with a percent sign", "%"},
    TellingText{"with a line break", "a\nb"},
    TellingText{"with the character NUL", "a\0b"sv},
    TellingText{"with markup", "<script>alert(1)</script>"},
    TellingText{"with a path upwards", "../../a"},
    TellingText{"with a placeholder", "${x}{{x}}"},
    TellingText{"with spaces at its ends", " a "},
    TellingText{"with marks of direction", "\xE2\x80\xAE\xD7\x90\xE2\x80\x8F"},
    TellingText{"with a combining mark", "e\xCC\x81"},
    TellingText{"of digits alone", "007"},
    TellingText{"that reads null", "null"},
};

constexpr std::array numbers = {
    TellingNumber{"zero", "0", Taste::everyday},
    TellingNumber{"negative", "-1", Taste::everyday},
    TellingNumber{"a fraction", "1.5", Taste::everyday},
    TellingNumber{"a fraction", "0.5", Taste::everyday},
    TellingNumber{"a fraction", "0.25", Taste::everyday},
    TellingNumber{"beyond 32 bits", "2147483648", Taste::everyday},
    TellingNumber{"beyond what a double holds", "9007199254740993"},
    TellingNumber{"beyond 64 bits", "9223372036854775808"},
    TellingNumber{"beyond 64 bits and negative", "-9223372036854775809"},
    TellingNumber{"so large that its square overflows", "1e200"},
    TellingNumber{"so small that its square is nothing", "1e-200"},
};

/// Another text in a format. `from`, where it is set, makes it from the one that is there.
struct FormatText {
  std::string_view format{};
  std::string_view phrase{};
  std::string_view text{};
  Taste taste = Taste::everyday;
  std::string (*from)(const std::string& now) = nullptr;
};

char lower_of(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char upper_of(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
std::string in_lower_case(const std::string& now) {
  std::string out = now;
  std::ranges::transform(out, out.begin(), lower_of);
  return out;
}
std::string in_upper_case(const std::string& now) {
  std::string out = now;
  std::ranges::transform(out, out.begin(), upper_of);
  return out;
}
// The same time with its `Z` replaced.
std::string ending(const std::string& now, std::string_view end) {
  const bool is_utc = now.ends_with('Z') && now.find('.') == std::string::npos;
  return is_utc ? now.substr(0, now.size() - 1) + std::string(end) : std::string();
}
std::string with_offset(const std::string& now) { return ending(now, "+02:00"); }
std::string with_part_of_second(const std::string& now) { return ending(now, ".5Z"); }

constexpr std::array format_texts = {
    FormatText{"date", "on 29 February", "2024-02-29"},
    FormatText{"date", "on the last day of four digits", "9999-12-31", Taste::strange},
    FormatText{"date", "before 1970", "1969-12-31", Taste::strange},
    FormatText{"date-time", "on 29 February", "2024-02-29T12:00:00Z"},
    FormatText{"date-time", "with an offset", "2024-04-04T10:00:00+02:00", Taste::everyday, with_offset},
    FormatText{"date-time",
               "with a part of a second",
               "2024-04-04T10:00:00.5Z",
               Taste::everyday,
               with_part_of_second},
    FormatText{"date-time", "in lower case", "2024-04-04t10:00:00z", Taste::strange, in_lower_case},
    FormatText{"date-time", "with a leap second", "2016-12-31T23:59:60Z", Taste::strange},
    FormatText{"time", "with an offset", "10:00:00+02:00", Taste::everyday, with_offset},
    FormatText{"time", "with a part of a second", "10:00:00.5Z", Taste::everyday, with_part_of_second},
    FormatText{"duration", "with each unit", "P1Y2M3DT4H5M6S", Taste::strange},
    FormatText{"uuid", "in lower case", {}, Taste::everyday, in_lower_case},
    FormatText{"uuid", "in upper case", {}, Taste::everyday, in_upper_case},
    FormatText{"uuid", "of zeros alone", "00000000-0000-0000-0000-000000000000", Taste::strange},
    FormatText{"email", "with a plus sign", "first.last+tag@mail.library.example", Taste::strange},
    FormatText{"uri", "with each part", "https://host.example:8443/a%20b?c=d&e=%C3%A4#f", Taste::strange},
    FormatText{"ipv6", "shortened", "::1", Taste::strange},
    FormatText{"byte", "with + and / and =", "+/+/AA=="},
    FormatText{"byte", "empty", "", Taste::strange},
};

bool is_wanted(Taste of_value, Taste wish) { return of_value == wish; }

/// The bounds of length that all schemas of the part set together.
struct Lengths {
  std::uint64_t least = 0;
  std::uint64_t most = unbounded;
};

Lengths lengths_of(const JudgedPart& spot) {
  Lengths out;
  for (const Node* const node : spot.demand.nodes) {
    if (!node->string) continue;
    out.least = std::max(out.least, node->string->min_length);
    out.most = std::min(out.most, node->string->max_length);
  }
  return out;
}

std::string repeated(std::string_view letter, std::uint64_t times) {
  std::string out;
  out.reserve(letter.size() * times);
  for (std::uint64_t i = 0; i < times; ++i)
    out += letter;
  return out;
}

/// The text that is there with `what` in it, or one that is little more than `what`; the first that fits.
std::optional<std::string> holding(const JudgedPart& spot, const Lengths& lengths, std::string_view what) {
  const std::string& now = spot.part.string();
  const std::uint64_t size = length_of(what);
  if (size > lengths.most) return std::nullopt;
  const std::uint64_t room = lengths.most - size;
  const std::string kept = length_of(now) > room ? resized(now, room) : now;
  const std::uint64_t lacking = lengths.least > size ? lengths.least - size : 0;
  if (lacking > max_length) return std::nullopt;
  for (std::string text : {kept + std::string(what), std::string(lacking, 'a') + std::string(what)})
    if (admits(spot, Value(text))) return text;
  return std::nullopt;
}

void add_lengths(const JudgedPart& spot, const Lengths& lengths, Taste taste, Ideas& out) {
  const auto add = [&](std::string_view keyword, const std::string& phrase, std::string text) {
    if (admits(spot, Value(text))) out.push_back({keyword, phrase, {}, phrase, std::move(text)});
  };
  const bool is_bounded = lengths.most <= max_letters;
  const std::string most = std::to_string(lengths.most);
  if (taste == Taste::everyday) {
    if (lengths.least == 0) add("minLength", "empty", "");
    if (is_bounded)
      add("maxLength", "with " + most + " letters beyond ASCII", repeated("\xC3\xA4", lengths.most));
    return;
  }
  if (is_bounded) add("maxLength", "with " + most + " emoji", repeated("\xF0\x9F\x98\x80", lengths.most));
  if (lengths.most == unbounded && lengths.least < long_length)
    add("maxLength", "of 5,000 characters", std::string(long_length, 'a'));
}

void add_format(const JudgedPart& spot, const Format& format, Taste taste, Ideas& out) {
  const std::string& now = spot.part.string();
  const auto add = [&](std::string_view phrase, const std::string& text) {
    if (!text.empty() && text != now && admits(spot, Value(text)))
      out.push_back({"format", std::string(phrase), {}, std::string(phrase), text});
  };
  for (const FormatText& row : format_texts) {
    if (row.format != format.name || !is_wanted(row.taste, taste)) continue;
    if (row.from != nullptr) add(row.phrase, row.from(now));
    add(row.phrase, std::string(row.text));
  }
  if (taste == Taste::everyday && format.name == "uuid")
    add("that is another", format.sample(spot.sampling.random()));
}

}  // namespace

std::span<const TellingText> telling_texts() { return texts; }
std::span<const TellingNumber> telling_numbers() { return numbers; }

bool admits(const JudgedPart& spot, const Value& value) {
  return std::ranges::all_of(spot.demand.ids, [&](NodeId id) {
    Evaluation evaluation(spot.program, Direction::none, Evaluation::Faults::unwanted);
    return evaluation.run(id, value) && evaluation.undecided().empty();
  });
}

bool is_open(const JudgedPart& spot) {
  if (spot.node().kinds.bits == Kinds::all) return false;
  return std::ranges::none_of(spot.demand.nodes, [](const Node* node) { return node->values != nullptr; });
}

const Format* text_format(const JudgedPart& spot) {
  for (const Node* const node : spot.demand.nodes)
    if (node->format != nullptr && node->format->fits_text != nullptr) return node->format;
  return nullptr;
}

Ideas curious_texts(const JudgedPart& spot, Taste taste) {
  Ideas out;
  if (!spot.part.is_string() || !is_open(spot)) return out;
  if (const Format* const format = text_format(spot)) {
    add_format(spot, *format, taste, out);
    return out;
  }
  const Format* const own = spot.node().format;
  if (own != nullptr && own->name == "binary") return out;
  const Lengths lengths = lengths_of(spot);
  add_lengths(spot, lengths, taste, out);
  for (const TellingText& row : texts) {
    if (!is_wanted(row.taste, taste)) continue;
    if (auto text = holding(spot, lengths, row.text))
      out.push_back({"type", std::string(row.phrase), {}, std::string(row.phrase), std::move(*text)});
  }
  return out;
}

Ideas curious_numbers(const JudgedPart& spot, Taste taste) {
  Ideas out;
  if (!spot.part.is_number() || !is_open(spot)) return out;
  const bool takes_fractions = spot.node().kinds.has(Kinds::fraction);
  for (const TellingNumber& row : numbers) {
    if (!is_wanted(row.taste, taste)) continue;
    // A whole number with an exponent is one of the writing, not of the value.
    if (!takes_fractions && row.text.find('e') != std::string_view::npos) continue;
    const auto number = Number::parse(row.text);
    if (!number || !admits(spot, Value(*number))) continue;
    out.push_back({"type", std::string(row.phrase), {}, std::string(row.phrase), *number});
  }
  return out;
}

}  // namespace conform
