#include "runner/journal/mask.hpp"

#include "runner/document/document.hpp"
#include "runner/http/fields.hpp"
#include "runner/journal/secret_match.hpp"
#include "runner/text/base64.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <cctype>
#include <utility>

namespace conform {
namespace {

constexpr std::size_t shortest_secret = 4;
// Values that a server made up may be ordinary words: `true`, `dark`.
constexpr std::size_t shortest_found_secret = 8;
// A chunk of one byte has at least as many before it.
constexpr std::size_t longest_chunk_line = 5;

constexpr std::array<std::string_view, 15> credential_fields = {"authorization",
                                                                "proxy-authorization",
                                                                "cookie",
                                                                "set-cookie",
                                                                "x-api-key",
                                                                "api-key",
                                                                "apikey",
                                                                "x-apikey",
                                                                "x-auth-token",
                                                                "x-access-token",
                                                                "x-csrf-token",
                                                                "x-xsrf-token",
                                                                "x-amz-security-token",
                                                                "x-goog-api-key",
                                                                "x-vault-token"};
constexpr std::array<std::string_view, 7> schemes = {
    "basic", "bearer", "digest", "negotiate", "token", "apikey", "hoba"};

/// Calls `hide(offset, length)` for each secret in `text`, from left to right.
template <typename Hide>
void find_secrets(std::string_view text, const std::vector<std::string>& secrets, const Hide& hide) {
  if (secrets.empty()) return;
  std::bitset<256> beginnings;
  for (const char c : std::string_view("%\\&+"))
    beginnings.set(static_cast<unsigned char>(c));
  for (const std::string& secret : secrets) {
    const auto first = static_cast<unsigned char>(secret[0]);
    beginnings.set(static_cast<std::size_t>(std::tolower(first)));
    beginnings.set(static_cast<std::size_t>(std::toupper(first)));
  }
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 0;
    if (beginnings.test(static_cast<unsigned char>(text[at]))) {
      for (const std::string& secret : secrets)
        length = std::max(length, length_of_secret(text.substr(at), secret));
    }
    if (length > 0) hide(at, length);
    at += std::max<std::size_t>(length, 1);
  }
}

/// Marks what is secret in the reading, and in what its escapes stand for, in the text that it was made of.
void hide_in_layers(Unwrapped reading, const std::vector<std::string>& secrets, std::vector<bool>& hidden) {
  constexpr int most_layers = 4;
  for (int layer = 0; layer < most_layers && !reading.text.empty(); ++layer) {
    find_secrets(reading.text, secrets, [&](std::size_t at, std::size_t length) {
      for (std::size_t byte = at; byte < at + length; ++byte) {
        const Unwrapped::Range& range = reading.from[byte];
        std::fill_n(hidden.begin() + static_cast<std::ptrdiff_t>(range.begin), range.length, true);
      }
    });
    reading = without_escapes(reading);
  }
}

/// Which bytes of the text are secret.
std::vector<bool> hidden_in(std::string_view text, const std::vector<std::string>& secrets) {
  std::vector<bool> hidden(text.size());
  const auto hide = [&](std::size_t at, std::size_t length) {
    std::fill_n(hidden.begin() + static_cast<std::ptrdiff_t>(at), length, true);
  };
  find_secrets(text, secrets, hide);
  if (text.find_first_of("%\\&") != text.npos)
    hide_in_layers(without_escapes(as_it_is(text)), secrets, hidden);
  return hidden;
}

std::string_view without_scheme(std::string_view value) {
  const std::size_t space = value.find(' ');
  if (space == std::string_view::npos) return value;
  const std::string scheme = to_lower(value.substr(0, space));
  if (std::find(schemes.begin(), schemes.end(), scheme) == schemes.end()) return value;
  const std::size_t rest = value.find_first_not_of(' ', space);
  return rest == std::string_view::npos ? std::string_view() : value.substr(rest);
}

/// The secret and what it is also known as.
void add_forms(std::vector<std::string>& all, const std::string& secret) {
  if (secret.size() < shortest_secret) return;
  all.push_back(secret);
  const std::string_view credentials = without_scheme(secret);
  if (credentials.size() < secret.size()) {
    if (credentials.size() >= shortest_secret) all.emplace_back(credentials);
    const auto decoded = from_base64(credentials);
    if (decoded && decoded->find(':') != std::string::npos) add_forms(all, *decoded);
    return;
  }
  const std::size_t colon = secret.find(':');
  if (colon == std::string::npos) return;
  all.push_back(to_base64(secret));
  if (secret.size() - colon > shortest_secret) all.push_back(secret.substr(colon + 1));
  // With no password the name is the secret, as of APIs that take a key there.
  const bool is_key = colon + 1 == secret.size() && colon >= shortest_secret;
  if (is_key) all.push_back(secret.substr(0, colon));
}

/// Hides what is secret in a cookie's text: the values, up to `;`. Set-Cookie has one, then attributes.
void hide_cookies(std::string& bytes, std::size_t begin, std::size_t end, bool only_first) {
  bool in_value = bytes.find('=', begin) >= end;
  for (std::size_t at = begin; at < end; ++at) {
    if (bytes[at] == ';') {
      if (only_first) return;
      in_value = false;
    } else if (in_value) {
      bytes[at] = '*';
    } else if (bytes[at] == '=') {
      in_value = true;
    }
  }
}

void hide_value(std::string& bytes, std::size_t begin, std::size_t end, std::string_view name) {
  while (begin < end && (bytes[begin] == ' ' || bytes[begin] == '\t'))
    ++begin;
  if (name == "cookie" || name == "set-cookie") {
    hide_cookies(bytes, begin, end, name == "set-cookie");
    return;
  }
  const std::string_view value(bytes.data() + begin, end - begin);
  begin = end - without_scheme(value).size();
  for (std::size_t at = begin; at < end; ++at)
    bytes[at] = '*';
}

struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;   // of its text
  std::size_t next = 0;  // where the next one begins
};

