#include "runner/schema/variations.hpp"

#include "runner/schema/curious.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace conform {
namespace {

constexpr std::size_t max_bases = 60;
constexpr std::size_t max_rounds = 8;
// What the value of the wish lacks is added to it one by one so often.
constexpr std::size_t max_apart = 60;
// Subschemas applied and parts of values copied, for one call.
constexpr std::size_t max_work = 1'000'000;
// One schema may judge many parts; so many of them are varied.
constexpr std::size_t max_places = 2;
// After so many values that were not what they were meant to be, others will hardly be.
constexpr std::size_t max_failures = 80;
// Larger values are not varied.
constexpr std::size_t max_parts = 20'000;

std::size_t parts_of(const Value& value) {
  std::size_t count = 1;
  if (value.is_array()) {
    for (const Value& item : value.array())
      count += parts_of(item);
  }
  if (value.is_object()) {
    for (const Member& member : value.object())
      count += parts_of(member.value);
  }
  return count;
}

// What else may be told beside the cause: the same again from another schema, and that a part was not
// evaluated because of it.
bool is_consequence(const SchemaFault& fault, const SchemaFault& cause) {
  if (fault.keyword.starts_with("unevaluated")) return cause.instance.starts_with(fault.instance);
  return fault.keyword == cause.keyword && fault.instance == cause.instance;
}

/// Has `other` in the place of a part of a value, for as long as this lives.
class Replaced {
public:
  Replaced(Value& part, Value& other) : part_(part), other_(other) { std::swap(part_, other_); }
  Replaced(const Replaced&) = delete;
  Replaced& operator=(const Replaced&) = delete;
  ~Replaced() { std::swap(part_, other_); }

private:
  Value& part_;
  Value& other_;
};

Ideas curiosities(const JudgedPart& spot, Taste taste) {
  Ideas out;
  for (Ideas& ideas :
       std::array{curious_containers(spot, taste), curious_texts(spot, taste), curious_numbers(spot, taste)})
    std::ranges::move(ideas, std::back_inserter(out));
  return out;
}

}  // namespace

Variations::Variations(const Program& program, NodeId root, const VariationWish& wish)
    : program_(program), root_(root), wish_(wish), sampling_(program, wish.sample),
      surveyor_(program, wish.sample.direction) {
  if (const auto& base = wish.base; base && surveyor_.accepts(root, *base)) {
    waiting_.push_back(*base);
    is_given_ = true;
  }
  std::variant<Value, NoSample> made = sampling_.run(root);
  if (auto* const value = std::get_if<Value>(&made)) waiting_.push_back(std::move(*value));
}

bool Variations::is_exhausted() const {
  return found_.size() >= wish_.most || work_ + surveyor_.work() > max_work;
}

bool Variations::grow_at(std::size_t index) {
  const Site& site = base_.survey.sites[index];
  Value* const part = part_at(base_.value, site.way);
  if (part == nullptr || site.name) return false;
  const Demand demand = base_.survey.demand_at(program_, site);
  const Schemas beside = base_.survey.beside(site);
  bool any = false;
  for (Idea& idea : growths({program_, site.id, *part, demand, beside, sampling_}, known_)) {
    work_ += base_.size;
    if (idea.child.empty()) {
      std::swap(*part, idea.part);
      const bool fits = surveyor_.accepts(root_, base_.value);
      if (fits) return true;
      std::swap(*part, idea.part);
      continue;
    }
    // Beside what has grown there meanwhile.
    const bool is_new = part->object().add(idea.child, std::move(*idea.part.object().find(idea.child)));
    const bool fits = surveyor_.accepts(root_, base_.value);
    if (!fits && is_new) part->object().remove(idea.child);
    any = any || fits;
    if (fits && is_exhausted()) break;
  }
  return any;
}

bool Variations::grow() {
  bool any = false;
  for (std::size_t i = 0; i < base_.survey.sites.size() && !is_exhausted(); ++i)
    any = grow_at(i) || any;
  return any;
}

void Variations::queue(const Site& site, Ideas ideas) {
  for (Idea& idea : ideas) {
    if (bases_ + waiting_.size() >= max_bases || is_exhausted()) return;
    const Replaced replaced(*part_at(base_.value, site.way), idea.part);
    work_ += base_.size;
    if (surveyor_.accepts(root_, base_.value)) waiting_.push_back(base_.value);
  }
}

