#include "runner/plan/add_variants.hpp"

#include "runner/openapi/document_hash.hpp"
#include "runner/plan/variant.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_set>

namespace conform {
namespace {

constexpr std::size_t standard_budget = 200;
constexpr std::size_t deep_budget = 2'000;
constexpr std::size_t fuzz_cases = 40;
constexpr std::size_t longest_special = 160;
// Of one operation. Each media type is tried with every parameter: a hostile document has many of both.
constexpr std::size_t most_considered = 50'000;

bool changes_place(const Inputs& inputs, const Variant& variant, const std::string& name) {
  // These the document itself names.
  if (variant.keyword == "enum" || variant.keyword == "const" || variant.keyword == "examples") return false;
  return std::ranges::any_of(variant.changes, [&](const Change& change) {
    const Parameter* parameter = inputs.all[change.input].parameter;
    return parameter != nullptr && parameter->in == ParameterIn::path && parameter->name == name;
  });
}

/// Path parameters whose values no server need know. One that is wrong is to be refused, if by a 404.
std::vector<std::string> made_up(const Inputs& inputs, const Variant& variant, const RequestFit& fit) {
  std::vector<std::string> names;
  const auto plain = inputs.made_up_places();
  for (const Input& input : inputs.all) {
    if (input.parameter == nullptr || input.parameter->in != ParameterIn::path) continue;
    const std::string& name = input.parameter->name;
    const bool is_changed = changes_place(inputs, variant, name);
    const bool is_wrong =
        std::ranges::find(fit.faults, input.name(), &RequestFault::input) != fit.faults.end();
    if (!is_wrong && (is_changed || std::ranges::find(plain, name) != plain.end())) names.push_back(name);
  }
  return names;
}

class Cases {
public:
  Cases(std::uint32_t operation, std::shared_ptr<const Inputs> inputs)
      : operation_(operation), inputs_(std::move(inputs)) {
    const Request request = compose(*inputs_);
    plain_ = fit_of_request(*inputs_->operation, request);
    (void)is_new(request);
  }

  [[nodiscard]] bool plain_is_good() const { return plain_.faults.empty(); }
  /// What is wrong with it: an example of the document, or a value of the user.
  [[nodiscard]] std::string plain_fault() const { return sentence_of(plain_.faults.front()); }

  /// A case for the variant, unless its request is not what it is meant to be, or is there already.
  [[nodiscard]] std::optional<Case> make(const Variant& variant) {
    const Request request = compose(*inputs_, variant.changes);
    const RequestFit fit = fit_of_request(*inputs_->operation, request);
    if (!is_lawful(variant, fit) || !is_new(request)) return std::nullopt;
    Case made;
    made.id = id_for(variant);
    made.operation = operation_;
    made.kind = variant.kind;
    made.why = why_of(variant, fit);
    made.inputs = inputs_;
    made.changes = variant.changes;
    made.intent = shared_intent(variant, fit);
    return made;
  }

private:
  /// The law: our own reader of the request refuses a negative one in just the keyword that is meant, and has
  /// nothing against a good one.
  [[nodiscard]] bool is_lawful(const Variant& variant, const RequestFit& fit) const {
    switch (variant.kind) {
    case CaseKind::fuzz: return true;
    // Examples that the document's own schema refuses are lint's; what they ask for is not known.
    case CaseKind::example: return fit.faults.empty();
    case CaseKind::negative:
      return !fit.faults.empty() && std::ranges::all_of(fit.faults, [&](const RequestFault& fault) {
        return fault.input == variant.input;
      }) && std::ranges::any_of(fit.faults, [&](const RequestFault& fault) {
        return fault.keyword == variant.keyword;
      });
    default: return fit.faults.empty() && fit.undecided == plain_.undecided;
    }
  }

  [[nodiscard]] bool is_new(const Request& request) {
    std::uint64_t hash = fnv_1a(request.content, fnv_1a(request.target));
    for (const Field& field : request.fields)
      hash = fnv_1a(field.value, fnv_1a(field.name, hash));
    return seen_.insert(hash).second;
  }

  [[nodiscard]] std::string id_for(const Variant& variant) {
    const std::string id = inputs_->id + " · " + std::string(name_of(variant.kind)) + " · " +
                           shortened(printable(variant.special), longest_special);
    const std::size_t times = ++ids_[id];
    return times == 1 ? id : id + " (" + std::to_string(times) + ")";
  }

