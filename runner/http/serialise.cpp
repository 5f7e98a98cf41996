#include "runner/http/octets.hpp"
#include "runner/http/response_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace conform {
namespace {

constexpr std::string_view line_end = "\r\n";

/// Puts a head together; the only place where request text becomes wire text.
class HeadWriter {
public:
  void request_line(const Request& request) {
    std::copy_if(
        request.method.begin(), request.method.end(), std::back_inserter(wire_), octets::is_token_octet);
    wire_ += ' ';
    append_target(request.target);
    append_version(request.version);
    wire_ += line_end;
  }

  /// Leaves out a field whose name is no token.
  void field(std::string_view name, std::string_view value) {
    if (!octets::is_token(name)) return;
    wire_.append(name).append(": ");
    for (const char octet : octets::trim(value))
      wire_ += breaks_lines(octet) ? ' ' : octet;
    wire_ += line_end;
  }

  void reserve(std::size_t size) { wire_.reserve(size); }
  [[nodiscard]] std::string finish(std::string_view content) {
    wire_.append(line_end).append(content);
    return std::move(wire_);
  }

private:
  static bool breaks_lines(char octet) { return octet == '\r' || octet == '\n' || octet == '\0'; }

  void append_version(Version version) {
    wire_.append(" HTTP/").append(std::to_string(version.major)).append(".");
    wire_.append(std::to_string(version.minor));
  }

  // RFC 9112 §3.2: no white space in the request target.
  void append_target(std::string_view target) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    if (target.empty()) wire_ += '/';
    for (const char octet : target) {
      const auto number = static_cast<unsigned char>(octet);
      if (number > 0x20 && number != 0x7F) {
        wire_ += octet;
      } else {
        wire_ += '%';
        wire_ += digits[number >> 4U];
        wire_ += digits[number & 0x0FU];
      }
    }
  }

  std::string wire_{};
};

std::size_t size_of(const Fields& fields) {
  std::size_t size = 0;
  for (const Field& line : fields)
    size += line.name.size() + line.value.size() + 4;
  return size;
}

bool wants_content_length(const Request& request) {
  if (request.fields.has("Content-Length") || request.fields.has("Transfer-Encoding")) return false;
  // RFC 9110 §8.6: also a method that defines a meaning for content gets one when there is none.
  const bool promises_content =
      request.method == "POST" || request.method == "PUT" || request.method == "PATCH";
  return request.has_content || !request.content.empty() || promises_content;
}

// RFC 9112 §7.1: one chunk, the last chunk, the trailer section.
void append_chunked(std::string& wire, std::string_view content, const Fields& trailers) {
  if (!content.empty()) {
    std::array<char, 16> size{};
    const auto written = std::to_chars(size.data(), size.data() + size.size(), content.size(), 16);
    wire.append(size.data(), written.ptr).append(line_end).append(content).append(line_end);
  }
  wire.append("0\r\n");
  for (const Field& line : trailers)
    wire.append(line.name).append(": ").append(line.value).append(line_end);
  wire.append(line_end);
}

}  // namespace

std::string serialise(const Request& request, std::string_view authority, Persistence persistence) {
  if (!request.exact.empty()) return request.exact;
  HeadWriter head;
  head.reserve(request.target.size() + authority.size() + size_of(request.fields) + request.content.size() +
               96);
  head.request_line(request);
  if (!request.fields.has("Host")) head.field("Host", authority);
  for (const Field& line : request.fields) {
    if (equals_ignoring_case(line.name, "Host")) head.field(line.name, line.value);
  }
  for (const Field& line : request.fields) {
    if (!equals_ignoring_case(line.name, "Host")) head.field(line.name, line.value);
  }
  if (wants_content_length(request)) head.field("Content-Length", std::to_string(request.content.size()));
  if (persistence == Persistence::close && !request.fields.lists("Connection", "close")) {
    head.field("Connection", "close");
  }
  if (!request.fields.lists("Transfer-Encoding", "chunked")) return head.finish(request.content);
  std::string content;
  append_chunked(content, request.content, {});
  return head.finish(content);
}

std::string serialise(const Response& response) {
  const std::string code = std::to_string(response.status);
  std::string wire = "HTTP/" + std::to_string(response.version.major) + '.' +
                     std::to_string(response.version.minor) + ' ' +
                     std::string(code.size() < 3 ? 3 - code.size() : 0, '0') + code + ' ' + response.reason;
  wire.reserve(wire.size() + size_of(response.fields) + response.content.size() + 64);
  wire.append(line_end);
  for (const Field& line : response.fields)
    wire.append(line.name).append(": ").append(line.value).append(line_end);
  wire.append(line_end);
  if (response.framing == Framing::chunked) {
    append_chunked(wire, response.content, response.trailers);
  } else {
    wire.append(response.content);
  }
  return wire;
}

}  // namespace conform
