#pragma once

#include "runner/mock/mock.hpp"
#include "runner/mock/request_reader.hpp"
#include "runner/mock/routes.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace conform {

/// The bytes of an answer, and whether the connection ends with them.
struct Reply {
  std::string bytes{};
  bool close = false;
};

/// What a mock server says to requests; knows no sockets. Answers are functions of the request, so the same
/// bytes are answered from memory, which is bounded.
class Answering {
public:
  /// Throws std::invalid_argument when `options.break_rule` is no rule of the book.
  Answering(std::shared_ptr<const Api> api,
            std::shared_ptr<const RuleBook> rules,
            const MockOptions& options);

  /// Looks for a whole request at the front of `bytes`. `used` is how many bytes it took, 0 when more are
  /// needed. The reply lives until the next call.
  struct Next {
    const Reply* reply = nullptr;
    std::size_t used = 0;
    bool asks_for_content = false;  ///< a 100, to be sent once for a request
  };
  [[nodiscard]] Next next(std::string_view bytes);

private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };

  [[nodiscard]] Next remembered(std::string_view bytes) const;
  void remember(std::string_view head, std::string_view content);
  [[nodiscard]] Answer answer(const Request& request, std::string_view bytes) const;
  [[nodiscard]] ProbedServer probed_server(const Request& request) const;
  [[nodiscard]] Next word_before_content(const Request& head);
  [[nodiscard]] Answer refusal(const RequestRead& read, std::string_view bytes) const;
  /// Without a fault on a probe.
  [[nodiscard]] Answer usual_answer(const Request& request) const;
  [[nodiscard]] static bool leaves_its_end_open(const Answer& answer, const Request& request);
  [[nodiscard]] Answer answer_off_the_document(const std::string* path, const Request& request) const;

  std::shared_ptr<const Api> api_;
  std::shared_ptr<const RuleBook> rules_;
  const Rule* broken_ = nullptr;
  Routes routes_;
  template <class T> using Memory = std::unordered_map<std::string, T, Hash, std::equal_to<>>;
  Memory<std::size_t> lengths_{};  // how many bytes follow a head
  Memory<Reply> replies_{};        // to a head and the content behind it
  std::size_t memory_size_ = 0;
  Reply reply_{};
};

}  // namespace conform
