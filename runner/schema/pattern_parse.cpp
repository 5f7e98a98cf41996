#include "runner/schema/pattern_properties.hpp"
#include "runner/schema/pattern_tree.hpp"

#include "runner/text/utf8.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace conform {
namespace {

constexpr char32_t last_code_point = 0x10FFFF;
constexpr std::size_t max_pattern = 32U << 10U;
constexpr std::size_t max_nesting = 200;
// What PCRE2 can count to.
constexpr std::uint32_t max_count = 65535;

using Kind = PatternNode::Kind;

// ECMA-262 §22.2.2.9, CharacterClassEscape; white space as in §12.2 and §12.3.
CodeSet digits() { return {{'0', '9'}}; }
CodeSet word_characters() { return {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}; }
CodeSet white_space() {
  return {{0x09, 0x0D},
          {0x20, 0x20},
          {0xA0, 0xA0},
          {0x1680, 0x1680},
          {0x2000, 0x200A},
          {0x2028, 0x2029},
          {0x202F, 0x202F},
          {0x205F, 0x205F},
          {0x3000, 0x3000},
          {0xFEFF, 0xFEFF}};
}
CodeSet line_ends() { return {{0x0A, 0x0A}, {0x0D, 0x0D}, {0x2028, 0x2029}}; }

PatternNode node_of(Kind kind) {
  PatternNode node;
  node.kind = kind;
  return node;
}

PatternNode set_of(CodeSet set) {
  PatternNode node = node_of(Kind::set);
  node.set = std::move(set);
  return node;
}

PatternNode negated(PatternNode node) {
  node.negated = true;
  return node;
}

bool is_syntax_character(char32_t c) {
  return c < 128 && std::string_view("^$\\.*+?()[]{}|").find(static_cast<char>(c)) != std::string_view::npos;
}
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

int hex_value(char32_t c) {
  if (is_digit(c)) return static_cast<int>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<int>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<int>(c - 'A') + 10;
  return -1;
}

// Reads by recursive descent (ECMA-262 §22.2.1). A fault is remembered once; all functions then return at
// once.
class Parser {
public:
  Parser(std::string_view text, PatternSyntax syntax) : unicode_(syntax == PatternSyntax::unicode) {
    if (text.size() > max_pattern) {
      fail("it is longer than 32 KiB");
      return;
    }
    for (std::size_t offset = 0; offset < text.size();) {
      const CodePoint point = decode_utf8(text, offset);
      if (point.length == 0) {
        fail("it is not UTF-8");
        return;
      }
      points_.push_back(point.value);
      offset += point.length;
      size_ = offset;
    }
    find_groups();
  }

  std::variant<PatternNode, PatternFault> parse() {
    PatternNode tree = fault_.empty() ? choice(0) : PatternNode{};
    if (fault_.empty() && !at_end()) fail("`)` closes nothing");
    if (fault_.empty() && wanted_group_ > groups_) fail("a back reference names a group that is not there");
    if (!fault_.empty()) return PatternFault{fault_offset_, fault_};
    return tree;
  }

private:
  [[nodiscard]] bool at_end() const { return next_ >= points_.size() || !fault_.empty(); }
  [[nodiscard]] char32_t peek(std::size_t ahead = 0) const {
    return next_ + ahead < points_.size() && fault_.empty() ? points_[next_ + ahead] : 0xFFFFFFFF;
  }
  bool take(char32_t c) {
    if (peek() != c) return false;
    ++next_;
    return true;
  }
  bool take(std::u32string_view word) {
    for (std::size_t i = 0; i < word.size(); ++i) {
      if (peek(i) != word[i]) return false;
    }
    next_ += word.size();
    return true;
  }
  void fail(std::string message) {
    if (!fault_.empty()) return;
    fault_ = std::move(message);
    for (std::size_t i = 0; i < next_ && i < points_.size(); ++i)
      fault_offset_ += encode_utf8(points_[i]).size();
  }

  // Groups are numbered by their opening parenthesis; back references may look ahead, so they are counted
  // first.
  void find_groups() {
    bool in_class = false;
    for (std::size_t i = 0; i < points_.size(); ++i) {
      const char32_t c = points_[i];
      if (c == '\\') {
        ++i;
      } else if (in_class) {
        in_class = c != ']';
      } else if (c == '[') {
        in_class = true;
      } else if (c == '(') {
        note_group(i + 1);
      }
    }
  }

