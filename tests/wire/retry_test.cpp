#include "runner/wire/retry.hpp"

#include "tests/wire/performing.hpp"
#include "tests/wire/scripted_server.hpp"

#include <atomic>

#include <gtest/gtest.h>

namespace conform::test {
namespace {

using namespace std::chrono_literals;

Exchange answered(int status, const std::string& method = "GET", Fields fields = {}) {
  Exchange exchange;
  exchange.request.method = method;
  Response response;
  response.status = status;
  response.fields = std::move(fields);
  exchange.answer = std::move(response);
  return exchange;
}

RetryOptions patient() { return {.times = 3}; }

bool is_retried(const Exchange& exchange, const RetryOptions& options = patient(), int meant = 0) {
  return pause_before_retry(exchange, options, 1, meant).has_value();
}

TEST(Retry, IsForAnswersThatMayGoBetterLater) {
  for (const int status : {408, 429, 502, 503, 504})
    EXPECT_TRUE(is_retried(answered(status))) << status;
  for (const int status : {200, 301, 400, 404, 409, 425, 500, 501, 505, 507, 599})
    EXPECT_FALSE(is_retried(answered(status))) << status;
  EXPECT_TRUE(is_retried(answered(500), {.times = 1, .server_errors = true}));
  EXPECT_FALSE(is_retried(answered(503), {.times = 0}));
  EXPECT_FALSE(is_retried(Exchange()));
}

// RFC 9110 §9.2.2
TEST(Retry, RepeatsOnlyWhatMayHappenTwice) {
  for (const char* method : {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
    EXPECT_TRUE(is_retried(answered(503, method))) << method;
  for (const char* method : {"POST", "PATCH", "BREW"}) {
    EXPECT_FALSE(is_retried(answered(503, method))) << method;
    EXPECT_FALSE(is_retried(answered(429, method))) << method;
    EXPECT_TRUE(is_retried(answered(503, method), {.times = 1, .all_methods = true})) << method;
  }
}

TEST(Retry, TakesAStatusThatIsAllTheDocumentPromisesForWhatIsMeant) {
  EXPECT_FALSE(is_retried(answered(503), patient(), 503));
  EXPECT_TRUE(is_retried(answered(503), patient(), 429));
}

TEST(Retry, WaitsTwiceAsLongEachTimeAndGivesUp) {
  const Exchange exchange = answered(503);
  EXPECT_EQ(pause_before_retry(exchange, patient(), 1, 0), 500ms);
  EXPECT_EQ(pause_before_retry(exchange, patient(), 2, 0), 1s);
  EXPECT_EQ(pause_before_retry(exchange, patient(), 3, 0), 2s);
  EXPECT_EQ(pause_before_retry(exchange, patient(), 4, 0), std::nullopt);
  EXPECT_EQ(pause_before_retry(exchange, {.times = 40}, 40, 0), 60s);
}

// RFC 9110 §10.2.3
TEST(Retry, WaitsAsLongAsRetryAfterSays) {
  const auto pause = [](Fields fields) {
    return pause_before_retry(answered(429, "GET", std::move(fields)), patient(), 1, 0);
  };
  EXPECT_EQ(pause({{"Retry-After", "7"}}), 7s);
  EXPECT_EQ(pause({{"Retry-After", "0"}}), 500ms);
  EXPECT_EQ(
      pause({{"Date", "Fri, 31 Dec 1999 23:59:50 GMT"}, {"Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT"}}),
      9s);
  EXPECT_EQ(
      pause({{"Date", "Fri, 31 Dec 1999 23:59:59 GMT"}, {"Retry-After", "Fri, 31 Dec 1999 23:59:50 GMT"}}),
      500ms);
  EXPECT_EQ(pause({{"Retry-After", "soon"}}), 500ms);
  EXPECT_EQ(pause({{"Retry-After", "-5"}}), 500ms);
  EXPECT_EQ(pause({{"Retry-After", "99999999999999999999"}}), 500ms);
  EXPECT_EQ(pause({{"Retry-After", "61"}}), std::nullopt) << "that is too long to wait";
}

std::string answer_of(int status, const std::string& field = {}) {
  return "HTTP/1.1 " + std::to_string(status) + " x\r\n" + field + "Content-Length: 0\r\n\r\n";
}

TEST(Retry, SendsTheSameAgainUntilItGoesBetter) {
  std::atomic<int> heard = 0;
  ScriptedServer server(
      [&heard](const Heard&) { return Reply{{++heard < 3 ? answer_of(503) : answer_of(200)}}; });
  WireOptions options = one_job();
  options.retry = {.times = 2, .first_pause = 1ms};
  const Outcome outcome = perform_all(loopback(server.port()), options, {{step()}, {step()}});
  EXPECT_EQ(outcome.status(0), 200);
  EXPECT_EQ(outcome.exchange(0).refused, (std::vector<int>{503, 503}));
  EXPECT_EQ(outcome.status(1), 200);
  EXPECT_TRUE(outcome.exchange(1).refused.empty());
  EXPECT_EQ(heard, 4);
}

TEST(Retry, KeepsTheLastAnswerWhenItDoesNotGoBetter) {
  ScriptedServer server([](const Heard&) { return Reply{{answer_of(502)}}; });
  WireOptions options = one_job();
  options.jobs = 3;
  options.retry = {.times = 2, .first_pause = 1ms};
  const Outcome outcome =
      perform_all(loopback(server.port()), options, {{step()}, {step("POST")}, {step()}, {step()}});
  ASSERT_EQ(outcome.trials.size(), 4U);
  for (const Trial& trial : outcome.trials) {
    EXPECT_EQ(trial.exchanges.front().response()->status, 502);
    const bool is_post = trial.exchanges.front().request.method == "POST";
    EXPECT_EQ(trial.exchanges.front().refused.size(), is_post ? 0U : 2U);
  }
}

TEST(Retry, DoesNotOutlastTheRun) {
  ScriptedServer server([](const Heard&) { return Reply{{answer_of(503, "Retry-After: 50\r\n")}}; });
  WireOptions options = one_job();
  options.retry = {.times = 5};
  options.run_timeout = 50ms;
  const Outcome outcome = perform_all(loopback(server.port()), options, {{step()}, {step()}});
  EXPECT_EQ(outcome.performed.end, Performed::End::out_of_time);
  ASSERT_EQ(outcome.trials.size(), 1U);
  EXPECT_EQ(outcome.status(0), 503);
  EXPECT_TRUE(outcome.exchange(0).refused.empty());
}

TEST(Retry, IsOverWhenTheRunIsStopped) {
  std::stop_source source;
  ScriptedServer server([&source](const Heard&) {
    source.request_stop();
    return Reply{{answer_of(429, "Retry-After: 50\r\n")}};
  });
  WireOptions options = one_job();
  options.jobs = 2;
  options.retry = {.times = 5};
  options.stop = source.get_token();
  const Outcome outcome = perform_all(loopback(server.port()), options, {{step()}, {step()}, {step()}});
  EXPECT_EQ(outcome.performed.end, Performed::End::interrupted);
  EXPECT_LE(outcome.trials.size(), 2U);
}

// Of a run that may send a request in a hundred seconds only one goes out, whatever the connections.
TEST(Rate, HoldsOverAllConnections) {
  std::atomic<int> heard = 0;
  ScriptedServer server([&heard](const Heard&) {
    ++heard;
    return Reply{{answer_of(200)}};
  });
  WireOptions options = one_job();
  options.jobs = 4;
  options.most_per_second = 0.01;
  options.run_timeout = 200ms;
  const Outcome outcome = perform_all(loopback(server.port()), options, {{step()}, {step()}, {step()}});
  EXPECT_EQ(outcome.performed.end, Performed::End::out_of_time);
  EXPECT_EQ(heard, 1);
}

TEST(Rate, LetsEveryRequestHaveItsTurn) {
  ScriptedServer server([](const Heard&) { return Reply{{answer_of(200)}}; });
  WireOptions options = one_job();
  options.jobs = 4;
  options.most_per_second = 500;
  const std::vector<std::vector<Step>> cases(60, {step()});
  const auto began = Clock::now();
  const Outcome outcome = perform_all(loopback(server.port()), options, cases);
  EXPECT_EQ(outcome.trials.size(), 60U);
  EXPECT_GE(Clock::now() - began, 118ms);
}

}  // namespace
}  // namespace conform::test
