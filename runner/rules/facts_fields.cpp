// Facts of the header and trailer sections as a whole, and of the cookies in them.

#include "runner/http/scanner.hpp"
#include "runner/rules/fact_readers.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

using Judge = bool (*)(std::string_view name, std::string_view value);

void add_once(Words& words, std::string_view name) {
  auto lower = to_lower(name);
  if (std::ranges::find(words, lower) == words.end()) words.push_back(std::move(lower));
}

Words names_where(const Fields& fields, Judge is_so) {
  Words words;
  for (const auto& field : fields) {
    if (is_so(field.name, field.value)) add_once(words, field.name);
  }
  return words;
}

// Takes a quoted string, or the target of a link, whole: a comma in it divides nothing.
void skip_one(Scanner& scanner) {
  Scanner ahead = scanner;
  if (scanner.next_is('"') && ahead.quoted_string()) {
    scanner = ahead;
  } else if (scanner.next_is('<') && scanner.rest().find('>') != std::string_view::npos) {
    scanner.advance(scanner.rest().find('>') + 1);
  } else {
    scanner.advance(1);
  }
}

// A comma at the begin, at the end, or before another one; perhaps in quotes.
bool has_comma_without_member(std::string_view value) {
  if (value.starts_with(',')) return true;
  for (auto comma = value.find(','); comma != value.npos; comma = value.find(',', comma + 1)) {
    const auto next = value.find_first_not_of(" \t", comma + 1);
    if (next == value.npos || value[next] == ',') return true;
  }
  return false;
}

// RFC 9110 §5.6.1.1; a line with nothing at all on it is an empty list.
bool has_empty_member(std::string_view, std::string_view value) {
  if (!has_comma_without_member(value)) return false;
  Scanner scanner(value);
  bool has_member = false;
  while (!scanner.at_end()) {
    scanner.white_space();
    if (scanner.next_is(',') && !has_member) return true;
    if (scanner.take(',')) {
      has_member = false;
    } else if (!scanner.at_end()) {
      skip_one(scanner);
      has_member = true;
    }
  }
  return !has_member;
}

// RFC 9110 §5.6.3: BWS around the "=" of a parameter. In challenges a run of "=" may end a token68.
bool has_bad_white_space(std::string_view name, std::string_view value) {
  constexpr std::array<std::string_view, 3> with_parameters = {
      "Content-Type", "WWW-Authenticate", "Proxy-Authenticate"};
  if (value.find('=') == std::string_view::npos) return false;
  if (std::ranges::none_of(with_parameters, [name](auto one) { return equals_ignoring_case(one, name); }))
    return false;
  Scanner scanner(value);
  while (!scanner.at_end()) {
    const bool after_white = octets::is_white(scanner.peek());
    scanner.white_space();
    if (scanner.next_is('=')) {
      if (after_white) return true;
      scanner.run([](char c) { return c == '='; });
      const bool before_white = octets::is_white(scanner.peek());
      scanner.white_space();
      if (before_white && !scanner.at_end() && !scanner.next_is(',')) return true;
    } else if (!scanner.at_end()) {
      skip_one(scanner);
    }
  }
  return false;
}

// What a list of that name may hold, for a server that must write one.
std::string member_for(const Response& message, std::string_view name) {
  if (const auto* field = message.fields.find(name); field != nullptr && !field->value.empty())
    return field->value;
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> known = {{
      {"accept-ranges", "bytes"},
      {"cache-control", "no-store"},
      {"link", "</>; rel=self"},
      {"via", "1.1 gateway"},
      {"content-language", "en"},
  }};
  const auto* found = std::ranges::find(known, name, &std::pair<std::string_view, std::string_view>::first);
  return std::string(found == known.end() ? "x" : found->second);
}

std::string_view cookie_name(std::string_view line) {
  return octets::trim(line.substr(0, std::min(line.find('='), line.size())));
}

template <class Change>
bool for_each_word(Answer& answer, const FactValue& value, const Asked& asked, Change change) {
  auto* message = write::meant(answer, asked);
  const auto* words = std::get_if<Words>(&value);
  if (message == nullptr || words == nullptr) return false;
  for (const auto& word : *words)
    change(*message, word);
  return true;
}

void send_trailer(Response& message, const std::string& name) {
  message.fields.remove("Content-Length");
  message.fields.set("Transfer-Encoding", "chunked");
  message.trailers.set(name, "x");
}

std::vector<Spot> spots_of(const Subject& subject, const FactValue& value, LineSpan range) {
  std::vector<Spot> all;
  const auto* words = std::get_if<Words>(&value);
  if (words == nullptr) return all;
  for (const auto& word : *words) {
    for (const auto& line :
         field_lines(subject.exchange.received, range.offset, range.offset + range.length, word)) {
      all.push_back({.label = "`" + word + "`", .word = word, .offset = line.offset, .length = line.length});
    }
  }
  return all;
}

LineSpan header_section(const Response& message) {
  return {message.begins, message.head_ends - message.begins};
}

