#pragma once

#include "runner/document/document.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// A fault in a JSON text, with what is needed to show it to a person.
struct JsonMistake {
  std::size_t offset = 0;  ///< bytes from the beginning
  Mark mark{};
  std::string message{};  ///< a sentence
  std::string hint{};     ///< what to do about it, or empty
};

/// What reading a JSON text gave: the value, and the faults in the order in which they were met. With
/// faults the value is not to be used.
struct JsonReading {
  Value root{};
  std::vector<JsonMistake> mistakes{};
  bool reached_end =
      false;  ///< whether the structure was sound: every fault was one inside a string or a key
  bool beyond_limits = false;  ///< whether reading stopped because a limit was reached
};

/// Whether to go on after a fault that leaves the structure of the text clear.
enum class AfterFault { stop, go_on };

/// A byte order mark in front is a fault by RFC 8259 §8.1, but readers may pass over it.
enum class ByteOrderMark { refused, passed_over };

struct JsonOptions {
  Marks marks = Marks::none;
  AfterFault after_fault = AfterFault::stop;
  ByteOrderMark byte_order_mark = ByteOrderMark::refused;
  ReadLimits limits{};
};

/// Reads one JSON text (RFC 8259) from its first byte to its last.
[[nodiscard]] JsonReading read_json_text(std::string_view text, const JsonOptions& options);

}  // namespace conform
