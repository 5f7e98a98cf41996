#include "runner/mock/answering.hpp"

#include "runner/http/response_reader.hpp"
#include "runner/mock/draft.hpp"
#include "runner/mock/keeping.hpp"
#include "runner/mock/resource.hpp"

#include <algorithm>
#include <stdexcept>

namespace conform {
namespace {

constexpr std::size_t most_remembered = 64U << 20U;

// RFC 9112 §9.3, §9.6: what the answer itself says about the connection, and what it needs.
bool ends_connection(const Answer& answer) {
  const Response& final = answer.final;
  return answer.close || !answer.has_final || final.status == 101 ||
         final.fields.lists("Connection", "close");
}

}  // namespace

Answering::Answering(std::shared_ptr<const Api> api,
                     std::shared_ptr<const RuleBook> rules,
                     const MockOptions& options)
    : api_(std::move(api)), rules_(std::move(rules)), routes_(*api_, options.base_path) {
  if (options.break_rule.empty()) return;
  broken_ = rules_->find(options.break_rule);
  if (broken_ == nullptr) throw std::invalid_argument("There is no rule `" + options.break_rule + "`.");
}

Answer Answering::answer_off_the_document(const std::string* path, const Request& request) const {
  Answer answer;
  Asked asked;
  asked.request = &request;
  asked.api = api_.get();
  if (path == nullptr) {
    answer = explanation(404, "The document has no path that `" + request.target + "` matches.", request);
    return keep_rules(*rules_, std::move(answer), asked);
  }
  return keep_rules(*rules_, on_other_method(*api_, *path, request), asked);
}

// Broken framing may leave the end of the message open; the end of the connection is one for everybody.
bool Answering::leaves_its_end_open(const Answer& answer, const Request& request) {
  ReadingOf reading;
  reading.method = request.method;
  reading.request_version = request.version;
  ResponseReader reader(reading);
  const bool is_complete = reader.feed(to_bytes(answer)) == ResponseReader::State::complete;
  return !is_complete || !reader.connection_persists();
}

Answer Answering::answer(const Request& request, std::string_view bytes) const {
  if (broken_ != nullptr && !broken_->probe.empty()) {
    const ProbedServer server = probed_server(request);
    auto broken = broken_answer_to_probe(server, *broken_, request);
    if (!broken) broken = broken_answer_to_bytes(server, *broken_, bytes, server.usual(request));
    if (broken && leaves_its_end_open(*broken, request)) broken->close = true;
    if (broken) return std::move(*broken);
  }
  return usual_answer(request);
}

Answer Answering::usual_answer(const Request& request) const {
  const std::string* path = routes_.path_of(origin_form(request.target));
  const Operation* operation = path == nullptr ? nullptr : routes_.operation_of(*path, request.method);
  if (operation == nullptr) return answer_off_the_document(path, request);
  if (broken_ != nullptr) {
    auto broken = broken_answer(*api_, *rules_, *operation, request, *broken_);
    if (broken && leaves_its_end_open(*broken, request)) broken->close = true;
    if (broken) return std::move(*broken);
  }
  return conforming_answer(*api_, *rules_, *operation, request);
}

Answer Answering::refusal(const RequestRead& read, std::string_view bytes) const {
  Answer answer = explanation(read.refusal, read.why, read.request);
  answer.final.fields.set("Connection", "close");
  if (broken_ == nullptr) return answer;
  auto broken = broken_answer_to_bytes(probed_server(read.request), *broken_, bytes, answer);
  return broken ? std::move(*broken) : answer;
}

ProbedServer Answering::probed_server(const Request& request) const {
  ProbedServer server{.api = *api_, .rules = *rules_};
  server.usual = [this](const Request& asked) { return usual_answer(asked); };
  const std::string* path = routes_.path_of(origin_form(request.target));
  if (path == nullptr) return server;
  const auto here = [path](const Operation& one) { return one.path == *path && one.fault.empty(); };
  const auto found = std::ranges::find_if(api_->operations, here);
  if (found != api_->operations.end()) server.operation = &*found;
  return server;
}

Answering::Next Answering::remembered(std::string_view bytes) const {
  const auto end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) return {};
  const auto length = lengths_.find(bytes.substr(0, end + 4));
  if (length == lengths_.end() || bytes.size() < end + 4 + length->second) return {};
  const auto whole = bytes.substr(0, end + 4 + length->second);
  const auto found = replies_.find(whole);
  return found == replies_.end() ? Next{} : Next{.reply = &found->second, .used = whole.size()};
}

void Answering::remember(std::string_view head, std::string_view content) {
  const std::size_t size = 2 * head.size() + content.size() + reply_.bytes.size();
  if (memory_size_ + size > most_remembered) {
    lengths_.clear();
    replies_.clear();
    memory_size_ = 0;
  }
  memory_size_ += size;
  lengths_.insert_or_assign(std::string(head), content.size());
  replies_.insert_or_assign(std::string(head) + std::string(content), reply_);
}

// RFC 9110 §10.1.1
Answering::Next Answering::word_before_content(const Request& head) {
  if (broken_ != nullptr && !broken_->probe.empty()) {
    const auto broken = broken_answer_to_probe(probed_server(head), *broken_, head);
    if (broken && broken->waits_for_content) return {};
  }
  reply_ = {.bytes = "HTTP/1.1 100 Continue\r\n\r\n"};
  return {.reply = &reply_, .asks_for_content = true};
}

Answering::Next Answering::next(std::string_view bytes) {
  if (const Next known = remembered(bytes); known.reply != nullptr) return known;
  const RequestRead read = read_request(bytes);
  if (read.state == RequestRead::State::incomplete)
    return read.expects_word ? word_before_content(read.request) : Next{};
  const bool refused = read.state == RequestRead::State::refused;
  const Answer given = refused ? refusal(read, bytes) : answer(read.request, bytes);
  reply_.bytes = to_bytes(given);
  reply_.close = !given.holds_open && (refused || !read.persists || ends_connection(given));
  const Next next{.reply = &reply_, .used = refused ? bytes.size() : read.length};
  const auto end = bytes.find("\r\n\r\n");
  const bool is_plain = !refused && !read.chunked && end != std::string_view::npos && read.head == end + 4;
  if (is_plain) remember(bytes.substr(0, read.head), bytes.substr(read.head, read.length - read.head));
  return next;
}

}  // namespace conform
