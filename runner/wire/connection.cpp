#include "runner/wire/connection.hpp"

#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/write.hpp>

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>

namespace conform {
namespace {

Silence silence_of_connect(const ErrorCode& error) {
  if (error == asio::error::timed_out) return Silence::connect_timed_out;
  if (error == asio::error::connection_reset) return Silence::reset;
  return Silence::refused;
}

}  // namespace

Connection::Connection(asio::io_context& loop, Route& route)
    : route_(route), socket_(loop.get_executor()), deadline_(route.deadlines, socket_) {}

Connection::~Connection() { close(); }

void Connection::close() {
  if (tls_ && number_ > 0 && is_open()) route_.tls->remember_session(*tls_);
  ErrorCode ignored;
  socket_.close(ignored);
}

ConnectFault Connection::fault_of(const ErrorCode& error) const {
  if (route_.cut_short) return {Silence::interrupted, {}};
  if (deadline_.has_passed()) {
    const auto limit = std::to_string(route_.connect_timeout.count());
    return {Silence::connect_timed_out, "no connection within " + limit + " ms"};
  }
  return {silence_of_connect(error), error.message()};
}

Task<std::optional<ConnectFault>> Connection::dial(Tcp::endpoint endpoint) {
  ErrorCode error;
  socket_.close(error);
  socket_.open(endpoint.protocol(), error);
  if (error == asio::error::no_descriptors) {
    throw std::system_error(std::error_code(error), "opening a connection");
  }
  if (error) co_return fault_of(error);
  deadline_.set(Clock::now() + route_.connect_timeout);
  co_await socket_.async_connect(endpoint, asio::redirect_error(awaited, error));
  if (error || !is_open()) co_return fault_of(error);
  socket_.set_option(Tcp::no_delay(true), error);
  socket_.non_blocking(true, error);
  co_return std::nullopt;
}

Task<std::optional<ConnectFault>> Connection::shake_hands() {
  tls_ = route_.tls->stream_over(socket_);
  ErrorCode error;
  co_await tls_->async_handshake(asio::ssl::stream_base::client, asio::redirect_error(awaited, error));
  if (!error && is_open()) co_return std::nullopt;
  if (route_.cut_short || deadline_.has_passed()) co_return fault_of(error);
  ConnectFault fault;
  fault.silence = Silence::tls_failed;
  fault.detail = tls_failure(*tls_, error);
  co_return fault;
}

Task<std::optional<ConnectFault>> Connection::open() {
  std::optional<ConnectFault> fault;
  for (std::size_t i = 0; i < route_.endpoints.size(); ++i) {
    if (route_.cut_short) break;
    fault = co_await dial(route_.endpoints[i]);
    if (fault) continue;
    // A bad certificate is an answer of the host, not of one of its addresses: the others are not asked.
    if (route_.tls) fault = co_await shake_hands();
    if (fault) break;
    std::rotate(route_.endpoints.begin(),
                route_.endpoints.begin() + static_cast<std::ptrdiff_t>(i),
                route_.endpoints.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    number_ = ++route_.opened;
    break;
  }
  deadline_.clear();
  if (!fault && number_ == 0) fault = fault_of(asio::error::operation_aborted);
  if (fault) close();
  co_return fault;
}

Sent Connection::send_at_once(std::string_view bytes) {
  Sent sent;
  if (tls_) return sent;
  sent.bytes = socket_.write_some(asio::buffer(bytes), sent.error);
  if (sent.error == asio::error::would_block) sent.error.clear();
  return sent;
}

Task<> Connection::wait_for_room_or_answer() {
  // Whichever comes first ends the other wait. The flag outlives this frame in the first handler, which may
  // already be queued when the second wait ends.
  auto still_waiting = std::make_shared<bool>(true);
  auto on_readable = [this, still_waiting](const ErrorCode& error) {
    ErrorCode ignored;
    if (!error && *still_waiting) socket_.cancel(ignored);
  };
  socket_.async_wait(Socket::wait_read, on_readable);
  ErrorCode ignored;
  co_await socket_.async_wait(Socket::wait_write, asio::redirect_error(awaited, ignored));
  *still_waiting = false;
  socket_.cancel(ignored);
}

Task<Sent> Connection::send_rest(std::string_view rest) {
  Sent sent;
  if (tls_) {
    sent.bytes =
        co_await asio::async_write(*tls_, asio::buffer(rest), asio::redirect_error(awaited, sent.error));
    co_return sent;
  }
  while (sent.bytes < rest.size() && !sent.error) {
    sent.bytes += socket_.write_some(asio::buffer(rest.substr(sent.bytes)), sent.error);
    if (sent.error != asio::error::would_block) continue;
    sent.error.clear();
    if (waiting() != Waiting::nothing) break;
    co_await wait_for_room_or_answer();
  }
  co_return sent;
}

Task<std::size_t> Connection::receive(std::span<char> into, ErrorCode& error) {
  const auto buffer = asio::buffer(into.data(), into.size());
  if (tls_) return tls_->async_read_some(buffer, asio::redirect_error(awaited, error));
  return socket_.async_read_some(buffer, asio::redirect_error(awaited, error));
}

// False when there was nothing until `at`.
Task<bool> Connection::wait_until_readable(Clock::time_point at) {
  // The flag outlives this frame in the timer's handler, which may be queued already when the wait ends.
  auto is_waiting = std::make_shared<bool>(true);
  Timer patience(socket_.get_executor());
  patience.expires_at(at);
  auto give_up = [this, is_waiting](const ErrorCode& error) {
    ErrorCode ignored;
    if (!error && *is_waiting) socket_.cancel(ignored);
  };
  patience.async_wait(give_up);
  ErrorCode error;
  if (waiting() == Waiting::nothing)
    co_await socket_.async_wait(Socket::wait_read, asio::redirect_error(awaited, error));
  *is_waiting = false;
  co_return !error;
}

// Bytes below TLS may be no more than session tickets (RFC 8446 §4.6.1) or the beginning of a record: only
// TLS itself can tell, and then the wait goes on.
Task<std::size_t> Connection::receive_until(Clock::time_point at, std::span<char> into, ErrorCode& error) {
  const auto buffer = asio::buffer(into.data(), into.size());
  for (;;) {
    error.clear();
    const std::size_t count = tls_ ? tls_->read_some(buffer, error) : socket_.read_some(buffer, error);
    if (error != asio::error::would_block) co_return count;
    error.clear();
    if (Clock::now() >= at) co_return 0;
    const bool is_readable = co_await wait_until_readable(at);
    if (!is_readable) co_return 0;
  }
}

Connection::Waiting Connection::waiting() {
  char byte = 0;
  const auto count = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  if (count > 0) return Waiting::bytes;
  if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) return Waiting::nothing;
  return Waiting::end;
}

bool Connection::is_quiet() {
  if (!is_open()) return false;
  if (!tls_) return waiting() == Waiting::nothing;
  if (waiting() == Waiting::nothing) return SSL_pending(tls_->native_handle()) == 0;
  // Bytes below TLS may be no more than session tickets (RFC 8446 §4.6.1): let it look at them.
  char byte = 0;
  ErrorCode error;
  const std::size_t count = tls_->read_some(asio::buffer(&byte, 1), error);
  return count == 0 && error == asio::error::would_block;
}

}  // namespace conform
