#pragma once

#include "runner/judge/verdict.hpp"
#include "runner/rules/fact.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// What a finding seems to come from: findings of one rule about one operation that have the same cause are
/// one thing to mend. Of a status: the status with what is constant in the content of an error, or with the
/// fault of the request that was taken. Else the place in the document that was not kept, or the part of the
/// message. The same in every run against the same server; holds nothing of the content itself.
[[nodiscard]] std::string cause_of(const Finding& finding, const Subject& subject);

/// The text without what differs from one answer to the next: numbers, ids, UUIDs, times and hexadecimal
/// words are `#`, and what it repeats of the request (`echoes`) is left out: of any text what is long enough
/// not to be there by chance, of JSON whole texts too. At most 512 bytes.
[[nodiscard]] std::string constant_part(std::string_view text, const std::vector<std::string>& echoes = {});

/// Values in the request that an error might repeat, the longest first.
[[nodiscard]] std::vector<std::string> values_in(const Request& request);

}  // namespace conform
