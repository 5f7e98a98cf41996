#include "runner/openapi/path_template.hpp"
#include "runner/openapi/reading.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace conform {
namespace {

constexpr std::array<std::string_view, 9> method_keys = {
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query"};

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
  });
  return out;
}

/// A path of the document with what its operations share.
struct PathItem {
  std::string path{};
  std::vector<std::string> names{};  // in the template
  std::vector<Parameter> parameters{};
  Located at{};
  bool is_in_paths = true;  // else it has no template that its parameters must match
  std::string fault{};      // a mistake that every operation of this path shares
};

std::vector<Parameter> load_parameters(Reading& reading, const Located& object) {
  std::vector<Parameter> parameters;
  const Located list = member(reading, object, "parameters", Value::Kind::array);
  for (std::size_t at = 0; list && at < list.value->array().size(); ++at) {
    auto parameter = load_parameter(reading, list[at]);
    if (!parameter) continue;
    const bool is_repeated = std::ranges::any_of(parameters, [&](const Parameter& earlier) {
      return earlier.in == parameter->in && earlier.name == parameter->name;
    });
    if (is_repeated) {
      report(reading,
             {.where = list[at].place(),
              .message = "The parameter `" + printable(shortened(parameter->name, 80)) +
                         "` stands twice in this list in the same place.",
              .topic = "parameter-names"});
      continue;
    }
    parameters.push_back(std::move(*parameter));
  }
  return parameters;
}

/// §4.8.10: a parameter of the operation replaces the path's of the same name and place.
std::vector<Parameter> merge(const std::vector<Parameter>& of_path, std::vector<Parameter> own) {
  std::vector<Parameter> merged;
  for (const Parameter& parameter : of_path) {
    const auto same = std::ranges::find_if(own, [&](const Parameter& other) {
      return other.in == parameter.in && other.name == parameter.name;
    });
    if (same == own.end()) {
      merged.push_back(parameter);
    } else {
      merged.push_back(std::move(*same));
      own.erase(same);
    }
  }
  std::ranges::move(own, std::back_inserter(merged));
  return merged;
}

/// Every name in the template has a parameter, and every path parameter stands in the template.
void check_path_parameters(Reading& reading, const PathItem& item, const Operation& operation) {
  std::vector<std::string_view> described;
  for (const Parameter& parameter : operation.parameters) {
    if (parameter.in != ParameterIn::path) continue;
    described.push_back(parameter.name);
    if (std::ranges::find(item.names, parameter.name) != item.names.end()) continue;
    const std::vector<std::string_view> names(item.names.begin(), item.names.end());
    report(reading,
           {.where = parameter.where,
            .message = "The path parameter `" + printable(shortened(parameter.name, 80)) +
                       "` does not stand in the path `" + printable(shortened(item.path, 120)) + "`.",
            .hint = did_you_mean(parameter.name, names),
            .topic = "path-parameters"});
  }
  for (const std::string& name : item.names) {
    if (std::ranges::find(described, name) != described.end()) continue;
    report(reading,
           {.where = operation.where,
            .message = "The path has `{" + printable(shortened(name, 80)) + "}`, but `" +
                       printable(shortened(operation.name(), 120)) + "` has no path parameter of that name.",
            .hint = did_you_mean(name, described),
            .topic = "path-parameters"});
  }
}

// RFC 9110 §9.3.8: a client must not send content in a TRACE request. OpenAPI 3.0 §4.7.10 ignores bodies
// where HTTP gives them no meaning; DELETE is left out of that, as many servers do read one.
void read_request_body(Reading& reading, const Located& at, Operation& operation) {
  const Located body = at["requestBody"];
  if (!body) return;
  const bool is_ignored =
      operation.method == "TRACE" || operation.method == "CONNECT" ||
      (reading.version == OpenApiVersion::v3_0 && (operation.method == "GET" || operation.method == "HEAD"));
  if (is_ignored && !boolean_member(reading, body, "required", false)) return;
  if (is_ignored) {
    report(
        reading,
        {.where = body.place(),
         .message = "A " + operation.method + " request has no content; this `requestBody` is not looked at.",
         .severity = Severity::warning,
         .topic = "request-content"});
    return;
  }
  operation.request_body = load_request_body(reading, body);
}

