#include "runner/openapi/reading.hpp"

#include "runner/text/words.hpp"

#include <algorithm>
#include <utility>

namespace conform {
namespace {

bool is_new(Reading& reading, const Place& where, const std::string& message) {
  return reading.reported.emplace(where.source.get(), where.mark.line, where.mark.column, message).second;
}

/// All of `found`, those without a topic under `topic`.
void report_all(Reading& reading, const Diagnostics& found, std::string_view topic) {
  for (Diagnostic diagnostic : found.list()) {
    if (diagnostic.topic.empty()) diagnostic.topic = topic;
    report(reading, std::move(diagnostic));
  }
}

std::string with_article(Value::Kind kind) {
  if (kind == Value::Kind::array || kind == Value::Kind::object) return "an " + std::string(name_of(kind));
  if (kind == Value::Kind::null) return "null";
  return "a " + std::string(name_of(kind));
}

void warn_of_unknown_keys(Reading& reading, const Located& object, ObjectKind kind) {
  const auto known = known_keys(kind, reading.version);
  for (const Member& member : object.value->object()) {
    if (member.key.starts_with("x-") || std::ranges::find(known, member.key) != known.end()) continue;
    if (kind == ObjectKind::path_item) continue;  // load_operations calls these errors
    report(reading,
           {.where = key_place(object, member),
            .message = "The key `" + printable(shortened(member.key, 80)) + "` is unknown in this " +
                       std::string(name_of(kind)) + " and is not looked at.",
            .hint = did_you_mean(member.key, known),
            .severity = Severity::warning,
            .topic = "unknown-key"});
  }
}

void note_fault(Reading& reading, const Place& where, const std::string& message) {
  if (!reading.fault.empty()) return;
  const std::string place = to_string(where);
  reading.fault = "A mistake in the document" + (place.empty() ? "" : ", at " + place) + ": " + message;
}

bool is_container(const Value& value) { return value.is_array() || value.is_object(); }

}  // namespace

void report(Reading& reading, Diagnostic diagnostic) {
  const bool is_error = diagnostic.severity == Severity::error;
  if (is_error) note_fault(reading, diagnostic.where, diagnostic.message);
  if (!is_new(reading, diagnostic.where, diagnostic.message)) return;
  if (is_error && !reading.in_operation) ++reading.loose_faults;
  reading.diagnostics.add(std::move(diagnostic));
}

void report_error(Reading& reading, Place where, std::string message, std::string hint) {
  report(reading, {.where = std::move(where), .message = std::move(message), .hint = std::move(hint)});
}

void report_slip(Reading& reading, Place where, std::string message, std::string hint) {
  const std::string fault = std::exchange(reading.fault, std::string());
  const bool in_operation = std::exchange(reading.in_operation, true);
  report_error(reading, std::move(where), std::move(message), std::move(hint));
  reading.fault = fault;
  reading.in_operation = in_operation;
}

void report_exclusion(Reading& reading, const Located& object, std::initializer_list<std::string_view> keys) {
  std::string_view first;
  for (const std::string_view key : keys) {
    const Member* const entry = object.value->is_object() ? object.value->object().find_member(key) : nullptr;
    if (entry == nullptr) continue;
    if (!first.empty()) {
      report_slip(reading,
                  key_place(object, *entry),
                  "`" + std::string(key) + "` cannot stand beside `" + std::string(first) +
                      "`; only one of them may be there.");
      return;
    }
    first = key;
  }
}

void report_warning(Reading& reading, Place where, std::string message, std::string hint) {
  report(reading,
         {.where = std::move(where),
          .message = std::move(message),
          .hint = std::move(hint),
          .severity = Severity::warning});
}

Located follow(Reading& reading, const Located& at) {
  if (at.value->find("$ref") == nullptr) return at;
  Diagnostics found;
  Located target = reading.library.follow(at, found);
  report_all(reading, found, "reference");
  return target;
}

Located read_object(Reading& reading, const Located& at, ObjectKind kind) {
  Located found = follow(reading, at);
  if (!found) return {};
  if (!found.value->is_object()) {
    report_error(reading,
                 found.place(),
                 "Here stands " + shown(*found.value) + " where " +
                     (kind == ObjectKind::openapi || kind == ObjectKind::info ||
                              kind == ObjectKind::operation || kind == ObjectKind::encoding ||
                              kind == ObjectKind::example || kind == ObjectKind::oauth_flows ||
                              kind == ObjectKind::oauth_flow || kind == ObjectKind::external_documentation
                          ? "an "
                          : "a ") +
                     std::string(name_of(kind)) + " is expected.");
    return {};
  }
  warn_of_unknown_keys(reading, found, kind);
  return found;
}

Located member(Reading& reading, const Located& object, std::string_view key, Value::Kind kind) {
  Located found = object[key];
  if (!found || found.value->kind() == kind) return found;
  report_error(reading,
               found.place(),
               "The value of `" + std::string(key) + "` must be " + with_article(kind) + ", but it is " +
                   shown(*found.value) + ".",
               kind == Value::Kind::string && !is_container(*found.value) ? "Put it in quotes." : "");
  return {};
}

std::string
text_member(Reading& reading, const Located& object, std::string_view key, std::string_view otherwise) {
  const Located found = member(reading, object, key, Value::Kind::string);
  return found ? found.value->string() : std::string(otherwise);
}

bool boolean_member(Reading& reading, const Located& object, std::string_view key, bool otherwise) {
  const Located found = member(reading, object, key, Value::Kind::boolean);
  return found ? found.value->boolean() : otherwise;
}

std::vector<std::string> texts_member(Reading& reading, const Located& object, std::string_view key) {
  std::vector<std::string> texts;
  const Located list = member(reading, object, key, Value::Kind::array);
  for (std::size_t at = 0; list && at < list.value->array().size(); ++at) {
    const Located item = list[at];
    if (item.value->is_string()) {
      texts.push_back(item.value->string());
    } else {
      report_error(reading,
                   item.place(),
                   "`" + std::string(key) + "` is a list of texts, but here stands " + shown(*item.value) +
                       ".");
    }
  }
  return texts;
}

std::optional<std::size_t> word_member(Reading& reading,
                                       const Located& object,
                                       std::string_view key,
                                       std::span<const std::string_view> words) {
  const Located found = member(reading, object, key, Value::Kind::string);
  if (!found) return std::nullopt;
  const auto at = std::ranges::find(words, found.value->string());
  if (at != words.end()) return static_cast<std::size_t>(at - words.begin());
  std::string expected;
  for (const std::string_view word : words)
    expected += (expected.empty() ? "`" : ", `") + std::string(word) + "`";
  report_error(reading,
               found.place(),
               "The value of `" + std::string(key) + "` is " + shown(*found.value) +
                   ", but it must be one of " + expected + ".",
               did_you_mean(found.value->string(), words));
  return std::nullopt;
}

void require_member(Reading& reading, const Located& object, std::string_view key, ObjectKind kind) {
  if (object[key]) return;
  report_error(reading,
               object.place(),
               "This " + std::string(name_of(kind)) + " has no `" + std::string(key) +
                   "`, which is required.");
}

Object extensions_of(const Located& object) {
  Object extensions;
  if (!object) return extensions;
  for (const Member& member : object.value->object()) {
    if (member.key.starts_with("x-")) extensions.append(member);
  }
  return extensions;
}

Place key_place(const Located& object, const Member& member) {
  return object.document->place(member.key_mark.line > 0 ? member.key_mark : member.value.mark());
}

std::string shown(const Value& value) {
  if (value.is_array()) return "an array";
  if (value.is_object()) return "an object";
  if (value.is_string()) return "`" + printable(shortened(value.string(), 80)) + "`";
  return "`" + printable(shortened(to_json(value), 80)) + "`";
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  const auto near = nearest_word(word, candidates);
  return near ? "Did you mean `" + std::string(*near) + "`?" : std::string();
}

SchemaPtr compile_made(Reading& reading, const Located& at, Value schema) {
  reading.made.push_back({at.document->source, std::move(schema)});
  const Document& document = reading.made.back();
  return compile(reading, {&document, &document.root, ""});
}

SchemaPtr compile(Reading& reading, const Located& at) {
  if (!at) return nullptr;
  Diagnostics found;
  SchemaPtr schema = reading.compiler.compile(at, found);
  report_all(reading, found, "reference");
  if (schema != nullptr) return schema;
  // A mistake is told once; this schema may reach it too.
  if (const auto mistake = reading.compiler.mistake_behind(at)) {
    note_fault(reading, mistake->where, mistake->message);
  } else {
    note_fault(reading, at.place(), "This schema leads to one with a mistake that is reported there.");
  }
  return schema;
}

void compile_component(Reading& reading, const Located& at) {
  if (SchemaPtr schema = compile(reading, at)) reading.component_schemas.push_back(std::move(schema));
}

}  // namespace conform
