#include "tests/reports/samples.hpp"

#include <fmt/format.h>
#include <utility>

namespace conform {
namespace {

using std::chrono::milliseconds;

RunHeader small_header() {
  RunHeader header{"0.1.0", "Bookshop", "specs/bookshop.yaml", "9f86d081884c7d65", "3.1.0"};
  header.target = "http://127.0.0.1:8080/v1";
  header.seed = 7;
  header.rounds = 3;
  header.began = "2026-11-21T08:30:00Z";
  header.operations = {{"GET /books", "listBooks", "books", 24, {"200", "4XX"}},
                       {"POST /books", "addBook", "books", 41, {"201", "400", "default"}},
                       {"GET /books/{id}", "getBook", "books", 78, {"200", "404"}},
                       {"PUT /books/{id}/cover", "putCover", "books", 110, {"204"}},
                       {"GET /orders", "listOrders", "orders", 131, {"200", "401", "503"}},
                       {"DELETE /orders/{id}", "", "orders", 160, {"204", "405"}},
                       {"GET /health", "", "", 190, {"200"}}};
  header.rules = {{"contract/status-documented",
                   "must",
                   "the document",
                   "The document has a response for the status that was sent.",
                   "Document the status, or mend the server."},
                  {"http/405-lists-allow",
                   "must",
                   "RFC 9110 §15.5.6",
                   "A 405 response lists the methods that the resource does support.",
                   ""},
                  {"http/no-bytes-after-204",
                   "must",
                   "RFC 9112 §6.3",
                   "A 204 response ends with its header section.",
                   "Some frameworks write an empty JSON object for every handler that returns nothing."},
                  {"http/503-says-when-to-retry",
                   "may",
                   "RFC 9110 §15.6.4",
                   "A 503 response says when to try again.",
                   ""},
                  {"http/content-has-type",
                   "should",
                   "RFC 9110 §8.3",
                   "A response with content names its media type.",
                   ""}};
  for (const auto& operation : header.operations) {
    header.cases.push_back({operation.name, static_cast<std::uint32_t>(header.cases.size())});
  }
  return header;
}

KeptExchange exchange(std::string request_line, std::string received) {
  KeptExchange kept{request_line +
                        " HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nAuthorization: Bearer ********\r\n\r\n",
                    std::move(received)};
  kept.sent_bytes = kept.sent.size();
  kept.received_bytes = kept.received.size();
  const std::size_t space = request_line.find(' ');
  kept.curl = fmt::format("curl -i -X {} -H 'Authorization: •••' -H 'Accept:' http://127.0.0.1:8080{}",
                          request_line.substr(0, space),
                          request_line.substr(space + 1));
  return kept;
}

CaseResult judged(const RunHeader& header, std::uint32_t operation, int status, milliseconds duration) {
  CaseResult result{header.cases[operation].id, operation, Outcome::passed};
  result.status = status;
  result.rules_judged = 12 + operation;
  result.rounds = 3;
  result.duration = duration;
  return result;
}

KeptFinding finding(const RunHeader& header, std::size_t rule, Weight weight) {
  KeptFinding found{header.rules[rule].id, header.rules[rule].level, weight};
  return found;
}

CaseResult undocumented_status(const RunHeader& header) {
  CaseResult result = judged(header, 2, 500, milliseconds(31));
  result.outcome = Outcome::failed;
  result.rounds_failed = 1;
  KeptFinding found = finding(header, 0, Weight::fail);
  found.expected = "the status is one of `200`, `404`";
  found.actual = "the status is `500`";
  found.document = "specs/bookshop.yaml";
  found.line = 85;
  found.marks = {{"the status line", 0, 9, 3}};
  result.findings = {found};
  result.exchanges = {exchange("GET /v1/books/17",
                               "HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/json\r\n"
                               "Content-Length: 27\r\n\r\n{\"error\":\"no such column\"}\n")};
  return result;
}

CaseResult bytes_after_no_content(const RunHeader& header) {
  CaseResult result = judged(header, 3, 204, milliseconds(4));
  result.outcome = Outcome::failed;
  result.rounds_failed = 3;
  KeptFinding found = finding(header, 2, Weight::fail);
  found.expected = "no bytes after the header section";
  found.actual = "2 bytes follow";
  found.marks = {{"bytes that belong to no response", 0, 41, 2}};
  result.findings = {found};
  result.exchanges = {
      exchange("PUT /v1/books/17/cover",
               std::string("HTTP/1.1 204 No Content\r\nX-Cover: \xff\xd8\xff") + "\r\n\r\n" + "{}")};
  return result;
}

CaseResult missing_allow(const RunHeader& header) {
  CaseResult result = judged(header, 5, 405, milliseconds(3));
  result.outcome = Outcome::failed;
  result.rounds_failed = 3;
  KeptFinding allow = finding(header, 1, Weight::fail);
  allow.expected = "`Allow` is present";
  allow.actual = "there is no `Allow`";
  KeptFinding type = finding(header, 4, Weight::warn);
  type.expected = "`Content-Type` is present";
  type.actual = "there is no `Content-Type`";
  result.findings = {allow, type};
  result.exchanges = {
      exchange("DELETE /v1/orders/1", "HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 3\r\n\r\nno\n")};
  return result;
}

CaseResult busy(const RunHeader& header) {
  CaseResult result = judged(header, 4, 503, milliseconds(2));
  KeptFinding retry = finding(header, 3, Weight::note);
  retry.expected = "`Retry-After` is present";
  retry.actual = "there is no `Retry-After`";
  retry.waived = "the operation documents exactly this status";
  result.findings = {retry};
  result.undecided = {{"http/content-length-counts", "our limit cut the content"}};
  return result;
}

CaseResult silent(const RunHeader& header) {
  CaseResult result = judged(header, 1, 0, milliseconds(10'000));
  result.outcome = Outcome::error;
  result.rules_judged = 0;
  result.reason = "No final response came in time.";
  result.exchanges = {exchange("POST /v1/books", "HTTP/1.1 100 Continue\r\n\r\n")};
  result.exchanges[0].silence = "timed-out";
  result.exchanges[0].detail = "10 s passed";
  result.interim = {100};
  return result;
}

}  // namespace

Results small_run() {
  Results results{small_header()};
  const RunHeader& header = results.header;
  CaseResult health{header.cases[6].id, 6, Outcome::not_judged};
  health.reason = "There is no example for the parameter `probe`.";
  results.cases = {judged(header, 0, 200, milliseconds(12)),
                   silent(header),
                   undocumented_status(header),
                   bytes_after_no_content(header),
                   busy(header),
                   missing_allow(header),
                   health};
  results.footer = {true, "all-done", "", milliseconds(10'240), 18, 4};
  return results;
}

Results clustered_run() {
  Results results = small_run();
  const CaseResult failed = results.cases[5];
  for (std::size_t number = 1; number <= 7; ++number) {
    CaseResult result = failed;
    result.id = fmt::format("GET /books · fuzz · {}", number);
    result.operation = 0;
    result.findings.resize(1);
    result.findings[0].cause = number < 6 ? "status 500, content 01" : "status 500, content 02";
    result.findings[0].actual = number < 6 ? "the shelf fell" : "the roof fell";
    result.exchanges = {exchange(fmt::format("GET /v1/books?q={}", std::string(number * 40, 'q')),
                                 "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n")};
    results.header.cases.push_back({result.id, 0});
    results.cases.push_back(result);
  }
  KeptFinding::Smallest smallest;
  smallest.exchange = exchange("GET /v1/books?q=a", "HTTP/1.1 500 Small\r\nContent-Length: 0\r\n\r\n");
  smallest.exchange.hurl = "GET http://127.0.0.1:8080/v1/books?q=a\nAccept: */*\n";
  smallest.expected = "nothing falls";
  smallest.actual = "the shelf fell on a";
  smallest.marks = {{"the status line", 0, 9, 3}};
  smallest.status = 500;
  smallest.asked = 23;
  results.cases[8].findings[0].smallest = smallest;
  results.footer.shrinking = 23;
  return results;
}

std::string hostile_text() {
  std::string text =
      "</script></style></pre>]]><script>document.title='planted'</script>"
      "<img src=x onerror=\"document.title='planted'\">'\"&amp;&#27;<!--\x1b[31mred\x1b]0;t\x07";
  text += std::string("\0\x01\x7f\xff\xfe\xc0\xaf\xed\xa0\x80", 10);
  text += "[[ATTACHMENT|/etc/passwd]] [[property|a=b]]";
  text += "\xef\xbf\xbe\xef\xbf\xbf\xc2\x9b\xe2\x80\xae";
  text +=
      "\n::error file=a,line=1::planted\n  ::stop-commands::x\r\n##[error]planted ##vso[task.complete]\r\n\r";
  return text;
}

Results hostile_run() {
  const std::string bad = hostile_text();
  Results results = small_run();
  RunHeader& header = results.header;
  header.title = header.document = header.target = header.tool_version = header.began = bad;
  header.document_hash = header.openapi = bad;
  for (auto& rule : header.rules)
    rule.text = rule.hint = rule.source = rule.level = bad;
  for (auto& operation : header.operations) {
    operation.name = operation.operation_id = operation.tag = bad;
    operation.documented.push_back(bad);
  }
  for (CaseResult& result : results.cases) {
    result.id += bad;
    result.reason = bad;
    for (Undecided& undecided : result.undecided)
      undecided = {bad, bad};
    for (KeptFinding& found : result.findings) {
      found.smallest = KeptFinding::Smallest{};
      found.smallest->expected = found.smallest->actual = found.smallest->exchange.curl = bad;
      found.smallest->exchange.sent = found.smallest->exchange.received = found.smallest->exchange.hurl = bad;
      found.smallest->marks = {{bad, 0, 2, 99}};
      found.expected = found.actual = found.waived = found.document = found.level = found.cause = bad;
      for (auto& mark : found.marks)
        mark = {bad, 0, 3, 77};
    }
    for (KeptExchange& kept : result.exchanges) {
      kept.sent = kept.received = kept.curl = kept.detail = bad;
      kept.silence = bad;
    }
  }
  results.cases[2].exchanges[0].received = bad + std::string(10U << 20U, '<');
  results.cases[2].exchanges[0].received_bytes = results.cases[2].exchanges[0].received.size();
  results.footer.why = results.footer.end = bad;
  return results;
}

Results mixed_run() {
  Results results = small_run();
  const std::string bad = hostile_text();
  const std::vector<CaseResult> plain = results.cases;
  for (const CaseResult& each : plain) {
    CaseResult result = each;
    result.id += " · negative · " + bad;
    result.reason += bad;
    for (KeptFinding& found : result.findings)
      found.expected = found.actual = bad;
    for (KeptExchange& kept : result.exchanges) {
      kept.received += bad;
      kept.received_bytes = kept.received.size();
    }
    results.cases.push_back(result);
  }
  CaseResult known = plain[5];
  known.id += " · example";
  for (KeptFinding& found : known.findings)
    found.known = true;
  known.findings[0].remark = "Goes in March (ada, until 2027-01-31).";
  results.cases.push_back(known);
  CaseResult twin = plain[0];
  results.cases.push_back(twin);
  return results;
}

Results large_run(std::size_t cases) {
  Results results = small_run();
  const CaseResult passed = results.cases[0];
  const CaseResult failed = results.cases[5];
  results.cases.clear();
  results.header.cases.clear();
  results.header.operations.clear();
  for (std::size_t at = 0; at < cases; ++at) {
    const auto operation = static_cast<std::uint32_t>(at);
    const std::string name = fmt::format("GET /things/{:05}/{{id}}", at);
    results.header.operations.push_back(
        {name, "", fmt::format("tag {}", at % 20), operation + 1, {"200", "405"}});
    results.header.cases.push_back({name, operation});
    results.cases.push_back(at % 10 == 0 ? failed : passed);
    results.cases.back().id = name;
    results.cases.back().operation = operation;
  }
  return results;
}

}  // namespace conform
