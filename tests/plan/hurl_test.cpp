#include "runner/plan/hurl.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

TEST(Hurl, WritesARequestWithItsFields) {
  Request request;
  request.fields = {{"Accept", "*/*"}, {"X-Note", R"(a # b \ {{c}})"}};
  EXPECT_EQ(to_hurl(request, "http://h/a?b=c#"),
            "GET http://h/a?b=c\\#\nAccept: */*\nX-Note: a \\# b \\\\ \\u{7b}\\u{7b}c\\u{7d}\\u{7d}\n");
}

TEST(Hurl, WritesContentByteForByte) {
  Request request;
  request.method = "POST";
  request.has_content = true;
  request.content = std::string("{}\n\0", 4);
  EXPECT_EQ(to_hurl(request, "http://h/"), "POST http://h/\n# {}\\x0A\\x00\nbase64,e30KAA==;\n");
  request.content.clear();
  EXPECT_EQ(to_hurl(request, "http://h/"), "POST http://h/\nbase64,;\n");
}

}  // namespace
}  // namespace conform
