#include "runner/document/yaml_reader.hpp"

#include "runner/document/yaml_scalar.hpp"
#include "runner/document/yaml_text.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <istream>
#include <streambuf>
#include <unordered_map>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace conform {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
// Enough to work on at once.
constexpr std::size_t most_mistakes = 20;

/// Leaves yaml-cpp in the middle of its work; the diagnostic has been given.
struct Stop {};

/// What a value takes in memory, counted in nodes, and how deep it is.
struct Extent {
  std::size_t nodes = 1;
  std::size_t depth = 0;
};

// Long strings count as several nodes, so that aliases to one of them are bounded too.
std::size_t nodes_of_text(std::string_view text) { return text.size() / 64; }

Extent extent_of(const Value& value) {
  Extent whole;
  const auto add = [&whole](const Value& part) {
    const auto extent = extent_of(part);
    whole.nodes += extent.nodes;
    whole.depth = std::max(whole.depth, extent.depth);
  };
  if (value.is_string()) whole.nodes += nodes_of_text(value.string());
  if (value.is_array()) {
    for (const auto& item : value.array())
      add(item);
    ++whole.depth;
  } else if (value.is_object()) {
    for (const auto& member : value.object()) {
      whole.nodes += nodes_of_text(member.key);
      add(member.value);
    }
    ++whole.depth;
  }
  return whole;
}

struct Anchored {
  Value value{};
  Extent extent{};
};

struct Key {
  std::string text{};
  Mark mark{};
  enum class Meaning { name, merge } meaning = Meaning::name;
};

/// An array or an object that is still being read.
struct Open {
  Value value{};
  YAML::anchor_t anchor = YAML::NullAnchor;
  bool has_key = false;
  Key key{};  // whose value comes next, if `has_key`
  bool has_merge = false;
  Mark merge_mark{};
  std::vector<Value> merged{};  // the objects behind `<<`, in their order
};

/// The tags of the YAML 1.2 schemas, by their last part.
std::optional<ScalarTag> scalar_tag(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, ScalarTag>, 5> table{{{"str", ScalarTag::string},
                                                                         {"int", ScalarTag::integer},
                                                                         {"float", ScalarTag::floating},
                                                                         {"bool", ScalarTag::boolean},
                                                                         {"null", ScalarTag::null}}};
  const auto* const found =
      std::find_if(table.begin(), table.end(), [name](const auto& row) { return row.first == name; });
  return found == table.end() ? std::nullopt : std::optional(found->second);
}

constexpr std::string_view core_prefix = "tag:yaml.org,2002:";

class TreeBuilder final : public YAML::EventHandler {
public:
  TreeBuilder(SourcePtr source, Diagnostics& diagnostics, const ReadLimits& limits)
      : source_(std::move(source)), diagnostics_(diagnostics), limits_(limits), text_(source_->text) {
    if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
  }

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark,
                const std::string& tag,
                YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark,
                       const std::string& tag,
                       YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark,
                  const std::string& tag,
                  YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override;

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] Place place_of(std::size_t offset) const;
  [[nodiscard]] std::size_t last_scalar() const { return last_scalar_; }
  [[nodiscard]] Value take_root() { return std::move(root_); }

private:
  [[nodiscard]] Mark mark_from(const YAML::Mark& mark) const;
  [[nodiscard]] std::string_view text_at(const YAML::Mark& mark) const;
  [[noreturn]] void fail(Mark mark, std::string message, std::string hint = {});
  void complain(Mark mark, std::string message, std::string hint = {});
  void warn(Mark mark, std::string message, std::string hint = {});

  [[nodiscard]] bool at_key() const {
    return !open_.empty() && open_.back().value.is_object() && !open_.back().has_key;
  }
  void charge(std::size_t nodes, Mark mark);
  void set_key(Key key);
  void put(Value value, YAML::anchor_t anchor);
  void merge(Value value);
  void open(Value value, const YAML::Mark& mark, YAML::anchor_t anchor);
  void close();
  void check_collection_tag(const YAML::Mark& mark, const std::string& tag, std::string_view expected);
  [[nodiscard]] ScalarTag tag_of(const std::string& tag, Mark mark);

  SourcePtr source_;
  Diagnostics& diagnostics_;
  const ReadLimits& limits_;
  std::string_view text_;  // of source_, without a byte order mark
  std::vector<Open> open_{};
  std::unordered_map<YAML::anchor_t, Anchored> anchors_{};
  Value root_{};
  std::size_t nodes_ = 0;
  std::size_t documents_ = 0;
  std::size_t mistakes_ = 0;
  std::size_t warnings_ = 0;
  std::size_t last_scalar_ = 0;
};

