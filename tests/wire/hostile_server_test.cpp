#include "tests/wire/performing.hpp"
#include "tests/wire/scripted_server.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

// A server that answers as no server should, byte for byte: each answer ends in the outcome that it deserves,
// and the next case, on a connection of its own, knows nothing of it.

namespace conform::test {
namespace {

using namespace std::string_view_literals;
using Then = Reply::Then;

constexpr auto good = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood";

struct Row {
  std::string_view name{};
  std::string_view bytes{};
  Then then = Then::read_on;
  std::string_view expected{};
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

void add_names(std::set<std::string>& names, const std::vector<Anomaly>& anomalies) {
  for (const Anomaly& anomaly : anomalies)
    names.emplace(name_of(anomaly.kind));
}

/// `102 200 "hi": bare-lf`: interim statuses, the final one with its content or why there is none, and
/// what was wrong.
std::string shown(const Exchange& exchange) {
  std::string text;
  std::set<std::string> names;
  add_names(names, exchange.anomalies);
  for (const Response& interim : exchange.interim) {
    text += std::to_string(interim.status) + " ";
    add_names(names, interim.anomalies);
  }
  if (const Response* response = exchange.response()) {
    text += std::to_string(response->status) + " `" + response->content + "`";
    add_names(names, response->anomalies);
  } else {
    text += name_of(*exchange.silence());
  }
  std::string faults;
  for (const std::string& name : names)
    faults += " " + name;
  return faults.empty() ? text : text + ":" + faults;
}

/// The row's answer to the first request, and good ones to all others.
ScriptedServer::Script script_of(std::vector<std::string> pieces, Then then) {
  return [pieces = std::move(pieces), then](const Heard& heard) {
    return heard.connection == 0 && heard.position == 0 ? Reply{pieces, then} : Reply{{good}};
  };
}

class HostileServer : public testing::TestWithParam<Row> {};

TEST_P(HostileServer, EndsInTheRightOutcomeAndSpoilsNothing) {
  const Row& row = GetParam();
  ScriptedServer server(script_of({std::string(row.bytes)}, row.then));
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {{step("POST")}, {step()}});
  EXPECT_EQ(outcome.performed.end, Performed::End::all_done);
  ASSERT_EQ(outcome.trials.size(), 2U);
  EXPECT_EQ(shown(outcome.exchange(0)), row.expected);
  EXPECT_EQ(shown(outcome.exchange(1)), "200 `good`");
}

const Row rows[] = {
    {"no_bytes_then_end", "", Then::close, "closed"},
    {"no_bytes_then_reset", "", Then::reset, "reset"},
    {"garbage", "\x16\x03\x01\x02\x00\x01", Then::close, "not-http"},
    {"html_without_head", "<html>no head</html>\r\n\r\n", Then::close, "not-http"},
    {"only_a_status_line", "HTTP/1.1 200 OK\r\n", Then::close, "closed: head-cut-short"},
    {"half_a_status_line", "HTTP/1.1 20", Then::close, "closed: head-cut-short"},
    {"half_a_field", "HTTP/1.1 200 OK\r\nContent-Le", Then::close, "closed: head-cut-short"},
    {"reason_missing",
     "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nhi",
     Then::read_on,
     "200 `hi`: reason-separator-missing"},
    {"status_of_two_digits",
     "HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n",
     Then::close,
     "20 ``: status-line-malformed"},
    {"status_of_four_digits",
     "HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n",
     Then::close,
     "2000 ``: status-line-malformed"},
    {"status_999",
     "HTTP/1.1 999 X\r\nContent-Length: 0\r\n\r\n",
     Then::read_on,
     "999 ``: status-out-of-range"},
    {"status_000", "HTTP/1.1 000 X\r\nContent-Length: 0\r\n\r\n", Then::read_on, "0 ``: status-out-of-range"},
    {"status_of_letters",
     "HTTP/1.1 abc X\r\nContent-Length: 0\r\n\r\n",
     Then::close,
     "0 ``: status-line-malformed"},
    {"version_in_lower_case",
     "http/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
     Then::close,
     "200 ``: version-unexpected"},
    {"version_1_9",
     "HTTP/1.9 200 OK\r\nContent-Length: 0\r\n\r\n",
     Then::close,
     "200 ``: version-unexpected"},
    {"version_2",
     "HTTP/2 200\r\nContent-Length: 0\r\n\r\n",
     Then::close,
     "200 ``: reason-separator-missing version-unexpected"},
    {"http10_until_close", "HTTP/1.0 200 OK\r\n\r\nhi", Then::close, "200 `hi`"},
    {"control_in_reason",
     "HTTP/1.1 200 O\x01K\r\nContent-Length: 0\r\n\r\n",
     Then::read_on,
     "200 ``: reason-with-control"},
    {"bare_lf_everywhere", "HTTP/1.1 200 OK\nContent-Length: 2\n\nhi", Then::read_on, "200 `hi`: bare-lf"},
    {"bare_cr_in_a_value",
     "HTTP/1.1 200 OK\r\nX: a\rb\r\nContent-Length: 0\r\n\r\n",
     Then::close,
     "200 ``: bare-cr"},
    {"nul_in_a_value",
     "HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 0\r\n\r\n"sv,
     Then::read_on,
     "200 ``: control-in-value"},
    {"escape_in_a_value",
     "HTTP/1.1 200 OK\r\nX: \x1b[31m\r\nContent-Length: 0\r\n\r\n",
     Then::read_on,
     "200 ``: control-in-value"},
    {"folded_line",
     "HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 0\r\n\r\n",
     Then::read_on,
     "200 ``: obs-fold"},
    {"space_before_colon",
     "HTTP/1.1 200 OK\r\nContent-Length : 0\r\n\r\n",
     Then::read_on,
     "200 ``: space-before-colon"},
    {"space_after_status_line",
     "HTTP/1.1 200 OK\r\n X: a\r\nContent-Length: 0\r\n\r\n",
     Then::read_on,
     "200 ``: leading-white-space"},
    {"no_colon",
     "HTTP/1.1 200 OK\r\nnonsense\r\nContent-Length: 0\r\n\r\n",
     Then::read_on,
     "200 ``: field-line-without-colon"},
    {"empty_name",
     "HTTP/1.1 200 OK\r\n: a\r\nContent-Length: 0\r\n\r\n",
     Then::read_on,
     "200 ``: field-name-empty"},
    {"name_with_brackets",
     "HTTP/1.1 200 OK\r\nX[1]: a\r\nContent-Length: 0\r\n\r\n",
     Then::read_on,
     "200 ``: field-name-not-token"},
    {"empty_line_first",
     "\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
     Then::read_on,
     "200 ``: empty-line-before-message"},
    {"length_of_letters",
     "HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nhi",
     Then::close,
     "200 `hi`: content-length-malformed"},
    {"length_negative",
     "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
     Then::close,
     "200 ``: content-length-malformed"},
    {"length_with_plus",
     "HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nhi",
     Then::close,
     "200 `hi`: content-length-malformed"},
    {"length_beyond_64_bits",
     "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\nhi",
     Then::close,
     "200 `hi`: content-length-malformed"},
    {"lengths_equal",
     "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nhi",
     Then::read_on,
     "200 `hi`: content-length-repeated"},
    {"lengths_different",
     "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhi",
     Then::close,
     "200 `hi`: content-length-differs"},
    {"lengths_in_a_list",
     "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nhi",
     Then::read_on,
     "200 `hi`: content-length-repeated"},
    {"length_too_long",
     "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi",
     Then::close,
     "200 `hi`: content-cut-short"},
    {"length_too_short",
     "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nhi",
     Then::read_on,
     "200 `h`: bytes-after-message"},
    {"length_and_chunked",
     "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
     Then::read_on,
     "200 `hi`: content-length-with-transfer-encoding"},
    {"chunked_twice",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
     Then::close,
     "200 `hi`: chunked-not-last"},
    {"chunked_not_last",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\nhi",
     Then::close,
     "200 `hi`: chunked-not-last transfer-coding-unasked"},
    {"coding_of_nobody",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: x-none\r\n\r\nhi",
     Then::close,
     "200 `hi`: transfer-coding-unasked"},
    {"chunk_size_of_letters",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhi\r\n0\r\n\r\n",
     Then::close,
     "200 ``: chunk-size-malformed"},
    {"chunk_size_with_0x",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0x2\r\nhi\r\n0\r\n\r\n",
     Then::close,
     "200 ``: chunk-size-malformed"},
    {"chunk_size_beyond_64_bits",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nhi\r\n0\r\n\r\n",
     Then::close,
     "200 ``: chunk-size-malformed"},
    {"chunk_without_its_end",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi0\r\n\r\n",
     Then::close,
     "200 `hi`: chunk-end-missing"},
    {"chunk_with_extension",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;a=b\r\nhi\r\n0\r\n\r\n",
     Then::read_on,
     "200 `hi`: chunk-extension"},
    {"chunks_with_trailers",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n2\r\nhi\r\n0\r\nX: 1\r\n\r\n",
     Then::read_on,
     "200 `hi`"},
    {"chunks_without_the_last",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n",
     Then::close,
     "200 `hi`: content-cut-short"},
    {"chunks_after_bare_lf",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\nhi\n0\n\n",
     Then::read_on,
     "200 `hi`: bare-lf"},
    {"content_after_204",
     "HTTP/1.1 204 No Content\r\n\r\nhi",
     Then::read_on,
     "204 ``: content-where-none-may-be"},
    {"length_in_204",
     "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n",
     Then::read_on,
     "204 ``: content-length-forbidden"},
    {"content_after_304",
     "HTTP/1.1 304 Not Modified\r\nContent-Length: 2\r\n\r\nhi",
     Then::read_on,
     "304 ``: content-where-none-may-be"},
    {"interim_then_final",
     "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
     Then::read_on,
     "102 200 `hi`"},
    {"interim_then_end", "HTTP/1.1 100 Continue\r\n\r\n", Then::close, "100 closed"},
    {"interim_with_content",
     "HTTP/1.1 103 Early Hints\r\nContent-Length: 2\r\n\r\nhiHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
     Then::close,
     "103 200 ``: bytes-after-interim content-length-forbidden content-where-none-may-be"},
    {"interim_with_chunks",
     "HTTP/1.1 100 Continue\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
     Then::close,
     "100 closed: bytes-after-interim content-where-none-may-be transfer-encoding-forbidden"},
    {"switch_of_protocols",
     "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n\x01\x02",
     Then::close,
     "101 ``"},
    {"two_answers",
     "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhiHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
     Then::read_on,
     "200 `hi`: bytes-after-message"},
    {"late_line_ends",
     "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi\r\n",
     Then::read_on,
     "200 `hi`: bytes-after-message"},
    {"announced_end_and_more",
     "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi!",
     Then::close,
     "200 `hi`: bytes-after-message"},
    {"until_close_and_reset", "HTTP/1.1 200 OK\r\n\r\nhi", Then::reset, "200 `hi`: content-cut-short"},
};

std::string name_of_row(const testing::TestParamInfo<Row>& info) { return std::string(info.param.name); }
INSTANTIATE_TEST_SUITE_P(Answers, HostileServer, testing::ValuesIn(rows), name_of_row);

TEST(HostileServer, MayEndAnAnswerAnywhere) {
  constexpr std::string_view whole =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n5\r\nhello\r\n0\r\nX: 1\r\n\r\n";
  const auto head = whole.find("\r\n\r\n") + 4;
  std::atomic<std::size_t> cut = 0;
  ScriptedServer server([&cut, whole](const Heard&) {
    return Reply{{std::string(whole.substr(0, cut++))}, Then::close};
  });
  const std::vector<std::vector<Step>> cases(whole.size(), {step("POST", Persistence::close)});
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), cases);
  ASSERT_EQ(outcome.trials.size(), whole.size());
  for (std::size_t at = 0; at < whole.size(); ++at) {
    const Exchange& exchange = outcome.exchange(at);
    EXPECT_EQ(exchange.received, whole.substr(0, at));
    const Response* response = exchange.response();
    EXPECT_EQ(response != nullptr, at >= head) << at;
    if (response == nullptr) continue;
    const bool is_cut = std::ranges::any_of(response->anomalies, [](const Anomaly& anomaly) {
      return anomaly.kind == AnomalyKind::content_cut_short;
    });
    EXPECT_TRUE(is_cut) << at;
  }
}