  void note_group(std::size_t at) {
    const auto point = [&](std::size_t i) { return i < points_.size() ? points_[i] : char32_t{0}; };
    if (point(at) != '?') {
      ++groups_;
      return;
    }
    if (point(at + 1) != '<' || point(at + 2) == '=' || point(at + 2) == '!') return;
    ++groups_;
    std::u32string name;
    for (std::size_t i = at + 2; i < points_.size() && points_[i] != '>'; ++i)
      name += points_[i];
    names_.emplace(std::move(name), groups_);
  }

  PatternNode choice(std::size_t depth) {
    if (depth > max_nesting) fail("it nests more than 200 deep");
    PatternNode out = node_of(Kind::choice);
    do {
      out.children.push_back(sequence(depth));
    } while (take('|'));
    if (out.children.size() > 1) return out;
    PatternNode only = std::move(out.children[0]);
    return only;
  }

  PatternNode sequence(std::size_t depth) {
    PatternNode out = node_of(Kind::sequence);
    while (!at_end() && peek() != '|' && peek() != ')') {
      PatternNode part = term(depth);
      out.children.push_back(quantified(std::move(part)));
    }
    return out;
  }

  PatternNode term(std::size_t depth) {
    if (take('^')) return node_of(Kind::start);
    if (take('$')) return node_of(Kind::end);
    if (take('.')) return negated(set_of(line_ends()));
    if (take('(')) return group(depth);
    if (take('[')) return character_class();
    if (take('\\')) return escape();
    const char32_t c = peek();
    if (c == '*' || c == '+' || c == '?') fail("a quantifier follows nothing");
    const bool is_brace = c == '{' || c == '}' || c == ']';
    if (is_brace && unicode_) fail("`{`, `}` or `]` stands alone");
    if (c == '{' && looks_like_count()) fail("a quantifier follows nothing");
    ++next_;
    return set_of({{c, c}});
  }

  PatternNode group(std::size_t depth) {
    PatternNode out = node_of(Kind::capture);
    bool captures = true;
    if (take(U"?:")) {
      captures = false;
    } else if (take(U"?=") || take(U"?!")) {
      out.kind = Kind::look_ahead;
      out.negated = points_[next_ - 1] == '!';
    } else if (take(U"?<=") || take(U"?<!")) {
      out.kind = Kind::look_behind;
      out.negated = points_[next_ - 1] == '!';
    } else if (take(U"?<")) {
      group_name();
    } else if (peek() == '?') {
      fail("`(?` is followed by what ECMA-262 does not know");
    }
    if (out.kind == Kind::capture && captures) out.number = ++opened_;
    out.children.push_back(choice(depth + 1));
    if (!take(')')) fail("`(` is not closed");
    if (captures || out.kind != Kind::capture) return out;
    PatternNode plain = std::move(out.children[0]);
    return plain;
  }

  std::u32string group_name() {
    std::u32string name;
    while (!at_end() && peek() != '>')
      name += points_[next_++];
    const bool good =
        !name.empty() && !is_digit(name[0]) && std::all_of(name.begin(), name.end(), [](char32_t c) {
          return is_letter(c) || is_digit(c) || c == '_' || c == '$' || c >= 0x80;
        });
    if (!take('>') || !good) fail("a group's name is not well formed");
    if (!seen_names_.emplace(name, 0).second && !reading_reference_) fail("two groups have the same name");
    return name;
  }

  [[nodiscard]] bool looks_like_count() const {
    std::size_t i = 1;
    if (!is_digit(peek(i))) return false;
    while (is_digit(peek(i)))
      ++i;
    if (peek(i) == ',') ++i;
    while (is_digit(peek(i)))
      ++i;
    return peek(i) == '}';
  }

  std::uint32_t number() {
    std::uint64_t value = 0;
    while (is_digit(peek())) {
      value = std::min<std::uint64_t>(value * 10 + (points_[next_++] - '0'), PatternNode::endless - 1);
    }
    return static_cast<std::uint32_t>(value);
  }

  PatternNode quantified(PatternNode part) {
    PatternNode out = node_of(Kind::repeat);
    out.most = PatternNode::endless;
    if (take('*')) {
      out.least = 0;
    } else if (take('+')) {
      out.least = 1;
    } else if (take('?')) {
      out.most = 1;
    } else if (peek() == '{' && looks_like_count()) {
      ++next_;
      out.least = out.most = number();
      if (take(',')) out.most = is_digit(peek()) ? number() : PatternNode::endless;
      ++next_;
      if (out.most < out.least) fail("the bounds of a quantifier are out of order");
      if (out.least > max_count || (out.most > max_count && out.most != PatternNode::endless)) {
        fail("it repeats something more than 65,535 times");
      }
    } else {
      return part;
    }
    out.lazy = take('?');
    const bool is_assertion = part.kind == Kind::start || part.kind == Kind::end ||
                              part.kind == Kind::word_boundary || part.kind == Kind::look_behind ||
                              (part.kind == Kind::look_ahead && unicode_);
    if (is_assertion) fail("a quantifier follows an assertion");
    out.children.push_back(std::move(part));
    return out;
  }

