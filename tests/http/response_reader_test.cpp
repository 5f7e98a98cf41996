#include "tests/http/reading.hpp"

#include <gtest/gtest.h>

namespace conform::testing_http {
namespace {

const std::string chunked_head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t count = 0; count < times; ++count)
    all += text;
  return all;
}

TEST(ResponseReader, GivesFieldsAndOffsets) {
  const Outcome outcome =
      read_whole({"HTTP/1.1 100 C\r\n\r\nHTTP/1.1 200 Fine, thanks\r\nSet-Cookie: a\r\nX:  b \r\n"
                  "set-cookie: c\r\ncontent-length: 2\r\n\r\nhi"});
  const Response& response = *outcome.exchange.response();
  EXPECT_EQ(response.reason, "Fine, thanks");
  EXPECT_EQ(response.fields,
            (Fields{{"Set-Cookie", "a"}, {"X", "b"}, {"set-cookie", "c"}, {"content-length", "2"}}));
  EXPECT_EQ(response.framing, Framing::content_length);
  EXPECT_EQ(outcome.exchange.interim.at(0).ends, 18U);
  EXPECT_EQ(response.begins, 18U);
  EXPECT_EQ(response.head_ends, outcome.exchange.received.size() - 2);
  EXPECT_EQ(response.ends, outcome.exchange.received.size());
}

// RFC 9112 §5.2
TEST(ResponseReader, UnfoldsWithOneSpace) {
  const Outcome outcome = read_whole({"HTTP/1.1 204 N\r\nA: b \r\n \t c\r\nB:\r\n d\r\n \r\nC:e\r\n\r\n"});
  EXPECT_EQ(outcome.exchange.response()->fields, (Fields{{"A", "b c"}, {"B", "d"}, {"C", "e"}}));
}

// RFC 9112 §2.2: SP stands for a bare CR; other control octets stay.
TEST(ResponseReader, PutsSpaceForBareCr) {
  using namespace std::string_view_literals;
  const Outcome outcome = read_whole({"HTTP/1.1 204 a\rb\r\nA: b\rc\0\r\r\n\r\n"sv});
  EXPECT_EQ(outcome.exchange.response()->reason, "a b");
  EXPECT_EQ(outcome.exchange.response()->fields, (Fields{{"A", std::string("b c\0", 4)}}));
}

TEST(ResponseReader, KeepsTrailersApart) {
  const std::string bytes = chunked_head + "0\r\nExpires : x\r\n\ty\r\nContent-Length: 3\r\n\r\n";
  const Outcome outcome = read_whole({bytes});
  EXPECT_EQ(outcome.exchange.response()->trailers, (Fields{{"Expires", "x y"}, {"Content-Length", "3"}}));
  EXPECT_EQ(outcome.exchange.response()->fields.size(), 1U);
}

TEST(ResponseReader, SaysSoWhenTheServerSpeaksTls) {
  using namespace std::string_view_literals;
  const Outcome alert = read_whole({"\x15\x03\x01\0\x02\x02\x16"sv});
  EXPECT_NE(alert.exchange.detail.find("TLS"), std::string::npos);
  const Outcome frame = read_whole({"\0\0\x12\x04\0\0\0\0\0"sv});
  EXPECT_NE(frame.exchange.detail.find("HTTP/2"), std::string::npos);
}

TEST(ResponseReader, IsCompleteAsSoonAsTheEndIsKnown) {
  ResponseReader reader({.method = "GET"});
  EXPECT_FALSE(reader.started());
  EXPECT_EQ(reader.feed("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nh"), ResponseReader::State::reading);
  EXPECT_TRUE(reader.started());
  EXPECT_FALSE(reader.connection_persists());
  EXPECT_EQ(reader.feed("i"), ResponseReader::State::complete);
  EXPECT_TRUE(reader.connection_persists());
  EXPECT_EQ(reader.feed("HTTP/1.1 408 Timeout\r\n\r\n"), ResponseReader::State::complete);
  EXPECT_EQ(reader.leftover(), 24U);
  EXPECT_FALSE(reader.connection_persists());
}

TEST(ResponseReader, KnowsAtTheFirstByteThatItIsNotHttp) {
  ResponseReader reader({.method = "GET"});
  EXPECT_EQ(reader.feed("<"), ResponseReader::State::complete);
}