Mark TreeBuilder::mark_from(const YAML::Mark& mark) const {
  const auto skipped = mark.line == 0 ? source_->text.size() - text_.size() : 0;
  return {static_cast<std::uint32_t>(mark.line + 1),
          static_cast<std::uint32_t>(static_cast<std::size_t>(mark.column) + 1 + skipped)};
}

std::string_view TreeBuilder::text_at(const YAML::Mark& mark) const {
  return text_.substr(std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), text_.size()));
}

Place TreeBuilder::place_of(std::size_t offset) const {
  return {source_, mark_of(source_->text, offset + source_->text.size() - text_.size())};
}

void TreeBuilder::fail(Mark mark, std::string message, std::string hint) {
  diagnostics_.error({source_, mark}, std::move(message), std::move(hint));
  throw Stop();
}

void TreeBuilder::complain(Mark mark, std::string message, std::string hint) {
  if (++mistakes_ >= most_mistakes) fail(mark, std::move(message), std::move(hint));
  diagnostics_.error({source_, mark}, std::move(message), std::move(hint));
}

void TreeBuilder::warn(Mark mark, std::string message, std::string hint) {
  if (++warnings_ > most_mistakes) return;
  diagnostics_.warning({source_, mark}, std::move(message), std::move(hint));
}

void TreeBuilder::charge(std::size_t nodes, Mark mark) {
  nodes_ += nodes;
  const std::size_t most = std::min(limits_.nodes, limits_.yaml_nodes);
  if (nodes_ <= most) return;
  fail(mark,
       fmt::format("The document has more than {} values.", most),
       "What an alias stands for is counted each time. As JSON a document may have more values.");
}

void TreeBuilder::set_key(Key key) {
  auto& top = open_.back();
  const auto shown = printable(shortened(key.text, 80));
  const auto* const first = top.value.object().find_member(key.text);
  const bool is_merge = key.meaning == Key::Meaning::merge;
  if (is_merge ? top.has_merge : first != nullptr) {
    const auto before = is_merge ? top.merge_mark : first->key_mark;
    complain(key.mark,
             fmt::format("The key `{}` is there twice.", shown),
             fmt::format("The first stands in line {}, column {}.", before.line, before.column));
  }
  if (is_merge) {
    if (!std::exchange(top.has_merge, true)) top.merge_mark = key.mark;
    warn(key.mark,
         "`<<` merges another mapping here, which YAML 1.2 does not know.",
         "Other tools may read it as a key of this name.");
  }
  top.key = std::move(key);
  top.has_key = true;
}

void TreeBuilder::merge(Value value) {
  auto& top = open_.back();
  const auto mark = top.key.mark;
  if (value.is_object()) {
    top.merged.push_back(std::move(value));
    return;
  }
  const auto is_object = [](const Value& item) { return item.is_object(); };
  if (!value.is_array() || !std::all_of(value.array().begin(), value.array().end(), is_object)) {
    complain(mark,
             fmt::format("Behind `<<` stands {} {}, not a mapping.",
                         value.is_array() || value.is_object() ? "an" : "a",
                         name_of(value.kind())),
             "It takes a mapping or a list of mappings, usually as aliases.");
    return;
  }
  std::move(value.array().begin(), value.array().end(), std::back_inserter(top.merged));
}

void TreeBuilder::put(Value value, YAML::anchor_t anchor) {
  if (anchor != YAML::NullAnchor) {
    const auto extent = extent_of(value);
    charge(extent.nodes, value.mark());
    anchors_.insert_or_assign(anchor, Anchored{value, extent});
  }
  if (open_.empty()) {
    root_ = std::move(value);
    return;
  }
  auto& top = open_.back();
  if (top.value.is_array()) {
    top.value.array().push_back(std::move(value));
    return;
  }
  if (top.key.meaning == Key::Meaning::merge) {
    merge(std::move(value));
  } else {
    // A key that is there twice has been reported; its first value stays.
    top.value.object().add(Member{std::move(top.key.text), std::move(value), top.key.mark});
  }
  top.has_key = false;
}

