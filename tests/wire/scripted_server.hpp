#pragma once

#include "runner/wire/event_loop.hpp"

#include <boost/asio/ssl/context.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace conform::test {

/// A request as the scripted server met it. Connections and positions count from 0.
struct Heard {
  std::string request{};
  unsigned connection = 0;
  unsigned position = 0;
  bool awaits_content = false;  ///< only the head so far, with `Expect: 100-continue`; the whole comes later
};

/// What it says to that, piece by piece, and what it does then.
struct Reply {
  enum class Then { read_on, read_no_more, close, reset, close_without_tls_goodbye };
  std::vector<std::string> pieces{};
  Then then = Then::read_on;
};

/// A server on a free port of the loopback that says exactly what its script says, right or wrong. Runs in a
/// thread of its own; the script is called there.
class ScriptedServer {
public:
  using Script = std::function<Reply(const Heard&)>;

  explicit ScriptedServer(Script script, std::string address = "127.0.0.1");
  /// Over TLS. The context outlives the server.
  ScriptedServer(Script script, asio::ssl::context& tls);
  ~ScriptedServer();
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] unsigned connections() const { return connections_; }

private:
  Task<> accept();
  Task<> serve_plain(Socket socket, unsigned number);
  Task<> serve_tls(Socket socket, unsigned number);
  template <class Stream> Task<Reply::Then> converse(Stream* stream, unsigned number);
  template <class Stream> Task<Reply::Then> say(Stream* stream, Heard heard);

  Script script_;
  asio::ssl::context* tls_ = nullptr;
  asio::io_context loop_{1};
  asio::basic_socket_acceptor<Tcp, Executor> acceptor_;
  std::uint16_t port_ = 0;
  std::atomic<unsigned> connections_ = 0;
  std::thread thread_;
};

/// A port of the loopback where nobody listens.
[[nodiscard]] std::uint16_t deaf_port();

}  // namespace conform::test
