#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace conform {

/// A text that was read from somewhere: a document, a suite, a configuration. Shared, never changed,
/// so that places in it stay valid as long as anyone holds one.
struct Source {
  std::string name{};  ///< as the user named it (usually a path); shown in messages
  std::string text{};  ///< the bytes, as read
};
using SourcePtr = std::shared_ptr<const Source>;

/// A position in a text without saying which text. Lines and columns count from 1; columns count
/// bytes. Line 0 means "no position known".
struct Mark {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  friend bool operator==(const Mark&, const Mark&) = default;
};

/// The line and the column of the byte at `offset`; of the end of the text when it is beyond. A line ends
/// with LF.
[[nodiscard]] Mark mark_of(std::string_view text, std::size_t offset);

/// A position in a text, for messages.
struct Place {
  SourcePtr source{};
  Mark mark{};
};

/// `name:line:column`, `name` when no position is known, or an empty string without a source.
[[nodiscard]] std::string to_string(const Place& place);

/// Reads a whole file or pipe. Throws `std::system_error` with the path in its message when that fails or
/// when there are more than `most_bytes`, so that a file without end cannot fill the memory.
[[nodiscard]] SourcePtr read_source(const std::string& path,
                                    std::size_t most_bytes = std::size_t{256} << 20U);

}  // namespace conform
