#include "runner/cli/plan_diff.hpp"

#include "runner/text/words.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace conform {
namespace {

/// The cases of a plan by their ids.
struct Cases {
  std::map<std::string_view, const Value*> by_id{};
  std::set<std::string_view> operations{};
};

Cases cases_of(const Value& plan) {
  Cases found;
  const Value* list = plan.find("cases");
  if (list == nullptr || !list->is_array()) return found;
  for (const Value& each : list->array()) {
    found.by_id.emplace(each.text("id"), &each);
    found.operations.insert(each.text("operation"));
  }
  return found;
}

std::string json_at(const Value& planned, std::string_view key) {
  const Value* part = planned.find(key);
  return part == nullptr ? std::string() : to_json(*part);
}

bool is_sent(const Value& planned) { return planned.find("not_judged") == nullptr; }

/// What has changed from one to the other; empty for nothing.
std::string change_between(const Value& before, const Value& after) {
  if (is_sent(before) && !is_sent(after))
    return "It cannot be sent any more: " + std::string(after.text("not_judged"));
  if (!is_sent(before) && is_sent(after)) return "It can be sent now.";
  if (json_at(before, "steps") != json_at(after, "steps")) return "Its request is another.";
  return {};
}

void write_line(std::ostream& out, char sign, std::string_view id, const std::string& why) {
  out << sign << ' ' << printable(id) << "\n    " << printable(why) << '\n';
}

}  // namespace

std::size_t write_plan_diff(const Value& old_plan, const Value& new_plan, std::ostream& out) {
  const Cases before = cases_of(old_plan);
  const Cases after = cases_of(new_plan);
  std::size_t came = 0;
  std::size_t went = 0;
  std::size_t changed = 0;
  for (const auto& [id, planned] : before.by_id) {
    if (after.by_id.contains(id)) continue;
    ++went;
    const bool is_there = after.operations.contains(planned->text("operation"));
    write_line(out,
               '-',
               id,
               is_there ? "Its operation does not call for it any more."
                        : "Its operation is not planned any more.");
  }
  for (const auto& [id, planned] : after.by_id) {
    const auto known = before.by_id.find(id);
    if (known != before.by_id.end()) {
      const std::string why = change_between(*known->second, *planned);
      if (why.empty()) continue;
      ++changed;
      write_line(out, '~', id, why);
      continue;
    }
    ++came;
    const bool is_known = before.operations.contains(planned->text("operation"));
    write_line(out, '+', id, (is_known ? "" : "Its operation is new. ") + std::string(planned->text("why")));
  }
  out << fmt::format("\n{} came, {} went, {} changed.\n", came, went, changed);
  return came + went + changed;
}

}  // namespace conform
