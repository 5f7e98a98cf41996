#include "tests/http/beast_reading.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace conform;
using namespace conform::testing_http;

/// 15 field lines and about 1 KB in all, as an application behind a proxy answers.
const std::string& answer() {
  static const std::string bytes = "HTTP/1.1 200 OK\r\n"
                                   "Server: nginx/1.22.1\r\n"
                                   "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
                                   "Content-Type: application/json; charset=utf-8\r\n"
                                   "Content-Length: 475\r\n"
                                   "Connection: keep-alive\r\n"
                                   "Cache-Control: no-cache, private\r\n"
                                   "ETag: \"5f3e9a2c-1db\"\r\n"
                                   "Vary: Accept-Encoding, Origin\r\n"
                                   "X-Request-Id: 0b6a4a3e-0a8e-4c07-9d2b-3f1f4f5a6b7c\r\n"
                                   "X-RateLimit-Limit: 1000\r\n"
                                   "X-RateLimit-Remaining: 997\r\n"
                                   "Strict-Transport-Security: max-age=31536000\r\n"
                                   "X-Content-Type-Options: nosniff\r\n"
                                   "Access-Control-Allow-Origin: *\r\n"
                                   "Last-Modified: Sat, 05 Nov 1994 08:49:37 GMT\r\n"
                                   "\r\n" +
                                   std::string(475, 'x');
  return bytes;
}

void ours(benchmark::State& state) {
  ResponseReader reader({.method = "GET"});
  Exchange exchange;
  for (auto _ : state) {
    reader.restart({.method = "GET"});
    reader.feed(answer());
    reader.take(exchange, Silence::closed);
    benchmark::DoNotOptimize(exchange);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(answer().size()));
}
BENCHMARK(ours);

/// As above, but the response is thrown away each time, as after a judged case.
void ours_with_a_fresh_exchange(benchmark::State& state) {
  ResponseReader reader({.method = "GET"});
  for (auto _ : state) {
    Exchange exchange;
    reader.restart({.method = "GET"});
    reader.feed(answer());
    reader.take(exchange, Silence::closed);
    benchmark::DoNotOptimize(exchange);
  }
}
BENCHMARK(ours_with_a_fresh_exchange);

/// Beast's parser, which keeps neither the bytes nor anything to say about them.
void beast(benchmark::State& state) {
  for (auto _ : state) {
    beast_http::response_parser<beast_http::string_body> parser;
    parser.eager(true);
    boost::system::error_code error;
    std::size_t used = 0;
    while (!parser.is_done() && !error) {
      used += parser.put(boost::asio::const_buffer(answer().data() + used, answer().size() - used), error);
    }
    benchmark::DoNotOptimize(parser.get());
  }
}
BENCHMARK(beast);

void ours_in_pieces_of_64_bytes(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(read_in_pieces({answer()}, 64));
}
BENCHMARK(ours_in_pieces_of_64_bytes);

}  // namespace
