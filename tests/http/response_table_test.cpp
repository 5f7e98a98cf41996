#include "tests/http/beast_reading.hpp"

#include <gtest/gtest.h>

namespace conform::testing_http {
namespace {

using namespace std::string_view_literals;

/// One answer and what we make of it: see `summary`. An end in ` +` says that the connection lives on.
struct Row {
  std::string_view name{};
  std::string_view bytes{};
  std::string_view expected{};
  std::string_view method = "GET";
  Version request_version{};
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class Answers : public testing::TestWithParam<Row> {
protected:
  static Wire wire() { return {GetParam().bytes, GetParam().method, GetParam().request_version, {}}; }
};

TEST_P(Answers, AreReadAsMeantAndNoted) { EXPECT_EQ(summary(read_whole(wire())), GetParam().expected); }

TEST_P(Answers, AreReadTheSameInPiecesOfAnySize) {
  const std::string whole = describe(read_whole(wire()));
  for (std::size_t piece = 1; piece < wire().bytes.size(); ++piece) {
    ASSERT_EQ(describe(read_in_pieces(wire(), piece)), whole) << "pieces of " << piece;
  }
}

TEST_P(Answers, AreReadAsBeastDoesWhenBothAcceptThem) {
  if (wire().method == "CONNECT") return;  // Beast knows no tunnels
  EXPECT_EQ(disagreement(read_whole(wire()), read_with_beast(wire())), "");
}

std::string name_of_row(const testing::TestParamInfo<Row>& row) { return std::string(row.param.name); }

const Row status_lines[] = {
    {"plain", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", "200 `hi` +"},
    {"reason_empty", "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n", "200 `` +"},
    {"reason_and_space_missing",
     "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nhi",
     "200 `hi` reason-separator-missing@12 +"},
    {"reason_obs_text", "HTTP/1.1 200 \xC3\xA9\t!\r\nContent-Length: 0\r\n\r\n", "200 `` +"},
    {"reason_control",
     "HTTP/1.1 200 a\x01\r\nContent-Length: 0\r\n\r\n",
     "200 `` reason-with-control<\\x01> +"},
    {"reason_bare_cr", "HTTP/1.1 200 a\rb\r\nContent-Length: 0\r\n\r\n", "200 `` bare-cr<\\r>"},
    {"status_999", "HTTP/1.1 999 X\r\nContent-Length: 0\r\n\r\n", "999 `` status-out-of-range<999> +"},
    {"status_598", "HTTP/1.1 598 X\r\nContent-Length: 0\r\n\r\n", "598 `` +"},
    {"status_099", "HTTP/1.1 099 X\r\nContent-Length: 0\r\n\r\n", "99 `` status-out-of-range<099> +"},
    {"status_000", "HTTP/1.1 000 X\r\nContent-Length: 0\r\n\r\n", "0 `` status-out-of-range<000> +"},
    {"status_99", "HTTP/1.1 99 X\r\nContent-Length: 0\r\n\r\n", "99 `` status-line-malformed<HTTP/1.1 99 X>"},
    {"status_1000",
     "HTTP/1.1 1000 X\r\nContent-Length: 0\r\n\r\n",
     "1000 `` status-line-malformed<HTTP/1.1 1000 X>"},
    {"status_2xx",
     "HTTP/1.1 2xx X\r\nContent-Length: 0\r\n\r\n",
     "0 `` status-line-malformed<HTTP/1.1 2xx X>"},
    {"status_negative",
     "HTTP/1.1 -1 UNKNOWN\r\nContent-Length: 0\r\n\r\n",
     "0 `` status-line-malformed<HTTP/1.1 -1 UNKNOWN>"},
    {"status_glued_to_reason",
     "HTTP/1.1 200OK\r\nContent-Length: 0\r\n\r\n",
     "200 `` status-line-malformed<HTTP/1.1 200OK>"},
    {"status_after_two_spaces",
     "HTTP/1.1  200 OK\r\nContent-Length: 0\r\n\r\n",
     "200 `` status-line-malformed<HTTP/1.1  200 OK>"},
    {"status_after_tab",
     "HTTP/1.1\t200\tOK\r\nContent-Length: 0\r\n\r\n",
     "200 `` status-line-malformed<HTTP/1.1\\t200\\tOK>"},
    {"tab_before_reason",
     "HTTP/1.1 200\tOK\r\nContent-Length: 0\r\n\r\n",
     "200 `` status-line-malformed<HTTP/1.1 200\\tOK>"},
    {"status_missing", "HTTP/1.1\r\nContent-Length: 0\r\n\r\n", "0 `` status-line-malformed<HTTP/1.1>"},
    {"version_lower_case",
     "http/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
     "200 `` version-unexpected<http/1.1> +"},
    {"version_1_2", "HTTP/1.2 200 OK\r\nContent-Length: 0\r\n\r\n", "200 `` version-unexpected<HTTP/1.2> +"},
    {"version_9_1", "HTTP/9.1 200 OK\r\nContent-Length: 0\r\n\r\n", "200 `` version-unexpected<HTTP/9.1>"},
    {"version_2",
     "HTTP/2 200\r\ncontent-length: 0\r\n\r\n",
     "200 `` version-unexpected<HTTP/2> reason-separator-missing@10"},
    {"version_1_0", "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", "200 ``"},
    {"version_1_0_kept",
     "HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: Keep-Alive\r\n\r\n",
     "200 `` +"},
    {"version_garbled",
     "HTTP/x 200 OK\r\nContent-Length: 0\r\n\r\n",
     "200 `` status-line-malformed<HTTP/x 200 OK>"},
    {"neither_version_nor_status", "HTTP/nothing here\r\n\r\n", "not-http"},
};
INSTANTIATE_TEST_SUITE_P(StatusLine, Answers, testing::ValuesIn(status_lines), name_of_row);

const Row not_http[] = {
    {"http_0_9", "<html>hello</html>\n", "not-http"},
    {"http_2_preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "not-http"},
    {"http_2_settings", "\0\0\x12\x04\0\0\0\0\0"sv, "not-http"},
    {"tls_alert", "\x15\x03\x01\0\x02\x02\x16"sv, "not-http"},
    {"shoutcast", "ICY 200 OK\r\n\r\n", "not-http"},
    {"space_first", " HTTP/1.1 200 OK\r\n\r\n", "not-http"},
    {"bare_cr_first", "\rHTTP/1.1 200 OK\r\n\r\n", "not-http"},
    {"nothing", "", "closed"},
    {"only_empty_lines", "\r\n\r\n", "closed"},
    {"half_a_name", "HTT", "closed | head-cut-short@3"},
    {"half_a_status_line", "HTTP/1.1 20", "closed | head-cut-short@11"},
    {"half_a_head", "HTTP/1.1 200 OK\r\nA: b\r\n", "closed | head-cut-short@23"},
    {"one_byte", "\x15", "not-http"},
};
INSTANTIATE_TEST_SUITE_P(NotHttp, Answers, testing::ValuesIn(not_http), name_of_row);

const Row sections[] = {
    {"empty_line_first",
     "\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
     "200 `` empty-line-before-message<\\r\\n> +"},
    {"bare_lf_everywhere",
     "HTTP/1.1 200 OK\nContent-Length: 2\n\nhi",
     "200 `hi` bare-lf<\\n> bare-lf<\\n> bare-lf<\\n> +"},
    {"bare_lf_once", "HTTP/1.1 200 OK\r\nA: b\nContent-Length: 0\r\n\r\n", "200 `` bare-lf<\\n> +"},
    {"bare_lf_at_the_end", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\nhi", "200 `hi` bare-lf<\\n> +"},
    {"bare_cr_in_value", "HTTP/1.1 200 OK\r\nA: b\rc\r\nContent-Length: 0\r\n\r\n", "200 `` bare-cr<\\r>"},
    {"doubled_cr",
     "HTTP/1.1 200 OK\r\r\nContent-Length: 2\r\r\n\r\r\nhi",
     "200 `hi` bare-cr<\\r> bare-cr<\\r> bare-cr<\\r>"},
    {"nul_in_value",
     "HTTP/1.1 200 OK\r\nA: b\0c\r\nContent-Length: 0\r\n\r\n"sv,
     "200 `` control-in-value<\\x00> +"},
    {"del_in_value",
     "HTTP/1.1 200 OK\r\nA: b\x7F\r\nContent-Length: 0\r\n\r\n",
     "200 `` control-in-value<\\x7f> +"},
    {"tab_in_value", "HTTP/1.1 200 OK\r\nA: b\tc\r\nContent-Length: 0\r\n\r\n", "200 `` +"},
    {"obs_text_in_value", "HTTP/1.1 200 OK\r\nA: \xC3\xA9\r\nContent-Length: 0\r\n\r\n", "200 `` +"},
    {"obs_fold", "HTTP/1.1 200 OK\r\nA: b\r\n\t c\r\nContent-Length: 0\r\n\r\n", "200 `` obs-fold<\\t c> +"},
    {"space_before_colon",
     "HTTP/1.1 200 OK\r\nA : b\r\nContent-Length: 0\r\n\r\n",
     "200 `` space-before-colon< >"},
    {"no_colon",
     "HTTP/1.1 200 OK\r\nnonsense\r\nContent-Length: 0\r\n\r\n",
     "200 `` field-line-without-colon<nonsense> +"},
    {"no_colon_then_fold",
     "HTTP/1.1 200 OK\r\nA: 1\r\nnonsense\r\n more\r\nContent-Length: 0\r\n\r\n",
     "200 `` field-line-without-colon<nonsense> obs-fold< more> +"},
    {"name_empty", "HTTP/1.1 200 OK\r\n: b\r\nContent-Length: 0\r\n\r\n", "200 `` field-name-empty<: b> +"},
    {"name_no_token",
     "HTTP/1.1 200 OK\r\nA(b): c\r\nContent-Length: 0\r\n\r\n",
     "200 `` field-name-not-token<A(b)> +"},
    {"name_with_space",
     "HTTP/1.1 200 OK\r\nA b: c\r\nContent-Length: 0\r\n\r\n",
     "200 `` field-name-not-token<A b> +"},
    {"leading_white_space",
     "HTTP/1.1 200 OK\r\n A: b\r\n\tC: d\r\nContent-Length: 0\r\n\r\n",
     "200 `` leading-white-space< A: b> leading-white-space<\\tC: d>"},
    {"name_order",
     "HTTP/1.1 200 OK\r\nSet-Cookie: a\r\nX-B: b\r\nset-cookie: c\r\nContent-Length: 0\r\n\r\n",
     "200 `` +"},
    {"value_empty", "HTTP/1.1 200 OK\r\nA:\r\nB: \t \r\nContent-Length:0\r\n\r\n", "200 `` +"},
};
INSTANTIATE_TEST_SUITE_P(Section, Answers, testing::ValuesIn(sections), name_of_row);

const Row interims[] = {
    {"continue_then_ok",
     "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
     "100 > 200 `` +"},
    {"hints_twice",
     "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 No "
     "Content\r\n\r\n",
     "103 > 103 > 204 `` +"},
    {"never_followed", "HTTP/1.1 100 Continue\r\n\r\n", "100 > closed"},
    {"length_and_content",
     "HTTP/1.1 100 C\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
     "100 content-length-forbidden<Content-Length: 5> > 200 `` | bytes-after-interim<hello> "
     "content-where-none-may-be<hello>"},
    {"gunicorn",
     "HTTP/1.1 100 CONTINUE\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
     "100 transfer-encoding-forbidden<Transfer-Encoding: chunked> > closed | "
     "bytes-after-interim<0\\r\\n\\r\\n> "
     "content-where-none-may-be<0\\r\\n\\r\\n>"},
    {"gunicorn_then_ok",
     "HTTP/1.1 102 P\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nHTTP/1.1 201 C\r\nContent-Length: "
     "0\r\n\r\n",
     "102 transfer-encoding-forbidden<Transfer-Encoding: chunked> > 201 `` | "
     "bytes-after-interim<0\\r\\n\\r\\n> "
     "content-where-none-may-be<0\\r\\n\\r\\n>"},
    {"junk_twice",
     "HTTP/1.1 100 C\r\n\r\naHTTP/1.1 100 C\r\n\r\nbHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
     "100 > 100 > 200 `` | bytes-after-interim<a> bytes-after-interim<b>"},
    {"junk_that_looks_like_it",
     "HTTP/1.1 100 C\r\n\r\nHTTP/HHTTP/1.1 20HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
     "100 > 200 `` | bytes-after-interim<HTTP/HHTTP/1.1 20>"},
    {"empty_line_between",
     "HTTP/1.1 100 C\r\n\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
     "100 > 200 `` empty-line-before-message<\\r\\n> +"},
    {"empty_line_last", "HTTP/1.1 100 C\r\n\r\n\r\n", "100 > closed | bytes-after-interim<\\r\\n>"},
    {"cr_last", "HTTP/1.1 100 C\r\n\r\n\r", "100 > closed | bytes-after-interim<\\r>"},
    {"next_cut_short", "HTTP/1.1 100 C\r\n\r\nHTTP/1.", "100 > closed | head-cut-short@25"},
    {"switching", "HTTP/1.1 101 S\r\nUpgrade: x\r\n\r\n\x01\x02more", "101 ``"},
    {"switching_chunked",
     "HTTP/1.1 101 S\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
     "101 `` transfer-encoding-forbidden<Transfer-Encoding: chunked>"},
};
INSTANTIATE_TEST_SUITE_P(Interim, Answers, testing::ValuesIn(interims), name_of_row);

const Row without_content[] = {
    {"extra_bytes",
     "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhiextra",
     "200 `hi` | bytes-after-message<extra>"},
    {"no_content", "HTTP/1.1 204 N\r\n\r\n", "204 `` +"},
    {"no_content_content", "HTTP/1.1 204 N\r\n\r\nhello", "204 `` | content-where-none-may-be<hello>"},
    {"no_content_length_0",
     "HTTP/1.1 204 N\r\nContent-Length: 0\r\n\r\n",
     "204 `` content-length-forbidden<Content-Length: 0> +"},
    {"no_content_length_5",
     "HTTP/1.1 204 N\r\nContent-Length: 5\r\n\r\nhello",
     "204 `` content-length-forbidden<Content-Length: 5> | content-where-none-may-be<hello>"},
    {"no_content_length_5_alone",
     "HTTP/1.1 204 N\r\nContent-Length: 5\r\n\r\n",
     "204 `` content-length-forbidden<Content-Length: 5>"},
    {"no_content_chunked",
     "HTTP/1.1 204 N\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
     "204 `` transfer-encoding-forbidden<Transfer-Encoding: chunked> | "
     "content-where-none-may-be<0\\r\\n\\r\\n>"},
    {"not_modified_length", "HTTP/1.1 304 N\r\nContent-Length: 5\r\n\r\n", "304 `` +"},
    {"not_modified_content",
     "HTTP/1.1 304 N\r\nContent-Length: 5\r\n\r\nhello",
     "304 `` | content-where-none-may-be<hello>"},
    {"reset_content", "HTTP/1.1 205 R\r\nContent-Length: 5\r\n\r\nhello", "205 `hello` +"},
    {"head_length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "200 `` +", "HEAD"},
    {"head_content",
     "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
     "200 `` | content-where-none-may-be<hello>",
     "HEAD"},
    {"head_chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "200 `` +", "HEAD"},
    {"head_unframed", "HTTP/1.1 200 OK\r\n\r\n", "200 `` +", "HEAD"},
    {"connect_tunnel", "HTTP/1.1 200 OK\r\n\r\n\x16\x03", "200 ``", "CONNECT"},
    {"connect_refused", "HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno", "403 `no` +", "CONNECT"},
};
INSTANTIATE_TEST_SUITE_P(WithoutContent, Answers, testing::ValuesIn(without_content), name_of_row);

const Row lengths[] = {
    {"repeated",
     "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 02\r\n\r\nhi",
     "200 `hi` content-length-repeated<Content-Length: 02> +"},
    {"list_equal",
     "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nhi",
     "200 `hi` content-length-repeated<Content-Length: 2, 2> +"},
    {"list_differs",
     "HTTP/1.1 200 OK\r\nContent-Length: 2, 3\r\n\r\nhi",
     "200 `hi` content-length-differs<Content-Length: 2, 3>"},
    {"differs",
     "HTTP/1.1 200 OK\r\nContent-Length: 2\r\ncontent-length: 3\r\n\r\nhi",
     "200 `hi` content-length-differs<content-length: 3>"},
    {"plus",
     "HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nhi",
     "200 `hi` content-length-malformed<Content-Length: +2>"},
    {"minus",
     "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nhi",
     "200 `hi` content-length-malformed<Content-Length: -1>"},
    {"empty",
     "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\nhi",
     "200 `hi` content-length-malformed<Content-Length:>"},
    {"overflow",
     "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nhi",
     "200 `hi` content-length-malformed<Content-Length: 99999999999999999999>"},
    {"words",
     "HTTP/1.1 200 OK\r\nContent-Length: 2 bytes\r\n\r\nhi",
     "200 `hi` content-length-malformed<Content-Length: 2 bytes>"},
    {"cut_short", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhi", "200 `hi` content-cut-short@40"},
    {"beyond_limit_and_cut_short",
     "HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\nhi",
     "200 `hi` content-cut-short@58"},
    {"until_close", "HTTP/1.1 200 OK\r\n\r\nhi", "200 `hi`"},
    {"until_close_1_0", "HTTP/1.0 200 OK\r\n\r\nhi", "200 `hi`"},
    {"close", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: x, Close\r\n\r\nhi", "200 `hi`"},
    {"request_1_0", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", "200 `hi`", "GET", {1, 0}},
};
INSTANTIATE_TEST_SUITE_P(ContentLength, Answers, testing::ValuesIn(lengths), name_of_row);

const Row codings[] = {
    {"chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", "200 `hi` +"},
    {"length_too",
     "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
     "200 `hi` content-length-with-transfer-encoding<Content-Length: 9>"},
    {"gzip_chunked",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
     "200 `hi` transfer-coding-unasked<Transfer-Encoding: gzip, chunked> +"},
    {"on_two_lines",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
     "200 `hi` transfer-coding-unasked<Transfer-Encoding: gzip> +"},
    {"chunked_gzip",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
     "200 `2\\r\\nhi\\r\\n0\\r\\n\\r\\n` transfer-coding-unasked<Transfer-Encoding: chunked, gzip> "
     "chunked-not-last<Transfer-Encoding: chunked, gzip>"},
    {"chunked_twice",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
     "200 `hi` chunked-not-last<Transfer-Encoding: chunked, chunked>"},
    {"identity",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\nhi",
     "200 `hi` transfer-encoding-malformed<Transfer-Encoding: identity>"},
    {"identity_with_length",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\nContent-Length: 2\r\n\r\nhi",
     "200 `hi` transfer-encoding-malformed<Transfer-Encoding: identity> "
     "content-length-with-transfer-encoding<Content-Length: 2>"},
    {"empty",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding:\r\n\r\nhi",
     "200 `hi` transfer-encoding-malformed<Transfer-Encoding:>"},
    {"no_token",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked foo\r\n\r\nhi",
     "200 `hi` transfer-encoding-malformed<Transfer-Encoding: chunked foo>"},
    {"parameter",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n",
     "200 `` transfer-encoding-malformed<Transfer-Encoding: chunked;q=1>"},
    {"chunked_1_0",
     "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
     "200 `hi` transfer-encoding-forbidden<Transfer-Encoding: chunked>"},
};
INSTANTIATE_TEST_SUITE_P(TransferEncoding, Answers, testing::ValuesIn(codings), name_of_row);

const Row chunks[] = {
    {"upper_case_size",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
     "A\r\n0123456789\r\n0\r\n\r\n",
     "200 `0123456789` +"},
    {"leading_zeros",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
     "0000000000000000000002\r\nhi\r\n000\r\n\r\n",
     "200 `hi` +"},
    {"trailers",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
     "2\r\nhi\r\n0\r\nExpires: x\r\n\r\n",
     "200 `hi` +"},
    {"trailer_without_colon",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
     "2\r\nhi\r\n0\r\nnonsense\r\n\r\n",
     "200 `hi` field-line-without-colon<nonsense> +"},
    {"extension",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
     "2;a=\"b\"\r\nhi\r\n0;z\r\n\r\n",
     "200 `hi` chunk-extension<;a=\"b\"> chunk-extension<;z> +"},
    {"bare_cr_in_extension",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
     "2;a\rb\r\nhi\r\n0\r\n\r\n",
     "200 `hi` chunk-extension<;a\\rb> bare-cr<\\r>"},
    {"white_space_after_size",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
     "2  \r\nhi\r\n0\r\n\r\n",
     "200 `hi` chunk-size-malformed<2  >"},
    {"bad_size",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
     "zz\r\nhi\r\n0\r\n\r\n",
     "200 `` chunk-size-malformed<zz>"},
    {"prefixed_size",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
     "0x2\r\nhi\r\n0\r\n\r\n",
     "200 `` chunk-size-malformed<0x2>"},
    {"size_overflow",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
     "11111111111111111\r\nhi",
     "200 `` chunk-size-malformed<11111111111111111>"},
    {"size_missing",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
     "\r\nhi\r\n0\r\n\r\n",
     "200 `` chunk-size-malformed@47"},
    {"end_missing",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
     "2\r\nhi0\r\n\r\n",
     "200 `hi` chunk-end-missing@52"},
    {"more_data_than_said",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
     "2\r\nhello\r\n0\r\n\r\n",
     "200 `he` chunk-end-missing@52 chunk-size-malformed<llo>"},
    {"bare_lf",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
     "2\nhi\n0\n\n",
     "200 `hi` bare-lf<\\n> bare-lf<\\n> bare-lf<\\n> bare-lf<\\n> +"},
    {"cut_in_size",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
     "2\r\nhi\r\n1",
     "200 `hi` content-cut-short@55"},
    {"cut_in_data",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
     "5\r\nhi",
     "200 `hi` content-cut-short@52"},
    {"cut_after_data",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
     "2\r\nhi\r",
     "200 `hi` content-cut-short@53"},
    {"no_last_chunk",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
     "2\r\nhi\r\n",
     "200 `hi` content-cut-short@54"},
    {"cut_in_trailers",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
     "2\r\nhi\r\n0\r\nA: b\r\n",
     "200 `hi` content-cut-short@63"},
    {"bytes_after",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
     "2\r\nhi\r\n0\r\n\r\nmore",
     "200 `hi` | bytes-after-message<more>"},
};
INSTANTIATE_TEST_SUITE_P(Chunked, Answers, testing::ValuesIn(chunks), name_of_row);

}  // namespace
}  // namespace conform::testing_http