void TreeBuilder::open(Value value, const YAML::Mark& mark, YAML::anchor_t anchor) {
  const auto place = mark_from(mark);
  if (at_key()) {
    fail(place,
         fmt::format("The key of this mapping is an {}.", name_of(value.kind())),
         "Keys are strings, as in JSON.");
  }
  charge(1, place);
  if (open_.size() >= limits_.depth) {
    fail(place, fmt::format("Values are nested more than {} deep.", limits_.depth));
  }
  value.set_mark(place);
  open_.push_back({.value = std::move(value), .anchor = anchor});
}

void TreeBuilder::close() {
  auto closed = std::move(open_.back());
  open_.pop_back();
  put(std::move(closed.value), closed.anchor);
}

ScalarTag TreeBuilder::tag_of(const std::string& tag, Mark mark) {
  if (tag == "?" || tag.empty()) return ScalarTag::none;
  if (tag == "!") return ScalarTag::string;
  if (tag.starts_with(core_prefix)) {
    const auto known = scalar_tag(std::string_view(tag).substr(core_prefix.size()));
    if (known) return *known;
  }
  warn(mark,
       fmt::format("The tag `{}` means nothing here; it is passed over.", printable(shortened(tag, 80))));
  return ScalarTag::none;
}

void TreeBuilder::check_collection_tag(const YAML::Mark& mark,
                                       const std::string& tag,
                                       std::string_view expected) {
  if (tag == "?" || tag == "!" || tag.empty()) return;
  const bool is_core = tag.starts_with(core_prefix);
  const auto name = std::string_view(tag).substr(is_core ? core_prefix.size() : 0);
  if (is_core && name == expected) return;
  const auto shown = printable(shortened(tag, 80));
  if (is_core && (scalar_tag(name) || name == "map" || name == "seq")) {
    complain(mark_from(mark), fmt::format("The tag `{}` does not fit the value that it is given to.", shown));
  } else {
    warn(mark_from(mark), fmt::format("The tag `{}` means nothing here; it is passed over.", shown));
  }
}

void TreeBuilder::OnDocumentStart(const YAML::Mark& mark) {
  if (++documents_ < 2) return;
  if (text_at(mark).starts_with("---") || text_at(mark).starts_with('%')) {
    fail(mark_from(mark),
         "A second YAML document begins here.",
         "One file holds one document: remove what follows, or put it into a file of its own.");
  }
  fail(mark_from(mark),
       "What stands here does not belong to the document before it.",
       "Check the indentation: a list, a mapping or a plain value ends here.");
}

void TreeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  // yaml-cpp does not say how null was written, or whether it was: an empty value has the place of what
  // comes next.
  const auto written = text_.substr(skip_properties(text_, static_cast<std::size_t>(mark.pos)));
  const auto starts = [written](std::string_view word) { return written.starts_with(word); };
  constexpr std::array<std::string_view, 4> spellings{"null", "Null", "NULL", "~"};
  const auto* const spelling = std::find_if(spellings.begin(), spellings.end(), starts);
  const auto text = spelling == spellings.end() ? std::string_view() : *spelling;
  if (at_key()) {
    if (anchor != YAML::NullAnchor) anchors_.insert_or_assign(anchor, Anchored{Value(text), {}});
    set_key({std::string(text), mark_from(mark), Key::Meaning::name});
    return;
  }
  Value value;
  const bool is_member = text.empty() && !open_.empty() && open_.back().has_key;
  value.set_mark(is_member ? open_.back().key.mark : mark_from(mark));
  charge(1, value.mark());
  put(std::move(value), anchor);
}

void TreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const auto place = mark_from(mark);
  const auto found = anchors_.find(anchor);
  if (found == anchors_.end()) fail(place, "This alias stands inside the very value that it names.");
  const auto& [value, extent] = found->second;
  charge(extent.nodes, place);
  if (at_key()) {
    if (!value.is_string() && !value.is_number()) {
      fail(
          place,
          fmt::format("This alias names a value of type `{}`, which cannot be a key.", name_of(value.kind())),
          "Keys are strings, as in JSON.");
    }
    set_key({value.is_string() ? value.string() : value.number().to_string(), place, Key::Meaning::name});
    return;
  }
  if (open_.size() + extent.depth > limits_.depth) {
    fail(place,
         fmt::format("Values are nested more than {} deep with what this alias names.", limits_.depth));
  }
  // The parts keep the places where they were written.
  put(value, YAML::NullAnchor);
}

void TreeBuilder::OnScalar(const YAML::Mark& mark,
                           const std::string& tag,
                           YAML::anchor_t anchor,
                           const std::string& value) {
  const auto place = mark_from(mark);
  last_scalar_ = static_cast<std::size_t>(mark.pos);
  const auto text = repair_escapes(value);
  if (!text) fail(place, "This text has an escape that stands for no character.");
  if (tag == "?" && text->starts_with('\t')) {
    fail(place, "A tab stands where the text is indented.", "YAML is indented with spaces.");
  }
  if (at_key()) {
    const bool is_merge = *text == "<<" && (tag == "?" || tag == "tag:yaml.org,2002:merge");
    if (anchor != YAML::NullAnchor) {
      Value named(*text);
      named.set_mark(place);
      const auto extent = extent_of(named);
      charge(extent.nodes, place);
      anchors_.insert_or_assign(anchor, Anchored{std::move(named), extent});
    }
    set_key({*text, place, is_merge ? Key::Meaning::merge : Key::Meaning::name});
    return;
  }
  charge(1, place);
  const auto style = tag == "?" ? ScalarStyle::plain : ScalarStyle::quoted;
  auto reading = read_scalar(*text, style, tag_of(tag, place));
  if (!reading.fault.empty()) complain(place, std::move(reading.fault));
  if (!reading.warning.empty()) warn(place, std::move(reading.warning));
  reading.value.set_mark(place);
  put(std::move(reading.value), anchor);
}

void TreeBuilder::OnSequenceStart(const YAML::Mark& mark,
                                  const std::string& tag,
                                  YAML::anchor_t anchor,
                                  YAML::EmitterStyle::value /*style*/) {
  check_collection_tag(mark, tag, "seq");
  open(Array(), mark, anchor);
}

void TreeBuilder::OnMapStart(const YAML::Mark& mark,
                             const std::string& tag,
                             YAML::anchor_t anchor,
                             YAML::EmitterStyle::value /*style*/) {
  check_collection_tag(mark, tag, "map");
  open(Object(), mark, anchor);
}

void TreeBuilder::OnMapEnd() {
  auto& top = open_.back();
  auto& object = top.value.object();
  // What is written here wins, then the earlier mapping.
  for (auto& merged : top.merged) {
    for (auto& member : merged.object())
      object.add(std::move(member));
  }
  close();
}

/// Lets yaml-cpp read a text where it lies.
class TextBuffer final : public std::streambuf {
public:
  explicit TextBuffer(std::string_view text) {
    auto* const begin = const_cast<char*>(text.data());  // NOLINT: a get area is never written
    setg(begin, begin, begin + text.size());
  }
};

struct Explanation {
  std::string_view reason{};  // how yaml-cpp's message begins
  std::string_view message{};
  std::string_view hint{};
};

constexpr std::string_view indentation_hint = "Check the indentation of this line and of those before it.";

