#include "runner/openapi/form.hpp"
#include "runner/openapi/media_type_name.hpp"
#include "runner/openapi/percent_encoding.hpp"
#include "runner/openapi/read_body.hpp"
#include "runner/openapi/text_tree.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

/// A value whose items stand in one text, `separator` written in any of its forms.
TextTree split_items(std::string_view raw, std::string_view separator) {
  TextTree list = TextTree::list();
  // A comma that is encoded belongs to an item.
  const std::string encoded = separator == "," ? std::string(separator) : percent_encode(separator);
  while (true) {
    std::size_t end = raw.find(separator);
    std::size_t width = separator.size();
    if (const std::size_t other = raw.find(encoded); other < end) {
      end = other;
      width = encoded.size();
    }
    if (const std::size_t plus = separator == " " ? raw.find('+') : end; plus < end) {
      end = plus;
      width = 1;
    }
    list.children.emplace_back("", TextTree::leaf(form_decode(raw.substr(0, end))));
    if (end == std::string_view::npos) return list;
    raw.remove_prefix(end + width);
  }
}

constexpr int deepest_brackets = 100;

/// `name[key][other]=text` into nested maps.
void add_deep(TextTree& tree, const std::string& name, std::string_view text) {
  TextTree* at = &tree;
  std::size_t open = name.find('[');
  std::string key = name.substr(0, open);
  for (int depth = 0; open != std::string::npos && depth < deepest_brackets; ++depth) {
    const std::size_t close = name.find(']', open);
    if (close == std::string::npos) break;
    TextTree* const known = at->find(key);
    if (known == nullptr) at->children.emplace_back(key, TextTree::map());
    at = known != nullptr ? known : &at->children.back().second;
    key = name.substr(open + 1, close - open - 1);
    open = name.find('[', close);
  }
  at->add(key, TextTree::leaf(text));
}

/// A map whose keys are 0, 1, 2 … is how lists are written in brackets.
void make_lists(TextTree& tree) {
  for (auto& [key, child] : tree.children)
    make_lists(child);
  if (tree.kind != TextTree::Kind::map || tree.children.empty()) return;
  for (std::size_t at = 0; at < tree.children.size(); ++at) {
    if (tree.children[at].first != std::to_string(at)) return;
  }
  tree.kind = TextTree::Kind::list;
}

void add_pair(TextTree& tree, const MediaType& media_type, std::string_view raw_name, std::string_view raw) {
  const std::string name = form_decode(raw_name);
  const Encoding* const whole = encoding_of(media_type, name);
  const Encoding* const encoding =
      whole != nullptr ? whole : encoding_of(media_type, name.substr(0, name.find('[')));
  if (encoding == nullptr || !encoding->style) return tree.add(name, TextTree::leaf(form_decode(raw)));
  if (*encoding->style == ParameterStyle::deep_object) return add_deep(tree, name, form_decode(raw));
  if (encoding->explode) return tree.add(name, TextTree::leaf(form_decode(raw)));
  const std::string_view separator = raw_separator(*encoding->style);
  // One text may be one item, or a scalar.
  TextTree items = split_items(raw, separator);
  tree.add(name, items.children.size() == 1 ? std::move(items.children.front().second) : std::move(items));
}

/// One part of a multipart content, RFC 2046 §5.1.
struct Part {
  std::string name{};
  std::string type{};
  std::string_view content{};
};

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(
      out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  return out;
}

/// The parameter `name` of a field value, its quotes taken off (RFC 9110 §5.6.6).
std::optional<std::string> parameter_of(std::string_view value, std::string_view name) {
  bool is_quoted = false;
  for (std::size_t at = 0; at < value.size(); ++at) {
    if (value[at] == '"') is_quoted = !is_quoted;
    if (is_quoted && value[at] == '\\') ++at;
    if (is_quoted || at >= value.size() || value[at] != ';') continue;
    std::string_view rest = value.substr(at + 1);
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
    if (lower(rest.substr(0, name.size())) != name || rest.size() <= name.size() || rest[name.size()] != '=')
      continue;
    rest.remove_prefix(name.size() + 1);
    if (!rest.starts_with('"')) return std::string(rest.substr(0, rest.find_first_of("; \t")));
    std::string text;
    for (std::size_t inside = 1; inside < rest.size() && rest[inside] != '"'; ++inside) {
      if (rest[inside] == '\\' && inside + 1 < rest.size()) ++inside;
      text += rest[inside];
    }
    return text;
  }
  return std::nullopt;
}

/// The name as browsers write it into the quotes (HTML, "multipart/form-data").
std::string unescaped_name(std::string name) {
  constexpr std::array<std::pair<std::string_view, char>, 3> escapes = {
      {{"%22", '"'}, {"%0D", '\r'}, {"%0A", '\n'}}};
  for (const auto& [escape, c] : escapes) {
    for (std::size_t at = 0; (at = name.find(escape, at)) != std::string::npos; ++at)
      name.replace(at, escape.size(), 1, c);
  }
  return name;
}

