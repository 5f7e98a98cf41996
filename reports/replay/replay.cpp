#include "reports/replay/replay.hpp"

#include "runner/journal/grouping.hpp"
#include "runner/text/words.hpp"

#include <set>
#include <string_view>

#include <fmt/format.h>

namespace conform {
namespace {

constexpr std::size_t most_of_cause = 20;
constexpr std::size_t longest_comment = 300;

/// Where the text of a request stands in an exchange, and what is written after it.
struct Form {
  std::string KeptExchange::*text = nullptr;
  std::string_view ending{};
  std::string_view instead{};  ///< a comment where there is no text
};

void comment(std::string_view label, std::string_view text, std::ostream& out) {
  out << "# " << label << printable(shortened(text, longest_comment)) << '\n';
}

class Replay {
public:
  Replay(const Results& results, Form form, std::ostream& out) : results_(results), form_(form), out_(out) {}

  void write() {
    comment("", results_.header.title + " at " + results_.header.target, out_);
    const std::string_view secrets = remark_on_secrets(results_.header);
    if (!secrets.empty()) comment("", secrets, out_);
    for (const RuleGroup& group : group_by_rule(results_)) {
      if (group.weight == Weight::note) continue;
      out_ << "\n# " << std::string(76, '-') << '\n';
      comment("", group.rule.text, out_);
      comment("", group.rule.id + ", " + group.rule.source + (group.known ? ", known" : ""), out_);
      for (const Cluster& cluster : group.clusters)
        write_cluster(cluster);
    }
  }

private:
  void write_cluster(const Cluster& cluster) {
    std::size_t shown = 0;
    write_sighting(cluster.example, shown);
    for (const Sighting& sighting : cluster.sightings)
      if (sighting.finding != cluster.example.finding && shown < most_of_cause)
        write_sighting(sighting, shown);
    if (shown < cluster.sightings.size())
      comment("", fmt::format("… and {} more of this cause.", cluster.sightings.size() - shown), out_);
  }

  void write_sighting(const Sighting& sighting, std::size_t& shown) {
    ++shown;
    const KeptFinding& finding = *sighting.finding;
    const auto& smallest = finding.smallest;
    out_ << '\n';
    comment("", sighting.subject->id, out_);
    comment("expected: ", smallest ? smallest->expected : finding.expected, out_);
    comment("actual: ", smallest ? smallest->actual : finding.actual, out_);
    if (smallest) return write_exchange(smallest->exchange);
    for (const KeptExchange& exchange : sighting.subject->exchanges)
      write_exchange(exchange);
  }

  /// Several findings of one case have one request.
  void write_exchange(const KeptExchange& exchange) {
    const std::string& text = exchange.*form_.text;
    if (text.empty()) {
      if (!form_.instead.empty()) comment("", form_.instead, out_);
      return;
    }
    if (!written_.insert(text).second) return comment("", "The request stands above.", out_);
    out_ << text;
    if (!text.ends_with('\n')) out_ << '\n';
    out_ << form_.ending;
  }

  const Results& results_;
  Form form_;
  std::ostream& out_;
  std::set<std::string_view> written_{};
};

}  // namespace

void write_hurl(const Results& results, std::ostream& out) {
  Replay(results,
         {&KeptExchange::hurl, "HTTP *\n", "Hurl cannot send it; the curl line of the other reports can."},
         out)
      .write();
}

void write_curl(const Results& results, std::ostream& out) {
  out << "#!/bin/sh\n";
  Replay(results, {&KeptExchange::curl, "", ""}, out).write();
}

}  // namespace conform
