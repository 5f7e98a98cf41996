// Several requests in one write, before the first answer (RFC 9112 §9.3.2).

#include "runner/wire/worker.hpp"

namespace conform {
namespace {

void end_without_answer(std::vector<Exchange>& exchanges, std::size_t from, Silence silence) {
  for (std::size_t i = from; i < exchanges.size(); ++i)
    exchanges[i].answer = silence;
}

}  // namespace

// A server may end the connection after any of its answers; the requests after that have none.
Task<> Worker::read_together(Connection* connection, Trial* trial, std::size_t first) {
  std::string carried;
  for (std::size_t i = first; i < trial->exchanges.size(); ++i) {
    Exchange& exchange = trial->exchanges[i];
    ReadingOf reading;
    reading.method = exchange.request.method;
    reading.request_version = exchange.request.version;
    reader_.restart(reading);
    if (!carried.empty()) reader_.feed(carried);
    const ErrorCode error = co_await read_answer(connection, &exchange);
    exchange.began = began_;
    exchange.duration = Clock::now() - began_;
    Silence otherwise = Silence::closed;
    const bool is_complete = reader_.state() == ResponseReader::State::complete;
    if (!is_complete) otherwise = conclude(*connection, error, (*trial->steps)[exchange.step], exchange);
    const bool is_last = i + 1 == trial->exchanges.size();
    carried = is_complete && !is_last ? reader_.take_leftover() : std::string();
    const bool persists = is_complete && reader_.connection_persists();
    reader_.take(exchange, otherwise);
    if (persists) continue;
    const Silence* silence = exchange.silence();
    end_without_answer(trial->exchanges, i + 1, silence != nullptr ? *silence : Silence::closed);
    co_return;
  }
}

Task<> Worker::take_together(Trial* trial, std::size_t first, std::size_t end) {
  Connection connection(run_.loop, run_.route);
  const std::size_t before = trial->exchanges.size();
  std::string all;
  for (std::size_t i = first; i < end; ++i) {
    const std::optional<Step> now = step_now(*trial, i);
    if (!now && i == first) co_return;
    if (!now) continue;
    Exchange& exchange = trial->exchanges.emplace_back();
    exchange.step = static_cast<std::uint32_t>(i);
    exchange.request = now->request;
    exchange.sent = serialise(now->request, run_.authority, Persistence::keep_alive);
    all += exchange.sent;
  }
  Clock::time_point slot = Clock::now();
  for (std::size_t i = before; i < trial->exchanges.size(); ++i)
    slot = run_.pacer.take_slot(slot);
  co_await run_.wait_until(slot);
  const std::optional<ConnectFault> fault = co_await connection.open();
  if (fault) {
    end_without_answer(trial->exchanges, before, fault->silence);
    co_return;
  }
  for (std::size_t i = before; i < trial->exchanges.size(); ++i) {
    trial->exchanges[i].connection = connection.number();
    trial->exchanges[i].secure = connection.is_secure();
    trial->exchanges[i].position = connection.next_position();
  }
  began_ = Clock::now();
  connection.deadline().set(began_ + run_.options.response_timeout);
  const Sent sent = connection.send_at_once(all);
  const std::string_view rest = std::string_view(all).substr(sent.bytes);
  if (!rest.empty() && !sent.error) {
    const Sent later = co_await connection.send_rest(rest);
    static_cast<void>(later);  // what was not sent is not answered
  }
  co_await read_together(&connection, trial, before);
  connection.deadline().clear();
  connection.close();
}

}  // namespace conform
