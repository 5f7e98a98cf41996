#include "runner/judge/place.hpp"

#include "runner/document/document.hpp"
#include "runner/judge/cause.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

namespace conform {
namespace {

// The label that the facts about the status have (runner/rules/facts_message.cpp).
constexpr std::string_view status_line = "the status line";

constexpr std::size_t longest_place = 300;
constexpr std::size_t most_places = 40;

bool is_number(std::string_view token) {
  return !token.empty() && token.find_first_not_of("0123456789") == std::string_view::npos;
}

/// The pointer with `*` for the places in lists, whose order may change without a change of meaning.
std::string without_order(std::string_view pointer) {
  constexpr std::array<std::string_view, 5> lists = {"allOf", "anyOf", "oneOf", "parameters", "required"};
  std::string out;
  std::string_view before;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string_view token = pointer.substr(0, std::min(pointer.find('/'), pointer.size()));
    const bool is_index = is_number(token) && std::ranges::find(lists, before) != lists.end();
    out += "/";
    out += is_index ? std::string_view("*") : token;
    before = token;
    pointer.remove_prefix(token.size());
  }
  return out;
}

/// How the document is called from the root document: empty for that itself.
std::string file_of(const Place& where, const Subject& subject) {
  if (!where.source || subject.api == nullptr || where.source->name == subject.api->document) return {};
  const std::string& name = where.source->name;
  if (name.find("://") != std::string::npos) return name;
  const auto folder = std::filesystem::path(subject.api->document).parent_path();
  const auto relative = std::filesystem::path(name).lexically_proximate(folder);
  return relative.empty() ? name : relative.generic_string();
}

/// What our own sentences have between the first two backticks.
std::string_view first_quoted(std::string_view sentence) {
  const auto begin = sentence.find('`');
  const auto end = begin == std::string_view::npos ? begin : sentence.find('`', begin + 1);
  return end == std::string_view::npos ? std::string_view() : sentence.substr(begin + 1, end - begin - 1);
}

/// Keywords of which one may refuse for several properties that the document names.
bool names_a_property(std::string_view keyword) {
  return keyword == "required" || keyword == "dependentRequired";
}

std::string of_schema(const SchemaFault& fault, const Subject& subject) {
  std::string place = file_of(fault.where, subject) + "#" + without_order(fault.schema);
  if (names_a_property(fault.keyword)) place += " " + std::string(first_quoted(fault.message));
  return place;
}

bool is_at(const Place& left, const Place& right) {
  return left.source == right.source && left.mark == right.mark;
}

/// The faults of the content, when it is these that the evidence shows.
std::vector<std::string> of_content(const Evidence& promised, const Subject& subject) {
  const auto& fit = subject.cache->content_fit;
  if (!fit) return {};
  const auto is_meant = [&](const SchemaFault& fault) {
    return !fault.schema.empty() && is_at(fault.where, promised.where);
  };
  if (std::ranges::none_of(fit->faults, is_meant)) return {};
  std::vector<std::string> places;
  for (const SchemaFault& fault : fit->faults)
    places.push_back(of_schema(fault, subject));
  return places;
}

/// `the response 200`, and the part of it that the label names.
std::string of_response(const Evidence& promised, const Subject& subject) {
  if (subject.documented == nullptr || promised.label.starts_with("the operation ")) return "the operation";
  const DocumentedResponse& response = *subject.documented;
  std::string whole = "the response " + response.status.to_string();
  if (promised.label == whole) return whole;
  const auto is_this = [&](const MediaType& type) { return is_at(type.where, promised.where); };
  if (std::ranges::any_of(response.content, is_this)) return whole + ", content";
  return whole + ", " + promised.label;
}

std::vector<std::string> of_document(const Finding& finding, const Subject& subject) {
  std::vector<std::string> places;
  for (const Evidence& one : finding.evidence) {
    if (one.kind != Evidence::Kind::document) continue;
    if (subject.cache != nullptr) {
      auto of_schemas = of_content(one, subject);
      if (!of_schemas.empty()) return of_schemas;
    }
    places.push_back(of_response(one, subject));
  }
  return places;
}

/// What is wrong with the request, without what was sent: `body` at `/title` (maxLength).
std::string fault_of(const Intent& intent) {
  std::optional<std::string> least;  // whatever came first in the document
  for (std::size_t at = 0; at < intent.faults.size(); ++at) {
    const std::string& sentence = intent.faults[at];
    const auto end = std::min(sentence.find(": "), sentence.size());
    const std::string keyword = at < intent.keywords.size() ? intent.keywords[at] : std::string();
    std::string fault = constant_part(sentence.substr(0, end)) + " " + keyword;
    if (names_a_property(keyword)) fault += " " + std::string(first_quoted(sentence.substr(end)));
    if (!least || fault < *least) least = std::move(fault);
  }
  return least.value_or(std::string());
}

/// Which kind of request it was: the same status may come for another reason from another kind.
std::string of_request(const Subject& subject, const Purpose& purpose, int status) {
  if (!purpose.step.empty()) return ", probe " + std::string(purpose.step);
  const Intent* intent = subject.intent;
  if (intent != nullptr && !intent->credential_faults.empty())
    return ", " + constant_part(intent->credential_faults.front());
  if (intent != nullptr && !intent->faults.empty()) {
    // A refusal is the same whatever it is that was refused.
    const bool is_refused = status >= 400 && status < 500;
    return is_refused ? std::string(", a wrong request") : ", " + fault_of(*intent);
  }
  return purpose.kind == CaseKind::documented ? std::string() : ", another good request";
}

std::string of_status(const Subject& subject, const Purpose& purpose) {
  if (subject.message == nullptr) return "no answer" + of_request(subject, purpose, 0);
  const int status = subject.message->status;
  return "status " + std::to_string(status) + of_request(subject, purpose, status);
}

std::vector<std::string> of_received(const Finding& finding) {
  std::vector<std::string> places;
  for (const Evidence& one : finding.evidence)
    places.push_back(constant_part(one.label));
  return places;
}

std::vector<std::string> all_of(const Finding& finding, const Subject& subject, const Purpose& purpose) {
  const auto is_status = [](const Evidence& one) { return one.label == status_line; };
  if (finding.evidence.empty() || std::ranges::any_of(finding.evidence, is_status))
    return {of_status(subject, purpose)};
  auto promised = of_document(finding, subject);
  return promised.empty() ? of_received(finding) : promised;
}

}  // namespace

std::vector<std::string> places_of(const Finding& finding, const Subject& subject, const Purpose& purpose) {
  auto places = all_of(finding, subject, purpose);
  for (std::string& place : places) {
    std::erase(place, '`');
    place = shortened(printable(place), longest_place);
  }
  std::ranges::sort(places);
  places.erase(std::ranges::unique(places).begin(), places.end());
  if (places.size() > most_places) places.resize(most_places);
  return places;
}

}  // namespace conform
