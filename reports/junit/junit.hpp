#pragma once

#include "runner/journal/headline.hpp"
#include "runner/journal/results.hpp"

#include <cstddef>
#include <functional>
#include <ostream>

namespace conform {

/// `standard` is the shape that every consumer reads. `strict` is what the schemas allow that some of them
/// check files with, Jenkins xUnit's junit-10 and the one of Ant's reports: test cases have no file, line or
/// output of their own, suites have a package, output and a time without a zone.
enum class JUnitDialect { standard, strict };

struct JUnitOptions {
  Weight fail_on = Weight::fail;
  JUnitDialect dialect = JUnitDialect::standard;
  NameOfFile file_name = as_named;
  std::size_t most_bytes = std::size_t{25} << 20U;  ///< of one part, about; consumers refuse files of 30 MB
};

/// Writes one part of a report.
using WritePart = std::function<void(std::ostream&)>;

/// JUnit XML, one suite per tag and one test case per case, in as many parts as its size needs; each is a
/// report of its own. Names are unique over all parts and the same in every run of the same plan. Well-formed
/// XML 1.0 for any bytes that a server may send. `take` is called for each part in turn.
void write_junit_parts(const Results& results,
                       const JUnitOptions& options,
                       const std::function<void(const WritePart&)>& take);

/// The same in one part, however large.
void write_junit(const Results& results, JUnitOptions options, std::ostream& out);

}  // namespace conform
