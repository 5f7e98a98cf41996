#include "runner/http/field_section.hpp"

#include "runner/http/octets.hpp"

#include <algorithm>
#include <utility>

namespace conform {
namespace {

using enum AnomalyKind;

/// Notes the control octets of a value and puts SP for each bare CR (RFC 9112 §2.2); the others stay.
std::string clean_value(std::string_view text, std::size_t offset, AnomalyList& anomalies) {
  std::string value(text);
  for (std::size_t at = octets::find_control(value); at != std::string::npos;
       at = octets::find_control(value, at + 1)) {
    const bool is_cr = value[at] == '\r';
    anomalies.add(is_cr ? bare_cr : control_in_value, offset + at, 1);
    if (is_cr) value[at] = ' ';
  }
  return std::string(octets::trim(value));
}

}  // namespace

void FieldSection::restart() {
  fields_ = {};
  content_lengths_.clear();
  transfer_encodings_.clear();
  begun_ = false;
  last_was_understood_ = false;
}

void FieldSection::read(const Line& line, AnomalyList& anomalies) {
  if (octets::is_white(line.text.front())) return read_fold(line, anomalies);
  begun_ = true;
  last_was_understood_ = false;
  const std::size_t name_length = octets::token_length(line.text);
  if (name_length > 0 && name_length < line.text.size() && line.text[name_length] == ':') {
    return read_field(line, name_length, anomalies);
  }
  const std::size_t colon = line.text.find(':', name_length);
  if (colon == std::string_view::npos) {
    anomalies.add(field_line_without_colon, line.offset, line.text.size());
    return;
  }
  read_odd_name(line, colon, anomalies);
}

void FieldSection::read_odd_name(const Line& line, std::size_t colon, AnomalyList& anomalies) {
  const std::string_view name = octets::trim(line.text.substr(0, colon));
  if (name.size() < colon) {
    anomalies.add(space_before_colon, line.offset + name.size(), colon - name.size());
  }
  if (name.empty()) {
    anomalies.add(field_name_empty, line.offset, line.text.size());
    return;
  }
  if (!octets::is_token(name)) anomalies.add(field_name_not_token, line.offset, name.size());
  read_field(line, colon, anomalies);
}

void FieldSection::read_field(const Line& line, std::size_t colon, AnomalyList& anomalies) {
  const std::string_view name = octets::trim(line.text.substr(0, colon));
  const std::string_view value = octets::trim(line.text.substr(colon + 1));
  if (fields_.empty()) fields_.reserve(16);
  if (octets::find_control(value) == std::string_view::npos) {
    fields_.append(name, value);
  } else {
    fields_.append(name, clean_value(value, line.offset_of(value), anomalies));
  }
  last_was_understood_ = true;
  note_if_framing(line);
}

// RFC 9112 §5.2: a client takes obs-fold for one or more SP. §2.2: lines with leading white space before the
// first field are not processed.
void FieldSection::read_fold(const Line& line, AnomalyList& anomalies) {
  if (!begun_) {
    anomalies.add(leading_white_space, line.offset, line.text.size());
    return;
  }
  anomalies.add(obs_fold, line.offset, line.text.size());
  const std::string_view value = octets::trim(line.text);
  if (last_was_understood_) fields_.continue_last(clean_value(value, line.offset_of(value), anomalies));
}

void FieldSection::note_if_framing(const Line& line) {
  const std::size_t index = fields_.size() - 1;
  const std::string& name = fields_[index].name;
  if (name.size() == 14 && equals_ignoring_case(name, "Content-Length")) {
    content_lengths_.push_back({index, line.offset, line.text.size()});
  } else if (name.size() == 17 && equals_ignoring_case(name, "Transfer-Encoding")) {
    transfer_encodings_.push_back({index, line.offset, line.text.size()});
  }
}

Fields FieldSection::take() { return std::exchange(fields_, {}); }

}  // namespace conform
