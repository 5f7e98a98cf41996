#pragma once

namespace conform {

/// Several lambdas as one visitor of a variant.
template <class... Functions> struct overloaded : Functions... {
  using Functions::operator()...;
};
template <class... Functions> overloaded(Functions...) -> overloaded<Functions...>;

}  // namespace conform
