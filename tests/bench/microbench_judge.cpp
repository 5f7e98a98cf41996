#include "runner/http/response_reader.hpp"
#include "runner/judge/message_judge.hpp"
#include "runner/openapi/api.hpp"

#include <benchmark/benchmark.h>

#include <stdexcept>

// What judging one answer costs, with every rule and with none: as nginx sends it, and with more fields.

namespace {

using namespace conform;

constexpr std::string_view document = R"(openapi: 3.1.0
info: {title: Bench, version: '1'}
paths:
  /items/1:
    get:
      responses:
        '200':
          description: An item
          content:
            application/json:
              schema:
                type: object
                required: [id, title]
                properties:
                  id: {type: integer, minimum: 1}
                  title: {type: string, minLength: 1, maxLength: 100}
                  price: {type: number, minimum: 0}
                  tags: {type: array, items: {type: string}}
)";

constexpr std::string_view plain =
    "HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
    "Content-Type: application/json\r\nContent-Length: 69\r\nConnection: keep-alive\r\n\r\n"
    R"({"id":1,"title":"A small answer","price":9.5,"tags":["a","b","cdef"]})";
// With what an API and its gateways add.
constexpr std::string_view rich =
    "HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
    "Content-Type: application/json; charset=utf-8\r\nContent-Length: 69\r\nConnection: keep-alive\r\n"
    "ETag: \"v1\"\r\nVary: Accept-Encoding\r\nCache-Control: max-age=60\r\nX-Request-Id: 0123456789\r\n"
    "Strict-Transport-Security: max-age=31536000\r\nSet-Cookie: a=b; Path=/; Secure\r\n"
    "Access-Control-Allow-Origin: *\r\nLink: </items/2>; rel=next\r\n\r\n"
    R"({"id":1,"title":"A small answer","price":9.5,"tags":["a","b","cdef"]})";

Api api() {
  Diagnostics diagnostics;
  Library library;
  const auto* opened =
      library.open(std::make_shared<const Source>(Source{"bench.yaml", std::string(document)}), diagnostics);
  auto loaded = load_api(*opened, library, diagnostics);
  if (!loaded) throw std::logic_error("the document of the benchmark is faulty");
  return std::move(*loaded);
}

Exchange exchange_of(std::string_view answer) {
  Exchange one;
  one.secure = true;
  one.request.target = "/items/1";
  ResponseReader reader({.method = "GET"});
  reader.feed(answer);
  reader.take(one, Silence::closed);
  return one;
}

void judge(benchmark::State& state, const RuleBook& rules, std::string_view answer) {
  const Api described = api();
  const Exchange one = exchange_of(answer);
  const JudgeOptions options;
  const Bench bench{described, described.operations.front(), rules, options};
  for (auto _ : state)
    benchmark::DoNotOptimize(judge_exchange(bench, one, 0));
}

void judge_plain_by_all(benchmark::State& state) { judge(state, RuleBook::embedded(), plain); }
void judge_rich_by_all(benchmark::State& state) { judge(state, RuleBook::embedded(), rich); }
void judge_rich_by_none(benchmark::State& state) { judge(state, RuleBook(), rich); }

BENCHMARK(judge_plain_by_all);
BENCHMARK(judge_rich_by_all);
BENCHMARK(judge_rich_by_none);

}  // namespace
