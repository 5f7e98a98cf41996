#include "reports/har/har.hpp"

#include "reports/har/message_parts.hpp"
#include "runner/journal/headline.hpp"
#include "runner/journal/json_text.hpp"
#include "runner/text/base64.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace conform {
namespace {

using std::chrono::microseconds;

/// `2026-11-21T08:30:00.123Z`
std::string timestamp(microseconds since_1970) {
  const auto whole = std::chrono::floor<std::chrono::seconds>(since_1970);
  const auto rest = std::chrono::duration_cast<std::chrono::milliseconds>(since_1970 - whole);
  const auto time = static_cast<std::time_t>(whole.count());
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(time), rest.count());
}

/// `http://host:port` of a URL.
std::string_view origin_of(std::string_view url) {
  const std::size_t authority = url.find("://");
  if (authority == std::string_view::npos) return url;
  return url.substr(0, std::min(url.find('/', authority + 3), url.size()));
}

/// What may not stand in a URI (RFC 3986 §2) is percent-encoded: probes send what they like as a target.
std::string as_uri(std::string_view text) {
  constexpr std::string_view others = "-._~:/?#@!$&'()*+,;=%";
  std::string uri;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          others.find(c) != std::string_view::npos;
    uri += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

/// An absolute URL, whatever form the target has.
std::string url_of(const SentRequest& request, std::string_view target) {
  const bool is_absolute = request.target.starts_with("http://") || request.target.starts_with("https://");
  const bool is_known = target.starts_with("http://") || target.starts_with("https://");
  const std::string_view origin = is_known ? origin_of(target) : "http://unknown";
  const std::string_view slash = request.target.starts_with('/') ? "" : "/";
  return as_uri(is_absolute ? request.target : fmt::format("{}{}{}", origin, slash, request.target));
}

std::string_view query_of(std::string_view url) {
  const std::size_t mark = url.find('?');
  if (mark == std::string_view::npos) return {};
  const std::string_view query = url.substr(mark + 1);
  return query.substr(0, query.find('#'));
}

void write_pairs(JsonText& json, std::string_view key, const Pairs& pairs) {
  json.key(key).begin_array();
  for (const auto& [name, value] : pairs)
    json.begin_object().member("name", name).member("value", value).end_object();
  json.end_array();
}

Pairs pairs_of(const Fields& fields) {
  Pairs pairs;
  for (const Field& field : fields)
    pairs.emplace_back(field.name, field.value);
  return pairs;
}

Pairs cookies_sent(const Fields& fields) {
  Pairs cookies;
  for (const std::string_view value : fields.values("Cookie"))
    for (auto& pair : read_cookies(value))
      cookies.push_back(std::move(pair));
  return cookies;
}

Pairs cookies_set(const Fields& fields) {
  Pairs cookies;
  for (const std::string_view value : fields.values("Set-Cookie")) {
    Pairs parts = read_cookies(value.substr(0, value.find(';')));
    if (!parts.empty()) cookies.push_back(std::move(parts.front()));
  }
  return cookies;
}

std::string type_of(const Fields& fields) {
  return fields.combined("Content-Type").value_or("application/octet-stream");
}

void write_post_data(JsonText& json, const SentRequest& request) {
  if (request.content.empty()) return;
  const std::string type = type_of(request.fields);
  json.key("postData").begin_object().member("mimeType", type);
  // There is no field for the coding of what is sent, but any field may have a comment.
  if (is_plain_text(request.content)) {
    json.member("text", request.content);
  } else {
    json.member("text", to_base64(request.content)).member("comment", "The text is base64.");
  }
  if (type.starts_with("application/x-www-form-urlencoded"))
    write_pairs(json, "params", read_pairs(request.content));
  json.end_object();
}

void write_request(JsonText& json, const SentRequest& request, std::string_view target) {
  const std::string url = url_of(request, target);
  json.key("request").begin_object().member("method", request.method).member("url", url);
  json.member("httpVersion", request.version);
  write_pairs(json, "cookies", cookies_sent(request.fields));
  write_pairs(json, "headers", pairs_of(request.fields));
  write_pairs(json, "queryString", read_pairs(query_of(url)));
  write_post_data(json, request);
  json.member("headersSize", request.head_bytes);
}

void write_content(JsonText& json, const Response& response) {
  json.key("content").begin_object().member("size", response.content.size());
  json.member("mimeType", type_of(response.fields));
  if (is_plain_text(response.content)) {
    json.member("text", response.content);
  } else {
    json.member("text", to_base64(response.content)).member("encoding", "base64");
  }
  json.end_object();
}

void write_response(JsonText& json, const Response& response, const KeptExchange& exchange) {
  json.key("response").begin_object().member("status", response.status);
  json.member("statusText", response.reason);
  json.member("httpVersion", fmt::format("HTTP/{}.{}", response.version.major, response.version.minor));
  write_pairs(json, "cookies", cookies_set(response.fields));
  write_pairs(json, "headers", pairs_of(response.fields));
  write_content(json, response);
  json.member("redirectURL", response.fields.combined("Location").value_or(""));
  json.member("headersSize", response.head_ends - response.begins);
  json.member("bodySize", response.ends - response.head_ends);
  if (exchange.received_bytes > exchange.received.size())
    json.member("comment",
                fmt::format("Of {} bytes the first {} were kept.",
                            exchange.received_bytes,
                            exchange.received.size()));
  json.end_object();
}

/// As browsers write it where none came.
void write_no_response(JsonText& json, const KeptExchange& exchange) {
  json.key("response").begin_object().member("status", 0).member("statusText", "").member("httpVersion", "");
  write_pairs(json, "cookies", {});
  write_pairs(json, "headers", {});
  json.key("content").begin_object().member("size", 0).member("mimeType", "x-unknown").end_object();
  json.member("redirectURL", "").member("headersSize", -1).member("bodySize", -1);
  json.member("_error", exchange.silence.empty() ? "no response" : exchange.silence + " " + exchange.detail);
  json.end_object();
}

void write_milliseconds(JsonText& json, std::string_view name, microseconds time) {
  json.key(name).decimal(static_cast<std::uint64_t>(std::max<std::int64_t>(time.count(), 0)));
}

void write_timings(JsonText& json, const KeptExchange& exchange) {
  // Without a first byte all of it was waiting.
  const bool was_answered = exchange.until_first_byte.count() > 0;
  const microseconds waited =
      was_answered ? std::min(exchange.until_first_byte, exchange.duration) : exchange.duration;
  json.key("cache").begin_object().end_object().key("timings").begin_object();
  json.member("blocked", -1).member("dns", -1).member("connect", -1).member("ssl", -1).member("send", 0);
  write_milliseconds(json, "wait", waited);
  write_milliseconds(json, "receive", exchange.duration - waited);
  json.end_object();
}

class HarReport {
public:
  HarReport(const Results& results, std::ostream& out) : results_(results), out_(out) {}

  void write() {
    const RunHeader& header = results_.header;
    json_.begin_object().key("log").begin_object().member("version", "1.2");
    json_.key("creator").begin_object().member("name", "conform");
    json_.member("version", header.tool_version).end_object();
    const std::string_view secrets = remark_on_secrets(header);
    json_.member("comment", secrets.empty() ? header.title : fmt::format("{}. {}", header.title, secrets));
    json_.key("entries").begin_array();
    for (const CaseResult& result : results_.cases)
      for (const KeptExchange& exchange : result.exchanges)
        write_entry(result, exchange);
    json_.last_line().end_array().end_object().end_object().last_line();
    out_ << json_.str();
  }

private:
  void write_entry(const CaseResult& result, const KeptExchange& exchange) {
    // Bytes beyond what a reader takes at once stay in the journal.
    if (exchange.sent.empty()) return;
    const SentRequest request = read_sent(exchange.sent);
    json_.next_line().begin_object().member("startedDateTime", began(exchange));
    write_milliseconds(json_, "time", exchange.duration);
    write_request(json_, request, results_.header.target);
    json_.member("bodySize", exchange.sent_bytes - std::min(request.head_bytes, exchange.sent_bytes));
    json_.end_object();
    const auto response = read_received(exchange, request.method);
    if (response) {
      write_response(json_, *response, exchange);
    } else {
      write_no_response(json_, exchange);
    }
    write_timings(json_, exchange);
    json_.member("comment", exchange.step.empty() ? result.id : result.id + " · " + exchange.step);
    json_.member("_outcome", name_of(result.outcome)).end_object();
    out_.write(json_.str().data(), static_cast<std::streamsize>(json_.size()) - 1);
    json_.keep_last();
  }

  /// Journals of earlier versions do not tell; then it is the beginning of the run.
  [[nodiscard]] std::string began(const KeptExchange& exchange) const {
    if (exchange.began.count() > 0) return timestamp(exchange.began);
    const bool is_time = results_.header.began.size() == 20 && results_.header.began.back() == 'Z';
    return is_time ? results_.header.began : timestamp({});
  }

  const Results& results_;
  std::ostream& out_;
  JsonText json_{};
};

}  // namespace

void write_har(const Results& results, std::ostream& out) { HarReport(results, out).write(); }

}  // namespace conform