Line line_at(std::string_view bytes, std::size_t begin) {
  const std::size_t newline = std::min(bytes.find('\n', begin), bytes.size());
  std::size_t end = newline;
  while (end > begin && bytes[end - 1] == '\r')
    --end;
  return {begin, end, newline + 1};
}

/// The lower-case name of the field line, or nothing.
std::string field_name(std::string_view line) {
  std::string_view name = line.substr(0, std::min(line.find(':'), line.size()));
  if (name.size() == line.size() || name.size() > 64) return {};
  while (name.ends_with(' ') || name.ends_with('\t'))
    name.remove_suffix(1);
  return to_lower(name);
}

/// Lines are looked at whether or not they stand in a header section: rather one too many than one too few.
void hide_fields(std::string& bytes) {
  std::string masking;  // the field that a folded line (RFC 9112 §5.2) continues
  Line line{};
  for (std::size_t at = 0; at < bytes.size(); at = line.next) {
    line = line_at(bytes, at);
    const std::string_view text(bytes.data() + line.begin, line.end - line.begin);
    if (!masking.empty() && (text.starts_with(' ') || text.starts_with('\t'))) {
      for (std::size_t byte = line.begin; byte < line.end; ++byte)
        bytes[byte] = '*';
      continue;
    }
    std::string name = field_name(text);
    masking = carries_credentials(name) ? std::move(name) : std::string();
    if (!masking.empty()) hide_value(bytes, line.begin + text.find(':') + 1, line.end, masking);
  }
}

void add_cookie_values(std::vector<std::string>& found, std::string_view value, bool only_first) {
  while (!value.empty()) {
    const std::string_view pair = value.substr(0, std::min(value.find(';'), value.size()));
    const std::size_t equals = pair.find('=');
    found.emplace_back(equals == std::string_view::npos ? pair : pair.substr(equals + 1));
    if (only_first || pair.size() == value.size()) return;
    value.remove_prefix(pair.size() + 1);
  }
}

