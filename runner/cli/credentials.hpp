#pragma once

#include "runner/cli/command_line.hpp"

#include <string>
#include <string_view>

namespace conform {

/// A sentence on what is wrong with a `-H` line, or nothing. RFC 9110 §5.1, §5.5.
[[nodiscard]] std::string header_mistake(const std::string& line);
/// Adds `Name: value` to every request; what looks like a credential becomes a secret.
void add_header(ContractArguments& contract, const std::string& line);
/// Adds basic credentials (RFC 7617 §2) from `name:password`.
void add_user(ContractArguments& contract, const std::string& user);

}  // namespace conform
