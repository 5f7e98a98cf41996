#include "runner/mock/request_reader.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

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
  for (const auto& field : message) {
    request.fields.add(std::string(field.name_string()), std::string(field.value()));
  }
  request.has_content = message.has_content_length() || message.chunked();
  request.content = std::move(message.body());
  return request;
}

}  // namespace

RequestRead read_request(std::string_view bytes) {
  RequestRead read;
  Parser parser;
  parser.header_limit(most_head);
  parser.body_limit(most_content);
  parser.eager(true);
  boost::beast::error_code error;
  read.length = parser.put(boost::asio::buffer(bytes), error);
  if (error == http::error::need_more) return read;
  if (error) {
    read.state = RequestRead::State::refused;
    read.why = "The request could not be read: " + error.message() + ".";
    return read;
  }
  if (!parser.is_done()) return read;
  read.state = RequestRead::State::complete;
  read.head = bytes.find("\r\n\r\n") + 4;
  read.persists = parser.keep_alive();
  read.chunked = parser.chunked();
  read.request = request_of(parser);
  return read;
}

}  // namespace conform
