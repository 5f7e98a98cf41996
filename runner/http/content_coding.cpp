#include "runner/http/content_coding.hpp"

#include "runner/http/fields.hpp"
#include "runner/text/words.hpp"

#include <brotli/decode.h>
#include <zlib.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace conform {
namespace {

constexpr std::size_t piece = 64U << 10U;

/// The end of decoding, or that there is more.
enum class Step { more, done, cut_short, broken, too_long };

struct Output {
  std::string text{};
  std::size_t most = 0;

  [[nodiscard]] bool add(const unsigned char* bytes, std::size_t count) {
    if (count > most - text.size()) return false;
    text.append(reinterpret_cast<const char*>(bytes), count);  // NOLINT: bytes are text here
    return true;
  }
};

std::size_t most_from(std::size_t input, const DecodingLimits& limits) {
  const std::size_t by_ratio = input > limits.most / limits.ratio ? limits.most : input * limits.ratio;
  return std::min(limits.most, std::max(limits.free, by_ratio));
}

struct Stepped {
  Step end = Step::cut_short;
  std::string text{};
  std::size_t left_over = 0;  ///< bytes behind the end of the coded data
};

/// zlib's stream, ended with the object.
class Inflater {
public:
  explicit Inflater(int window_bits) { ready_ = inflateInit2(&stream_, window_bits) == Z_OK; }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }

  /// One zlib or gzip stream from the front of `coded`, which is shortened by it.
  Step run(std::string_view& coded, Output& output) {
    if (!ready_ || inflateReset(&stream_) != Z_OK) return Step::broken;
    // zlib reads only, but says so only where a macro asks for it.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(coded.data()));  // NOLINT
    stream_.avail_in = static_cast<uInt>(coded.size());
    Step step = Step::more;
    while (step == Step::more)
      step = next(output);
    coded.remove_prefix(coded.size() - stream_.avail_in);
    return step;
  }

private:
  Step next(Output& output) {
    stream_.next_out = buffer_.data();
    stream_.avail_out = static_cast<uInt>(buffer_.size());
    const int result = inflate(&stream_, Z_NO_FLUSH);
    if (!output.add(buffer_.data(), buffer_.size() - stream_.avail_out)) return Step::too_long;
    if (result == Z_STREAM_END) return Step::done;
    if (result != Z_OK && result != Z_BUF_ERROR) return Step::broken;
    const bool is_stuck = stream_.avail_in == 0 && stream_.avail_out > 0;
    return is_stuck ? Step::cut_short : Step::more;
  }

  z_stream stream_{};
  bool ready_ = false;
  std::vector<unsigned char> buffer_ = std::vector<unsigned char>(piece);
};

// RFC 1952 §2.2: one member after the other.
Stepped gunzip(std::string_view coded, std::size_t most) {
  Output output{.most = most};
  Inflater inflater(15 + 16);
  Step step = Step::cut_short;
  do {
    step = inflater.run(coded, output);
  } while (step == Step::done && coded.starts_with("\x1f\x8b"));
  return {step, std::move(output.text), coded.size()};
}

enum class Wrapper { zlib, none };
Stepped inflate_once(std::string_view coded, std::size_t most, Wrapper wrapper) {
  Output output{.most = most};
  Inflater inflater(wrapper == Wrapper::zlib ? 15 : -15);
  const Step step = inflater.run(coded, output);
  return {step, std::move(output.text), coded.size()};
}

struct EndBrotli {
  void operator()(BrotliDecoderState* state) const { BrotliDecoderDestroyInstance(state); }
};