/// Answers that never end, against limits: the time, the head, the interim responses, the content.
TEST(HostileServer, IsLeftWhenTheTimeIsOver) {
  WireOptions options = one_job();
  options.response_timeout = std::chrono::milliseconds(1500);
  for (const std::string_view begun :
       {""sv, "HTTP/1.1 200 OK\r\nX: "sv, "HTTP/1.1 102 Processing\r\n\r\n"sv}) {
    ScriptedServer server(script_of({std::string(begun)}, Then::read_on));
    const Outcome outcome = perform_all(loopback(server.port()), options, {{step("POST")}, {step()}});
    ASSERT_EQ(outcome.trials.size(), 2U);
    ASSERT_NE(outcome.exchange(0).silence(), nullptr) << begun;
    EXPECT_EQ(*outcome.exchange(0).silence(), Silence::timed_out) << begun;
    EXPECT_EQ(shown(outcome.exchange(1)), "200 `good`");
  }
}

TEST(HostileServer, IsLeftWhenTheHeadIsTooLarge) {
  std::string head = "HTTP/1.1 200 OK\r\n";
  while (head.size() < (1U << 20U))
    head += "X-Filler: " + std::string(1000, 'x') + "\r\n";
  ScriptedServer server(script_of({head}, Then::read_on));
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {{step("POST")}, {step()}});
  ASSERT_NE(outcome.exchange(0).silence(), nullptr);
  EXPECT_EQ(*outcome.exchange(0).silence(), Silence::too_large);
  EXPECT_LE(outcome.exchange(0).received.size(), head.size());
  EXPECT_EQ(shown(outcome.exchange(1)), "200 `good`");
}

