#include "runner/schema/sampling.hpp"

#include "runner/schema/arithmetic.hpp"
#include "runner/schema/curious.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace conform {
namespace {

constexpr std::uint64_t max_length = 100'000;
// One in so many random scalars is a strange one, where such are wished for.
constexpr std::uint64_t one_in = 3;

// The tightest bounds that a demand sets.
struct Bounds {
  const Number* low = nullptr;
  const Number* high = nullptr;
  std::vector<Number> multiples{};
};

void tighten(const Number*& bound, const std::optional<Number>& other, bool is_lower) {
  if (other && (bound == nullptr || (is_lower ? *other > *bound : *other < *bound))) bound = &*other;
}

/// The compiled pattern of the node; null where there is none or it cannot be expressed.
const Pattern* pattern_of(const Node& node) {
  if (!node.string) return nullptr;
  const std::optional<PatternRule>& rule = node.string->pattern;
  return rule ? rule->pattern.get() : nullptr;
}

Bounds bounds_of(const Demand& demand) {
  Bounds out;
  for (const Node* const node : demand.nodes) {
    if (!node->number) continue;
    tighten(out.low, node->number->minimum, true);
    tighten(out.low, node->number->exclusive_minimum, true);
    tighten(out.high, node->number->maximum, false);
    tighten(out.high, node->number->exclusive_maximum, false);
    const std::optional<Number>& step = node->number->multiple_of;
    if (step) out.multiples.push_back(*step);
  }
  return out;
}

bool fits(const Number& number, std::uint8_t kind, const Demand& demand) {
  if ((number.is_integer() ? Kinds::whole : Kinds::fraction) != kind) return false;
  return std::all_of(demand.nodes.begin(), demand.nodes.end(), [&](const Node* node) {
    if (node->format != nullptr && node->format->fits_number != nullptr && !node->format->fits_number(number))
      return false;
    if (!node->number) return true;
    const NumberRules& rules = *node->number;
    return (!rules.minimum || number >= *rules.minimum) && (!rules.maximum || number <= *rules.maximum) &&
           (!rules.exclusive_minimum || number > *rules.exclusive_minimum) &&
           (!rules.exclusive_maximum || number < *rules.exclusive_maximum) &&
           (!rules.multiple_of || number.is_multiple_of(*rules.multiple_of));
  });
}

void add_near(std::vector<Number>& out, const Number* bound, std::int64_t direction) {
  if (bound == nullptr) return;
  out.push_back(*bound);
  const double value = bound->as_double();
  if (!std::isfinite(value)) return;
  constexpr double largest = 9e18;
  if (const auto whole = bound->as_int64(); whole && std::abs(value) < largest) {
    for (std::int64_t step = 1; step <= 3; ++step)
      out.emplace_back(*whole + direction * step);
  } else if (std::abs(value) < largest) {
    const double next = direction > 0 ? std::ceil(value) : std::floor(value);
    out.emplace_back(static_cast<std::int64_t>(next));
  }
  out.push_back(Number::from_double(value + 0.5 * static_cast<double>(direction)));
  const double far = std::max(1.0, std::abs(value)) * 2;
  if (std::isfinite(far)) out.push_back(Number::from_double(value + far * static_cast<double>(direction)));
}

void add_multiples(std::vector<Number>& out, const Bounds& bounds, const Number& multiple) {
  const double size = multiple.as_double();
  const double low = bounds.low != nullptr ? bounds.low->as_double() : 0;
  const double high = bounds.high != nullptr ? bounds.high->as_double() : 0;
  for (const double near : {low, high}) {
    const double factor = std::floor(near / size);
    if (!std::isfinite(factor) || std::abs(factor) > 9e17) continue;
    for (std::int64_t step = -1; step <= 30; ++step) {
      if (const auto number = product(multiple, static_cast<std::int64_t>(factor) + step))
        out.push_back(*number);
    }
  }
}

std::vector<Number> candidates(const Demand& demand, const SampleWish& wish, Random& random) {
  const Bounds bounds = bounds_of(demand);
  const SampleWish::Size size = wish.size;
  std::vector<Number> out;
  if (size == SampleWish::Size::random && wish.taste == Taste::strange && random.below(one_in) == 0) {
    const std::span<const TellingNumber> telling = telling_numbers();
    if (const auto number = Number::parse(telling[random.below(telling.size())].text)) out.push_back(*number);
  }
  const double low = bounds.low != nullptr ? bounds.low->as_double() : -1000;
  const double high = bounds.high != nullptr ? bounds.high->as_double() : low + 2000;
  if (size == SampleWish::Size::random && std::isfinite(low) && std::isfinite(high) && high > low &&
      high < 9e18 && low > -9e18) {
    for (int i = 0; i < 8; ++i) {
      const double part = static_cast<double>(random.below(1U << 20U)) / static_cast<double>(1U << 20U);
      const double value = low + (high - low) * part;
      out.emplace_back(static_cast<std::int64_t>(value));
      out.push_back(Number::from_double(std::floor(value * 100) / 100));
    }
  }
  if (size == SampleWish::Size::smallest) out.emplace_back(std::int64_t{0});
  if (bounds.low == nullptr && bounds.high == nullptr) out.emplace_back(std::int64_t{1});
  add_near(out, bounds.low, 1);
  add_near(out, bounds.high, -1);
  if (bounds.low != nullptr && bounds.high != nullptr) {
    const double middle = low / 2 + high / 2;
    if (std::isfinite(middle)) out.push_back(Number::from_double(middle));
    if (std::abs(middle) < 9e18) out.emplace_back(static_cast<std::int64_t>(std::floor(middle)));
  }
  for (const Number& multiple : bounds.multiples)
    add_multiples(out, bounds, multiple);
  if (bounds.multiples.size() == 2) {
    // A common multiple of two whole numbers is their product.
    if (const auto factor = bounds.multiples[1].as_int64()) {
      if (const auto common = product(bounds.multiples[0], *factor)) add_multiples(out, bounds, *common);
    }
  }
  for (const std::int64_t plain : {1, 0, 2, -1, 10, 100})
    out.emplace_back(plain);
  for (const double plain : {0.5, 1.5, -0.5, 0.25, 0.1, 0.001})
    out.push_back(Number::from_double(plain));
  return out;
}

void pad(std::string& text, std::uint64_t length) {
  static constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
  for (std::size_t i = 0; text.size() < length; ++i)
    text += letters[i % letters.size()];
}

std::string first_code_points(const std::string& text, std::uint64_t count) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (begins && count-- == 0) break;
  }
  return text.substr(0, at);
}

}  // namespace

