#pragma once

#include "tests/http/reading.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

/// The other reader: Boost.Beast's strict parser, as a judge of ours.
namespace conform::testing_http {

namespace beast_http = boost::beast::http;

/// What Beast makes of an answer. It gives trailers out as fields, and groups lines of one name.
struct BeastReading {
  std::optional<beast_http::response<beast_http::string_body>> response{};
  std::string error{};
  std::size_t ends = 0;     ///< offset just after the final response
  std::size_t interim = 0;  ///< responses before it
};

inline void put_all(beast_http::response_parser<beast_http::string_body>& parser,
                    std::string_view bytes,
                    BeastReading& reading) {
  boost::system::error_code error;
  while (!parser.is_done() && reading.ends < bytes.size()) {
    const std::string_view rest = bytes.substr(reading.ends);
    const std::size_t used = parser.put(boost::asio::const_buffer(rest.data(), rest.size()), error);
    reading.ends += used;
    if (error || used == 0) break;
  }
  if (!error && !parser.is_done() && parser.got_some()) parser.put_eof(error);
  if (error) reading.error = error.message();
}

inline BeastReading read_with_beast(const Wire& wire) {
  BeastReading reading;
  while (true) {
    beast_http::response_parser<beast_http::string_body> parser;
    parser.header_limit(1U << 20U);
    parser.body_limit(4U << 20U);
    parser.eager(true);
    parser.skip(wire.method == "HEAD");
    put_all(parser, wire.bytes, reading);
    if (!reading.error.empty() || !parser.is_done()) {
      if (reading.error.empty()) reading.error = "end of stream";
      return reading;
    }
    const unsigned status = parser.get().result_int();
    if (status < 100 || status > 199 || status == 101) {
      reading.response = parser.release();
      return reading;
    }
    ++reading.interim;
  }
}

/// Lines of one name in their order, under the name in lower case; names in the order of their first line.
inline std::string grouped(const std::vector<Field>& lines) {
  std::vector<std::string> names;
  std::map<std::string, std::string> values;
  for (const Field& line : lines) {
    const std::string name = to_lower(line.name);
    if (!values.contains(name)) names.push_back(name);
    values[name] += line.name + ": " + quoted(line.value) + "; ";
  }
  std::string text;
  for (const std::string& name : names)
    text += values[name];
  return text;
}

/// Empty when Beast and our reader agree about an answer that both accept without complaint, or when one of
/// them complains; else what differs.
inline std::string disagreement(const Outcome& ours, const BeastReading& beast) {
  if (!beast.response || !is_clean(ours.exchange)) return {};
  const Response& response = *ours.exchange.response();
  const auto& other = *beast.response;
  std::vector<Field> lines(response.fields.begin(), response.fields.end());
  lines.insert(lines.end(), response.trailers.begin(), response.trailers.end());
  std::vector<Field> other_lines;
  for (const auto& line : other) {
    other_lines.push_back({std::string(line.name_string()), std::string(line.value())});
  }
  const bool same_reason = response.reason.empty() || response.reason == other.reason();
  const auto version = static_cast<unsigned>(response.version.major * 10 + response.version.minor);
  if (static_cast<unsigned>(response.status) != other.result_int()) return "status";
  if (!same_reason) return "reason " + quoted(response.reason) + " / " + quoted(std::string(other.reason()));
  if (version != other.version()) return "version";
  if (grouped(lines) != grouped(other_lines)) return grouped(lines) + " / " + grouped(other_lines);
  if (response.content != other.body()) return "content";
  if (ours.exchange.interim.size() != beast.interim) return "interim";
  if (response.ends != beast.ends) return "end";
  return {};
}

}  // namespace conform::testing_http
