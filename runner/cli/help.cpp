#include "runner/cli/help.hpp"

#include <algorithm>
#include <sstream>

namespace conform {
namespace {

constexpr std::size_t width = 79;
constexpr std::size_t text_column = 26;

/// How many columns the text takes; it has no wide characters.
std::size_t columns_of(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

std::string row(const std::string& name, const std::string& text) {
  std::string line = "  " + name;
  const std::size_t used = columns_of(line);
  const bool fits = used + 2 <= text_column;
  line += fits ? std::string(text_column - used, ' ') : "\n" + std::string(text_column, ' ');
  return line + wrapped(text, width - text_column, text_column) + "\n";
}

}  // namespace

std::string usage_of(const CommandRow& command) {
  std::string line = "conform " + command.name + " [OPTIONS]";
  for (const ArgumentRow& argument : command.arguments) {
    const std::string name = argument.name + (argument.is_repeatable ? "…" : "");
    line += argument.is_needed ? " " + name : " [" + name + "]";
  }
  return line;
}

std::string wrapped(const std::string& text, std::size_t columns, std::size_t indent) {
  std::istringstream words(text);
  std::string all;
  std::size_t used = 0;
  for (std::string word; words >> word;) {
    const std::size_t wide = columns_of(word);
    if (used > 0 && used + 1 + wide > columns) {
      all += "\n" + std::string(indent, ' ');
      used = 0;
    }
    all += (used > 0 ? " " : "") + word;
    used += wide + (used > 0 ? 1 : 0);
  }
  return all;
}

std::string spelling_of(const OptionRow& option) {
  std::string all = option.letter.empty() ? "" : "-" + option.letter;
  if (!option.name.empty()) all += (all.empty() ? "--" : ", --") + option.name;
  if (!option.opposite.empty()) all += ", --" + option.opposite;
  if (!option.type.empty()) all += " " + option.type;
  return all + (option.is_repeatable ? "…" : "");
}

std::string help_of(const CommandRow& command) {
  std::string all = "Usage: " + usage_of(command) + "\n\n" + wrapped(command.text, width, 0) + "\n";
  if (!command.arguments.empty()) all += "\n";
  for (const ArgumentRow& argument : command.arguments)
    all += row(argument.name, argument.text);
  std::string group;
  for (const OptionRow& option : command.options) {
    if (option.group != group) all += "\n" + option.group + ":\n";
    group = option.group;
    all += row(spelling_of(option), option.text);
  }
  return all + (command.examples.empty() ? "" : "\nExamples:\n" + command.examples + "\n");
}

std::string help_of(const CommandTable& table) {
  std::string all = table.program.text + "\n\nUsage: conform COMMAND [OPTIONS] …\n\n";
  for (const CommandRow& command : table.commands) {
    std::string name = command.name;
    for (const ArgumentRow& argument : command.arguments)
      name += " " + argument.name + (argument.is_repeatable ? "…" : "");
    all += row(name, command.text);
  }
  return all + "\n" + table.program.examples + "\n";
}

}  // namespace conform
