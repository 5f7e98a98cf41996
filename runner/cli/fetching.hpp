#pragma once

#include "runner/document/library.hpp"

#include <functional>
#include <string>

namespace conform {

/// Gets documents for `--allow-remote-refs`: one GET each, without credentials, redirects not followed, ten
/// seconds for each and a minute for all of them.
[[nodiscard]] std::function<Fetched(const std::string& uri, std::size_t most_bytes)> make_fetch();

}  // namespace conform
