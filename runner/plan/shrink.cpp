#include "runner/plan/shrink.hpp"

#include "runner/plan/variant.hpp"
#include "runner/text/utf8.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace conform {
namespace {

constexpr std::size_t most_sites = 96;
constexpr double most_exact = 9e15;  // beyond it doubles leave integers out

std::string bytes_of(const Request& request) { return serialise(request, "", Persistence::keep_alive); }

/// Offsets at which characters begin, and the end. Bytes that are no UTF-8 count as characters.
std::vector<std::size_t> character_offsets(std::string_view text) {
  std::vector<std::size_t> offsets;
  for (std::size_t at = 0; at < text.size();) {
    offsets.push_back(at);
    at += std::max<std::size_t>(1, decode_utf8(text, at).length);
  }
  offsets.push_back(text.size());
  return offsets;
}

std::size_t length_of(const Value& value) {
  return value.is_string() ? character_offsets(value.string()).size() - 1 : value.array().size();
}

Value first_of(const Value& value, std::size_t left) {
  if (value.is_string()) return value.string().substr(0, character_offsets(value.string())[left]);
  const Array& items = value.array();
  return Array(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(left));
}

Value last_of(const Value& value, std::size_t left) {
  if (value.is_string()) {
    const auto offsets = character_offsets(value.string());
    return value.string().substr(offsets[offsets.size() - 1 - left]);
  }
  const Array& items = value.array();
  return Array(items.end() - static_cast<std::ptrdiff_t>(left), items.end());
}

/// The integer to begin with: the number itself, or the next one toward 0 that can be counted with.
std::int64_t whole_part(const Number& number) {
  constexpr std::int64_t most = 9'000'000'000'000'000'000;
  if (const auto integer = number.as_int64()) return std::clamp(*integer, -most, most);
  return static_cast<std::int64_t>(std::trunc(std::clamp(number.as_double(), -most_exact, most_exact)));
}

/// The path parameters that no server need know, of which some have changed.
std::vector<std::string>
made_up_in(const Case& like, const RequestFit& fit, const std::vector<Change>& changes) {
  std::vector<std::string> names;
  const Inputs& inputs = *like.inputs;
  for (std::uint32_t at = 0; at < inputs.all.size(); ++at) {
    const Input& input = inputs.all[at];
    if (input.parameter == nullptr || input.parameter->in != ParameterIn::path) continue;
    const bool is_changed = std::ranges::find(changes, at, &Change::input) != changes.end();
    const bool was_made_up = like.intent && std::ranges::find(like.intent->made_up, input.parameter->name) !=
                                                like.intent->made_up.end();
    const bool is_wrong =
        std::ranges::find(fit.faults, input.name(), &RequestFault::input) != fit.faults.end();
    if (!is_wrong && (is_changed ? was_made_up : input.is_made_up)) names.push_back(input.parameter->name);
  }
  return names;
}

}  // namespace

bool combines(const Case& subject) {
  if (!subject.inputs || subject.probe || subject.credentials) return false;
  if (subject.kind == CaseKind::fuzz) return true;
  if (subject.kind != CaseKind::coverage) return false;
  if (subject.changes.size() != 1) return subject.changes.size() > 1;
  const Parts parts = parts_of(subject);
  const Parts plain = plain_parts(*subject.inputs);
  const auto at = subject.changes.front().input;
  const auto& value = parts[at].value;
  const auto& usual = plain[at].value;
  if (!value || !usual || !value->is_object() || !usual->is_object()) return false;
  std::size_t differences = 0;
  for (const Member& member : value->object()) {
    const Value* there = usual->find(member.key);
    if (there == nullptr || *there != member.value) ++differences;
  }
  for (const Member& member : usual->object())
    if (value->find(member.key) == nullptr) ++differences;
  return differences > 1;
}

Shrinking::Shrinking(Case failing) : smallest_(std::move(failing)) {
  const Inputs& inputs = *smallest_.inputs;
  plain_ = plain_parts(inputs);
  parts_ = parts_of(smallest_);
  const Request request = compose(inputs, smallest_.changes);
  fit_ = fit_of_request(*inputs.operation, request);
  // The plain request is in the plan.
  tried_ = {bytes_of(request), bytes_of(compose(inputs))};
  plan_cuts();
}

