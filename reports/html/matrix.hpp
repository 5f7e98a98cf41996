#pragma once

#include "runner/journal/coverage.hpp"

#include <string>

namespace conform {

/// Operations by classes of status: what is documented and was seen, well or failing, what is documented and
/// never seen, what was seen undocumented.
[[nodiscard]] std::string matrix_view(const RunHeader& header, const Coverage& covered);

}  // namespace conform
