#include "runner/journal/curl.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

constexpr std::string_view target = "http://api.test:8080/base";

Request request_for(std::string method, std::string path) {
  Request request{};
  request.method = std::move(method);
  request.target = std::move(path);
  request.fields = {{"User-Agent", "c"}, {"Accept", "*/*"}};
  return request;
}

TEST(Curl, NamesTheWholeUrl) {
  EXPECT_EQ(curl_line(request_for("GET", "/base/a?b=1"), target, {}),
            "curl -i -H 'User-Agent: c' -H 'Accept: */*' 'http://api.test:8080/base/a?b=1'");
  EXPECT_EQ(curl_line(request_for("HEAD", "/x"), "https://h", {}),
            "curl -I -H 'User-Agent: c' -H 'Accept: */*' https://h/x");
  EXPECT_EQ(curl_line(request_for("DELETE", "/a/../b"), target, {}),
            "curl -i -X DELETE --path-as-is -H 'User-Agent: c' -H 'Accept: */*' http://api.test:8080/a/../b");
}

TEST(Curl, NamesATargetInAbsoluteFormBesideTheUrl) {
  EXPECT_EQ(curl_line(request_for("GET", "http://api.test:8080/a"), target, {}),
            "curl -i -H 'User-Agent: c' -H 'Accept: */*' --request-target http://api.test:8080/a "
            "http://api.test:8080/");
}

TEST(Curl, LeavesToNetcatWhatItCannotSend) {
  Request request = request_for("GET", "/");
  request.exact = "GET /\r\nA : -1\r\n\r\n";
  EXPECT_EQ(curl_line(request, target, {}), "printf 'GET /\\r\\nA : -1\\r\\n\\r\\n' | nc api.test 8080");
  const std::string secure = curl_line(request, "https://[::1]", {});
  EXPECT_TRUE(secure.ends_with(" | openssl s_client -quiet -connect '[::1]:443'")) << secure;
}

TEST(Curl, SendsContentAsItIs) {
  Request request = request_for("POST", "/");
  request.has_content = true;
  request.content = R"({"it's":1})";
  EXPECT_EQ(
      curl_line(request, target, {}),
      R"(curl -i -X POST -H 'User-Agent: c' -H 'Accept: */*' -H Content-Type: --data-binary '{"it'\''s":1}' http://api.test:8080/)");
  request.content = "a\n'\x1b";
  EXPECT_NE(curl_line(request, target, {}).find("printf 'a\\n\\047\\033' | curl -i -X POST "),
            std::string::npos);
  request.content = std::string("\0%", 2);
  EXPECT_TRUE(curl_line(request, target, {}).starts_with(R"(printf '\000\045' | curl)"));
}

TEST(Curl, NamesLongContentAsAFile) {
  Request request = request_for("PUT", "/");
  request.has_content = true;
  request.content = std::string(5000, 'x');
  EXPECT_NE(curl_line(request, target, {}).find("--data-binary @content"), std::string::npos);
}

TEST(Hurl, NamesLongContentAsAFileAndIsNotThereForWhatItCannotSend) {
  Request request = request_for("PUT", "/a");
  request.has_content = true;
  request.content = std::string(5000, 'x');
  const std::string entry = hurl_entry(request, target, {});
  EXPECT_EQ(entry.rfind("PUT http://api.test:8080/a\n", 0), 0U) << entry;
  EXPECT_TRUE(entry.ends_with("file,content;\n")) << entry;
  request.version = {1, 0};
  EXPECT_EQ(hurl_entry(request, target, {}), "");
  EXPECT_EQ(hurl_entry(request_for("GET", "http://api.test:8080/a"), target, {}), "");
}

TEST(Hurl, ShowsNoSecret) {
  Request request = request_for("POST", "/?key=t0p-secret");
  request.fields.add("Authorization", "Bearer other");
  request.has_content = true;
  request.content = "t0p-secret";
  const std::string entry = hurl_entry(request, target, Mask({"t0p-secret"}));
  EXPECT_EQ(entry.find("t0p"), std::string::npos) << entry;
  EXPECT_EQ(entry.find("dDBwLXNlY3JldA"), std::string::npos) << entry;  // the same in base64
  EXPECT_NE(entry.find("Authorization: •••"), std::string::npos) << entry;
}

TEST(Curl, ShowsNoSecret) {
  Request request = request_for("POST", "/?key=t0p%20secret");
  request.fields.add("Authorization", "Bearer other");
  request.fields.add("X-Own", "t0p secret");
  request.fields.add("X-Empty", "");
  request.has_content = true;
  request.content = "it is 't0p secret'";
  const std::string line = curl_line(request, target, Mask({"t0p secret"}));
  EXPECT_EQ(line.find("t0p"), std::string::npos) << line;
  EXPECT_EQ(line.find("other"), std::string::npos) << line;
  EXPECT_NE(line.find("-H 'Authorization: •••'"), std::string::npos) << line;
  EXPECT_NE(line.find("-H 'X-Empty;'"), std::string::npos) << line;
}

}  // namespace
}  // namespace conform
