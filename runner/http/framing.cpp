#include "runner/http/framing.hpp"

#include "runner/http/octets.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

namespace conform {
namespace {

using enum AnomalyKind;

/// What the Transfer-Encoding lines say together.
struct Codings {
  bool named = false;  ///< there is a coding other than `identity`
  bool chunked_is_last = false;
};

/// One member of a Content-Length list. 1*DIGIT is what the grammar allows (RFC 9110 §8.6).
struct LengthReading {
  std::optional<std::uint64_t> length{};
  bool well_formed = false;
};

LengthReading read_length(std::string_view text) {
  const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
  const bool understood = !digits.empty() && error == std::errc{} && end == digits.data() + digits.size() &&
                          length <= std::numeric_limits<std::int64_t>::max();
  if (!understood) return {};
  return {length, digits.size() == text.size()};
}

/// All Content-Length lines of a section, some of which are lists of equal values (RFC 9110 §8.6).
class ContentLengths {
public:
  ContentLengths(const FieldSection& section, AnomalyList& anomalies) : anomalies_(anomalies) {
    for (const PlacedField& line : section.content_lengths())
      read(line, section.fields()[line.index].value);
  }
  [[nodiscard]] std::optional<std::uint64_t> length() const { return length_; }

private:
  void read(const PlacedField& line, std::string_view value) {
    std::size_t comma = 0;
    do {
      comma = value.find(',');
      add(line, octets::trim(value.substr(0, comma)));
      if (comma != std::string_view::npos) value.remove_prefix(comma + 1);
    } while (comma != std::string_view::npos);
  }

  void add(const PlacedField& line, std::string_view member) {
    const LengthReading reading = read_length(member);
    if (!reading.well_formed) anomalies_.add(content_length_malformed, line.offset, line.length);
    if (!reading.length) return;
    if (length_) {
      const bool same = *length_ == *reading.length;
      anomalies_.add(same ? content_length_repeated : content_length_differs, line.offset, line.length);
    } else {
      length_ = reading.length;
    }
  }

  AnomalyList& anomalies_;
  std::optional<std::uint64_t> length_{};
};

/// RFC 9112 §6.1: a list of codings, chunked the last of them and only once.
class TransferCodings {
public:
  TransferCodings(const FieldSection& section, AnomalyList& anomalies) : anomalies_(anomalies) {
    for (const PlacedField& line : section.transfer_encodings()) {
      read(line, list_members(section.fields()[line.index].value));
    }
    if (chunked_ > 1 || (chunked_ == 1 && !codings_.chunked_is_last)) {
      anomalies_.add(chunked_not_last, last_chunked_.offset, last_chunked_.length);
    }
  }
  [[nodiscard]] Codings codings() const { return codings_; }

private:
  void read(const PlacedField& line, const std::vector<std::string_view>& members) {
    if (members.empty()) anomalies_.add(transfer_encoding_malformed, line.offset, line.length);
    for (const std::string_view member : members)
      add(line, member);
  }

  void add(const PlacedField& line, std::string_view member) {
    const std::size_t semicolon = member.find(';');
    const std::string_view name = octets::trim(member.substr(0, semicolon));
    const bool is_chunked = equals_ignoring_case(name, "chunked");
    const bool is_identity = equals_ignoring_case(name, "identity");
    const bool has_needless_parameter = is_chunked && semicolon != std::string_view::npos;
    if (is_identity || has_needless_parameter || !octets::is_token(name)) {
      anomalies_.add(transfer_encoding_malformed, line.offset, line.length);
    } else if (!is_chunked) {
      anomalies_.add(transfer_coding_unasked, line.offset, line.length);
    }
    // `identity` was taken out of HTTP by RFC 7230; who still sends it means that nothing was done.
    if (is_identity) return;
    codings_ = {true, is_chunked};
    if (!is_chunked) return;
    ++chunked_;
    last_chunked_ = line;
  }

  AnomalyList& anomalies_;
  Codings codings_{};
  PlacedField last_chunked_{};
  std::size_t chunked_ = 0;
};

void note_forbidden(const std::vector<PlacedField>& lines, AnomalyKind kind, AnomalyList& anomalies) {
  for (const PlacedField& line : lines)
    anomalies.add(kind, line.offset, line.length);
}

bool never_has_content(int status) {
  return (status >= 100 && status < 200) || status == 204 || status == 304;
}

/// What the fields announce, whatever the status (RFC 9112 §6.3, items 3 to 8).
ContentEnd announced_end(const FieldSection& section, AnomalyList& anomalies) {
  const Codings codings = TransferCodings(section, anomalies).codings();
  const std::optional<std::uint64_t> length = ContentLengths(section, anomalies).length();
  if (!section.transfer_encodings().empty()) {
    note_forbidden(section.content_lengths(), content_length_with_transfer_encoding, anomalies);
  }
  if (codings.chunked_is_last) return {.framing = Framing::chunked};
  if (codings.named || !length) return {.framing = Framing::until_close};
  return {.framing = Framing::content_length, .length = *length};
}

bool is_in_doubt(const AnomalyList& anomalies) {
  using Kinds = std::initializer_list<AnomalyKind>;
  const Kinds doubtful = {status_line_malformed,
                          bare_cr,
                          space_before_colon,
                          leading_white_space,
                          content_length_malformed,
                          content_length_differs,
                          content_length_with_transfer_encoding,
                          transfer_encoding_forbidden,
                          transfer_encoding_malformed,
                          chunked_not_last};
  return std::any_of(doubtful.begin(), doubtful.end(), [&](AnomalyKind kind) { return anomalies.has(kind); });
}

}  // namespace

ContentEnd find_content_end(const ResponseHead& head, AnsweredMethod answering, AnomalyList& anomalies) {
  const FieldSection& section = head.section;
  ContentEnd end = announced_end(section, anomalies);
  // RFC 9110 §8.6 and RFC 9112 §6.1: neither field in 1xx and 204, nor in 2xx to CONNECT.
  const bool is_tunnel = answering == AnsweredMethod::connect && head.status >= 200 && head.status < 300;
  const bool forbids_framing = (head.status >= 100 && head.status < 200) || head.status == 204 || is_tunnel;
  if (forbids_framing) note_forbidden(section.content_lengths(), content_length_forbidden, anomalies);
  if (forbids_framing || head.version == Version{1, 0}) {
    note_forbidden(section.transfer_encodings(), transfer_encoding_forbidden, anomalies);
  }
  end.in_doubt = (!anomalies.empty() && is_in_doubt(anomalies)) || (forbids_framing && end.length > 0);
  end.tunnel = is_tunnel || head.status == 101;
  if (answering == AnsweredMethod::head || is_tunnel || never_has_content(head.status)) {
    end.framing = Framing::none;
    end.length = 0;
  }
  return end;
}

}  // namespace conform
