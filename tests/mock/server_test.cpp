#include "runner/mock/mock.hpp"

#include "tests/mock/small_document.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

#include <array>
#include <system_error>

namespace conform::test {
namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;

/// A client of one connection that waits for as many answers as it is told.
class Client {
public:
  explicit Client(std::uint16_t port) : socket_(loop_) {
    socket_.connect(Tcp::endpoint(asio::ip::address_v4::loopback(), port));
    socket_.set_option(Tcp::no_delay(true));
  }
  void send(const std::string& bytes) { asio::write(socket_, asio::buffer(bytes)); }
  /// Everything up to the end of the connection.
  std::string rest() {
    std::string all;
    boost::system::error_code error;
    std::array<char, 4096> buffer{};
    while (!error)
      all.append(buffer.data(), socket_.read_some(asio::buffer(buffer), error));
    return all;
  }
  /// The next bytes until `end` is their end.
  std::string until(const std::string& end) {
    std::string all;
    std::array<char, 1> byte{};
    while (!all.ends_with(end)) {
      socket_.read_some(asio::buffer(byte));
      all += byte[0];
    }
    return all;
  }

private:
  asio::io_context loop_;
  Tcp::socket socket_;
};

const std::string paths = R"(
  /books:
    get:
      responses:
        '200': { description: Books., content: { text/plain: { example: Emma } } }
        '401': { description: No. }
    post:
      responses:
        '201': { description: Made., content: { text/plain: { example: Made } } }
)";

const std::string suite = R"(
test/401-challenge:
  level: must
  source: RFC 9110 §15.5.2
  text: A 401 response has a challenge.
  when: { status: 401 }
  require: { field.WWW-Authenticate: { present: true } }
  examples:
    - pass: |
        HTTP/1.1 401 Unauthorized
        WWW-Authenticate: Basic realm="x"
    - fail: |
        HTTP/1.1 401 Unauthorized
)";

struct Setting {
  SmallApi small = api_of(paths);
  MockServer server;
  explicit Setting(MockOptions options = {}) : server(small.api, rules_of(suite), std::move(options)) {}

  /// One request on a connection of its own.
  std::string ask(const std::string& line, const std::string& fields = {}) {
    Client client(server.port());
    client.send(line + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + fields + "\r\n");
    return client.rest();
  }
};

TEST(MockServer, AnswersManyRequestsOnOneConnection) {
  Setting setting;
  Client client(setting.server.port());
  for (int i = 0; i < 3; ++i) {
    client.send("GET /books?n=1 HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_TRUE(client.until("Emma").starts_with("HTTP/1.1 200 OK\r\n"));
    client.send("POST /books HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody");
    EXPECT_TRUE(client.until("\r\n\r\nMade").starts_with("HTTP/1.1 201 Created\r\n"));
  }
  EXPECT_EQ(setting.server.requests(), 6U);
}

TEST(MockServer, AnswersPipelinedRequestsInOrder) {
  Setting setting;
  Client client(setting.server.port());
  client.send("GET /books HTTP/1.1\r\nHost: x\r\n\r\nPOST /books HTTP/1.1\r\nHost: x\r\nContent-Length: "
              "1\r\n\r\nxGET "
              "/books HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string all = client.rest();
  const std::size_t first = all.find("200 OK");
  const std::size_t second = all.find("201 Created");
  const std::size_t third = all.rfind("200 OK");
  EXPECT_LT(first, second);
  EXPECT_LT(second, third);
  EXPECT_NE(third, std::string::npos);
}

TEST(MockServer, ReadsRequestsThatComeInPieces) {
  Setting setting;
  Client client(setting.server.port());
  const std::string request = "POST /books HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab";
  for (int i = 0; i < 2; ++i) {
    for (const char byte : request)
      client.send(std::string(1, byte));
    EXPECT_TRUE(client.until("\r\n\r\nMade").starts_with("HTTP/1.1 201 Created\r\n"));
  }
}

TEST(MockServer, AnswersHead) {
  Setting setting;
  const std::string answer = setting.ask("HEAD /books");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_NE(answer.find("Content-Length: 4\r\n"), std::string::npos);
  EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
}

TEST(MockServer, RefusesWhatTheDocumentDoesNotHave) {
  Setting setting;
  const std::string unknown = setting.ask("GET /films");
  EXPECT_TRUE(unknown.starts_with("HTTP/1.1 404 Not Found\r\n"));
  EXPECT_NE(unknown.find("no path that `/films` matches"), std::string::npos);
  const std::string refused = setting.ask("DELETE /books");
  EXPECT_TRUE(refused.starts_with("HTTP/1.1 405 Method Not Allowed\r\n"));
  EXPECT_NE(refused.find("Allow: GET, HEAD, POST\r\n"), std::string::npos);
}

TEST(MockServer, AnswersGarbageWith400) {
  Setting setting;
  Client client(setting.server.port());
  client.send("\x16\x03\x01 what\r\n\r\n");
  EXPECT_TRUE(client.rest().starts_with("HTTP/1.1 400 Bad Request\r\n"));
  EXPECT_TRUE(setting.ask("GET /books").starts_with("HTTP/1.1 200 OK\r\n"));
}

TEST(MockServer, ServesBelowItsBasePath) {
  MockOptions options;
  options.base_path = "/v1";
  Setting setting(options);
  EXPECT_TRUE(setting.ask("GET /v1/books").starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_TRUE(setting.ask("GET /books").starts_with("HTTP/1.1 404 Not Found\r\n"));
}

TEST(MockServer, BreaksTheRuleItIsToldTo) {
  Setting clean;
  EXPECT_NE(clean.ask("GET /books", "Prefer: code=401\r\n").find("WWW-Authenticate"), std::string::npos);
  MockOptions options;
  options.break_rule = "test/401-challenge";
  Setting broken(options);
  const std::string answer = broken.ask("GET /books");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 401 Unauthorized\r\n"));
  EXPECT_EQ(answer.find("WWW-Authenticate"), std::string::npos);
  EXPECT_TRUE(broken.ask("POST /books").starts_with("HTTP/1.1 201 Created\r\n"));
}

TEST(MockServer, SaysWhenItCannotBegin) {
  Setting setting;
  MockOptions taken;
  taken.port = setting.server.port();
  EXPECT_THROW(Setting again(taken), std::system_error);
  MockOptions unknown;
  unknown.break_rule = "no/such-rule";
  EXPECT_THROW(Setting again(unknown), std::invalid_argument);
}

}  // namespace
}  // namespace conform::test
