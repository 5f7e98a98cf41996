#include "tests/http/reading.hpp"

#include <gtest/gtest.h>

namespace conform::testing_http {
namespace {

std::string keep_alive(const Request& request) {
  return serialise(request, "a.test", Persistence::keep_alive);
}

TEST(SerialisedRequest, PutsHostFirst) {
  const Request request{.target = "/x?y", .fields = {{"Accept", "*/*"}}};
  EXPECT_EQ(keep_alive(request), "GET /x?y HTTP/1.1\r\nHost: a.test\r\nAccept: */*\r\n\r\n");
}

// RFC 9112 §9.6
TEST(SerialisedRequest, SaysCloseWhenAsked) {
  EXPECT_EQ(serialise(Request{}, "a.test", Persistence::close),
            "GET / HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n");
  const Request request{.fields = {{"connection", "x, Close"}}};
  EXPECT_EQ(serialise(request, "a.test", Persistence::close),
            "GET / HTTP/1.1\r\nHost: a.test\r\nconnection: x, Close\r\n\r\n");
}

// RFC 9110 §8.6
TEST(SerialisedRequest, AnnouncesContent) {
  const Request full{.method = "DELETE", .content = "hi"};
  EXPECT_EQ(keep_alive(full), "DELETE / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 2\r\n\r\nhi");
  const Request empty{.has_content = true};
  EXPECT_EQ(keep_alive(empty), "GET / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 0\r\n\r\n");
  const Request promised{.method = "POST"};
  EXPECT_EQ(keep_alive(promised), "POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 0\r\n\r\n");
}

TEST(SerialisedRequest, AddsNothingThatIsGiven) {
  const Request request{
      .method = "POST", .fields = {{"A", "b"}, {"host", "b.test"}, {"content-length", "7"}}, .content = "hi"};
  EXPECT_EQ(keep_alive(request), "POST / HTTP/1.1\r\nhost: b.test\r\nA: b\r\ncontent-length: 7\r\n\r\nhi");
}

// RFC 9112 §7.1
TEST(SerialisedRequest, SendsContentInChunksWhereItSaysSo) {
  Request request{.method = "POST", .fields = {{"Transfer-Encoding", "chunked"}}, .content = "hello"};
  const std::string head = "POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(keep_alive(request), head + "5\r\nhello\r\n0\r\n\r\n");
  request.content.clear();
  EXPECT_EQ(keep_alive(request), head + "0\r\n\r\n");
}

// RFC 9110 §5.5, RFC 9112 §11.1: nothing in a request breaks out of its line.
TEST(SerialisedRequest, CannotBeBrokenOutOf) {
  const Request request{
      .method = "G\r\nE T",
      .target = "/a b\r\nX: y\x7F",
      .fields = {
          {"A", std::string("1\r\nB: 2\n\0 3", 11)}, {"C\r\nD", "4"}, {"E:", "5"}, {"", "6"}, {"F ", "7"}}};
  EXPECT_EQ(serialise(request, "a.test\r\nG: 8", Persistence::keep_alive),
            "GET /a%20b%0D%0AX:%20y%7F HTTP/1.1\r\nHost: a.test  G: 8\r\nA: 1  B: 2   3\r\n\r\n");
}

TEST(SerialisedResponse, IsWrittenAsGiven) {
  Response response{.version = {1, 0}, .status = 99, .reason = "a\nb", .content = "hi"};
  response.fields.add("bad name ", "x\ry");
  EXPECT_EQ(serialise(response), "HTTP/1.0 099 a\nb\r\nbad name : x\ry\r\n\r\nhi");
}

TEST(SerialisedResponse, IsReadBackAsItWas) {
  Response response{.status = 200,
                    .reason = "OK",
                    .fields = {{"Transfer-Encoding", "chunked"}, {"A", "b"}},
                    .trailers = {{"T", "u"}},
                    .content = std::string(300, 'x'),
                    .framing = Framing::chunked};
  const std::string bytes = serialise(response);
  const Outcome outcome = read_whole({bytes});
  const Response& read = *outcome.exchange.response();
  EXPECT_TRUE(is_clean(outcome.exchange));
  EXPECT_EQ(read.fields, response.fields);
  EXPECT_EQ(read.trailers, response.trailers);
  EXPECT_EQ(read.content, response.content);
  EXPECT_EQ(read.ends, outcome.exchange.received.size());
}

}  // namespace
}  // namespace conform::testing_http
