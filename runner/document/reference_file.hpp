#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace conform {

/// Why a file is not read: a sentence and what to do about it.
struct Refusal {
  std::string why{};
  std::string hint{};
};

/// The name under which a document is kept: an absolute path without `.` and `..`.
[[nodiscard]] std::string absolute_name(const std::filesystem::path& name);

/// The path with all symbolic links followed, as far as it exists; empty when that cannot be found out.
[[nodiscard]] std::string real_name(const std::filesystem::path& name);

/// Reads a regular file that lies, with symbolic links followed, below one of `folders`. Pipes, devices and
/// folders are refused without being opened, and so is what has more than `most_bytes`. `shown` is the file's
/// name in sentences.
[[nodiscard]] std::variant<std::string, Refusal> read_reference_file(const std::filesystem::path& file,
                                                                     std::span<const std::string> folders,
                                                                     std::size_t most_bytes,
                                                                     std::string_view shown);

}  // namespace conform
