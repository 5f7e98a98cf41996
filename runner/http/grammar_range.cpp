#include "runner/http/grammar_families.hpp"
#include "runner/http/scanner.hpp"

#include <algorithm>
#include <optional>

namespace conform::grammar {
namespace {

// Digits of any length, compared as numbers.
bool is_less(std::string_view left, std::string_view right) {
  const auto without_zeros = [](std::string_view digits) {
    const std::size_t first = digits.find_first_not_of('0');
    return first == std::string_view::npos ? std::string_view{} : digits.substr(first);
  };
  left = without_zeros(left);
  right = without_zeros(right);
  return left.size() != right.size() ? left.size() < right.size() : left < right;
}

enum class Form { satisfied, unsatisfied };

// first-pos "-" last-pos "/" ( complete-length / "*" ); last not before first, complete-length beyond last.
bool range_resp(Scanner& scanner) {
  const std::string_view first = scanner.digits();
  if (first.empty() || !scanner.take('-')) return false;
  const std::string_view last = scanner.digits();
  if (last.empty() || is_less(last, first) || !scanner.take('/')) return false;
  if (scanner.take('*')) return scanner.at_end();
  const std::string_view complete = scanner.digits();
  return !complete.empty() && is_less(last, complete) && scanner.at_end();
}

// RFC 9110 §14.4
std::optional<Form> form_of(std::string_view value) {
  Scanner scanner(value);
  if (scanner.token().empty() || !scanner.take(' ')) return std::nullopt;
  if (scanner.take("*/")) {
    const bool has_length = !scanner.digits().empty() && scanner.at_end();
    return has_length ? std::optional(Form::unsatisfied) : std::nullopt;
  }
  return range_resp(scanner) ? std::optional(Form::satisfied) : std::nullopt;
}

}  // namespace

bool is_content_range(std::string_view value) { return form_of(value).has_value(); }

bool is_satisfied_range(std::string_view value) { return form_of(value) == Form::satisfied; }

bool is_satisfied_range_with_length(std::string_view value) {
  return is_satisfied_range(value) && !value.ends_with('*');
}

bool is_unsatisfied_range(std::string_view value) { return form_of(value) == Form::unsatisfied; }

// acceptable-ranges, RFC 9110 §14.3
bool is_range_unit_list(std::string_view value) { return is_token_list(value); }

}  // namespace conform::grammar