  [[nodiscard]] static std::string why_of(const Variant& variant, const RequestFit& fit) {
    const std::string keyword = variant.keyword.empty() ? "" : " (`" + printable(variant.keyword) + "`)";
    if (!variant.together.empty())
      return "Within what the document allows, together: " + shortened(printable(variant.together), 400) +
             ".";
    switch (variant.kind) {
    case CaseKind::example: return "An example of the document that the plain request does not have.";
    case CaseKind::negative:
      return "Wrong in one thing" + keyword + ", to be refused: " + sentence_of(fit.faults.front());
    case CaseKind::fuzz:
      return fit.faults.empty() ? "At random, within what the document allows."
                                : "At random, and to be refused: " + sentence_of(fit.faults.front());
    default: return "Within what the document allows, at one of its edges" + keyword + ".";
    }
  }

  [[nodiscard]] std::shared_ptr<const Intent> shared_intent(const Variant& variant, const RequestFit& fit) {
    Intent intent = intent_of(fit);
    intent.made_up = made_up(*inputs_, variant, fit);
    const bool is_usual = intent.faults.empty() && intent.unknown.empty();
    if (!is_usual) return std::make_shared<const Intent>(std::move(intent));
    // Most good requests have the same.
    if (!usual_ || usual_->made_up != intent.made_up)
      usual_ = std::make_shared<const Intent>(std::move(intent));
    return usual_;
  }

