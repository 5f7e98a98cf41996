#include "runner/journal/journal.hpp"

#include "runner/journal/curl.hpp"
#include "runner/journal/json_text.hpp"
#include "runner/journal/kept.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace conform {
namespace {

constexpr std::size_t longest_buffer = std::size_t{64} << 10U;
constexpr std::size_t cases_in_a_line = 1000;

void write_texts(JsonText& json, std::string_view name, const std::vector<std::string>& texts) {
  json.key(name).begin_array();
  for (const std::string& text : texts)
    json.text(text);
  json.end_array();
}

void write_operations(JsonText& json, const RunHeader& header, const Mask& mask) {
  json.key("operations").begin_array();
  for (const RunHeader::OperationEntry& operation : header.operations) {
    json.begin_object().member("name", operation.name);
    json.optional_member("id", operation.operation_id).optional_member("tag", operation.tag);
    json.member("line", operation.line);
    write_texts(json, "documented", operation.documented);
    json.optional_member("fault", mask.text(operation.fault));
    json.end_object();
  }
  json.end_array();
}

void write_rules(JsonText& json, const RunHeader& header) {
  json.key("rules").begin_array();
  for (const RunHeader::RuleEntry& rule : header.rules) {
    json.begin_object().member("id", rule.id).member("level", rule.level).member("source", rule.source);
    json.member("text", rule.text).optional_member("hint", rule.hint).end_object();
  }
  json.end_array();
}

void write_off(JsonText& json, const RunHeader& header) {
  if (header.off.empty()) return;
  json.key("off").begin_array();
  for (const RunHeader::Off& off : header.off) {
    json.begin_array().text(off.rule);
    for (const std::uint32_t operation : off.operations)
      json.number(operation);
    json.end_array();
  }
  json.end_array();
}

/// The planned cases in lines of their own, so that no line grows with the run.
void write_plan(JsonText& json, const RunHeader& header) {
  for (std::size_t first = 0; first < header.cases.size(); first += cases_in_a_line) {
    const std::size_t last = std::min(first + cases_in_a_line, header.cases.size());
    json.begin_object().key("planned").begin_array();
    for (std::size_t at = first; at < last; ++at) {
      json.begin_array().text(header.cases[at].id).number(header.cases[at].operation);
      if (header.cases[at].probe) json.text("probe");
      if (header.cases[at].shard > 0) json.number(header.cases[at].shard);
      json.end_array();
    }
    json.end_array().end_object().last_line();
  }
}

void write_header(JsonText& json, const RunHeader& header, const Mask& mask) {
  json.begin_object().member("journal", "conform").member("format", 1);
  json.member("version", header.tool_version).member("title", mask.text(header.title));
  json.member("document", header.document).member("hash", header.document_hash);
  json.member("openapi", header.openapi).member("target", mask.text(header.target));
  json.member("seed", header.seed).member("rounds", header.rounds).member("began", header.began);
  if (header.loose_faults > 0) json.member("loose_faults", header.loose_faults);
  json.optional_member("level", header.level);
  if (header.shows_secrets) json.key("shows_secrets").boolean(true);
  write_off(json, header);
  json.optional_member("judged_by", header.judged_by);
  if (header.shard.is_part()) {
    json.key("shard").begin_array().number(header.shard.index).number(header.shard.total).end_array();
  }
  json.member("cases", header.cases.size());
  write_operations(json, header, mask);
  write_rules(json, header);
  json.end_object().last_line();
  write_plan(json, header);
}

void write_marks(JsonText& json, const std::vector<KeptFinding::Mark>& marks) {
  if (marks.empty()) return;
  json.key("marks").begin_array();
  for (const KeptFinding::Mark& mark : marks) {
    json.begin_array().text(mark.label).number(mark.exchange).number(mark.offset).number(mark.length);
    json.end_array();
  }
  json.end_array();
}

void write_finding(JsonText& json, const KeptFinding& finding) {
  json.begin_object().member("rule", finding.rule).member("level", finding.level);
  json.member("weight", name_of(finding.weight));
  json.member("expected", finding.expected).member("actual", finding.actual);
  json.optional_member("waived", finding.waived).optional_member("judged", finding.judged);
  json.optional_member("cause", finding.cause);
  if (!finding.places.empty()) write_texts(json, "places", finding.places);
  write_marks(json, finding.marks);
  json.optional_member("document", finding.document);
  if (finding.line > 0) json.member("line", finding.line);
  if (finding.exchange > 0) json.member("exchange", finding.exchange);
  json.end_object();
}

void write_exchange(JsonText& json, const KeptExchange& exchange) {
  json.begin_object().bytes("sent", exchange.sent).bytes("received", exchange.received);
  if (exchange.sent_bytes != exchange.sent.size()) json.member("sent_bytes", exchange.sent_bytes);
  if (exchange.received_bytes != exchange.received.size()) {
    json.member("received_bytes", exchange.received_bytes);
  }
  json.optional_member("silence", exchange.silence).optional_member("detail", exchange.detail);
  json.optional_member("step", exchange.step);
  if (exchange.began.count() > 0) {
    json.member("began_us", exchange.began.count());
    json.member("first_byte_us", exchange.until_first_byte.count()).member("us", exchange.duration.count());
  }
  json.member("curl", exchange.curl).optional_member("hurl", exchange.hurl).end_object();
}

void write_verdict(JsonText& json, const Verdict& verdict, const Mask& mask) {
  json.begin_object().member("case", verdict.case_id).member("operation", verdict.operation);
  if (verdict.round > 0) json.member("round", verdict.round);
  json.member("outcome", name_of(verdict.outcome));
  if (!verdict.reason.empty()) json.member("reason", mask.text(verdict.reason));
  if (verdict.status > 0) json.member("status", verdict.status);
  if (!verdict.interim.empty()) {
    json.key("interim").begin_array();
    for (const int status : verdict.interim)
      json.number(status);
    json.end_array();
  }
  json.member("judged", verdict.rules_judged);
  json.member("us", std::chrono::duration_cast<std::chrono::microseconds>(verdict.duration).count());
  if (verdict.undecided.empty()) return;
  json.key("undecided").begin_array();
  for (const Undecided& undecided : verdict.undecided) {
    json.begin_array().text(undecided.rule).text(mask.text(undecided.why)).end_array();
  }
  json.end_array();
}

/// What every record is written with.
struct RecordStyle {
  std::string target{};
  Mask mask{};
  Keep keep = Keep::notable;
};

bool is_worth_looking_at(const Verdict& verdict) {
  if (verdict.outcome == Outcome::failed || verdict.outcome == Outcome::error) return true;
  return std::any_of(verdict.findings.begin(), verdict.findings.end(), [](const Finding& finding) {
    return finding.weight != Weight::note;
  });
}

/// What the exchanges themselves hold of secrets is hidden in the texts about them, too.
Mask mask_for(const Trial* trial, const Mask& mask) {
  std::vector<std::string> found;
  if (trial != nullptr) {
    for (const Exchange& exchange : trial->exchanges) {
      for (std::string& secret : credentials_in(exchange))
        found.push_back(std::move(secret));
    }
  }
  return mask.also(found);
}

std::string name_of_step(const Step& step) {
  return step.probing == nullptr ? std::string() : step.probing->name;
}

/// How many requests the record is about, unless it is one; and after which statuses some were sent again.
void write_sent(JsonText& json, const Trial* trial) {
  const std::size_t sent = trial == nullptr ? 0 : requests_of(*trial);
  if (sent != 1) json.member("sent", sent);
  if (trial == nullptr) return;
  const auto was_refused = [](const Exchange& exchange) { return !exchange.refused.empty(); };
  if (std::none_of(trial->exchanges.begin(), trial->exchanges.end(), was_refused)) return;
  json.key("refused").begin_array();
  for (const Exchange& exchange : trial->exchanges)
    for (const int status : exchange.refused)
      json.number(status);
  json.end_array();
}

void write_record(JsonText& json, const Verdict& verdict, const Trial* trial, const RecordStyle& style) {
  const bool shows_exchanges = style.keep == Keep::all || is_worth_looking_at(verdict);
  if (verdict.findings.empty() && verdict.undecided.empty() && !shows_exchanges) {
    write_verdict(json, verdict, style.mask);
    write_sent(json, trial);
    json.end_object().last_line();
    return;
  }
  const Mask mask = mask_for(trial, style.mask);
  write_verdict(json, verdict, mask);
  write_sent(json, trial);
  if (!verdict.findings.empty()) {
    json.key("findings").begin_array();
    for (const Finding& finding : verdict.findings)
      write_finding(json, keep(finding, mask));
    json.end_array();
  }
  if (trial != nullptr && shows_exchanges) {
    json.key("exchanges").begin_array();
    for (const Exchange& exchange : trial->exchanges) {
      KeptExchange kept = keep(exchange, style.target, mask);
      if (trial->steps) kept.step = name_of_step((*trial->steps)[exchange.step]);
      write_exchange(json, kept);
    }
    json.end_array();
  }
  json.end_object().last_line();
}

void write_smallest(JsonText& json, const SmallestRequest& found, const RecordStyle& style) {
  const Mask mask = mask_for(&found.trial, style.mask);
  const KeptFinding kept = keep(found.finding, mask);
  json.begin_object().member("smallest", found.verdict.case_id).member("rule", kept.rule);
  json.optional_member("cause", kept.cause).member("expected", kept.expected).member("actual", kept.actual);
  if (found.verdict.status > 0) json.member("status", found.verdict.status);
  write_marks(json, kept.marks);
  json.member("asked", found.asked).key("exchange");
  write_exchange(json, keep(found.trial.exchanges.front(), style.target, mask));
  json.end_object().last_line();
}

}  // namespace

