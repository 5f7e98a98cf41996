#include "runner/schema/pattern_tree.hpp"
#include "runner/text/utf8.hpp"

#include <algorithm>
#include <map>

namespace conform {
namespace {

constexpr char32_t none = 0xFFFFFFFF;
constexpr std::size_t max_size = 64U << 10U;
constexpr std::size_t max_steps = 200'000;  // groups that match nothing may be repeated without end

using Kind = PatternNode::Kind;

CodeSet intersection(const CodeSet& left, const CodeSet& right) {
  CodeSet out;
  for (const CodeRange& a : left) {
    for (const CodeRange& b : right) {
      const CodeRange both{std::max(a.low, b.low), std::min(a.high, b.high)};
      if (both.low <= both.high) out.push_back(both);
    }
  }
  return out;
}

char32_t any_of(const CodeSet& set, Random& random) {
  std::uint64_t count = 0;
  for (const CodeRange& range : set)
    count += range.high - range.low + 1;
  std::uint64_t index = random.below(count);
  for (const CodeRange& range : set) {
    const std::uint64_t size = range.high - range.low + 1;
    if (index < size) return range.low + static_cast<char32_t>(index);
    index -= size;
  }
  return none;
}

// Code points of many scripts and categories, tried where a class names a property of Unicode.
constexpr char32_t assorted[] = {
    'a',    'A',   '1',    '_',   '-',     ' ',    '.',    '+',    '$',    '(',    ')',    0xE9,
    0xDF,   0xB2,  0x3B1,  0x3A9, 0x436,   0x416,  0x5D0,  0x627,  0x661,  0x905,  0x966,  0xE01,
    0x10D0, 0x1C5, 0x2160, 0x2B0, 0x300,   0x4E2D, 0x3042, 0x30A2, 0xAC00, 0x20AC, 0x2014, 0x2028,
    0x2029, 0xAB,  0xBB,   0x5E,  0x1F600, 0x903,  0x20DD, 0xAD,   0xE000, 0x378,  0x09};

char32_t choose_by_property(const PatternNode& set, Random& random) {
  const std::vector<char32_t> admitted = admitted_by(set, assorted);
  return admitted.empty() ? none : admitted[random.below(std::min<std::size_t>(admitted.size(), 3))];
}

// Writes what a tree may match. Texts of groups are kept for back references.
class Writer {
public:
  Writer(Random& random, std::uint32_t effort) : random_(random), effort_(effort) {}

  void write(const PatternNode& node) {
    if (is_full()) return;
    switch (node.kind) {
    case Kind::sequence:
      for (const PatternNode& child : node.children)
        write(child);
      break;
    case Kind::choice: write(node.children[effort_ == 0 ? 0 : random_.below(node.children.size())]); break;
    case Kind::set: write_set(node); break;
    case Kind::capture: {
      const std::size_t before = out_.size();
      write(node.children[0]);
      groups_[node.number] = out_.substr(before);
      break;
    }
    case Kind::back_reference: out_ += groups_[node.number]; break;
    case Kind::repeat: write_repeat(node); break;
    case Kind::start:
    case Kind::end:
    case Kind::word_boundary:
    case Kind::look_ahead:
    case Kind::look_behind: break;
    }
  }

  /// Nothing more is written.
  [[nodiscard]] bool is_full() { return out_.size() > max_size || ++steps_ > max_steps; }
  [[nodiscard]] std::string take() { return std::move(out_); }

private:
  void write_set(const PatternNode& node) {
    const char32_t c = choose_code_point(node, random_);
    if (c != none) out_ += encode_utf8(c);
  }

  void write_repeat(const PatternNode& node) {
    const std::uint64_t more = std::min<std::uint64_t>(node.most - node.least, effort_);
    const std::uint64_t times = node.least + random_.between(more / 2, more);
    for (std::uint64_t i = 0; i < times && !is_full(); ++i)
      write(node.children[0]);
  }

  Random& random_;
  std::uint32_t effort_;
  std::size_t steps_ = 0;
  std::string out_{};
  std::map<std::uint32_t, std::string> groups_{};
};

}  // namespace

char32_t choose_code_point(const PatternNode& set, Random& random) {
  if (!set.properties.empty()) return choose_by_property(set, random);
  static const CodeSet letters = {{'a', 'z'}};
  static const CodeSet others = {{'0', '9'}, {'A', 'Z'}};
  static const CodeSet printable = {{0x20, 0x7E}};
  static const CodeSet all = {{0, 0xD7FF}, {0xE000, 0x10FFFF}};
  const CodeSet normal = normalised(set.set);
  const CodeSet admitted = set.negated ? complement(normal) : normal;
  for (const CodeSet* const liked : {&letters, &others, &printable, &all}) {
    const CodeSet choice = intersection(admitted, *liked);
    if (!choice.empty()) return any_of(choice, random);
  }
  return none;
}

std::string sample_pattern(const PatternNode& tree, Random& random, std::uint32_t effort) {
  Writer writer(random, effort);
  writer.write(tree);
  return writer.take();
}

}  // namespace conform
