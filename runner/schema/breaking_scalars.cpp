#include "runner/schema/arithmetic.hpp"
#include "runner/schema/idea.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace conform {
namespace {

// Longer texts are not made.
constexpr std::uint64_t max_length = 100'000;

std::string shown(const Number& number) { return shortened(number.to_string(), 30); }

// One plain value of each kind.
struct Plain {
  std::uint8_t kind;
  std::string_view name;
  Value value;
};
const std::array<Plain, 7>& plain_values() {
  static const std::array<Plain, 7> values = {{
      {Kinds::null, "null", nullptr},
      {Kinds::string, "a string", "text"},
      {Kinds::whole, "a number", 12},
      {Kinds::boolean, "a boolean", true},
      {Kinds::object, "an object", Object{}},
      {Kinds::array, "an array", Array{}},
      {Kinds::fraction, "a fraction", Number::from_double(1.5)},
  }};
  return values;
}

void break_type(const JudgedPart& spot, Ideas& out) {
  const Kinds kinds = spot.node().kinds;
  if (kinds == Kinds{}) return;
  for (const Plain& plain : plain_values()) {
    if (kinds.has(plain.kind)) continue;
    // A fraction says something only where other numbers are admitted, a whole number where none are.
    const bool is_number = (plain.kind & Kinds::number) != 0;
    if (plain.kind == Kinds::fraction && !kinds.has(Kinds::whole)) continue;
    if (is_number && plain.kind == Kinds::whole && kinds.has(Kinds::fraction)) continue;
    std::string aspect = "kind";
    if (plain.kind == Kinds::null) aspect = "null";
    if (plain.kind == Kinds::fraction) aspect = "fraction";
    out.push_back({"type",
                   std::move(aspect),
                   {},
                   "is " + std::string(plain.name) + ", not of type " + to_string(kinds),
                   plain.value});
  }
}

void break_values(const JudgedPart& spot, Ideas& out) {
  const Node& node = spot.node();
  if (!node.values) return;
  const bool is_constant = node.values_are_constant;
  const std::string_view keyword = is_constant ? "const" : "enum";
  const std::string tail = is_constant ? "other than its const" : "not among the values of its enum";
  const auto add = [&](Value value) { out.push_back({keyword, {}, {}, tail, std::move(value)}); };
  std::size_t looked_at = 0;
  for (const Value& listed : node.values->values()) {
    if (++looked_at > 5) break;
    if (listed.is_string()) {
      add(listed.string() + "_unlisted");
      if (!listed.string().empty()) add(resized("x" + listed.string(), length_of(listed.string())));
    }
    if (!listed.is_number()) continue;
    for (const std::int64_t step : {1, 7, -1, 1000}) {
      if (auto number = sum(listed.number(), Number(step))) add(std::move(*number));
    }
  }
  for (const std::string_view text : {"unlisted", "u", "", "0"})
    add(text);
  add(true);
  add(false);
  for (const Plain& plain : plain_values())
    add(plain.value);
}

void break_bound(const JudgedPart& spot,
                 const std::optional<Number>& bound,
                 std::string_view keyword,
                 Ideas& out) {
  if (!bound) return;
  const bool is_exclusive = keyword.starts_with("exclusive");
  const Side side = keyword.ends_with("inimum") ? Side::below : Side::above;
  const std::string rest = " " + std::string(keyword) + " " + shown(*bound);
  if (is_exclusive) out.push_back({keyword, {}, {}, "at" + rest, *bound});
  for (Number& number : numbers_beside(*bound, side, spot.demand))
    out.push_back({keyword, {}, {}, (side == Side::below ? "below" : "above") + rest, std::move(number)});
}

void break_multiple(const JudgedPart& spot, Ideas& out) {
  const std::optional<Number>& step = spot.node().number->multiple_of;
  if (!step || !spot.part.is_number()) return;
  const std::string tail = "not a multiple of " + shown(*step);
  const auto add = [&](std::optional<Number> number) {
    if (number) out.push_back({"multipleOf", {}, {}, tail, std::move(*number)});
  };
  const Number half = Number::from_double(step->as_double() / 2);
  for (const Number& more :
       {Number(1), Number(-1), half, Number::from_double(0.5), Number::from_double(0.001)})
    add(sum(spot.part.number(), more));
  add(half);
  // What the other multiples that are asked for have in common.
  std::optional<Number> common = Number(1);
  for (const Node* const node : spot.demand.nodes) {
    if (!common || !node->number || !node->number->multiple_of || *node->number->multiple_of == *step)
      continue;
    const auto factor = node->number->multiple_of->as_int64();
    common = factor ? product(*common, *factor) : std::nullopt;
  }
  add(common);
}

void break_numbers(const JudgedPart& spot, Ideas& out) {
  const Node& node = spot.node();
  if (node.number) {
    const NumberRules& rules = *node.number;
    break_bound(spot, rules.minimum, "minimum", out);
    break_bound(spot, rules.maximum, "maximum", out);
    break_bound(spot, rules.exclusive_minimum, "exclusiveMinimum", out);
    break_bound(spot, rules.exclusive_maximum, "exclusiveMaximum", out);
    break_multiple(spot, out);
  }
  if (node.format == nullptr || node.format->fits_number == nullptr) return;
  for (const std::string_view text :
       {"2147483648", "9223372036854775808", "1e39", "1e400", "-2147483649", "-9223372036854775809"}) {
    const std::optional<Number> number = Number::parse(text);
    if (!number || node.format->fits_number(*number)) continue;
    out.push_back({"format",
                   {},
                   {},
                   std::string(text) + " is beyond its format " + std::string(node.format->name),
                   *number});
  }
}

// Texts that a pattern asked of the part may match, from short to long.
std::vector<std::string> pattern_texts(const JudgedPart& spot) {
  std::vector<std::string> out;
  for (const Node* const node : spot.demand.nodes) {
    if (!node->string || !node->string->pattern) continue;
    const std::shared_ptr<const Pattern>& pattern = node->string->pattern->pattern;
    if (!pattern) continue;
    for (const std::uint32_t effort : {0U, 1U, 4U, 16U, 64U, 256U, 1024U})
      out.push_back(pattern->sample(spot.sampling.random(), effort));
  }
  return out;
}

void break_length(const JudgedPart& spot, Ideas& out) {
  const StringRules& rules = *spot.node().string;
  const std::string now = spot.part.is_string() ? spot.part.string() : "text";
  const auto texts_of = [&](std::uint64_t length) {
    const std::uint64_t have = length_of(now);
    std::vector<std::string> texts = {resized(now, length), std::string(length, 'a')};
    if (length > have) texts.push_back(std::string(length - have, 'a') + now);
    if (length > have && !now.empty()) texts.push_back(std::string(length - have, now[0]) + now);
    return texts;
  };
  if (rules.min_length > 0 && rules.min_length <= max_length) {
    const std::string tail = "shorter than minLength " + std::to_string(rules.min_length);
    for (const auto& texts : {texts_of(rules.min_length - 1), pattern_texts(spot)}) {
      for (const std::string& text : texts)
        if (length_of(text) < rules.min_length) out.push_back({"minLength", {}, {}, tail, text});
    }
  }
  if (rules.max_length >= max_length) return;
  const std::string tail = "longer than maxLength " + std::to_string(rules.max_length);
  for (const auto& texts : {texts_of(rules.max_length + 1), pattern_texts(spot)}) {
    for (const std::string& text : texts)
      if (length_of(text) > rules.max_length) out.push_back({"maxLength", {}, {}, tail, text});
  }
}

// Texts that most patterns and formats refuse, some of the present length.
std::vector<std::string> odd_texts(const JudgedPart& spot) {
  const std::string now = spot.part.is_string() ? spot.part.string() : "text";
  std::vector<std::string> out = {now + "!", "!" + now};
  static constexpr std::array<std::string_view, 18> texts = {"!",
                                                             "?",
                                                             "not-as-asked",
                                                             "",
                                                             " ",
                                                             "a",
                                                             "A",
                                                             "0",
                                                             "-",
                                                             "%",
                                                             "{",
                                                             "[",
                                                             "\\",
                                                             "no at sign",
                                                             "2024-02-30",
                                                             "25:61:61",
                                                             "::g",
                                                             "256.256.256.256"};
  for (const std::string_view text : texts)
    out.emplace_back(text);
  for (const std::string_view text : {"!", "?", " ", "a", "A", "0", "-", "%", "{"}) {
    out.push_back(resized(std::string(text), std::max<std::uint64_t>(1, length_of(now))));
    if (!now.empty()) out.push_back(std::string(text) + now.substr(1));
    if (!now.empty()) out.push_back(now.substr(0, now.size() - 1) + std::string(text));
  }
  out.emplace_back("\xC3\xA4\xE4\xB8\xAD");
  return out;
}

void break_pattern(const JudgedPart& spot, const Pattern& pattern, const std::string& written, Ideas& out) {
  Pattern::Scratch scratch;
  for (std::string& text : odd_texts(spot)) {
    if (pattern.search(text, scratch) != Match::no) continue;
    out.push_back({"pattern",
                   {},
                   {},
                   "does not match its pattern " + printable(shortened(written, 60)),
                   std::move(text)});
  }
}

void break_content(const JudgedPart& spot, Ideas& out) {
  const StringRules& rules = *spot.node().string;
  if (rules.base64) out.push_back({"contentEncoding", {}, {}, "is not base64", "!"});
  if (!rules.json) return;
  for (const std::string_view text : {"{:}", "ezp9"})
    out.push_back({"contentMediaType", {}, {}, "is not JSON", text});
}

void break_strings(const JudgedPart& spot, Ideas& out) {
  const Node& node = spot.node();
  if (node.string) {
    break_length(spot, out);
    const std::optional<PatternRule>& rule = node.string->pattern;
    if (rule && rule->pattern) break_pattern(spot, *rule->pattern, rule->text, out);
    break_content(spot, out);
  }
  if (node.format == nullptr || node.format->fits_text == nullptr) return;
  for (std::string& text : odd_texts(spot)) {
    if (node.format->fits_text(text)) continue;
    out.push_back(
        {"format", {}, {}, "is not of its format " + std::string(node.format->name), std::move(text)});
  }
}

}  // namespace

