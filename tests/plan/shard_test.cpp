#include "runner/plan/shard.hpp"

#include <array>
#include <map>
#include <string>

#include <gtest/gtest.h>

namespace conform {
namespace {

std::uint32_t shard_of_path(const std::string& path, std::uint32_t total, const std::string& method = "GET") {
  Operation operation;
  operation.method = method;
  operation.path = path;
  return shard_of(operation, total);
}

TEST(Shard, KeepsACollectionAndItsItemsTogether) {
  for (std::uint32_t total = 1; total < 40; ++total) {
    const std::uint32_t books = shard_of_path("/shops/{shop}/books", total);
    EXPECT_GE(books, 1U);
    EXPECT_LE(books, total);
    EXPECT_EQ(shard_of_path("/shops/{shop}/books", total, "POST"), books);
    EXPECT_EQ(shard_of_path("/shops/{shop}/books/{id}", total, "DELETE"), books);
    EXPECT_EQ(shard_of_path("/shops/{shop}/books/{id}/{page}.json", total), books);
    EXPECT_EQ(shard_of_path("/shops/{shop}/books/", total), books);
  }
}

// A change would move cases between the shards of runs that are under way with different versions.
TEST(Shard, IsTheSameInEveryVersion) {
  const std::array<std::uint32_t, 5> shards = {shard_of_path("/", 4),
                                               shard_of_path("/books", 4),
                                               shard_of_path("/{id}", 4),
                                               shard_of_path("/books/{id}/pages", 4),
                                               shard_of_path("", 4)};
  EXPECT_EQ(shards, (std::array<std::uint32_t, 5>{3, 1, 2, 2, 2}));
}

TEST(Shard, SpreadsCollections) {
  std::map<std::uint32_t, int> sizes;
  for (int i = 0; i < 1000; ++i)
    ++sizes[shard_of_path("/things-" + std::to_string(i), 8)];
  ASSERT_EQ(sizes.size(), 8U);
  for (const auto& [shard, size] : sizes) {
    EXPECT_GT(size, 80) << shard;
    EXPECT_LT(size, 170) << shard;
  }
}

}  // namespace
}  // namespace conform