void read_tags(Reading& reading, const Located& at, Operation& operation) {
  const Located tags = member(reading, at, "tags", Value::Kind::array);
  for (std::size_t index = 0; tags && index < tags.value->array().size(); ++index) {
    const Located tag = tags[index];
    if (tag.value->is_string()) {
      operation.tags.push_back(tag.value->string());
    } else {
      report_error(reading, tag.place(), "A tag is a text, but here stands " + shown(*tag.value) + ".");
    }
  }
}

void read_responses(Reading& reading, const Located& at, Operation& operation) {
  // Required in 3.0 only (§4.7.10).
  if (reading.version == OpenApiVersion::v3_0)
    require_member(reading, at, "responses", ObjectKind::operation);
  const Located responses = member(reading, at, "responses", Value::Kind::object);
  if (responses) operation.responses = load_responses(reading, responses);
}

/// Swagger 2.0: the media types stand beside the parameters and responses, not in them.
void read_swagger_content(Reading& reading, const Located& at, const PathItem& item, Operation& operation) {
  const auto types = [&](std::string_view key, const std::vector<std::string>& otherwise) {
    return at[key] ? texts_member(reading, at, key) : otherwise;
  };
  operation.request_body = load_swagger_body(
      reading, item.at["parameters"], at["parameters"], types("consumes", reading.consumes));
  require_member(reading, at, "responses", ObjectKind::operation);
  if (const Located responses = member(reading, at, "responses", Value::Kind::object))
    operation.responses = load_swagger_responses(reading, responses, types("produces", reading.produces));
}

Operation read_operation(Reading& reading, const Located& at, const PathItem& item, std::string method) {
  Operation operation;
  operation.method = std::move(method);
  operation.path = item.path;
  operation.where = at.place();
  operation.pointer = at.pointer;
  const Located found = read_object(reading, at, ObjectKind::operation);
  if (!found) return operation;
  operation.operation_id = text_member(reading, found, "operationId");
  operation.summary = text_member(reading, found, "summary");
  operation.extensions = extensions_of(found);
  operation.path_extensions = extensions_of(item.at);
  operation.deprecated = boolean_member(reading, found, "deprecated", false);
  read_tags(reading, found, operation);
  operation.parameters = merge(item.parameters, load_parameters(reading, found));
  check_querystring(reading, operation.parameters);
  if (reading.version == OpenApiVersion::v2_0) {
    read_swagger_content(reading, found, item, operation);
  } else {
    read_request_body(reading, found, operation);
    read_responses(reading, found, operation);
  }
  const Located security = found["security"];
  operation.security = security ? load_security(reading, security) : reading.security;
  return operation;
}

/// What stays of an operation that cannot be planned: enough to name it and to find it.
Operation without_description(Operation operation, std::string fault) {
  Operation bare;
  bare.method = std::move(operation.method);
  bare.path = std::move(operation.path);
  bare.operation_id = std::move(operation.operation_id);
  bare.tags = std::move(operation.tags);
  bare.where = std::move(operation.where);
  bare.pointer = std::move(operation.pointer);
  bare.fault = std::move(fault);
  return bare;
}

/// Adds the operation; with its fault, and an error that names it, when something in it is wrong.
void add_operation(Reading& reading, const Located& at, const PathItem& item, std::vector<Operation>& list) {
  reading.fault = item.fault;
  reading.in_operation = true;
  const std::size_t slash = at.pointer.rfind('/');
  Operation operation = read_operation(reading, at, item, upper(at.pointer.substr(slash + 1)));
  if (reading.fault.empty() && item.is_in_paths) check_path_parameters(reading, item, operation);
  if (!reading.fault.empty() && item.is_in_paths) {
    report(reading,
           {.where = operation.where,
            .message = "The operation `" + printable(shortened(operation.name(), 160)) +
                       "` is not judged because of mistakes in its description.",
            .topic = "consequence"});
    operation = without_description(std::move(operation), reading.fault);
  }
  list.push_back(std::move(operation));
  reading.in_operation = false;
}

