#include "runner/wire/worker.hpp"

#include <boost/asio/error.hpp>
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

std::optional<Job> Run::take() {
  if (performed.end != Performed::End::all_done || failure) return std::nullopt;
  if (ends_at != Clock::time_point::max() && Clock::now() >= ends_at) {
    end(Performed::End::out_of_time, "The time allowed for the run was used up.");
    return std::nullopt;
  }
  return next();
}

void Run::end(Performed::End how, std::string why) {
  if (performed.end != Performed::End::all_done) return;
  performed.end = how;
  performed.why = std::move(why);
}

void Run::cut_short() {
  route.cut_short = true;
  route.deadlines.pass_all();
}

Worker::Worker(Run& run, std::unique_ptr<Connection> first)
    : run_(run), kept_(std::move(first)), reader_(ReadingOf{}, run.options.limits), buffer_(buffer_size) {}

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

  Sent sent = connection->send_at_once(exchange->sent);
  if (sent.bytes < exchange->sent.size() && !sent.error) {
    const std::size_t at_once = sent.bytes;
    sent = co_await connection->send_rest(std::string_view(exchange->sent).substr(at_once));
    sent.bytes += at_once;
  }
  exchange->sent.resize(sent.bytes);
  attempt.anything_sent = sent.bytes > 0;

  // Even after a failed write there may be an answer, given before the request was read (RFC 9112 §9.5).
  const ErrorCode error = co_await read_answer(connection, exchange);
  exchange->duration = Clock::now() - began_;
  attempt.anything_received = reader_.started();
  Silence otherwise = Silence::closed;
  if (reader_.state() == ResponseReader::State::reading) {
    otherwise = conclude(*connection, error, *step, *exchange);
  } else if (step->persistence == Persistence::close && !error && reader_.would_show_late_bytes()) {
    co_await read_to_end(connection, exchange);
  }
  const bool persists = reader_.state() == ResponseReader::State::complete && reader_.connection_persists() &&
                        reader_.leftover() == 0;
  reader_.take(*exchange, otherwise);
  connection->deadline().clear();
  if (!persists) connection->close();
  co_return attempt;
}

Task<> Worker::fulfil(const Step* step, Exchange* exchange) {
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
    kept_.reset();
  }
}

Task<> Worker::take_steps(Trial* trial) {
  const auto& steps = *trial->steps;
  trial->exchanges.reserve(steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    Step now;
    if (steps[i].probing != nullptr) {
      std::optional<Request> request = request_now(steps[i], steps, trial->exchanges);
      if (!request) continue;
      now = steps[i];
      now.request = std::move(*request);
    }
    Exchange& exchange = trial->exchanges.emplace_back();
    co_await fulfil(steps[i].probing != nullptr ? &now : &steps[i], &exchange);
    exchange.step = static_cast<std::uint32_t>(i);
  }
}

Trial Worker::begin_trial() {
  Trial trial;
  const std::optional<Job> job = run_.take();
  if (!job) return trial;
  trial.case_index = job->case_index;
  trial.round = job->round;
  trial.steps = job->steps;
  return trial;
}

Task<> Worker::work() {
  try {
    for (Trial trial = begin_trial(); trial.steps; trial = begin_trial()) {
      co_await take_steps(&trial);
      run_.done(std::move(trial));
    }
  } catch (...) {
    if (!run_.failure) run_.failure = std::current_exception();
    run_.cut_short();
  }
  kept_.reset();
}

}  // namespace conform