/// The law: what was good stays good, and what was wrong is wrong in nothing else.
bool Shrinking::is_lawful(const RequestFit& fit) const {
  if (fit_.faults.empty()) return fit.faults.empty() && fit.undecided == fit_.undecided;
  const auto is_known = [this](const RequestFault& fault) {
    return std::ranges::any_of(fit_.faults, [&fault](const RequestFault& known) {
      return known.input == fault.input && known.keyword == fault.keyword;
    });
  };
  return !fit.faults.empty() && std::ranges::all_of(fit.faults, is_known);
}

bool Shrinking::is_lawful(const std::optional<Parts>& parts) const {
  if (!parts) return false;
  const Inputs& inputs = *smallest_.inputs;
  return is_lawful(fit_of_request(*inputs.operation, compose(inputs, changes_of(inputs, *parts))));
}

std::optional<Parts> Shrinking::removed(const Parts& parts, const Removal& removal) const {
  const ValueSite& site = removal.site;
  if (removal.to == Removal::To::nothing) return without(*smallest_.inputs, parts, site);
  if (site.steps.empty()) {
    Parts changed = parts;
    changed[site.input] = plain_[site.input];
    return changed;
  }
  const Value* usual = site.find(plain_);
  return usual == nullptr ? std::nullopt : with_value(*smallest_.inputs, parts, site, *usual);
}

std::optional<Parts> Shrinking::apply(const Cut& cut) const {
  if (cut.way == Cut::Way::remove) {
    // From the last to the first: those inside others before these.
    std::optional<Parts> parts = parts_;
    for (std::size_t at = cut.removals.size(); at > 0 && parts; --at)
      parts = removed(*parts, cut.removals[at - 1]);
    return parts;
  }
  const Value* value = cut.site.find(parts_);
  if (value == nullptr) return std::nullopt;
  const auto put = [&](const Value& now) { return with_value(*smallest_.inputs, parts_, cut.site, now); };
  switch (cut.way) {
  case Cut::Way::plain_letters: return put(std::string(length_of(*value), 'a'));
  case Cut::Way::first: return put(first_of(*value, cut.left));
  case Cut::Way::last: return put(last_of(*value, cut.left));
  default: return put(cut.number);
  }
}

std::optional<Case> Shrinking::case_of(const Parts& parts) const {
  if (size_of(parts, plain_) >= size_of(parts_, plain_)) return std::nullopt;
  Case made = smallest_;
  const Inputs& inputs = *made.inputs;
  made.changes = changes_of(inputs, parts);
  const RequestFit fit = fit_of_request(*inputs.operation, compose(inputs, made.changes));
  if (!is_lawful(fit)) return std::nullopt;
  Intent intent = intent_of(fit);
  intent.made_up = made_up_in(smallest_, fit, made.changes);
  made.intent = std::make_shared<const Intent>(std::move(intent));
  return made;
}

bool Shrinking::is_hopeless(const Cut& cut) const {
  const auto refused = refused_.find(cut.chain);
  return refused != refused_.end() && cut.rank <= refused->second;
}

std::optional<Case> Shrinking::next() {
  for (;;) {
    if (next_cut_ == cuts_.size()) {
      if (!std::exchange(has_kept_, false)) return std::nullopt;
      // In a smaller request what was of no use may be of use.
      refused_.clear();
      plan_cuts();
      continue;
    }
    const Cut& cut = cuts_[next_cut_++];
    if (is_hopeless(cut)) continue;
    auto parts = apply(cut);
    if (!parts) continue;
    auto made = case_of(*parts);
    if (!made || !tried_.insert(bytes_of(compose(*made->inputs, made->changes))).second) continue;
    candidate_ = Candidate{*made, std::move(*parts), cut};
    return made;
  }
}

void Shrinking::keep() {
  auto& candidate = candidate_;
  if (!candidate) return;
  smallest_ = std::move(candidate->made);
  parts_ = std::move(candidate->parts);
  candidate_.reset();
  has_kept_ = true;
  plan_cuts();
}

