#include "runner/cli/completion.hpp"

#include "runner/cli/report_files.hpp"
#include "runner/plan/selection.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace conform {
namespace {

/// What can follow an option, as words; nothing when it is a file or free text.
std::vector<std::string> words_after(const OptionRow& option) {
  if (option.type != "REPORTS") return option.choices;
  std::vector<std::string> kinds;
  for (const ReportKind& kind : report_kinds())
    kinds.push_back(std::string(kind.name) + "=");
  return kinds;
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words)
    all += (all.empty() ? "" : " ") + word;
  return all;
}

/// Every way to write the option.
std::vector<std::string> spellings(const OptionRow& option) {
  std::vector<std::string> all;
  if (!option.name.empty()) all.push_back("--" + option.name);
  if (!option.letter.empty()) all.push_back("-" + option.letter);
  if (!option.opposite.empty()) all.push_back("--" + option.opposite);
  return all;
}

std::vector<std::string> names_of(const std::vector<CommandRow>& commands) {
  std::vector<std::string> names;
  for (const CommandRow& command : commands)
    names.push_back(command.name);
  return names;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

/// Up to the first sentence or remark, for a list.
std::string in_short(const std::string& text) { return text.substr(0, text.find_first_of(";(:")); }

std::string bash_values(const CommandRow& command) {
  std::string cases;
  for (const OptionRow& option : command.options) {
    if (option.is_flag()) continue;
    std::string names;
    for (const std::string& name : spellings(option))
      names += (names.empty() ? "" : "|") + name;
    const auto words = words_after(option);
    const bool is_file = option.type == "FILE" || option.type == "DIR";
    const std::string action = !words.empty()          ? "words='" + joined(words) + "'"
                               : option.type == "FILE" ? "files=-f"
                               : is_file               ? "files=-d"
                                                       : "return";
    cases += fmt::format("        {}) {} ;;\n", names, action);
  }
  return cases;
}

std::string for_bash(const CommandTable& table) {
  std::string cases;
  for (const CommandRow& command : table.commands) {
    std::vector<std::string> options;
    for (const OptionRow& option : command.options)
      for (const std::string& name : spellings(option))
        if (name.size() > 2) options.push_back(name);
    cases += "    " + command.name + ")\n      options='" + joined(options) + "'\n      case $before in\n" +
             bash_values(command) + "      esac ;;\n";
  }
  return R"(# bash completion for conform; read it with: source <(conform completion bash)
_conform() {
  local now=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words= files= options=
  # Bash takes --name=value apart at the sign.
  if [[ $now == = ]]; then
    now=
  elif [[ $before == = ]]; then
    before=${COMP_WORDS[COMP_CWORD-2]}
  fi
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W ')" +
         joined(names_of(table.commands)) + R"( --help --version' -- "$now"))
    return
  fi
  case ${COMP_WORDS[1]} in
)" + cases +
         R"(    *) return ;;
  esac
  if [[ -n $words ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$now"))
    [[ $words == *= ]] && compopt -o nospace 2>/dev/null
  elif [[ -n $files || $now != -* ]]; then
    compopt -o filenames 2>/dev/null
    local IFS=$'\n'
    COMPREPLY=($(compgen ${files:--f} -- "$now"))
  else
    COMPREPLY=($(compgen -W "$options" -- "$now"))
  fi
}
complete -F _conform conform
)";
}

/// In single quotes, inside the brackets of an option of `_arguments`.
std::string zsh_text(const std::string& text) {
  std::string all = replaced(in_short(text), "'", "'\\''");
  for (const char* mark : {"[", "]"})
    all = replaced(all, mark, "\\" + std::string(mark));
  return all;
}

std::string zsh_option(const OptionRow& option, const std::string& name) {
  std::string line = option.is_repeatable ? "'*" + name : "'" + name;
  if (!option.is_flag() && name.starts_with("--")) line += "=";
  line += "[" + zsh_text(option.text) + "]";
  if (option.is_flag()) return line + "'";
  const auto words = words_after(option);
  const std::string action = !words.empty()          ? "(" + joined(words) + ")"
                             : option.type == "FILE" ? "_files"
                             : option.type == "DIR"  ? "_files -/"
                                                     : " ";
  return line + ":" + zsh_text(option.type) + ":" + action + "'";
}

std::string for_zsh(const CommandTable& table) {
  std::string list;
  std::string cases;
  for (const CommandRow& command : table.commands) {
    list += "    '" + command.name + ":" + zsh_text(command.text) + "'\n";
    cases += "    " + command.name + ")\n      _arguments -s";
    for (const OptionRow& option : command.options)
      for (const std::string& name : spellings(option))
        cases += " \\\n        " + zsh_option(option, name);
    for (const ArgumentRow& argument : command.arguments)
      cases += " \\\n        '" + std::string(argument.is_repeatable ? "*" : "") + ":" + argument.name +
               ":_files'";
    cases += " ;;\n";
  }
  return R"(#compdef conform
# zsh completion for conform; a file _conform in a folder of $fpath, or: source <(conform completion zsh)
_conform() {
  local -a commands=(
)" + list +
         R"(  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
)" + cases +
         R"(  esac
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _conform "$@"
else
  compdef _conform conform
fi
)";
}

std::string fish_text(const std::string& text) {
  return "'" + replaced(replaced(in_short(text), "\\", "\\\\"), "'", "\\'") + "'";
}

std::string fish_option(const std::string& condition, const OptionRow& option) {
  std::string line = "complete -c conform -n " + condition;
  if (!option.letter.empty()) line += " -s " + option.letter;
  if (!option.name.empty()) line += " -l " + option.name;
  const auto words = words_after(option);
  if (!words.empty())
    line += " -x -a '" + joined(words) + "'";
  else if (option.type == "FILE")
    line += " -r -F";
  else if (option.type == "DIR")
    line += " -x -a '(__fish_complete_directories)'";
  else if (!option.is_flag())
    line += " -x";
  line += " -d " + fish_text(option.text) + "\n";
  if (!option.opposite.empty())
    line += "complete -c conform -n " + condition + " -l " + option.opposite + "\n";
  return line;
}

std::string for_fish(const CommandTable& table) {
  std::string all = "# fish completion for conform; read it with: conform completion fish | source\n"
                    "complete -c conform -n __fish_use_subcommand -f -l help -s h\n"
                    "complete -c conform -n __fish_use_subcommand -f -l version\n";
  for (const CommandRow& command : table.commands)
    all += "complete -c conform -n __fish_use_subcommand -f -a " + command.name + " -d " +
           fish_text(command.text) + "\n";
  for (const CommandRow& command : table.commands)
    for (const OptionRow& option : command.options)
      all += fish_option("'__fish_seen_subcommand_from " + command.name + "'", option);
  return all;
}

}  // namespace

std::string completion_for(Shell shell, const CommandTable& table) {
  switch (shell) {
  case Shell::bash: return for_bash(table);
  case Shell::zsh: return for_zsh(table);
  case Shell::fish: break;
  }
  return for_fish(table);
}

}  // namespace conform
