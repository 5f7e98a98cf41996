#include "runner/wire/retry.hpp"

#include "runner/http/date.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace conform {
namespace {

bool is_transient(int status, const RetryOptions& options) {
  constexpr std::array<int, 5> transient = {408, 429, 502, 503, 504};
  if (status == 500) return options.server_errors;
  return std::ranges::find(transient, status) != transient.end();
}

// RFC 9110 §9.2.1, §9.2.2
bool may_be_repeated(std::string_view method, const RetryOptions& options) {
  constexpr std::array<std::string_view, 6> idempotent = {"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"};
  return options.all_methods || std::ranges::find(idempotent, method) != idempotent.end();
}

std::int64_t seconds_now() {
  using namespace std::chrono;
  return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

}  // namespace

std::optional<std::chrono::seconds> retry_after(const Response& response) {
  const Field* const field = response.fields.find("Retry-After");
  if (field == nullptr) return std::nullopt;
  const std::string& text = field->value;
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error == std::errc() && end == text.data() + text.size() && seconds >= 0)
    return std::chrono::seconds(seconds);
  const auto moment = time_of(text);
  if (!moment) return std::nullopt;
  const Field* const date = response.fields.find("Date");
  const auto from = date != nullptr ? time_of(date->value) : std::nullopt;
  return std::chrono::seconds(std::max<std::int64_t>(0, *moment - from.value_or(seconds_now())));
}

std::optional<std::chrono::milliseconds>
pause_before_retry(const Exchange& exchange, const RetryOptions& options, unsigned times, int meant) {
  const Response* const response = exchange.response();
  if (response == nullptr || times > options.times || response->status == meant) return std::nullopt;
  if (!is_transient(response->status, options)) return std::nullopt;
  if (!may_be_repeated(exchange.request.method, options)) return std::nullopt;
  const auto wanted = retry_after(*response);
  if (wanted && *wanted > longest_patience) return std::nullopt;
  const unsigned doublings = std::min(times - 1, 10U);
  const std::chrono::milliseconds pause = options.first_pause * (1U << doublings);
  return std::clamp<std::chrono::milliseconds>(
      pause, wanted.value_or(std::chrono::seconds(0)), longest_patience);
}

}  // namespace conform
