#include "runner/rules/answer.hpp"

#include "runner/rules/fact.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace conform::testing {
namespace {

Answer answer_with(int status, std::string content = {}) {
  Answer answer;
  answer.final = {.status = status, .reason = "R", .content = std::move(content)};
  return answer;
}

TEST(Answer, GetsAContentLengthWhereOneMayBe) {
  EXPECT_EQ(to_bytes(answer_with(200, "hi")), "HTTP/1.1 200 R\r\nContent-Length: 2\r\n\r\nhi");
  EXPECT_EQ(to_bytes(answer_with(205)), "HTTP/1.1 205 R\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(to_bytes(answer_with(204, "hi")), "HTTP/1.1 204 R\r\n\r\n");
  EXPECT_EQ(to_bytes(answer_with(304)), "HTTP/1.1 304 R\r\n\r\n");
  EXPECT_EQ(to_bytes(answer_with(101)), "HTTP/1.1 101 R\r\n\r\n");
}

TEST(Answer, KeepsTheFramingThatItsFieldsGive) {
  Answer answer = answer_with(200, "hello");
  answer.final.fields = {{"Content-Length", "9"}};
  EXPECT_EQ(to_bytes(answer), "HTTP/1.1 200 R\r\nContent-Length: 9\r\n\r\nhello");
  answer.final.fields = {{"Transfer-Encoding", "chunked"}};
  answer.final.trailers = {{"X-Sum", "1"}};
  EXPECT_EQ(to_bytes(answer),
            "HTTP/1.1 200 R\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n");
  answer = answer_with(200, "hello");
  answer.framed = false;
  EXPECT_EQ(to_bytes(answer), "HTTP/1.1 200 R\r\n\r\nhello");
}

TEST(Answer, CountsButDoesNotSendContentForHead) {
  Answer answer = answer_with(200, "hello");
  answer.answers_head = true;
  EXPECT_EQ(to_bytes(answer), "HTTP/1.1 200 R\r\nContent-Length: 5\r\n\r\n");
}

TEST(Answer, SendsInterimResponsesFirst) {
  Answer answer = answer_with(200);
  answer.interim.push_back({.status = 103, .reason = "Early Hints", .fields = {{"Link", "</a>"}}});
  EXPECT_EQ(to_bytes(answer),
            "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 R\r\nContent-Length: 0\r\n\r\n");
  answer.has_final = false;
  EXPECT_EQ(to_bytes(answer), "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
}

bool notes(const Exchange& exchange, AnomalyKind kind) {
  const auto is_it = [kind](const Anomaly& anomaly) { return anomaly.kind == kind; };
  const auto has = [&is_it](const Response& message) {
    return std::ranges::any_of(message.anomalies, is_it);
  };
  return std::ranges::any_of(exchange.anomalies, is_it) || std::ranges::any_of(exchange.interim, has) ||
         (exchange.response() != nullptr && has(*exchange.response()));
}

TEST(Answer, IsReadWithEachFaultThatIsWrittenIntoIt) {
  for (std::size_t number = 0; number < anomaly_kinds; ++number) {
    const auto kind = static_cast<AnomalyKind>(number);
    const bool needs_204 = kind == AnomalyKind::content_length_forbidden ||
                           kind == AnomalyKind::transfer_encoding_forbidden ||
                           kind == AnomalyKind::content_where_none_may_be;
    Answer answer = answer_with(needs_204 ? 204 : 200, needs_204 ? "" : "hello");
    answer.faults = {kind};
    EXPECT_TRUE(notes(exchange_of(answer, {}), kind)) << name_of(kind) << '\n' << to_bytes(answer);
  }
}

TEST(Answer, IsReadAsItWasMeant) {
  const Exchange exchange = exchange_of(answer_with(404, "hello"), {});
  ASSERT_NE(exchange.response(), nullptr);
  EXPECT_EQ(exchange.response()->status, 404);
  EXPECT_EQ(exchange.response()->content, "hello");
  EXPECT_TRUE(exchange.response()->anomalies.empty());
}

}  // namespace
}  // namespace conform::testing
