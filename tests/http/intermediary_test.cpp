#include "runner/http/intermediary.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

Intermediary of(Fields fields) {
  Response response;
  response.fields = std::move(fields);
  return intermediary_of(response);
}

using Part = Intermediary::Part;

TEST(Intermediary, LeavesNoTraceWhereThereIsNone) {
  EXPECT_EQ(of({}).part, Part::none);
  EXPECT_EQ(sentence_of(of({{"Age", "0"}})), "");
  EXPECT_EQ(of({{"Age", "soon"}}).part, Part::none);
}

TEST(Intermediary, AnswersFromItsStore) {
  EXPECT_EQ(of({{"Age", "012"}, {"Via", "1.1 a"}}).part, Part::store);
  // RFC 9211 §2: the list goes from the server to us.
  EXPECT_EQ(of({{"Cache-Status", "Origin; fwd=miss, \"CDN, here\"; hit; ttl=3"}}).part, Part::store);
  EXPECT_EQ(of({{"Cache-Status", "Origin; hit, CDN; fwd=uri-miss"}}).part, Part::relay);
  EXPECT_NE(sentence_of(of({{"Age", "7"}})).find("`Age: 7`"), std::string::npos);
}

TEST(Intermediary, PassesAnswersOn) {
  EXPECT_EQ(of({{"Via", "1.1 varnish"}, {"Age", "0"}}).trace, "Via: 1.1 varnish");
  EXPECT_EQ(of({{"Via", "1.1 varnish"}}).part, Part::relay);
}

}  // namespace
}  // namespace conform
