#pragma once

#include "runner/openapi/api.hpp"
#include "runner/plan/inputs.hpp"
#include "runner/text/diagnostic.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// An operation that gives a value, such as a token, what it is asked with, and where its answer has that.
struct Login {
  struct Input {
    std::string name{};  ///< of a parameter, or `body`
    Value value{};
    Place where{};
  };
  std::string operation{};    ///< its id, or `POST /login`
  std::vector<Input> with{};  ///< in the place of what the document says; the rest is as documented
  enum class In { content, field, cookie } in = In::content;
  std::string at{};  ///< a JSON Pointer into the content, or the name of the field or of the cookie
  Place where{};
};

/// How the value of one security scheme is come by.
struct GivenCredential {
  std::string scheme{};  ///< its key in the document
  enum class From {
    text,         ///< the value itself
    command,      ///< the first line that a command prints
    answer,       ///< a part of the answer of an operation
    client,       ///< a token for a client, `id:secret` (RFC 6749 §4.4)
    user,         ///< a token for a user, `name:password` (§4.3), with that of a client, if one is given,
                  ///< too; of a scheme that is Basic the value itself
    certificate,  ///< no value, but what the connections show: two files
  } from = From::text;
  std::string text{};      ///< of a certificate its file, PEM; of an answer nothing
  std::string key_file{};  ///< of a certificate; empty: the key stands in the same file
  Login login{};           ///< of an answer
  std::string missing{};   ///< a variable of the environment that is not set; empty: there is none such
  Place where{};           ///< without a source: on the command line
};

/// All that is given for the security schemes of a document: by options, or under `auth:` in conform.yaml.
struct AuthArguments {
  std::vector<GivenCredential> given{};
  std::map<std::string, std::string, std::less<>> token_urls{};  ///< by scheme, instead of the document's
  std::map<std::string, std::vector<std::string>, std::less<>> scopes{};  ///< by scheme, likewise
  std::vector<std::string> secrets{};  ///< what is given and nobody may see, beside the values in `given`
};

/// `stronger`, and what `weaker` has for schemes of which `stronger` says nothing. A client and a user of the
/// same scheme may come from different sides.
[[nodiscard]] AuthArguments merged(AuthArguments stronger, const AuthArguments& weaker);

/// What is wrong with the arguments as far as the document tells: schemes, operations and inputs that it does
/// not have, and values that a scheme cannot use.
[[nodiscard]] Diagnostics check_arguments(const AuthArguments& arguments, const Api& api);

/// The operation with this id, or name: `POST /login`; null when the document has none.
[[nodiscard]] const Operation* find_operation(const Api& api, std::string_view name);

/// What the login operations are asked with, for the plan: there it is good, too.
[[nodiscard]] std::vector<GivenValue> login_inputs(const AuthArguments& arguments);

/// Everything in the arguments that nobody may see.
[[nodiscard]] std::vector<std::string> secrets_of(const AuthArguments& arguments);

}  // namespace conform
