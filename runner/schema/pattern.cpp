#include "runner/schema/pattern.hpp"

#include "runner/schema/pattern_tree.hpp"
#include "runner/text/utf8.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <array>

namespace conform {
namespace {

constexpr std::size_t max_subject = 64U << 10U;
constexpr std::uint32_t max_steps = 1'000'000;
constexpr std::size_t stack_size = 1U << 20U;

struct FreeCode {
  void operator()(pcre2_code* code) const { pcre2_code_free(code); }
};
struct FreeData {
  void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};
struct FreeContext {
  void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
};
struct FreeStack {
  void operator()(pcre2_jit_stack* stack) const { pcre2_jit_stack_free(stack); }
};

std::string hexadecimal(char32_t c) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (int shift = 20; shift >= 0; shift -= 4) {
    const auto digit = (c >> static_cast<unsigned>(shift)) & 0xFU;
    if (digit != 0 || !out.empty() || shift == 0) out += digits[digit];
  }
  return "\\x{" + out + "}";
}

std::string code_point(char32_t c) {
  const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return plain ? std::string(1, static_cast<char>(c)) : hexadecimal(c);
}

// Surrogates are no characters of UTF-8; PCRE2 refuses to hear of them.
CodeSet without_surrogates(const CodeSet& set) {
  CodeSet out;
  for (const CodeRange& range : set) {
    if (range.low < 0xD800) out.push_back({range.low, std::min<char32_t>(range.high, 0xD7FF)});
    if (range.high > 0xDFFF) out.push_back({std::max<char32_t>(range.low, 0xE000), range.high});
  }
  return out;
}

std::string set_to_pcre2(const PatternNode& node) {
  const CodeSet set = without_surrogates(normalised(node.set));
  if (set.empty() && node.properties.empty()) return node.negated ? "[\\x{0}-\\x{10FFFF}]" : "(?!)";
  const bool single =
      set.size() == 1 && set[0].low == set[0].high && node.properties.empty() && !node.negated;
  if (single) return code_point(set[0].low);
  std::string out = node.negated ? "[^" : "[";
  for (const CodeRange& range : set) {
    out += code_point(range.low);
    if (range.high > range.low) out += "-" + code_point(range.high);
  }
  for (const PropertyEscape& property : node.properties) {
    out += (property.negated ? "\\P{" : "\\p{") + property.name + "}";
  }
  return out + "]";
}

std::string bounds(const PatternNode& node) {
  std::string out = "{" + std::to_string(node.least);
  if (node.most == PatternNode::endless) {
    out += ",";
  } else if (node.most != node.least) {
    out += "," + std::to_string(node.most);
  }
  return out + "}" + (node.lazy ? "?" : "");
}

std::string joined(const PatternNode& node, std::string_view separator) {
  std::string out;
  for (const PatternNode& child : node.children) {
    if (&child != &node.children.front()) out += separator;
    out += to_pcre2(child);
  }
  return out;
}

}  // namespace

std::string to_pcre2(const PatternNode& tree) {
  using Kind = PatternNode::Kind;
  switch (tree.kind) {
  case Kind::sequence: return joined(tree, "");
  case Kind::choice: return "(?:" + joined(tree, "|") + ")";
  case Kind::set: return set_to_pcre2(tree);
  case Kind::start: return "^";
  case Kind::end: return "$";
  case Kind::word_boundary: return tree.negated ? "\\B" : "\\b";
  case Kind::capture: return "(" + joined(tree, "") + ")";
  case Kind::look_ahead: return (tree.negated ? "(?!" : "(?=") + joined(tree, "") + ")";
  case Kind::look_behind: return (tree.negated ? "(?<!" : "(?<=") + joined(tree, "") + ")";
  case Kind::back_reference: return "\\g{" + std::to_string(tree.number) + "}";
  case Kind::repeat: break;
  }
  const PatternNode& child = tree.children[0];
  const bool is_atom = child.kind == Kind::set || child.kind == Kind::capture;
  return (is_atom ? to_pcre2(child) : "(?:" + to_pcre2(child) + ")") + bounds(tree);
}

std::vector<char32_t> admitted_by(const PatternNode& set, std::span<const char32_t> candidates) {
  std::vector<char32_t> out;
  const std::string translated = to_pcre2(set);
  int error = 0;
  PCRE2_SIZE offset = 0;
  const auto* const bytes = reinterpret_cast<PCRE2_SPTR>(translated.data());
  const std::unique_ptr<pcre2_code, FreeCode> code(
      pcre2_compile(bytes, translated.size(), PCRE2_UTF, &error, &offset, nullptr));
  const std::unique_ptr<pcre2_match_data, FreeData> data(pcre2_match_data_create(1, nullptr));
  if (!code || !data) return out;
  for (const char32_t candidate : candidates) {
    const std::string text = encode_utf8(candidate);
    const auto* const subject = reinterpret_cast<PCRE2_SPTR>(text.data());
    if (pcre2_match(code.get(), subject, text.size(), 0, 0, data.get(), nullptr) >= 0)
      out.push_back(candidate);
  }
  return out;
}