void Variations::queue_alternatives() {
  for (const Site& site : base_.survey.sites) {
    const Value* const part = part_at(base_.value, site.way);
    if (site.name || part == nullptr) continue;
    if (bases_ + waiting_.size() >= max_bases || is_exhausted()) return;
    const Node& node = program_[site.id];
    const Demand demand = base_.survey.demand_at(program_, site);
    const Schemas beside = base_.survey.beside(site);
    const JudgedPart spot{program_, site.id, *part, demand, beside, sampling_};
    if (turned_.insert(site.id).second) queue(site, other_kinds(spot));
    queue(site, alternatives(spot, known_));
    known_.insert(node.any_of.begin(), node.any_of.end());
    known_.insert(node.one_of.begin(), node.one_of.end());
    known_.insert({node.then, node.otherwise});
    if (!node.object) continue;
    for (const auto& [name, id] : node.object->dependent_schemas)
      known_.insert(id);
  }
}

bool Variations::next_base() {
  while (!waiting_.empty() && bases_ < max_bases && !is_exhausted()) {
    ++bases_;
    base_ = {std::move(waiting_.front()), {}, 0};
    waiting_.pop_front();
    if (survey_base()) return true;
  }
  return false;
}

bool Variations::survey_base() {
  base_.size = parts_of(base_.value);
  if (base_.size > max_parts) return false;
  base_.survey = surveyor_.survey(root_, base_.value);
  for (const Site& site : base_.survey.sites)
    known_.insert(site.id);
  return true;
}

void Variations::grow_fully() {
  for (std::size_t round = 0; round < max_rounds; ++round) {
    const Value before = base_.value;
    if (!grow()) return;
    if (survey_base()) continue;
    base_.value = before;
    (void)survey_base();
    return;
  }
}

// The base with one property or item more, each time another; what cannot stand alone is left to `grow`.
std::vector<Variation> Variations::grown_apart() {
  std::vector<Variation> grown;
  bool is_left = false;
  const std::set<NodeId> before = known_;
  for (const Site& site : base_.survey.sites) {
    const Value* const part = part_at(base_.value, site.way);
    if (part == nullptr || site.name) continue;
    const Demand demand = base_.survey.demand_at(program_, site);
    const Schemas beside = base_.survey.beside(site);
    for (Idea& idea : growths({program_, site.id, *part, demand, beside, sampling_}, known_)) {
      const bool has_room = grown.size() < max_apart && !is_exhausted();
      auto made = has_room ? accepted(site, std::move(idea)) : std::nullopt;
      if (made) grown.push_back(std::move(*made));
      is_left = is_left || !made;
    }
  }
  if (is_left) known_ = before;
  return grown;
}

// The value of the wish is one that the server is known to take. What is added to it is made up, and may be
// refused: added one by one, each is met by itself, and beside nothing that is to blame for it.
void Variations::vary_apart(Purpose purpose) {
  const Base given = base_;
  const std::size_t first = found_.size();
  std::vector<Variation> grown = grown_apart();
  for (const Variation& one : grown) {
    if (is_exhausted()) break;
    base_ = {one.value, {}, 0};
    if (!survey_base()) continue;
    vary_all(purpose);
    grow_fully();
    vary_all(purpose);
    if (purpose != Purpose::misdirection) past_.push_back(std::move(base_));
  }
  base_ = given;
  // Where a limit was met as well, that says more.
  std::erase_if(grown, [&](const Variation& one) {
    return purpose != Purpose::boundary || !values_.insert(hash_of(one.value)).second;
  });
  const std::size_t room = std::min(grown.size(), wish_.most - std::min(wish_.most, found_.size()));
  found_.insert(found_.begin() + static_cast<std::ptrdiff_t>(first),
                std::make_move_iterator(grown.begin()),
                std::make_move_iterator(grown.begin() + static_cast<std::ptrdiff_t>(room)));
}

std::string Variations::phrase_of(const Site& site, const Idea& idea) const {
  Way way = site.way;
  if (!idea.child.empty()) way.push_back({idea.child, 0, false});
  std::string subject = spoken(way);
  if (site.name) subject = "a property name" + (subject.empty() ? "" : " of " + subject);
  std::string out = (subject.empty() ? "the value" : subject) + " " + idea.tail;
  if (!site.choice) return out;
  const ChoiceSite& choice = base_.survey.choices[*site.choice];
  if (choice.id == site.id) return out;
  return out + ", so that " + std::string(choice.keyword) + " is not met";
}