std::optional<Value> Sampling::build_number(const Demand& demand, std::uint8_t kind, Choices& choices) {
  std::vector<Number> fitting;
  for (Number& number : candidates(demand, wish_, random_)) {
    const bool is_new = std::find(fitting.begin(), fitting.end(), number) == fitting.end();
    if (is_new && fits(number, kind, demand)) fitting.push_back(std::move(number));
    if (fitting.size() >= 12) break;
  }
  if (fitting.empty()) return std::nullopt;
  return Value(fitting[choices.pick(fitting.size())]);
}

bool Sampling::matches(const Demand& demand, const std::string& text) {
  const std::uint64_t length = code_points(text);
  return std::all_of(demand.nodes.begin(), demand.nodes.end(), [&](const Node* node) {
    if (node->format != nullptr && node->format->fits_text != nullptr && !node->format->fits_text(text))
      return false;
    if (!node->string) return true;
    if (length < node->string->min_length || length > node->string->max_length) return false;
    const std::optional<PatternRule>& rule = node->string->pattern;
    return !rule || (rule->pattern && rule->pattern->search(text, scratch_) == Match::yes);
  });
}

std::optional<std::string>
Sampling::text_for_patterns(const Demand& demand, std::uint64_t least, std::uint64_t most) {
  static constexpr std::array<std::uint32_t, 11> efforts = {2, 0, 1, 4, 8, 16, 32, 64, 256, 1024, 8192};
  constexpr std::size_t most_made = 1U << 19U;  // bytes; patterns may ask for texts without end
  std::size_t made = 0;
  for (const Node* const node : demand.nodes) {
    const Pattern* const pattern = pattern_of(*node);
    if (pattern == nullptr) continue;
    for (std::size_t i = 0; i < efforts.size() * 6 && made < most_made; ++i) {
      const std::uint32_t effort = efforts[(i / 6 + (wish_.size == Size::smallest ? 1 : 0)) % efforts.size()];
      if (effort > 16 && effort > least * 4) continue;
      std::string text = pattern->sample(random_, effort);
      made += text.size() + 1000;
      if (matches(demand, text)) return text;
      const std::uint64_t length = code_points(text);
      if (length > most) text = first_code_points(text, most);
      if (length < least) pad(text, text.size() + least - length);
      if (matches(demand, text)) return text;
    }
  }
  return std::nullopt;
}

std::optional<Value> Sampling::build_string(const Demand& demand, Choices& choices) {
  std::uint64_t least = 0;
  std::uint64_t most = unbounded;
  const Format* format = nullptr;
  bool has_pattern = false;
  for (const Node* const node : demand.nodes) {
    if (node->format != nullptr && node->format->fits_text != nullptr) format = node->format;
    if (!node->string) continue;
    least = std::max(least, node->string->min_length);
    most = std::min(most, node->string->max_length);
    has_pattern = has_pattern || node->string->pattern.has_value();
  }
  if (least > max_length) {
    blame(way_.back(),
          "A text of " + std::to_string(least) +
              " characters is asked for; texts of more than 100,000 are not made.");
    return std::nullopt;
  }
  if (least > most) return std::nullopt;
  const std::size_t variant = choices.pick(6);
  if (format != nullptr) {
    for (int i = 0; i < 20; ++i) {
      std::string text = format->sample(random_);
      if (matches(demand, text)) return Value(std::move(text));
    }
  }
  if (has_pattern) {
    if (auto text = text_for_patterns(demand, least, most)) return Value(std::move(*text));
    blame(way_.back(), "No text was found that matches the pattern and keeps to the length and the format.");
    return std::nullopt;
  }
  const bool is_strange = wish_.size == Size::random && wish_.taste == Taste::strange;
  if (is_strange && random_.below(one_in) == 0) {
    const std::span<const TellingText> telling = telling_texts();
    std::string text(telling[random_.below(telling.size())].text);
    if (matches(demand, text)) return Value(std::move(text));
  }
  static constexpr std::array<std::string_view, 5> plain = {"text", "", "a", "1", "A longer text"};
  std::string text;
  if (wish_.size == Size::random || variant == plain.size()) {
    for (std::uint64_t n = random_.between(1, 12); n > 0; --n)
      text += static_cast<char>('a' + random_.below(26));
  } else {
    text = std::string(plain[wish_.size == Size::smallest && variant < 2 ? 1 - variant : variant]);
  }
  pad(text, least);
  return Value(text.substr(0, std::min<std::uint64_t>(most, text.size())));
}

}  // namespace conform
