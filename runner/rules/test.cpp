#include "runner/rules/test.hpp"

#include "runner/http/date.hpp"
#include "runner/rules/overloaded.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace conform {
namespace {

bool starts_with_ignoring_case(std::string_view text, std::string_view start) {
  return text.size() >= start.size() && equals_ignoring_case(text.substr(0, start.size()), start);
}

bool ends_with_ignoring_case(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && equals_ignoring_case(text.substr(text.size() - end.size()), end);
}

bool list_has(std::string_view list, std::string_view member) {
  return std::ranges::any_of(list_members(list),
                             [member](std::string_view one) { return equals_ignoring_case(one, member); });
}

bool equal(const FactValue& value, const Scalar& scalar) {
  return std::visit(
      [&value](const auto& wanted) {
        const auto* found = std::get_if<std::decay_t<decltype(wanted)>>(&value);
        return found != nullptr && *found == wanted;
      },
      scalar);
}

// A number and a text are the same when the text writes the number.
Truth same(const FactValue& left, const FactValue& right) {
  if (std::holds_alternative<Unknown>(right)) return Truth::unknown;
  if (std::holds_alternative<Absent>(right)) return Truth::no;
  if (left.index() != right.index()) {
    const auto a = number_in(left);
    return truth_of(a.has_value() && a == number_in(right));
  }
  return std::visit(
      overloaded{[](const Unknown&) { return Truth::unknown; },
                 [](const Absent&) { return Truth::no; },
                 [&right]<class T>(const T& value) { return truth_of(value == std::get<T>(right)); }},
      left);
}

std::string_view without_parameters(std::string_view member) {
  return octets::trim(member.substr(0, member.find(';')));
}

Truth has_members_of(std::string_view list, const FactValue& other) {
  if (std::holds_alternative<Unknown>(other)) return Truth::unknown;
  const auto* text = std::get_if<std::string>(&other);
  const auto known = text != nullptr ? list_members(*text) : std::vector<std::string_view>{};
  return truth_of(std::ranges::all_of(list_members(list), [&known](std::string_view member) {
    return std::ranges::any_of(known, [member](std::string_view one) {
      return equals_ignoring_case(without_parameters(one), without_parameters(member));
    });
  }));
}

Truth not_later(std::string_view date, const FactValue& other) {
  if (std::holds_alternative<Unknown>(other)) return Truth::unknown;
  const auto* text = std::get_if<std::string>(&other);
  const auto first = time_of(date);
  const auto second = text != nullptr ? time_of(*text) : std::nullopt;
  return truth_of(!first || !second || *first <= *second);
}

// The tests of a value that is there.
struct Passing {
  const FactValue& value;
  const Subject& subject;

  [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&value); }
  [[nodiscard]] const Words* words() const { return std::get_if<Words>(&value); }

  Truth operator()(const Present& test) const { return truth_of(test.wanted); }
  Truth operator()(const OneOf& test) const {
    return truth_of(std::ranges::any_of(test.values, [&](const auto& one) { return equal(value, one); }));
  }
  Truth operator()(const EqualsIgnoringCase& test) const {
    return truth_of(text() != nullptr && equals_ignoring_case(*text(), test.text));
  }
  Truth operator()(const Matches& test) const {
    return truth_of(text() != nullptr && test.grammar->matches(*text()));
  }
  Truth operator()(const AbsentOrMatches& test) const { return (*this)(Matches{test.grammar}); }
  Truth operator()(const EachMatches& test) const {
    return truth_of(words() != nullptr && std::ranges::all_of(*words(), [&](const auto& word) {
                      return test.grammar->matches(word);
                    }));
  }
  Truth operator()(const AtLeast& test) const {
    const auto number = number_in(value);
    return truth_of(number.has_value() && *number >= test.bound);
  }
  Truth operator()(const AtMost& test) const {
    const auto number = number_in(value);
    return truth_of(number.has_value() && *number <= test.bound);
  }
  Truth operator()(const Contains& test) const {
    if (words() != nullptr) return truth_of(std::ranges::find(*words(), test.part) != words()->end());
    return truth_of(text() != nullptr && text()->find(test.part) != std::string::npos);
  }
  Truth operator()(const ContainsNoneOf& test) const {
    return truth_of(words() != nullptr && std::ranges::none_of(*words(), [&](const auto& word) {
                      return std::ranges::find(test.words, word) != test.words.end();
                    }));
  }
  Truth operator()(const Lists& test) const {
    return truth_of(text() != nullptr && list_has(*text(), test.member));
  }
  Truth operator()(const StartsWith& test) const {
    return truth_of(text() != nullptr && starts_with_ignoring_case(*text(), test.text));
  }
  Truth operator()(const EndsWith& test) const {
    return truth_of(text() != nullptr && ends_with_ignoring_case(*text(), test.text));
  }
  Truth operator()(const Empty& test) const {
    if (words() != nullptr) return truth_of(words()->empty() == test.wanted);
    return truth_of(text() != nullptr && text()->empty() == test.wanted);
  }
  Truth operator()(const SameAs& test) const { return same(value, test.other.read(subject)); }
  Truth operator()(const NotLaterThan& test) const {
    return text() == nullptr ? Truth::no : not_later(*text(), test.other.read(subject));
  }
  Truth operator()(const MembersOf& test) const {
    return text() == nullptr ? Truth::no : has_members_of(*text(), test.other.read(subject));
  }
};