  // After the backslash, outside of classes.
  PatternNode escape() {
    if (take('b')) return node_of(Kind::word_boundary);
    if (take('B')) return negated(node_of(Kind::word_boundary));
    if (peek() == 'k' && (unicode_ || !names_.empty())) return named_reference();
    if (is_digit(peek()) && peek() != '0') {
      const std::size_t before = next_;
      const std::uint32_t group = number();
      if (unicode_ || group <= groups_) {
        wanted_group_ = std::max(wanted_group_, group);
        PatternNode out = node_of(Kind::back_reference);
        out.number = group;
        return out;
      }
      next_ = before;
    }
    PatternNode out = node_of(Kind::set);
    if (class_escape(out)) return out;
    const char32_t c = character_escape(false);
    out.set = {{c, c}};
    return out;
  }

  PatternNode named_reference() {
    ++next_;
    PatternNode out = node_of(Kind::back_reference);
    if (!take('<')) fail("`\\k` is not followed by a name");
    reading_reference_ = true;
    const std::u32string name = group_name();
    reading_reference_ = false;
    const auto found = names_.find(name);
    if (found == names_.end()) fail("a back reference names a group that is not there");
    out.number = found == names_.end() ? 0 : found->second;
    return out;
  }

  // \d \D \w \W \s \S \p{…} \P{…}, added to the class in `out`.
  bool class_escape(PatternNode& out) {
    CodeSet set;
    switch (peek()) {
    case 'd':
    case 'D': set = digits(); break;
    case 'w':
    case 'W': set = word_characters(); break;
    case 's':
    case 'S': set = white_space(); break;
    case 'p':
    case 'P': return unicode_ && property_escape(out);
    default: return false;
    }
    if (peek() < 'a') set = complement(set);
    ++next_;
    out.set.insert(out.set.end(), set.begin(), set.end());
    return true;
  }

  bool property_escape(PatternNode& out) {
    const bool is_negated = peek() == 'P';
    ++next_;
    std::string name;
    if (!take('{')) fail("`\\p` is not followed by `{`");
    while (!at_end() && peek() != '}' && peek() < 128)
      name += static_cast<char>(points_[next_++]);
    if (!take('}')) fail("`\\p{` is not closed");
    const std::optional<std::string> known = pcre2_property(name);
    if (!known) fail("`\\p{" + name + "}` is no property of Unicode that can be looked up");
    if (known && *known == "Any") {
      if (!is_negated) out.set.push_back({0, last_code_point});
    } else if (known && *known == "ASCII") {
      if (!is_negated) out.set.push_back({0, 127});
      if (is_negated) out.set.push_back({128, last_code_point});
    } else if (known) {
      out.properties.push_back({*known, is_negated});
    }
    return true;
  }

  char32_t character_escape(bool in_class) {
    const char32_t c = peek();
    if (c == 0xFFFFFFFF) fail("it ends in `\\`");
    ++next_;
    switch (c) {
    case 't': return '\t';
    case 'n': return '\n';
    case 'v': return 0x0B;
    case 'f': return 0x0C;
    case 'r': return '\r';
    case 'b':
      if (in_class) return 0x08;
      break;
    case 'c': return control_escape(in_class);
    case 'x': return hex_escape(2, c);
    case 'u': return unicode_escape();
    default: break;
    }
    if (is_digit(c)) return octal_escape(c);
    if (!unicode_) return c;
    const bool allowed = is_syntax_character(c) || c == '/' || (in_class && c == '-');
    if (!allowed)
      fail("`\\" + (c < 0x110000 ? encode_utf8(c) : std::string()) + "` escapes a character that needs none");
    return c;
  }

  char32_t control_escape(bool in_class) {
    const char32_t c = peek();
    const bool is_annex_b = !unicode_ && in_class && (is_digit(c) || c == '_');
    if (is_letter(c) || is_annex_b) {
      ++next_;
      return c % 32;
    }
    if (unicode_) fail("`\\c` is not followed by a letter");
    --next_;  // Annex B: the backslash is itself
    return '\\';
  }

