#pragma once

#include "runner/wire/connection.hpp"
#include "runner/wire/pacer.hpp"
#include "runner/wire/perform.hpp"

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace conform {

/// What the workers of one run share. Lives longer than all of them.
struct Run {
  const WireOptions& options;
  const std::function<Turn()>& next;
  const std::function<void(Trial&&)>& done;
  asio::io_context& loop;
  Route& route;
  std::string authority{};                               ///< for Host
  std::string where{};                                   ///< `host:port`, for messages
  Clock::time_point ends_at = Clock::time_point::max();  ///< no new case after that
  Performed performed{};
  std::exception_ptr failure{};  ///< thrown by `next` or `done`, or for want of a resource of ours
  unsigned in_flight = 0;        ///< trials begun and not done
  /// Cancelled to wake all who wait; fires for the first who waits for a moment.
  Timer changed{loop.get_executor(), Clock::time_point::max()};

  Pacer pacer{options.most_per_second, Clock::now()};

  /// The next job. Idle for good when the run is ending.
  [[nodiscard]] Turn take();
  /// Hands the trial out.
  void finish(Trial&& trial);
  /// Until a trial is done, or the run is ending.
  [[nodiscard]] Task<> wait_for_change();
  /// Until this moment, or the run is ending.
  [[nodiscard]] Task<> wait_until(Clock::time_point moment);
  /// Whether it was ended: no new cases.
  [[nodiscard]] bool is_ending() const;
  /// Whether it was, or its time is up.
  [[nodiscard]] bool is_over() const;
  /// No new cases; those in flight are finished.
  void end(Performed::End end, std::string why);
  /// Those in flight are cut short too.
  void cut_short();
};

/// Performs one job after another on a connection of its own, which it keeps for as long as that is safe.
class Worker {
public:
  /// `first` is an open connection to begin with, or null.
  Worker(Run& run, std::unique_ptr<Connection> first);

  /// Until there is no job left. The worker outlives it.
  [[nodiscard]] Task<> work();

private:
  /// What became of one attempt at an exchange.
  struct Attempt {
    bool first_on_connection = false;
    bool anything_sent = false;
    bool anything_received = false;
  };

  [[nodiscard]] Task<> take_steps(Trial* trial);
  [[nodiscard]] Task<> take_step(Trial* trial, std::size_t number);
  /// Whether what the trial has received leaves room for the answer to this step.
  [[nodiscard]] bool has_room(const Trial& trial, std::size_t number) const;
  [[nodiscard]] Task<> take_together(Trial* trial, std::size_t first, std::size_t end);
  [[nodiscard]] Task<> read_together(Connection* connection, Trial* trial, std::size_t first);
  /// The step with what earlier answers gave; nothing when it is not to be taken after those.
  [[nodiscard]] static std::optional<Step> step_now(const Trial& trial, std::size_t number);
  [[nodiscard]] Task<> fulfil(const Step* step, Exchange* exchange);
  [[nodiscard]] Task<> ask_once(const Step* step, Exchange* exchange);
  /// How long to wait before the request is sent again; nothing when it is not to be.
  [[nodiscard]] std::optional<std::chrono::milliseconds> pause_after(const Exchange& exchange,
                                                                     unsigned times);
  [[nodiscard]] Task<Attempt> converse(Connection* connection, const Step* step, Exchange* exchange);
  [[nodiscard]] Task<Sent>
  send_rest(Connection* connection, const Step* step, Exchange* exchange, std::size_t sent);
  [[nodiscard]] Task<ErrorCode> wait_for_word(Connection* connection, Exchange* exchange);
  [[nodiscard]] Task<ErrorCode> read_answer(Connection* connection, Exchange* exchange);
  [[nodiscard]] Task<> read_to_end(Connection* connection, Exchange* exchange);
  [[nodiscard]] Silence
  conclude(Connection& connection, const ErrorCode& error, const Step& step, Exchange& exchange);
  [[nodiscard]] std::unique_ptr<Connection> connection_for(const Step& step);
  [[nodiscard]] bool awaits_end(const Step& step, const Exchange& exchange) const;
  enum class Ended { no, yes };
  void note_afterwards(Exchange& before, const Exchange& next, Ended ended) const;
  void keep_if_safe(std::unique_ptr<Connection> connection, const Step& step, const Exchange& exchange);

  Run& run_;
  std::unique_ptr<Connection> kept_;
  ResponseReader reader_;
  std::vector<char> buffer_;
  Clock::time_point began_{};
  int meant_ = 0;               ///< of the job
  bool tried_in_vain_ = false;  ///< the kept connection died before the answer, and another was taken
};

}  // namespace conform