constexpr std::array explanations{
    Explanation{"end of map flow not found", "A `{` is never closed.", "A `}` or a comma is missing."},
    Explanation{"end of sequence flow not found", "A `[` is never closed.", "A `]` or a comma is missing."},
    Explanation{"end of map not found", "The mapping does not go on as it began.", indentation_hint},
    Explanation{"end of sequence not found", "The list does not go on as it began.", indentation_hint},
    Explanation{"illegal map value",
                "A `:` stands where no value can begin.",
                "Quote the text when the colon belongs to it; else check the indentation."},
    Explanation{"illegal map key", "No key can begin here.", indentation_hint},
    Explanation{"illegal block entry", "No list item can begin here.", indentation_hint},
    Explanation{"illegal flow end", "This bracket closes none that is open here.", ""},
    Explanation{"illegal EOF in scalar", "The quoted text is not closed before the text ends.", ""},
    Explanation{"illegal document indicator", "The quoted text is not closed before the document ends.", ""},
    Explanation{"illegal tab", "A tab stands where the text is indented.", "YAML is indented with spaces."},
    Explanation{"unknown token",
                "No value can begin with this character.",
                "Quote the text: `@`, `%` and the backtick have a meaning of their own."},
    Explanation{"unknown escape character",
                "This escape is none of YAML's.",
                "In single quotes a backslash stands for itself."},
    Explanation{"bad character found while scanning hex", "An escape lacks hexadecimal digits here.", ""},
    Explanation{"invalid unicode",
                "This escape stands for no character.",
                "A character beyond U+FFFF is written as `\\U` with eight digits, or as itself."},
    Explanation{"the referenced anchor is not defined",
                "This alias names no anchor that stands before it.",
                "Quote the text when the `*` belongs to it."},
    Explanation{
        "alias not found", "Behind `*` stands no name.", "Quote the text when the `*` belongs to it."},
    Explanation{
        "anchor not found", "Behind `&` stands no name.", "Quote the text when the `&` belongs to it."},
    Explanation{"repeated YAML directive", "The directive `%YAML` is there twice.", ""},
    Explanation{"YAML major version too large", "The text asks for a version of YAML beyond 1.", ""},
};

void report(const YAML::Exception& exception, const TreeBuilder& builder, Diagnostics& diagnostics) {
  const auto end = builder.text().size();
  const auto offset = exception.mark.is_null() ? end : static_cast<std::size_t>(exception.mark.pos);
  if (const auto tab = find_indenting_tab(builder.text(), std::min(offset, end))) {
    diagnostics.error(
        builder.place_of(*tab), "A tab stands where the text is indented.", "YAML is indented with spaces.");
    return;
  }
  const auto place = builder.place_of(std::min(offset, end));
  const auto* const found =
      std::find_if(explanations.begin(), explanations.end(), [&exception](const Explanation& row) {
        return exception.msg.starts_with(row.reason);
      });
  if (found != explanations.end()) {
    diagnostics.error(place, std::string(found->message), std::string(found->hint));
    return;
  }
  diagnostics.error(place, fmt::format("This is not read as YAML: {}.", printable(exception.msg)));
}

void parse(TreeBuilder& builder, Diagnostics& diagnostics) {
  TextBuffer buffer(builder.text());
  std::istream stream(&buffer);
  try {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) {
      diagnostics.error(builder.place_of(0), "The text holds no value.");
      return;
    }
    // Exactly once more: yaml-cpp 0.7 gives documents without end for `, x`.
    parser.HandleNextDocument(builder);
    if (const auto quote = find_open_quote(builder.text(), builder.last_scalar())) {
      diagnostics.error(builder.place_of(*quote), "The quoted text that begins here is never closed.");
    }
  } catch (const Stop&) {
    return;
  } catch (const YAML::DeepRecursion& exception) {
    diagnostics.error(builder.place_of(static_cast<std::size_t>(std::max(exception.mark.pos, 0))),
                      "Values are nested too deep here.");
  } catch (const YAML::Exception& exception) {
    report(exception, builder, diagnostics);
  }
}

}  // namespace

std::optional<Value> read_yaml(const SourcePtr& source, Diagnostics& diagnostics, const ReadLimits& limits) {
  Diagnostics found;
  TreeBuilder builder(source, found, limits);
  if (source->text.size() > limits.yaml_bytes) {
    found.error({source, {}},
                fmt::format("The text has more than {} bytes of YAML.", limits.yaml_bytes),
                "As JSON it may be longer.");
  } else if (const auto fault = find_yaml_text_fault(builder.text())) {
    found.error(builder.place_of(fault->offset), fault->message, fault->hint);
  } else {
    parse(builder, found);
  }
  for (const Diagnostic& diagnostic : found.list())
    diagnostics.add(diagnostic);
  if (found.has_errors()) return std::nullopt;
  return builder.take_root();
}

}  // namespace conform
