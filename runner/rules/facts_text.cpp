// Facts of content that is text: its charset, the root of XML, problem details (RFC 9457).

#include "runner/http/grammar.hpp"
#include "runner/openapi/media_type_name.hpp"
#include "runner/rules/fact_readers.hpp"
#include "runner/rules/xml.hpp"
#include "runner/text/utf8.hpp"

#include <array>

namespace conform {
namespace {

constexpr std::string_view problem_type = "application/problem+json";

// The value of the charset parameter in lower case, without quotes; empty when there is none.
std::string charset_of(std::string_view content_type) {
  constexpr std::string_view name = "charset=";
  for (auto at = content_type.find(';'); at != std::string_view::npos; at = content_type.find(';', at)) {
    at = content_type.find_first_not_of("; \t", at);
    if (at == std::string_view::npos) break;
    if (!equals_ignoring_case(content_type.substr(at, name.size()), name)) continue;
    auto value = content_type.substr(at + name.size());
    if (value.starts_with('"')) value.remove_prefix(1);
    return to_lower(value.substr(0, value.find_first_of("\"; \t")));
  }
  return {};
}

bool is_problem(const Subject& subject) {
  const auto type = subject.message->fields.combined("Content-Type");
  return type && essence_of(*type) == problem_type;
}

// The content of a problem as JSON; why not, where it is none.
std::variant<const Value*, FactValue> problem_of(const Subject& subject, SubjectCache& own) {
  if (subject.message == nullptr) return FactValue(no_message());
  if (!is_problem(subject) || subject.message->content.empty()) return FactValue(Absent{});
  if (auto why = unreadable_content(subject, *subject.message); !why.empty())
    return FactValue(Unknown{std::move(why)});
  const auto* json = std::get_if<Value>(&json_of(subject, own));
  if (json == nullptr) return FactValue(Absent{});
  return json;
}

void judge_text_members(const Value& problem, Words& faults) {
  constexpr std::array<std::string_view, 4> texts = {"type", "title", "detail", "instance"};
  for (const auto name : texts) {
    const auto* member = problem.find(name);
    if (member != nullptr && !member->is_string())
      faults.push_back("`" + std::string(name) + "` is no text.");
  }
  for (const std::string_view name : {"type", "instance"}) {
    const auto* member = problem.find(name);
    if (member == nullptr || !member->is_string()) continue;
    if (!find_grammar("uri-reference")->matches(member->string()))
      faults.push_back("`" + std::string(name) + "` is no URI reference.");
  }
}

// RFC 9457 §3.1
Words faults_of(const Value& problem) {
  if (!problem.is_object()) return {"The problem is no JSON object."};
  Words faults;
  judge_text_members(problem, faults);
  const auto* status = problem.find("status");
  if (status == nullptr) return faults;
  const auto number = status->is_number() ? status->number().as_int64() : std::nullopt;
  if (!number || *number < 100 || *number > 599)
    faults.emplace_back("`status` is no whole number from 100 to 599.");
  return faults;
}

bool write_problem(Answer& answer, std::string text, const Asked& asked) {
  return write::field(answer, "Content-Type", std::string(problem_type), asked) &&
         write::content_text(answer, {}, std::move(text), asked);
}

}  // namespace

namespace read {

FactValue content_charset(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  const auto type = subject.message->fields.combined("Content-Type");
  auto charset = type ? charset_of(*type) : std::string();
  if (charset.empty()) return Absent{};
  return charset;
}

FactValue content_utf8(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  if (auto why = unreadable_content(subject, *subject.message); !why.empty()) return Unknown{std::move(why)};
  Decoded own;
  return !find_invalid_utf8(representation_of(subject, own)).has_value();
}

FactValue content_xml_root(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  if (auto why = unreadable_content(subject, *subject.message); !why.empty()) return Unknown{std::move(why)};
  Decoded own;
  auto root = xml_root(representation_of(subject, own));
  if (root.empty()) return Absent{};
  return root;
}

FactValue problem_status(const Subject& subject, std::string_view) {
  SubjectCache own;
  const auto problem = problem_of(subject, own);
  if (const auto* otherwise = std::get_if<FactValue>(&problem)) return *otherwise;
  const auto& json = *std::get<const Value*>(problem);
  const auto* status = json.is_object() ? json.find("status") : nullptr;
  const auto number = status != nullptr && status->is_number() ? status->number().as_int64() : std::nullopt;
  if (!number) return Absent{};
  return *number;
}

FactValue problem_faults(const Subject& subject, std::string_view) {
  SubjectCache own;
  const auto problem = problem_of(subject, own);
  if (const auto* otherwise = std::get_if<FactValue>(&problem)) return *otherwise;
  return faults_of(*std::get<const Value*>(problem));
}

}  // namespace read

namespace write {

bool content_charset(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  const auto* charset = std::get_if<std::string>(&value);
  if (charset == nullptr) return false;
  return field(answer, "Content-Type", "text/plain; charset=" + *charset, asked);
}

bool content_utf8(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  const auto* wanted = std::get_if<bool>(&value);
  return wanted != nullptr && content_text(answer, {}, std::string(*wanted ? "x" : "\xff"), asked);
}

bool content_xml_root(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  const auto* root = std::get_if<std::string>(&value);
  const auto end = root == nullptr ? std::string::npos : root->find('}');
  if (end == std::string::npos || !root->starts_with('{')) return false;
  const auto text = "<" + root->substr(end + 1) + " xmlns=\"" + root->substr(1, end - 1) + "\"/>";
  return content_text(answer, {}, text, asked);
}

bool problem_status(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  const auto* status = std::get_if<std::int64_t>(&value);
  return status != nullptr && write_problem(answer, R"({"status": )" + std::to_string(*status) + "}", asked);
}

bool problem_faults(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  const auto* words = std::get_if<Words>(&value);
  return words != nullptr && write_problem(answer, words->empty() ? "{}" : R"({"title": 1})", asked);
}

}  // namespace write
}  // namespace conform
