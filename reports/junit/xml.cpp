#include "reports/junit/xml.hpp"

#include "reports/evidence/evidence.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

/// `calm_text` gives valid UTF-8 without control characters and noncharacters of the first plane, which is
/// all that XML 1.0 leaves out; markup remains. `>` is escaped for the sake of `]]>`.
std::string with_entities(std::string_view printable_text) {
  std::string out;
  out.reserve(printable_text.size());
  for (const char c : printable_text) {
    switch (c) {
    case '&': out += "&amp;"; break;
    case '<': out += "&lt;"; break;
    case '>': out += "&gt;"; break;
    case '"': out += "&quot;"; break;
    default: out += c;
    }
  }
  return out;
}

/// GitLab, Azure and Jenkins take `[[ATTACHMENT|path]]` in a text for a file of the job to keep, others
/// `[[PROPERTY|…]]` for a property: a server must not choose one.
void break_up_orders(std::string& text) {
  constexpr std::array<std::string_view, 3> orders = {"[[ATTACHMENT", "[[PROPERTY", "[[/PROPERTY"};
  const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; };
  for (std::size_t at = text.find("[["); at != text.npos; at = text.find("[[", at + 1)) {
    const bool is_order = std::ranges::any_of(orders, [&](std::string_view order) {
      return std::ranges::equal(order, std::string_view(text).substr(at, order.size()), {}, {}, upper);
    });
    if (is_order) text.insert(at + 1, " ");
  }
}

}  // namespace

std::string xml_text(std::string_view bytes) {
  std::string text = calm_text(bytes);
  break_up_orders(text);
  return with_entities(text);
}

std::string xml_attribute(std::string_view bytes) {
  std::string line = calm_text(bytes);
  std::replace(line.begin(), line.end(), '\n', ' ');
  std::replace(line.begin(), line.end(), '\t', ' ');
  break_up_orders(line);
  return with_entities(line);
}

}  // namespace conform