void add_credentials(std::vector<std::string>& found, const Fields& fields) {
  for (const Field& field : fields) {
    if (!carries_credentials(field.name)) continue;
    const bool set_cookie = equals_ignoring_case(field.name, "set-cookie");
    if (set_cookie || equals_ignoring_case(field.name, "cookie")) {
      add_cookie_values(found, field.value, set_cookie);
    } else {
      found.emplace_back(without_scheme(field.value));
    }
  }
}

/// RFC 6749 §5.1, OpenID Connect Core §3.1.3.3: what a token endpoint answers with.
void add_tokens(std::vector<std::string>& found, const Response& response) {
  if (response.content.find("_token\"") == std::string::npos) return;
  const auto read = read_json(response.content);
  const auto* const object = std::get_if<Value>(&read);
  if (object == nullptr) return;
  for (const char* name : {"access_token", "refresh_token", "id_token"})
    found.emplace_back(object->text(name));
}

}  // namespace

bool carries_credentials(std::string_view name) {
  return std::any_of(credential_fields.begin(), credential_fields.end(), [&](std::string_view known) {
    return equals_ignoring_case(name, known);
  });
}

std::vector<std::string> credentials_in(const Exchange& exchange) {
  std::vector<std::string> found;
  add_credentials(found, exchange.request.fields);
  for (const Response& interim : exchange.interim)
    add_credentials(found, interim.fields);
  if (const Response* response = exchange.response()) {
    add_credentials(found, response->fields);
    add_credentials(found, response->trailers);
    add_tokens(found, *response);
  }
  std::erase_if(found, [](const std::string& value) { return value.size() < shortest_found_secret; });
  return found;
}

Mask::Mask(const std::vector<std::string>& secrets) { add(secrets); }

Mask Mask::showing() {
  Mask mask;
  mask.hides_ = false;
  return mask;
}

void Mask::add(const std::vector<std::string>& secrets) {
  std::vector<std::string> known;
  for (const std::string& secret : secrets)
    add_forms(known, secret);
  for (const std::string& secret : known) {
    for (std::string& encoded : whole_encodings(secret))
      secrets_.push_back(std::move(encoded));
    secrets_.push_back(secret);
  }
  std::sort(secrets_.begin(), secrets_.end(), [](const std::string& left, const std::string& right) {
    return std::make_pair(right.size(), left) < std::make_pair(left.size(), right);
  });
  secrets_.erase(std::unique(secrets_.begin(), secrets_.end()), secrets_.end());
}

Mask Mask::also(const std::vector<std::string>& secrets) const {
  Mask mask = *this;
  if (hides_ && !secrets.empty()) mask.add(secrets);
  return mask;
}

std::string Mask::text(std::string_view text) const {
  if (secrets_.empty()) return std::string(text);
  const std::vector<bool> hidden = hidden_in(text, secrets_);
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!hidden[at])
      out += text[at];
    else if (at == 0 || !hidden[at - 1])
      out += "•••";
  }
  return out;
}

bool Mask::finds_any(std::string_view text) const {
  if (secrets_.empty()) return false;
  const std::vector<bool> hidden = hidden_in(text, secrets_);
  return std::find(hidden.begin(), hidden.end(), true) != hidden.end();
}

std::string Mask::bytes(std::string_view http) const {
  std::string out(http);
  if (!hides_) return out;
  if (!secrets_.empty()) {
    std::vector<bool> hidden = hidden_in(http, secrets_);
    hide_in_layers(without_chunk_lines(http), secrets_, hidden);
    for (std::size_t at = 0; at < out.size(); ++at)
      if (hidden[at]) out[at] = '*';
  }
  hide_fields(out);
  return out;
}

std::size_t Mask::reach() const {
  return secrets_.empty() ? 0 : secrets_.front().size() * longest_encoding * (longest_chunk_line + 1);
}

}  // namespace conform
