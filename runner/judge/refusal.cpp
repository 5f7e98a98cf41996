#include "runner/judge/refusal.hpp"

namespace conform {
namespace {

bool is_about_credentials(int status) { return status == 401 || status == 403 || status == 407; }

bool is_about_places(int status) { return status == 404 || status == 405 || status == 410 || status == 501; }

bool is_about_time(int status) { return status == 408 || status == 429 || status == 503; }

}  // namespace

bool is_about_no_input(int status) {
  return is_about_credentials(status) || is_about_places(status) || is_about_time(status);
}

std::string_view question_after(int status) {
  if (is_about_credentials(status)) return "are credentials missing?";
  return is_about_places(status) ? "is there anything at that path, which --target begins?" : "is it ready?";
}

}  // namespace conform
