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

TEST(Intermediary, LeavesAShortAndHarmlessTraceOfAnyValue) {
  const std::string esc = "\x1b[31m";
  for (const std::string name : {"Age", "Cache-Status", "Via"}) {
    const std::string value = name == "Age" ? std::string(100'000, '7') : esc + std::string(100'000, 'a');
    const Intermediary found = of({{name, value}});
    EXPECT_NE(found.part, Part::none);
    EXPECT_LT(found.trace.size(), 200U) << name;
    EXPECT_EQ(found.trace.find('\x1b'), std::string::npos) << name;
    EXPECT_NE(found.trace.find("bytes more"), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace conform
