#pragma once

#include "runner/config/config.hpp"
#include "runner/config/reading.hpp"

#include <optional>

namespace conform {

/// The key with this name, or nullptr.
[[nodiscard]] const SettingKey* find_key(const ConfigKeys& keys, std::string_view name);

/// What stands under a key in the place of its option; nothing, with an error, when it is of a wrong kind.
[[nodiscard]] std::optional<Setting>
read_setting(const SettingKey& key, const Value& value, const ConfigReading& reading);

/// `headers:`, a map of names to a text or a list of texts. The values of those that are named like a
/// credential are put into `secrets` as they are written.
[[nodiscard]] std::vector<ConfiguredField>
read_headers(const Value& headers, const ConfigReading& reading, std::vector<std::string>& secrets);

/// `reports:`, a map of kinds to files.
[[nodiscard]] std::vector<ConfiguredReport>
read_reports(const Value& reports, const ConfigKeys& keys, const ConfigReading& reading);

/// `targets:`, a map of names to a URL, or to a map with `url`, `headers`, `auth` and what stands for
/// options.
[[nodiscard]] std::vector<ConfiguredTarget> read_targets(const Value& targets,
                                                         const ConfigKeys& keys,
                                                         const ConfigReading& reading,
                                                         std::vector<std::string>& secrets);

}  // namespace conform
