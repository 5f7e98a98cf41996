#include "tests/wire/performing.hpp"
#include "tests/wire/scripted_server.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>

namespace conform::test {
namespace {

using Then = Reply::Then;
using std::chrono::milliseconds;

constexpr auto ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
constexpr auto no_content = "HTTP/1.1 204 No Content\r\n\r\n";

bool has(const std::vector<Anomaly>& anomalies, AnomalyKind kind) {
  return std::ranges::any_of(anomalies, [&](const Anomaly& anomaly) { return anomaly.kind == kind; });
}

ScriptedServer::Script always(Reply reply) {
  return [reply](const Heard&) { return reply; };
}

// Pieces of one byte each.
std::vector<std::string> crumbs(std::string_view text) {
  std::vector<std::string> pieces;
  for (const char c : text)
    pieces.emplace_back(1, c);
  return pieces;
}

TEST(Perform, UsesOneConnectionForManyCases) {
  ScriptedServer server(always({{ok}}));
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {{step()}, {step()}, {step()}});
  ASSERT_EQ(outcome.trials.size(), 3U);
  for (std::uint32_t i = 0; i < 3; ++i) {
    EXPECT_EQ(outcome.status(i), 200);
    EXPECT_EQ(outcome.trials[i].case_index, i);
    EXPECT_EQ(outcome.exchange(i).position, i);
    EXPECT_EQ(outcome.exchange(i).connection, 1U);
  }
  EXPECT_EQ(outcome.performed.end, Performed::End::all_done);
  EXPECT_EQ(outcome.performed.connections, 1U);
  EXPECT_EQ(server.connections(), 1U);
}

TEST(Perform, KeepsTheExactBytesBothWays) {
  ScriptedServer server(always({{ok}}));
  const Target target = loopback(server.port());
  Step post = step("POST");
  post.request.target = "/things?a=b";
  post.request.content = "abc";
  post.request.has_content = true;
  const Outcome outcome = perform_all(target, one_job(), {{post}});
  const Exchange& exchange = outcome.exchange(0);
  EXPECT_EQ(exchange.received, ok);
  EXPECT_EQ(exchange.sent, serialise(post.request, target.authority(), Persistence::keep_alive));
  EXPECT_TRUE(exchange.sent.starts_with("POST /things?a=b HTTP/1.1\r\n"));
  EXPECT_TRUE(exchange.sent.ends_with("\r\n\r\nabc"));
  EXPECT_EQ(exchange.request.target, "/things?a=b");
  EXPECT_GT(exchange.until_first_byte.count(), 0);
  EXPECT_GE(exchange.duration, exchange.until_first_byte);
}

TEST(Perform, PerformsTheStepsOfACaseInOrder) {
  ScriptedServer server([](const Heard& heard) {
    const bool first = heard.request.starts_with("PUT");
    return Reply{{first ? no_content : ok}};
  });
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {{step("PUT"), step("GET")}});
  ASSERT_EQ(outcome.trials.size(), 1U);
  EXPECT_EQ(outcome.status(0, 0), 204);
  EXPECT_EQ(outcome.status(0, 1), 200);
}

TEST(Perform, SpreadsCasesOverItsConnections) {
  ScriptedServer server(always({{ok}}));
  WireOptions options = one_job();
  options.jobs = 4;
  const Outcome outcome =
      perform_all(loopback(server.port()), options, std::vector<std::vector<Step>>(100, {step()}));
  EXPECT_EQ(outcome.trials.size(), 100U);
  EXPECT_EQ(outcome.performed.connections, 4U);
  for (std::size_t i = 0; i < outcome.trials.size(); ++i)
    EXPECT_EQ(outcome.status(i), 200);
}

TEST(Perform, ReadsContentThatEndsWithTheConnection) {
  ScriptedServer server(always({{"HTTP/1.1 200 OK\r\n\r\n", "to the", " end"}, Then::close}));
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {{step()}, {step()}});
  for (std::size_t i = 0; i < 2; ++i) {
    ASSERT_EQ(outcome.status(i), 200);
    EXPECT_EQ(outcome.exchange(i).response()->content, "to the end");
    EXPECT_EQ(outcome.exchange(i).response()->framing, Framing::until_close);
    EXPECT_TRUE(outcome.exchange(i).closed_by_server);
    EXPECT_EQ(outcome.exchange(i).position, 0U);
  }
  EXPECT_EQ(outcome.performed.connections, 2U);
}

