#include "runner/mock/mock.hpp"

#include "runner/mock/answering.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <system_error>
#include <thread>

namespace conform {
namespace {

namespace asio = boost::asio;
using Executor = asio::io_context::executor_type;
using Tcp = asio::ip::tcp;
using Socket = asio::basic_stream_socket<Tcp, Executor>;
using Clock = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
using Error = boost::system::error_code;
template <class Result = void> using Task = asio::awaitable<Result, Executor>;
constexpr asio::use_awaitable_t<Executor> awaited{};

// More than the largest request that is read.
constexpr std::size_t most_waiting = 18U << 20U;

void check(const Error& error, std::uint16_t port) {
  if (!error) return;
  throw std::system_error(std::error_code(error), "listening on 127.0.0.1:" + std::to_string(port));
}

}  // namespace

struct MockServer::State {
  State(std::shared_ptr<const Api> api, std::shared_ptr<const RuleBook> rules, const MockOptions& options);
  ~State();
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void listen(std::uint16_t wanted);
  Task<> accept();
  Task<> serve(Socket socket);
  Task<bool> send(Socket* socket, const Reply* reply);
  Task<> say_goodbye(Socket socket);

  Answering answering;
  std::atomic<std::uint64_t> requests = 0;
  std::uint16_t port = 0;
  asio::io_context loop{1};
  asio::basic_socket_acceptor<Tcp, Executor> acceptor{loop.get_executor()};
  std::thread thread{};
};

MockServer::State::State(std::shared_ptr<const Api> api,
                         std::shared_ptr<const RuleBook> rules,
                         const MockOptions& options)
    : answering(std::move(api), std::move(rules), options) {
  listen(options.port);
  asio::co_spawn(loop, accept(), asio::detached);
  thread = std::thread([this] { loop.run(); });
}

MockServer::State::~State() {
  loop.stop();
  thread.join();
}

void MockServer::State::listen(std::uint16_t wanted) {
  Error error;
  const Tcp::endpoint endpoint(asio::ip::address_v4::loopback(), wanted);
  acceptor.open(endpoint.protocol(), error);
  check(error, wanted);
  acceptor.set_option(asio::socket_base::reuse_address(true), error);
  check(error, wanted);
  acceptor.bind(endpoint, error);
  check(error, wanted);
  acceptor.listen(asio::socket_base::max_listen_connections, error);
  check(error, wanted);
  port = acceptor.local_endpoint(error).port();
  check(error, wanted);
}

Task<> MockServer::State::accept() {
  Timer pause(loop.get_executor());
  for (;;) {
    Error error;
    Socket socket(loop.get_executor());
    co_await acceptor.async_accept(socket, asio::redirect_error(awaited, error));
    if (!error) {
      asio::co_spawn(loop, serve(std::move(socket)), asio::detached);
      continue;
    }
    // Too many open files, say: others may end meanwhile.
    pause.expires_after(std::chrono::milliseconds(20));
    co_await pause.async_wait(asio::redirect_error(awaited, error));
  }
}

Task<bool> MockServer::State::send(Socket* socket, const Reply* reply) {
  // The reply may be overwritten while this waits: what was not sent at once is copied.
  Error error;
  const std::size_t sent = socket->write_some(asio::buffer(reply->bytes), error);
  if (error && error != asio::error::would_block) co_return false;
  if (sent == reply->bytes.size()) co_return true;
  const std::string rest = reply->bytes.substr(sent);
  co_await asio::async_write(*socket, asio::buffer(rest), asio::redirect_error(awaited, error));
  co_return !error;
}

// RFC 9112 §9.6: no more is sent, and what still comes is read, or else the client might lose the answer.
Task<> MockServer::State::say_goodbye(Socket socket) {
  Error error;
  // Shared, because the timer's handler may be queued already when the reading ends.
  auto shared = std::make_shared<Socket>(std::move(socket));
  shared->shutdown(Socket::shutdown_send, error);
  Timer patience(loop.get_executor());
  patience.expires_after(std::chrono::seconds(2));
  auto close = [shared](const Error&) {
    Error ignored;
    shared->close(ignored);
  };
  patience.async_wait(close);
  std::array<char, 4096> ignored{};
  const auto buffer = asio::buffer(ignored);
  while (!error)
    co_await shared->async_read_some(buffer, asio::redirect_error(awaited, error));
}

Task<> MockServer::State::serve(Socket socket) {
  Error error;
  socket.set_option(Tcp::no_delay(true), error);
  socket.non_blocking(true, error);
  std::string waiting;
  bool has_asked = false;          // for the content of the request that is coming in
  std::array<char, 16384> buffer;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled by reads
  const auto space = asio::buffer(buffer);
  for (;;) {
    const std::size_t count = co_await socket.async_read_some(space, asio::redirect_error(awaited, error));
    if (error) co_return;
    waiting.append(buffer.data(), count);
    std::size_t used = 0;
    for (;;) {
      const Answering::Next next = answering.next(std::string_view(waiting).substr(used));
      if (next.reply == nullptr || (next.asks_for_content && has_asked)) break;
      has_asked = next.asks_for_content;
      used += next.used;
      requests += has_asked ? 0 : 1;
      const bool ends = next.reply->close;
      const bool sent = co_await send(&socket, next.reply);
      if (!sent) co_return;
      if (!ends) continue;
      co_await say_goodbye(std::move(socket));
      co_return;
    }
    waiting.erase(0, used);
    if (waiting.size() > most_waiting) co_return;
  }
}

MockServer::MockServer(std::shared_ptr<const Api> api,
                       std::shared_ptr<const RuleBook> rules,
                       const MockOptions& options)
    : state_(std::make_unique<State>(std::move(api), std::move(rules), options)) {}

MockServer::~MockServer() = default;

std::uint16_t MockServer::port() const { return state_->port; }

std::uint64_t MockServer::requests() const { return state_->requests; }

}  // namespace conform
