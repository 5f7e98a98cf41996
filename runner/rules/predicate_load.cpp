// Reads conditions as suites/README.md describes them.

#include "runner/rules/predicate_node.hpp"
#include "runner/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace conform {
namespace {

using Node = Predicate::Node;

struct TestName {
  std::string_view name;
  bool on_text;
  bool on_number;
  bool on_words;
  bool on_truth;
};
constexpr std::array test_names = {
    TestName{"present", true, true, true, true},
    TestName{"is", true, false, false, false},
    TestName{"absent-or-is", true, false, false, false},
    TestName{"each-is", false, false, true, false},
    TestName{"equals", true, true, false, true},
    TestName{"one-of", true, true, false, true},
    TestName{"equals-ignoring-case", true, false, false, false},
    TestName{"at-least", true, true, false, false},
    TestName{"at-most", true, true, false, false},
    TestName{"contains", true, false, true, false},
    TestName{"contains-none-of", false, false, true, false},
    TestName{"lists", true, false, false, false},
    TestName{"starts-with", true, false, false, false},
    TestName{"ends-with", true, false, false, false},
    TestName{"empty", true, false, true, false},
    TestName{"same-as", true, true, false, true},
    TestName{"not-later-than", true, false, false, false},
    TestName{"members-of", true, false, false, false},
};

std::string_view noun(FactKind kind) {
  switch (kind) {
  case FactKind::truth: return "true or false";
  case FactKind::number: return "a number";
  case FactKind::text: return "a text";
  default: return "a list of words";
  }
}

bool suits(const TestName& test, FactKind kind) {
  switch (kind) {
  case FactKind::truth: return test.on_truth;
  case FactKind::number: return test.on_number;
  case FactKind::text: return test.on_text;
  default: return test.on_words;
  }
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> names) {
  const auto nearest = nearest_word(word, names);
  return nearest ? fmt::format("Did you mean `{}`?", *nearest) : std::string();
}

std::string fact_hint(std::string_view name) {
  std::vector<std::string> completed;  // `field.*` with the parameter that was written
  for (const auto& fact : facts()) {
    const auto star = fact.name.find(".*");
    const auto dot = name.rfind('.');
    if (star == std::string_view::npos) {
      completed.emplace_back(fact.name);
    } else if (dot != std::string_view::npos) {
      completed.push_back(std::string(fact.name.substr(0, star)).append(name.substr(dot)));
    }
  }
  const std::vector<std::string_view> names(completed.begin(), completed.end());
  const auto hint = did_you_mean(name, names);
  return hint.empty() ? "`conform explain --facts` lists all facts." : hint;
}

class PredicateReader {
public:
  PredicateReader(const Document& suite, Diagnostics& diagnostics)
      : suite_(suite), diagnostics_(diagnostics) {}

  std::optional<Node> condition(const Value& part);

private:
  std::optional<Node> member(const Member& entry);
  std::optional<Node> combination(const Member& entry, Node::Kind kind);
  std::optional<Node> negation(const Member& entry);
  std::optional<Node> fact_test(const Member& entry);
  std::optional<FactUse> fact(std::string_view name, Mark mark);
  std::optional<std::vector<Test>> tests(const FactUse& use, const Value& written);
  std::optional<Test> test(const FactUse& use, const Member& entry);
  std::optional<Test> text_test(std::string_view name, const Value& argument);
  std::optional<Test> matches(std::string_view name, const Value& argument);
  std::optional<Test> bound(std::string_view name, const Value& argument);
  std::optional<Test> none_of(const Value& argument);
  std::optional<Test> one_of(const FactUse& use, const Value& written);
  std::optional<FactUse> other_fact(std::string_view name, const Value& argument);
  std::optional<Test> same_as(const FactUse& use, const Value& argument);
  std::optional<Test> compared(std::string_view name, const Value& argument);
  std::optional<Scalar> scalar(const FactUse& use, const Value& written);
  std::optional<bool> truth(std::string_view name, const Value& argument);

  std::nullopt_t error(Mark mark, std::string message, std::string hint = {}) {
    diagnostics_.error(suite_.place(mark), std::move(message), std::move(hint));
    return std::nullopt;
  }

