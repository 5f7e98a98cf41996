#pragma once

#include "reports/html/overview.hpp"

#include <string>

namespace conform {

/// The `head`: the policy that forbids everything but our own style and script, the title, an icon in the
/// colour of the verdict.
[[nodiscard]] std::string head_view(const Overview& all);

/// What a reader sees first: what was tested, the verdict in a sentence, how the cases ended.
[[nodiscard]] std::string verdict_view(const Overview& all);

/// Where everything stands on the page, the broken rules one by one.
[[nodiscard]] std::string contents_view(const Overview& all);

/// Search and filters; hidden until the script, which they need, shows them.
[[nodiscard]] std::string tools_view(const Overview& all);

/// The list of keys, closed until the script opens it.
[[nodiscard]] std::string keys_view();

/// Everything that is known about the run itself.
[[nodiscard]] std::string run_view(const Overview& all);

}  // namespace conform