void report_unknown_key(Reading& reading, const Located& item, const Member& entry) {
  const auto known = known_keys(ObjectKind::path_item, reading.version);
  const std::string lowered = [&] {
    std::string text = entry.key;
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    return text;
  }();
  const bool is_known_in_lower = std::ranges::find(known, lowered) != known.end();
  report_error(reading,
               key_place(item, entry),
               "`" + printable(shortened(entry.key, 80)) +
                   "` is neither a method nor another key of a Path Item Object.",
               is_known_in_lower ? "Write it in lower case: `" + lowered + "`."
                                 : did_you_mean(entry.key, known));
}

// OpenAPI 3.2 §4.9: any other method, as it is sent.
void add_additional_operations(Reading& reading,
                               const Located& at,
                               const PathItem& item,
                               std::vector<Operation>& list) {
  const Located map = member(reading, at, "additionalOperations", Value::Kind::object);
  if (!map) return;
  for (const Member& entry : map.value->object()) {
    const bool is_method = !entry.key.empty() && std::ranges::all_of(entry.key, [](char c) {
      return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
    const bool has_key_of_its_own =
        std::ranges::any_of(method_keys, [&](std::string_view key) { return upper(key) == entry.key; });
    if (is_method && !has_key_of_its_own) {
      add_operation(reading, map[entry.key], item, list);
    } else {
      report_error(reading,
                   key_place(map, entry),
                   "`" + printable(shortened(entry.key, 80)) + "` cannot stand here as a method.",
                   "Methods are written in upper case, and those with a key of their own use that.");
    }
  }
}

void add_path_item(Reading& reading, const Located& at, PathItem& item, std::vector<Operation>& list) {
  const Located found = read_object(reading, at, ObjectKind::path_item);
  if (!found) return;
  reading.fault = item.fault;
  reading.in_operation = true;
  item.at = found;
  item.parameters = load_parameters(reading, found);
  reading.in_operation = false;
  item.fault = reading.fault;
  const auto known = known_keys(ObjectKind::path_item, reading.version);
  for (const Member& entry : found.value->object()) {
    if (std::ranges::find(known, entry.key) == known.end()) {
      if (!entry.key.starts_with("x-")) report_unknown_key(reading, found, entry);
    } else if (std::ranges::find(method_keys, entry.key) != method_keys.end()) {
      add_operation(reading, found[entry.key], item, list);
    }
  }
  add_additional_operations(reading, found, item, list);
}

void warn_of_query_and_fragment(Reading& reading, const Place& where, const std::string& path) {
  const auto mark = path.find_first_of("?#");
  if (mark == std::string::npos) return;
  const std::string consequence =
      path[mark] == '?' ? "its query is sent as it stands." : "a fragment is never sent.";
  report(reading,
         {.where = where,
          .message = "The path `" + printable(shortened(path, 120)) + "` has a `" + path[mark] +
                     "`, which no path can have; " + consequence,
          .severity = Severity::warning,
          .topic = "path-template"});
}

/// The template with all names left out: two paths that differ in names alone are the same (§4.8.8).
std::string shape_of(const std::vector<PathPart>& parts) {
  std::string shape;
  for (const PathPart& part : parts)
    shape += part.is_name ? "{}" : part.text;
  return shape;
}

/// The operations so far, and what was met by the shape of its path.
struct Gathered {
  std::vector<Operation> operations{};
  std::map<std::string, std::string> paths{};
  std::set<std::pair<std::string, std::string>> kept{};  // shape and method
};

/// Nobody can tell which of two operations is meant whose paths have the same shape and whose method is the
/// same; the later one is faulty.
void add_unless_ambiguous(Reading& reading,
                          const std::string& shape,
                          std::vector<Operation> of_path,
                          Gathered& gathered) {
  reading.in_operation = true;
  for (Operation& operation : of_path) {
    if (operation.fault.empty() && !gathered.kept.emplace(shape, operation.method).second) {
      reading.fault.clear();
      report(reading,
             {.where = operation.where,
              .message =
                  "The operation `" + printable(shortened(operation.name(), 160)) +
                  "` is not judged: another one has the same method, and a path that differs in the names of "
                  "parameters only.",
              .topic = "ambiguous-path"});
      operation = without_description(std::move(operation), reading.fault);
    }
    gathered.operations.push_back(std::move(operation));
  }
  reading.in_operation = false;
}

void warn_of_repeated_names(Reading& reading, const Place& where, PathItem& item) {
  for (const std::string& name : names_in(item.path)) {
    if (std::ranges::find(item.names, name) == item.names.end()) {
      item.names.push_back(name);
      continue;
    }
    report(reading,
           {.where = where,
            .message = "The path has `{" + printable(shortened(name, 80)) +
                       "}` more than once; each place gets the same value.",
            .severity = Severity::warning,
            .topic = "path-template"});
  }
}

/// Checks the key of a path; what is wrong with it is the fault of all its operations.
PathItem read_template(Reading& reading, const Place& where, const std::string& path) {
  PathItem item;
  item.path = path;
  reading.fault.clear();
  reading.in_operation = true;
  const auto parsed = parse_path_template(path);
  if (!path.starts_with('/')) {
    report(reading,
           {.where = where,
            .message = "The path `" + printable(shortened(path, 120)) + "` does not begin with `/`.",
            .hint = "Did you mean `/" + printable(shortened(path, 120)) + "`?",
            .topic = "path-template"});
  } else if (const auto* wrong = std::get_if<std::string>(&parsed)) {
    report(reading, {.where = where, .message = *wrong, .topic = "path-template"});
  } else {
    warn_of_query_and_fragment(reading, where, path);
    warn_of_repeated_names(reading, where, item);
  }
  reading.in_operation = false;
  item.fault = reading.fault;
  return item;
}

/// A path and another that differ in the names of parameters only (§4.8.8).
void warn_of_same_path(Reading& reading, const Place& where, const std::string& path, Gathered& gathered) {
  const auto parsed = parse_path_template(path);
  const auto* parts = std::get_if<0>(&parsed);
  if (parts == nullptr) return;
  const auto [same, is_new] = gathered.paths.try_emplace(shape_of(*parts), path);
  if (is_new) return;
  report(reading,
         {.where = where,
          .message = "The path `" + printable(shortened(path, 120)) + "` is the same as `" +
                     printable(shortened(same->second, 120)) +
                     "`: they differ in the names of parameters only, which OpenAPI forbids.",
          .severity = Severity::warning,
          .topic = "ambiguous-path"});
}

/// All that stands at one key of `paths`.
void add_path(Reading& reading, const Located& paths, const Member& entry, Gathered& gathered) {
  const Place where = key_place(paths, entry);
  PathItem item = read_template(reading, where, entry.key);
  if (item.fault.empty()) warn_of_same_path(reading, where, entry.key, gathered);
  const auto loose_before = reading.loose_faults;
  const bool is_faulty = !item.fault.empty();
  std::vector<Operation> of_path;
  add_path_item(reading, paths[entry.key], item, of_path);
  // A mistake in the path of no operation must not be forgotten.
  if (is_faulty && of_path.empty() && reading.loose_faults == loose_before) ++reading.loose_faults;
  const auto parsed = parse_path_template(entry.key);
  const auto* parts = std::get_if<0>(&parsed);
  add_unless_ambiguous(
      reading, parts == nullptr ? entry.key : shape_of(*parts), std::move(of_path), gathered);
}

void warn_of_repeated_ids(Reading& reading, const std::vector<Operation>& operations) {
  std::map<std::string_view, const Operation*> first;
  for (const Operation& operation : operations) {
    if (operation.operation_id.empty()) continue;
    const auto [known, is_new] = first.try_emplace(operation.operation_id, &operation);
    if (is_new) continue;
    report(reading,
           {.where = operation.where,
            .message = "The operation id `" + printable(shortened(operation.operation_id, 80)) +
                       "` is already that of `" + known->second->name() + "`; ids must be unique.",
            .severity = Severity::warning,
            .topic = "operation-id"});
  }
}

}  // namespace

void check_path_item(Reading& reading, const Located& at) {
  PathItem item;
  item.is_in_paths = false;
  std::vector<Operation> operations;
  add_path_item(reading, at, item, operations);
}

std::vector<Operation> load_operations(Reading& reading, const Located& root) {
  Gathered gathered;
  const Located paths = member(reading, root, "paths", Value::Kind::object);
  if (!paths) return {};
  for (const Member& entry : paths.value->object()) {
    if (!entry.key.starts_with("x-")) add_path(reading, paths, entry, gathered);
  }
  warn_of_repeated_ids(reading, gathered.operations);
  return std::move(gathered.operations);
}

}  // namespace conform
