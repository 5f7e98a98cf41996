#include "runner/plan/curl.hpp"

#include <array>
#include <cstdio>
#include <memory>

#include <gtest/gtest.h>

namespace conform {
namespace {

TEST(Curl, WritesAPlainRequest) {
  Request request;
  request.fields = {{"User-Agent", "conform"}, {"Accept", "*/*"}};
  EXPECT_EQ(to_curl(request, "http://h/a?b=c&d"),
            "curl -i -H 'User-Agent: conform' -H 'Accept: */*' 'http://h/a?b=c&d'");
}

TEST(Curl, SwitchesOffWhatCurlAddsItself) {
  Request request;
  request.method = "POST";
  request.has_content = true;
  request.content = "it's\n";
  request.fields = {{"X-Empty", ""}};
  EXPECT_EQ(to_curl(request, "http://h/"),
            "curl -i -X POST -H 'X-Empty;' -H User-Agent: -H Accept: -H Content-Type: "
            "--data-binary 'it'\\''s\n' http://h/");
}

TEST(Curl, AsksForTheHeadOnly) {
  Request request;
  request.method = "HEAD";
  request.fields = {{"User-Agent", "c"}, {"Accept", "*/*"}};
  EXPECT_TRUE(to_curl(request, "http://h/").starts_with("curl -I -H "));
}

/// What the shell makes of the line, with printf in the place of curl: each argument in brackets.
std::string as_the_shell_reads(std::string line) {
  const auto curl = line.find("curl ");
  line.replace(curl, 4, "printf '[%s]'");
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(line.c_str(), "r"), &pclose);
  std::string out;
  std::array<char, 4096> buffer{};
  while (const std::size_t count = fread(buffer.data(), 1, buffer.size(), pipe.get()))
    out.append(buffer.data(), count);
  return out;
}

TEST(Curl, GivesTheShellExactlyTheArguments) {
  Request request;
  request.method = "POST";
  request.has_content = true;
  request.content = "a'b\"$(reboot)`id`\\n\n!";
  request.fields = {{"X-A", "'; rm -rf / #"}, {"X-B", "\x1B[31m%s\\"}, {"Content-Type", "a/b"}};
  const std::string line = to_curl(request, "http://h/$HOME");
  EXPECT_EQ(line.find('\x1B'), std::string::npos);
  EXPECT_EQ(as_the_shell_reads(line),
            "[-i][-X][POST][-H][X-A: '; rm -rf / #][-H][X-B: \x1B[31m%s\\][-H][Content-Type: a/b]"
            "[-H][User-Agent:][-H][Accept:][--data-binary][a'b\"$(reboot)`id`\\n\n!][http://h/$HOME]");
}

TEST(Curl, PipesContentThatNoArgumentCanHold) {
  Request request;
  request.method = "PUT";
  request.has_content = true;
  for (int byte = 0; byte < 256; ++byte)
    request.content += static_cast<char>(byte);
  const std::string line = to_curl(request, "http://h/");
  EXPECT_NE(line.find(" | curl "), std::string::npos);
  EXPECT_NE(line.find(" --data-binary @- "), std::string::npos);
  EXPECT_EQ(line.find('\0'), std::string::npos);
  const std::string printed = "printf '[%s]' 1>/dev/null; " + line.substr(0, line.find(" | curl"));
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(printed.c_str(), "r"), &pclose);
  std::string out(1024, '\0');
  out.resize(fread(out.data(), 1, out.size(), pipe.get()));
  EXPECT_EQ(out, request.content);
}

TEST(Curl, NeverLetsContentNameAFileOrAnOption) {
  Request request;
  request.method = "PUT";
  request.has_content = true;
  for (const char* content : {"@/etc/passwd", "--boundary\r\n"}) {
    request.content = content;
    EXPECT_NE(to_curl(request, "http://h/").find("--data-binary @- "), std::string::npos);
    EXPECT_TRUE(to_curl(request, "http://h/").starts_with("printf '\\"));
  }
}

}  // namespace
}  // namespace conform