  char32_t octal_escape(char32_t c) {
    if (unicode_) {
      if (c != '0' || is_digit(peek())) fail("`\\` and digits name neither a group nor a character");
      return 0;
    }
    if (c > '7') return c;
    char32_t value = c - '0';
    for (int i = 0; i < 2 && peek() >= '0' && peek() <= '7' && value * 8 + (peek() - '0') <= 255; ++i) {
      value = value * 8 + (points_[next_++] - '0');
    }
    return value;
  }

  char32_t hex_escape(int count, char32_t letter) {
    char32_t value = 0;
    for (int i = 0; i < count; ++i) {
      const int digit = hex_value(peek(static_cast<std::size_t>(i)));
      if (digit < 0) {
        if (unicode_) fail("an escape lacks hexadecimal digits");
        return letter;
      }
      value = value * 16 + static_cast<char32_t>(digit);
    }
    next_ += static_cast<std::size_t>(count);
    return value;
  }

  char32_t unicode_escape() {
    if (unicode_ && take('{')) {
      char32_t value = 0;
      bool any = false;
      for (int digit = hex_value(peek()); digit >= 0 && value <= last_code_point; digit = hex_value(peek())) {
        value = value * 16 + static_cast<char32_t>(digit);
        any = true;
        ++next_;
      }
      if (!any || value > last_code_point || !take('}')) fail("`\\u{…}` is not well formed");
      return value;
    }
    const char32_t high = hex_escape(4, 'u');
    // Two escaped surrogates are one character, as in the texts that are searched.
    if (high < 0xD800 || high > 0xDBFF || peek() != '\\' || peek(1) != 'u') return high;
    const std::size_t before = next_;
    next_ += 2;
    const char32_t low = hex_escape(4, 'u');
    if (low >= 0xDC00 && low <= 0xDFFF) return 0x10000 + ((high - 0xD800) << 10U) + (low - 0xDC00);
    next_ = before;
    return high;
  }

  // One end of a range; nothing when it was a class escape, which is added to `out`.
  std::optional<char32_t> class_atom(PatternNode& out) {
    if (!take('\\')) {
      const char32_t c = peek();
      if (c == 0xFFFFFFFF) fail("`[` is not closed");
      ++next_;
      return c;
    }
    if (class_escape(out)) return std::nullopt;
    return character_escape(true);
  }

  PatternNode character_class() {
    PatternNode out = node_of(Kind::set);
    out.negated = take('^');
    while (!at_end() && peek() != ']') {
      const std::optional<char32_t> low = class_atom(out);
      if (low) out.set.push_back({*low, *low});
      if (peek() != '-' || peek(1) == ']' || peek(1) == 0xFFFFFFFF) continue;
      ++next_;
      const std::optional<char32_t> high = class_atom(out);
      if (low && high) {
        if (*high < *low) fail("the ends of a range are out of order");
        out.set.back().high = *high;
        continue;
      }
      if (unicode_) fail("a range ends in a class");
      out.set.push_back({'-', '-'});
      if (high) out.set.push_back({*high, *high});
    }
    if (!take(']')) fail("`[` is not closed");
    out.set = normalised(std::move(out.set));
    return out;
  }

  bool unicode_;
  std::vector<char32_t> points_{};
  std::size_t size_ = 0;
  std::size_t next_ = 0;
  std::string fault_{};
  std::size_t fault_offset_ = 0;
  std::uint32_t groups_ = 0, opened_ = 0, wanted_group_ = 0;
  std::map<std::u32string, std::uint32_t> names_{};
  std::map<std::u32string, int> seen_names_{};
  bool reading_reference_ = false;
};

}  // namespace

CodeSet normalised(CodeSet ranges) {
  std::sort(
      ranges.begin(), ranges.end(), [](const CodeRange& a, const CodeRange& b) { return a.low < b.low; });
  CodeSet out;
  for (const CodeRange& range : ranges) {
    if (!out.empty() && range.low <= out.back().high + 1) {
      out.back().high = std::max(out.back().high, range.high);
    } else {
      out.push_back(range);
    }
  }
  return out;
}

CodeSet complement(const CodeSet& set) {
  CodeSet out;
  char32_t next = 0;
  for (const CodeRange& range : set) {
    if (range.low > next) out.push_back({next, range.low - 1});
    next = range.high + 1;
  }
  if (next <= last_code_point) out.push_back({next, last_code_point});
  return out;
}

std::variant<PatternNode, PatternFault> parse_pattern(std::string_view text, PatternSyntax syntax) {
  return Parser(text, syntax).parse();
}

}  // namespace conform