// Makes of an idea for the name of a property one for the object: it has such a property as well.
bool Variations::add_named(const Site& site, Idea& idea) {
  const Value* const part = part_at(base_.value, site.way);
  if (part == nullptr || !part->is_object() || !idea.part.is_string()) return false;
  Object object = part->object();
  idea.child = idea.part.string();
  const Schemas schemas = sampling_.schemas_of_member(base_.survey.demand_at(program_, site), idea.child);
  auto value = schemas.empty() ? Value("any") : sampling_.make_one(schemas, SampleWish::Size::smallest);
  if (!value || !object.add(idea.child, std::move(*value))) return false;
  idea.part = std::move(object);
  return true;
}

// Whether the schema of the site, or the choice around it, takes the part: then nothing is broken. Far
// cheaper than to validate the whole.
bool Variations::is_taken(const Site& site, const Value& part) {
  if (site.name) return false;
  if (!site.choice) return surveyor_.accepts(site.id, part);
  const ChoiceSite& choice = base_.survey.choices[*site.choice];
  const Value* const around = part_at(base_.value, choice.way);
  return around == nullptr || surveyor_.accepts(choice.id, *around);
}

std::optional<Variation> Variations::broken(const Site& site, Idea idea) {
  if (site.name && !add_named(site, idea)) return std::nullopt;
  Value& part = *part_at(base_.value, site.way);
  const Replaced replaced(part, idea.part);
  if (is_taken(site, part)) return std::nullopt;
  Evaluation thorough(program_, wish_.sample.direction, Evaluation::Faults::without_words);
  (void)thorough.run(root_, base_.value);
  work_ += thorough.steps() + base_.size;
  if (thorough.faults().empty() || !thorough.undecided().empty()) return std::nullopt;
  SchemaFault& cause = thorough.faults().front();
  std::string instance = site.place;
  std::string_view keyword = idea.keyword;
  if (site.name || idea.blames_child) instance += "/" + escape_pointer_token(idea.child);
  if (site.choice) {
    instance = pointer_of(base_.survey.choices[*site.choice].way);
    keyword = base_.survey.choices[*site.choice].keyword;
  }
  const bool is_meant = cause.keyword == keyword && cause.instance == instance;
  const bool is_alone = std::all_of(thorough.faults().begin(),
                                    thorough.faults().end(),
                                    [&](const SchemaFault& fault) { return is_consequence(fault, cause); });
  if (!is_meant || !is_alone) return std::nullopt;
  if (site.name) idea.child.clear();
  return Variation{base_.value,
                   std::move(cause.instance),
                   std::move(cause.keyword),
                   std::move(cause.schema),
                   std::move(cause.where),
                   phrase_of(site, idea)};
}

std::optional<Variation> Variations::accepted(const Site& site, Idea idea) {
  Value& part = *part_at(base_.value, site.way);
  const Replaced replaced(part, idea.part);
  work_ += base_.size;
  if (!surveyor_.accepts(root_, base_.value)) return std::nullopt;
  const Node& node = program_[site.id];
  Way way = site.way;
  if (!idea.child.empty()) way.push_back({idea.child, 0, false});
  return Variation{base_.value,
                   pointer_of(way),
                   std::string(idea.keyword),
                   node.pointer + "/" + std::string(idea.keyword),
                   place_of(node, idea.keyword),
                   phrase_of({way, {}, site.id, {}, site.name}, {{}, {}, {}, idea.tail, {}})};
}

// Properties that the schema says are not sent in this direction (OpenAPI 3.0.3 §4.7.24.2).
Ideas Variations::misdirections(const JudgedPart& spot) {
  Ideas out;
  if (!spot.part.is_object() || !spot.node().object) return out;
  const bool is_request = wish_.sample.direction == Direction::request;
  const std::string_view keyword = is_request ? "readOnly" : "writeOnly";
  for (const PropertyRule& rule : spot.node().object->properties.rules()) {
    const Schemas schemas = sampling_.schemas_of_member(spot.demand, rule.name);
    if (!sampling_.is_withheld_by(schemas) || spot.part.find(rule.name) != nullptr) continue;
    auto made = sampling_.make_one(schemas, SampleWish::Size::typical);
    if (!made) continue;
    Object object = spot.part.object();
    object.add(rule.name, std::move(*made));
    out.push_back({keyword, rule.name, rule.name, "sent, but is " + std::string(keyword), std::move(object)});
  }
  return out;
}

