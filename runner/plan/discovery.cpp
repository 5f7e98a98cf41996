#include "runner/plan/discovery.hpp"

#include "runner/document/document.hpp"
#include "runner/http/fields.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace conform {
namespace {

/// The list itself, or the first one that an object around it has: `{"items": […]}`.
const Array* list_in(const Value& value) {
  if (value.is_array()) return &value.array();
  if (!value.is_object()) return nullptr;
  const auto member =
      std::ranges::find_if(value.object(), [](const Member& one) { return one.value.is_array(); });
  return member == value.object().end() ? nullptr : &member->value.array();
}

bool is_scalar(const Value& value) { return value.is_string() || value.is_number(); }

/// `bookId`, `book_id` and `id` are all the id of a book; `bookIsbn` is its `isbn`.
bool is_called(std::string_view input, std::string_view member) {
  if (equals_ignoring_case(input, member)) return true;
  return input.size() > member.size() &&
         equals_ignoring_case(input.substr(input.size() - member.size()), member);
}

/// The index of the plain good request of `GET path`, when it can be sent and nothing of it is made up.
std::optional<std::uint32_t> list_case(const Api& api, const Plan& plan, std::string_view path) {
  for (std::uint32_t index = 0; index < plan.cases.size(); ++index) {
    const Case& each = plan.cases[index];
    const Operation& operation = api.operations[each.operation];
    if (each.kind != CaseKind::documented || operation.method != "GET" || operation.path != path) continue;
    const bool is_made_up = each.intent && !each.intent->made_up.empty();
    return each.is_sent() && !is_made_up ? std::optional(index) : std::nullopt;
  }
  return std::nullopt;
}

const Parameter* place_of(const Operation& operation, std::string_view name) {
  const auto found = std::ranges::find_if(operation.parameters, [name](const Parameter& one) {
    return one.in == ParameterIn::path && one.name == name;
  });
  return found == operation.parameters.end() ? nullptr : &*found;
}

}  // namespace

std::vector<Lead> leads_of(const Api& api, const Plan& plan) {
  std::vector<Lead> leads;
  std::set<std::string> known;
  for (const Case& each : plan.cases) {
    if (each.kind != CaseKind::documented || !each.intent) continue;
    const Operation& operation = api.operations[each.operation];
    for (const std::string& name : each.intent->made_up) {
      const std::string place = "/{" + name + "}";
      const auto at = operation.path.find(place);
      if (at == std::string::npos || !known.insert(operation.path.substr(0, at) + place).second) continue;
      const auto list = list_case(api, plan, std::string_view(operation.path).substr(0, at));
      const Parameter* parameter = place_of(operation, name);
      if (list && parameter != nullptr)
        leads.push_back({*list, operation.path.substr(0, at) + place + "*", name, parameter->schema});
    }
  }
  return leads;
}

std::optional<Value> found_in(const Lead& lead, std::string_view content) {
  auto read = read_json(content);
  const auto* whole = std::get_if<Value>(&read);
  const Array* list = whole == nullptr ? nullptr : list_in(*whole);
  if (list == nullptr || list->empty()) return std::nullopt;
  const auto fits = [&](const Value& value) {
    return is_scalar(value) && (!lead.schema || lead.schema->accepts(value, Direction::request));
  };
  const Value& first = list->front();
  if (fits(first)) return first;
  if (!first.is_object()) return std::nullopt;
  if (const Value* same = first.find(lead.input); same != nullptr && fits(*same)) return *same;
  for (const Member& member : first.object())
    if (is_called(lead.input, member.key) && fits(member.value)) return member.value;
  constexpr std::array<std::string_view, 6> usual = {"id", "uuid", "name", "key", "code", "slug"};
  for (const std::string_view name : usual)
    if (const Value* value = first.find(name); value != nullptr && fits(*value)) return *value;
  return std::nullopt;
}

}  // namespace conform