TEST(Perform, ReadsChunksInTinyPieces) {
  const std::string chunked =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\nT: 1\r\n\r\n";
  ScriptedServer server(always({crumbs(chunked)}));
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {{step()}, {step()}});
  for (std::size_t i = 0; i < 2; ++i) {
    ASSERT_EQ(outcome.status(i), 200);
    EXPECT_EQ(outcome.exchange(i).response()->content, "abc0123456789");
    EXPECT_EQ(outcome.exchange(i).received, chunked);
  }
  EXPECT_EQ(server.connections(), 1U);
}

TEST(Perform, KeepsInterimResponses) {
  ScriptedServer server(
      always({{"HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n", ok}}));
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {{step()}});
  ASSERT_EQ(outcome.exchange(0).interim.size(), 2U);
  EXPECT_EQ(outcome.exchange(0).interim[0].status, 100);
  EXPECT_EQ(outcome.exchange(0).interim[1].status, 103);
  EXPECT_EQ(outcome.status(0), 200);
}

TEST(Perform, KeepsAnInterimResponseWithoutAFinalOne) {
  ScriptedServer server(always({{"HTTP/1.1 102 Processing\r\n\r\n"}, Then::close}));
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {{step()}});
  ASSERT_NE(outcome.exchange(0).silence(), nullptr);
  EXPECT_EQ(*outcome.exchange(0).silence(), Silence::closed);
  ASSERT_EQ(outcome.exchange(0).interim.size(), 1U);
  EXPECT_EQ(outcome.exchange(0).interim[0].status, 102);
}

TEST(Perform, EndsTheConnectionAfterSwitchingProtocols) {
  ScriptedServer server(
      always({{"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"}}));
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {{step()}, {step()}});
  EXPECT_EQ(outcome.status(0), 101);
  EXPECT_EQ(outcome.status(1), 101);
  EXPECT_EQ(outcome.performed.connections, 2U);
}

TEST(Perform, DoesNotWaitForTheEndOfAnotherProtocol) {
  ScriptedServer server(
      always({{"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"}}));
  const Outcome outcome =
      perform_all(loopback(server.port()), one_job(), {{step("GET", Persistence::close)}});
  EXPECT_EQ(outcome.status(0), 101);
  EXPECT_FALSE(outcome.exchange(0).read_to_close);
}

TEST(Perform, OpensAnotherConnectionAfterConnectionClose) {
  ScriptedServer server(
      always({{"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"}, Then::close}));
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {{step("POST")}, {step("POST")}});
  EXPECT_EQ(outcome.status(0), 200);
  EXPECT_EQ(outcome.status(1), 200);
  EXPECT_EQ(outcome.performed.connections, 2U);
}

TEST(Perform, ReadsAConnectionOfItsOwnToTheEnd) {
  ScriptedServer server([](const Heard& heard) {
    const bool close = heard.request.find("Connection: close") != std::string::npos;
    return Reply{{ok}, close ? Then::close : Then::read_on};
  });
  const Outcome outcome = perform_all(
      loopback(server.port()), one_job(), {{step()}, {step("GET", Persistence::close)}, {step()}});
  EXPECT_FALSE(outcome.exchange(0).read_to_close);
  EXPECT_EQ(outcome.status(1), 200);
  EXPECT_TRUE(outcome.exchange(1).read_to_close);
  EXPECT_TRUE(outcome.exchange(1).closed_by_server);
  EXPECT_TRUE(outcome.exchange(1).anomalies.empty());
  EXPECT_EQ(outcome.exchange(1).connection, 2U);
  EXPECT_EQ(outcome.exchange(2).connection, 1U) << "the kept connection outlasts the case in between";
}

TEST(Perform, SeesBytesAfterA204OnAConnectionReadToItsEnd) {
  ScriptedServer server(always({{no_content, "oops!"}, Then::close}));
  const Outcome outcome =
      perform_all(loopback(server.port()), one_job(), {{step("GET", Persistence::close)}});
  EXPECT_EQ(outcome.status(0), 204);
  EXPECT_TRUE(has(outcome.exchange(0).anomalies, AnomalyKind::content_where_none_may_be));
  EXPECT_EQ(outcome.exchange(0).received, std::string(no_content) + "oops!");
}

