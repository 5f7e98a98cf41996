#include "tests/http/beast_reading.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

using namespace conform;
using namespace conform::testing_http;

/// The first byte chooses the request and the limits; the rest is the answer.
Wire wire_from(std::string_view input) {
  constexpr std::string_view methods[] = {"GET", "HEAD", "POST", "CONNECT"};
  const auto choice = static_cast<unsigned char>(input.front());
  Wire wire{.bytes = input.substr(1), .method = methods[choice & 3U]};
  if ((choice & 4U) != 0) wire.request_version = {1, 0};
  if ((choice & 8U) != 0) wire.limits = {.head = 64, .content = 8, .interim = 2};
  return wire;
}

void hold(bool law, std::string_view what, const std::string& detail) {
  if (law) return;
  std::fprintf(stderr, "%.*s\n%s\n", static_cast<int>(what.size()), what.data(), detail.c_str());
  std::abort();
}

bool lies_within(const std::vector<Anomaly>& anomalies, std::size_t size) {
  return std::all_of(anomalies.begin(), anomalies.end(), [size](const Anomaly& anomaly) {
    return anomaly.offset <= size && anomaly.length <= size - anomaly.offset;
  });
}

void hold_bounds(const Wire& wire, const Outcome& outcome) {
  const Exchange& exchange = outcome.exchange;
  const ReaderLimits& limits = wire.limits;
  const std::size_t size = exchange.received.size();
  hold(size <= 3 * limits.head + 2 * limits.content, "more kept than the limits allow", describe(outcome));
  hold(lies_within(exchange.anomalies, size), "a stray anomaly lies outside", describe(outcome));
  hold(exchange.interim.size() <= limits.interim + 1, "too many interim responses", describe(outcome));
  for (const Response& interim : exchange.interim) {
    hold(lies_within(interim.anomalies, size), "an anomaly lies outside", describe(outcome));
  }
  const Response* response = exchange.response();
  if (response == nullptr) return;
  hold(lies_within(response->anomalies, size), "an anomaly lies outside", describe(outcome));
  hold(response->content.size() <= limits.content, "content beyond its limit", describe(outcome));
  hold(response->begins <= response->head_ends && response->head_ends <= response->ends &&
           response->ends <= size,
       "the offsets are out of order",
       describe(outcome));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || size > 4096) return 0;
  const Wire wire = wire_from({reinterpret_cast<const char*>(data), size});  // NOLINT: bytes are text here
  const Outcome whole = read_whole(wire);
  hold_bounds(wire, whole);
  const std::string description = describe(whole);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}}) {
    const std::string other = describe(read_in_pieces(wire, piece));
    hold(description == other, "the result depends on the pieces", description + "\n---\n" + other);
  }
  if (wire.method == "CONNECT") return 0;  // Beast knows no tunnels
  const std::string difference = disagreement(whole, read_with_beast(wire));
  hold(difference.empty(), "Beast reads it differently", difference);
  return 0;
}
