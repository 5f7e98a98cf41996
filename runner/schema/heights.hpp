#pragma once

#include "runner/schema/program.hpp"

namespace conform {

/// Adds to `program.heights` those of the nodes since the last call. These must be complete: what they refer
/// to is there.
void add_heights(Program& program);

}  // namespace conform
