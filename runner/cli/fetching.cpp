#include "runner/cli/fetching.hpp"

#include "runner/cli/version.hpp"
#include "runner/document/uri.hpp"
#include "runner/text/words.hpp"
#include "runner/wire/ask.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace conform {
namespace {

constexpr std::size_t most_of_one = std::size_t{16} << 20U;
constexpr std::chrono::seconds time_for_all{60};

/// `text` is what came of fetching `uri`; the sentence names it.
Fetched refused(const std::string& uri, std::string_view text) {
  return {std::nullopt, fmt::format("`{}` cannot be fetched: {}", printable(shortened(uri, 200)), text)};
}

Fetched content_of(const std::string& uri, Exchange& exchange) {
  if (const Silence* silence = exchange.silence()) return refused(uri, meaning_of(*silence));
  auto& response = std::get<Response>(exchange.answer);
  if (response.status != 200) {
    const bool leads_on = response.status >= 300 && response.status < 400;
    return refused(uri,
                   fmt::format("the answer is {}{}.",
                               response.status,
                               leads_on ? ", and redirects are not followed" : ""));
  }
  if (exchange.content_truncated) return refused(uri, "it is too large.");
  const auto is_cut = [](const Anomaly& anomaly) { return anomaly.kind == AnomalyKind::content_cut_short; };
  if (std::ranges::any_of(response.anomalies, is_cut)) return refused(uri, "its end is missing.");
  return {std::move(response.content), {}};
}

/// The request for `parts`, and where it goes.
std::variant<Target, std::string> target_of(const UriReference& parts, Request& request) {
  request.target = parts.path.empty() ? "/" : parts.path;
  if (const auto& query = parts.query) request.target += "?" + *query;
  const bool is_plain = std::ranges::all_of(request.target, [](char c) { return c > ' ' && c <= '~'; });
  if (!is_plain) return std::string("it has characters that a URI does not have.");
  request.fields = {{"User-Agent", "conform/" + std::string(version_number())},
                    {"Accept", "application/openapi+yaml, application/json, application/yaml, */*;q=0.5"},
                    {"Accept-Encoding", "identity"}};
  return parse_target(parts.scheme.value_or("") + "://" + parts.authority.value_or(""));
}

Fetched fetch(const std::string& uri, std::size_t most_bytes) {
  Request request;
  const auto target = target_of(split_uri(uri), request);
  if (const auto* mistake = std::get_if<std::string>(&target)) return refused(uri, *mistake);
  WireOptions options;
  options.limits.content = std::min(most_bytes, most_of_one);
  auto asked = ask(std::get<Target>(target), options, std::move(request));
  if (const auto* why = std::get_if<std::string>(&asked)) return refused(uri, *why);
  return content_of(uri, std::get<Exchange>(asked));
}

}  // namespace

std::function<Fetched(const std::string& uri, std::size_t most_bytes)> make_fetch() {
  const auto ends = Clock::now() + time_for_all;
  return [ends](const std::string& uri, std::size_t most_bytes) {
    if (Clock::now() > ends) return refused(uri, "the time for all documents is over.");
    return fetch(uri, most_bytes);
  };
}

}  // namespace conform
