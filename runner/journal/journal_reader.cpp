#include "runner/journal/journal.hpp"

#include "runner/document/document.hpp"
#include "runner/journal/fold.hpp"
#include "runner/text/base64.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <concepts>
#include <cstring>
#include <fstream>
#include <unordered_map>
#include <utility>

namespace conform {
namespace {

constexpr std::string_view never_sent = "The run ended before it was sent.";
// Beyond this the bytes of further exchanges stay in the file: reports show the first ones of each kind.
constexpr std::size_t most_bytes_in_memory = std::size_t{128} << 20U;

template <std::integral Integer> Integer number_of(const Value* value, Integer otherwise = 0) {
  if (value == nullptr || !value->is_number()) return otherwise;
  const std::string digits = value->number().to_string();
  Integer number = otherwise;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return error == std::errc() && end == digits.data() + digits.size() ? number : otherwise;
}

template <std::integral Integer>
Integer number_at(const Value& object, std::string_view key, Integer otherwise = 0) {
  return number_of<Integer>(object.find(key), otherwise);
}

/// Up to the year 9999, after which no calendar of ours goes on.
std::chrono::microseconds microseconds_at(const Value& object, std::string_view key) {
  constexpr std::int64_t most = 253'402'300'799'000'000;
  return std::chrono::microseconds(std::clamp<std::int64_t>(number_at<std::int64_t>(object, key), 0, most));
}

std::string text_at(const Value& object, std::string_view key) { return std::string(object.text(key)); }

const Array& array_at(const Value& object, std::string_view key) {
  static const Array none{};
  const Value* value = object.find(key);
  return value != nullptr && value->is_array() ? value->array() : none;
}

std::string string_of(const Value& value) { return value.is_string() ? value.string() : std::string(); }

std::string bytes_at(const Value& object, const std::string& key) {
  if (const Value* plain = object.find(key)) return string_of(*plain);
  return from_base64(object.text(key + "_base64")).value_or(std::string());
}

/// The enumerator of that name, found by the names that the layers below give.
template <typename Enum, std::size_t Size>
std::optional<Enum> named(std::string_view name, const std::array<Enum, Size>& all) {
  for (const Enum one : all) {
    if (name_of(one) == name) return one;
  }
  return std::nullopt;
}
constexpr std::array outcomes = {Outcome::passed, Outcome::failed, Outcome::error, Outcome::not_judged};
constexpr std::array weights = {Weight::note, Weight::warn, Weight::fail};

RunHeader::OperationEntry read_operation(const Value& value) {
  RunHeader::OperationEntry operation{text_at(value, "name"),
                                      text_at(value, "id"),
                                      text_at(value, "tag"),
                                      number_at<std::uint32_t>(value, "line")};
  for (const Value& status : array_at(value, "documented"))
    operation.documented.push_back(string_of(status));
  operation.fault = text_at(value, "fault");
  return operation;
}

RunHeader::Off read_off(const Array& parts) {
  RunHeader::Off off{string_of(parts[0]), {}};
  for (std::size_t at = 1; at < parts.size(); ++at)
    off.operations.push_back(number_of<std::uint32_t>(&parts[at]));
  return off;
}

RunHeader read_header(const Value& line) {
  RunHeader header{text_at(line, "version"),
                   text_at(line, "title"),
                   text_at(line, "document"),
                   text_at(line, "hash"),
                   text_at(line, "openapi"),
                   text_at(line, "target"),
                   number_at<std::uint64_t>(line, "seed"),
                   number_at<std::uint32_t>(line, "rounds", 1),
                   text_at(line, "began"),
                   number_at<std::uint32_t>(line, "loose_faults")};
  for (const Value& entry : array_at(line, "operations"))
    header.operations.push_back(read_operation(entry));
  header.judged_by = text_at(line, "judged_by");
  if (const Array& shard = array_at(line, "shard"); shard.size() == 2)
    header.shard = {number_of<std::uint32_t>(&shard[0]), number_of<std::uint32_t>(&shard[1])};
  for (const Value& rule : array_at(line, "rules")) {
    header.rules.push_back({text_at(rule, "id"),
                            text_at(rule, "level"),
                            text_at(rule, "source"),
                            text_at(rule, "text"),
                            text_at(rule, "hint")});
  }
  header.level = text_at(line, "level");
  const Value* shows = line.find("shows_secrets");
  header.shows_secrets = shows != nullptr && *shows == Value(true);
  for (const Value& off : array_at(line, "off"))
    if (off.is_array() && !off.array().empty()) header.off.push_back(read_off(off.array()));
  return header;
}

std::vector<KeptFinding::Mark> read_marks(const Value& finding) {
  std::vector<KeptFinding::Mark> marks;
  for (const Value& mark : array_at(finding, "marks")) {
    if (!mark.is_array() || mark.array().size() != 4) continue;
    const Array& parts = mark.array();
    marks.push_back({string_of(parts[0]),
                     number_of<std::size_t>(&parts[1]),
                     number_of<std::size_t>(&parts[2]),
                     number_of<std::size_t>(&parts[3])});
  }
  return marks;
}

std::optional<KeptFinding> read_finding(const Value& value) {
  const auto weight = named(value.text("weight"), weights);
  if (!weight) return std::nullopt;
  KeptFinding finding{text_at(value, "rule"),
                      text_at(value, "level"),
                      *weight,
                      text_at(value, "expected"),
                      text_at(value, "actual"),
                      text_at(value, "waived"),
                      text_at(value, "judged"),
                      read_marks(value),
                      text_at(value, "document"),
                      number_at<std::uint32_t>(value, "line"),
                      number_at<std::size_t>(value, "exchange"),
                      text_at(value, "cause")};
  for (const Value& place : array_at(value, "places"))
    finding.places.push_back(string_of(place));
  return finding;
}

KeptExchange read_exchange(const Value& value) {
  KeptExchange exchange{bytes_at(value, "sent"), bytes_at(value, "received")};
  exchange.sent_bytes = number_at(value, "sent_bytes", exchange.sent.size());
  exchange.received_bytes = number_at(value, "received_bytes", exchange.received.size());
  exchange.silence = text_at(value, "silence");
  exchange.detail = text_at(value, "detail");
  exchange.curl = text_at(value, "curl");
  exchange.step = text_at(value, "step");
  exchange.hurl = text_at(value, "hurl");
  exchange.began = microseconds_at(value, "began_us");
  exchange.until_first_byte = microseconds_at(value, "first_byte_us");
  exchange.duration = microseconds_at(value, "us");
  return exchange;
}

std::optional<KeptFinding::Smallest> read_smallest(const Value& line) {
  const Value* exchange = line.find("exchange");
  if (exchange == nullptr) return std::nullopt;
  return KeptFinding::Smallest{read_exchange(*exchange),
                               text_at(line, "expected"),
                               text_at(line, "actual"),
                               read_marks(line),
                               number_at<int>(line, "status"),
                               number_at<std::size_t>(line, "asked")};
}

/// One record, as a case that has had this one round. Nothing when it is damaged.
std::optional<CaseResult> read_record(const Value& line) {
  const auto outcome = named(line.text("outcome"), outcomes);
  if (!outcome) return std::nullopt;
  CaseResult result{text_at(line, "case"), number_at<std::uint32_t>(line, "operation"), *outcome};
  result.reason = text_at(line, "reason");
  result.status = number_at<int>(line, "status");
  for (const Value& status : array_at(line, "interim"))
    result.interim.push_back(number_of<int>(&status));
  for (const Value& status : array_at(line, "refused"))
    result.refused.push_back(number_of<int>(&status));
  for (const Value& value : array_at(line, "findings")) {
    auto finding = read_finding(value);
    if (!finding) return std::nullopt;
    result.findings.push_back(std::move(*finding));
  }
  for (const Value& pair : array_at(line, "undecided")) {
    if (!pair.is_array() || pair.array().size() != 2) continue;
    result.undecided.push_back({string_of(pair.array()[0]), string_of(pair.array()[1])});
  }
  for (const Value& exchange : array_at(line, "exchanges"))
    result.exchanges.push_back(read_exchange(exchange));
  result.rules_judged = number_at<std::uint32_t>(line, "judged");
  result.duration = microseconds_at(line, "us");
  result.rounds = 1;
  result.rounds_failed = *outcome == Outcome::failed ? 1 : 0;
  return result;
}

/// `["GET /books",3]`, with `"probe"` and the number of the shard where there is one. Nothing when damaged.
std::optional<RunHeader::CaseEntry> read_planned(const Value& entry) {
  if (!entry.is_array() || entry.array().size() < 2 || entry.array().size() > 4) return std::nullopt;
  const Array& parts = entry.array();
  RunHeader::CaseEntry planned{string_of(parts[0]), number_of<std::uint32_t>(&parts[1])};
  for (std::size_t at = 2; at < parts.size(); ++at) {
    if (parts[at].is_number()) {
      planned.shard = number_of<std::uint32_t>(&parts[at]);
    } else {
      planned.probe = true;
    }
  }
  return planned;
}

RunFooter read_footer(const Value& line) {
  RunFooter footer{true, text_at(line, "end"), text_at(line, "why")};
  footer.duration = std::chrono::milliseconds(number_at<std::int64_t>(line, "ms"));
  footer.requests = number_at<std::uint64_t>(line, "requests");
  footer.connections = number_at<std::uint32_t>(line, "connections");
  footer.shrinking = number_at<std::uint64_t>(line, "shrinking");
  return footer;
}

/// Reads line by line; holds one line at a time.
class JournalReader {
public:
  JournalReader(const std::string& path, Diagnostics& diagnostics, Extent* extent)
      : source_(std::make_shared<const Source>(Source{path, {}})), diagnostics_(diagnostics),
        extent_(extent) {}

