#pragma once

#include "runner/http/message.hpp"

#include <string>
#include <vector>

namespace conform {

/// A message in the pieces in which it will be sent, so that one of them can be spoilt.
struct Draft {
  std::string before{};             ///< sent before the status line
  std::string status_line{};        ///< without its line end
  std::string status_end = "\r\n";  ///< its line end
  std::vector<std::string> lines{};
  std::string head_end = "\r\n";  ///< the empty line
  std::string body{};             ///< content in its transfer coding, and whatever follows it

  [[nodiscard]] std::string bytes() const;
};

/// Makes `draft` wrong in the way that a reader notes as `fault`; leaves it as it is where it has no place
/// for that.
void spoil(Draft& draft, AnomalyKind fault);

}  // namespace conform