LineSpan trailer_section(const Response& message) {
  return {message.head_ends, message.ends - message.head_ends};
}

}  // namespace

namespace read {

FactValue fields_repeated(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  const auto& fields = subject.message->fields;
  Words words;
  for (std::size_t i = 1; i < fields.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (equals_ignoring_case(fields[i].name, fields[j].name)) add_once(words, fields[i].name);
    }
  }
  return words;
}

FactValue fields_with_empty_members(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  return names_where(subject.message->fields, has_empty_member);
}

FactValue fields_with_bad_white_space(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  return names_where(subject.message->fields, has_bad_white_space);
}

FactValue trailers(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  return names_where(subject.message->trailers, [](std::string_view, std::string_view) { return true; });
}

FactValue trailers_unannounced(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  Words words;
  for (const auto& field : subject.message->trailers) {
    if (!subject.message->fields.lists("Trailer", field.name)) add_once(words, field.name);
  }
  return words;
}

FactValue cookies(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  Words words;
  for (const auto value : subject.message->fields.values("Set-Cookie"))
    words.emplace_back(value);
  if (words.empty()) return Absent{};
  return words;
}

FactValue cookies_repeated(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  std::vector<std::string_view> names;
  for (const auto value : subject.message->fields.values("Set-Cookie"))
    names.push_back(cookie_name(value));
  if (names.empty()) return Absent{};
  std::ranges::sort(names);
  Words words;
  for (std::size_t i = 1; i < names.size(); ++i) {
    const bool is_new = words.empty() || words.back() != names[i];
    if (names[i] == names[i - 1] && is_new) words.emplace_back(names[i]);
  }
  return words;
}

}  // namespace read

namespace write {

bool fields_repeated(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  return for_each_word(answer, value, asked, [](Response& message, const std::string& name) {
    const auto* field = message.fields.find(name);
    const std::string text = field != nullptr ? field->value : "x";
    if (field == nullptr) message.fields.add(name, text);
    message.fields.add(name, text);
  });
}

bool fields_with_empty_members(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  return for_each_word(answer, value, asked, [](Response& message, const std::string& name) {
    const auto member = member_for(message, name);
    message.fields.set(name, member + ", , " + member);
  });
}

bool fields_with_bad_white_space(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  return for_each_word(answer, value, asked, [](Response& message, const std::string& name) {
    const bool is_type = !name.ends_with("-authenticate");
    const auto* type = message.fields.find("Content-Type");
    const std::string essence = type != nullptr ? essence_of(type->value) : "text/plain";
    message.fields.set(is_type ? "Content-Type" : name,
                       is_type ? essence + "; charset = utf-8" : R"(Basic realm = "x")");
  });
}

bool trailers(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  auto* message = meant(answer, asked);
  if (message == nullptr || asked.interim) return false;
  message->trailers = {};
  message->fields.remove("Trailer");
  return for_each_word(answer, value, asked, [](Response& changed, const std::string& name) {
    send_trailer(changed, name);
    changed.fields.add("Trailer", name);
  });
}

bool trailers_unannounced(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  if (asked.interim) return false;
  return for_each_word(answer, value, asked, [](Response& message, const std::string&) {
    send_trailer(message, "X-Note");
    message.fields.remove("Trailer");
  });
}

bool cookies(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  auto* message = meant(answer, asked);
  if (message == nullptr) return false;
  message->fields.remove("Set-Cookie");
  if (std::holds_alternative<Absent>(value)) return true;
  return for_each_word(answer, value, asked, [](Response& changed, const std::string& line) {
    changed.fields.add("Set-Cookie", line == "x" ? "x=y" : line);
  });
}

bool cookies_repeated(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  return for_each_word(answer, value, asked, [](Response& message, const std::string& name) {
    message.fields.add("Set-Cookie", name + "=1");
    message.fields.add("Set-Cookie", name + "=2");
  });
}

}  // namespace write

namespace locate {

std::vector<Spot> fields_repeated(const Subject& subject, std::string_view parameter) {
  if (subject.message == nullptr) return {};
  return spots_of(subject, read::fields_repeated(subject, parameter), header_section(*subject.message));
}

std::vector<Spot> fields_with_empty_members(const Subject& subject, std::string_view parameter) {
  if (subject.message == nullptr) return {};
  return spots_of(
      subject, read::fields_with_empty_members(subject, parameter), header_section(*subject.message));
}

std::vector<Spot> fields_with_bad_white_space(const Subject& subject, std::string_view parameter) {
  if (subject.message == nullptr) return {};
  return spots_of(
      subject, read::fields_with_bad_white_space(subject, parameter), header_section(*subject.message));
}

std::vector<Spot> trailers(const Subject& subject, std::string_view parameter) {
  if (subject.message == nullptr) return {};
  return spots_of(subject, read::trailers(subject, parameter), trailer_section(*subject.message));
}

std::vector<Spot> cookies(const Subject& subject, std::string_view) { return field(subject, "Set-Cookie"); }

}  // namespace locate
}  // namespace conform
