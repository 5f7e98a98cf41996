#include "runner/plan/parts.hpp"

#include "runner/openapi/read_body.hpp"

#include <algorithm>
#include <cmath>

namespace conform {
namespace {

constexpr std::size_t deepest = 32;

bool same(const std::optional<Written>& left, const std::optional<Written>& right) {
  if (!left || !right) return left.has_value() == right.has_value();
  return left->text == right->text && left->content_type == right->content_type;
}

std::optional<Value> read(const Input& input, const Written& written) {
  if (input.parameter != nullptr) {
    Serialised<Value> value = read_parameter(*input.parameter, written.text);
    if (auto* found = std::get_if<Value>(&value)) return std::move(*found);
    return std::nullopt;
  }
  auto value = read_body(*input.media_type, written.content_type, written.text, Direction::request);
  if (auto* found = std::get_if<Value>(&value)) return std::move(*found);
  return std::nullopt;
}

/// A value that is written otherwise than it came would make another request.
Part part_of(const Input& input, const std::optional<Written>& written) {
  Part part{written, std::nullopt};
  if (!written) return part;
  auto value = read(input, *written);
  if (!value) return part;
  Serialised<Written> again = input.write(*value);
  const auto* text = std::get_if<Written>(&again);
  if (text != nullptr && same(*text, written)) part.value = std::move(value);
  return part;
}

/// Parts with another value for one input.
std::optional<Parts> rewritten(const Inputs& inputs, Parts parts, std::uint32_t input) {
  Part& part = parts[input];
  if (!part.value) return std::nullopt;
  Serialised<Written> written = inputs.all[input].write(*part.value);
  auto* text = std::get_if<Written>(&written);
  if (text == nullptr) return std::nullopt;
  part.written = std::move(*text);
  return parts;
}

/// What stands there below `whole`, which is a Value or a const one; nullptr for nothing.
template <class Any>
Any* search(Any& whole, const std::vector<std::variant<std::string, std::size_t>>& steps) {
  Any* at = &whole;
  for (const auto& step : steps) {
    const auto* name = std::get_if<std::string>(&step);
    if (name != nullptr) {
      at = at->is_object() ? at->object().find(*name) : nullptr;
    } else {
      const std::size_t index = std::get<std::size_t>(step);
      at = at->is_array() && index < at->array().size() ? &at->array()[index] : nullptr;
    }
    if (at == nullptr) return nullptr;
  }
  return at;
}

class Sites {
public:
  explicit Sites(std::size_t most) : most_(most) {}

  void add_removable(const ValueSite& at, const Value& value) {
    if (at.steps.size() > deepest) return;
    if (value.is_object()) {
      for (const Member& member : value.object()) {
        ValueSite inner = at;
        inner.steps.emplace_back(member.key);
        if (!add(inner)) return;
        add_removable(inner, member.value);
      }
    }
    if (!value.is_array()) return;
    for (std::size_t index = 0; index < value.array().size() && found.size() < most_; ++index) {
      ValueSite inner = at;
      inner.steps.emplace_back(index);
      add_removable(inner, value.array()[index]);
    }
  }

  void add_unusual(const ValueSite& at, const Value& value, const Value* plain) {
    if (at.steps.size() > deepest || (plain != nullptr && value == *plain)) return;
    if (value.is_number() || value.is_string() || value.is_array()) {
      if (!add(at)) return;
    }
    if (value.is_object()) {
      for (const Member& member : value.object()) {
        ValueSite inner = at;
        inner.steps.emplace_back(member.key);
        add_unusual(inner, member.value, plain == nullptr ? nullptr : plain->find(member.key));
      }
    }
    if (!value.is_array()) return;
    for (std::size_t index = 0; index < value.array().size() && found.size() < most_; ++index) {
      ValueSite inner = at;
      inner.steps.emplace_back(index);
      const bool is_in_both = plain != nullptr && plain->is_array() && index < plain->array().size();
      add_unusual(inner, value.array()[index], is_in_both ? &plain->array()[index] : nullptr);
    }
  }

  bool add(const ValueSite& site) {
    if (found.size() == most_) return false;
    found.push_back(site);
    return true;
  }

