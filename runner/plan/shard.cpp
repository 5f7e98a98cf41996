#include "runner/plan/shard.hpp"

#include "runner/openapi/document_hash.hpp"

#include <string_view>

namespace conform {
namespace {

/// The path without the last segments that have parameters: `/books/{id}/pages/{n}` → `/books/{id}/pages`.
std::string_view collection_of(std::string_view path) {
  for (;;) {
    const auto slash = path.rfind('/');
    if (slash == std::string_view::npos || slash == 0) return path;
    const std::string_view last = path.substr(slash + 1);
    if (!last.empty() && last.find('{') == std::string_view::npos) return path;
    path = path.substr(0, slash);
  }
}

}  // namespace

std::uint32_t shard_of(const Operation& operation, std::uint32_t total) {
  return static_cast<std::uint32_t>(fnv_1a(collection_of(operation.path)) % total) + 1;
}

}  // namespace conform
