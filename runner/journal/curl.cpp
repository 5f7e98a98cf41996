#include "runner/journal/curl.hpp"

#include "runner/plan/curl.hpp"

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

}  // namespace

std::string curl_line(const Request& request, std::string_view target, const Mask& mask) {
  Request masked = request;
  masked.fields = {};
  for (const Field& field : request.fields)
    masked.fields.add(field.name, carries_credentials(field.name) ? "•••" : mask.text(field.value));
  masked.content = mask.text(request.content);
  masked.exact = mask.bytes(request.exact);
  masked.target = mask.text(request.target);
  return to_curl(masked, mask.text(url_for(request, origin_of(target))), longest_content);
}

}  // namespace conform
