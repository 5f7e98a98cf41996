#include "tests/wire/certificate.hpp"
#include "tests/wire/performing.hpp"
#include "tests/wire/scripted_server.hpp"

#include <gtest/gtest.h>

namespace conform::test {
namespace {

constexpr auto ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

ScriptedServer::Script always(Reply reply) {
  return [reply](const Heard&) { return reply; };
}

Target https(std::uint16_t port, std::string host = "127.0.0.1") {
  Target target;
  target.scheme = "https";
  target.host = std::move(host);
  target.port = port;
  return target;
}

/// A server with a certificate for `names`, and options that trust it.
struct TlsSetting {
  Certificate certificate;
  TemporaryFile ca_file;
  asio::ssl::context context;
  ScriptedServer server;
  WireOptions options = one_job();

  TlsSetting(const std::string& names, Reply reply)
      : certificate(make_certificate(names)), ca_file(certificate.certificate),
        context(server_context(certificate)), server(always(std::move(reply)), context) {
    options.tls.ca_file = ca_file.path();
  }
};

TEST(PerformOverTls, KeepsAConnectionWhoseCertificateIsGood) {
  TlsSetting setting("DNS:localhost,IP:127.0.0.1", {{ok}});
  for (const std::string host : {"127.0.0.1", "localhost"}) {
    const Outcome outcome =
        perform_all(https(setting.server.port(), host), setting.options, {{step()}, {step()}, {step()}});
    ASSERT_EQ(outcome.trials.size(), 3U) << outcome.performed.why;
    for (std::size_t i = 0; i < 3; ++i)
      EXPECT_EQ(outcome.status(i), 200);
    EXPECT_EQ(outcome.performed.connections, 1U);
  }
}

TEST(PerformOverTls, RefusesACertificateThatNobodyVouchesFor) {
  TlsSetting setting("DNS:localhost,IP:127.0.0.1", {{ok}});
  setting.options.tls.ca_file.clear();
  const Outcome outcome = perform_all(https(setting.server.port()), setting.options, {{step()}});
  EXPECT_EQ(outcome.performed.end, Performed::End::unreachable);
  EXPECT_NE(outcome.performed.why.find("self-signed certificate"), std::string::npos)
      << outcome.performed.why;
  EXPECT_EQ(outcome.taken, 0U);
}

TEST(PerformOverTls, RefusesACertificateForAnotherHost) {
  TlsSetting setting("DNS:example.org,IP:127.0.0.2", {{ok}});
  const Outcome by_address = perform_all(https(setting.server.port()), setting.options, {{step()}});
  EXPECT_NE(by_address.performed.why.find("IP address mismatch"), std::string::npos)
      << by_address.performed.why;
  const Outcome by_name = perform_all(https(setting.server.port(), "localhost"), setting.options, {{step()}});
  EXPECT_NE(by_name.performed.why.find("hostname mismatch"), std::string::npos) << by_name.performed.why;
}

TEST(PerformOverTls, AcceptsAnyCertificateWhenTold) {
  TlsSetting setting("DNS:example.org", {{ok}});
  setting.options.tls.ca_file.clear();
  setting.options.tls.verify = false;
  const Outcome outcome = perform_all(https(setting.server.port()), setting.options, {{step()}});
  ASSERT_EQ(outcome.trials.size(), 1U) << outcome.performed.why;
  EXPECT_EQ(outcome.status(0), 200);
}

TEST(PerformOverTls, ShowsOurCertificateToAServerThatAsks) {
  TlsSetting setting("IP:127.0.0.1", {{ok}, Reply::Then::close});
  const Certificate ours = make_certificate("DNS:client.example");
  const TemporaryFile certificate(ours.certificate);
  const TemporaryFile key(ours.key);
  const TemporaryFile both(ours.certificate + ours.key);
  setting.context.set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert);
  setting.context.add_certificate_authority(asio::buffer(ours.certificate));
  const Step alone = step("GET", Persistence::close);
  const Outcome without = perform_all(https(setting.server.port()), setting.options, {{alone}});
  EXPECT_TRUE(without.trials.empty() || without.exchange(0).response() == nullptr);
  setting.options.tls.certificate_file = certificate.path();
  setting.options.tls.key_file = key.path();
  const Outcome with = perform_all(https(setting.server.port()), setting.options, {{alone}});
  ASSERT_EQ(with.trials.size(), 1U) << with.performed.why;
  EXPECT_EQ(with.status(0), 200);
  setting.options.tls.certificate_file = both.path();
  setting.options.tls.key_file.clear();
  const Outcome in_one_file = perform_all(https(setting.server.port()), setting.options, {{alone}});
  ASSERT_EQ(in_one_file.trials.size(), 1U) << in_one_file.performed.why;
  EXPECT_EQ(in_one_file.status(0), 200);
}

TEST(PerformOverTls, SaysWhatIsWrongWithOurCertificate) {
  TlsSetting setting("IP:127.0.0.1", {{ok}});
  const TemporaryFile certificate(make_certificate("DNS:client.example").certificate);
  const TemporaryFile key(make_certificate("DNS:other.example").key);
  const auto why = [&](const std::string& certificate_file, const std::string& key_file) {
    setting.options.tls.certificate_file = certificate_file;
    setting.options.tls.key_file = key_file;
    return perform_all(https(setting.server.port()), setting.options, {{step()}}).performed.why;
  };
  EXPECT_NE(why("/nowhere.pem", "").find("The certificate in `/nowhere.pem`"), std::string::npos);
  EXPECT_NE(why(certificate.path(), "/nowhere.key").find("The key in `/nowhere.key`"), std::string::npos);
  EXPECT_NE(why(certificate.path(), key.path()).find("The key in `" + key.path() + "`"), std::string::npos);
}

TEST(PerformOverTls, ReadsAConnectionToItsEnd) {
  TlsSetting setting("IP:127.0.0.1", {{"HTTP/1.1 204 No Content\r\n\r\n", "late"}, Reply::Then::close});
  const Step alone = step("GET", Persistence::close);
  const Outcome outcome = perform_all(https(setting.server.port()), setting.options, {{alone}, {alone}});
  ASSERT_EQ(outcome.trials.size(), 2U) << outcome.performed.why;
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(outcome.status(i), 204);
    EXPECT_TRUE(outcome.exchange(i).closed_by_server);
    EXPECT_EQ(outcome.exchange(i).received, "HTTP/1.1 204 No Content\r\n\r\nlate");
  }
}

