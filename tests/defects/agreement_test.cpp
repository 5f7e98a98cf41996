#include "runner/contract/request_fit.hpp"
#include "runner/http/response_reader.hpp"
#include "runner/openapi/path_template.hpp"
#include "runner/openapi/serialise.hpp"
#include "tests/cli/process.hpp"

#include <iostream>
#include <map>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gtest/gtest.h>

// The clean library refuses exactly what its document refuses: thousands of requests, each with one input
// varied, are held against `fit_of_request` and against what the server answers.

namespace conform::testing {
namespace {

constexpr const char* document_path = CONFORM_SOURCE_DIR "/tests/defects/library.yaml";

std::optional<Api> load_library() {
  conform::Library library({.folders = {CONFORM_SOURCE_DIR "/tests/defects"}});
  Diagnostics diagnostics;
  const auto source = std::make_shared<const Source>(Source{document_path, read_file(document_path)});
  const Document* document = library.open(source, diagnostics);
  return document != nullptr ? load_api(*document, library, diagnostics) : std::nullopt;
}

/// A connection that stays open from one request to the next.
class Client {
public:
  explicit Client(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int yes = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// The status of the answer; 0 when the connection ends before it.
  int ask(const Request& request) {
    std::string bytes = serialise(request, "127.0.0.1", Persistence::keep_alive);
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return 0;
      bytes.erase(0, static_cast<std::size_t>(sent));
    }
    return read_status();
  }

private:
  int read_status() {
    std::string answer;
    std::size_t whole = std::string::npos;
    while (answer.size() < whole) {
      std::array<char, 16'384> piece{};
      const ssize_t count = ::recv(socket_, piece.data(), piece.size(), 0);
      if (count <= 0) return 0;
      answer.append(piece.data(), static_cast<std::size_t>(count));
      const std::size_t head = answer.find("\r\n\r\n");
      if (whole != std::string::npos || head == std::string::npos) continue;
      const std::size_t length = answer.find("Content-Length: ");
      whole = head + 4;
      if (length < head) whole += std::stoul(answer.substr(length + 16));
    }
    return std::stoi(answer.substr(9, 3));
  }

