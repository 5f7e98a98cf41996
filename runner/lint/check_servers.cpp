#include "runner/lint/checks.hpp"
#include "runner/openapi/path_template.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

namespace conform {
namespace {

/// Those of the root are looked through while loading.
enum class Loaded { yes, no };

void check_unused(Linting& linting, const Located& variables, const std::vector<std::string>& used) {
  for (const Member& entry : variables.value->object()) {
    if (entry.key.starts_with("x-") || std::ranges::find(used, entry.key) != used.end()) continue;
    const Mark at = entry.key_mark.line > 0 ? entry.key_mark : entry.value.mark();
    const std::vector<std::string_view> names(used.begin(), used.end());
    const auto near = nearest_word(entry.key, names);
    linting.findings.add({"lint/server-variables",
                          Severity::warning,
                          variables.document->place(at),
                          "The server has a variable " + quoted(entry.key) + ", but its URL does not use it.",
                          near ? "Did you mean " + quoted(*near) + "?" : ""});
  }
}

void check_enum(Linting& linting, const Located& variables) {
  for (const Member& entry : variables.value->object()) {
    const Value* const listed = entry.value.find("enum");
    const Value* const chosen = entry.value.find("default");
    if (listed == nullptr || chosen == nullptr || !listed->is_array() || !chosen->is_string()) continue;
    if (std::ranges::find(listed->array(), *chosen) != listed->array().end()) continue;
    linting.findings.add({"lint/server-variables",
                          Severity::warning,
                          variables.document->place(*chosen),
                          "The default " + quoted(chosen->string()) + " of the server variable " +
                              quoted(entry.key) + " is none of the values of its `enum`.",
                          ""});
  }
}

void check_server(Linting& linting, const Located& server, Loaded loaded) {
  const Located url = server["url"];
  if (!url || !url.value->is_string()) return;
  const std::vector<std::string> used = names_in(url.value->string());
  const Located variables = server["variables"];
  const bool has_variables = variables && variables.value->is_object();
  if (has_variables) {
    check_unused(linting, variables, used);
    check_enum(linting, variables);
  }
  if (loaded == Loaded::yes) return;
  for (const std::string& name : used) {
    if (has_variables && variables.value->find(name) != nullptr) continue;
    linting.findings.add(
        {"lint/server-variables",
         Severity::warning,
         url.place(),
         "The server URL uses " + quoted("{" + name + "}") + ", but the server has no variable of that name.",
         ""});
  }
}

void check_list(Linting& linting, const Located& owner, Loaded loaded) {
  const Located list = owner ? owner["servers"] : Located();
  if (!list || !list.value->is_array()) return;
  for (std::size_t at = 0; at < list.value->array().size(); ++at) {
    if (list[at].value->is_object()) check_server(linting, list[at], loaded);
  }
}

}  // namespace

void check_servers(Linting& linting) {
  check_list(linting, {&linting.root, &linting.root.root, ""}, Loaded::yes);
  for (const Operation& operation : linting.api.operations) {
    const std::string& pointer = operation.pointer;
    check_list(linting, linting.find(operation.where.source, pointer), Loaded::no);
    const std::string path_item = pointer.substr(0, pointer.rfind('/'));
    if (!path_item.empty()) check_list(linting, linting.find(operation.where.source, path_item), Loaded::no);
  }
}

}  // namespace conform
