#pragma once

#include <string_view>

namespace conform {

/// Whether an answer of this status looks no further than who asks (401, 403, 407), whether there is anything
/// to ask (404, 405, 410, 501), or whether it is a good time (408, 429, 503).
[[nodiscard]] bool is_about_no_input(int status);

/// What a run in which every answer was of this kind hints at: a question to the user.
[[nodiscard]] std::string_view question_after(int status);

}  // namespace conform
