#include "runner/http/message.hpp"

#include "runner/http/exchange.hpp"

#include <gtest/gtest.h>

#include <set>

namespace conform {
namespace {

TEST(AnomalyKind, HasAUniqueNameAndASentenceWithItsSection) {
  std::set<std::string_view> names;
  for (std::size_t kind = 0; kind < anomaly_kinds; ++kind) {
    const auto name = name_of(static_cast<AnomalyKind>(kind));
    const auto meaning = meaning_of(static_cast<AnomalyKind>(kind));
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_TRUE(meaning.ends_with(").")) << meaning;
    EXPECT_NE(meaning.find("(RFC 91"), std::string_view::npos) << meaning;
  }
}

TEST(AnomalyKind, NamesStandInTheOrderOfTheEnumeration) {
  EXPECT_EQ(name_of(AnomalyKind::status_line_malformed), "status-line-malformed");
  EXPECT_EQ(name_of(AnomalyKind::bare_lf), "bare-lf");
  EXPECT_EQ(name_of(AnomalyKind::empty_line_before_message), "empty-line-before-message");
  EXPECT_EQ(name_of(AnomalyKind::content_length_forbidden), "content-length-forbidden");
  EXPECT_EQ(name_of(AnomalyKind::chunk_extension), "chunk-extension");
  EXPECT_EQ(name_of(AnomalyKind::content_where_none_may_be), "content-where-none-may-be");
}

TEST(Silence, HasAUniqueNameAndASentence) {
  std::set<std::string_view> names;
  for (int at = 0; at <= static_cast<int>(Silence::interrupted); ++at) {
    EXPECT_TRUE(names.insert(name_of(static_cast<Silence>(at))).second);
    EXPECT_TRUE(meaning_of(static_cast<Silence>(at)).ends_with('.'));
  }
  EXPECT_EQ(name_of(Silence::timed_out), "timed-out");
}

}  // namespace
}  // namespace conform
