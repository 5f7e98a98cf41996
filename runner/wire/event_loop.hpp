#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>

// The words in which runner/wire speaks Asio. Everything is bound to the concrete executor of one event
// loop: `any_io_executor` and Beast's streams cost a quarter of the throughput.
namespace conform {

namespace asio = boost::asio;

using Executor = asio::io_context::executor_type;
using Tcp = asio::ip::tcp;
using Socket = asio::basic_stream_socket<Tcp, Executor>;
using Timer = asio::
    basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;
using ErrorCode = boost::system::error_code;

/// A coroutine of the event loop.
template <class Result = void> using Task = asio::awaitable<Result, Executor>;
inline constexpr asio::use_awaitable_t<Executor> awaited{};

}  // namespace conform
