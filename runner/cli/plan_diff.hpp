#pragma once

#include "runner/document/value.hpp"

#include <ostream>

namespace conform {

/// Says which cases came, went and changed from one plan to another, both as `conform plan --format json`
/// prints them, and why. Returns how many there are.
std::size_t write_plan_diff(const Value& old_plan, const Value& new_plan, std::ostream& out);

}  // namespace conform
