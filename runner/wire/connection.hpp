#pragma once

#include "runner/wire/deadlines.hpp"
#include "runner/wire/tls.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// The way to the target, shared by all connections of a run and outliving them.
struct Route {
  Deadlines& deadlines;
  std::chrono::milliseconds connect_timeout{};
  std::vector<Tcp::endpoint> endpoints{};  ///< in the order in which they are tried; never empty
  std::unique_ptr<Tls> tls{};              ///< null for http
  std::uint32_t opened = 0;                ///< connections made so far
  bool cut_short = false;                  ///< the run ends at once: nothing may be opened or awaited
};

/// Why no connection came about.
struct ConnectFault {
  Silence silence = Silence::refused;
  std::string detail{};
};

struct Sent {
  std::size_t bytes = 0;
  ErrorCode error{};
};

/// One connection to the target: TCP, or TLS over it.
class Connection {
public:
  Connection(asio::io_context& loop, Route& route);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Tries the addresses in turn, the last good one first; TCP_NODELAY is on before any TLS handshake
  /// (a resumed handshake stalls for 44 ms without it). Each address has the connect timeout.
  [[nodiscard]] Task<std::optional<ConnectFault>> open();

  /// Hands over as many bytes as the system takes at once; nearly always all. With TLS none.
  [[nodiscard]] Sent send_at_once(std::string_view bytes);
  /// Sends the rest, until an error, or until the target says something before it has everything
  /// (RFC 9112 §9.5). `rest` outlives the call.
  [[nodiscard]] Task<Sent> send_rest(std::string_view rest);
  /// The next bytes; zero of them with an error, which is `eof` at the end. Both arguments outlive it.
  [[nodiscard]] Task<std::size_t> receive(std::span<char> into, ErrorCode& error);

  /// The same, but only what comes until `at`: zero bytes without an error when nothing did, and then the
  /// connection stays as it is.
  [[nodiscard]] Task<std::size_t> receive_until(Clock::time_point at, std::span<char> into, ErrorCode& error);

  /// Whether another request may go out: open, and nothing has come since the last answer, neither bytes
  /// nor the end.
  [[nodiscard]] bool is_quiet();
  /// Whether the target has ended it, with nothing left to receive.
  [[nodiscard]] bool has_ended() { return is_open() && waiting() == Waiting::end; }
  void close();

  [[nodiscard]] bool is_open() const { return socket_.is_open(); }
  [[nodiscard]] Deadline& deadline() { return deadline_; }
  [[nodiscard]] std::uint32_t number() const { return number_; }
  [[nodiscard]] bool is_secure() const { return tls_ != nullptr; }
  /// Counts the exchanges on it: 0 the first time.
  [[nodiscard]] std::uint32_t next_position() { return exchanges_++; }
  [[nodiscard]] bool is_fresh() const { return exchanges_ == 0; }

private:
  enum class Waiting { nothing, bytes, end };
  [[nodiscard]] Waiting waiting();
  [[nodiscard]] Task<std::optional<ConnectFault>> dial(Tcp::endpoint endpoint);
  [[nodiscard]] Task<std::optional<ConnectFault>> shake_hands();
  [[nodiscard]] Task<> wait_for_room_or_answer();
  [[nodiscard]] Task<bool> wait_until_readable(Clock::time_point at);
  [[nodiscard]] ConnectFault fault_of(const ErrorCode& error) const;

  Route& route_;
  Socket socket_;
  std::unique_ptr<TlsStream> tls_{};
  Deadline deadline_;
  std::uint32_t number_ = 0;
  std::uint32_t exchanges_ = 0;
};

}  // namespace conform
