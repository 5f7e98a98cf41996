#include "runner/openapi/api.hpp"

namespace conform {

const DocumentedResponse* Operation::response_for(int status) const {
  const DocumentedResponse* of_class = nullptr;
  const DocumentedResponse* otherwise = nullptr;
  for (const DocumentedResponse& response : responses) {
    if (!response.status.covers(status)) continue;
    if (response.status.kind == StatusPattern::Kind::exact) return &response;
    if (response.status.kind == StatusPattern::Kind::status_class) of_class = &response;
    if (response.status.kind == StatusPattern::Kind::other) otherwise = &response;
  }
  return of_class != nullptr ? of_class : otherwise;
}

int only_status(const Operation& operation) {
  if (operation.responses.size() != 1) return 0;
  const StatusPattern& status = operation.responses.front().status;
  return status.kind == StatusPattern::Kind::exact ? status.value : 0;
}

std::vector<std::string> Api::methods_of(std::string_view path) const {
  std::vector<std::string> methods;
  for (const Operation& operation : operations) {
    if (operation.path == path) methods.push_back(operation.method);
  }
  return methods;
}

}  // namespace conform