TEST(HostileServer, IsLeftWhenInterimResponsesDoNotEnd) {
  std::string interim;
  for (int i = 0; i < 1000; ++i)
    interim += "HTTP/1.1 102 Processing\r\n\r\n";
  ScriptedServer server(script_of({interim}, Then::read_on));
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {{step("POST")}, {step()}});
  ASSERT_NE(outcome.exchange(0).silence(), nullptr);
  // The one that is too many is kept, too: it shows why.
  EXPECT_EQ(outcome.exchange(0).interim.size(), ReaderLimits{}.interim + 1);
  EXPECT_EQ(shown(outcome.exchange(1)), "200 `good`");
}

TEST(HostileServer, FillsNoMemoryWithContent) {
  WireOptions options = one_job();
  options.limits.content = 1U << 20U;
  const std::string content(8U << 20U, '\0');
  ScriptedServer server(
      script_of({"HTTP/1.1 200 OK\r\nContent-Length: 8388608\r\n\r\n", content}, Then::close));
  const Outcome outcome = perform_all(loopback(server.port()), options, {{step("POST")}, {step()}});
  ASSERT_NE(outcome.exchange(0).response(), nullptr);
  EXPECT_TRUE(outcome.exchange(0).content_truncated);
  EXPECT_LE(outcome.exchange(0).response()->content.size(), options.limits.content);
  EXPECT_EQ(shown(outcome.exchange(1)), "200 `good`");
}

TEST(HostileServer, MayDribble) {
  std::vector<std::string> crumbs;
  for (const char c : std::string_view("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"))
    crumbs.emplace_back(1, c);
  ScriptedServer server(script_of(crumbs, Then::read_on));
  const Outcome outcome = perform_all(loopback(server.port()), one_job(), {{step("POST")}, {step()}});
  EXPECT_EQ(shown(outcome.exchange(0)), "200 `hi`");
  EXPECT_EQ(shown(outcome.exchange(1)), "200 `good`");
}

}  // namespace
}  // namespace conform::test
