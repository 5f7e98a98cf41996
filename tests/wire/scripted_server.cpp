#include "tests/wire/scripted_server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <charconv>

namespace conform::test {
namespace {

std::size_t content_length(std::string_view head) {
  const std::string_view name = "Content-Length: ";
  const std::size_t at = head.find(name);
  std::size_t length = 0;
  if (at != std::string_view::npos) {
    std::from_chars(head.data() + at + name.size(), head.data() + head.size(), length);
  }
  return length;
}

// The first request in `bytes`, or nothing yet.
std::string first_request(const std::string& bytes) {
  const std::size_t end = bytes.find("\r\n\r\n");
  if (end == std::string::npos) return {};
  const std::size_t length = end + 4 + content_length(std::string_view(bytes).substr(0, end + 2));
  return length <= bytes.size() ? bytes.substr(0, length) : std::string();
}

// The head of a request whose content waits for a word.
std::string expecting_head(const std::string& bytes) {
  const std::size_t end = bytes.find("\r\n\r\n");
  const bool expects = end != std::string::npos && bytes.find("Expect: 100-continue") < end;
  return expects ? bytes.substr(0, end + 4) : std::string();
}

Tcp::endpoint any_port_of(const std::string& address) {
  return Tcp::endpoint(asio::ip::make_address(address), 0);
}

void reset(Socket& socket) {
  ErrorCode ignored;
  socket.set_option(asio::socket_base::linger(true, 0), ignored);
  socket.close(ignored);
}

}  // namespace

ScriptedServer::ScriptedServer(Script script, std::string address)
    : script_(std::move(script)), acceptor_(loop_.get_executor(), any_port_of(address)),
      port_(acceptor_.local_endpoint().port()) {
  asio::co_spawn(loop_, accept(), asio::detached);
  thread_ = std::thread([this] { loop_.run(); });
}

ScriptedServer::ScriptedServer(Script script, asio::ssl::context& tls)
    : script_(std::move(script)), tls_(&tls), acceptor_(loop_.get_executor(), any_port_of("127.0.0.1")),
      port_(acceptor_.local_endpoint().port()) {
  asio::co_spawn(loop_, accept(), asio::detached);
  thread_ = std::thread([this] { loop_.run(); });
}

ScriptedServer::~ScriptedServer() {
  loop_.stop();
  thread_.join();
}

Task<> ScriptedServer::accept() {
  for (;;) {
    Socket socket(loop_.get_executor());
    co_await acceptor_.async_accept(socket, awaited);
    const unsigned number = connections_++;
    auto serving =
        tls_ != nullptr ? serve_tls(std::move(socket), number) : serve_plain(std::move(socket), number);
    asio::co_spawn(loop_, std::move(serving), asio::detached);
  }
}

template <class Stream> Task<Reply::Then> ScriptedServer::say(Stream* stream, Heard heard) {
  const Reply reply = script_(heard);
  ErrorCode error;
  for (const std::string& piece : reply.pieces) {
    co_await asio::async_write(*stream, asio::buffer(piece), asio::redirect_error(awaited, error));
  }
  co_return reply.then;
}

template <class Stream> Task<Reply::Then> ScriptedServer::converse(Stream* stream, unsigned number) {
  std::string bytes;
  std::array<char, 4096> buffer{};
  for (unsigned position = 0;; ++position) {
    ErrorCode error;
    Heard heard;
    heard.connection = number;
    heard.position = position;
    while ((heard.request = first_request(bytes)).empty()) {
      const auto count =
          co_await stream->async_read_some(asio::buffer(buffer), asio::redirect_error(awaited, error));
      if (error) co_return Reply::Then::close;
      bytes.append(buffer.data(), count);
      heard.request = expecting_head(bytes);
      if (heard.request.empty() || heard.awaits_content || !first_request(bytes).empty()) continue;
      heard.awaits_content = true;
      const Reply::Then then = co_await say(stream, heard);
      if (then != Reply::Then::read_on) co_return then;
    }
    heard.awaits_content = false;
    bytes.erase(0, heard.request.size());
    const Reply::Then then = co_await say(stream, heard);
    if (then != Reply::Then::read_on) co_return then;
  }
}

Task<> ScriptedServer::serve_plain(Socket socket, unsigned number) {
  socket.set_option(Tcp::no_delay(true));
  const Reply::Then then = co_await converse(&socket, number);
  if (then == Reply::Then::reset) reset(socket);
  if (then != Reply::Then::read_no_more) co_return;
  Timer never(loop_.get_executor(), std::chrono::steady_clock::time_point::max());
  co_await never.async_wait(awaited);
}

Task<> ScriptedServer::serve_tls(Socket socket, unsigned number) {
  socket.set_option(Tcp::no_delay(true));
  asio::ssl::stream<Socket&> stream(socket, *tls_);
  ErrorCode error;
  co_await stream.async_handshake(asio::ssl::stream_base::server, asio::redirect_error(awaited, error));
  if (error) co_return;
  const Reply::Then then = co_await converse(&stream, number);
  if (then == Reply::Then::reset) reset(socket);
  if (then != Reply::Then::close) co_return;
  co_await stream.async_shutdown(asio::redirect_error(awaited, error));
}

std::uint16_t deaf_port() {
  asio::io_context loop;
  asio::basic_socket_acceptor<Tcp, Executor> acceptor(loop.get_executor(), any_port_of("127.0.0.1"));
  return acceptor.local_endpoint().port();
}

}  // namespace conform::test