/// A POST that holds its content back, on a new connection: with TLS 1.3 session tickets come first.
Step post_that_waits() {
  static const ProbeStep withholding{.withholds_content = true, .method = "POST"};
  Step made = step("POST", Persistence::close);
  made.probing = &withholding;
  made.request.fields.add("Expect", "100-continue");
  made.request.content = "abc";
  made.request.has_content = true;
  return made;
}

/// What comes of a few of them when the server says `word` to the head, and `ok` to the content.
std::vector<Trial> withheld_from_one_that_says(const std::string& word) {
  const Certificate certificate = make_certificate("IP:127.0.0.1");
  asio::ssl::context context = server_context(certificate);
  const auto script = [&word](const Heard& heard) {
    if (heard.awaits_content && word.empty()) return Reply{};
    return Reply{{heard.awaits_content ? word : ok}, Reply::Then::close};
  };
  const ScriptedServer server(script, context);
  WireOptions options = one_job();
  options.tls.verify = false;
  options.expect_timeout = std::chrono::milliseconds(word.empty() ? 50 : 20'000);
  const Step post = post_that_waits();
  return perform_all(https(server.port()), options, {{post}, {post}, {post}}).trials;
}

TEST(PerformOverTls, SendsContentUnaskedAfterAWhile) {
  const auto trials = withheld_from_one_that_says("");
  ASSERT_EQ(trials.size(), 3U);
  for (const Trial& trial : trials) {
    const Exchange& exchange = trial.exchanges.at(0);
    ASSERT_NE(exchange.response(), nullptr);
    EXPECT_EQ(exchange.response()->status, 200);
    EXPECT_FALSE(exchange.answered_early);
    EXPECT_TRUE(exchange.sent.ends_with("\r\n\r\nabc"));
  }
}

TEST(PerformOverTls, SendsNoContentAfterAFinalAnswer) {
  const auto trials = withheld_from_one_that_says("HTTP/1.1 413 No\r\nContent-Length: 0\r\n\r\n");
  ASSERT_EQ(trials.size(), 3U);
  for (const Trial& trial : trials) {
    const Exchange& exchange = trial.exchanges.at(0);
    ASSERT_NE(exchange.response(), nullptr);
    EXPECT_EQ(exchange.response()->status, 413);
    EXPECT_TRUE(exchange.answered_early);
    EXPECT_TRUE(exchange.sent.ends_with("\r\n\r\n"));
    EXPECT_TRUE(exchange.closed_by_server);
  }
}

TEST(PerformOverTls, NotesContentThatEndsWithoutATlsGoodbye) {
  TlsSetting setting("IP:127.0.0.1",
                     {{"HTTP/1.1 200 OK\r\n\r\nall?"}, Reply::Then::close_without_tls_goodbye});
  const Outcome outcome = perform_all(https(setting.server.port()), setting.options, {{step()}});
  ASSERT_EQ(outcome.status(0), 200);
  EXPECT_EQ(outcome.exchange(0).response()->content, "all?");
  EXPECT_EQ(outcome.exchange(0).detail, "stream truncated");
  const auto& anomalies = outcome.exchange(0).response()->anomalies;
  ASSERT_EQ(anomalies.size(), 1U);
  EXPECT_EQ(anomalies.front().kind, AnomalyKind::content_cut_short);
}

TEST(PerformOverTls, NoticesTheEndOfAKeptConnection) {
  TlsSetting setting("IP:127.0.0.1", {{ok}, Reply::Then::close});
  const Outcome outcome = perform_all(
      https(setting.server.port()), setting.options, std::vector<std::vector<Step>>(10, {step()}));
  ASSERT_EQ(outcome.trials.size(), 10U) << outcome.performed.why;
  for (std::size_t i = 0; i < 10; ++i)
    EXPECT_EQ(outcome.status(i), 200) << i;
}

TEST(PerformOverTls, SaysThatAPlainServerSpeaksNoTls) {
  ScriptedServer server(always({{"HTTP/1.1 400 Bad Request\r\n\r\n"}, Reply::Then::close}));
  WireOptions options = one_job();
  options.tls.verify = false;
  options.connect_timeout = std::chrono::milliseconds(50);
  const Outcome outcome = perform_all(https(server.port()), options, {{step()}});
  EXPECT_EQ(outcome.performed.end, Performed::End::unreachable);
  EXPECT_FALSE(outcome.performed.why.empty());
}

TEST(PerformOverTls, SaysWhenTheCertificatesCannotBeRead) {
  WireOptions options = one_job();
  options.tls.ca_file = "/no/such/file.pem";
  const Outcome outcome = perform_all(https(deaf_port()), options, {{step()}});
  EXPECT_EQ(outcome.performed.end, Performed::End::unreachable);
  EXPECT_NE(outcome.performed.why.find("`/no/such/file.pem`"), std::string::npos);
}

}  // namespace
}  // namespace conform::test
