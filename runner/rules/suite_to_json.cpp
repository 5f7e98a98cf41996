// Run at build time: reads a suite (YAML) and writes it as JSON, each key and value on the line on which it
// stands in the suite. The program reads JSON many times faster than YAML, and the places that it tells are
// still those of the suite.
//   suite_to_json SUITE.yaml OUT

#include "runner/document/document.hpp"

#include <cstdint>
#include <exception>
#include <fstream>
#include <iostream>
#include <string>

namespace conform {
namespace {

class LinedJson {
public:
  void write(const Value& value) {
    reach(value.mark());
    if (value.is_object()) return write_object(value.object());
    if (!value.is_array()) return void(text_ += to_json(value));
    text_ += '[';
    bool first = true;
    for (const auto& item : value.array()) {
      separate(first);
      write(item);
    }
    text_ += ']';
  }
  [[nodiscard]] const std::string& text() const { return text_; }

private:
  void write_object(const Object& object) {
    text_ += '{';
    bool first = true;
    for (const auto& member : object) {
      separate(first);
      reach(member.key_mark);
      text_ += to_json(Value(member.key)) + ':';
      write(member.value);
    }
    text_ += '}';
  }
  void separate(bool& first) {
    if (!first) text_ += ',';
    first = false;
  }
  // JSON escapes every line end inside a text, so lines are ended here alone. What an alias repeats stands
  // further up than it is told.
  void reach(Mark mark) {
    if (mark.line <= line_ || text_.empty()) return;
    text_.append(mark.line - line_, '\n');
    line_ = mark.line;
  }

  std::string text_{};
  std::uint32_t line_ = 1;
};

int convert(const char* suite, const char* out) {
  Diagnostics diagnostics;
  const auto document = read_document(read_source(suite), diagnostics);
  for (const auto& diagnostic : diagnostics.list())
    std::cerr << render(diagnostic);
  if (!document) return 1;
  LinedJson json;
  json.write(document->root);
  std::ofstream(out, std::ios::binary) << json.text() << '\n';
  return 0;
}

}  // namespace
}  // namespace conform

int main(int count, char** arguments) {
  if (count != 3) return 2;
  try {
    return conform::convert(arguments[1], arguments[2]);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