std::string shown(std::string_view text) {
  return text.empty() ? "empty" : "`" + shortened(printable(text), 200) + "`";
}

std::string shown_scalar(const Scalar& scalar) {
  return std::visit(overloaded{[](bool truth) -> std::string { return truth ? "true" : "false"; },
                               [](std::int64_t number) { return std::to_string(number); },
                               [](const std::string& text) { return shown(text); }},
                    scalar);
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const auto& word : words)
    all.append(all.empty() ? "" : ", ").append(word);
  return all;
}

template <class Items, class Show> std::string joined(const Items& items, const Show& show) {
  std::vector<std::string> words;
  for (const auto& item : items)
    words.push_back(show(item));
  return joined(words);
}

// What the fact is, in words. Texts and numbers "are" something; words are plural.
struct Wording {
  bool plural = false;
  bool yes = true;

  [[nodiscard]] std::string is(std::string_view rest) const {
    return std::string(plural ? (yes ? "are " : "are not ") : (yes ? "is " : "is not ")).append(rest);
  }
  [[nodiscard]] std::string
  verb(std::string_view singular, std::string_view base, std::string_view rest) const {
    if (yes) return std::string(plural ? base : singular).append(" ").append(rest);
    return std::string(plural ? "do not " : "does not ").append(base).append(" ").append(rest);
  }
  [[nodiscard]] std::string present(bool wanted) const {
    const std::string_view what = wanted == yes ? "present" : "absent";
    return std::string(plural ? "are " : "is ").append(what);
  }

  std::string operator()(const Present& test) const { return present(test.wanted); }
  std::string operator()(const OneOf& test) const {
    if (test.values.size() == 1) return is(shown_scalar(test.values.front()));
    return is("one of " + joined(test.values, shown_scalar));
  }
  std::string operator()(const EqualsIgnoringCase& test) const {
    return is(shown(test.text) + " (in any case)");
  }
  std::string operator()(const Matches& test) const { return is(test.grammar->meaning); }
  std::string operator()(const AbsentOrMatches& test) const {
    return yes ? is(test.grammar->meaning) + ", or absent" : is(test.grammar->meaning);
  }
  std::string operator()(const EachMatches& test) const {
    return yes ? "are each " + std::string(test.grammar->meaning)
               : "are not each " + std::string(test.grammar->meaning);
  }
  std::string operator()(const AtLeast& test) const {
    return yes ? is("at least " + std::to_string(test.bound)) : below(test.bound);
  }
  std::string operator()(const AtMost& test) const {
    return yes ? is("at most " + std::to_string(test.bound))
               : Wording{plural, true}.is("more than " + std::to_string(test.bound));
  }
  std::string operator()(const Contains& test) const {
    return plural ? verb("includes", "include", shown(test.part))
                  : verb("contains", "contain", shown(test.part));
  }
  std::string operator()(const ContainsNoneOf& test) const {
    const std::string which = test.words.size() == 1 ? "" : yes ? "any of " : "one of ";
    return Wording{plural, !yes}.verb("includes", "include", which + joined(test.words, shown));
  }
  std::string operator()(const Lists& test) const { return verb("lists", "list", shown(test.member)); }
  std::string operator()(const StartsWith& test) const {
    return verb("begins with", "begin with", shown(test.text));
  }
  std::string operator()(const EndsWith& test) const {
    return verb("ends with", "end with", shown(test.text));
  }
  std::string operator()(const Empty& test) const {
    const std::string_view what = test.wanted == yes ? "empty" : "not empty";
    return std::string(plural ? "are " : "is ").append(what);
  }
  std::string operator()(const SameAs& test) const { return is("the same as " + test.other.spoken()); }
  std::string operator()(const NotLaterThan& test) const {
    return yes ? "is not later than " + test.other.spoken() : "is later than " + test.other.spoken();
  }
  std::string operator()(const MembersOf& test) const {
    return verb("lists", "list", "only members of " + test.other.spoken());
  }

private:
  [[nodiscard]] std::string below(std::int64_t bound) const {
    return Wording{plural, true}.is("less than " + std::to_string(bound));
  }
};

FactValue value_of(const Scalar& scalar) {
  return std::visit([](const auto& one) { return FactValue(one); }, scalar);
}

