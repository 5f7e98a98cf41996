#pragma once

#include "runner/auth/given.hpp"
#include "runner/config/reading.hpp"

namespace conform {

/// Reads `auth:`: for each security scheme how its value is come by. Whether the document has such schemes
/// and operations is for check_arguments() to say. A variable of the environment that is not set is no error
/// here (GivenCredential::missing). The secrets of what is returned are complete whatever errors there were:
/// also what stands under unknown keys is one.
[[nodiscard]] AuthArguments read_auth(const Value& auth, const ConfigReading& reading);

}  // namespace conform