  std::uint32_t operation_;
  std::shared_ptr<const Inputs> inputs_;
  RequestFit plain_{};
  std::unordered_set<std::uint64_t> seen_{};
  std::map<std::string, std::size_t> ids_{};
  std::shared_ptr<const Intent> usual_{};
};

std::vector<Variant> variants_of(const Inputs& inputs, const PlanOptions& options, std::size_t budget) {
  VariantLimits limits;
  limits.per_input = std::min<std::size_t>(options.depth == Depth::deep ? 1'000 : 300, 2 * budget);
  if (options.depth == Depth::deep) limits.taste = Taste::strange;
  std::vector<Variant> all = example_variants(inputs);
  const auto append = [&all](std::vector<Variant>&& more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  };
  std::vector<Variant> coverage = coverage_variants(inputs, limits);
  std::vector<Variant> pairs;
  if (options.depth == Depth::deep) pairs = paired_variants(inputs, coverage);
  append(std::move(coverage));
  append(std::move(pairs));
  append(negative_variants(inputs, limits));
  if (options.depth == Depth::deep) append(fuzz_variants(inputs, fuzz_cases));
  return all;
}

/// The order in which variants get their turn: of each kind, input (of an object: each of its properties) and
/// keyword one before a second of any, and the kinds by turns.
std::vector<std::size_t> turns_of(const std::vector<Variant>& variants) {
  struct Turn {
    std::size_t rank = 0;
    std::size_t group = 0;
    std::size_t index = 0;
  };
  std::map<std::string, std::pair<std::size_t, std::size_t>> groups;  // number within its kind, and size
  std::map<CaseKind, std::size_t> groups_of_kind;
  std::vector<Turn> turns;
  for (std::size_t index = 0; index < variants.size(); ++index) {
    const Variant& variant = variants[index];
    const std::string name = std::string(name_of(variant.kind)) + "\n" + variant.input + "\n" +
                             variant.property + "\n" + variant.keyword;
    auto [group, is_new] = groups.try_emplace(name);
    if (is_new) group->second.first = groups_of_kind[variant.kind]++;
    turns.push_back({group->second.second++, group->second.first, index});
  }
  std::ranges::sort(turns, [](const Turn& left, const Turn& right) {
    return std::tie(left.rank, left.group, left.index) < std::tie(right.rank, right.group, right.index);
  });
  std::vector<std::size_t> order;
  order.reserve(turns.size());
  for (const Turn& turn : turns)
    order.push_back(turn.index);
  return order;
}

/// Adds as many cases as the budget allows and returns how many variants it left out.
std::size_t add_chosen(Cases& cases, const std::vector<Variant>& variants, std::size_t budget, Plan& plan) {
  std::map<std::size_t, Case> chosen;
  std::size_t seen = 0;
  for (const std::size_t index : turns_of(variants)) {
    if (chosen.size() == budget) break;
    ++seen;
    if (auto made = cases.make(variants[index])) chosen.emplace(index, std::move(*made));
  }
  for (auto& [index, made] : chosen)
    plan.cases.push_back(std::move(made));
  return variants.size() - seen;
}

/// Of an operation that never succeeds no input can be said to be good, or bad.
bool can_succeed(const Operation& operation) {
  return operation.responses.empty() ||
         std::ranges::any_of(operation.responses, [](const DocumentedResponse& response) {
           const StatusPattern& status = response.status;
           return status.kind == StatusPattern::Kind::other || status.to_string().starts_with('2');
         });
}

/// What is to be tried of one media type, and how much of it there is room for.
struct Offer {
  Cases cases;
  std::vector<Variant> variants{};
  std::size_t room = 0;
};

/// What one media type does not need of its share is for the others.
void share_out(std::vector<Offer>& offers, std::size_t budget) {
  std::vector<Offer*> smallest_first;
  for (Offer& offer : offers)
    smallest_first.push_back(&offer);
  std::ranges::stable_sort(smallest_first, {}, [](const Offer* offer) { return offer->variants.size(); });
  std::size_t waiting = offers.size();
  for (Offer* offer : smallest_first) {
    offer->room = std::min(offer->variants.size(), std::max<std::size_t>(1, budget / waiting--));
    budget -= std::min(budget, offer->room);
  }
}

void add_for(const Planned& planned, const PlanOptions& options, std::size_t budget, Plan& plan) {
  std::vector<Offer> offers;
  std::size_t considered = 0;
  std::size_t passed_over = 0;
  for (const auto& inputs : planned.inputs) {
    if (!inputs->not_judged.empty()) continue;
    if (considered >= most_considered || offers.size() >= budget) {
      ++passed_over;
      continue;
    }
    Cases cases(planned.operation, inputs);
    if (cases.plain_is_good()) {
      offers.push_back({std::move(cases), variants_of(*inputs, options, budget), 0});
      considered += offers.back().variants.size();
      continue;
    }
    plan.left_out.push_back(
        {planned.operation,
         0,
         "Nothing but the plain request, which does not fit the document: " + cases.plain_fault()});
  }
  if (passed_over > 0)
    plan.left_out.push_back({planned.operation,
                             0,
                             "Nothing but the plain request for " + std::to_string(passed_over) +
                                 " more media types: there is no room for all of them."});
  share_out(offers, budget);
  std::size_t left_out = 0;
  for (Offer& offer : offers)
    left_out += add_chosen(offer.cases, offer.variants, offer.room, plan);
  if (left_out > 0)
    plan.left_out.push_back({planned.operation,
                             left_out,
                             "Beyond the budget of " + std::to_string(budget) + " cases (--max-cases)."});
}

}  // namespace

std::shared_ptr<const Intent> plain_intent(const Inputs& inputs, const Case& documented) {
  Intent intent;
  intent.made_up = inputs.made_up_places();
  if (!documented.steps.empty()) {
    const RequestFit fit = fit_of_request(*inputs.operation, documented.steps.front().request);
    if (!fit.faults.empty())
      intent.unknown = "the plain request does not fit the document: " + sentence_of(fit.faults.front());
    else
      intent.unknown = fit.undecided;
  }
  return std::make_shared<const Intent>(std::move(intent));
}

void add_variants(const std::vector<Planned>& planned, const PlanOptions& options, Plan& plan) {
  if (options.depth == Depth::smoke) return;
  std::vector<const Planned*> able;
  for (const Planned& each : planned)
    if (can_succeed(*each.inputs.front()->operation)) able.push_back(&each);
  std::size_t budget = options.depth == Depth::deep ? deep_budget : standard_budget;
  if (options.most_per_operation > 0) budget = options.most_per_operation;
  std::size_t left = options.most_in_all > 0 ? options.most_in_all : able.size() * budget;
  for (std::size_t at = 0; at < able.size() && left > 0; ++at) {
    const std::size_t share = std::max<std::size_t>(1, left / (able.size() - at));
    const std::size_t before = plan.cases.size();
    add_for(*able[at], options, std::min(budget, share), plan);
    left -= std::min(left, plan.cases.size() - before);
  }
}

}  // namespace conform
