#include "runner/config/auth_reader.hpp"

#include "runner/text/words.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

using From = GivenCredential::From;

constexpr std::array<std::string_view, 15> known_keys = {"value",
                                                         "command",
                                                         "user",
                                                         "password",
                                                         "client-id",
                                                         "client-secret",
                                                         "token-url",
                                                         "scopes",
                                                         "from",
                                                         "with",
                                                         "token",
                                                         "header",
                                                         "cookie",
                                                         "cert",
                                                         "key"};
/// What everybody may see; of `with` it depends.
constexpr std::array<std::string_view, 11> public_keys = {
    "user", "client-id", "token-url", "scopes", "from", "with", "token", "header", "cookie", "cert", "key"};

/// A key that means something beside another one only.
struct Companion {
  std::string_view key{};
  std::string_view of{};
  std::string_view hint{};
};
constexpr std::array<Companion, 8> companions = {
    {{"password", "user", ""},
     {"user", "password", ""},
     {"client-secret", "client-id", ""},
     {"with", "from", ""},
     {"token", "from", "`token` says where the answer of `from` has it. A token itself is a `value`."},
     {"header", "from", "`header` names a field of the answer of `from`."},
     {"cookie", "from", "`cookie` names one that the answer of `from` sets."},
     {"key", "cert", "`key` is the file of the certificate's key. An API key is a `value`."}}};

/// The keys that each begin a way of their own to a value; a user and a client go together.
constexpr std::array<std::string_view, 6> ways = {"value", "command", "from", "cert", "user", "client-id"};

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

class AuthReader {
public:
  explicit AuthReader(const ConfigReading& reading) : reading_(reading) {}

  AuthArguments read(const Value& auth);

private:
  void read_scheme(const Member& member);
  void read_ways(const Value& scheme);
  bool goes_together(const Value& scheme);
  void read_tokens(const Value& scheme);
  void read_login(const Value& scheme);
  void read_place(const Value& scheme, Login& login);
  void read_certificate(const Value& scheme);
  Value read_input(const Value& value, std::string_view name);
  std::string expanded(const Value& text);
  std::string text_at(const Value& scheme, std::string_view key);
  std::string path_at(const Value& scheme, std::string_view key);
  void give(From from, std::string text, Login login = {});
  void hide(const Value& value);

  const ConfigReading& reading_;
  AuthArguments read_{};
  // Of the scheme that is being read:
  std::string scheme_{};
  Mark mark_{};
  std::string missing_{};
  Mark missing_at_{};
};

/// As it is written: what the diagnostics show.
void AuthReader::hide(const Value& value) {
  if (value.is_string() && value.string().find("${") == std::string::npos)
    read_.secrets.push_back(value.string());
  if (value.is_number()) read_.secrets.push_back(to_json(value));
  if (value.is_array())
    for (const Value& item : value.array())
      hide(item);
  if (value.is_object())
    for (const Member& member : value.object())
      hide(member.value);
}

void AuthReader::give(From from, std::string text, Login login) {
  read_.given.push_back({.scheme = scheme_,
                         .from = from,
                         .text = std::move(text),
                         .login = std::move(login),
                         .missing = missing_,
                         .where = reading_.document.place(missing_.empty() ? mark_ : missing_at_)});
}

std::string AuthReader::expanded(const Value& text) {
  Expanded result = expand_variables(text.string(), reading_.environment, Dollars::doubled);
  if (!result.missing.empty() && missing_.empty()) {
    missing_ = result.missing;
    missing_at_ = text.mark();
  }
  return std::move(result.text);
}

/// The text of that member; empty when there is none such, with an error when it is no text.
std::string AuthReader::text_at(const Value& scheme, std::string_view key) {
  const Value* const value = scheme.find(key);
  if (value == nullptr) return {};
  if (!value->is_string() || value->string().empty()) {
    reading_.error(*value, "`" + std::string(key) + "` must be a text.");
    return {};
  }
  return expanded(*value);
}

/// Seen from the folder of the configuration.
std::string AuthReader::path_at(const Value& scheme, std::string_view key) {
  return reading_.path_from(text_at(scheme, key));
}

Value AuthReader::read_input(const Value& value, std::string_view name) {
  if (value.is_string()) {
    const bool has_variables = value.string().find("${") != std::string::npos;
    std::string text = expanded(value);
    if (is_named_secret(name)) hide(value);
    if (has_variables || is_named_secret(name)) read_.secrets.push_back(text);
    return Value(std::move(text));
  }
  if (value.is_number() && is_named_secret(name)) read_.secrets.push_back(to_json(value));
  if (value.is_array()) {
    Array items;
    for (const Value& item : value.array())
      items.push_back(read_input(item, name));
    return items;
  }
  if (!value.is_object()) return value;
  Object members;
  for (const Member& member : value.object())
    members.add(member.key, read_input(member.value, member.key));
  return members;
}

void AuthReader::read_place(const Value& scheme, Login& login) {
  constexpr std::array<std::pair<std::string_view, Login::In>, 3> places = {
      {{"token", Login::In::content}, {"header", Login::In::field}, {"cookie", Login::In::cookie}}};
  std::size_t count = 0;
  for (const auto& [key, in] : places) {
    if (scheme.find(key) == nullptr) continue;
    ++count;
    login.in = in;
    login.at = text_at(scheme, key);
  }
  if (count != 1) {
    reading_.error(mark_,
                   "A login needs one place in its answer where the value is.",
                   "`token: /access_token` points into the content; `header:` and `cookie:` take a name.");
  } else if (login.in == Login::In::content && !login.at.empty() && !parse_pointer(login.at)) {
    reading_.error(*scheme.find("token"),
                   "`" + printable(login.at) + "` is no JSON Pointer.",
                   "One begins with a slash: `/access_token`.");
  }
}

