#pragma once

#include <string>

namespace conform {

/// The name of a file as seen from the root of the Git repository around the working directory, which is what
/// CI systems link to; without a repository, or outside of it, the name without `./` and the like. Addresses
/// and `demo:NAME` stay what they are.
[[nodiscard]] std::string name_in_repository(const std::string& name);

}  // namespace conform
