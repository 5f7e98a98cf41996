#pragma once

#include "runner/text/source.hpp"

#include <string>
#include <vector>

namespace conform {

/// A key of conform.yaml that stands for an option of the command line, and how it is written.
struct SettingKey {
  enum class Shape {
    one,    ///< a text or a number
    flag,   ///< true or false
    list,   ///< one or several
    words,  ///< one or several, which the option takes with commas between them
    path,   ///< one file, seen from the folder of the configuration
    paths,  ///< one or several of them
  };
  std::string key{};
  std::string option{};  ///< without dashes
  Shape shape = Shape::one;
};

/// What can stand in conform.yaml for the command line.
struct ConfigKeys {
  std::vector<SettingKey> settings{};
  std::vector<std::string> reports{};  ///< kinds of reports, under `reports:`
};

/// What conform.yaml says in the place of an option.
struct Setting {
  std::string option{};               ///< without dashes
  std::vector<std::string> values{};  ///< as words of the command line; of a flag `true` or `false`
  Place where{};
};

}  // namespace conform