  std::optional<Results> read() {
    errno = 0;
    std::ifstream file(source_->name, std::ios::binary);
    if (!file) {
      error(std::string("The journal cannot be opened: ") + std::strerror(errno) + ".");
      return std::nullopt;
    }
    std::string line;
    while (std::getline(file, line)) {
      ++number_;
      // getline met the end of the file before a line feed: the writer was cut off here.
      if (!take(line, file.eof())) return std::nullopt;
      if (extent_ != nullptr && !file.eof()) extent_->whole_bytes += line.size() + 1;
    }
    if (number_ == 0) {
      error("The journal is empty.");
      return std::nullopt;
    }
    const std::size_t named = results_.header.cases.size();
    if (extent_ != nullptr) extent_->has_plan = named == planned_;
    if (named < planned_) {
      warning("The plan is incomplete: `" + std::to_string(named) + "` of `" + std::to_string(planned_) +
              "` planned cases are named.");
    }
    return std::move(results_);
  }

private:
  Place here() const { return {source_, {number_, 1}}; }
  void error(std::string message) { diagnostics_.error(here(), std::move(message)); }
  void warning(std::string message) { diagnostics_.warning(here(), std::move(message)); }

  /// False when the file is no journal.
  bool take(const std::string& line, bool cut_off) {
    const auto read = read_json(line);
    const Value* value = std::get_if<Value>(&read);
    if (number_ == 1) return take_header(value);
    if (value == nullptr || !take_record(*value)) {
      if (!cut_off) warning("This line is damaged and was left out.");
    }
    return true;
  }

