#include "runner/rules/draft.hpp"

#include "runner/http/fields.hpp"

#include <algorithm>
#include <charconv>

namespace conform {
namespace {

constexpr std::string_view note = "X-Note";

bool is_line_of(const std::string& line, std::string_view name) {
  return line.size() > name.size() && line[name.size()] == ':' &&
         equals_ignoring_case(std::string_view(line).substr(0, name.size()), name);
}

void drop(Draft& draft, std::string_view name) {
  std::erase_if(draft.lines, [name](const std::string& line) { return is_line_of(line, name); });
}

void set(Draft& draft, std::string_view name, std::string_view value) {
  drop(draft, name);
  draft.lines.push_back(std::string(name).append(": ").append(value));
}

std::size_t announced_length(const Draft& draft) {
  const auto line = std::ranges::find_if(
      draft.lines, [](const std::string& one) { return is_line_of(one, "Content-Length"); });
  std::size_t length = draft.body.size();
  if (line != draft.lines.end()) {
    const auto text = line->substr(line->find_first_not_of(" \t", sizeof "Content-Length"));
    std::from_chars(text.data(), text.data() + text.size(), length);
  }
  return length;
}

// Frames the message by hand-written chunks: `size_line` and what follows the data are the caller's.
void send_chunks(Draft& draft, std::string_view size_line, std::string_view after_data) {
  drop(draft, "Content-Length");
  set(draft, "Transfer-Encoding", "chunked");
  draft.body = std::string(size_line).append("\r\nhello").append(after_data).append("0\r\n\r\n");
}

void spoil_status_line(Draft& draft, AnomalyKind fault) {
  auto& line = draft.status_line;
  const auto code = line.find(' ') + 1;
  switch (fault) {
  case AnomalyKind::status_line_malformed: line.insert(code, " "); break;
  case AnomalyKind::status_out_of_range: line.replace(code, 1, "7"); break;
  case AnomalyKind::reason_separator_missing: line.resize(code + 3); break;
  case AnomalyKind::reason_with_control: line += "\x01"; break;
  default: line.replace(0, code - 1, "HTTP/1.2"); break;
  }
}

void spoil_lines(Draft& draft, AnomalyKind fault) {
  const std::string name(note);
  auto& lines = draft.lines;
  switch (fault) {
  case AnomalyKind::bare_lf: draft.status_end = "\n"; break;
  case AnomalyKind::bare_cr: lines.push_back(name + ": a\rb"); break;
  case AnomalyKind::obs_fold: lines.push_back(name + ": a\r\n b"); break;
  case AnomalyKind::space_before_colon: lines.push_back(name + " : a"); break;
  case AnomalyKind::leading_white_space: lines.insert(lines.begin(), " " + name + ": a"); break;
  case AnomalyKind::field_line_without_colon: lines.push_back(name); break;
  case AnomalyKind::field_name_empty: lines.emplace_back(": a"); break;
  case AnomalyKind::field_name_not_token: lines.emplace_back("X(Note): a"); break;
  case AnomalyKind::control_in_value:
    lines.push_back(name + ": a\x01"
                           "b");
    break;
  case AnomalyKind::empty_line_before_message: draft.before = "\r\n"; break;
  default:
    draft.head_end.clear();
    draft.body.clear();
    break;  // head_cut_short
  }
}

void spoil_length(Draft& draft, AnomalyKind fault) {
  const auto length = announced_length(draft);
  switch (fault) {
  case AnomalyKind::content_length_malformed: set(draft, "Content-Length", "1e1"); break;
  case AnomalyKind::content_length_repeated:
    set(draft, "Content-Length", std::to_string(length));
    draft.lines.push_back("Content-Length: " + std::to_string(length));
    break;
  case AnomalyKind::content_length_differs:
    set(draft, "Content-Length", std::to_string(length));
    draft.lines.push_back("Content-Length: " + std::to_string(length + 1));
    break;
  case AnomalyKind::content_length_forbidden: set(draft, "Content-Length", "0"); break;
  case AnomalyKind::content_cut_short:
    set(draft, "Content-Length", std::to_string(draft.body.size() + 5));
    break;
  default:  // content_length_with_transfer_encoding
    send_chunks(draft, "5", "\r\n");
    draft.lines.emplace_back("Content-Length: 5");
    break;
  }
}

void spoil_coding(Draft& draft, AnomalyKind fault) {
  switch (fault) {
  case AnomalyKind::transfer_encoding_forbidden: set(draft, "Transfer-Encoding", "chunked"); break;
  case AnomalyKind::transfer_encoding_malformed:
    drop(draft, "Content-Length");
    set(draft, "Transfer-Encoding", "@");
    break;
  case AnomalyKind::transfer_coding_unasked:
    send_chunks(draft, "5", "\r\n");
    set(draft, "Transfer-Encoding", "gzip, chunked");
    break;
  case AnomalyKind::chunked_not_last:
    send_chunks(draft, "5", "\r\n");
    set(draft, "Transfer-Encoding", "chunked, chunked");
    break;
  case AnomalyKind::chunk_size_malformed: send_chunks(draft, "five", "\r\n"); break;
  case AnomalyKind::chunk_end_missing: send_chunks(draft, "5", ""); break;
  case AnomalyKind::chunk_extension: send_chunks(draft, "5;note=a", "\r\n"); break;
  case AnomalyKind::bytes_after_interim: draft.before = "HTTP/1.1 103 Early Hints\r\n\r\n0\r\n\r\n"; break;
  default: draft.body += "0\r\n\r\n"; break;  // bytes after the message
  }
}

}  // namespace

std::string Draft::bytes() const {
  std::string all = before + status_line + status_end;
  for (const auto& line : lines)
    all += line + "\r\n";
  return all + head_end + body;
}

void spoil(Draft& draft, AnomalyKind fault) {
  if (fault <= AnomalyKind::version_unexpected) return spoil_status_line(draft, fault);
  if (fault <= AnomalyKind::empty_line_before_message || fault == AnomalyKind::head_cut_short)
    return spoil_lines(draft, fault);
  if (fault <= AnomalyKind::content_length_forbidden || fault == AnomalyKind::content_cut_short)
    return spoil_length(draft, fault);
  spoil_coding(draft, fault);
}

}  // namespace conform