void Shrinking::refuse() {
  const auto& candidate = candidate_;
  if (!candidate) return;
  double& refused = refused_.try_emplace(candidate->cut.chain, candidate->cut.rank).first->second;
  refused = std::max(refused, candidate->cut.rank);
  candidate_.reset();
}

void Shrinking::plan_cuts() {
  cuts_.clear();
  next_cut_ = 0;
  add_removals();
  for (const ValueSite& site : unusual_sites(parts_, plain_, most_sites))
    add_cuts(site);
}

/// First many at once, then fewer, then each alone in both ways.
void Shrinking::add_removals() {
  std::vector<Removal> first;
  std::vector<Removal> second;
  for (const ValueSite& site : removable_sites(parts_, most_sites)) {
    const Removal nothing{site, Removal::To::nothing};
    const Removal usual{site, Removal::To::usual};
    if (is_lawful(removed(parts_, nothing))) {
      first.push_back(nothing);
      second.push_back(usual);
    } else if (is_lawful(removed(parts_, usual))) {
      first.push_back(usual);
    }
  }
  add_chunks(first);
  for (const Removal& removal : second) {
    Cut cut;
    cut.removals.push_back(removal);
    cut.chain = "usual " + removal.site.name(*smallest_.inputs);
    cuts_.push_back(std::move(cut));
  }
}

void Shrinking::add_chunks(const std::vector<Removal>& removals) {
  for (std::size_t size = (removals.size() + 1) / 2; size > 0; size = size == 1 ? 0 : (size + 1) / 2) {
    for (std::size_t first = 0; first < removals.size(); first += size) {
      Cut cut;
      for (std::size_t at = first; at < std::min(first + size, removals.size()); ++at) {
        cut.removals.push_back(removals[at]);
        cut.chain += "without " + removals[at].site.name(*smallest_.inputs) + "\n";
      }
      cuts_.push_back(std::move(cut));
    }
  }
}

void Shrinking::add_cuts(const ValueSite& site) {
  const Value& value = *site.find(parts_);
  const std::string name = site.name(*smallest_.inputs);
  if (value.is_number()) {
    add_numbers(site, value.number());
    return;
  }
  const auto add = [&](Cut::Way way, std::size_t left, const std::string& what) {
    Cut cut;
    cut.way = way;
    cut.site = site;
    cut.left = left;
    cut.chain = what + " of " + name;
    cut.rank = static_cast<double>(left);
    cuts_.push_back(std::move(cut));
  };
  const std::size_t length = length_of(value);
  for (std::size_t size = (length + 1) / 2; size > 0; size /= 2) {
    add(Cut::Way::first, length - size, "first");
    add(Cut::Way::last, length - size, "last");
  }
  if (value.is_string()) add(Cut::Way::plain_letters, 0, "letters");
}

/// The lawful integer nearest to 0 between 0 and this one, if those from some one on are lawful.
std::int64_t Shrinking::nearest_to_zero(const ValueSite& site, std::int64_t number) const {
  const auto fits = [&](std::int64_t one) {
    return is_lawful(with_value(*smallest_.inputs, parts_, site, one));
  };
  if (fits(0)) return 0;
  std::int64_t outside = 0;
  std::int64_t inside = number;
  while (std::abs(inside - outside) > 1) {
    const std::int64_t middle = outside + (inside - outside) / 2;
    (fits(middle) ? inside : outside) = middle;
  }
  return inside;
}

void Shrinking::add_numbers(const ValueSite& site, const Number& number) {
  const std::string chain = "number " + site.name(*smallest_.inputs);
  const std::int64_t whole = whole_part(number);
  const auto add = [&](std::int64_t one) {
    Cut cut;
    cut.way = Cut::Way::number;
    cut.site = site;
    cut.number = one;
    cut.chain = chain;
    cut.rank = std::fabs(static_cast<double>(one));
    cuts_.push_back(std::move(cut));
  };
  const std::int64_t nearest = nearest_to_zero(site, whole);
  add(nearest);
  for (std::int64_t distance = (whole - nearest) / 2; distance != 0; distance /= 2)
    add(whole - distance);
  add(whole);
}

}  // namespace conform
