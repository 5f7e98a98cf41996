#include "runner/wire/perform.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

struct GoodUrl {
  std::string_view url;
  std::string_view scheme, host;
  std::uint16_t port;
  std::string_view base_path, authority;
};

TEST(Target, IsReadFromAUrl) {
  const GoodUrl table[] = {
      {"http://localhost", "http", "localhost", 80, "", "localhost"},
      {"http://localhost/", "http", "localhost", 80, "", "localhost"},
      {"HTTP://Example.ORG:8080/v1/", "http", "example.org", 8080, "/v1", "example.org:8080"},
      {"https://example.org", "https", "example.org", 443, "", "example.org"},
      {"https://example.org:443", "https", "example.org", 443, "", "example.org"},
      {"https://example.org:80", "https", "example.org", 80, "", "example.org:80"},
      {"http://example.org:/a", "http", "example.org", 80, "/a", "example.org"},
      {"http://127.0.0.1:1/a%20b/c", "http", "127.0.0.1", 1, "/a%20b/c", "127.0.0.1:1"},
      {"http://[::1]:8080", "http", "::1", 8080, "", "[::1]:8080"},
      {"https://[2001:db8::7]/x//", "https", "2001:db8::7", 443, "/x", "[2001:db8::7]"},
  };
  for (const GoodUrl& row : table) {
    const auto read = parse_target(row.url);
    ASSERT_TRUE(std::holds_alternative<Target>(read)) << row.url << ": " << std::get<std::string>(read);
    const auto& target = std::get<Target>(read);
    EXPECT_EQ(target.scheme, row.scheme) << row.url;
    EXPECT_EQ(target.host, row.host) << row.url;
    EXPECT_EQ(target.port, row.port) << row.url;
    EXPECT_EQ(target.base_path, row.base_path) << row.url;
    EXPECT_EQ(target.authority(), row.authority) << row.url;
  }
}

TEST(Target, ReadsItsOwnUrlBack) {
  for (const std::string url : {"http://localhost:81/a", "https://[::1]", "https://example.org:8443/b/c"}) {
    EXPECT_EQ(std::get<Target>(parse_target(url)).url(), url);
  }
}

struct BadUrl {
  std::string_view url;
  std::string_view why;  // a part of the sentence
};

TEST(Target, RefusesWhatIsNoTargetWithASentence) {
  const BadUrl table[] = {
      {"", "empty"},
      {"localhost:8080", "no scheme; write `http://localhost:8080`"},
      {"ftp://localhost", "`ftp`"},
      {"http://", "no host"},
      {"http://:80", "no host"},
      {"http://user:secret@localhost", "user information"},
      {"http://localhost/?a=b", "query"},
      {"http://localhost?a=b", "query"},
      {"http://localhost/#top", "fragment"},
      {"http://localhost:0", "`0`"},
      {"http://localhost:65536", "`65536`"},
      {"http://localhost:80x", "`80x`"},
      {"http://localhost:-1", "`-1`"},
      {"http://[::1", "closing `]`"},
      {"http://[::g]", "no IPv6 address"},
      {"http://[::1]80", "neither a port nor a path"},
      {"http://b\xC3\xBC"
       "cher.example",
       "xn--"},
      {"http://local host", "host name"},
      {"http://localhost/a b", "position 3"},
      {"http://localhost/%zz", "position 2"},
      {"http://localhost/\r\nHost: x", "position 2"},
  };
  for (const BadUrl& row : table) {
    const auto read = parse_target(row.url);
    ASSERT_TRUE(std::holds_alternative<std::string>(read)) << row.url;
    const auto& why = std::get<std::string>(read);
    EXPECT_NE(why.find(row.why), std::string::npos) << row.url << ": " << why;
    EXPECT_TRUE(why.ends_with('.')) << why;
    EXPECT_EQ(why.find("secret"), std::string::npos) << why;
  }
}

}  // namespace
}  // namespace conform
