#include "runner/journal/coverage.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace conform {
namespace {

/// Statuses of one operation, and whether a case that met them failed.
using Met = std::map<int, bool>;

bool is_class_of(std::string_view documented, int status) {
  return documented.size() == 3 && documented.ends_with("XX") && documented[0] == '0' + status / 100;
}

bool is_interim(int status) { return status < 200 && status != 101; }

/// The entry of the document that covers `status`: the exact one, else its class, else `default`.
const std::string* covering(const std::vector<std::string>& documented, int status) {
  const auto find = [&](auto&& fits) {
    const auto found = std::find_if(documented.begin(), documented.end(), fits);
    return found == documented.end() ? nullptr : &*found;
  };
  if (const auto* exact = find([&](const std::string& one) { return one == std::to_string(status); }))
    return exact;
  if (const auto* wide = find([&](const std::string& one) { return is_class_of(one, status); })) return wide;
  return find([](const std::string& one) { return one == "default"; });
}

/// `100` < `199` < `1XX` < `200` … < `default`.
std::string sort_key(const std::string& status) { return status == "default" ? "~" : status; }

void add(CoveredStatus& covered, int status, bool failed) {
  if (covered.seen != Seen::failing) covered.seen = failed ? Seen::failing : Seen::ok;
  if (covered.status != std::to_string(status)) covered.by.push_back(status);
}

OperationCoverage cover(const RunHeader::OperationEntry& operation, const Met& met) {
  std::map<std::string, CoveredStatus> statuses;
  for (const std::string& documented : operation.documented) {
    statuses[sort_key(documented)] = {documented, Seen::never};
  }
  for (const auto& [status, failed] : met) {
    const std::string* entry = covering(operation.documented, status);
    // `default` promises a final response.
    if (entry != nullptr && !(is_interim(status) && *entry == "default")) {
      add(statuses[sort_key(*entry)], status, failed);
    } else if (!is_interim(status)) {
      const std::string code = std::to_string(status);
      statuses[code] = {code, Seen::undocumented};
    }
  }
  OperationCoverage covered{};
  for (auto& [key, status] : statuses)
    covered.statuses.push_back(std::move(status));
  return covered;
}

void remember(Met& met, int status, bool failed) {
  if (status > 0) met[status] = met[status] || failed;
}

}  // namespace

std::string_view name_of(Seen seen) {
  switch (seen) {
  case Seen::ok: return "ok";
  case Seen::failing: return "failing";
  case Seen::never: return "never";
  case Seen::undocumented: return "undocumented";
  }
  return "";
}

Coverage coverage(const Results& results) {
  std::vector<Met> met(results.header.operations.size());
  for (const CaseResult& result : results.cases) {
    if (result.operation >= met.size() || result.probe) continue;
    const bool failed = result.outcome == Outcome::failed;
    remember(met[result.operation], result.status, failed);
    for (const int status : result.interim)
      remember(met[result.operation], status, failed);
  }
  Coverage all{};
  for (std::size_t at = 0; at < met.size(); ++at) {
    OperationCoverage covered = cover(results.header.operations[at], met[at]);
    covered.operation = static_cast<std::uint32_t>(at);
    for (const CoveredStatus& status : covered.statuses) {
      if (status.seen == Seen::undocumented) continue;
      ++all.documented;
      if (status.seen != Seen::never) ++all.met;
    }
    all.operations.push_back(std::move(covered));
  }
  return all;
}

}  // namespace conform