  const Document& suite_;
  Diagnostics& diagnostics_;
};

std::optional<Node> PredicateReader::condition(const Value& part) {
  if (!part.is_object()) {
    return error(
        part.mark(),
        fmt::format("A condition is a map of facts to tests, and this is {}.", name_of(part.kind())));
  }
  if (part.object().empty())
    return error(part.mark(), "This condition is empty.", "Leave the key out where nothing is asked for.");
  Node all{.kind = Node::Kind::all};
  bool faulty = false;
  for (const auto& entry : part.object()) {
    auto node = member(entry);
    faulty = faulty || !node;
    if (node) all.parts.push_back(std::move(*node));
  }
  if (faulty) return std::nullopt;
  if (all.parts.size() == 1) return Node(std::move(all.parts.front()));
  return all;
}

std::optional<Node> PredicateReader::member(const Member& entry) {
  if (entry.key == "all") return combination(entry, Node::Kind::all);
  if (entry.key == "any") return combination(entry, Node::Kind::any);
  if (entry.key == "not") return negation(entry);
  return fact_test(entry);
}

std::optional<Node> PredicateReader::combination(const Member& entry, Node::Kind kind) {
  if (!entry.value.is_array() || entry.value.array().empty())
    return error(entry.value.mark(), fmt::format("`{}` takes a list of conditions.", entry.key));
  Node node{.kind = kind};
  bool faulty = false;
  for (const auto& item : entry.value.array()) {
    auto part = condition(item);
    faulty = faulty || !part;
    if (part) node.parts.push_back(std::move(*part));
  }
  if (faulty) return std::nullopt;
  return node;
}

std::optional<Node> PredicateReader::negation(const Member& entry) {
  auto inner = condition(entry.value);
  if (!inner) return std::nullopt;
  Node node{.kind = Node::Kind::negation};
  node.parts.push_back(std::move(*inner));
  return node;
}

std::optional<FactUse> PredicateReader::fact(std::string_view name, Mark mark) {
  auto use = find_fact(name);
  if (!use) return error(mark, fmt::format("`{}` is no fact.", printable(name)), fact_hint(name));
  return use;
}

std::optional<Node> PredicateReader::fact_test(const Member& entry) {
  auto use = fact(entry.key, entry.key_mark);
  if (!use) return std::nullopt;
  auto read = tests(*use, entry.value);
  if (!read) return std::nullopt;
  return Node{.kind = Node::Kind::test, .fact = std::move(*use), .tests = std::move(*read)};
}

std::optional<std::vector<Test>> PredicateReader::tests(const FactUse& use, const Value& written) {
  std::vector<Test> all;
  if (!written.is_object()) {
    auto one = one_of(use, written);
    if (!one) return std::nullopt;
    all.push_back(std::move(*one));
    return all;
  }
  if (written.object().empty()) return error(written.mark(), "There is no test in this map.");
  bool faulty = false;
  for (const auto& entry : written.object()) {
    auto one = test(use, entry);
    faulty = faulty || !one;
    if (one) all.push_back(std::move(*one));
  }
  if (faulty) return std::nullopt;
  return all;
}

std::optional<Test> PredicateReader::test(const FactUse& use, const Member& entry) {
  const auto known =
      std::ranges::find_if(test_names, [&](const TestName& one) { return one.name == entry.key; });
  if (known == test_names.end()) {
    std::vector<std::string_view> names;
    for (const auto& one : test_names)
      names.push_back(one.name);
    return error(entry.key_mark,
                 fmt::format("`{}` is no test.", printable(entry.key)),
                 did_you_mean(entry.key, names));
  }
  if (!suits(*known, use.fact->kind)) {
    return error(
        entry.key_mark,
        fmt::format("`{}` cannot test `{}`, which is {}.", entry.key, use.fact->name, noun(use.fact->kind)));
  }
  const auto& name = known->name;
  if (name == "is" || name.ends_with("-is")) return matches(name, entry.value);
  if (name == "equals" || name == "one-of") return one_of(use, entry.value);
  if (name == "at-least" || name == "at-most") return bound(name, entry.value);
  if (name == "contains-none-of") return none_of(entry.value);
  if (name == "same-as") return same_as(use, entry.value);
  if (name == "not-later-than" || name == "members-of") return compared(name, entry.value);
  if (name != "present" && name != "empty") return text_test(name, entry.value);
  const auto wanted = truth(name, entry.value);
  if (!wanted) return std::nullopt;
  return name == "present" ? Test(Present{*wanted}) : Test(Empty{*wanted});
}

std::optional<Test> PredicateReader::text_test(std::string_view name, const Value& argument) {
  if (!argument.is_string() || argument.string().empty()) {
    return error(argument.mark(),
                 fmt::format("`{}` takes a text that is not empty.", name),
                 argument.is_string() ? "" : "Put it in quotes.");
  }
  const auto& text = argument.string();
  if (name == "equals-ignoring-case") return EqualsIgnoringCase{text};
  if (name == "contains") return Contains{text};
  if (name == "lists") return Lists{text};
  if (name == "starts-with") return StartsWith{text};
  return EndsWith{text};
}

std::optional<Test> PredicateReader::matches(std::string_view name, const Value& argument) {
  const auto* grammar = argument.is_string() ? find_grammar(argument.string()) : nullptr;
  if (grammar != nullptr && name == "absent-or-is") return AbsentOrMatches{grammar};
  if (grammar != nullptr && name == "each-is") return EachMatches{grammar};
  if (grammar != nullptr) return Matches{grammar};
  std::vector<std::string_view> names;
  for (const auto& one : grammars())
    names.push_back(one.name);
  const std::string written = argument.is_string() ? argument.string() : to_json(argument);
  auto hint = did_you_mean(written, names);
  if (hint.empty()) hint = "`conform explain --grammars` lists all grammars.";
  return error(argument.mark(), fmt::format("`{}` is no grammar.", printable(written)), std::move(hint));
}

std::optional<Test> PredicateReader::bound(std::string_view name, const Value& argument) {
  const auto number = argument.is_number() ? argument.number().as_int64() : std::nullopt;
  if (!number) return error(argument.mark(), fmt::format("`{}` takes a whole number.", name));
  return name == "at-least" ? Test(AtLeast{*number}) : Test(AtMost{*number});
}

std::optional<Test> PredicateReader::none_of(const Value& argument) {
  ContainsNoneOf test;
  const bool usable = argument.is_array() && !argument.array().empty() &&
                      std::ranges::all_of(argument.array(), &Value::is_string);
  if (!usable) return error(argument.mark(), "`contains-none-of` takes a list of words.");
  for (const auto& word : argument.array())
    test.words.push_back(word.string());
  return test;
}

std::optional<FactUse> PredicateReader::other_fact(std::string_view name, const Value& argument) {
  if (argument.is_string()) return fact(argument.string(), argument.mark());
  return error(argument.mark(), fmt::format("`{}` takes the name of a fact.", name));
}

std::optional<Test> PredicateReader::compared(std::string_view name, const Value& argument) {
  auto other = other_fact(name, argument);
  if (!other) return std::nullopt;
  if (other->fact->kind != FactKind::text) {
    return error(
        argument.mark(),
        fmt::format(
            "`{}` compares with a text, and `{}` is {}.", name, other->fact->name, noun(other->fact->kind)));
  }
  return name == "members-of" ? Test(MembersOf{std::move(*other)}) : Test(NotLaterThan{std::move(*other)});
}

std::optional<Test> PredicateReader::same_as(const FactUse& use, const Value& argument) {
  auto other = other_fact("same-as", argument);
  if (!other) return std::nullopt;
  const auto comparable = [](FactKind kind) {
    return kind == FactKind::text || kind == FactKind::number;  // a text can write a number
  };
  const auto left = use.fact->kind;
  const auto right = other->fact->kind;
  if (left != right && !(comparable(left) && comparable(right))) {
    return error(argument.mark(),
                 fmt::format("`{}` is {} and can never be the same as `{}`, which is {}.",
                             use.fact->name,
                             noun(left),
                             other->fact->name,
                             noun(right)));
  }
  return SameAs{std::move(*other)};
}

std::optional<Test> PredicateReader::one_of(const FactUse& use, const Value& written) {
  OneOf test;
  const bool is_list = written.is_array();
  if (is_list && written.array().empty()) return error(written.mark(), "There is nothing in this list.");
  for (const auto& one : is_list ? std::span<const Value>(written.array()) : std::span(&written, 1)) {
    auto value = scalar(use, one);
    if (!value) return std::nullopt;
    test.values.push_back(std::move(*value));
  }
  return test;
}

std::optional<Scalar> PredicateReader::scalar(const FactUse& use, const Value& written) {
  const auto kind = use.fact->kind;
  if (kind == FactKind::truth && written.is_boolean()) return written.boolean();
  if (kind == FactKind::text && written.is_string()) return written.string();
  if (kind == FactKind::number && written.is_number()) {
    if (const auto number = written.number().as_int64()) return *number;
  }
  const bool is_scalar = !written.is_array() && !written.is_object();
  const std::string_view hint = kind == FactKind::text && is_scalar ? "Put it in quotes."
                                : kind == FactKind::words || kind == FactKind::sentences
                                    ? "Ask for a word with `contains`, or whether there are any with `empty`."
                                    : "";
  return error(written.mark(),
               fmt::format("`{}` is {} and cannot equal `{}`.",
                           use.fact->name,
                           noun(kind),
                           shortened(printable(to_json(written)), 60)),
               std::string(hint));
}

std::optional<bool> PredicateReader::truth(std::string_view name, const Value& argument) {
  if (argument.is_boolean()) return argument.boolean();
  return error(argument.mark(), fmt::format("`{}` is `true` or `false`.", name));
}

}  // namespace

std::optional<Predicate> Predicate::load(const Document& suite, const Value& part, Diagnostics& diagnostics) {
  auto root = PredicateReader(suite, diagnostics).condition(part);
  if (!root) return std::nullopt;
  Predicate predicate;
  predicate.root_ = std::make_shared<const Node>(std::move(*root));
  return predicate;
}

}  // namespace conform
