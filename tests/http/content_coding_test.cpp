#include "runner/http/content_coding.hpp"

#include "runner/http/digest.hpp"
#include "runner/text/base64.hpp"

#include <zlib.h>

#include <gtest/gtest.h>

#include <chrono>

namespace conform {
namespace {

constexpr int gzip_format = 15 + 16;
constexpr int zlib_format = 15;
constexpr int bare_format = -15;

std::string deflated(std::string_view text, int format) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, format, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string coded(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(coded.data());
  stream.avail_out = static_cast<uInt>(coded.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  coded.resize(stream.total_out);
  deflateEnd(&stream);
  return coded;
}

// "Hello" by the brotli tool.
const std::string brotli_hello("\x0b\x02\x80Hello\x03", 9);

TEST(ContentCoding, IsRemoved) {
  for (const auto& [coded, codings] : std::initializer_list<std::pair<std::string, std::string>>{
           {deflated("Hello", gzip_format), "gzip"},
           {deflated("Hello", gzip_format), "X-GZip"},
           {deflated("Hel", gzip_format) + deflated("lo", gzip_format), "gzip"},
           {deflated("Hello", zlib_format), "deflate"},
           {brotli_hello, "br"},
           {deflated(deflated("Hello", zlib_format), gzip_format), "deflate, gzip"},
           {"Hello", "identity"}}) {
    const Decoded decoded = decode_content(coded, codings);
    EXPECT_EQ(decoded.content, "Hello") << codings;
    EXPECT_EQ(decoded.fault + decoded.unknown, "") << codings;
    EXPECT_TRUE(decoded.is_usable) << codings;
  }
}

TEST(ContentCoding, TellsWhatIsWrong) {
  const std::string coded = deflated("Hello", gzip_format);
  EXPECT_EQ(decode_content("Hello", "gzip").fault, "The content is no `gzip` data.");
  EXPECT_EQ(decode_content(coded.substr(0, 15), "gzip").fault, "The `gzip` data end too early.");
  EXPECT_EQ(decode_content(coded + "x", "gzip").fault, "1 bytes follow the end of the `gzip` data.");
  EXPECT_EQ(decode_content("\xff\xff\xff\xff", "br").fault, "The content is no `br` data.");
  EXPECT_EQ(decode_content(brotli_hello.substr(0, 5), "br").fault, "The `br` data end too early.");
  EXPECT_EQ(decode_content("Hello", "deflate").fault, "The content is no `deflate` data.");
  EXPECT_EQ(decode_content("", "gzip").fault, "The `gzip` data end too early.");
  const Decoded unknown = decode_content("Hello", "zstd");
  EXPECT_EQ(unknown.fault, "");
  EXPECT_EQ(unknown.unknown, "the content coding `zstd` is not one that we remove");
  EXPECT_FALSE(unknown.is_usable);
  EXPECT_FALSE(decode_content("Hello", "gzip, gzip, gzip, gzip, gzip").unknown.empty());
}

// RFC 9110 §8.4.1.2
TEST(ContentCoding, TakesBareDeflateDataButSaysSo) {
  const Decoded decoded = decode_content(deflated("Hello", bare_format), "deflate");
  EXPECT_EQ(decoded.content, "Hello");
  EXPECT_TRUE(decoded.is_usable);
  EXPECT_EQ(decoded.fault,
            "The content is bare deflate data, without the zlib wrapper that `deflate` stands for.");
}

TEST(ContentCoding, StopsAtABomb) {
  const std::string bomb = deflated(std::string(64U << 20U, '\0'), gzip_format);
  ASSERT_LT(bomb.size(), 100000U);
  const auto began = std::chrono::steady_clock::now();
  const Decoded decoded = decode_content(bomb, "gzip");
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(1));
  EXPECT_FALSE(decoded.is_usable);
  EXPECT_EQ(decoded.fault, "");
  EXPECT_TRUE(decoded.unknown.starts_with("under `gzip` lies more than we take: ")) << decoded.unknown;
  const std::string twice = deflated(bomb, gzip_format);
  EXPECT_FALSE(decode_content(twice, "gzip, gzip").is_usable);
}

TEST(ContentCoding, TakesManyMembersInLittleTime) {
  std::string many;
  for (int i = 0; i < 20000; ++i)
    many += deflated("", gzip_format);
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(decode_content(many, "gzip").content, "");
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(2));
}

// RFC 9530 App. B.1
TEST(Digests, AreThoseOfTheContent) {
  const std::string content = "{\"hello\": \"world\"}\n";
  EXPECT_EQ(to_base64(digest_of(content, "sha-256")), "RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=");
  const Fields right = {
      {"Repr-Digest", "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:, unixsum=:AA==:"}};
  EXPECT_TRUE(digest_faults(right, "Repr-Digest", content).empty());
  const auto faults = digest_faults(right, "Repr-Digest", "Hello");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(
      faults.front().message,
      "`Repr-Digest` says that the sha-256 digest is `RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=`; the "
      "content's is `GF+NsyJx/iX1Yab8k4suJkMG7DBO2lGAB9F2SCY4GWk=`.");
  EXPECT_TRUE(digest_faults({{"Repr-Digest", "sha-256=1"}}, "Repr-Digest", content).empty());
}

TEST(Digests, AreReadInTheirOldFormsToo) {
  const Fields right = {{"Digest", "SHA-256=GF+NsyJx/iX1Yab8k4suJkMG7DBO2lGAB9F2SCY4GWk=,other=x"},
                        {"Content-MD5", "ixqZU8RhEpaoJ6v4xHgE1w=="}};
  EXPECT_TRUE(legacy_digest_faults(right, "Hello").empty());
  EXPECT_EQ(legacy_digest_faults(right, "Hallo").size(), 2U);
}

}  // namespace
}  // namespace conform