/// The open file, and what was not yet handed to it.
struct JournalWriter::State {
  std::string path{};
  RecordStyle style{};
  JsonText buffer{};
  int file = -1;

  ~State() {
    if (file >= 0) ::close(file);
  }
  State(std::string name, RecordStyle record_style, int flags)
      : path(std::move(name)), style(std::move(record_style)),
        file(::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | flags, 0644)) {
    if (file < 0) fail();
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  [[noreturn]] void fail() {
    const int error = errno;
    // The buffer is lost; the destructor must not try again.
    buffer.clear();
    throw std::system_error(error, std::generic_category(), "cannot write " + path);
  }
  void flush() {
    std::string_view left = buffer.str();
    while (!left.empty()) {
      const ::ssize_t written = ::write(file, left.data(), left.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail();
      left.remove_prefix(static_cast<std::size_t>(written));
    }
    buffer.clear();
  }
};

JournalWriter::JournalWriter(const std::string& path, const RunHeader& header, Mask mask)
    : state_(std::make_unique<State>(path, RecordStyle{header.target, std::move(mask)}, O_CREAT | O_TRUNC)) {
  write_header(state_->buffer, header, state_->style.mask);
  state_->flush();
}

JournalWriter::JournalWriter(const std::string& path, const Extent& so_far, std::string target, Mask mask)
    : state_(std::make_unique<State>(path, RecordStyle{std::move(target), std::move(mask)}, 0)) {
  // What was cut off in the middle of a line would spoil the next one.
  if (::ftruncate(state_->file, static_cast<::off_t>(so_far.whole_bytes)) != 0) state_->fail();
  state_->buffer.begin_object().key("resumed").boolean(true).end_object().last_line();
  state_->flush();
}

JournalWriter::~JournalWriter() {
  if (!state_) return;
  try {
    state_->flush();
  } catch (const std::system_error&) {
    // Whoever wanted to know has called flush() or finish().
    state_.reset();
  }
}

JournalWriter::JournalWriter(JournalWriter&&) noexcept = default;
JournalWriter& JournalWriter::operator=(JournalWriter&&) noexcept = default;

void JournalWriter::append(const Verdict& verdict,
                           const Trial* trial,
                           const std::vector<std::string>& secrets) {
  const std::size_t before = state_->buffer.size();
  try {
    if (secrets.empty()) {
      write_record(state_->buffer, verdict, trial, state_->style);
    } else {
      RecordStyle style = state_->style;
      style.mask = style.mask.also(secrets);
      write_record(state_->buffer, verdict, trial, style);
    }
  } catch (...) {
    // Half a record, for want of memory say, would be a damaged line.
    state_->buffer.cut(before);
    throw;
  }
  if (state_->buffer.size() >= longest_buffer) state_->flush();
}

void JournalWriter::keep(Keep which) { state_->style.keep = which; }

void JournalWriter::hide(const std::vector<std::string>& secrets) {
  if (!secrets.empty()) state_->style.mask = state_->style.mask.also(secrets);
}

void JournalWriter::append_smallest(const SmallestRequest& found) {
  write_smallest(state_->buffer, found, state_->style);
  state_->flush();
}

void JournalWriter::flush() { state_->flush(); }

void JournalWriter::finish(const RunFooter& footer) {
  JsonText& json = state_->buffer;
  json.begin_object().member("end", footer.end);
  json.optional_member("why", state_->style.mask.text(footer.why));
  json.member("ms", footer.duration.count()).member("requests", footer.requests);
  json.member("connections", footer.connections);
  if (footer.shrinking > 0) json.member("shrinking", footer.shrinking);
  json.end_object().last_line();
  state_->flush();
}

}  // namespace conform
