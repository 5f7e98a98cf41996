#include "reports/html/exchange_view.hpp"

#include "reports/html/byte_view.hpp"
#include "reports/html/markup.hpp"
#include "runner/text/words.hpp"

#include <fmt/format.h>

namespace conform {
namespace {

constexpr std::size_t longest_command = 16'384;

/// One direction of an exchange.
struct Message {
  std::string title{};
  std::string_view bytes{};
  std::size_t whole = 0;  ///< how many bytes there were in all
  std::vector<Pointed> marks{};
  std::string name{};  ///< no other message of the page has it
};

std::string choice(const Message& message, std::string_view kind, std::string_view label) {
  return fmt::format("<input type=\"radio\" class=\"pick-{0}\" name=\"{1}\" id=\"{1}-{0}\"{2}><label "
                     "for=\"{1}-{0}\">{3}</label> ",
                     kind,
                     message.name,
                     kind == "text" ? " checked" : "",
                     label);
}

std::string what_is_marked(const std::vector<Pointed>& marks) {
  std::string out;
  for (const Pointed& mark : marks) {
    if (mark.label.empty()) continue;
    out += fmt::format("{} {}", out.empty() ? "" : ";", html_prose(shortened(mark.label, 200)));
  }
  return out.empty() ? out : fmt::format("<p class=\"marked\"><mark>Marked</mark>{}</p>\n", out);
}

std::string view(const Message& message) {
  const std::string head = fmt::format("<section class=\"message\">\n<h4>{} <small>{}</small></h4>\n",
                                       message.title,
                                       many(message.whole, "byte"));
  if (message.bytes.empty()) return head + "<p class=\"nothing\">Nothing came.</p>\n</section>\n";
  return fmt::format("{}<span class=\"choice\" role=\"radiogroup\" aria-label=\"{} as\">{}{}</span>\n"
                     "<pre class=\"bytes as-text\" tabindex=\"0\">{}</pre>\n<pre class=\"as-hex\" "
                     "tabindex=\"0\">{}</pre>\n{}</section>\n",
                     head,
                     message.title,
                     choice(message, "text", "Text"),
                     choice(message, "hex", "Hex"),
                     text_view(message.bytes, message.marks, message.whole),
                     hex_view(message.bytes, message.marks),
                     what_is_marked(message.marks));
}

std::string answer(const KeptExchange& exchange, std::vector<Pointed> marks, std::string_view name) {
  const std::string title = exchange.silence.empty() ? "Response" : "Received";
  std::string out =
      view({title, exchange.received, exchange.received_bytes, std::move(marks), fmt::format("{}-r", name)});
  if (exchange.silence.empty()) return out;
  return fmt::format("<div>{}<p class=\"silence\">No final response: <code>{}</code> {}</p></div>\n",
                     out,
                     html_text(exchange.silence),
                     html_text(exchange.detail));
}

std::string copy_button(std::string_view kind, std::string_view label) {
  return fmt::format(
      "<button type=\"button\" class=\"copy\" data-copy=\"{}\" hidden>Copy {}</button> ", kind, label);
}

std::string again(const KeptExchange& exchange) {
  if (exchange.curl.empty()) return {};
  const bool has_hurl = !exchange.hurl.empty();
  std::string out =
      fmt::format("<section class=\"again\">\n<h4>Send it again</h4>\n<span class=\"choice\">{}{}</span>\n"
                  "<pre class=\"command curl\" tabindex=\"0\">{}</pre>\n",
                  copy_button("curl", "curl"),
                  has_hurl ? copy_button("hurl", "Hurl") : "",
                  html_text(shortened(exchange.curl, longest_command)));
  if (has_hurl) {
    out += fmt::format(
        "<details class=\"fold-small\"><summary>as a Hurl file</summary><pre class=\"command hurl\" "
        "tabindex=\"0\">{}</pre></details>\n",
        html_text(shortened(exchange.hurl, longest_command)));
  }
  return out + "</section>\n";
}

}  // namespace

std::string exchange_view(const KeptExchange& exchange,
                          const std::vector<KeptFinding::Mark>& marks,
                          std::string_view name) {
  std::vector<Pointed> pointed;
  for (const KeptFinding::Mark& mark : marks)
    pointed.push_back({mark.offset, mark.length, mark.label});
  const std::string step = exchange.step.empty() ? std::string() : " · " + html_text(exchange.step);
  return fmt::format(
      "<div class=\"exchange\">\n{}{}</div>\n{}",
      view({"Request" + step, exchange.sent, exchange.sent_bytes, {}, fmt::format("{}-s", name)}),
      answer(exchange, std::move(pointed), name),
      again(exchange));
}

}  // namespace conform