TEST(Perform, NeverBlamesLateBytesOnTheNextCase) {
  ScriptedServer server([](const Heard& heard) {
    return heard.request.starts_with("DELETE") ? Reply{{no_content, "oops!"}} : Reply{{ok}};
  });
  std::vector<std::vector<Step>> cases;
  for (int i = 0; i < 20; ++i)
    cases.insert(cases.end(), {{step("DELETE")}, {step("GET")}});
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), cases);
  ASSERT_EQ(outcome.trials.size(), cases.size());
  for (std::size_t i = 0; i < cases.size(); i += 2) {
    EXPECT_EQ(outcome.status(i), 204);
    EXPECT_EQ(outcome.status(i + 1), 200);
    EXPECT_TRUE(outcome.exchange(i + 1).anomalies.empty());
    EXPECT_TRUE(outcome.exchange(i + 1).response()->anomalies.empty());
  }
}

TEST(Perform, SaysWhenTheServerDoesNotClose) {
  ScriptedServer server(always({{ok}}));
  WireOptions options = one_job();
  options.close_timeout = milliseconds(50);
  const Outcome outcome = perform_all(loopback(server.port()), options, {{step("GET", Persistence::close)}});
  EXPECT_EQ(outcome.status(0), 200);
  EXPECT_TRUE(outcome.exchange(0).read_to_close);
  EXPECT_FALSE(outcome.exchange(0).closed_by_server);
}

TEST(Perform, WaitsOnlySoLongForAnAnswer) {
  ScriptedServer server([](const Heard& heard) {
    return heard.request.starts_with("HEAD") ? Reply{{"HTTP/1.1 200 OK\r\n"}} : Reply{};
  });
  WireOptions options = one_job();
  options.response_timeout = milliseconds(50);
  const Outcome outcome = perform_all(loopback(server.port()), options, {{step("GET")}, {step("HEAD")}});
  for (std::size_t i = 0; i < 2; ++i) {
    ASSERT_NE(outcome.exchange(i).silence(), nullptr);
    EXPECT_EQ(*outcome.exchange(i).silence(), Silence::timed_out);
    EXPECT_GE(outcome.exchange(i).duration, milliseconds(50));
  }
  EXPECT_EQ(outcome.exchange(1).received, "HTTP/1.1 200 OK\r\n");
  EXPECT_EQ(outcome.performed.end, Performed::End::all_done);
}

TEST(Perform, BeginsNoCaseWhenNobodyListens) {
  const std::uint16_t port = deaf_port();
  const Outcome outcome = perform_all(loopback(port), one_job(), {{step()}, {step()}});
  EXPECT_EQ(outcome.performed.end, Performed::End::unreachable);
  EXPECT_EQ(outcome.performed.why,
            "The target `127.0.0.1:" + std::to_string(port) + "` could not be reached: Connection refused.");
  EXPECT_EQ(outcome.taken, 0U);
  EXPECT_TRUE(outcome.trials.empty());
}

TEST(Perform, SaysWhenAHostHasNoAddress) {
  Target target = loopback(80);
  target.host = "no-such-host.invalid";
  const Outcome outcome = perform_all(target, one_job(), {{step()}});
  EXPECT_EQ(outcome.performed.end, Performed::End::unreachable);
  EXPECT_NE(outcome.performed.why.find("`no-such-host.invalid` has no address"), std::string::npos);
  EXPECT_EQ(outcome.taken, 0U);
}

TEST(Perform, TellsAResetFromAClose) {
  ScriptedServer server([](const Heard& heard) {
    return Reply{{}, heard.connection == 0 ? Then::reset : Then::close};
  });
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {{step()}, {step()}});
  ASSERT_NE(outcome.exchange(0).silence(), nullptr);
  EXPECT_EQ(*outcome.exchange(0).silence(), Silence::reset);
  EXPECT_EQ(outcome.exchange(0).detail, "Connection reset by peer");
  ASSERT_NE(outcome.exchange(1).silence(), nullptr);
  EXPECT_EQ(*outcome.exchange(1).silence(), Silence::closed);
}