  int socket_ = -1;
};

/// What one request gives for each input: the text in its place, and the content.
struct Inputs {
  std::map<const Parameter*, std::string> texts{};
  std::optional<Body> body{};
};

std::optional<Value> plain_value(const std::vector<Example>& examples, const Schema& schema) {
  if (!examples.empty()) return examples.front().value;
  auto sample = schema.sample({});
  if (auto* value = std::get_if<Value>(&sample)) return std::move(*value);
  return std::nullopt;
}

/// The required inputs, from examples and else from the schema.
Inputs plain_inputs(const Operation& operation, const MediaType* media_type) {
  Inputs inputs;
  for (const Parameter& parameter : operation.parameters) {
    if (!parameter.required) continue;
    const auto value = plain_value(parameter.examples, *parameter.schema);
    if (!value) continue;
    auto text = serialise_parameter(parameter, *value);
    if (auto* written = std::get_if<std::string>(&text)) inputs.texts[&parameter] = std::move(*written);
  }
  if (media_type == nullptr) return inputs;
  const auto value = plain_value(media_type->examples, *media_type->schema);
  if (!value) return inputs;
  auto body = serialise_body(*media_type, *value);
  if (auto* written = std::get_if<Body>(&body)) inputs.body = std::move(*written);
  return inputs;
}

std::string path_of(const Operation& operation, const Inputs& inputs) {
  const auto parsed = parse_path_template(operation.path);
  std::string path = "/v1";
  for (const PathPart& part : std::get<std::vector<PathPart>>(parsed)) {
    if (!part.is_name) path += part.text;
    for (const auto& [parameter, text] : inputs.texts)
      if (part.is_name && parameter->in == ParameterIn::path && parameter->name == part.text) path += text;
  }
  return path;
}

Request request_of(const Operation& operation, const Inputs& inputs) {
  Request request;
  request.method = operation.method;
  request.target = path_of(operation, inputs);
  request.fields = {{"X-Api-Key", "reader-key"}, {"Authorization", "Bearer staff-token"}};
  char separator = '?';
  for (const auto& [parameter, text] : inputs.texts) {
    if (parameter->in == ParameterIn::header) request.fields.add(parameter->name, text);
    if (parameter->in == ParameterIn::cookie) request.fields.add("Cookie", text);
    if (parameter->in != ParameterIn::query || text.empty()) continue;
    request.target += separator + text;
    separator = '&';
  }
  const auto& body = inputs.body;
  if (!body) return request;
  if (!body->content_type.empty()) request.fields.add("Content-Type", body->content_type);
  request.content = body->content;
  request.has_content = true;
  return request;
}

/// Values that fit and values that do not.
std::vector<Value> values_of(const Schema& schema) {
  std::vector<Value> values;
  const VariationWish wish;
  for (const auto& variations : {schema.boundaries(wish), schema.breakings(wish), schema.misdirected(wish)})
    for (const Variation& variation : variations)
      values.push_back(variation.value);
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    auto sample = schema.sample({.size = SampleWish::Size::random, .seed = seed});
    if (auto* value = std::get_if<Value>(&sample)) values.push_back(std::move(*value));
  }
  return values;
}

/// What stands in the place of a parameter when nobody minds its style.
std::string raw_text(const Parameter& parameter, const std::string& value) {
  const bool is_named = parameter.in == ParameterIn::query || parameter.in == ParameterIn::cookie;
  return is_named ? parameter.name + "=" + value : value;
}

std::vector<std::string> texts_for(const Parameter& parameter) {
  std::vector<std::string> texts;
  for (const Value& value : values_of(*parameter.schema)) {
    auto text = serialise_parameter(parameter, value);
    if (auto* written = std::get_if<std::string>(&text)) texts.push_back(std::move(*written));
  }
  for (const char* value :
       {"abc", "1", "-1", "1.0", "1e1", "01", "+1", "true", "TRUE", "a,b", "1,2", "%20", "null"})
    texts.push_back(raw_text(parameter, value));
  if (parameter.in != ParameterIn::path) texts.push_back(raw_text(parameter, ""));
  return texts;
}

/// Requests with one parameter varied, or left out.
void vary_parameters(const Operation& operation, const Inputs& plain, std::vector<Inputs>& all) {
  for (const Parameter& parameter : operation.parameters) {
    if (parameter.required && parameter.in != ParameterIn::path) {
      all.push_back(plain);
      all.back().texts.erase(&parameter);
    }
    for (const std::string& text : texts_for(parameter)) {
      all.push_back(plain);
      all.back().texts[&parameter] = text;
    }
    const auto given = plain.texts.find(&parameter);
    if (parameter.in != ParameterIn::query || given == plain.texts.end()) continue;
    all.push_back(plain);
    all.back().texts[&parameter] = given->second + "&" + given->second;
  }
}

/// Requests with the content varied.
void vary_content(const MediaType& media_type, const Inputs& plain, std::vector<Inputs>& all) {
  for (const Value& value : values_of(*media_type.schema)) {
    auto body = serialise_body(media_type, value);
    auto* written = std::get_if<Body>(&body);
    if (written == nullptr) continue;
    all.push_back(plain);
    all.back().body = std::move(*written);
  }
  for (const char* content : {"", "{", "[]", "null", "1", R"({"a":1,"a":2})", "\xFF", R"("\ud800")"}) {
    all.push_back(plain);
    all.back().body = Body{media_type.name, content};
  }
  if (!plain.body) return;
  for (const char* type : {"application/xml", "text/html", ""}) {
    all.push_back(plain);
    all.back().body = Body{type, plain.body->content};
  }
}

std::vector<Inputs> varied(const Operation& operation, const MediaType* media_type) {
  const Inputs plain = plain_inputs(operation, media_type);
  std::vector<Inputs> all = {plain};
  vary_parameters(operation, plain, all);
  if (media_type != nullptr) vary_content(*media_type, plain, all);
  return all;
}

struct Tally {
  std::size_t good = 0;
  std::size_t bad = 0;
};

/// Whether the server finds no fault with the request; 404 and 409 speak of what there is.
bool is_taken(int status) { return (status >= 200 && status < 300) || status == 404 || status == 409; }

void compare(Client& client, const Operation& operation, const Request& request, Tally& tally) {
  const RequestFit fit = fit_of_request(operation, request);
  if (!fit.undecided.empty()) return;
  const int status = client.ask(request);
  const std::string fault = fit.faults.empty() ? "nothing" : fit.faults.front().message;
  const std::string shown = operation.name() + " " + request.target + "\n" + request.content.substr(0, 600);
  EXPECT_NE(status, 0) << shown;
  EXPECT_LT(status, 500) << shown;
  EXPECT_EQ(is_taken(status), fit.faults.empty())
      << shown << "\nis answered with " << status << ", and wrong with it is " << fault;
  ++(fit.faults.empty() ? tally.good : tally.bad);
}

TEST(CleanLibrary, RefusesWhatItsDocumentRefusesAndNothingElse) {
  const auto api = load_library();
  ASSERT_TRUE(api);
  Background server({CONFORM_SOURCE_DIR "/tests/defects/server.py"});
  Client client(std::stoi(server.wait_for("127\\.0\\.0\\.1:([0-9]+)[^0-9]")));
  Tally tally;
  for (const Operation& operation : api->operations) {
    std::vector<const MediaType*> media_types = {nullptr};
    const auto& body = operation.request_body;
    if (body) media_types.clear();
    for (std::size_t at = 0; body && at < body->content.size(); ++at)
      media_types.push_back(&body->content[at]);
    for (const MediaType* media_type : media_types)
      for (const Inputs& inputs : varied(operation, media_type))
        compare(client, operation, request_of(operation, inputs), tally);
  }
  std::cout << tally.good << " good requests, " << tally.bad << " bad ones\n";
  EXPECT_GT(tally.good, 500U);
  EXPECT_GT(tally.bad, 500U);
}

}  // namespace
}  // namespace conform::testing