Stepped unbrotli(std::string_view coded, std::size_t most) {
  const std::unique_ptr<BrotliDecoderState, EndBrotli> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr));
  if (!state) return {Step::broken, {}, 0};
  Output output{.most = most};
  std::size_t left = coded.size();
  const auto* next = reinterpret_cast<const std::uint8_t*>(coded.data());  // NOLINT: brotli reads bytes
  while (true) {
    std::size_t none = 0;
    const auto result = BrotliDecoderDecompressStream(state.get(), &left, &next, &none, nullptr, nullptr);
    while (BrotliDecoderHasMoreOutput(state.get()) != 0) {
      std::size_t count = 0;
      const auto* bytes = BrotliDecoderTakeOutput(state.get(), &count);
      if (!output.add(bytes, count)) return {Step::too_long, std::move(output.text), left};
    }
    if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) continue;
    const Step end = result == BROTLI_DECODER_RESULT_SUCCESS            ? Step::done
                     : result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT ? Step::cut_short
                                                                        : Step::broken;
    return {end, std::move(output.text), left};
  }
}

bool is_gzip(std::string_view coding) {
  return equals_ignoring_case(coding, "gzip") || equals_ignoring_case(coding, "x-gzip");
}

// RFC 9110 §8.4.1.2: the zlib format. Some send bare deflate data; what they mean is taken, and the fault
// told.
Stepped undeflate(std::string_view coded, std::size_t most, Decoded& decoded) {
  auto stepped = inflate_once(coded, most, Wrapper::zlib);
  if (stepped.end != Step::broken) return stepped;
  auto bare = inflate_once(coded, most, Wrapper::none);
  if (bare.end != Step::done || bare.left_over > 0) return stepped;
  decoded.fault = "The content is bare deflate data, without the zlib wrapper that `deflate` stands for.";
  return bare;
}

std::string called(std::string_view coding) { return "`" + shortened(printable(coding), 40) + "`"; }

// Removes one coding from `decoded.content`; false when there is no use in going on.
bool remove(std::string_view coding, const DecodingLimits& limits, Decoded& decoded) {
  const auto most = most_from(decoded.content.size(), limits);
  const std::string coded = std::move(decoded.content);
  decoded.content.clear();
  auto stepped = is_gzip(coding)                      ? gunzip(coded, most)
                 : equals_ignoring_case(coding, "br") ? unbrotli(coded, most)
                                                      : undeflate(coded, most, decoded);
  if (stepped.end == Step::too_long) {
    decoded.unknown = "under " + called(coding) + " lies more than we take: " + std::to_string(coded.size()) +
                      " bytes became more than " + std::to_string(most);
    return false;
  }
  if (stepped.end == Step::cut_short) decoded.fault = "The " + called(coding) + " data end too early.";
  if (stepped.end == Step::broken) decoded.fault = "The content is no " + called(coding) + " data.";
  decoded.is_usable = stepped.end == Step::done;
  decoded.content = std::move(stepped.text);
  if (stepped.end == Step::done && stepped.left_over > 0) {
    decoded.fault =
        std::to_string(stepped.left_over) + " bytes follow the end of the " + called(coding) + " data.";
  }
  return decoded.is_usable;
}

}  // namespace

bool is_removable_coding(std::string_view coding) {
  return is_gzip(coding) || equals_ignoring_case(coding, "deflate") || equals_ignoring_case(coding, "br");
}

Decoded
decode_content(std::string_view content, std::string_view content_encoding, const DecodingLimits& limits) {
  Decoded decoded{.content = std::string(content), .is_usable = true};
  auto codings = list_members(content_encoding);
  std::erase_if(codings, [](std::string_view one) { return equals_ignoring_case(one, "identity"); });
  if (codings.size() > limits.codings) {
    decoded.is_usable = false;
    decoded.unknown = "there are " + std::to_string(codings.size()) + " content codings, more than we remove";
    return decoded;
  }
  for (auto coding = codings.rbegin(); coding != codings.rend(); ++coding) {
    if (is_removable_coding(*coding) && remove(*coding, limits, decoded)) continue;
    decoded.is_usable = false;
    if (!is_removable_coding(*coding))
      decoded.unknown = "the content coding " + called(*coding) + " is not one that we remove";
    break;
  }
  return decoded;
}

}  // namespace conform
