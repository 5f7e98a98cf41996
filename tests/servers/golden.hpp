#pragma once

#include "tests/servers/session.hpp"

#include <string>
#include <vector>

namespace conform::testing {

/// One rule that a server breaks, as its table in `golden/` tells it.
struct Broken {
  std::string rule{};
  std::string weight{};               ///< fail, warn or note
  std::string by{};                   ///< who breaks it, in the words of `known-to-break` of the suites
  std::vector<std::string> cases{};   ///< all cases that show it, or all operations
  std::vector<std::string> but{};     ///< where `cases` is `every operation`: those that do not
  std::vector<std::string> sent{};    ///< lines of the request, in order, that show it in the first case;
                                      ///< `…` at the end of one stands for its rest
  std::vector<std::string> answer{};  ///< lines of the answer, likewise
  std::string lacks{};                ///< a field that the answer does not have; may be empty
  std::string because{};              ///< the section, and what it asks, in our own words
};

/// What a server is known to break. Every entry was held against the text of its section by hand.
struct GoldenTable {
  std::string name{};    ///< of its file, without `.yaml`
  std::string server{};  ///< the server and the part of its version that matters
  /// Whether the table speaks of operations, and not of each of their cases.
  enum class Of { cases, operations } of = Of::cases;
  /// Operations that no request brings to succeed, each with the reason.
  std::vector<std::string> without_success{};
  std::vector<Broken> broken{};
};

/// The table `golden/NAME.yaml`. Throws std::runtime_error with the reason when it is not there or is no
/// table.
[[nodiscard]] GoldenTable read_table(const std::string& name);
/// `GET /a · probe methods` is a case of the operation `GET /a`.
[[nodiscard]] std::string operation_of(const std::string& subject);
/// All tables there are.
[[nodiscard]] std::vector<GoldenTable> all_tables();

/// What a run found and the table does not have, with its bytes; what the table has and the run did not find;
/// and what the table says and the bytes do not show. Empty when the two agree.
[[nodiscard]] std::string differences(const Session& session, const GoldenTable& table);

}  // namespace conform::testing
