#include "runner/cli/waiting.hpp"

#include "runner/text/words.hpp"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

#include <fmt/format.h>

namespace conform {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds first_pause = 100ms;
constexpr std::chrono::milliseconds longest_pause = 2s;
constexpr int undecided = 3;
constexpr int interrupted = 130;

/// What is asked: the connection alone, or this path of it.
struct Question {
  Target target{};
  std::optional<std::string> path{};
};

std::variant<Question, std::string> read_question(const std::string& text, const Target& target) {
  if (text == "tcp") return Question{.target = target};
  const bool connects_only = text.starts_with("tcp://");
  const std::string url = connects_only ? "http://" + text.substr(6) : text;
  const auto scheme_end = url.find("://");
  const auto path =
      scheme_end == std::string::npos ? std::string::npos : url.find_first_of("/?#", scheme_end + 3);
  auto parsed = parse_target(url.substr(0, path));
  if (auto* const mistake = std::get_if<std::string>(&parsed)) return "--wait-for: " + *mistake;
  Question question{.target = std::move(std::get<Target>(parsed))};
  if (connects_only) {
    const bool has_port = text.find(':', 6) != std::string::npos && path == std::string::npos;
    if (!has_port) return "--wait-for: `" + printable(text) + "` is not of the form tcp://HOST:PORT.";
    return question;
  }
  question.path = path == std::string::npos ? "/" : url.substr(path, url.find('#') - path);
  if (!question.path->starts_with('/')) question.path->insert(0, "/");
  return question;
}

/// Why it is not ready; empty when it is, nothing when the user stopped it.
std::optional<std::string> ask(const Question& question, const WireOptions& wire) {
  std::vector<Step> steps(1);
  steps.front().request.target = question.path.value_or("/");
  steps.front().request.fields = {{"Accept", "*/*"}};
  steps.front().persistence = Persistence::close;
  bool is_given = !question.path.has_value();
  const auto next = [&]() -> Turn {
    if (std::exchange(is_given, true)) return Idle::for_good;
    return Job{.steps = borrowed(steps)};
  };
  std::string why;
  const auto done = [&why](Trial&& trial) {
    const Exchange& exchange = trial.exchanges.front();
    const Response* const response = exchange.response();
    if (response == nullptr) {
      why = meaning_of(*exchange.silence());
    } else if (response->status < 200 || response->status > 399) {
      why = fmt::format("It answers with status {}.", response->status);
    }
  };
  const Performed performed = perform(question.target, wire, next, done);
  if (performed.end == Performed::End::interrupted) return std::nullopt;
  return performed.end == Performed::End::all_done ? why : performed.why;
}

}  // namespace

int wait_until_ready(const std::string& wait_for,
                     const Target& target,
                     const WireOptions& wire,
                     std::chrono::milliseconds patience,
                     std::ostream& err) {
  const auto question = read_question(wait_for, target);
  if (const auto* const mistake = std::get_if<std::string>(&question)) {
    err << "conform: " << *mistake << '\n';
    return 2;
  }
  WireOptions once = wire;
  once.jobs = 1;
  once.retry = {};
  once.run_timeout = 0ms;
  const Clock::time_point ends = Clock::now() + patience;
  for (std::chrono::milliseconds pause = first_pause;; pause = std::min(2 * pause, longest_pause)) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(ends - Clock::now());
    once.connect_timeout = std::min(wire.connect_timeout, std::max(left, first_pause));
    once.response_timeout = std::min(wire.response_timeout, std::max(left, first_pause));
    const auto why = ask(std::get<Question>(question), once);
    if (!why) {
      err << "conform: interrupted before a case was sent.\n";
      return interrupted;
    }
    if (why->empty()) return 0;
    if (pause == first_pause) err << "Waiting for " << printable(wait_for) << ": " << printable(*why) << '\n';
    if (Clock::now() + pause >= ends) {
      err << fmt::format("conform: `{}` was not ready within {:.0f} s: {}\n",
                         printable(wait_for),
                         std::chrono::duration<double>(patience).count(),
                         printable(*why));
      return undecided;
    }
    std::this_thread::sleep_for(pause);
  }
}

}  // namespace conform