void AuthReader::read_login(const Value& scheme) {
  Login login;
  login.operation = text_at(scheme, "from");
  login.where = reading_.document.place(*scheme.find("from"));
  read_place(scheme, login);
  const Value* const with = scheme.find("with");
  if (with != nullptr && reading_.is_map(*with, "`with`", {})) {
    for (const Member& member : with->object())
      login.with.push_back(
          {member.key, read_input(member.value, member.key), reading_.document.place(member.key_mark)});
  }
  give(From::answer, {}, std::move(login));
}

void AuthReader::read_tokens(const Value& scheme) {
  if (scheme.find("user") != nullptr) {
    const std::string name = text_at(scheme, "user");
    // RFC 7617 §2
    if (name.find(':') != std::string::npos)
      reading_.error(*scheme.find("user"), "The name of a user cannot have a colon.");
    give(From::user, name + ":" + text_at(scheme, "password"));
  }
  if (scheme.find("client-id") != nullptr)
    give(From::client, text_at(scheme, "client-id") + ":" + text_at(scheme, "client-secret"));
  if (scheme.find("token-url") != nullptr)
    read_.token_urls.insert_or_assign(scheme_, text_at(scheme, "token-url"));
  const Value* const scopes = scheme.find("scopes");
  if (scopes == nullptr) return;
  std::vector<std::string>& list = read_.scopes[scheme_];
  if (!scopes->is_array()) {
    reading_.error(*scopes, "`scopes` must be a list.");
    return;
  }
  for (const Value& scope : scopes->array())
    list.push_back(reading_.text_of(scope, "A scope"));
}

void AuthReader::read_certificate(const Value& scheme) {
  const std::string file = path_at(scheme, "cert");
  const std::string key_file = path_at(scheme, "key");
  give(From::certificate, file);
  read_.given.back().key_file = key_file;
}

/// Whether the keys of a scheme make sense together.
bool AuthReader::goes_together(const Value& scheme) {
  bool is_fine = true;
  for (const Companion& one : companions) {
    const Value* const value = scheme.find(one.key);
    if (value == nullptr || scheme.find(one.of) != nullptr) continue;
    reading_.error(*value,
                   "`" + std::string(one.key) + "` means nothing without `" + std::string(one.of) + "`.",
                   std::string(one.hint));
    is_fine = false;
  }
  std::vector<std::string_view> found;
  for (const std::string_view way : ways)
    if (scheme.find(way) != nullptr) found.push_back(way);
  const bool is_pair = found.size() == 2 && found.front() == "user";
  if (is_fine && found.size() != 1 && !is_pair) {
    reading_.error(mark_,
                   "A security scheme needs one way to its value, and there " +
                       std::string(found.empty() ? "is none" : "are several") + ".",
                   "There are `value`, `command`, `from`, `user` with `password`, `client-id` and `cert`.");
    return false;
  }
  const bool is_of_oauth = scheme.find("user") != nullptr || scheme.find("client-id") != nullptr;
  for (const char* key : {"token-url", "scopes"}) {
    const Value* const value = scheme.find(key);
    if (value == nullptr || is_of_oauth) continue;
    reading_.error(*value, "`" + std::string(key) + "` means nothing without `user` or `client-id`.");
    is_fine = false;
  }
  return is_fine;
}

void AuthReader::read_ways(const Value& scheme) {
  if (scheme.find("value") != nullptr) give(From::text, text_at(scheme, "value"));
  if (const Value* const command = scheme.find("command"))
    give(From::command, command->is_string() ? command->string() : text_at(scheme, "command"));
  if (scheme.find("from") != nullptr) read_login(scheme);
  if (scheme.find("cert") != nullptr) read_certificate(scheme);
  read_tokens(scheme);
}

void AuthReader::read_scheme(const Member& member) {
  scheme_ = member.key;
  mark_ = member.key_mark;
  missing_.clear();
  const Value& scheme = member.value;
  if (!scheme.is_object()) {
    hide(scheme);
    if (scheme.is_string() && !scheme.string().empty())
      give(From::text, expanded(scheme));
    else
      reading_.error(scheme, "What is given for a security scheme must be a text or a map.");
    return;
  }
  bool is_known = reading_.is_map(scheme, "`" + printable(shortened(scheme_, 60)) + "`", known_keys);
  for (const Member& each : scheme.object()) {
    if (!is_one_of(each.key, public_keys)) hide(each.value);
    is_known = is_known && is_one_of(each.key, known_keys);
  }
  if (const Value* const with = scheme.find("with")) (void)read_input(*with, "");
  if (is_known && goes_together(scheme)) read_ways(scheme);
}

AuthArguments AuthReader::read(const Value& auth) {
  if (!reading_.is_map(auth, "`auth`", {})) return {};
  for (const Member& member : auth.object())
    read_scheme(member);
  return std::move(read_);
}

}  // namespace

AuthArguments read_auth(const Value& auth, const ConfigReading& reading) {
  return AuthReader(reading).read(auth);
}

}  // namespace conform
