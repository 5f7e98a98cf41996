#include "runner/http/structured_field.hpp"

#include "runner/http/scanner.hpp"
#include "runner/text/base64.hpp"
#include "runner/text/utf8.hpp"

#include <algorithm>

namespace conform {
namespace {

using Parameters = std::vector<StructuredParameter>;
using Members = std::vector<StructuredMember>;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

void spaces(Scanner& scanner) {
  scanner.run([](char c) { return c == ' '; });
}

// RFC 9651 §4.2.3.3
std::optional<std::string> read_key(Scanner& scanner) {
  if (!is_lower(scanner.peek()) && !scanner.next_is('*')) return std::nullopt;
  const auto key = scanner.run(
      [](char c) { return is_lower(c) || is_digit(c) || c == '_' || c == '-' || c == '.' || c == '*'; });
  return std::string(key);
}

std::int64_t to_number(std::string_view digits) {
  std::int64_t number = 0;
  for (const char digit : digits)
    number = number * 10 + (digit - '0');
  return number;
}

// RFC 9651 §4.2.4: 15 digits, or 12 and three more after the point.
std::optional<BareItem> read_number(Scanner& scanner) {
  const std::int64_t sign = scanner.take('-') ? -1 : 1;
  const auto whole = scanner.digits();
  if (whole.empty() || whole.size() > 15) return std::nullopt;
  if (!scanner.take('.')) return BareItem{.number = sign * to_number(whole)};
  const auto fraction = scanner.digits();
  if (whole.size() > 12 || fraction.empty() || fraction.size() > 3) return std::nullopt;
  std::string thousandths(fraction);
  thousandths.resize(3, '0');
  return BareItem{.kind = BareItem::Kind::decimal,
                  .number = sign * (to_number(whole) * 1000 + to_number(thousandths))};
}

// RFC 9651 §4.2.5: printable ASCII, in which only the quote and the backslash are escaped.
std::optional<BareItem> read_string(Scanner& scanner) {
  BareItem item{.kind = BareItem::Kind::string};
  scanner.take('"');
  while (!scanner.at_end()) {
    const char c = scanner.advance(1).front();
    if (c == '"') return item;
    if (c < 0x20 || c > 0x7E) return std::nullopt;
    if (c == '\\' && !scanner.next_is('"') && !scanner.next_is('\\')) return std::nullopt;
    item.text += c == '\\' ? scanner.advance(1).front() : c;
  }
  return std::nullopt;
}

// RFC 9651 §4.2.6
std::optional<BareItem> read_token(Scanner& scanner) {
  const auto text = scanner.run([](char c) { return octets::is_token_octet(c) || c == ':' || c == '/'; });
  return BareItem{.kind = BareItem::Kind::token, .text = std::string(text)};
}

// The padding may be missing (RFC 9651 §4.2.7).
std::optional<std::string> decode(std::string_view base64) {
  std::string padded(base64);
  if (padded.find('=') == std::string::npos) padded.append((4 - padded.size() % 4) % 4, '=');
  if (padded.ends_with("===")) return std::nullopt;
  return from_base64(padded);
}

std::optional<BareItem> read_bytes(Scanner& scanner) {
  scanner.take(':');
  const auto text = scanner.run([](char c) { return c != ':'; });
  if (!scanner.take(':')) return std::nullopt;
  auto bytes = decode(text);
  if (!bytes) return std::nullopt;
  return BareItem{.kind = BareItem::Kind::bytes, .text = std::move(*bytes)};
}

std::optional<BareItem> read_boolean(Scanner& scanner) {
  scanner.take('?');
  const bool truth = scanner.next_is('1');
  if (!scanner.take('1') && !scanner.take('0')) return std::nullopt;
  return BareItem{.kind = BareItem::Kind::boolean, .number = truth ? 1 : 0};
}

std::optional<BareItem> read_date(Scanner& scanner) {
  scanner.take('@');
  auto item = read_number(scanner);
  if (!item || item->kind != BareItem::Kind::integer) return std::nullopt;
  item->kind = BareItem::Kind::date;
  return item;
}

int lower_hex(char c) {
  if (is_digit(c)) return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// RFC 9651 §4.2.10: UTF-8, of which all but printable ASCII is percent-encoded in lower case.
std::optional<BareItem> read_display_string(Scanner& scanner) {
  BareItem item{.kind = BareItem::Kind::display_string};
  if (!scanner.take("%\"")) return std::nullopt;
  while (!scanner.at_end()) {
    const char c = scanner.advance(1).front();
    if (c < 0x20 || c > 0x7E) return std::nullopt;
    if (c == '"') return !find_invalid_utf8(item.text) ? std::optional(std::move(item)) : std::nullopt;
    if (c != '%') {
      item.text += c;
      continue;
    }
    const auto digits = scanner.advance(2);
    if (digits.size() < 2 || lower_hex(digits[0]) < 0 || lower_hex(digits[1]) < 0) return std::nullopt;
    item.text += static_cast<char>(lower_hex(digits[0]) * 16 + lower_hex(digits[1]));
  }
  return std::nullopt;
}

// RFC 9651 §4.2.3.1: the first octet tells which kind it is.
std::optional<BareItem> read_bare_item(Scanner& scanner) {
  const char first = scanner.peek();
  if (first == '-' || is_digit(first)) return read_number(scanner);
  if (first == '"') return read_string(scanner);
  if (first == ':') return read_bytes(scanner);
  if (first == '?') return read_boolean(scanner);
  if (first == '@') return read_date(scanner);
  if (first == '%') return read_display_string(scanner);
  if (first == '*' || is_alpha(first)) return read_token(scanner);
  return std::nullopt;
}

BareItem truth() { return {.kind = BareItem::Kind::boolean, .number = 1}; }

// RFC 9651 §4.2.3.2
std::optional<Parameters> read_parameters(Scanner& scanner) {
  Parameters parameters;
  while (scanner.take(';')) {
    spaces(scanner);
    auto key = read_key(scanner);
    if (!key) return std::nullopt;
    auto value = scanner.take('=') ? read_bare_item(scanner) : truth();
    if (!value) return std::nullopt;
    parameters.push_back({std::move(*key), std::move(*value)});
  }
  return parameters;
}

std::optional<StructuredItem> read_item(Scanner& scanner) {
  auto value = read_bare_item(scanner);
  auto parameters = value ? read_parameters(scanner) : std::nullopt;
  if (!value || !parameters) return std::nullopt;
  return StructuredItem{std::move(*value), std::move(*parameters)};
}

// RFC 9651 §4.2.1.2
std::optional<StructuredMember> read_inner_list(Scanner& scanner) {
  StructuredMember member{.is_inner_list = true};
  scanner.take('(');
  while (!scanner.at_end()) {
    spaces(scanner);
    if (scanner.take(')')) {
      auto parameters = read_parameters(scanner);
      if (!parameters) return std::nullopt;
      member.parameters = std::move(*parameters);
      return member;
    }
    auto item = read_item(scanner);
    if (!item || (!scanner.next_is(' ') && !scanner.next_is(')'))) return std::nullopt;
    member.items.push_back(std::move(*item));
  }
  return std::nullopt;
}

std::optional<StructuredMember> read_member(Scanner& scanner) {
  if (scanner.next_is('(')) return read_inner_list(scanner);
  auto item = read_item(scanner);
  if (!item) return std::nullopt;
  StructuredMember member;
  member.parameters = item->parameters;
  member.items.push_back(std::move(*item));
  return member;
}

// RFC 9651 §4.2.2: a key without "=" is true.
std::optional<StructuredMember> read_entry(Scanner& scanner) {
  auto key = read_key(scanner);
  if (!key) return std::nullopt;
  if (scanner.take('=')) {
    auto member = read_member(scanner);
    if (member) member->key = std::move(*key);
    return member;
  }
  auto parameters = read_parameters(scanner);
  if (!parameters) return std::nullopt;
  StructuredMember member{.key = std::move(*key), .parameters = *parameters};
  member.items.push_back({truth(), std::move(*parameters)});
  return member;
}

// RFC 9651 §4.2, §4.2.1: members between commas, none after the last one.
template <class Read> std::optional<Members> read_members(std::string_view value, Read read) {
  Scanner scanner(value);
  Members members;
  spaces(scanner);
  while (!scanner.at_end()) {
    auto member = read(scanner);
    if (!member) return std::nullopt;
    members.push_back(std::move(*member));
    scanner.white_space();
    if (scanner.at_end()) return members;
    if (!scanner.take(',')) return std::nullopt;
    scanner.white_space();
    if (scanner.at_end()) return std::nullopt;
  }
  return members;
}

}  // namespace

const BareItem* find_parameter(const std::vector<StructuredParameter>& parameters, std::string_view key) {
  const auto found =
      std::find_if(parameters.rbegin(), parameters.rend(), [key](const auto& one) { return one.key == key; });
  return found == parameters.rend() ? nullptr : &found->value;
}

std::optional<StructuredItem> read_structured_item(std::string_view value) {
  Scanner scanner(value);
  spaces(scanner);
  auto item = read_item(scanner);
  spaces(scanner);
  if (!item || !scanner.at_end()) return std::nullopt;
  return item;
}

std::optional<std::vector<StructuredMember>> read_structured_list(std::string_view value) {
  return read_members(value, read_member);
}

std::optional<std::vector<StructuredMember>> read_structured_dictionary(std::string_view value) {
  return read_members(value, read_entry);
}

}  // namespace conform