void read_head(Part& part, std::string_view head) {
  while (!head.empty()) {
    const std::size_t end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 2, head.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string field = lower(line.substr(0, colon));
    const std::string_view value = line.substr(colon + 1);
    if (field == "content-disposition") part.name = unescaped_name(parameter_of(value, "name").value_or(""));
    if (field == "content-type")
      part.type = value.substr(std::min(value.find_first_not_of(' '), value.size()));
  }
}

/// RFC 2046 §5.1.1: `--boundary`, a head, an empty line, the content, until `--boundary--`.
std::variant<std::vector<Part>, Unreadable> split_parts(std::string_view content,
                                                        const std::string& boundary) {
  std::vector<Part> parts;
  const std::string delimiter = "\r\n--" + boundary;
  std::size_t at = 0;
  if (!content.starts_with(std::string_view(delimiter).substr(2))) {
    at = content.find(delimiter);
    if (at == std::string_view::npos)
      return Unreadable{"The boundary of the multipart content is nowhere in it."};
    at += 2;
  }
  while (true) {
    at += delimiter.size() - 2;
    if (content.substr(at, 2) == "--") return parts;
    const std::size_t line_end = content.find("\r\n", at);
    const std::size_t end = line_end == std::string_view::npos ? line_end : content.find(delimiter, line_end);
    if (end == std::string_view::npos)
      return Unreadable{"The last boundary of the multipart content is missing.", at};
    const std::string_view part = content.substr(line_end, end - line_end);
    const std::size_t head_end = part.find("\r\n\r\n");
    if (head_end == std::string_view::npos)
      return Unreadable{"A part has no empty line behind its head.", at};
    Part& added = parts.emplace_back();
    if (head_end > 2) read_head(added, part.substr(2, head_end - 2));
    added.content = part.substr(head_end + 4);
    at = end + 2;
  }
}

TextTree tree_of(const Part& part, const Encoding* encoding) {
  const bool is_joined = encoding != nullptr && encoding->style && !encoding->explode && !encoding->is_file;
  // An object is written as JSON whatever its style.
  if (!is_joined || part.content.starts_with('{')) return TextTree::leaf(part.content);
  TextTree list = TextTree::list();
  const std::string_view separator = raw_separator(*encoding->style);
  std::string_view rest = part.content;
  for (std::size_t end = rest.find(separator); end != std::string_view::npos; end = rest.find(separator)) {
    list.children.emplace_back("", TextTree::leaf(rest.substr(0, end)));
    rest.remove_prefix(end + separator.size());
  }
  if (list.children.empty()) return TextTree::leaf(rest);
  list.children.emplace_back("", TextTree::leaf(rest));
  return list;
}

}  // namespace

Value read_deep_object(std::string_view text, const Parameter& parameter) {
  TextTree tree = TextTree::map();
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(pair.size() + 1, text.size()));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    add_deep(tree,
             form_decode(pair.substr(0, equals)),
             form_decode(pair.substr(std::min(equals + 1, pair.size()))));
  }
  make_lists(tree);
  const TextTree* const own = tree.find(parameter.name);
  const Schema* const schema = parameter.schema.get();
  // Neither an empty object nor an empty list is written at all.
  if (own == nullptr && schema != nullptr && !schema->accepts(Object(), Direction::request)) return Array();
  if (own == nullptr) return Object();
  return value_of(*own, schema, Direction::request);
}

std::variant<Value, Unreadable>
read_form(const MediaType& media_type, std::string_view content, Direction direction) {
  TextTree tree = TextTree::map();
  while (!content.empty()) {
    const std::string_view pair = content.substr(0, content.find('&'));
    content.remove_prefix(std::min(pair.size() + 1, content.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    add_pair(tree, media_type, pair.substr(0, equals), pair.substr(std::min(equals + 1, pair.size())));
  }
  for (auto& [key, child] : tree.children)
    make_lists(child);
  return value_of(std::move(tree), media_type.schema.get(), direction);
}

std::variant<Value, Unreadable> read_multipart(const MediaType& media_type,
                                               std::string_view content_type,
                                               std::string_view content,
                                               Direction direction) {
  const auto boundary = parameter_of(content_type, "boundary");
  if (!boundary || boundary->empty())
    return Unreadable{"The Content-Type of multipart content names no `boundary`."};
  auto split = split_parts(content, *boundary);
  if (auto* fault = std::get_if<Unreadable>(&split)) return std::move(*fault);
  const bool is_form = split_media_type(content_type).subtype == "form-data";
  TextTree tree = is_form ? TextTree::map() : TextTree::list();
  for (const Part& part : std::get<std::vector<Part>>(split)) {
    if (is_form && part.name.empty()) return Unreadable{"A part of the form has no name."};
    TextTree child = tree_of(part, encoding_of(media_type, part.name));
    if (is_form) {
      tree.add(part.name, std::move(child));
    } else {
      tree.children.emplace_back("", std::move(child));
    }
  }
  return value_of(std::move(tree), media_type.schema.get(), direction);
}

}  // namespace conform