Ideas Variations::ideas_for(const JudgedPart& spot, const Site& site, Purpose purpose) {
  if (purpose == Purpose::misdirection) return misdirections(spot);
  if (purpose == Purpose::boundary) return limits(spot);
  if (purpose == Purpose::lookalike) return site.name ? Ideas{} : lookalikes(spot);
  if (purpose == Purpose::curiosity) return curiosities(spot, Taste::everyday);
  if (purpose == Purpose::strangeness) return curiosities(spot, Taste::strange);
  Ideas out = scalar_breaks(spot);
  if (site.name) return out;
  for (Idea& idea : container_breaks(spot))
    out.push_back(std::move(idea));
  return out;
}

// What is made of scalars with an eye to their kind alone is made once for each kind.
bool Variations::is_varied(const Site& site, const Value& part, Purpose purpose) {
  std::string key = std::to_string(static_cast<std::uint32_t>(site.id)) + "\n";
  const bool is_by_kind =
      purpose == Purpose::lookalike || purpose == Purpose::curiosity || purpose == Purpose::strangeness;
  const bool is_by_value = !is_by_kind || part.is_object() || part.is_array();
  key += is_by_value ? site.place + "\n" + std::to_string(hash_of(part))
                     : shape_of(site.way) + "\n" + std::to_string(kind_of(part));
  return !varied_.insert(std::move(key)).second;
}

void Variations::vary(const Site& site, Purpose purpose) {
  const Value name(site.name.value_or(""));
  const Value* const part = site.name ? &name : part_at(base_.value, site.way);
  const bool is_breaking = purpose == Purpose::breaking || purpose == Purpose::lookalike;
  if (part == nullptr || (site.name && !is_breaking) || is_varied(site, *part, purpose)) return;
  Demand demand = base_.survey.demand_at(program_, site);
  if (site.name) demand = {{&program_[site.id]}, {site.id}, program_[site.id].kinds};
  const Schemas beside = base_.survey.beside(site);
  const std::string schema = std::to_string(static_cast<std::uint32_t>(site.id));
  const std::string shape = shape_of(site.way);
  for (Idea& idea : ideas_for({program_, site.id, *part, demand, beside, sampling_}, site, purpose)) {
    if (is_exhausted()) return;
    Progress& progress = done_[schema + "\n" + std::string(idea.keyword) + "\n" + idea.aspect];
    std::set<std::string>& places = progress.places;
    if (places.size() >= max_places || places.contains(shape) || progress.failures >= max_failures) continue;
    auto made = is_breaking ? broken(site, std::move(idea)) : accepted(site, std::move(idea));
    if (!made) ++progress.failures;
    if (!made) continue;
    places.insert(shape);
    if (!values_.insert(hash_of(made->value)).second) continue;
    found_.push_back(std::move(*made));
  }
}

void Variations::vary_all(Purpose purpose) {
  for (const Site& site : base_.survey.sites) {
    if (is_exhausted()) return;
    vary(site, purpose);
  }
}

std::vector<Variation> Variations::collect(const std::vector<Purpose>& purposes) {
  const bool has_more = purposes.size() > 1;
  while (next_base()) {
    // Small values first: they say best what is wrong.
    vary_all(purposes.front());
    if (has_more && past_.empty()) past_.push_back(base_);
    if (std::exchange(is_given_, false)) vary_apart(purposes.front());
    grow_fully();
    vary_all(purposes.front());
    queue_alternatives();
    if (has_more) past_.push_back(std::move(base_));
  }
  for (std::size_t later = 1; later < purposes.size(); ++later) {
    varied_.clear();
    for (std::size_t at = 0; at < past_.size() && !is_exhausted(); ++at) {
      std::swap(base_, past_[at]);
      vary_all(purposes[later]);
      std::swap(base_, past_[at]);
    }
  }
  return std::move(found_);
}

std::vector<Variation> Variations::breakings() { return collect({Purpose::breaking, Purpose::lookalike}); }

std::vector<Variation> Variations::boundaries() {
  if (wish_.sample.taste == Taste::everyday) return collect({Purpose::boundary, Purpose::curiosity});
  return collect({Purpose::boundary, Purpose::curiosity, Purpose::strangeness});
}

std::vector<Variation> Variations::misdirected() {
  const Direction direction = wish_.sample.direction;
  const bool any = std::any_of(program_.nodes.begin(), program_.nodes.end(), [&](const Node& node) {
    return direction == Direction::request ? node.read_only : node.write_only;
  });
  if (direction == Direction::none || !any) return {};
  return collect({Purpose::misdirection});
}

}  // namespace conform
