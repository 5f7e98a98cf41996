#include "runner/http/response_reader.hpp"

#include "runner/http/octets.hpp"
#include "runner/http/status_line.hpp"

#include <algorithm>
#include <utility>

namespace conform {
namespace {

using enum AnomalyKind;

constexpr std::string_view http_name = "HTTP/";
constexpr std::string_view tls_alert = "\x15\x03";

/// Whether `text` can still become, or is, `HTTP/` in any case.
bool may_begin_status_line(std::string_view text) {
  const std::size_t length = std::min(text.size(), http_name.size());
  return equals_ignoring_case(text.substr(0, length), http_name.substr(0, length));
}

/// How much of a status line in its exact form stands at the front of `text`: `HTTP/1.1 200 `.
std::size_t status_line_prefix(std::string_view text) {
  constexpr std::string_view pattern = "HTTP/0.0 000";
  std::size_t at = 0;
  while (at < std::min(text.size(), pattern.size())) {
    const bool fits = pattern[at] == '0' ? octets::is_digit(text[at]) : text[at] == pattern[at];
    if (!fits) return 0;
    ++at;
  }
  if (at < pattern.size() || text.size() == at) return at;
  const bool ends = text[at] == ' ' || text[at] == '\r' || text[at] == '\n';
  return ends ? at + 1 : 0;
}
constexpr std::size_t whole_prefix = 13;

bool wants_close(const Response& response, Version request_version) {
  if (response.fields.lists("Connection", "close")) return true;
  const bool is_old = response.version == Version{1, 0} || request_version == Version{1, 0};
  return is_old && !response.fields.lists("Connection", "keep-alive");
}

std::string describe_foreign(std::string_view received) {
  if (received.starts_with(tls_alert)) {
    return "The server speaks TLS on this port: it answered with a TLS alert. Try https.";
  }
  if (received.size() >= 9 && received.starts_with(std::string_view("\0\0", 2)) && received[3] == 4) {
    return "The server speaks HTTP/2 without being asked: it answered with a SETTINGS frame.";
  }
  return "The answer does not begin with a status line.";
}

std::string describe_excess(const ReaderLimits& limits) {
  return "More than " + std::to_string(limits.head) + " bytes, or more than " +
         std::to_string(limits.interim) + " interim responses, came before the content.";
}

}  // namespace

ResponseReader::ResponseReader(ReadingOf reading, ReaderLimits limits) : limits_(limits) { restart(reading); }

void ResponseReader::restart(ReadingOf reading) {
  answering_ = reading.method == "HEAD"      ? AnsweredMethod::head
               : reading.method == "CONNECT" ? AnsweredMethod::connect
                                             : AnsweredMethod::other;
  request_version_ = reading.request_version;
  received_.clear();
  position_ = 0;
  message_begin_ = 0;
  stage_ = Stage::between;
  lines_.restart(0);
  section_.restart();
  anomalies_.clear();
  stray_.clear();
  announced_ = foreign_ = tail_is_foreign_ = truncated_ = lost_ = doubtful_ = false;
  interim_.clear();
  final_.reset();
  silence_.reset();
}

/// Notes what lies between the last interim response and `end`.
void ResponseReader::note_foreign(std::size_t end) {
  stray_.add(bytes_after_interim, message_begin_, end - message_begin_);
  if (announced_) stray_.add(content_where_none_may_be, message_begin_, end - message_begin_);
  foreign_ = true;
}

/// Bytes after the response (RFC 9112 §9.2), unless they are another protocol's or it ended nowhere certain.
void ResponseReader::note_leftover() {
  if (!final_ || leftover() == 0 || end_.tunnel || lost_) return;
  const bool is_none = final_->framing == Framing::none;
  stray_.add(is_none ? content_where_none_may_be : bytes_after_message, final_->ends, leftover());
}

/// Keeps of the bytes after the end as many as a head may have, however they were cut into pieces.
void ResponseReader::cap_received() {
  const bool is_too_large = silence_ == Silence::too_large;
  const std::size_t most = is_too_large ? limits_.head : truncated_ ? position_ : position_ + limits_.head;
  if (received_.size() > most) received_.resize(most);
  position_ = std::min(position_, received_.size());
}

void ResponseReader::give_up(Silence why) {
  silence_ = why;
  stage_ = Stage::complete;
}

void ResponseReader::end_final(std::size_t at) {
  position_ = at;
  response_.ends = at;
  doubtful_ = is_doubtful();
  response_.anomalies = anomalies_.take();
  final_ = std::move(response_);
  stage_ = Stage::complete;
}

void ResponseReader::truncate(std::size_t at) {
  truncated_ = true;
  end_final(at);
}

bool ResponseReader::is_doubtful() const {
  return end_.in_doubt || foreign_ || anomalies_.has(bare_cr) || anomalies_.has(chunk_size_malformed) ||
         anomalies_.has(chunk_end_missing) || anomalies_.has(content_cut_short);
}

void ResponseReader::end_interim() {
  response_.ends = position_;
  response_.anomalies = anomalies_.take();
  announced_ = !section_.transfer_encodings().empty() || !section_.content_lengths().empty();
  interim_.push_back(std::move(response_));
  message_begin_ = position_;
  stage_ = Stage::between;
  if (interim_.size() > limits_.interim) give_up(Silence::too_large);
}

void ResponseReader::end_head() {
  response_.head_ends = position_;
  end_ = find_content_end({response_.version, response_.status, section_}, answering_, anomalies_);
  response_.fields = section_.take();
  response_.framing = end_.framing;
  if (response_.is_interim()) return end_interim();
  if (end_.framing == Framing::none || (end_.framing == Framing::content_length && end_.length == 0)) {
    return end_final(position_);
  }
  if (end_.framing == Framing::chunked) {
    chunks_.restart(position_, {.content = limits_.content, .trailers = limits_.head});
  }
  stage_ = Stage::content;
}

/// What follows is no status line. After an interim response one may still come, else there is no HTTP here.
void ResponseReader::begin_foreign() {
  anomalies_.clear();
  if (interim_.empty()) {
    waits_ = received_ == tls_alert.substr(0, 1);
    if (!waits_) give_up(Silence::not_http);
    return;
  }
  tail_is_foreign_ = true;
  stage_ = Stage::foreign;
}

// RFC 9112 §2.2: empty lines before a message are tolerated (there, those before a request line).
void ResponseReader::read_between() {
  const std::string_view rest = unread().substr(0, http_name.size());
  if (position_ >= limits_.head) {
    tail_is_foreign_ = !interim_.empty() && position_ > message_begin_;
    return give_up(Silence::too_large);
  }
  const std::size_t line_end = rest.starts_with('\n') ? 1 : rest.starts_with("\r\n") ? 2 : 0;
  if (line_end > 0) {
    anomalies_.add(empty_line_before_message, position_, line_end);
    if (line_end == 1) anomalies_.add(bare_lf, position_, 1);
    position_ += line_end;
    return;
  }
  waits_ = rest.empty() || rest == "\r";
  if (waits_) return;
  if (!may_begin_status_line(rest)) return begin_foreign();
  waits_ = rest.size() < http_name.size();
  if (waits_) return;
  lines_.restart(position_);
  stage_ = Stage::status_line;
}

void ResponseReader::read_foreign() {
  std::string_view rest = unread();
  while (!rest.empty() && status_line_prefix(rest) < std::min(rest.size(), whole_prefix)) {
    const std::size_t next = rest.find('H', 1);
    rest.remove_prefix(std::min(next, rest.size()));
  }
  position_ = received_.size() - rest.size();
  if (position_ >= limits_.head) return give_up(Silence::too_large);
  waits_ = rest.size() < whole_prefix;
  if (waits_) return;
  note_foreign(position_);
  tail_is_foreign_ = false;
  lines_.restart(position_);
  stage_ = Stage::status_line;
}

void ResponseReader::read_status() {
  const auto line = lines_.next(received_, position_, limits_.head, anomalies_);
  if (!line) {
    waits_ = true;
    if (received_.size() >= limits_.head) give_up(Silence::too_large);
    return;
  }
  auto read = read_status_line(*line, anomalies_);
  if (!read) return begin_foreign();
  response_ = {};
  response_.version = read->version;
  response_.status = read->status;
  response_.reason = std::move(read->reason);
  response_.begins = position_;
  position_ = line->next;
  section_.restart();
  stage_ = Stage::fields;
}

void ResponseReader::read_field(const Line& line) {
  position_ = line.next;
  if (!line.is_empty()) return section_.read(line, anomalies_);
  if (!line.text.empty()) anomalies_.add(bare_cr, line.offset, line.text.size());
  end_head();
}

void ResponseReader::read_fields() {
  while (stage_ == Stage::fields) {
    const std::optional<Line> line = lines_.next(received_, position_, limits_.head, anomalies_);
    if (!line) {
      waits_ = true;
      if (received_.size() >= limits_.head) give_up(Silence::too_large);
      return;
    }
    read_field(*line);
  }
}

void ResponseReader::read_counted() {
  const std::size_t available = received_.size() - response_.head_ends;
  const std::uint64_t wanted = std::min<std::uint64_t>(end_.length, limits_.content);
  if (available < wanted) {
    waits_ = true;
    return;
  }
  const auto length = static_cast<std::size_t>(wanted);
  response_.content.assign(received_, response_.head_ends, length);
  position_ = response_.head_ends + length;
  if (end_.length > limits_.content) return truncate(position_);
  end_final(position_);
}

void ResponseReader::read_until_close() {
  waits_ = received_.size() - response_.head_ends <= limits_.content;
  if (waits_) return;
  response_.content.assign(received_, response_.head_ends, limits_.content);
  truncate(response_.head_ends + limits_.content);
}

void ResponseReader::read_chunked() {
  using enum ChunkedReader::Progress;
  const ChunkedReader::Progress progress = chunks_.read(received_, anomalies_);
  waits_ = progress == wants_more;
  if (waits_) return;
  response_.content.swap(chunks_.content());
  response_.trailers = chunks_.take_trailers();
  lost_ = progress == lost;
  if (progress == truncated) return truncate(chunks_.position());
  end_final(chunks_.position());
}

void ResponseReader::read_content() {
  switch (end_.framing) {
  case Framing::content_length: return read_counted();
  case Framing::chunked: return read_chunked();
  case Framing::until_close: return read_until_close();
  case Framing::none: return end_final(position_);
  }
}

void ResponseReader::step() {
  switch (stage_) {
  case Stage::between: return read_between();
  case Stage::status_line: return read_status();
  case Stage::fields: return read_fields();
  case Stage::foreign: return read_foreign();
  case Stage::content: return read_content();
  case Stage::complete: return;
  }
}

void ResponseReader::advance() {
  waits_ = false;
  while (!waits_ && stage_ != Stage::complete)
    step();
}

ResponseReader::State ResponseReader::feed(std::string_view bytes) {
  received_.append(bytes);
  advance();
  if (stage_ == Stage::complete) cap_received();
  return state();
}

/// The connection ended before a status line was recognised.
void ResponseReader::finish_before_status_line() {
  const std::string_view rest = unread();
  if (!rest.empty() && may_begin_status_line(rest)) {
    stray_.add(head_cut_short, received_.size(), 0);
  } else if (!interim_.empty()) {
    tail_is_foreign_ = received_.size() > message_begin_;
  } else if (!rest.empty()) {
    give_up(Silence::not_http);
  }
}

void ResponseReader::finish_content(Ending ending) {
  if (end_.framing == Framing::chunked) {
    response_.content.swap(chunks_.content());
    response_.trailers = chunks_.take_trailers();
  } else {
    response_.content.assign(received_, response_.head_ends);
  }
  const bool is_whole = end_.framing == Framing::until_close && ending == Ending::orderly;
  if (!is_whole) anomalies_.add(content_cut_short, received_.size(), 0);
  end_final(received_.size());
}

std::string ResponseReader::take_leftover() {
  if (leftover() == 0) return {};
  std::string rest = received_.substr(final_->ends);
  received_.resize(final_->ends);
  return rest;
}

ResponseReader::State ResponseReader::finish(Ending ending) {
  switch (stage_) {
  case Stage::between: finish_before_status_line(); break;
  case Stage::status_line:
  case Stage::fields: stray_.add(head_cut_short, received_.size(), 0); break;
  case Stage::content: finish_content(ending); break;
  case Stage::foreign:
  case Stage::complete: break;
  }
  stage_ = Stage::complete;
  return State::complete;
}

bool ResponseReader::connection_persists() const {
  if (!final_ || truncated_ || doubtful_ || end_.tunnel) return false;
  if (final_->framing == Framing::until_close || final_->version.major != 1 || leftover() > 0) return false;
  return !wants_close(*final_, request_version_);
}

void ResponseReader::take(Exchange& exchange, Silence otherwise) {
  const bool has_only_empty_lines = unread().empty() || unread() == "\r";
  if (stage_ == Stage::between && !interim_.empty() && has_only_empty_lines) {
    tail_is_foreign_ = received_.size() > message_begin_;
  }
  if (tail_is_foreign_) note_foreign(received_.size());
  note_leftover();
  stage_ = Stage::complete;
  exchange.interim = std::move(interim_);
  exchange.anomalies = stray_.take();
  exchange.content_truncated = truncated_;
  if (final_) {
    exchange.answer = *std::move(final_);
  } else {
    exchange.answer = silence_.value_or(otherwise);
    if (silence_ == Silence::not_http) exchange.detail = describe_foreign(received_);
    if (silence_ == Silence::too_large) exchange.detail = describe_excess(limits_);
  }
  final_.reset();
  exchange.received.swap(received_);
  received_.clear();
}

}  // namespace conform
