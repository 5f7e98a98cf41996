#include "runner/journal/curl.hpp"

#include "runner/plan/curl.hpp"
#include "runner/plan/hurl.hpp"

#include <algorithm>

namespace conform {
namespace {

constexpr std::size_t longest_content = 2048;

/// `http://host:port` of a URL.
std::string_view origin_of(std::string_view url) {
  const std::size_t authority = url.find("://");
  if (authority == std::string_view::npos) return url;
  return url.substr(0, std::min(url.find('/', authority + 3), url.size()));
}

Request without_secrets(const Request& request, const Mask& mask) {
  Request masked = request;
  masked.fields = {};
  for (const Field& field : request.fields)
    masked.fields.add(field.name,
                      mask.hides() && carries_credentials(field.name) ? "•••" : mask.text(field.value));
  masked.content = mask.text(request.content);
  masked.exact = mask.bytes(request.exact);
  masked.target = mask.text(request.target);
  return masked;
}

}  // namespace

std::string curl_line(const Request& request, std::string_view target, const Mask& mask) {
  return to_curl(
      without_secrets(request, mask), mask.text(url_for(request, origin_of(target))), longest_content);
}

std::string hurl_entry(const Request& request, std::string_view target, const Mask& mask) {
  const bool can_be_sent =
      request.exact.empty() && request.version == Version{1, 1} && request.target.starts_with('/');
  if (!can_be_sent) return {};
  Request masked = without_secrets(request, mask);
  const bool is_long = masked.content.size() > longest_content;
  if (is_long) masked.has_content = false;
  std::string entry = to_hurl(masked, mask.text(url_for(request, origin_of(target))));
  return is_long ? entry + "file,content;\n" : entry;
}

}  // namespace conform
