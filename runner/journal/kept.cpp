#include "runner/journal/kept.hpp"

#include "runner/journal/curl.hpp"

#include "runner/http/content_coding.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace conform {
namespace {

using Microseconds = std::chrono::microseconds;

constexpr std::size_t most_bytes = std::size_t{64} << 10U;

/// Masks before it cuts, so that no secret loses its end at the cut and shows its beginning.
std::string kept_bytes(std::string_view bytes, const Mask& mask) {
  std::string kept = mask.bytes(bytes.substr(0, most_bytes + mask.reach()));
  if (kept.size() > most_bytes) kept.resize(most_bytes);
  return kept;
}

/// The steady clock told the time, the calendar's is asked now: it may have been set in between.
Microseconds since_1970(Clock::time_point time) {
  const auto ago = Clock::now() - time;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<Microseconds>(now - ago);
}

/// Whether what the content stands for has a secret that its bytes do not show.
bool is_secret_when_decoded(const Response& response, const Mask& mask) {
  // RFC 1952 §2.3.1: also where no field says so.
  constexpr std::string_view gzip_begins = "\x1f\x8b";
  std::string coding = response.fields.combined("Content-Encoding").value_or(std::string());
  if (coding.empty() && response.content.starts_with(gzip_begins)) coding = "gzip";
  if (coding.empty()) return false;
  const Decoded decoded = decode_content(response.content, coding);
  return decoded.is_usable && mask.finds_any(decoded.content);
}

/// Coded content that has a secret is hidden as a whole: nobody can hide a part of it.
void hide_coded_content(const Exchange& exchange, const Mask& mask, std::string& kept) {
  const Response* const response = exchange.response();
  if (response == nullptr || !mask.hides() || !is_secret_when_decoded(*response, mask)) return;
  const std::size_t end = std::min(response->ends, kept.size());
  for (std::size_t at = response->head_ends; at < end; ++at)
    kept[at] = '*';
}

}  // namespace

KeptFinding keep(const Finding& finding, const Mask& mask) {
  KeptFinding kept{finding.rule,
                   std::string(name_of(finding.level)),
                   finding.weight,
                   mask.text(finding.expected),
                   mask.text(finding.actual),
                   mask.text(finding.waived),
                   mask.text(finding.judged)};
  kept.exchange = finding.exchange;
  kept.cause = mask.text(finding.cause);
  for (const std::string& place : finding.places)
    kept.places.push_back(mask.text(place));
  for (const Evidence& evidence : finding.evidence) {
    if (evidence.kind == Evidence::Kind::received) {
      kept.marks.push_back({mask.text(evidence.label), evidence.exchange, evidence.offset, evidence.length});
    } else if (kept.document.empty() && evidence.where.source) {
      kept.document = evidence.where.source->name;
      kept.line = evidence.where.mark.line;
    }
  }
  return kept;
}

KeptExchange keep(const Exchange& exchange, std::string_view target, const Mask& mask) {
  KeptExchange kept{};
  if (exchange.began != Clock::time_point{}) kept.began = since_1970(exchange.began);
  kept.until_first_byte = std::chrono::duration_cast<Microseconds>(exchange.until_first_byte);
  kept.duration = std::chrono::duration_cast<Microseconds>(exchange.duration);
  kept.sent = kept_bytes(exchange.sent, mask);
  kept.received = kept_bytes(exchange.received, mask);
  hide_coded_content(exchange, mask, kept.received);
  kept.sent_bytes = exchange.sent.size();
  kept.received_bytes = exchange.received.size();
  if (const Silence* silence = exchange.silence()) kept.silence = name_of(*silence);
  kept.detail = mask.text(exchange.detail);
  kept.curl = curl_line(exchange.request, target, mask);
  kept.hurl = hurl_entry(exchange.request, target, mask);
  return kept;
}

}  // namespace conform