struct Pattern::Code {
  std::unique_ptr<pcre2_code, FreeCode> compiled{};
  bool is_machine_code = false;
};

struct Pattern::Scratch::Memory {
  std::unique_ptr<pcre2_match_data, FreeData> data{};
  std::unique_ptr<pcre2_match_context, FreeContext> context{};
  std::unique_ptr<pcre2_jit_stack, FreeStack> stack{};
};

Pattern::Scratch::Scratch() : memory_(std::make_unique<Memory>()) {
  memory_->data.reset(pcre2_match_data_create(1, nullptr));
  memory_->context.reset(pcre2_match_context_create(nullptr));
  if (!memory_->data || !memory_->context) throw std::bad_alloc();
  pcre2_set_match_limit(memory_->context.get(), max_steps);
  pcre2_set_heap_limit(memory_->context.get(), 64U << 10U);  // KiB
}

Pattern::Scratch::~Scratch() = default;

Pattern::Pattern(std::unique_ptr<const PatternNode> tree, std::unique_ptr<const Code> code)
    : tree_(std::move(tree)), code_(std::move(code)) {}

Pattern::~Pattern() = default;

std::variant<std::shared_ptr<const Pattern>, PatternFault> Pattern::compile(std::string_view text) {
  auto parsed = parse_pattern(text, PatternSyntax::unicode);
  if (std::holds_alternative<PatternFault>(parsed)) {
    auto loose = parse_pattern(text, PatternSyntax::annex_b);
    if (std::holds_alternative<PatternFault>(loose)) return std::get<PatternFault>(parsed);
    parsed = std::move(loose);
  }
  auto tree = std::make_unique<const PatternNode>(std::get<PatternNode>(std::move(parsed)));
  const std::string translated = to_pcre2(*tree);
  // No PCRE2_UCP: \b looks at ASCII only, as in ECMA-262 without flag i.
  constexpr std::uint32_t options = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_ALLOW_EMPTY_CLASS |
                                    PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C;
  int error = 0;
  PCRE2_SIZE offset = 0;
  const auto* const bytes = reinterpret_cast<PCRE2_SPTR>(translated.data());
  auto code = std::make_unique<Code>();
  code->compiled.reset(pcre2_compile(bytes, translated.size(), options, &error, &offset, nullptr));
  if (!code->compiled) {
    std::array<PCRE2_UCHAR, 200> buffer{};
    pcre2_get_error_message(error, buffer.data(), buffer.size());
    return PatternFault{
        0, "the matching engine says: " + std::string(reinterpret_cast<const char*>(buffer.data()))};
  }
  // Without it, matching is only slower.
  code->is_machine_code = pcre2_jit_compile(code->compiled.get(), PCRE2_JIT_COMPLETE) == 0;
  return std::shared_ptr<const Pattern>(new Pattern(std::move(tree), std::move(code)));
}

Match Pattern::search(std::string_view subject) const {
  thread_local Scratch scratch;
  return search(subject, scratch);
}

Match Pattern::search(std::string_view subject, Scratch& scratch) const {
  if (subject.size() > max_subject || find_invalid_utf8(subject)) return Match::undecided;
  Scratch::Memory& memory = *scratch.memory_;
  const auto* const bytes = reinterpret_cast<PCRE2_SPTR>(subject.data());
  pcre2_code* const code = code_->compiled.get();
  pcre2_match_data* const data = memory.data.get();
  pcre2_match_context* const context = memory.context.get();
  const auto run = [&](std::uint32_t options) {
    if (options == 0 && code_->is_machine_code)
      return pcre2_jit_match(code, bytes, subject.size(), 0, 0, data, context);
    return pcre2_match(code, bytes, subject.size(), 0, options | PCRE2_NO_UTF_CHECK, data, context);
  };
  int result = run(0);
  if (result == PCRE2_ERROR_JIT_STACKLIMIT && !memory.stack) {
    memory.stack.reset(pcre2_jit_stack_create(32U << 10U, stack_size, nullptr));
    pcre2_jit_stack_assign(memory.context.get(), nullptr, memory.stack.get());
    result = run(0);
  }
  if (result == PCRE2_ERROR_JIT_STACKLIMIT) result = run(PCRE2_NO_JIT);
  if (result >= 0) return Match::yes;
  return result == PCRE2_ERROR_NOMATCH ? Match::no : Match::undecided;
}

std::string Pattern::sample(Random& random, std::uint32_t effort) const {
  return sample_pattern(*tree_, random, effort);
}

bool is_ecma_pattern(std::string_view text) {
  return std::holds_alternative<PatternNode>(parse_pattern(text, PatternSyntax::unicode));
}

}  // namespace conform
