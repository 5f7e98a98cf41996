#include "tests/mutants/rule_mutants.hpp"

#include <functional>

namespace conform::testing {
namespace {

/// A part of a rule, changed, and what was changed in it.
struct Changed {
  std::string change{};
  Value value{};
};
using AllChanged = std::vector<Changed>;

AllChanged changed_condition(const Value& condition, const std::string& path);

Value without(const Object& object, std::string_view key) {
  Object rest;
  for (const auto& member : object) {
    if (member.key != key) rest.add(member.key, member.value);
  }
  return rest;
}

Value with(const Object& object, std::string_view key, const Value& value) {
  Object all;
  for (const auto& member : object)
    all.add(member.key, member.key == key ? value : member.value);
  return all;
}

Value without(const Array& array, std::size_t index) {
  Array rest;
  for (std::size_t i = 0; i < array.size(); ++i) {
    if (i != index) rest.push_back(array[i]);
  }
  return rest;
}

Value with(const Array& array, std::size_t index, const Value& value) {
  Array all = array;
  all[index] = value;
  return all;
}

// Another value of the same kind, which nothing is meant to equal.
Value other_than(const Value& scalar) {
  if (scalar.is_boolean()) return !scalar.boolean();
  if (scalar.is_number()) return scalar.number().as_int64().value_or(0) + 1;
  return scalar.string() + "-other";
}

AllChanged changed_test(const Member& test, const std::string& path) {
  const auto& value = test.value;
  if (test.key == "is" || test.key.ends_with("-is")) return {};
  if (test.key == "at-least" || test.key == "at-most") {
    const auto bound = value.number().as_int64().value_or(0);
    return {{path + " + 1", bound + 1}, {path + " - 1", bound - 1}};
  }
  if (value.is_array()) return {{path + " replaced", Array{other_than(value.array().front())}}};
  // The name of another fact is not changed: it would be no fact.
  if (test.key == "same-as" || test.key == "not-later-than" || test.key == "members-of") return {};
  return {{path + " replaced", other_than(value)}};
}

AllChanged changed_tests(const Value& tests, const std::string& path) {
  if (tests.is_array()) return {{path + " replaced", Array{other_than(tests.array().front())}}};
  if (!tests.is_object()) return {{path + " replaced", other_than(tests)}};
  AllChanged all;
  for (const auto& test : tests.object()) {
    const auto place = path + "." + test.key;
    if (tests.object().size() > 1) all.push_back({place + " dropped", without(tests.object(), test.key)});
    for (auto& [change, value] : changed_test(test, place))
      all.push_back({change, with(tests.object(), test.key, value)});
  }
  return all;
}

AllChanged changed_list(const Value& list, const std::string& path) {
  AllChanged all;
  const auto& parts = list.array();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto place = path + "[" + std::to_string(i) + "]";
    if (parts.size() > 1) all.push_back({place + " dropped", without(parts, i)});
    for (auto& [change, value] : changed_condition(parts[i], place))
      all.push_back({change, with(parts, i, value)});
  }
  return all;
}

AllChanged changed_member(const Member& member, const std::string& path) {
  if (member.key == "all" || member.key == "any") return changed_list(member.value, path);
  if (member.key == "not") return changed_condition(member.value, path);
  return changed_tests(member.value, path);
}

AllChanged changed_condition(const Value& condition, const std::string& path) {
  AllChanged all;
  const auto& object = condition.object();
  for (const auto& member : object) {
    const auto place = path + "." + member.key;
    if (object.size() > 1) all.push_back({place + " dropped", without(object, member.key)});
    for (auto& [change, value] : changed_member(member, place))
      all.push_back({change, with(object, member.key, value)});
  }
  return all;
}

}  // namespace

std::vector<ConditionMutant> mutants_of(const Value& rule) {
  const auto* when = rule.find("when");
  const auto* require = rule.find("require");
  std::vector<ConditionMutant> all;
  if (when != nullptr) {
    all.push_back({"when dropped", Value(), *require});
    for (auto& [change, value] : changed_condition(*when, "when"))
      all.push_back({change, value, *require});
  }
  for (auto& [change, value] : changed_condition(*require, "require"))
    all.push_back({change, when != nullptr ? *when : Value(), value});
  return all;
}

}  // namespace conform::testing
