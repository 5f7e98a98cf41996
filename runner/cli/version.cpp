#include "runner/cli/version.hpp"

namespace conform {

std::string version_number() { return CONFORM_VERSION; }

std::string version_text() {
  return "conform " CONFORM_VERSION " (" CONFORM_COMMIT "), built with " CONFORM_COMPILER;
}

}  // namespace conform
