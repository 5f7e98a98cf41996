#include "runner/mock/request_reader.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>

namespace conform {
namespace {

namespace http = boost::beast::http;
using Parser = http::request_parser<http::string_body>;

constexpr std::uint32_t most_head = 64U << 10U;
constexpr std::uint64_t most_content = 16U << 20U;

Request request_of(Parser& parser) {
  auto& message = parser.get();
  Request request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  request.version = {static_cast<int>(message.version() / 10), static_cast<int>(message.version() % 10)};
  for (const auto& field : message) {
    request.fields.add(std::string(field.name_string()), std::string(field.value()));
  }
  request.has_content = message.has_content_length() || message.chunked();
  request.content = std::move(message.body());
  return request;
}

RequestRead refused(int status, std::string why) {
  RequestRead read;
  read.state = RequestRead::State::refused;
  read.refusal = status;
  read.why = std::move(why);
  return read;
}

/// Where the digits of the version stand in the request line; nothing when there is no such line yet.
std::optional<std::size_t> version_at(std::string_view bytes) {
  const auto begin = bytes.find_first_not_of("\r\n");
  const auto end = bytes.find("\r\n", std::min(begin, bytes.size()));
  constexpr std::string_view form = " HTTP/1.1";
  if (end == std::string_view::npos || end - begin < form.size()) return std::nullopt;
  const auto at = end - form.size();
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool is_version = bytes.substr(at).starts_with(" HTTP/") && bytes[end - 2] == '.' &&
                          is_digit(bytes[end - 3]) && is_digit(bytes[end - 1]);
  return is_version ? std::optional(end - 3) : std::nullopt;
}

/// RFC 9112 §6.1, §6.3: the length of a request is known when `chunked` comes last, and it can be read when
/// nothing else does.
bool has_known_codings(const Request& request) {
  const auto codings = request.fields.combined("Transfer-Encoding");
  if (!codings) return true;
  const auto members = list_members(*codings);
  return members.size() == 1 && equals_ignoring_case(members.front(), "chunked");
}

/// RFC 9110 §10.1.1: HTTP/1.0 does not have that.
bool expects_word(Parser& parser) {
  if (!parser.is_header_done() || parser.get().version() < 11) return false;
  return equals_ignoring_case(std::string(parser.get()["Expect"]), "100-continue");
}

/// RFC 9112 §3.2: exactly one Host, which may be one, in HTTP/1.1.
std::string fault_of_host(const Request& request) {
  const auto hosts = request.fields.count("Host");
  if (hosts == 0) return request.version == Version{1, 0} ? "" : "The request has no Host.";
  if (hosts > 1) return "The request has more than one Host.";
  const auto host = request.fields.combined("Host").value_or("");
  const bool is_one = host.find_first_of("/?#@ \t\"<>\\^`{}|") == std::string::npos;
  return is_one ? "" : "`Host` is no host.";
}

}  // namespace

RequestRead read_request(std::string_view given) {
  // RFC 9112 §2.2: empty lines before the request line are ignored.
  std::size_t skipped = 0;
  while (given.substr(skipped).starts_with("\r\n"))
    skipped += 2;
  if (skipped > 0 && skipped < given.size()) {
    RequestRead read = read_request(given.substr(skipped));
    read.head += skipped;
    read.length += skipped;
    return read;
  }
  // Beast knows no version but 1.0 and 1.1; RFC 9110 §6.2 has minor ones read as the highest known.
  std::string bytes(given);
  Version version;
  const auto digits = version_at(bytes);
  if (digits) version = {bytes[*digits] - '0', bytes[*digits + 2] - '0'};
  if (version.major != 1) return refused(505, "This server speaks HTTP/1.1.");
  if (digits && version.minor > 1) bytes[*digits + 2] = '1';
  RequestRead read;
  Parser parser;
  parser.header_limit(most_head);
  parser.body_limit(most_content);
  parser.eager(true);
  boost::beast::error_code error;
  read.length = parser.put(boost::asio::buffer(bytes), error);
  if (error == http::error::header_limit) {
    const bool is_target = bytes.find("\r\n") > most_head;
    return refused(is_target ? 414 : 431, is_target ? "The target is too long." : "A field is too long.");
  }
  if (error && error != http::error::need_more)
    return refused(400, "The request could not be read: " + error.message() + ".");
  if (!parser.is_done()) {
    read.expects_word = expects_word(parser);
    if (read.expects_word) read.request = request_of(parser);
    return read;
  }
  read.state = RequestRead::State::complete;
  read.head = bytes.find("\r\n\r\n") + 4;
  read.persists = parser.keep_alive();
  read.chunked = parser.chunked();
  read.request = request_of(parser);
  if (version.minor > 1) read.request.version = version;
  // RFC 9112 §6.1: HTTP/1.0 has no transfer codings, so who sends one may mean anything by it.
  if (read.request.version == Version{1, 0} && read.request.fields.has("Transfer-Encoding"))
    read.persists = false;
  if (!has_known_codings(read.request)) return refused(501, "The transfer coding is not known here.");
  if (auto fault = fault_of_host(read.request); !fault.empty()) return refused(400, std::move(fault));
  return read;
}

}  // namespace conform