  std::vector<ValueSite> found{};

private:
  std::size_t most_;
};

void measure(const Value& value, const Value* plain, Size& size) {
  if (plain != nullptr && value == *plain) return;
  if (value.is_object() && !value.object().empty()) {
    for (const Member& member : value.object())
      measure(member.value, plain == nullptr ? nullptr : plain->find(member.key), size);
    return;
  }
  if (value.is_array() && !value.array().empty()) {
    for (std::size_t index = 0; index < value.array().size(); ++index) {
      const bool is_in_both = plain != nullptr && plain->is_array() && index < plain->array().size();
      measure(value.array()[index], is_in_both ? &plain->array()[index] : nullptr, size);
    }
    return;
  }
  ++size.unusual;
  if (value.is_number()) size.magnitude += std::fabs(value.number().as_double());
  if (value.is_string())
    size.strange += value.string().size() - static_cast<std::size_t>(std::ranges::count(value.string(), 'a'));
}

}  // namespace

Parts parts_of(const Case& subject) {
  Parts parts = plain_parts(*subject.inputs);
  for (const Change& change : subject.changes)
    parts[change.input] = part_of(subject.inputs->all[change.input], change.written);
  return parts;
}

Parts plain_parts(const Inputs& inputs) {
  Parts parts;
  for (const Input& input : inputs.all)
    parts.push_back(part_of(input, input.plain));
  return parts;
}

std::vector<Change> changes_of(const Inputs& inputs, const Parts& parts) {
  std::vector<Change> changes;
  for (std::uint32_t at = 0; at < parts.size(); ++at)
    if (!same(parts[at].written, inputs.all[at].plain)) changes.push_back({at, parts[at].written});
  return changes;
}

const Value* ValueSite::find(const Parts& parts) const {
  const auto& whole = parts[input].value;
  return whole ? search(*whole, steps) : nullptr;
}

Value* ValueSite::find(Parts& parts) const {
  auto& whole = parts[input].value;
  return whole ? search(*whole, steps) : nullptr;
}

std::string ValueSite::name(const Inputs& inputs) const {
  std::string name = inputs.all[input].name();
  for (const auto& step : steps) {
    const auto* member = std::get_if<std::string>(&step);
    name += "/" + (member != nullptr ? *member : std::to_string(std::get<std::size_t>(step)));
  }
  return name;
}

std::optional<Parts>
with_value(const Inputs& inputs, const Parts& parts, const ValueSite& site, const Value& value) {
  Parts changed = parts;
  Value* there = site.find(changed);
  if (there == nullptr && !site.steps.empty()) return std::nullopt;
  if (there != nullptr) {
    *there = value;
  } else {
    changed[site.input].value = value;
  }
  return rewritten(inputs, std::move(changed), site.input);
}

std::optional<Parts> without(const Inputs& inputs, const Parts& parts, const ValueSite& site) {
  Parts changed = parts;
  if (site.steps.empty()) {
    const Parameter* parameter = inputs.all[site.input].parameter;
    // A path has something in each of its places.
    if (parameter != nullptr && parameter->in == ParameterIn::path) return std::nullopt;
    changed[site.input] = Part();
    return changed;
  }
  ValueSite around = site;
  around.steps.pop_back();
  Value* whole = around.find(changed);
  const auto* name = std::get_if<std::string>(&site.steps.back());
  if (whole == nullptr || !whole->is_object() || name == nullptr) return std::nullopt;
  if (!whole->object().remove(*name)) return std::nullopt;
  return rewritten(inputs, std::move(changed), site.input);
}

std::vector<ValueSite> removable_sites(const Parts& parts, std::size_t most) {
  Sites sites(most);
  for (std::uint32_t input = 0; input < parts.size(); ++input) {
    if (!parts[input].written || !sites.add({input, {}})) continue;
    if (const auto& value = parts[input].value) sites.add_removable({input, {}}, *value);
  }
  return std::move(sites.found);
}

std::vector<ValueSite> unusual_sites(const Parts& parts, const Parts& plain, std::size_t most) {
  Sites sites(most);
  for (std::uint32_t input = 0; input < parts.size(); ++input) {
    const auto& usual = plain[input].value;
    if (const auto& value = parts[input].value)
      sites.add_unusual({input, {}}, *value, usual ? &*usual : nullptr);
  }
  return std::move(sites.found);
}

Size size_of(const Parts& parts, const Parts& plain) {
  Size size;
  for (std::size_t input = 0; input < parts.size(); ++input) {
    const Part& part = parts[input];
    if (!part.written) continue;
    size.bytes += part.written->text.size();
    const auto& usual = plain[input].value;
    if (const auto& value = part.value) {
      measure(*value, usual ? &*usual : nullptr, size);
    } else if (!same(part.written, plain[input].written)) {
      ++size.unusual;
    }
  }
  return size;
}

}  // namespace conform
