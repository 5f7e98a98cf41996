#include "runner/rules/probe.hpp"

#include "runner/rules/fact.hpp"
#include "runner/rules/overloaded.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace conform {
namespace {

// A planned request may have a very long target, yet not without bound.
constexpr std::size_t most_repeated = 1U << 20U;

std::string lines_of(const Fields& fields) {
  std::string all;
  for (const Field& field : fields)
    all.append(field.name).append(": ").append(field.value).append("\r\n");
  return all;
}

/// What `${name}` stands for in a target or in exact bytes.
std::string plan_variable(std::string_view name, const Request& request, std::string_view authority) {
  if (name == "method") return request.method;
  if (name == "target") return request.target;
  if (name == "and") return request.target.find('?') == std::string::npos ? "?" : "&";
  if (name == "authority") return std::string(authority);
  if (name == "fields") return lines_of(request.fields);
  if (name == "null") return {'\0'};
  constexpr std::string_view repeated = "x:";
  std::size_t count = 0;
  if (name.starts_with(repeated))
    std::from_chars(name.data() + repeated.size(), name.data() + name.size(), count);
  return std::string(std::min(count, most_repeated), 'x');
}

std::string with_variables(std::string_view text, const Request& request, std::string_view authority) {
  std::string all;
  for (;;) {
    const auto begin = text.find("${");
    const auto end = begin == std::string_view::npos ? begin : text.find('}', begin);
    if (end == std::string_view::npos) return all.append(text);
    all.append(text.substr(0, begin));
    all += plan_variable(text.substr(begin + 2, end - begin - 2), request, authority);
    text.remove_prefix(end + 1);
  }
}

std::optional<std::string> text_of(const FactValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  return std::nullopt;
}

}  // namespace

std::string_view name_of(ProbeClass one) {
  constexpr std::array<std::string_view, 4> names = {"safe", "negotiation", "malformed", "state-changing"};
  return names.at(static_cast<std::size_t>(one));
}

const ProbeStep* Probe::find(std::string_view step) const {
  const auto found = std::ranges::find(steps, step, &ProbeStep::name);
  return found == steps.end() ? nullptr : &*found;
}

std::optional<std::string> LaterText::fill(const Subject& subject) const {
  std::string all;
  for (const auto& part : parts_) {
    const auto text =
        std::visit(overloaded{[](const std::string& literal) { return std::optional(literal); },
                              [&subject](const FactUse& fact) { return text_of(fact.read(subject)); }},
                   part);
    if (!text) return std::nullopt;
    all += *text;
  }
  return all;
}

Request planned_request(const ProbeStep& step, const ProbeGround& ground) {
  Request request = ground.plain;
  if (!step.method.empty()) request.method = step.method;
  if (!step.method.empty() && step.method != ground.plain.method) {
    request.content.clear();
    request.has_content = false;
    request.fields.remove("Content-Type");
  }
  request.version = step.version;
  for (const auto& name : step.remove)
    request.fields.remove(name);
  if (step.without_credentials) {
    for (const auto& name : ground.credential_fields)
      request.fields.remove(name);
  }
  for (const auto& [name, text] : step.set)
    request.fields.set(name, text.written());
  if (step.accepts > 0 && step.accepts <= ground.types.size())
    request.fields.set("Accept", ground.types[step.accepts - 1]);
  if (step.content) {
    request.content = with_variables(*step.content, ground.plain, ground.authority);
    request.has_content = true;
  }
  if (step.chunked) request.fields.set("Transfer-Encoding", "chunked");
  if (step.to) request.target = step.to->written();
  if (!step.target.empty()) request.target = with_variables(step.target, ground.plain, ground.authority);
  if (!step.bytes.empty()) request.exact = with_variables(step.bytes, request, ground.authority);
  return request;
}

std::optional<Request> request_after(const ProbeStep& step, const Request& planned, const Subject& subject) {
  if (step.when.holds(subject) != Truth::yes) return std::nullopt;
  Request request = planned;
  if (step.to) {
    auto target = step.to->fill(subject);
    if (!target) return std::nullopt;
    request.target = std::move(*target);
  }
  for (const auto& [name, text] : step.set) {
    auto value = text.fill(subject);
    if (!value) return std::nullopt;
    request.fields.set(name, std::move(*value));
  }
  return request;
}

}  // namespace conform
