#include "runner/wire/worker.hpp"

#include "runner/wire/retry.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/error.hpp>

#include <algorithm>
#include <array>

namespace conform {
namespace {

constexpr std::size_t buffer_size = 64U << 10U;
// How much may follow an answer on a connection that is read to its end; more says nothing new.
constexpr std::size_t most_late_bytes = 64U << 10U;

// RFC 9110 §9.2.1
bool is_safe(std::string_view method) {
  constexpr std::array<std::string_view, 4> safe = {"GET", "HEAD", "OPTIONS", "TRACE"};
  return std::ranges::find(safe, method) != safe.end();
}

// RFC 9110 §9.2.2
bool is_idempotent(std::string_view method) {
  return is_safe(method) || method == "PUT" || method == "DELETE";
}

/// How much goes out before anything is waited for: with content held back only the head.
std::size_t bytes_at_first(const Step& step, std::string_view all) {
  if (step.probing == nullptr || !step.probing->withholds_content) return all.size();
  return std::min(all.find("\r\n\r\n"), all.size() - 4) + 4;
}

// Bytes that came late for the previous exchange, just before this one's request, look like a fault of
// this one: no HTTP at all, or line ends before the status line.
bool may_be_blamed_on_another(const Exchange& exchange) {
  if (const Silence* silence = exchange.silence()) return *silence == Silence::not_http;
  const auto begins_late = [](const Anomaly& anomaly) {
    return anomaly.kind == AnomalyKind::empty_line_before_message;
  };
  if (std::ranges::any_of(exchange.anomalies, begins_late)) return true;
  const Response& first = exchange.interim.empty() ? *exchange.response() : exchange.interim.front();
  return std::ranges::any_of(first.anomalies, begins_late);
}

}  // namespace

Turn Run::take() {
  if (is_ending()) return Idle::for_good;
  if (is_over()) {
    end(Performed::End::out_of_time, "The time allowed for the run was used up.");
    return Idle::for_good;
  }
  Turn turn = next();
  if (std::holds_alternative<Job>(turn)) {
    ++in_flight;
  } else if (in_flight == 0) {
    return Idle::for_good;
  }
  return turn;
}

void Run::finish(Trial&& trial) {
  --in_flight;
  done(std::move(trial));
  changed.cancel();
}

bool Run::is_ending() const { return performed.end != Performed::End::all_done || failure; }

bool Run::is_over() const {
  return is_ending() || (ends_at != Clock::time_point::max() && Clock::now() >= ends_at);
}

Task<> Run::wait_until(Clock::time_point moment) {
  for (;;) {
    const Clock::time_point now = Clock::now();
    if (now >= moment || is_over()) co_return;
    const Clock::time_point wake = std::min(moment, ends_at);
    // Whoever waits for an earlier one wakes the others, which come back here.
    if (wake < changed.expiry() || changed.expiry() <= now) changed.expires_at(wake);
    co_await wait_for_change();
  }
}

Task<> Run::wait_for_change() {
  // One that has fired would let nobody wait.
  if (changed.expiry() <= Clock::now()) changed.expires_at(Clock::time_point::max());
  ErrorCode cancelled;
  co_await changed.async_wait(asio::redirect_error(awaited, cancelled));
}

void Run::end(Performed::End how, std::string why) {
  if (performed.end != Performed::End::all_done) return;
  performed.end = how;
  performed.why = std::move(why);
  changed.cancel();
}

void Run::cut_short() {
  route.cut_short = true;
  route.deadlines.pass_all();
  changed.cancel();
}

Worker::Worker(Run& run, std::unique_ptr<Connection> first)
    : run_(run), kept_(std::move(first)), reader_(ReadingOf{}, run.options.limits), buffer_(buffer_size) {}

// What became of the connection that was kept after `before`. Where we gave it up for late bytes nothing is
// known, and neither is it where `next` had no answer.
void Worker::note_afterwards(Exchange& before, const Exchange& next, Ended ended) const {
  if (ended == Ended::yes || tried_in_vain_) {
    before.afterwards = Exchange::Afterwards::ended;
  } else if (next.connection == before.connection && next.response() != nullptr) {
    before.afterwards = Exchange::Afterwards::carried_on;
  }
}

std::unique_ptr<Connection> Worker::connection_for(const Step& step) {
  const bool usable = step.persistence == Persistence::keep_alive || (kept_ && kept_->is_fresh());
  if (usable && kept_) {
    // What came since the last answer belongs to the previous exchange, which was handed out already. It
    // must not be blamed on this one: the connection is given up. Cases that care about late bytes ask for
    // a connection that is read to its end.
    if (kept_->is_quiet()) return std::move(kept_);
    kept_.reset();
  }
  return std::make_unique<Connection>(run_.loop, run_.route);
}

void Worker::keep_if_safe(std::unique_ptr<Connection> connection,
                          const Step& step,
                          const Exchange& exchange) {
  if (step.persistence == Persistence::close || !connection->is_open()) return;
  const Response* response = exchange.response();
  if (response == nullptr || response->status == 101 || exchange.content_truncated) return;
  if (exchange.closed_by_server || !exchange.anomalies.empty()) return;
  kept_ = std::move(connection);
}

// The end of the connection is waited for after a request with `close`, of some probes after an answer with
// `close`, and where the final answer came before the content.
bool Worker::awaits_end(const Step& step, const Exchange& exchange) const {
  if (step.persistence == Persistence::close) return true;
  if (step.probing == nullptr) return false;
  return (step.probing->awaits_end && !reader_.connection_persists()) ||
         (exchange.content_withheld && exchange.answered_early && !reader_.has_interim());
}

Task<ErrorCode> Worker::read_answer(Connection* connection, Exchange* exchange) {
  ErrorCode error;
  while (reader_.state() == ResponseReader::State::reading && !error) {
    const std::size_t count = co_await connection->receive(buffer_, error);
    if (count == 0) continue;
    if (!reader_.started()) exchange->until_first_byte = Clock::now() - began_;
    reader_.feed(std::string_view(buffer_.data(), count));
  }
  co_return error;
}

// RFC 9112 §9.6: after a request with `close` the server ends the connection after its answer.
Task<> Worker::read_to_end(Connection* connection, Exchange* exchange) {
  connection->deadline().set(Clock::now() + run_.options.close_timeout);
  exchange->read_to_close = true;
  ErrorCode error;
  while (!error && reader_.leftover() < most_late_bytes) {
    const std::size_t count = co_await connection->receive(buffer_, error);
    if (count > 0) reader_.feed(std::string_view(buffer_.data(), count));
  }
  exchange->closed_by_server = static_cast<bool>(error) && !connection->deadline().has_passed();
}

// The connection failed or ended before the answer was complete. RFC 9112 §9.6: where a server ends it with a
// part of the request unread, TCP resets it; after a request that need not be answered this is no fault of
// the answer.
Silence
Worker::conclude(Connection& connection, const ErrorCode& error, const Step& step, Exchange& exchange) {
  if (run_.route.cut_short) return Silence::interrupted;
  if (connection.deadline().has_passed()) return Silence::timed_out;
  exchange.closed_by_server = true;
  if (error != asio::error::eof) exchange.detail = error.message();
  // Where a head was complete there is an answer, if one that was cut short (RFC 9112 §8).
  const bool may_end = step.probing != nullptr && step.probing->may_end;
  reader_.finish(error == asio::error::eof || may_end ? Ending::orderly : Ending::broken);
  if (error == asio::error::eof || error == asio::ssl::error::stream_truncated) return Silence::closed;
  const bool by_tls = error.category() == asio::error::get_ssl_category();
  return by_tls ? Silence::tls_failed : Silence::reset;
}

// RFC 9110 §10.1.1: until there is an answer, if only an interim one, or the client has waited long enough.
Task<ErrorCode> Worker::wait_for_word(Connection* connection, Exchange* exchange) {
  const auto until = began_ + run_.options.expect_timeout;
  ErrorCode error;
  exchange->content_withheld = true;
  while (reader_.state() == ResponseReader::State::reading && !reader_.has_interim() && !error) {
    const std::size_t count = co_await connection->receive_until(until, buffer_, error);
    if (count == 0) break;
    if (!reader_.started()) exchange->until_first_byte = Clock::now() - began_;
    reader_.feed(std::string_view(buffer_.data(), count));
  }
  exchange->answered_early = reader_.started();
  co_return error;
}

Task<Sent> Worker::send_rest(Connection* connection, const Step* step, Exchange* exchange, std::size_t sent) {
  const std::string_view all = exchange->sent;
  const std::size_t head = bytes_at_first(*step, all);
  Sent result;
  if (sent < head) result = co_await connection->send_rest(all.substr(sent, head - sent));
  result.bytes += sent;
  if (result.error || result.bytes < head || head == all.size()) co_return result;
  result.error = co_await wait_for_word(connection, exchange);
  if (result.error || reader_.state() == ResponseReader::State::complete) co_return result;
  result = co_await connection->send_rest(all.substr(head));
  result.bytes += head;
  co_return result;
}

Task<Worker::Attempt> Worker::converse(Connection* connection, const Step* step, Exchange* exchange) {
  Attempt attempt;
  exchange->sent = serialise(step->request, run_.authority, step->persistence);
  exchange->connection = connection->number();
  exchange->secure = connection->is_secure();
  exchange->position = connection->next_position();
  attempt.first_on_connection = exchange->position == 0;
  ReadingOf reading;
  reading.method = step->request.method;
  reading.request_version = step->request.version;
  reader_.restart(reading);
  began_ = Clock::now();
  connection->deadline().set(began_ + run_.options.response_timeout);

  const std::size_t whole = exchange->sent.size();
  Sent sent = connection->send_at_once(
      std::string_view(exchange->sent).substr(0, bytes_at_first(*step, exchange->sent)));
  if (sent.bytes < whole && !sent.error) sent = co_await send_rest(connection, step, exchange, sent.bytes);
  exchange->sent.resize(sent.bytes);
  attempt.anything_sent = sent.bytes > 0;

  // Even after a failed write there may be an answer, given before the request was read (RFC 9112 §9.5).
  const ErrorCode error = co_await read_answer(connection, exchange);
  exchange->began = began_;
  exchange->duration = Clock::now() - began_;
  attempt.anything_received = reader_.started();
  Silence otherwise = Silence::closed;
  if (reader_.state() == ResponseReader::State::reading) {
    otherwise = conclude(*connection, error, *step, *exchange);
  } else if (!error && awaits_end(*step, *exchange) && reader_.would_show_late_bytes()) {
    co_await read_to_end(connection, exchange);
  }
  // What was announced and not sent would be taken for the next request (RFC 9112 §9.5).
  const bool persists = reader_.state() == ResponseReader::State::complete && reader_.connection_persists() &&
                        reader_.leftover() == 0 && sent.bytes == whole;
  reader_.take(*exchange, otherwise);
  connection->deadline().clear();
  if (!persists) connection->close();
  co_return attempt;
}

std::optional<std::chrono::milliseconds> Worker::pause_after(const Exchange& exchange, unsigned times) {
  const Response* const response = exchange.response();
  if (response == nullptr) return std::nullopt;
  const auto pause = pause_before_retry(exchange, run_.options.retry, times, meant_);
  if (response->status != 429 || meant_ == 429) {
    run_.pacer.was_taken();
    return pause;
  }
  const auto wanted = retry_after(*response).value_or(std::chrono::seconds(0));
  const bool is_bearable = wanted <= longest_patience;
  run_.pacer.slow_down(began_, Clock::now(), is_bearable ? wanted : std::chrono::seconds(0));
  return pause;
}

Task<> Worker::fulfil(const Step* step, Exchange* exchange) {
  std::vector<int> refused;
  std::optional<int> last;
  exchange->request = step->request;
  for (unsigned times = 1;; ++times) {
    if (run_.pacer.is_slow()) {
      co_await run_.wait_until(run_.pacer.take_slot(Clock::now()));
      // Whoever still waits for a turn at the end of the run does not get it.
      if (run_.is_over()) break;
    } else {
      run_.pacer.count();
    }
    if (last) refused.push_back(*last);
    co_await ask_once(step, exchange);
    const auto pause = pause_after(*exchange, times);
    if (!pause || run_.is_over()) break;
    last = exchange->response()->status;
    co_await run_.wait_until(Clock::now() + *pause);
    if (run_.is_over()) break;
  }
  exchange->refused = std::move(refused);
}

Task<> Worker::ask_once(const Step* step, Exchange* exchange) {
  tried_in_vain_ = false;
  for (;;) {
    *exchange = Exchange();
    exchange->request = step->request;
    std::unique_ptr<Connection> connection = connection_for(*step);
    if (!connection->is_open()) {
      const std::optional<ConnectFault> fault = co_await connection->open();
      if (fault) {
        exchange->answer = fault->silence;
        exchange->detail = fault->detail;
        co_return;
      }
    }
    const Attempt attempt = co_await converse(connection.get(), step, exchange);
    keep_if_safe(std::move(connection), *step, *exchange);
    if (attempt.first_on_connection || run_.route.cut_short) co_return;

    // RFC 9112 §9.3.1: a server may end an idle connection while our request is on its way.
    const std::string& method = step->request.method;
    const Silence* silence = exchange->silence();
    const bool died = silence != nullptr && exchange->closed_by_server && !attempt.anything_received &&
                      (is_idempotent(method) || !attempt.anything_sent);
    if (!died && !(is_safe(method) && may_be_blamed_on_another(*exchange))) co_return;
    tried_in_vain_ = died;
    kept_.reset();
  }
}

std::optional<Step> Worker::step_now(const Trial& trial, std::size_t number) {
  Step now = (*trial.steps)[number];
  std::optional<Request> request = request_now(now, *trial.steps, trial.exchanges);
  if (!request) return std::nullopt;
  now.request = std::move(*request);
  return now;
}

bool Worker::has_room(const Trial& trial, std::size_t number) const {
  const ProbeStep* probing = (*trial.steps)[number].probing;
  // Without the second of two equal requests nothing that was seen between them could be judged.
  if (probing == nullptr || (probing->supports && number + 1 == trial.steps->size())) return true;
  std::size_t received = 0;
  for (const Exchange& exchange : trial.exchanges)
    received += exchange.received.size();
  return received < run_.options.trial_bytes;
}

Task<> Worker::take_step(Trial* trial, std::size_t number) {
  const Step& planned = (*trial->steps)[number];
  std::optional<Step> now;
  if (planned.probing != nullptr) {
    now = step_now(*trial, number);
    if (!now) co_return;
  }
  const bool offered =
      kept_ && !trial->exchanges.empty() && kept_->number() == trial->exchanges.back().connection;
  const Ended ended = offered && kept_->has_ended() ? Ended::yes : Ended::no;
  Exchange& exchange = trial->exchanges.emplace_back();
  co_await fulfil(now ? &*now : &planned, &exchange);
  exchange.step = static_cast<std::uint32_t>(number);
  if (offered && planned.persistence == Persistence::keep_alive)
    note_afterwards(*std::prev(trial->exchanges.end(), 2), exchange, ended);
}

Task<> Worker::take_steps(Trial* trial) {
  const auto& steps = *trial->steps;
  trial->exchanges.reserve(steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    std::size_t end = i + 1;
    while (end < steps.size() && steps[end].probing != nullptr && steps[end].probing->with_previous)
      ++end;
    if (!has_room(*trial, i)) {
      if (step_now(*trial, i)) trial->left_out.push_back(static_cast<std::uint32_t>(i));
      continue;
    }
    if (end == i + 1) {
      co_await take_step(trial, i);
      continue;
    }
    co_await take_together(trial, i, end);
    i = end - 1;
  }
}

Task<> Worker::work() {
  try {
    for (;;) {
      Turn turn = run_.take();
      if (const Idle* idle = std::get_if<Idle>(&turn)) {
        if (*idle == Idle::for_good) break;
        co_await run_.wait_for_change();
        continue;
      }
      Job& job = std::get<Job>(turn);
      Trial trial;
      trial.case_index = job.case_index;
      trial.round = job.round;
      trial.steps = std::move(job.steps);
      meant_ = job.meant;
      co_await take_steps(&trial);
      run_.finish(std::move(trial));
    }
  } catch (...) {
    if (!run_.failure) run_.failure = std::current_exception();
    run_.cut_short();
  }
  kept_.reset();
}

}  // namespace conform