std::uint64_t length_of(std::string_view text) {
  return static_cast<std::uint64_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string resized(const std::string& text, std::uint64_t length) {
  const std::uint64_t now = length_of(text);
  if (now < length) {
    const bool is_plain = !text.empty() && static_cast<unsigned char>(text.back()) < 0x80U;
    return text + std::string(length - now, is_plain ? text.back() : 'a');
  }
  std::size_t at = 0;
  for (std::uint64_t left = length; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (begins && left-- == 0) break;
  }
  return text.substr(0, at);
}

std::vector<Number> numbers_beside(const Number& bound, Side side, const Demand& demand) {
  const std::int64_t sign = side == Side::below ? -1 : 1;
  std::vector<Number> steps;
  std::vector<Number> out;
  for (const Node* const node : demand.nodes) {
    if (!node->number || !node->number->multiple_of) continue;
    const Number& multiple = *node->number->multiple_of;
    steps.push_back(multiple);
    const double factor = std::floor(bound.as_double() / multiple.as_double());
    if (!std::isfinite(factor) || std::abs(factor) > 9e17) continue;
    for (const std::int64_t more : {0, 1, -1, 2, -2}) {
      const auto near = product(multiple, static_cast<std::int64_t>(factor) + more);
      if (near && (side == Side::below ? *near < bound : *near > bound)) out.push_back(*near);
    }
  }
  for (const double step : {1.0, 0.5, 0.1, 0.001, 10.0})
    steps.push_back(Number::from_double(step));
  for (const Number& step : steps) {
    const auto more = product(step, sign);
    if (!more) continue;
    if (auto number = sum(bound, *more)) out.push_back(std::move(*number));
  }
  const double value = bound.as_double();
  if (std::isfinite(value)) {
    const double far = value + (std::abs(value) + 1) * static_cast<double>(sign);
    if (std::isfinite(far)) out.push_back(Number::from_double(far));
  }
  return out;
}

Ideas scalar_breaks(const JudgedPart& spot) {
  Ideas out;
  break_type(spot, out);
  break_values(spot, out);
  const bool may_be_number = spot.part.is_number() || !spot.node().number;
  if (may_be_number) break_numbers(spot, out);
  if (spot.part.is_string()) break_strings(spot, out);
  return out;
}

}  // namespace conform
