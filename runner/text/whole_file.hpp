#pragma once

#include <functional>
#include <ostream>
#include <string>

namespace conform {

/// Writes the file `path` whole or not at all: under another name beside it, then renamed, with the missing
/// folders. What is no ordinary file, such as a pipe or a device, is written to as it is; a symbolic link
/// stays one. Throws std::system_error with the path when that fails, and what `write` throws; the file that
/// was there before is then still there, and nothing else.
void write_whole(const std::string& path, const std::function<void(std::ostream&)>& write);

/// Creates the folder that `path` lies in when it is missing. Throws std::system_error.
void make_folder_of(const std::string& path);

}  // namespace conform
