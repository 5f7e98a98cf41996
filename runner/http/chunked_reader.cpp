#include "runner/http/chunked_reader.hpp"

#include "runner/http/octets.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace conform {

using enum AnomalyKind;

void ChunkedReader::restart(std::size_t from, Limits limits) {
  content_.clear();
  trailers_.restart();
  lines_.restart(from);
  limits_ = limits;
  position_ = from;
  line_limit_ = from + 2 * limits.content + limits.trailers;
  remaining_ = 0;
  stage_ = Stage::size;
  progress_ = Progress::wants_more;
}

void ChunkedReader::stop(Progress progress) {
  stage_ = Stage::done;
  progress_ = progress;
}

void ChunkedReader::read_size(std::string_view received, AnomalyList& anomalies) {
  const auto line = lines_.next(received, position_, line_limit_, anomalies);
  if (line) return begin_chunk(*line, anomalies);
  waits_ = true;
  if (received.size() >= line_limit_) stop(Progress::truncated);
}

void ChunkedReader::begin_chunk(const Line& line, AnomalyList& anomalies) {
  position_ = line.next;
  const char* const begin = line.text.data();
  std::uint64_t size = 0;
  const auto [end, error] = std::from_chars(begin, begin + line.text.size(), size, 16);
  const auto digits = static_cast<std::size_t>(end - begin);
  const std::string_view rest = line.text.substr(digits);
  const std::string_view extension = octets::trim(rest);
  if (digits == 0 || error != std::errc{} || size > std::numeric_limits<std::int64_t>::max() ||
      !(extension.empty() || extension.starts_with(';'))) {
    anomalies.add(chunk_size_malformed, line.offset, line.text.size());
    return stop(Progress::lost);
  }
  if (extension.empty() && !rest.empty()) {
    anomalies.add(chunk_size_malformed, line.offset, line.text.size());
  } else if (!extension.empty()) {
    anomalies.add(chunk_extension, line.offset + digits, rest.size());
    const std::size_t cr = rest.find('\r');
    if (cr != std::string_view::npos) anomalies.add(bare_cr, line.offset + digits + cr, 1);
  }
  remaining_ = size;
  stage_ = size == 0 ? Stage::trailers : Stage::data;
  if (size == 0) line_limit_ = std::min(line_limit_, position_ + limits_.trailers);
}

void ChunkedReader::read_data(std::string_view received) {
  const std::size_t room = limits_.content - content_.size();
  const std::size_t available = received.size() - position_;
  const auto take = static_cast<std::size_t>(std::min<std::uint64_t>(remaining_, std::min(room, available)));
  content_.append(received.substr(position_, take));
  position_ += take;
  remaining_ -= take;
  if (remaining_ == 0) {
    stage_ = Stage::data_end;
  } else if (take == room) {
    stop(Progress::truncated);
  } else {
    waits_ = true;
  }
}

void ChunkedReader::read_data_end(std::string_view received, AnomalyList& anomalies) {
  const std::string_view rest = received.substr(position_, 2);
  waits_ = rest.empty() || rest == "\r";
  if (waits_) return;
  if (rest == "\r\n") {
    position_ += 2;
  } else if (rest.front() == '\n') {
    anomalies.add(bare_lf, position_, 1);
    position_ += 1;
  } else {
    anomalies.add(chunk_end_missing, position_, 0);
  }
  stage_ = Stage::size;
}

void ChunkedReader::read_trailers(std::string_view received, AnomalyList& anomalies) {
  const auto line = lines_.next(received, position_, line_limit_, anomalies);
  if (!line) {
    waits_ = true;
    if (received.size() >= line_limit_) stop(Progress::truncated);
    return;
  }
  position_ = line->next;
  if (!line->is_empty()) return trailers_.read(*line, anomalies);
  if (!line->text.empty()) anomalies.add(bare_cr, line->offset, line->text.size());
  stop(Progress::ended);
}

void ChunkedReader::step(std::string_view received, AnomalyList& anomalies) {
  switch (stage_) {
  case Stage::size: return read_size(received, anomalies);
  case Stage::data: return read_data(received);
  case Stage::data_end: return read_data_end(received, anomalies);
  case Stage::trailers: return read_trailers(received, anomalies);
  case Stage::done: return;
  }
}

ChunkedReader::Progress ChunkedReader::read(std::string_view received, AnomalyList& anomalies) {
  waits_ = false;
  while (!waits_ && stage_ != Stage::done)
    step(received, anomalies);
  return progress_;
}

}  // namespace conform