  bool take_header(const Value* line) {
    if (line == nullptr || line->text("journal") != "conform") {
      error("This is not a journal of conform: its first line is not the header.");
      return false;
    }
    if (number_at<int>(*line, "format") != 1) {
      error("This journal has a format that this version cannot read.");
      return false;
    }
    results_.header = read_header(*line);
    planned_ = number_at<std::size_t>(*line, "cases");
    return true;
  }

  bool take_record(const Value& line) {
    if (line.find("case") != nullptr) return take_case(line);
    if (line.find("planned") != nullptr) return take_plan(line);
    if (line.find("smallest") != nullptr) return take_smallest(line);
    if (line.find("resumed") != nullptr) {
      ++results_.header.resumed;
      results_.footer = {};
      return true;
    }
    if (line.find("end") == nullptr) return false;
    results_.footer = read_footer(line);
    return true;
  }

  bool take_plan(const Value& line) {
    for (const Value& entry : array_at(line, "planned")) {
      auto planned = read_planned(entry);
      if (!planned) return false;
      if (planned->shard == results_.header.shard.index) place_of(not_yet(*planned));
      results_.header.cases.push_back(std::move(*planned));
    }
    return true;
  }

  bool take_case(const Value& line) {
    auto record = read_record(line);
    if (!record || record->operation >= results_.header.operations.size()) return false;
    limit(*record);
    if (extent_ != nullptr) {
      extent_->entries.push_back({record->id, number_at<std::uint32_t>(line, "round"), record->outcome});
      extent_->requests += number_at<std::uint64_t>(line, "sent", 1);
    }
    CaseResult& result = results_.cases[place_of({record->id, record->operation})];
    record->probe = result.probe;
    // Asked again after the run was resumed.
    if (results_.header.resumed > 0 && result.rounds == 1 && result.outcome == Outcome::error) {
      result = std::move(*record);
    } else {
      fold(result, std::move(*record));
    }
    return true;
  }

  bool take_smallest(const Value& line) {
    auto smallest = read_smallest(line);
    const auto place = places_.find(text_at(line, "smallest"));
    if (!smallest || place == places_.end()) return false;
    limit(smallest->exchange);
    std::vector<KeptFinding>& findings = results_.cases[place->second].findings;
    const auto found = std::ranges::find_if(findings, [&](const KeptFinding& finding) {
      return finding.rule == line.text("rule") && finding.cause == line.text("cause");
    });
    if (found == findings.end()) return false;
    found->smallest = std::move(smallest);
    return true;
  }

  void limit(CaseResult& record) {
    for (KeptExchange& exchange : record.exchanges)
      limit(exchange);
  }

  void limit(KeptExchange& exchange) {
    bytes_ += exchange.sent.size() + exchange.received.size();
    if (bytes_ <= most_bytes_in_memory) return;
    exchange.sent.clear();
    exchange.received.clear();
  }

  static CaseResult not_yet(const RunHeader::CaseEntry& planned) {
    CaseResult result{planned.id, planned.operation};
    result.probe = planned.probe;
    result.reason = never_sent;
    return result;
  }

  std::size_t place_of(CaseResult result) {
    const auto [found, is_new] = places_.try_emplace(result.id, results_.cases.size());
    if (is_new) results_.cases.push_back(std::move(result));
    return found->second;
  }

  SourcePtr source_;
  Diagnostics& diagnostics_;
  Extent* extent_;  // may be null
  Results results_{};
  std::unordered_map<std::string, std::size_t> places_{};
  std::size_t planned_ = 0;
  std::size_t bytes_ = 0;
  std::uint32_t number_ = 0;
};

}  // namespace

std::optional<Results> read_journal(const std::string& path, Diagnostics& diagnostics, Extent* extent) {
  if (extent != nullptr) *extent = {};
  return JournalReader(path, diagnostics, extent).read();
}

}  // namespace conform
