#include "tests/wire/performing.hpp"
#include "tests/wire/scripted_server.hpp"

#include <gtest/gtest.h>

// What only the steps of probes ask of the wire: requests in one write, content that waits for a word, and
// what becomes of a connection.

namespace conform::test {
namespace {

using Then = Reply::Then;
using std::chrono::milliseconds;

constexpr auto ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
constexpr auto missing = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
constexpr auto closing = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi";

Step probing(const ProbeStep& how, std::string target = "/") {
  Step made = step(how.method.empty() ? "GET" : how.method);
  made.request.target = std::move(target);
  made.probing = &how;
  return made;
}

const ProbeStep plain{};
const ProbeStep with_previous{.with_previous = true};
const ProbeStep awaits_end{.awaits_end = true};
const ProbeStep withholding{.withholds_content = true, .method = "POST"};

Reply by_target(const Heard& heard) {
  return Reply{{heard.request.starts_with("GET /missing") ? missing : ok}};
}

TEST(ProbeSteps, GoOutTogetherAndTheirAnswersAreTakenApart) {
  ScriptedServer server(by_target);
  const std::vector<Step> steps = {
      probing(plain), probing(with_previous, "/missing"), probing(with_previous), probing(plain)};
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {steps});
  ASSERT_EQ(outcome.trials.at(0).exchanges.size(), 4U);
  EXPECT_EQ(outcome.status(0, 0), 200);
  EXPECT_EQ(outcome.status(0, 1), 404);
  EXPECT_EQ(outcome.status(0, 2), 200);
  EXPECT_EQ(outcome.status(0, 3), 200);
  for (std::uint32_t i = 0; i < 3; ++i) {
    const Exchange& exchange = outcome.exchange(0, i);
    EXPECT_EQ(exchange.connection, outcome.exchange(0, 0).connection);
    EXPECT_EQ(exchange.position, i);
    EXPECT_EQ(exchange.step, i);
    EXPECT_EQ(exchange.received, i == 1 ? missing : ok);
    EXPECT_TRUE(exchange.anomalies.empty());
  }
  EXPECT_NE(outcome.exchange(0, 3).connection, outcome.exchange(0, 0).connection);
}

TEST(ProbeSteps, ThatGoOutTogetherHaveNoAnswerAfterTheEnd) {
  ScriptedServer server([](const Heard&) { return Reply{{closing}, Then::close}; });
  const std::vector<Step> steps = {probing(plain), probing(with_previous), probing(with_previous)};
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {steps});
  EXPECT_EQ(outcome.status(0, 0), 200);
  for (std::size_t i = 1; i < 3; ++i) {
    ASSERT_NE(outcome.exchange(0, i).silence(), nullptr);
    EXPECT_EQ(*outcome.exchange(0, i).silence(), Silence::closed);
  }
}

TEST(ProbeSteps, ThatGoOutTogetherSeeBytesThatBelongToNone) {
  ScriptedServer server([](const Heard& heard) {
    return Reply{{heard.position == 1 ? std::string(ok) + "late" : std::string(ok)}, Then::read_on};
  });
  const std::vector<Step> steps = {probing(plain), probing(with_previous)};
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {steps});
  EXPECT_TRUE(outcome.exchange(0, 0).anomalies.empty());
  EXPECT_EQ(outcome.exchange(0, 1).anomalies.size(), 1U);
}

Step post_that_waits() {
  Step made = probing(withholding);
  made.request.fields.add("Expect", "100-continue");
  made.request.content = "abc";
  made.request.has_content = true;
  return made;
}

TEST(ProbeSteps, SendContentWhenTheServerAsksForIt) {
  ScriptedServer server([](const Heard& heard) {
    return Reply{{heard.awaits_content ? "HTTP/1.1 100 Continue\r\n\r\n" : ok}};
  });
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {{post_that_waits()}});
  const Exchange& exchange = outcome.exchange(0);
  EXPECT_EQ(outcome.status(0), 200);
  ASSERT_EQ(exchange.interim.size(), 1U);
  EXPECT_EQ(exchange.interim[0].status, 100);
  EXPECT_TRUE(exchange.content_withheld);
  EXPECT_TRUE(exchange.answered_early);
  EXPECT_TRUE(exchange.sent.ends_with("\r\n\r\nabc"));
}

