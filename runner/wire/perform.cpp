#include "runner/wire/perform.hpp"

#include "runner/wire/worker.hpp"

#include <boost/asio/basic_signal_set.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include <csignal>

namespace conform {
namespace {

using Signals = asio::basic_signal_set<Executor>;

/// The workers of a run, and what ends it from outside.
class Crew {
public:
  explicit Crew(Run& run) : run_(run), signals_(run.loop.get_executor(), SIGINT, SIGTERM) {}

  void start();

private:
  [[nodiscard]] Task<> open_the_first();
  void hire(std::unique_ptr<Connection> first);
  void leave(const std::exception_ptr& failure);
  void watch_signals();
  void unreachable(const ConnectFault& fault);

  Run& run_;
  Signals signals_;
  std::vector<std::unique_ptr<Worker>> workers_{};
  std::size_t at_work_ = 0;
};

void Crew::watch_signals() {
  signals_.async_wait([this](const ErrorCode& error, int) {
    if (error) return;
    if (run_.performed.end == Performed::End::interrupted) run_.cut_short();
    run_.end(Performed::End::interrupted, "The run was interrupted.");
    watch_signals();
  });
}

void Crew::unreachable(const ConnectFault& fault) {
  if (fault.silence == Silence::interrupted) {
    run_.end(Performed::End::interrupted, "The run was interrupted.");
    return;
  }
  const std::string what = fault.silence == Silence::tls_failed ? "TLS with `" : "The target `";
  const std::string so =
      fault.silence == Silence::tls_failed ? "` could not be established: " : "` could not be reached: ";
  run_.end(Performed::End::unreachable, what + run_.where + so + fault.detail + ".");
}

// One connection first: when the target cannot be reached, no case has been begun.
Task<> Crew::open_the_first() {
  auto first = std::make_unique<Connection>(run_.loop, run_.route);
  const std::optional<ConnectFault> fault = co_await first->open();
  if (fault) {
    unreachable(*fault);
    co_return;
  }
  hire(std::move(first));
  for (unsigned i = 1; i < run_.options.jobs; ++i)
    hire(nullptr);
}

void Crew::hire(std::unique_ptr<Connection> first) {
  workers_.push_back(std::make_unique<Worker>(run_, std::move(first)));
  ++at_work_;
  asio::co_spawn(
      run_.loop, workers_.back()->work(), [this](const std::exception_ptr& failure) { leave(failure); });
}

void Crew::leave(const std::exception_ptr& failure) {
  if (failure && !run_.failure) run_.failure = failure;
  if (--at_work_ > 0) return;
  ErrorCode ignored;
  signals_.cancel(ignored);
  run_.route.deadlines.stop();
}

void Crew::start() {
  watch_signals();
  ++at_work_;
  asio::co_spawn(run_.loop, open_the_first(), [this](const std::exception_ptr& failure) { leave(failure); });
}

/// All addresses of the host, in the system's order of preference (RFC 6724); none with an error.
std::vector<Tcp::endpoint> resolve(asio::io_context& loop, const Target& target, ErrorCode& error) {
  const asio::ip::address literal = asio::ip::make_address(target.host, error);
  if (!error) return {Tcp::endpoint(literal, target.port)};
  std::vector<Tcp::endpoint> endpoints;
  asio::ip::basic_resolver<Tcp, Executor> resolver(loop.get_executor());
  const auto flags = asio::ip::resolver_base::numeric_service;
  for (const auto& found : resolver.resolve(target.host, std::to_string(target.port), flags, error)) {
    endpoints.push_back(found.endpoint());
  }
  return endpoints;
}

Performed cannot_begin(std::string why) {
  Performed performed;
  performed.end = Performed::End::unreachable;
  performed.why = std::move(why);
  return performed;
}

}  // namespace

std::size_t requests_of(const Trial& trial) {
  std::size_t requests = trial.exchanges.size();
  for (const Exchange& exchange : trial.exchanges)
    requests += exchange.refused.size();
  return requests;
}

Performed perform(const Target& target,
                  const WireOptions& options,
                  const std::function<Turn()>& next,
                  const std::function<void(Trial&&)>& done) {
  asio::io_context loop(1);
  Deadlines deadlines(loop);
  Route route{.deadlines = deadlines, .connect_timeout = options.connect_timeout};
  ErrorCode error;
  route.endpoints = resolve(loop, target, error);
  if (route.endpoints.empty()) {
    return cannot_begin("The host name `" + target.host + "` has no address: " + error.message() + ".");
  }
  if (target.scheme == "https") {
    auto tls = Tls::make(options.tls, target.host);
    if (const auto* why = std::get_if<std::string>(&tls)) return cannot_begin(*why);
    route.tls = std::move(std::get<std::unique_ptr<Tls>>(tls));
  }

  Run run{.options = options, .next = next, .done = done, .loop = loop, .route = route};
  run.authority = target.authority();
  run.where = target.host_and_port();
  if (options.run_timeout.count() > 0) run.ends_at = Clock::now() + options.run_timeout;
  Crew crew(run);
  const std::stop_callback on_stop(options.stop, [&loop, &run] {
    asio::post(loop, [&run] { run.end(Performed::End::interrupted, "The run was interrupted."); });
  });
  crew.start();
  loop.run();
  if (run.failure) std::rethrow_exception(run.failure);
  run.performed.connections = route.opened;
  return run.performed;
}

}  // namespace conform
