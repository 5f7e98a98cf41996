#include "runner/http/exchange.hpp"

#include <cassert>

namespace conform {

std::string_view name_of(Silence silence) {
  switch (silence) {
  case Silence::unresolved: return "unresolved";
  case Silence::refused: return "refused";
  case Silence::connect_timed_out: return "connect-timed-out";
  case Silence::tls_failed: return "tls-failed";
  case Silence::reset: return "reset";
  case Silence::closed: return "closed";
  case Silence::timed_out: return "timed-out";
  case Silence::not_http: return "not-http";
  case Silence::too_large: return "too-large";
  case Silence::interrupted: return "interrupted";
  }
  assert(false);
  return "";
}

std::string_view meaning_of(Silence silence) {
  switch (silence) {
  case Silence::unresolved: return "The host name has no address.";
  case Silence::refused: return "Nobody listens at that address and port.";
  case Silence::connect_timed_out: return "The connection was not established in time.";
  case Silence::tls_failed: return "The TLS handshake failed or the certificate was not accepted.";
  case Silence::reset: return "The connection broke before the response was complete.";
  case Silence::closed: return "The server closed the connection without a final response.";
  case Silence::timed_out: return "No complete final response came in time.";
  case Silence::not_http: return "The server answered with bytes that are no HTTP/1.1.";
  case Silence::too_large: return "What came before the content is larger than the limit.";
  case Silence::interrupted: return "The run was stopped before the response was complete.";
  }
  assert(false);
  return "";
}

}  // namespace conform
