#pragma once

#include "tests/cli/process.hpp"

#include <string>
#include <vector>

namespace conform::testing {

/// The mock of a document, beside the test.
struct Mock {
  explicit Mock(const std::string& document, std::vector<std::string> more = {})
      : process(words(document, std::move(more))),
        url("http://127.0.0.1:" + process.wait_for("127\\.0\\.0\\.1:([0-9]+)[^0-9]")) {}

  static std::vector<std::string> words(const std::string& document, std::vector<std::string> more) {
    std::vector<std::string> all = {CONFORM_BINARY, "mock", document, "--port", "0"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }

  Background process;
  std::string url;
};

inline const std::string bookshop = CONFORM_SOURCE_DIR "/specs/bookshop.yaml";

/// `conform run` of the bookshop against this URL, and what else is asked for.
inline std::vector<std::string> run_words(const std::string& url, const std::vector<std::string>& more) {
  std::vector<std::string> words = {"run", bookshop, "--target", url};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace conform::testing
