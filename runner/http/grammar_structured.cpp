// Fields that are structured fields (RFC 9651), each with the types that its definition asks for.

#include "runner/http/grammar_families.hpp"
#include "runner/http/structured_field.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>

namespace conform::grammar {
namespace {

using Kind = BareItem::Kind;
using Parameters = std::vector<StructuredParameter>;

bool is_text(const BareItem& item) { return item.kind == Kind::string || item.kind == Kind::token; }
bool is_boolean(const BareItem& item) { return item.kind == Kind::boolean; }
bool is_integer(const BareItem& item) { return item.kind == Kind::integer; }
bool is_count(const BareItem& item) { return is_integer(item) && item.number >= 0; }
bool is_period(const BareItem& item) { return is_integer(item) && item.number > 0; }
bool is_token_item(const BareItem& item) { return item.kind == Kind::token; }
bool is_string_item(const BareItem& item) { return item.kind == Kind::string; }
bool is_protocol(const BareItem& item) { return item.kind == Kind::token || item.kind == Kind::bytes; }

/// What a definition says of a parameter, if it is there.
struct Typed {
  std::string_view key;
  bool (*fits)(const BareItem& item);
};

bool fit(const Parameters& parameters, std::span<const Typed> types) {
  return std::ranges::all_of(types, [&parameters](const Typed& type) {
    const auto* value = find_parameter(parameters, type.key);
    return value == nullptr || type.fits(*value);
  });
}

// A list of items, no inner lists, whose values and parameters have their types.
bool is_list_of_items(std::string_view value,
                      bool (*fits)(const BareItem& item),
                      std::span<const Typed> types) {
  const auto members = read_structured_list(value);
  return members && std::ranges::all_of(*members, [&](const StructuredMember& member) {
           return !member.is_inner_list && fits(member.items.front().value) && fit(member.parameters, types);
         });
}

bool has_each(std::string_view value, std::string_view key) {
  const auto members = read_structured_list(value);
  return members && !members->empty() && std::ranges::all_of(*members, [key](const auto& member) {
           return find_parameter(member.parameters, key) != nullptr;
         });
}

bool is_one_of(std::string_view value, std::initializer_list<std::string_view> tokens) {
  const auto item = read_structured_item(value);
  return item && item->value.kind == Kind::token &&
         std::ranges::find(tokens, std::string_view(item->value.text)) != tokens.end();
}

}  // namespace

bool is_structured_item(std::string_view value) { return read_structured_item(value).has_value(); }
bool is_structured_list(std::string_view value) { return read_structured_list(value).has_value(); }
bool is_structured_dictionary(std::string_view value) {
  return read_structured_dictionary(value).has_value();
}

bool is_structured_date(std::string_view value) {
  const auto item = read_structured_item(value);
  return item && item->value.kind == Kind::date;
}

bool is_structured_boolean(std::string_view value) {
  const auto item = read_structured_item(value);
  return item && item->value.kind == Kind::boolean;
}

// RFC 8942 §3.1
bool is_structured_token_list(std::string_view value) { return is_list_of_items(value, is_token_item, {}); }

// RFC 9218 §4: u is an Integer from 0 to 7, i a Boolean; other keys are extensions.
bool is_priority(std::string_view value) {
  const auto entries = read_structured_dictionary(value);
  return entries && std::ranges::all_of(*entries, [](const StructuredMember& entry) {
           if (entry.key != "u" && entry.key != "i") return true;
           if (entry.is_inner_list) return false;
           const auto& item = entry.items.front().value;
           return entry.key == "i" ? is_boolean(item) : is_count(item) && item.number <= 7;
         });
}

// RFC 9211 §2
bool is_cache_status(std::string_view value) {
  constexpr std::array types = {Typed{"hit", is_boolean},
                                Typed{"fwd", is_token_item},
                                Typed{"fwd-status", is_integer},
                                Typed{"ttl", is_integer},
                                Typed{"stored", is_boolean},
                                Typed{"collapsed", is_boolean},
                                Typed{"key", is_string_item},
                                Typed{"detail", is_text}};
  return is_list_of_items(value, is_text, types);
}

// RFC 9211 §2.1: a cache either answered by itself or asked further.
bool tells_hit_from_forward(std::string_view value) {
  const auto members = read_structured_list(value);
  return members && std::ranges::none_of(*members, [](const StructuredMember& member) {
           const auto* hit = find_parameter(member.parameters, "hit");
           return hit != nullptr && hit->number == 1 && find_parameter(member.parameters, "fwd") != nullptr;
         });
}

// RFC 9209 §2
bool is_proxy_status(std::string_view value) {
  constexpr std::array types = {Typed{"error", is_token_item},
                                Typed{"next-hop", is_text},
                                Typed{"next-protocol", is_protocol},
                                Typed{"received-status", is_integer},
                                Typed{"details", is_string_item}};
  return is_list_of_items(value, is_text, types);
}

// draft-ietf-httpapi-ratelimit-headers §4, §3
bool is_rate_limit(std::string_view value) {
  constexpr std::array types = {Typed{"r", is_count}, Typed{"t", is_count}};
  return is_list_of_items(value, is_string_item, types) && has_each(value, "r");
}

bool is_rate_limit_policy(std::string_view value) {
  constexpr std::array types = {Typed{"q", is_count}, Typed{"w", is_period}};
  return is_list_of_items(value, is_string_item, types) && has_each(value, "q");
}

// RFC 9530 §2, §3: algorithms and Byte Sequences.
bool is_digest_dictionary(std::string_view value) {
  const auto entries = read_structured_dictionary(value);
  return entries && std::ranges::all_of(*entries, [](const StructuredMember& entry) {
           return !entry.is_inner_list && entry.items.front().value.kind == Kind::bytes;
         });
}

// HTML Standard §7.1.3, §7.1.4
bool is_opener_policy(std::string_view value) {
  return is_one_of(value,
                   {"unsafe-none", "same-origin", "same-origin-allow-popups", "noopener-allow-popups"});
}

bool is_embedder_policy(std::string_view value) {
  return is_one_of(value, {"unsafe-none", "require-corp", "credentialless"});
}

}  // namespace conform::grammar
