#include "runner/http/status.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

using enum Status::Standing;
using Retry = Status::Retry;

// The IANA registry of HTTP status codes, the RFCs that it names, and the codes of vendors that are seen in
// practice. Retry: what a client may repeat without thinking, by the list of the status code page that
// ../shared/seeds holds: 408, 429, 502, 503, 504, and 500 if it wants to.
constexpr std::array<Status, 92> catalogue = {{
    // One entry, two to four lines.
    // clang-format off
    {100, "Continue", "", "RFC 9110 §15.2.1",
     registered, false, Retry::no, "", "",
     "The beginning of the request was received and nothing speaks against sending the rest. A final "
     "response follows."},
    {101, "Switching Protocols", "", "RFC 9110 §15.2.2",
     registered, false, Retry::no, "Upgrade, Connection", "",
     "The server agrees to the protocol change that the request asked for; the bytes after the empty "
     "line belong to the new protocol."},
    {102, "Processing", "", "RFC 2518 §10.1",
     registered, false, Retry::no, "", "",
     "The request was taken in whole and still needs time. WebDAV dropped the code, the registry keeps "
     "it. A final response follows."},
    {103, "Early Hints", "Checkpoint (an old proposal for resumable uploads)", "RFC 8297 §2",
     registered, false, Retry::no, "", "Link",
     "Fields that the final response is likely to carry, so that a client can begin to fetch what they "
     "name. A final response follows."},
    {104, "Upload Resumption Supported", "", "draft-ietf-httpbis-resumable-upload",
     experimental, false, Retry::no, "", "Location",
     "The server can take up an upload again where it broke off. A temporary registration. A final "
     "response follows."},
    {200, "OK", "", "RFC 9110 §15.3.1",
     registered, true, Retry::no, "", "",
     "The request succeeded; what the content stands for depends on the method."},
    {201, "Created", "", "RFC 9110 §15.3.2",
     registered, true, Retry::no, "", "Location",
     "A new resource exists now. Location names it; without one it is the target of the request."},
    {202, "Accepted", "", "RFC 9110 §15.3.3",
     registered, true, Retry::no, "", "",
     "The request was accepted, but its work is not done and may yet be refused. The content should say "
     "how it stands."},
    {203, "Non-Authoritative Information", "", "RFC 9110 §15.3.4",
     registered, true, Retry::no, "", "",
     "A success whose content was changed by a transforming proxy on the way."},
    {204, "No Content", "", "RFC 9110 §15.3.5",
     registered, false, Retry::no, "", "",
     "The request succeeded and there is nothing to send. The message ends with the empty line."},
    {205, "Reset Content", "", "RFC 9110 §15.3.6",
     registered, false, Retry::no, "", "",
     "The request succeeded and the view that it came from should be set back to its beginning. There is "
     "no content."},
    {206, "Partial Content", "", "RFC 9110 §15.3.7",
     registered, true, Retry::no, "Content-Range", "",
     "The part, or the parts, of the representation that the Range field asked for."},
    {207, "Multi-Status", "", "RFC 4918 §11.1",
     registered, true, Retry::no, "", "",
     "Several independent results, each with a status of its own, in one WebDAV document."},
    {208, "Already Reported", "", "RFC 5842 §7.1",
     registered, true, Retry::no, "", "",
     "Used inside a multi-status document: the members of this binding were listed before."},
    {218, "This Is Fine", "", "Apache httpd users",
     vendor, true, Retry::no, "", "",
     "Lets an error page of a backend pass through a proxy unchanged; to HTTP it is a plain success."},
    {226, "IM Used", "", "RFC 3229 §10.4.1",
     registered, true, Retry::no, "ETag, IM", "",
     "The content is the result of the instance manipulations in IM, such as a difference to an older "
     "version."},
    {300, "Multiple Choices", "", "RFC 9110 §15.4.1",
     registered, true, Retry::no, "", "",
     "The resource has several representations, each at a place of its own; the content lists them. "
     "Location names the one that the server prefers."},
    {301, "Moved Permanently", "", "RFC 9110 §15.4.2",
     registered, true, Retry::no, "", "Location",
     "The resource has a new address for good, and references should be updated."},
    {302, "Found", "Moved Temporarily", "RFC 9110 §15.4.3",
     registered, true, Retry::no, "", "Location",
     "The resource is somewhere else for the time being; this address stays the right one."},
    {303, "See Other", "", "RFC 9110 §15.4.4",
     registered, true, Retry::no, "", "Location",
     "The answer is to be fetched from another resource with GET."},
    {304, "Not Modified", "", "RFC 9110 §15.4.5",
     registered, false, Retry::no, "", "",
     "The condition of the request shows that the client has the current representation; nothing is sent "
     "again."},
    {305, "Use Proxy", "", "RFC 9110 §15.4.6",
     registered, true, Retry::no, "", "",
     "Once told a client to repeat the request through a proxy. Deprecated, since it is not safe."},
    {306, "(Unused)", "Switch Proxy", "RFC 9110 §15.4.7",
     unused, true, Retry::no, "", "", "Reserved. An early draft used it to name a proxy for later requests."},
    {307, "Temporary Redirect", "", "RFC 9110 §15.4.8",
     registered, true, Retry::no, "", "Location",
     "The resource is somewhere else for the time being; the request is repeated there with the same "
     "method."},
    {308, "Permanent Redirect", "Resume Incomplete (Google uploads)", "RFC 9110 §15.4.9",
     registered, true, Retry::no, "", "Location",
     "The resource has a new address for good; the request is repeated there with the same method."},
    {400, "Bad Request", "", "RFC 9110 §15.5.1",
     registered, true, Retry::no, "", "",
     "The server takes the request itself for faulty: its syntax, its framing or its routing."},
    {401, "Unauthorized", "", "RFC 9110 §15.5.2",
     registered, true, Retry::no, "WWW-Authenticate", "",
     "Valid credentials are needed; the field says which kind."},
    {402, "Payment Required", "", "RFC 9110 §15.5.3",
     registered, true, Retry::no, "", "", "Reserved. Some interfaces use it for bills that are due."},
    {403, "Forbidden", "", "RFC 9110 §15.5.4",
     registered, true, Retry::no, "", "",
     "The request was understood and is refused; other credentials may or may not help."},
    {404, "Not Found", "", "RFC 9110 §15.5.5",
     registered, true, Retry::no, "", "",
     "There is no current representation here, or the server does not admit that there is one."},
    {405, "Method Not Allowed", "", "RFC 9110 §15.5.6",
     registered, true, Retry::no, "Allow", "",
     "The resource is there but does not support this method; Allow lists those that it does."},
    {406, "Not Acceptable", "", "RFC 9110 §15.5.7",
     registered, true, Retry::no, "", "",
     "No representation meets the preferences of the request; the content should list what there is."},
    {407, "Proxy Authentication Required", "", "RFC 9110 §15.5.8",
     registered, true, Retry::no, "Proxy-Authenticate", "",
     "The proxy needs credentials; the field says which kind."},
    {408, "Request Timeout", "", "RFC 9110 §15.5.9",
     registered, true, Retry::yes, "", "",
     "The request did not arrive in whole in the time that the server waits."},
    {409, "Conflict", "", "RFC 9110 §15.5.10",
     registered, true, Retry::no, "", "",
     "The request does not fit the present state of the resource; the content should help to solve it."},
    {410, "Gone", "", "RFC 9110 §15.5.11",
     registered, true, Retry::no, "", "", "The resource was here and will most likely not come back."},
    {411, "Length Required", "", "RFC 9110 §15.5.12",
     registered, true, Retry::no, "", "", "The server wants to know the length of the content beforehand."},
    {412, "Precondition Failed", "", "RFC 9110 §15.5.13",
     registered, true, Retry::no, "", "", "A condition in the fields of the request does not hold."},
    {413, "Content Too Large", "Payload Too Large, Request Entity Too Large", "RFC 9110 §15.5.14",
     registered, true, Retry::no, "", "Retry-After",
     "The content of the request is larger than the server will process; Retry-After says so when that "
     "is temporary."},
    {414, "URI Too Long", "Request-URI Too Long", "RFC 9110 §15.5.15",
     registered, true, Retry::no, "", "", "The target of the request is longer than the server will read."},
    {415, "Unsupported Media Type", "", "RFC 9110 §15.5.16",
     registered, true, Retry::no, "", "",
     "The media type or the content coding of the request is not one that this resource takes."},
    {416, "Range Not Satisfiable", "Requested Range Not Satisfiable", "RFC 9110 §15.5.17",
     registered, true, Retry::no, "", "Content-Range",
     "None of the ranges asked for can be served; Content-Range tells the current length."},
    {417, "Expectation Failed", "", "RFC 9110 §15.5.18",
     registered, true, Retry::no, "", "", "A server on the way cannot meet what the Expect field asks."},
    {418, "(Unused)", "I'm a teapot", "RFC 9110 §15.5.19",
     unused, true, Retry::no, "", "", "Reserved, for the sake of an old joke about coffee pots."},
    {419, "Page Expired", "Insufficient Space on Resource (early WebDAV)", "Laravel",
     vendor, true, Retry::no, "", "",
     "The token against forged forms is missing or too old. 401 or 403 says that to every client."},
    {420, "Enhance Your Calm", "Method Failure (early WebDAV)", "Twitter API v1",
     vendor, true, Retry::no, "", "", "Too many requests; 429 is the registered code for that."},
    {421, "Misdirected Request", "", "RFC 9110 §15.5.20",
     registered, true, Retry::no, "", "",
     "This server does not answer for the authority that the request names. Another connection may reach "
     "one that does."},
    {422, "Unprocessable Content", "Unprocessable Entity", "RFC 9110 §15.5.21",
     registered, true, Retry::no, "", "",
     "The content is well formed and of a known type, but what it asks cannot be done."},
    {423, "Locked", "", "RFC 4918 §11.3",
     registered, true, Retry::no, "", "", "The resource, or one that the method needs, is locked."},
    {424, "Failed Dependency", "", "RFC 4918 §11.4",
     registered, true, Retry::no, "", "", "Not done, because another action that it depends on failed."},
    {425, "Too Early", "", "RFC 8470 §5.2",
     registered, true, Retry::no, "", "",
     "The request came in early TLS data and might be a replay; it can be sent again after the "
     "handshake."},
    {426, "Upgrade Required", "", "RFC 9110 §15.5.22",
     registered, true, Retry::no, "Upgrade, Connection", "",
     "The server refuses this protocol but would answer in one of those that Upgrade names."},
    {428, "Precondition Required", "", "RFC 6585 §3",
     registered, true, Retry::no, "", "",
     "The request must be conditional, so that no other change is lost."},
    {429, "Too Many Requests", "", "RFC 6585 §4",
     registered, true, Retry::yes, "", "Retry-After",
     "The client sent too many requests in a time; Retry-After may tell how long to wait."},
    {430, "Request Header Fields Too Large", "Security Rejection", "Shopify",
     vendor, true, Retry::no, "", "",
     "Refused by the shop platform, once for too many requests, now for ones that look hostile."},
    {431, "Request Header Fields Too Large", "", "RFC 6585 §5",
     registered, true, Retry::no, "", "",
     "The header fields, or one of them, are too large to be processed."},
    {440, "Login Time-out", "", "Microsoft IIS",
     vendor, true, Retry::no, "", "",
     "The session has ended and the user must log in again; 401 is the registered code for that."},
    {444, "No Response", "", "nginx",
     vendor, true, Retry::no, "", "",
     "Stands in the logs where the server closed the connection without an answer."},
    {449, "Retry With", "", "Microsoft [MS-WDV]",
     vendor, true, Retry::no, "", "Ms-Echo-Request",
     "The request lacks something that the user must supply first; it is then sent again."},
    {450, "Blocked by Windows Parental Controls", "", "Microsoft",
     vendor, true, Retry::no, "", "", "A family filter on the client machine keeps the page away."},
    {451, "Unavailable For Legal Reasons", "Redirect (Exchange ActiveSync)", "RFC 7725 §3",
     registered, true, Retry::no, "", "Link",
     "Access is denied because the law demands it; Link may name who enforces that."},
    {494, "Request Header Too Large", "", "nginx",
     vendor, true, Retry::no, "", "",
     "An internal mark for header fields beyond the limit; clients get 400."},
    {495, "SSL Certificate Error", "", "nginx",
     vendor, true, Retry::no, "", "",
     "An internal mark for a client certificate that was not accepted; clients get 400."},
    {496, "SSL Certificate Required", "", "nginx",
     vendor, true, Retry::no, "", "",
     "An internal mark for a client certificate that was not sent; clients get 400."},
    {497, "HTTP Request Sent to HTTPS Port", "", "nginx",
     vendor, true, Retry::no, "", "", "An internal mark for plain HTTP on a TLS port; clients get 400."},
    {498, "Invalid Token", "", "Esri ArcGIS",
     vendor, true, Retry::no, "", "",
     "The access token is wrong or has expired; 401 is the registered code for that."},
    {499, "Client Closed Request", "Token Required (Esri ArcGIS)", "nginx",
     vendor, true, Retry::no, "", "", "Stands in the logs where the client went away before the answer."},
    {500, "Internal Server Error", "", "RFC 9110 §15.6.1",
     registered, true, Retry::if_wanted, "", "",
     "Something unforeseen kept the server from fulfilling the request."},
    {501, "Not Implemented", "", "RFC 9110 §15.6.2",
     registered, true, Retry::no, "", "",
     "The server does not have what the request needs, usually the method, for any resource."},
    {502, "Bad Gateway", "", "RFC 9110 §15.6.3",
     registered, true, Retry::yes, "", "",
     "A gateway got an answer from the server behind it that it could not use."},
    {503, "Service Unavailable", "", "RFC 9110 §15.6.4",
     registered, true, Retry::yes, "", "Retry-After",
     "Overload or maintenance; it should pass. Retry-After may tell when."},
    {504, "Gateway Timeout", "", "RFC 9110 §15.6.5",
     registered, true, Retry::yes, "", "", "A gateway got no answer in time from the server behind it."},
    {505, "HTTP Version Not Supported", "", "RFC 9110 §15.6.6",
     registered, true, Retry::no, "", "",
     "The server does not speak, or will not speak, this major version of HTTP."},
    {506, "Variant Also Negotiates", "", "RFC 2295 §8.1",
     registered, true, Retry::no, "", "",
     "The configuration is in a circle: the chosen variant would itself negotiate."},
    {507, "Insufficient Storage", "", "RFC 4918 §11.5",
     registered, true, Retry::no, "", "",
     "There is no room to store what the request needs. Not to be repeated without the user."},
    {508, "Loop Detected", "", "RFC 5842 §7.2",
     registered, true, Retry::no, "", "", "A request of infinite depth ran into a loop of bindings."},
    {509, "Bandwidth Limit Exceeded", "", "Apache modules and hosting panels",
     vendor, true, Retry::no, "", "", "The site has used up its transfer volume."},
    {510, "Not Extended", "", "RFC 2774 §7",
     experimental, true, Retry::no, "", "",
     "The request lacks an extension that the resource demands. Historic."},
    {511, "Network Authentication Required", "", "RFC 6585 §6",
     registered, true, Retry::no, "", "",
     "A captive portal wants a login before it lets the client into the network; the content links to "
     "it."},
    {512, "", "", "seen without a known meaning",
     vendor, true, Retry::no, "", "", "Has no known meaning; probably a slip for 521."},
    {520, "Web Server Returned an Unknown Error", "", "Cloudflare",
     vendor, true, Retry::no, "", "", "The origin answered something that the edge could not understand."},
    {521, "Web Server Is Down", "", "Cloudflare",
     vendor, true, Retry::no, "", "", "The origin refused the connection of the edge."},
    {522, "Connection Timed Out", "", "Cloudflare",
     vendor, true, Retry::no, "", "", "The edge could not connect to the origin in time."},
    {523, "Origin Is Unreachable", "", "Cloudflare",
     vendor, true, Retry::no, "", "", "The edge found no way to the origin."},
    {524, "A Timeout Occurred", "", "Cloudflare",
     vendor, true, Retry::no, "", "", "The origin took the connection but did not answer in time."},
    {525, "SSL Handshake Failed", "", "Cloudflare",
     vendor, true, Retry::no, "", "", "The TLS handshake between edge and origin failed."},
    {526, "Invalid SSL Certificate", "", "Cloudflare",
     vendor, true, Retry::no, "", "", "The edge could not trust the certificate of the origin."},
    {527, "Railgun Error", "", "Cloudflare",
     vendor, true, Retry::no, "", "",
     "The link between the edge and its accelerator broke; the product no longer exists."},
    {529, "Site Is Overloaded", "", "Qualys SSL Labs and others",
     vendor, true, Retry::no, "", "", "Too much to do at present; 503 is the registered code for that."},
    {530, "Origin DNS Error", "Site Is Frozen (Pantheon)", "Cloudflare",
     vendor, true, Retry::no, "", "", "The name of the origin could not be resolved, or the site is frozen."},
    {598, "Network Read Timeout Error", "", "some proxies",
     vendor, true, Retry::no, "", "", "A proxy waited in vain for an answer from behind it."},
    {599, "Network Connect Timeout Error", "", "some proxies",
     vendor, true, Retry::no, "", "", "A proxy waited in vain for a connection to the server behind it."},
    // clang-format on
}};

constexpr bool code_before(const Status& status, int code) { return status.code < code; }

static_assert(std::ranges::is_sorted(catalogue, std::ranges::less_equal{}, &Status::code));

}  // namespace

std::span<const Status> statuses() { return catalogue; }

const Status* find_status(int code) {
  const auto* found = std::lower_bound(catalogue.begin(), catalogue.end(), code, code_before);
  return found != catalogue.end() && found->code == code ? found : nullptr;
}

const Status* status_or_class(int code) {
  if (code < 100 || code > 599) {
    return nullptr;
  }
  const Status* exact = find_status(code);
  return exact != nullptr ? exact : find_status(code / 100 * 100);
}

std::string_view reason_for(int code) {
  const Status* status = find_status(code);
  return status != nullptr && status->standing != unused ? status->name : std::string_view{};
}

std::string_view class_name(int code) {
  constexpr std::array<std::string_view, 5> names = {
      "Informational", "Successful", "Redirection", "Client Error", "Server Error"};
  return code < 100 || code > 599 ? std::string_view{} : names[static_cast<std::size_t>(code / 100 - 1)];
}

}  // namespace conform
