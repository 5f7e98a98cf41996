#pragma once

#include "runner/wire/event_loop.hpp"
#include "runner/wire/perform.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <memory>
#include <string>
#include <variant>

namespace conform {

using TlsStream = asio::ssl::stream<Socket&>;

/// What the TLS connections of a run share: trust, and the last session, so that later handshakes resume
/// it. Made only for https: reading the system's certificates takes 20 ms.
class Tls {
public:
  /// A sentence when one of the files of `options` cannot be read, or key and certificate do not belong
  /// together.
  [[nodiscard]] static std::variant<std::unique_ptr<Tls>, std::string> make(const TlsOptions& options,
                                                                            std::string host);

  /// A stream over `socket` that asks for our host by name (SNI, RFC 6066 §3) and will accept only its
  /// certificate (RFC 9110 §4.3.4). The socket outlives it.
  [[nodiscard]] std::unique_ptr<TlsStream> stream_over(Socket& socket);
  /// Keeps the session of a stream that is about to be given up.
  void remember_session(TlsStream& stream);

private:
  struct FreeSession {
    void operator()(SSL_SESSION* session) const { SSL_SESSION_free(session); }
  };
  Tls(bool verify, std::string host);
  [[nodiscard]] std::string trust(const TlsOptions& options);
  [[nodiscard]] std::string identify(const TlsOptions& options);

  asio::ssl::context context_{asio::ssl::context::tls_client};
  std::string host_;
  bool verify_;
  std::unique_ptr<SSL_SESSION, FreeSession> session_{};
};

/// Why a handshake failed: OpenSSL's verdict on the certificate where that was the reason, else its error.
[[nodiscard]] std::string tls_failure(TlsStream& stream, const ErrorCode& error);

}  // namespace conform