TEST(Perform, KeepsAnAnswerThatWasCutShort) {
  ScriptedServer server(always({{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"}, Then::close}));
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {{step()}});
  ASSERT_EQ(outcome.status(0), 200);
  EXPECT_EQ(outcome.exchange(0).response()->content, "half");
  EXPECT_TRUE(has(outcome.exchange(0).response()->anomalies, AnomalyKind::content_cut_short));
}

TEST(Perform, TriesAgainWhenAKeptConnectionHasEnded) {
  // Each connection is good for two answers, then it ends without a word.
  ScriptedServer server([](const Heard& heard) {
    return Reply{{ok}, heard.position == 1 ? Then::close : Then::read_on};
  });
  const Outcome outcome =
      perform_all(loopback(server.port()), one_job(), std::vector<std::vector<Step>>(40, {step()}));
  ASSERT_EQ(outcome.trials.size(), 40U);
  for (std::size_t i = 0; i < 40; ++i)
    EXPECT_EQ(outcome.status(i), 200) << i;
  EXPECT_EQ(outcome.performed.connections, 20U);
}

TEST(Perform, TriesAnUnsafeRequestOnlyOnce) {
  // The server reads the second request of a connection and says nothing: it may have been obeyed.
  std::atomic<int> posts = 0;
  ScriptedServer server([&](const Heard& heard) {
    ++posts;
    return heard.position == 0 ? Reply{{ok}} : Reply{{}, Then::close};
  });
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {{step("POST")}, {step("POST")}});
  ASSERT_NE(outcome.exchange(1).silence(), nullptr);
  EXPECT_EQ(*outcome.exchange(1).silence(), Silence::closed);
  EXPECT_EQ(posts, 2);
}

TEST(Perform, BelievesGarbageOnlyOnAFreshConnection) {
  ScriptedServer server([](const Heard& heard) {
    return heard.position == 0 ? Reply{{ok}} : Reply{{"%%% what is this? %%%\n\n\n"}, Then::close};
  });
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {{step()}, {step()}});
  EXPECT_EQ(outcome.status(1), 200);
  ScriptedServer always_bad(always({{"%%% what is this? %%%\n\n\n"}, Then::close}));
  const Outcome bad = perform_all(loopback(always_bad.port()), one_job(), {{step()}});
  ASSERT_NE(bad.exchange(0).silence(), nullptr);
  EXPECT_EQ(*bad.exchange(0).silence(), Silence::not_http);
}

TEST(Perform, StopsReadingAtTheLimit) {
  ScriptedServer server(
      always({{"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", std::string(100'000, 'x')}}));
  WireOptions options = one_job();
  options.limits.content = 1'000;
  const Outcome outcome = perform_all(loopback(server.port()), options, {{step()}, {step()}});
  for (std::size_t i = 0; i < 2; ++i) {
    ASSERT_EQ(outcome.status(i), 200);
    EXPECT_TRUE(outcome.exchange(i).content_truncated);
    EXPECT_LE(outcome.exchange(i).response()->content.size(), 1'000U);
  }
  EXPECT_EQ(outcome.performed.connections, 2U);
}

TEST(Perform, SendsALargeContentWhole) {
  std::string seen;
  ScriptedServer server([&](const Heard& heard) {
    seen = heard.request;
    return Reply{{ok}};
  });
  Step put = step("PUT");
  put.request.content = std::string(8U << 20U, 'y');
  put.request.has_content = true;
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {{put}});
  EXPECT_EQ(outcome.status(0), 200);
  EXPECT_EQ(seen, outcome.exchange(0).sent);
}

TEST(Perform, TakesAnAnswerGivenBeforeTheRequestWasRead) {
  // Sent as chunks, so that the scripted server, which looks for Content-Length, answers after the head.
  ScriptedServer server(
      always({{"HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n"}, Then::read_no_more}));
  Step put = step("PUT");
  put.request.fields.add("Transfer-Encoding", "chunked");
  put.request.fields.remove("Content-Length");
  put.request.content = std::string(32U << 20U, 'z');
  put.request.has_content = true;
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {{put}});
  EXPECT_EQ(outcome.status(0), 413);
  EXPECT_LT(outcome.exchange(0).sent.size(), put.request.content.size());
}

TEST(Perform, FinishesTheCaseInFlightWhenStopped) {
  ScriptedServer server(always({{ok}}));
  std::stop_source source;
  WireOptions options = one_job();
  options.stop = source.get_token();
  const std::vector<Step> steps = {step(), step()};
  std::size_t done = 0;
  const auto next = [&]() -> Turn {
    source.request_stop();
    Job job;
    job.steps = borrowed(steps);
    return job;
  };
  const Performed performed = perform(loopback(server.port()), options, next, [&](Trial&& trial) {
    ++done;
    for (const Exchange& exchange : trial.exchanges)
      EXPECT_NE(exchange.response(), nullptr);
  });
  EXPECT_EQ(performed.end, Performed::End::interrupted);
  EXPECT_EQ(done, 1U);
}

TEST(Perform, WaitsUntilOthersAreDoneWhereItIsToldSo) {
  ScriptedServer server(always({{ok}}));
  WireOptions options = one_job();
  options.jobs = 4;
  const std::vector<Step> steps = {step()};
  std::uint32_t given = 0;
  std::uint32_t done = 0;
  const auto next = [&]() -> Turn {
    const bool has_to_wait = given % 4 == 0 && done < given;
    if (has_to_wait) return Idle::until_done;
    if (given == 20) return Idle::for_good;
    return Job{given++, 0, borrowed(steps)};
  };
  const auto count = [&](Trial&& trial) {
    EXPECT_EQ(trial.case_index / 4, done / 4);
    ++done;
  };
  const Performed performed = perform(loopback(server.port()), options, next, count);
  EXPECT_EQ(performed.end, Performed::End::all_done);
  EXPECT_EQ(done, 20U);
  EXPECT_LE(performed.connections, 4U);
}

TEST(Perform, EndsWhereNothingIsInFlightToWaitFor) {
  ScriptedServer server(always({{ok}}));
  const auto next = []() -> Turn { return Idle::until_done; };
  const Performed performed = perform(loopback(server.port()), one_job(), next, [](Trial&&) {});
  EXPECT_EQ(performed.end, Performed::End::all_done);
}

TEST(Perform, WakesWhoWaitsWhenTheRunEnds) {
  ScriptedServer server(always({}));
  WireOptions options = one_job();
  options.jobs = 4;
  const std::vector<Step> steps = {step()};
  std::uint32_t given = 0;
  std::stop_source source;
  options.stop = source.get_token();
  options.response_timeout = milliseconds(50);
  const auto next = [&]() -> Turn {
    if (given == 2) source.request_stop();
    if (given == 2) return Idle::until_done;
    return Job{given++, 0, borrowed(steps)};
  };
  std::uint32_t done = 0;
  const Performed performed = perform(loopback(server.port()), options, next, [&](Trial&&) { ++done; });
  EXPECT_EQ(performed.end, Performed::End::interrupted);
  EXPECT_EQ(done, 2U);
}

TEST(Perform, BeginsNoCaseAfterTheRunTimeout) {
  ScriptedServer server(always({}));
  WireOptions options = one_job();
  options.response_timeout = milliseconds(50);
  options.run_timeout = milliseconds(25);
  const Outcome outcome = perform_all(loopback(server.port()), options, {{step()}, {step()}, {step()}});
  EXPECT_EQ(outcome.performed.end, Performed::End::out_of_time);
  EXPECT_EQ(outcome.trials.size(), 1U);
}

TEST(Perform, LetsThroughWhatItsCallersThrow) {
  ScriptedServer server(always({{ok}}));
  WireOptions options = one_job();
  options.jobs = 3;
  const std::vector<Step> steps = {step()};
  const auto next = [&]() -> Turn {
    Job job;
    job.steps = borrowed(steps);
    return job;
  };
  const auto full_disk = [](Trial&&) { throw std::runtime_error("disk full"); };
  EXPECT_THROW(static_cast<void>(perform(loopback(server.port()), options, next, full_disk)),
               std::runtime_error);
}

TEST(Perform, SpeaksIpv6) {
  std::unique_ptr<ScriptedServer> server;
  try {
    server = std::make_unique<ScriptedServer>(always({{ok}}), "::1");
  } catch (const boost::system::system_error&) {
    return;  // this machine has no IPv6 loopback
  }
  Target target = loopback(server->port());
  target.host = "::1";
  const Outcome outcome = perform_all(target, one_job(), {{step()}});
  EXPECT_EQ(outcome.status(0), 200);
  EXPECT_NE(outcome.exchange(0).sent.find("Host: [::1]:"), std::string::npos);
}

TEST(Perform, TriesEachAddressOfAHost) {
  // `localhost` is ::1 and 127.0.0.1 on most machines; only the latter listens.
  ScriptedServer server(always({{ok}}));
  Target target = loopback(server.port());
  target.host = "localhost";
  const Outcome outcome = perform_all(target, one_job(), {{step()}, {step("GET", Persistence::keep_alive)}});
  EXPECT_EQ(outcome.status(0), 200);
  EXPECT_EQ(outcome.status(1), 200);
}

}  // namespace
}  // namespace conform::test
