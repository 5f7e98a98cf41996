#include "reports/html/byte_view.hpp"

#include "reports/html/markup.hpp"
#include "runner/text/utf8.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace conform {
namespace {

constexpr std::size_t most_shown = 6144;
constexpr std::size_t before_mark = 256;
constexpr std::size_t around_mark = 1024;
constexpr std::size_t hex_window = 512;
constexpr std::size_t hex_row = 16;

struct Window {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The marks that lie inside, in order, none overlapping another.
std::vector<Pointed> sorted_marks(std::vector<Pointed> marks, std::size_t size) {
  std::erase_if(marks, [size](const Pointed& mark) { return mark.offset > size; });
  std::sort(marks.begin(), marks.end(), [](const Pointed& left, const Pointed& right) {
    return left.offset < right.offset;
  });
  std::vector<Pointed> kept;
  for (Pointed& mark : marks) {
    mark.length = std::min(mark.length, size - mark.offset);
    if (kept.empty() || mark.offset >= kept.back().offset + std::max<std::size_t>(kept.back().length, 1)) {
      kept.push_back(std::move(mark));
    }
  }
  return kept;
}

/// Writes bytes with the marks opened and closed where they begin and end.
class TextView {
public:
  TextView(std::string_view bytes, const std::vector<Pointed>& marks) : bytes_(bytes), marks_(marks) {}

  std::string take(Window window) {
    out_.clear();
    next_ = static_cast<std::size_t>(
        std::find_if(
            marks_.begin(), marks_.end(), [&](const Pointed& mark) { return mark.offset >= window.begin; }) -
        marks_.begin());
    std::size_t at = window.begin;
    while (at < window.end) {
      open(at);
      at += unit(at);
      close(at);
    }
    open(at);
    if (is_open_) out_ += "</mark>";
    is_open_ = false;
    return std::move(out_);
  }

private:
  void open(std::size_t at) {
    while (!is_open_ && next_ < marks_.size() && marks_[next_].offset <= at) {
      const Pointed& mark = marks_[next_++];
      const std::string label = html_text(mark.label);
      if (mark.length == 0) {
        out_ += fmt::format("<mark class=\"gap\" title=\"{}\">▸</mark>", label);
        continue;
      }
      out_ += fmt::format("<mark title=\"{}\">", label);
      is_open_ = true;
      closes_ = mark.offset + mark.length;
    }
  }

  void close(std::size_t at) {
    if (!is_open_ || at < closes_) return;
    out_ += "</mark>";
    is_open_ = false;
  }

  /// One byte or one character; gives its length. Inside a mark, line ends show.
  std::size_t unit(std::size_t at) {
    const char byte = bytes_[at];
    if (byte == '\n') {
      out_ += is_open_ ? "<i>\\n</i>\n" : "\n";
      return 1;
    }
    if (byte == '\r' && at + 1 < bytes_.size() && bytes_[at + 1] == '\n') {
      if (is_open_) out_ += "<i>\\r</i>";
      return 1;
    }
    const std::size_t length = std::max<std::size_t>(decode_utf8(bytes_, at).length, 1);
    const std::string_view character = bytes_.substr(at, length);
    const std::string shown = html_text(character);
    if (shown.size() > 2 && shown.starts_with('\\')) {
      out_ += "<i>" + shown + "</i>";
    } else {
      out_ += shown;
    }
    return length;
  }

  std::string_view bytes_;
  const std::vector<Pointed>& marks_;
  std::string out_{};
  std::size_t next_ = 0;
  std::size_t closes_ = 0;
  bool is_open_ = false;
};

std::string left_out(std::size_t count) {
  return fmt::format("<span class=\"cut\">\n… {} …\n</span>", many(count, "byte"));
}

bool is_marked(const std::vector<Pointed>& marks, std::size_t at) {
  return std::any_of(marks.begin(), marks.end(), [at](const Pointed& mark) {
    return at >= mark.offset && at < mark.offset + std::max<std::size_t>(mark.length, 1);
  });
}

/// Pieces of which some are marked, neighbours in one mark.
class MarkedPieces {
public:
  void add(std::string_view piece, bool is_marked) {
    if (is_marked != is_open_) out_ += is_marked ? "<mark>" : "</mark>";
    is_open_ = is_marked;
    out_ += piece;
  }

  std::string take() {
    if (is_open_) out_ += "</mark>";
    is_open_ = false;
    return std::move(out_);
  }

private:
  std::string out_{};
  bool is_open_ = false;
};

std::string hex_line(std::string_view bytes, const std::vector<Pointed>& marks, std::size_t begin) {
  MarkedPieces hex;
  MarkedPieces characters;
  for (std::size_t at = begin; at < begin + hex_row; ++at) {
    const bool marked = at < bytes.size() && is_marked(marks, at);
    if (at > begin) hex.add(at % 8 == 0 ? "  " : " ", marked && is_marked(marks, at - 1));
    if (at >= bytes.size()) {
      hex.add("  ", false);
      continue;
    }
    const auto byte = static_cast<unsigned char>(bytes[at]);
    const bool plain = byte >= 0x20 && byte < 0x7F;
    hex.add(fmt::format("{:02x}", byte), marked);
    characters.add(plain ? html_text(bytes.substr(at, 1)) : "·", marked);
  }
  return fmt::format("<span class=offset>{:06x}</span>  {}  {}\n", begin, hex.take(), characters.take());
}

}  // namespace

std::string text_view(std::string_view bytes, const std::vector<Pointed>& all_marks, std::size_t whole) {
  const std::vector<Pointed> marks = sorted_marks(all_marks, bytes.size());
  TextView view(bytes, marks);
  const std::size_t shown = std::min(bytes.size(), most_shown);
  std::string out = view.take({0, shown});
  std::size_t end = shown;
  const auto beyond =
      std::find_if(marks.begin(), marks.end(), [&](const Pointed& mark) { return mark.offset > shown; });
  if (beyond != marks.end()) {
    const std::size_t begin = utf8_boundary(bytes, std::max(shown, beyond->offset - before_mark));
    end = std::min(bytes.size(), begin + around_mark);
    if (begin > shown) out += left_out(begin - shown);
    out += view.take({begin, end});
  }
  if (end < whole) out += left_out(whole - end);
  return out;
}

std::string hex_view(std::string_view bytes, const std::vector<Pointed>& all_marks) {
  const std::vector<Pointed> marks = sorted_marks(all_marks, bytes.size());
  std::size_t begin = 0;
  if (!marks.empty() && bytes.size() > hex_window && marks[0].offset > hex_window / 2) {
    begin = (marks[0].offset - hex_window / 2) / hex_row * hex_row;
  }
  const std::size_t end = std::min(bytes.size(), begin + hex_window);
  std::string out = begin > 0 ? left_out(begin) : std::string();
  for (std::size_t at = begin; at < end; at += hex_row)
    out += hex_line(bytes, marks, at);
  if (end < bytes.size()) out += left_out(bytes.size() - end);
  return out;
}

}  // namespace conform
