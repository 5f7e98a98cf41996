#include "runner/cli/commands.hpp"
#include "runner/cli/inputs.hpp"
#include "runner/cli/plan_diff.hpp"
#include "runner/document/value.hpp"
#include "runner/plan/curl.hpp"
#include "runner/plan/hurl.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace conform {
namespace {

/// What is printed, and what of it is not.
struct Shown {
  const Plan& plan;
  const Api& api;
  const Target& target;
  const Mask& mask;
};

/// What a probe's step has that its other steps may not have.
std::string what_is_special(const Step& step) {
  if (step.probing == nullptr) return {};
  std::string text = "  (" + step.probing->name;
  for (const auto& [name, value] : step.probing->set)
    text += ", " + name + ": " + printable(value.written());
  return text + ")";
}

void print_left_out(const Plan& plan, const Api& api, std::ostream& out) {
  if (!plan.left_out.empty()) out << "\nLeft out:\n";
  for (const Plan::LeftOut& left : plan.left_out) {
    out << "    " << printable(api.operations[left.operation].name()) << ": ";
    if (left.cases > 0) out << left.cases << " more. ";
    out << printable(left.why) << '\n';
  }
}

void print_table(const Shown& shown, std::ostream& out) {
  const Plan& plan = shown.plan;
  std::size_t sent = 0;
  for (const Case& each : plan.cases) {
    out << printable(each.id) << '\n';
    if (!each.is_sent()) {
      out << "    not judged: " << printable(each.not_judged) << '\n';
      continue;
    }
    ++sent;
    const Steps steps = steps_of(plan, each);
    for (const Step& step : *steps)
      out << "    " << printable(step.request.method) << ' '
          << printable(shortened(shown.mask.text(step.request.target), 200)) << what_is_special(step) << '\n';
    out << "    " << printable(each.why) << '\n';
  }
  print_left_out(plan, shown.api, out);
  out << fmt::format(
      "\n{} cases: {} to send, {} not judged.\n", plan.cases.size(), sent, plan.cases.size() - sent);
}

Value step_value(const Step& step, const Mask& mask) {
  Object value;
  if (!step.name.empty()) value.add("step", Value(step.name));
  Object fields;
  for (const Field& field : step.request.fields)
    fields.add(field.name, Value(mask.text(field.value)));
  value.add("method", Value(step.request.method));
  value.add("target", Value(mask.text(step.request.target)));
  value.add("fields", Value(std::move(fields)));
  if (step.request.has_content) value.add("content", Value(mask.text(step.request.content)));
  return Value(std::move(value));
}

Value value_of(const Plan& plan, const Api& api, const Mask& mask) {
  Array cases;
  for (const Case& each : plan.cases) {
    Object entry;
    entry.add("id", Value(each.id));
    entry.add("operation", Value(api.operations[each.operation].name()));
    entry.add("kind", Value(name_of(each.kind)));
    entry.add("why", Value(each.why));
    if (!each.not_judged.empty()) entry.add("not_judged", Value(each.not_judged));
    Array steps;
    for (const Steps all = steps_of(plan, each); const Step& step : *all)
      steps.push_back(step_value(step, mask));
    entry.add("steps", Value(std::move(steps)));
    cases.emplace_back(std::move(entry));
  }
  Object root;
  root.add("seed", Value(std::to_string(plan.seed)));
  root.add("cases", Value(std::move(cases)));
  return Value(std::move(root));
}

void print_requests(const Shown& shown, PlanCommand::Format format, std::ostream& out) {
  const std::string origin = shown.target.scheme + "://" + shown.target.authority();
  for (const Case& each : shown.plan.cases) {
    out << "# " << printable(each.id) << '\n';
    if (!each.is_sent()) out << "# not judged: " << printable(each.not_judged) << '\n';
    for (const Steps steps = steps_of(shown.plan, each); const Step& step : *steps) {
      const std::string url = url_for(step.request, origin);
      const bool is_curl = format == PlanCommand::Format::curl;
      out << shown.mask.text(is_curl ? to_curl(step.request, url) : to_hurl(step.request, url)) << '\n';
    }
  }
}

bool is_plan(const Value& value) {
  const Value* cases = value.find("cases");
  return cases != nullptr && cases->is_array() &&
         std::ranges::all_of(cases->array(), [](const Value& each) { return !each.text("id").empty(); });
}

/// The plan that an earlier run printed; nothing, with a sentence, when it is none.
std::optional<Value> earlier_plan(const std::string& path, std::ostream& err) {
  Diagnostics diagnostics;
  const SourcePtr source = named_source(path, "earlier plan", diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.list())
    err << render(diagnostic);
  if (!source) return std::nullopt;
  auto read = read_json(source->text);
  if (auto* plan = std::get_if<Value>(&read); plan != nullptr && is_plan(*plan)) return std::move(*plan);
  err << "conform: `" << printable(path) << "` is no plan that `conform plan --format json` printed.\n";
  return std::nullopt;
}

void print(const Shown& shown, PlanCommand::Format format, std::ostream& out) {
  switch (format) {
  case PlanCommand::Format::table: print_table(shown, out); break;
  case PlanCommand::Format::json: out << to_json(value_of(shown.plan, shown.api, shown.mask)) << '\n'; break;
  case PlanCommand::Format::curl:
  case PlanCommand::Format::hurl: print_requests(shown, format, out); break;
  }
}

}  // namespace

int show_plan(const PlanCommand& command, std::ostream& out, std::ostream& err) {
  const auto api = load_contract(command.contract, err);
  const auto rules = load_rules(command.contract.suites, err);
  if (!api || !rules) return 2;
  if (!configured_rules_are_known(command.contract.config, *rules, err)) return 2;
  const auto parsed = parse_target(command.target);
  if (const auto* mistake = std::get_if<std::string>(&parsed)) {
    err << "conform: " << *mistake << '\n';
    return 2;
  }
  const auto& target = std::get<Target>(parsed);
  const AuthArguments& auth = command.contract.auth;
  PlanOptions options = plan_options(command.contract);
  options.base_path = base_path(target, command.target, *api);
  options.authority = target.authority();
  if (!selection_is_known(command.contract.selection, *api, err)) return 5;
  Obtained pretended = pretend_credentials(auth, *api);
  pretended.secrets.insert(
      pretended.secrets.end(), command.contract.secrets.begin(), command.contract.secrets.end());
  const Mask mask(pretended.secrets);
  if (pretended.mistakes.has_errors()) {
    show_mistakes(pretended.mistakes, mask, err);
    return 2;
  }
  options.credentials = std::move(pretended.values);
  const Plan plan = make_plan(*api, *rules, options);
  if (!command.diff.empty()) {
    const auto earlier = earlier_plan(command.diff, err);
    if (!earlier) return 2;
    write_plan_diff(*earlier, value_of(plan, *api, mask), out);
  } else {
    print({plan, *api, target, mask}, command.format, out);
  }
  if (plan.cases.empty()) return 5;
  const bool is_faulty = api->loose_faults > 0 || std::ranges::any_of(plan.cases, [&](const Case& each) {
                           return !api->operations[each.operation].fault.empty();
                         });
  return is_faulty ? 3 : 0;
}

}  // namespace conform
