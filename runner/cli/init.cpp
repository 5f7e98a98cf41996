#include "runner/cli/commands.hpp"
#include "runner/cli/inputs.hpp"
#include "runner/plan/choose_value.hpp"
#include "runner/text/whole_file.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>

namespace conform {
namespace {

// Of each part; a hostile document can have very many.
constexpr std::size_t most_written = 60;

bool is_alphanumeric(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
}

/// For a comment: one line that obeys nobody.
std::string remark(std::string_view text) { return shortened(printable(text), 90); }

/// A text as YAML, with the dollar signs that it had.
std::string scalar(std::string_view text) {
  std::string doubled;
  for (const char byte : text)
    doubled += byte == '$' ? "$$" : std::string(1, byte);
  return to_json(Value(doubled));
}

/// A key as YAML: plain when nothing else could be meant.
std::string key_of(const std::string& name) {
  const bool is_plain =
      !name.empty() && name.size() > 3 &&
      std::ranges::all_of(name,
                          [](char byte) { return is_alphanumeric(byte) || byte == '_' || byte == '-'; }) &&
      ((name.front() | 0x20) >= 'a') && name != "true" && name != "null" && name != "false";
  return is_plain ? name : to_json(Value(name));
}

/// Words of lower case with dashes, for the name of a target.
std::string slug(std::string_view text) {
  std::string words;
  for (const char byte : to_lower(text)) {
    if (words.size() >= 16 && !is_alphanumeric(byte)) break;
    if (words.size() >= 40) break;
    if (is_alphanumeric(byte))
      words += byte;
    else if (!words.empty() && words.back() != '-')
      words += '-';
  }
  while (words.ends_with('-'))
    words.pop_back();
  return words;
}

/// A name that was not given before.
std::string fresh(const std::string& wanted, std::set<std::string>& taken) {
  for (int number = 1;; ++number) {
    std::string name = number == 1 ? wanted : wanted + "-" + std::to_string(number);
    if (taken.insert(name).second) return name;
  }
}

std::string servers_of(const Api& api) {
  std::set<std::string> taken = {"local"};
  std::string lines;
  for (std::size_t at = 0; at < std::min(api.servers.size(), most_written); ++at) {
    const Server& server = api.servers[at];
    const auto parsed = parse_target(server.url);
    if (const auto* mistake = std::get_if<std::string>(&parsed)) {
      lines += "  # " + remark(server.url) + " of the document cannot be one: " + remark(*mistake) + "\n";
      continue;
    }
    std::string wanted = slug(server.name);
    if (wanted.empty()) wanted = slug(server.description);
    if (wanted.empty()) wanted = "server-" + std::to_string(at + 1);
    lines += "  " + key_of(fresh(wanted, taken)) + ":\n    url: " + scalar(server.url) + "\n";
    lines += "    # read-only: true                # send it nothing but GET, HEAD and OPTIONS\n";
  }
  return lines;
}

/// `BOOKSHOP_STAFF_KEY` for `staff key` of the bookshop.
std::string variable_of(const std::string& title, const std::string& scheme) {
  std::string name;
  for (const char byte : slug(title) + "-" + scheme.substr(0, 60))
    name += !is_alphanumeric(byte)       ? '_'
            : byte >= 'a' && byte <= 'z' ? static_cast<char>(byte - 'a' + 'A')
                                         : byte;
  return name.empty() || (name.front() >= '0' && name.front() <= '9') ? "KEY_" + name : name;
}

/// How its value is come by, and which variables that needs.
struct Credential {
  std::string written{};
  std::vector<std::string> variables{};
};

Credential pair_of(const std::string& first, const std::string& second, const std::string& variable) {
  const std::string one = variable + "_" + (first == "user" ? "USER" : "ID");
  const std::string two = variable + "_" + (first == "user" ? "PASSWORD" : "SECRET");
  return {fmt::format("{{ {}: \"${{{}}}\", {}: \"${{{}}}\" }}", first, one, second, two), {one, two}};
}

bool has_flow(const SecurityScheme& scheme, OAuthFlow::Kind kind) {
  return std::ranges::find(scheme.flows, kind, &OAuthFlow::kind) != scheme.flows.end();
}

Credential credential_of(const SecurityScheme& scheme, const std::string& variable) {
  if (scheme.kind == SecurityScheme::Kind::http && scheme.http_scheme == "basic")
    return pair_of("user", "password", variable);
  if (has_flow(scheme, OAuthFlow::Kind::client_credentials))
    return pair_of("client-id", "client-secret", variable);
  if (has_flow(scheme, OAuthFlow::Kind::password)) return pair_of("user", "password", variable);
  return {"\"${" + variable + "}\"", {variable}};
}

bool is_used(const std::string& scheme, const Api& api) {
  return std::ranges::any_of(api.operations, [&](const Operation& operation) {
    return std::ranges::any_of(operation.security, [&](const std::vector<std::string>& all) {
      return std::ranges::find(all, scheme) != all.end();
    });
  });
}

std::string kind_of(const SecurityScheme& scheme) {
  switch (scheme.kind) {
  case SecurityScheme::Kind::api_key: return "an API key";
  case SecurityScheme::Kind::http: return remark(scheme.http_scheme);
  case SecurityScheme::Kind::oauth2: return "OAuth 2";
  case SecurityScheme::Kind::open_id_connect: return "OpenID Connect, a token";
  case SecurityScheme::Kind::mutual_tls: return "a certificate of the client";
  case SecurityScheme::Kind::unknown: break;
  }
  return "unknown";
}

struct Auth {
  std::string lines{};
  std::vector<std::string> variables{};
};

Auth auth_of(const Api& api) {
  Auth auth;
  std::set<std::string> taken;
  std::size_t count = 0;
  for (const auto& [name, scheme] : api.security_schemes) {
    if (!is_used(name, api) || scheme.kind == SecurityScheme::Kind::unknown || ++count > most_written)
      continue;
    if (scheme.kind == SecurityScheme::Kind::mutual_tls) {
      auth.lines += "  # " + key_of(name) + ": { cert: client.pem, key: client.key }\n";
      continue;
    }
    std::string variable = variable_of(api.title, name);
    while (!taken.insert(variable).second)
      variable += "_";
    const Credential credential = credential_of(scheme, variable);
    auth.lines += "  " + key_of(name) + ": " + credential.written + "   # " + kind_of(scheme) + "\n";
    auth.variables.insert(auth.variables.end(), credential.variables.begin(), credential.variables.end());
  }
  const bool is_empty = auth.lines.empty() || auth.variables.empty();
  if (!auth.lines.empty()) auth.lines = (is_empty ? "# auth:\n" : "auth:\n") + auth.lines;
  return auth;
}

std::string values_of(const Api& api) {
  std::map<std::string, std::string> values;
  for (const Operation& operation : api.operations) {
    if (!operation.fault.empty() || values.size() >= most_written) continue;
    for (const Parameter& parameter : operation.parameters) {
      if (parameter.in != ParameterIn::path || values.contains(parameter.name)) continue;
      const auto chosen = choose_parameter(parameter, 0);
      const auto* value = std::get_if<Chosen<std::string>>(&chosen);
      const std::string written = value == nullptr ? "…" : to_json(value->candidate.value);
      values[parameter.name] = shortened(printable(written), 60) + "   # " + remark(operation.name());
    }
  }
  std::string lines;
  for (const auto& [name, value] : values)
    lines += "#   " + remark(key_of(name)) + ": " + value + "\n";
  return lines;
}

/// Where editors find the schema: as it was installed with this program.
std::string schema_line() {
  std::error_code none;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", none);
  const auto schema = program.parent_path().parent_path() / "share/conform/conform.schema.json";
  if (!none && std::filesystem::exists(schema, none))
    return "# yaml-language-server: $schema=" + schema.string() + "\n";
  return "# `conform schema > conform.schema.json` writes a JSON Schema of this file, for editors. Then "
         "here:\n"
         "# yaml-language-server: $schema=conform.schema.json\n";
}

std::string file_of(const Api& api, const std::string& document, const Auth& auth) {
  std::string text = schema_line();
  text += "# How `conform` checks " + remark(api.title) +
          ". Every option of `conform run` can stand here under its own\n"
          "# name; the command line wins. ${NAME} and ${NAME:-otherwise} are read from the environment.\n\n";
  text += "# Servers by name: conform run " + remark(document) +
          " --target NAME\ntarget: local\ntargets:\n"
          "  local: http://127.0.0.1:8080       # where `conform mock " +
          remark(document) + "` listens\n";
  text += servers_of(api) + "\n";
  text += "# Fields of every request.\n# headers:\n#   X-Tenant: demo\n\n";
  if (!auth.lines.empty())
    text += "# Credentials, by the names of the document's security schemes.\n" + auth.lines + "\n";
  const std::string values = values_of(api);
  if (!values.empty())
    text += "# What exists on the server, for the places that paths have. Lists are asked for it as well.\n# "
            "values:\n" +
            values + "\n";
  return text + R"(# Which operations, by path, `GET /path`, id or tag, with *; and how many requests.
# include: ["GET *"]
# exclude: []
# depth: standard                    # smoke, standard, deep
# probes: [safe]                     # and negotiation, malformed, state-changing

# What fails the run.
# level: may                         # must, should, may
# fail-on: fail                      # fail, warn, note
# rules:
#   http/4xx-explains: off
# exceptions:
#   - { rule: http/405-lists-allow, operations: "GET /old/*", reason: Known; goes in March. }

# jobs: 8
# timeout: 10                        # seconds

# Seen from the folder of this file.
reports:
  junit: conform-report/TEST-conform.xml
  html: conform-report/report.html
)";
}

void say_what_to_do(const InitCommand& command,
                    const std::string& path,
                    const Auth& auth,
                    std::ostream& err) {
  err << "Wrote " << path << ". Go through it; then:\n\n";
  for (const std::string& variable : auth.variables)
    err << "  export " << variable << "=…\n";
  const bool is_found = command.output.empty() && !command.contract.document.starts_with("demo:");
  err << "  conform run " << printable(command.contract.document);
  err << (is_found ? "" : " --config " + path) << "\n";
}

}  // namespace

int write_config(const InitCommand& command, std::ostream& out, std::ostream& err) {
  const auto api = load_contract(command.contract, err);
  if (!api) return 2;
  const Auth auth = auth_of(*api);
  const std::string text = file_of(*api, command.contract.document, auth);
  if (command.output == "-") {
    out << text;
    return 0;
  }
  const bool is_embedded = command.contract.document.starts_with("demo:");
  const auto folder =
      is_embedded ? std::filesystem::path() : std::filesystem::path(command.contract.document).parent_path();
  const std::string path = command.output.empty() ? (folder / "conform.yaml").string() : command.output;
  std::error_code ignored;
  if (command.existing == InitCommand::Existing::kept && std::filesystem::exists(path, ignored)) {
    err << "conform: `" << printable(path) << "` is there already. --force replaces it.\n";
    return 2;
  }
  write_whole(path, [&text](std::ostream& file) { file << text; });
  say_what_to_do(command, path, auth, err);
  return 0;
}

}  // namespace conform
