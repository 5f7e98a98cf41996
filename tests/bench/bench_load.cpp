#include "runner/document/document.hpp"
#include "runner/openapi/api.hpp"

#include <boost/json/src.hpp>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

// How long an OpenAPI document takes to load, beside Boost.JSON's bare parse of it: bench_load DOCUMENT,
// which is JSON.

namespace {

using namespace conform;

/// Seconds of the processor that `work` takes; the median of some rounds.
template <typename Work> double seconds_of(const Work& work) {
  std::vector<double> times;
  for (int round = 0; round < 5; ++round) {
    const std::clock_t began = std::clock();
    work();
    times.push_back(static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC);
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

void print(std::string_view what, double seconds, double bare) {
  std::cout << "  " << std::left << std::setw(52) << what << std::right << std::fixed << std::setprecision(3)
            << seconds << " s, " << std::setprecision(2) << seconds / bare << " times the bare parse\n";
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) {
    std::cerr << "usage: bench_load DOCUMENT\n";
    return 2;
  }
  std::ifstream in(words[1], std::ios::binary);
  std::stringstream read;
  read << in.rdbuf();
  const auto source = std::make_shared<const Source>(Source{words[1], read.str()});
  boost::json::parse_options options;
  options.max_depth = 500;
  const double bare = seconds_of([&] { (void)boost::json::parse(source->text, {}, options); });
  std::size_t operations = 0;
  const double reading = seconds_of([&] { (void)read_json(source->text); });
  const double loading = seconds_of([&] {
    Library library;
    Diagnostics diagnostics;
    const Document* const document = library.open(source, diagnostics);
    const auto api = document == nullptr ? std::nullopt : load_api(*document, library, diagnostics);
    operations = api ? api->operations.size() : 0;
  });
  if (operations == 0) {
    std::cerr << "the document has no operation that could be loaded\n";
    return 1;
  }
  print("Boost.JSON, bare parse", bare, bare);
  print("conform, exact values with their places", reading, bare);
  print("conform, " + std::to_string(operations) + " operations with all schemas compiled", loading, bare);
  return 0;
}
