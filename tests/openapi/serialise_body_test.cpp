#include "runner/openapi/serialise.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

std::string write(const MediaType& media_type, std::string_view value) {
  const auto written = serialise_body(media_type, std::get<Value>(read_json(value)));
  if (const auto* body = std::get_if<Body>(&written)) return body->content_type + "|" + body->content;
  return std::get<CannotSerialise>(written).why;
}

std::string replaced(std::string text, std::string_view old, std::string_view fresh) {
  for (auto at = text.find(old); at != std::string::npos; at = text.find(old, at + fresh.size()))
    text.replace(at, old.size(), fresh);
  return text;
}

TEST(SerialiseBody, WritesEachMediaTypeInItsForm) {
  struct Row {
    const char* media_type;
    const char* value;
    const char* expected;
  };
  const Row rows[] = {
      {"application/json", R"({"a":1})", R"(application/json|{"a":1})"},
      {"application/json; charset=utf-8", "[]", "application/json; charset=utf-8|[]"},
      {"application/problem+json", "\"x\"", "application/problem+json|\"x\""},
      {"application/*", "1", "application/json|1"},
      {"*/*", "{}", "application/json|{}"},
      {"*/*", "\"hi\"", "text/plain|hi"},
      {"text/*", "\"hi\"", "text/plain|hi"},
      {"text/plain", "12.50", "text/plain|12.5"},
      {"text/csv", "\"a,b\\n\"", "text/csv|a,b\n"},
      {"image/*", "\"PNG\"", "image/png|PNG"},
      {"application/octet-stream", "\"abc\"", "application/octet-stream|abc"},
      {"application/x-ndjson", "[1,{}]", "application/x-ndjson|1\n{}\n"},
      {"application/yaml", "[1]", "application/yaml|[1]"},
      {"application/x-www-form-urlencoded",
       R"({"a":"x y","b":[1,2],"c":{"d":1},"e":null})",
       "application/x-www-form-urlencoded|a=x+y&b=1&b=2&c=%7B%22d%22%3A1%7D"},
      {"application/x-www-form-urlencoded", "\"a=1&b=2\"", "application/x-www-form-urlencoded|a=1&b=2"},
      {"application/x-www-form-urlencoded", "{}", "application/x-www-form-urlencoded|"},
      {"application/xml", "\"<a/>\"", "application/xml|<a/>"},
      {"application/xml",
       "{}",
       "Content of the media type `application/xml` cannot be written: the document does not say the name of "
       "the XML "
       "root element."},
      {"application/pdf",
       "{}",
       "Content of the media type `application/pdf` cannot be written: it needs a text, but the value is of "
       "kind "
       "object."},
      {"model/*",
       "1",
       "Content of the media type `model/*` cannot be written: no media type of this range is known."},
      {"application/x-www-form-urlencoded",
       "1",
       "Content of the media type `application/x-www-form-urlencoded` cannot be written: a form is an "
       "object, but "
       "the value is of kind number."},
  };
  for (const Row& row : rows)
    EXPECT_EQ(write(MediaType{row.media_type}, row.value), row.expected);
}

TEST(SerialiseBody, FollowsTheEncodingOfAForm) {
  MediaType form{"application/x-www-form-urlencoded"};
  Encoding list;
  list.property = "b";
  list.style = ParameterStyle::pipe_delimited;
  list.explode = false;
  Encoding deep;
  deep.property = "c";
  deep.style = ParameterStyle::deep_object;
  Encoding as_json;
  as_json.property = "d";
  as_json.content_type = "application/json";
  form.encoding = {list, deep, as_json};
  EXPECT_EQ(write(form, R"({"b":[1,2],"c":{"x":"y z"},"d":"t"})"),
            "application/x-www-form-urlencoded|b=1%7C2&c%5Bx%5D=y%20z&d=%22t%22");
}

// RFC 7578 §4
TEST(SerialiseBody, WritesMultipartFormsPartByPart) {
  MediaType form{"multipart/form-data"};
  Encoding file;
  file.property = "photo";
  file.is_file = true;
  file.content_type = "image/png, image/jpeg";
  form.encoding = {file};
  const std::string written =
      write(form, R"({"title":"A \"b\"","photo":"PNG","n\"\r\n":[1,2],"more":{"x":1}})");
  const std::string boundary = written.substr(written.find("conform-"), 24);
  EXPECT_EQ(replaced(written, boundary, "B"),
            "multipart/form-data; boundary=B|--B\r\n"
            "Content-Disposition: form-data; name=\"title\"\r\n\r\nA \"b\"\r\n--B\r\n"
            "Content-Disposition: form-data; name=\"photo\"; filename=\"photo\"\r\n"
            "Content-Type: image/png\r\n\r\nPNG\r\n--B\r\n"
            "Content-Disposition: form-data; name=\"n%22%0D%0A\"\r\n\r\n1\r\n--B\r\n"
            "Content-Disposition: form-data; name=\"n%22%0D%0A\"\r\n\r\n2\r\n--B\r\n"
            "Content-Disposition: form-data; name=\"more\"\r\n"
            "Content-Type: application/json\r\n\r\n{\"x\":1}\r\n--B--\r\n");
}

TEST(SerialiseBody, ChoosesABoundaryThatOccursInNoPart) {
  const MediaType form{"multipart/form-data"};
  Object members;
  members.add("a", "x");
  const Body first = std::get<Body>(serialise_body(form, members));
  const std::string boundary = first.content_type.substr(first.content_type.find('=') + 1);
  EXPECT_EQ(std::get<Body>(serialise_body(form, members)).content, first.content);
  members.add("b", boundary);
  const Body second = std::get<Body>(serialise_body(form, members));
  EXPECT_EQ(second.content.find("--" + boundary), std::string::npos);
}

}  // namespace
}  // namespace conform
