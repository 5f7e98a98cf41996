// How fast the wire alone is: `bench_wire URL CONNECTIONS SECONDS` sends one GET over and over, with the
// Trials thrown away, and prints requests per second and the CPU time of one. Compare with `wrk -t1`.

#include "runner/wire/perform.hpp"

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace {

double cpu_seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    std::fputs("usage: bench_wire URL CONNECTIONS SECONDS\n", stderr);
    return 2;
  }
  auto parsed = conform::parse_target(arguments[1]);
  if (const auto* why = std::get_if<std::string>(&parsed)) {
    std::fprintf(stderr, "%s\n", why->c_str());
    return 2;
  }
  auto target = std::get<conform::Target>(parsed);
  std::vector<conform::Step> steps(1);
  steps[0].request.target = target.base_path.empty() ? "/" : target.base_path;
  conform::WireOptions options;
  options.jobs = static_cast<unsigned>(std::strtoul(arguments[2], nullptr, 10));
  options.run_timeout =
      std::chrono::milliseconds(static_cast<long long>(std::strtod(arguments[3], nullptr) * 1000));

  std::uint64_t done = 0;
  std::uint64_t good = 0;
  const auto next = [&]() -> conform::Turn {
    conform::Job job;
    job.steps = conform::borrowed(steps);
    return job;
  };
  const auto took = [&](conform::Trial&& trial) {
    ++done;
    const conform::Response* response = trial.exchanges.front().response();
    if (response != nullptr && response->status == 200) ++good;
  };
  const auto began = std::chrono::steady_clock::now();
  const conform::Performed performed = conform::perform(target, options, next, took);
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - began;
  if (performed.end == conform::Performed::End::unreachable) {
    std::fprintf(stderr, "%s\n", performed.why.c_str());
    return 3;
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const double user = cpu_seconds(usage.ru_utime);
  const double system = cpu_seconds(usage.ru_stime);
  const auto each = [&](double seconds) { return seconds * 1e6 / static_cast<double>(done); };
  std::printf("%.0f requests/s, CPU %.2f us/request (user %.2f, system %.2f), %llu of %llu were 200\n",
              static_cast<double>(done) / wall.count(),
              each(user + system),
              each(user),
              each(system),
              static_cast<unsigned long long>(good),
              static_cast<unsigned long long>(done));
  return good == done ? 0 : 1;
}
