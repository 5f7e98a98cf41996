#include "runner/wire/tls.hpp"

#include <array>

namespace conform {
namespace {

constexpr std::array<unsigned char, 9> http_1_1 = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

bool is_address(const std::string& host) {
  ErrorCode error;
  asio::ip::make_address(host, error);
  return !error;
}

}  // namespace

Tls::Tls(bool verify, std::string host) : host_(std::move(host)), verify_(verify) {
  context_.set_verify_mode(verify ? asio::ssl::verify_peer : asio::ssl::verify_none);
  SSL_CTX* native = context_.native_handle();
  SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
  SSL_CTX_set_alpn_protos(native, http_1_1.data(), http_1_1.size());
}

std::string Tls::trust(const TlsOptions& options) {
  if (!options.verify) return {};
  ErrorCode error;
  if (options.ca_file.empty()) {
    context_.set_default_verify_paths(error);
    return error ? "The system's certificates could not be read: " + error.message() + "." : std::string();
  }
  context_.load_verify_file(options.ca_file, error);
  if (!error) return {};
  return "The certificates in `" + options.ca_file + "` could not be read: " + error.message() + ".";
}

// A server that wants to know who we are asks for it (RFC 8446 §4.3.2).
std::string Tls::identify(const TlsOptions& options) {
  if (options.certificate_file.empty()) return {};
  const std::string& key_file = options.key_file.empty() ? options.certificate_file : options.key_file;
  // Without this OpenSSL would ask for the passphrase of a key on the terminal.
  ErrorCode error;
  context_.set_password_callback(
      [](std::size_t, asio::ssl::context::password_purpose) { return std::string(); }, error);
  context_.use_certificate_chain_file(options.certificate_file, error);
  if (error)
    return "The certificate in `" + options.certificate_file + "` could not be read: " + error.message() +
           ".";
  context_.use_private_key_file(key_file, asio::ssl::context::pem, error);
  if (error) return "The key in `" + key_file + "` could not be used: " + error.message() + ".";
  return {};
}

std::variant<std::unique_ptr<Tls>, std::string> Tls::make(const TlsOptions& options, std::string host) {
  auto tls = std::unique_ptr<Tls>(new Tls(options.verify, std::move(host)));
  if (std::string why = tls->trust(options); !why.empty()) return why;
  if (std::string why = tls->identify(options); !why.empty()) return why;
  return tls;
}

std::unique_ptr<TlsStream> Tls::stream_over(Socket& socket) {
  auto stream = std::make_unique<TlsStream>(socket, context_);
  SSL* native = stream->native_handle();
  const bool by_address = is_address(host_);
  if (!by_address) {
    // SSL_set_tlsext_host_name, which is a macro with a C cast.
    SSL_ctrl(native, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, host_.data());
  }
  if (verify_ && by_address) X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(native), host_.c_str());
  if (verify_ && !by_address) {
    SSL_set_hostflags(native, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    SSL_set1_host(native, host_.c_str());
  }
  if (session_) SSL_set_session(native, session_.get());
  return stream;
}

void Tls::remember_session(TlsStream& stream) {
  SSL* native = stream.native_handle();
  // A session whose connection was freed without a shutdown counts as broken and is not resumed.
  SSL_set_shutdown(native, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
  std::unique_ptr<SSL_SESSION, FreeSession> session(SSL_get1_session(native));
  if (session && SSL_SESSION_is_resumable(session.get()) == 1) session_ = std::move(session);
}

std::string tls_failure(TlsStream& stream, const ErrorCode& error) {
  const long verdict = SSL_get_verify_result(stream.native_handle());
  if (verdict != X509_V_OK && SSL_get_verify_mode(stream.native_handle()) != SSL_VERIFY_NONE) {
    return std::string(X509_verify_cert_error_string(verdict)) + " (" + error.message() + ")";
  }
  return error.message();
}

}  // namespace conform
