#include "runner/mock/request_reader.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

using State = RequestRead::State;

TEST(ReadRequest, TakesOneOfSeveral) {
  const std::string first = "POST /a?b HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc";
  const RequestRead read = read_request(first + "GET / HTTP/1.1\r\n\r\n");
  ASSERT_EQ(read.state, State::complete);
  EXPECT_EQ(read.length, first.size());
  EXPECT_EQ(read.head, first.size() - 3);
  EXPECT_EQ(read.request.method, "POST");
  EXPECT_EQ(read.request.target, "/a?b");
  EXPECT_EQ(read.request.content, "abc");
  EXPECT_EQ(read.request.fields.combined("host"), "x");
  EXPECT_TRUE(read.persists);
}

TEST(ReadRequest, ReadsChunks) {
  const RequestRead read = read_request(
      "PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n");
  ASSERT_EQ(read.state, State::complete);
  EXPECT_EQ(read.request.content, "abc");
  EXPECT_TRUE(read.chunked);
}

TEST(ReadRequest, WaitsForTheRest) {
  const std::string whole = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc";
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(read_request(whole.substr(0, size)).state, State::incomplete) << size;
  }
  EXPECT_EQ(read_request(whole).state, State::complete);
}

TEST(ReadRequest, KnowsWhetherTheClientGoesOn) {
  EXPECT_FALSE(read_request("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").persists);
  EXPECT_FALSE(read_request("GET / HTTP/1.0\r\n\r\n").persists);
}

TEST(ReadRequest, RefusesGarbageWithASentence) {
  const std::string table[] = {
      "\x16\x03\x01\x02",
      "GET\r\n\r\n",
      "GET / HTTP/9.9\r\n\r\n",
      "GET / HTTP/1.1\r\nno colon\r\n\r\n",
      "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
      "GET / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n",
      "GET / HTTP/1.1\r\nX: " + std::string(100'000, 'x'),
  };
  for (const std::string& bytes : table) {
    const RequestRead read = read_request(bytes);
    EXPECT_EQ(read.state, State::refused) << bytes.substr(0, 60);
    EXPECT_TRUE(read.why.ends_with('.')) << read.why;
  }
}

}  // namespace
}  // namespace conform