TEST(ProbeSteps, SendNoContentAfterAFinalAnswerAndWaitForTheEnd) {
  ScriptedServer server([](const Heard&) { return Reply{{missing}, Then::close}; });
  const Outcome outcome =
      perform_all(loopback(server.port()), one_job(), {{post_that_waits(), probing(plain)}});
  const Exchange& exchange = outcome.exchange(0);
  EXPECT_EQ(outcome.status(0), 404);
  EXPECT_TRUE(exchange.answered_early);
  EXPECT_TRUE(exchange.interim.empty());
  EXPECT_TRUE(exchange.sent.ends_with("\r\n\r\n"));
  EXPECT_TRUE(exchange.closed_by_server);
  EXPECT_NE(outcome.exchange(0, 1).connection, exchange.connection);
}

TEST(ProbeSteps, SendContentUnaskedAfterAWhile) {
  ScriptedServer server([](const Heard& heard) {
    return heard.awaits_content ? Reply{} : Reply{{heard.request.ends_with("abc") ? ok : missing}};
  });
  WireOptions options = one_job();
  options.expect_timeout = milliseconds(30);
  const Outcome outcome =
      perform_all(loopback(server.port()), options, {{post_that_waits(), probing(plain)}});
  const Exchange& exchange = outcome.exchange(0);
  EXPECT_EQ(outcome.status(0), 200);
  EXPECT_TRUE(exchange.content_withheld);
  EXPECT_FALSE(exchange.answered_early);
  EXPECT_TRUE(exchange.sent.ends_with("\r\n\r\nabc"));
  EXPECT_EQ(outcome.exchange(0, 1).connection, exchange.connection);
}

TEST(ProbeSteps, KnowWhatBecameOfTheConnection) {
  ScriptedServer server([](const Heard& heard) {
    return Reply{{ok}, heard.connection == 0 && heard.position == 1 ? Then::close : Then::read_on};
  });
  const std::vector<Step> steps(4, probing(plain));
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {steps});
  EXPECT_EQ(outcome.exchange(0, 0).afterwards, Exchange::Afterwards::carried_on);
  EXPECT_EQ(outcome.exchange(0, 1).afterwards, Exchange::Afterwards::ended);
  EXPECT_EQ(outcome.exchange(0, 2).afterwards, Exchange::Afterwards::carried_on);
  EXPECT_EQ(outcome.exchange(0, 3).afterwards, Exchange::Afterwards::unknown);
}

TEST(ProbeSteps, KnowNothingOfAConnectionWhoseEndWasAnnounced) {
  ScriptedServer server([](const Heard&) { return Reply{{closing}, Then::close}; });
  const std::vector<Step> steps(2, probing(plain));
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {steps});
  EXPECT_EQ(outcome.exchange(0, 0).afterwards, Exchange::Afterwards::unknown);
  EXPECT_FALSE(outcome.exchange(0, 0).read_to_close);
}

TEST(ProbeSteps, WaitForAnAnnouncedEnd) {
  ScriptedServer server([](const Heard& heard) {
    return Reply{{closing}, heard.connection == 0 ? Then::close : Then::read_no_more};
  });
  WireOptions options = one_job();
  options.close_timeout = milliseconds(50);
  const std::vector<Step> steps(2, probing(awaits_end));
  const Outcome outcome = perform_all(loopback(server.port()), options, {steps});
  EXPECT_TRUE(outcome.exchange(0, 0).read_to_close);
  EXPECT_TRUE(outcome.exchange(0, 0).closed_by_server);
  EXPECT_TRUE(outcome.exchange(0, 1).read_to_close);
  EXPECT_FALSE(outcome.exchange(0, 1).closed_by_server);
}

const ProbeStep twin{.name = "again", .supports = true};

TEST(ProbeSteps, AreLeftOutWhereTheAnswersBeforeAreLong) {
  const std::string large = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + std::string(1000, 'a');
  ScriptedServer server([&large](const Heard&) { return Reply{{large}}; });
  WireOptions options = one_job();
  options.trial_bytes = 2000;
  const std::vector<Step> steps = {
      probing(plain), probing(plain), probing(plain), probing(with_previous), probing(twin)};
  const Outcome outcome = perform_all(loopback(server.port()), options, {steps, steps});
  for (const Trial& trial : outcome.trials) {
    std::vector<std::uint32_t> taken;
    for (const Exchange& exchange : trial.exchanges)
      taken.push_back(exchange.step);
    EXPECT_EQ(taken, (std::vector<std::uint32_t>{0, 1, 4}));
    EXPECT_EQ(trial.left_out, (std::vector<std::uint32_t>{2, 3}));
  }
}

}  // namespace
}  // namespace conform::test
