#pragma once

#include "runner/http/message.hpp"
#include "runner/openapi/api.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// One reason why a request is not what the document says of its operation.
struct RequestFault {
  std::string input{};     ///< `path id`, `query limit`, `header X-Id`, `cookie session`, `body`
  std::string keyword{};   ///< that refuses it: one of its schema's, `required`, or one of those below
  std::string instance{};  ///< JSON Pointer to the part of the input's value
  std::string message{};   ///< a sentence
};

// What refuses an input besides `required` and the keywords of schemas.
namespace refusal {
inline constexpr std::string_view repeated = "repeated";      ///< one value is documented, several came
inline constexpr std::string_view syntax = "syntax";          ///< no reading as what it should be
inline constexpr std::string_view media_type = "media-type";  ///< the content's is not documented
inline constexpr std::string_view path = "path";              ///< not one of the template
}  // namespace refusal

/// The fault as a sentence that names the input: "`query limit`: 0 is below its minimum 1."
[[nodiscard]] std::string sentence_of(const RequestFault& fault);

/// What came of holding a request against its operation.
struct RequestFit {
  std::vector<RequestFault> faults{};  ///< none: nothing speaks against it
  std::string undecided{};             ///< when not empty: why part of it could not be decided
};

/// Reads every documented input back from the bytes of `request` and validates it. This decides what a
/// "good" and a "bad" request is, for the plan as for the judge and the mock. The path may begin with that
/// of a server. Query parameters, fields and cookies that the document does not name are no faults, nor are
/// the fields that OpenAPI leaves to others (OpenAPI 3.1 §4.8.12.2: Accept, Content-Type, Authorization).
[[nodiscard]] RequestFit fit_of_request(const Operation& operation, const Request& request);

/// `query`, `path` …
[[nodiscard]] std::string_view name_of(ParameterIn in);
/// `query limit`, `path id` …: how an input is called in faults and in the ids of cases.
[[nodiscard]] std::string name_of_input(const Parameter& parameter);

}  // namespace conform