TEST(ResponseReader, ReadsAgainAfterRestart) {
  ResponseReader reader({.method = "HEAD"});
  Exchange first;
  reader.feed("HTTP/1.1 100 C\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: +9\r\n\r\nlate");
  reader.take(first, Silence::closed);
  EXPECT_EQ(first.anomalies.size(), 1U);
  reader.restart({.method = "GET"});
  EXPECT_EQ(reader.state(), ResponseReader::State::reading);
  Exchange second;
  reader.feed("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
  EXPECT_TRUE(reader.connection_persists());
  reader.take(second, Silence::closed);
  EXPECT_TRUE(is_clean(second));
  EXPECT_EQ(second.response()->content, "hi");
  EXPECT_EQ(second.received.size(), 40U);
}

TEST(ResponseReader, GivesTheReasonForSilenceThatItIsTold) {
  ResponseReader reader({.method = "GET"});
  Exchange exchange;
  reader.feed("HTTP/1.1 102 P\r\n\r\n\r\n");
  reader.take(exchange, Silence::timed_out);
  ASSERT_NE(exchange.silence(), nullptr);
  EXPECT_EQ(*exchange.silence(), Silence::timed_out);
  EXPECT_EQ(exchange.interim.size(), 1U);
  EXPECT_EQ(exchange.anomalies, (std::vector<Anomaly>{{AnomalyKind::bytes_after_interim, 18, 2}}));
}

// What is limited, with bytes that go beyond.
class Limits : public testing::TestWithParam<std::pair<std::string, std::string_view>> {};

TEST_P(Limits, AreKeptHoweverTheBytesAreCut) {
  const auto& [bytes, expected] = GetParam();
  const Wire wire{.bytes = bytes, .limits = {.head = 60, .content = 4, .interim = 2}};
  const Outcome whole = read_whole(wire);
  EXPECT_EQ(summary(whole), expected);
  EXPECT_LE(whole.exchange.received.size(), 200U);
  for (std::size_t piece = 1; piece < bytes.size(); ++piece) {
    ASSERT_EQ(describe(read_in_pieces(wire, piece)), describe(whole)) << piece;
  }
}

const std::pair<std::string, std::string_view> limit_rows[] = {
    {"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n0123", "200 `0123` +"},
    {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n01234567", "200 `0123` truncated"},
    {"HTTP/1.1 200 OK\r\n\r\n0123", "200 `0123`"},
    {"HTTP/1.1 200 OK\r\n\r\n01234567", "200 `0123` truncated"},
    {chunked_head + "2\r\n01\r\n2\r\n23\r\n0\r\n\r\n", "200 `0123` +"},
    {chunked_head + "3\r\n012\r\n3\r\n345\r\n0\r\n\r\n", "200 `0123` truncated"},
    {chunked_head + "2" + repeated(";x=y", 40), "200 `` truncated"},
    {chunked_head + "0\r\n" + repeated("A: b\r\n", 30) + "\r\n", "200 `` truncated"},
    {"HTTP/1.1 200 OK\r\n" + repeated("A: b\r\n", 30) + "\r\n", "too-large"},
    {"HTTP/1.1 200 " + repeated("O", 100), "too-large"},
    {repeated("\r\n", 100), "too-large"},
    {"HTTP/1.1 100 C\r\n\r\n" + repeated("\n", 90) + "HTTP/1.1 200 OK\r\n\r\n",
     "100 > too-large | bytes-after-interim<"
     R"(\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n)"
     R"(\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n>)"},
    {"HTTP/1.1 100 C\r\n\r\n" + repeated("\r\n", 20) + "HTTP/1.1 200 OK\r\n\r\n", "100 > too-large"},
    {repeated("HTTP/1.1 100 C\r\n\r\n", 3), "100 > 100 > 100 > too-large"},
    {"HTTP/1.1 100 C\r\n\r\n" + repeated("x", 100),
     "100 > too-large | bytes-after-interim<xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx>"},
    {repeated("x", 100), "not-http"},
};
INSTANTIATE_TEST_SUITE_P(ResponseReader, Limits, testing::ValuesIn(limit_rows));

TEST(ResponseReader, BoundsItsNotes) {
  const std::string head = "HTTP/1.1 200 OK\n" + repeated("a:\n", 50'000) + "\n";
  const Outcome outcome = read_in_pieces({head}, 4096);
  EXPECT_EQ(outcome.exchange.response()->anomalies.size(), AnomalyList::most_of_a_kind);
  EXPECT_EQ(outcome.exchange.response()->fields.size(), 50'000U);
}

// A reader that looked at the head anew on each feed would need minutes for this.
TEST(ResponseReader, LooksAtEachByteOnce) {
  const std::string bytes =
      "HTTP/1.1 200 OK\r\nA: " + repeated("x", 200'000) + "\r\nContent-Length: 0\r\n\r\n";
  EXPECT_TRUE(read_in_pieces({bytes}, 1).persists);
  const std::string chunks = chunked_head + repeated("1\r\nx\r\n", 40'000) + "0\r\n\r\n";
  EXPECT_EQ(read_in_pieces({chunks}, 1).exchange.response()->content.size(), 40'000U);
}

}  // namespace
}  // namespace conform::testing_http