FactValue unlike(const Scalar& scalar) {
  return std::visit(overloaded{[](bool truth) { return FactValue(!truth); },
                               [](std::int64_t number) { return FactValue(number + 1); },
                               [](const std::string& text) { return FactValue(text + "x"); }},
                    scalar);
}

FactValue number_for(std::int64_t number, FactKind kind) {
  return kind == FactKind::number ? FactValue(number) : FactValue(std::to_string(number));
}

// The value of another fact for a fact of this kind, and one that differs from it.
std::vector<FactValue> like_other(const FactValue& other, FactKind kind) {
  if (const auto number = number_in(other)) return {number_for(*number, kind), number_for(*number + 1, kind)};
  if (const auto* text = std::get_if<std::string>(&other)) return {other, FactValue(*text + "x")};
  if (const auto* truth = std::get_if<bool>(&other)) return {other, FactValue(!*truth)};
  return {};
}

struct Candidates {
  FactKind kind;
  const Subject& subject;
  using Values = std::vector<FactValue>;

  [[nodiscard]] bool has_words() const { return kind == FactKind::words || kind == FactKind::sentences; }

  Values operator()(const Present&) const {
    switch (kind) {
    case FactKind::truth: return {Absent{}, true};
    case FactKind::number: return {Absent{}, std::int64_t{1}};
    case FactKind::text: return {Absent{}, std::string("1"), std::string("x")};
    default: return {Absent{}, Words{"x"}};
    }
  }
  Values operator()(const OneOf& test) const {
    Values values{Absent{}};
    for (const auto& one : test.values)
      values.push_back(value_of(one));
    for (const auto& one : test.values)
      values.push_back(unlike(one));
    return values;
  }
  Values operator()(const EqualsIgnoringCase& test) const { return {Absent{}, test.text, test.text + "x"}; }
  Values operator()(const Matches& test) const {
    return {Absent{}, std::string(test.grammar->good), std::string(test.grammar->bad)};
  }
  Values operator()(const AbsentOrMatches& test) const { return (*this)(Matches{test.grammar}); }
  Values operator()(const EachMatches& test) const {
    return {Words{std::string(test.grammar->good)}, Words{std::string(test.grammar->bad)}};
  }
  Values operator()(const AtLeast& test) const {
    return {number_for(test.bound, kind), number_for(test.bound - 1, kind)};
  }
  Values operator()(const AtMost& test) const {
    return {number_for(test.bound, kind), number_for(test.bound + 1, kind)};
  }
  Values operator()(const Contains& test) const {
    if (has_words()) return {Words{}, Words{test.part}};
    return {Absent{}, test.part, std::string("x")};
  }
  Values operator()(const ContainsNoneOf& test) const {
    Values values{Words{}};
    for (const auto& word : test.words)
      values.emplace_back(Words{word});
    return values;
  }
  Values operator()(const Lists& test) const { return {Absent{}, test.member, test.member + "-x"}; }
  Values operator()(const StartsWith& test) const { return {Absent{}, test.text + "x", "x" + test.text}; }
  Values operator()(const EndsWith& test) const { return {Absent{}, "x" + test.text, test.text + "x"}; }
  Values operator()(const Empty&) const {
    if (has_words()) return {Words{}, Words{"x"}};
    return {std::string(), std::string("x")};
  }
  Values operator()(const SameAs& test) const { return like_other(test.other.read(subject), kind); }
  Values operator()(const NotLaterThan&) const {
    return {std::string("Thu, 01 Jan 1970 00:00:00 GMT"),
            std::string("@0"),
            std::string("Fri, 01 Jan 2100 00:00:00 GMT"),
            std::string("@4102444800")};
  }
  Values operator()(const MembersOf& test) const { return like_other(test.other.read(subject), kind); }
};

}  // namespace

std::optional<std::int64_t> number_in(const FactValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr || text->empty()) return std::nullopt;
  if (text->find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  std::int64_t number = 0;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), number);
  return read.ec == std::errc() ? number : std::numeric_limits<std::int64_t>::max();
}

bool admits_absence(const Test& test) {
  const auto* present = std::get_if<Present>(&test);
  if (present != nullptr) return !present->wanted;
  return std::holds_alternative<AbsentOrMatches>(test);
}

Truth passes(const Test& test, const FactValue& value, const Subject& subject) {
  if (std::holds_alternative<Unknown>(value)) return Truth::unknown;
  if (std::holds_alternative<Absent>(value)) {
    return truth_of(admits_absence(test));
  }
  return std::visit(Passing{value, subject}, test);
}

std::string words_for(const Test& test, FactKind kind, Truth wanted) {
  const bool plural = kind == FactKind::words || kind == FactKind::sentences;
  return std::visit(Wording{plural, wanted == Truth::yes}, test);
}

std::vector<FactValue> candidates(const Test& test, FactKind kind, const Subject& subject) {
  return std::visit(Candidates{kind, subject}, test);
}

}  // namespace conform
