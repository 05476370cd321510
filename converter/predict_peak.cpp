#include "converter/predict_peak.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <system_error>
#include <variant>
#include <vector>

#include "converter/error.h"
#include "converter/io/byte_source.h"
#include "converter/io/input_file.h"
#include "converter/io/prefetched_source.h"
#include "converter/io/processors.h"
#include "converter/layout/derived_tensors.h"
#include "converter/layout/transposition.h"
#include "converter/network/attention_blocks.h"
#include "converter/network/network_reader.h"

namespace tidemark::converter {
namespace {

// The most that deflate can make of a byte.
constexpr uint64_t kMostGzipRatio = 1032;
// A value of a text network and the blank behind it.
constexpr uint64_t kTextBytesPerValue = 10;
// Code and data of the program that a conversion is the first to touch, and small buffers.
constexpr uint64_t kTouchedBytes = 1'700'000;
// Of a program, for one of the trunk's blocks that convolve.
constexpr uint64_t kProgramBytesPerBlock = uint64_t{24} * 1024;
// For a layer of a transformer, an attention and a feed-forward block, for each of its heads, and
// for a nested block around layers.
constexpr uint64_t kProgramBytesPerLayer = uint64_t{10} * 1024;
constexpr uint64_t kProgramBytesPerHead = 1100;
constexpr uint64_t kProgramBytesPerNest = uint64_t{16} * 1024;
// What stays of the first of two readings.
constexpr uint64_t kRereadBytes = 1'000'000;

// The size that a gzip member ends with: the lowest 32 bits of it. Nothing for other files.
std::optional<uint32_t> GzipTrailer(const std::filesystem::path& file, uint64_t file_bytes) {
  constexpr size_t kSmallestMember = 18;
  if (file_bytes < kSmallestMember) return std::nullopt;
  std::array<std::byte, 2> magic = {};
  InputFile input(file);
  if (!input.is_regular() || input.Read(magic) != magic.size() || magic[0] != std::byte{0x1F} ||
      magic[1] != std::byte{0x8B}) {
    return std::nullopt;
  }
  std::array<std::byte, 4> size = {};
  input.Seek(file_bytes - size.size());
  if (input.Read(size) != size.size()) return std::nullopt;
  uint32_t value = 0;
  for (size_t i = size.size(); i-- > 0;) value = value << 8 | std::to_integer<uint32_t>(size[i]);
  return value;
}

uint64_t InflatedBytes(const std::filesystem::path& file, uint64_t file_bytes) {
  const std::optional<uint32_t> trailer = GzipTrailer(file, file_bytes);
  if (!trailer.has_value()) return file_bytes;
  // Weights shrink little: of the sizes with these lowest bits, the nearest to the usual ratio.
  const auto usual = static_cast<uint64_t>(static_cast<double>(file_bytes) / kUsualGzipRatio);
  constexpr uint64_t kRound = uint64_t{1} << 32;
  uint64_t size = *trailer;
  while (size + kRound / 2 < usual) size += kRound;
  // What cannot be true is the end of a damaged file, or a lie.
  const bool possible = size >= file_bytes / 100 * 95 && size / kMostGzipRatio <= file_bytes;
  return possible ? size : usual;
}

uint64_t FileBytes(const std::filesystem::path& file) {
  std::error_code error;
  const uint64_t bytes = std::filesystem::file_size(file, error);
  if (error) throw IoError::FromErrno("cannot read the size", file, error.value());
  return bytes;
}

// The attention blocks of a network whose blocks are all like the first.
struct Attention {
  uint64_t blocks = 0;
  // Nested blocks around them.
  uint64_t nests = 0;
  // The first of them; null if there is none.
  const AttentionBlock* first = nullptr;
};

Attention AttentionOf(const NetworkOutline& outline) {
  const std::vector<const AttentionBlock*> found = AttentionBlocksOf(outline.front);
  if (found.empty()) return {};
  const auto blocks = static_cast<uint64_t>(outline.blocks);
  // At the top level every second block is a feed-forward block.
  const bool is_nested =
      std::holds_alternative<NestedBottleneckBlock>(outline.front.trunk.blocks.front().kind);
  if (is_nested) {
    return {.blocks = blocks * found.size(), .nests = blocks, .first = found.front()};
  }
  return {.blocks = (blocks + 1) / 2, .first = found.front()};
}

// In float32.
uint64_t TableBytes(const NetworkOutline& outline, const Storage& storage) {
  const Attention attention = AttentionOf(outline);
  if (attention.first == nullptr) return 0;
  const uint64_t shared = DerivedBytes(DerivedTensorsOf(outline.front, storage));
  const bool is_learned = attention.first->rope.has_value() && attention.first->rope->learned();
  if (!is_learned) return shared;
  return shared / AttentionBlocksOf(outline.front).size() * attention.blocks;
}

uint64_t ProgramBytes(const NetworkOutline& outline) {
  const Attention attention = AttentionOf(outline);
  if (attention.first == nullptr) {
    return static_cast<uint64_t>(outline.blocks) * kProgramBytesPerBlock;
  }
  const auto heads = static_cast<uint64_t>(attention.first->heads);
  return attention.blocks * (kProgramBytesPerLayer + heads * kProgramBytesPerHead) +
         attention.nests * kProgramBytesPerNest;
}

// Of the largest convolution: its values, and those of the rows that are gathered at a time.
uint64_t StagingValues(const NetworkOutline& outline) {
  const Trunk& trunk = outline.front.trunk;
  if (AttentionOf(outline).first != nullptr) {
    uint64_t largest = 0;
    for (const TensorSpec& tensor : outline.front.tensors) {
      if (tensor.role == TensorRole::kConvolution) largest = std::max(largest, tensor.count());
    }
    return largest;
  }
  const auto wide = [](int value) { return static_cast<uint64_t>(value); };
  const Convolution& first = trunk.initial_convolution;
  const uint64_t initial =
      wide(first.kernel_y) * wide(first.kernel_x) * wide(first.in_channels) * wide(trunk.channels);
  const uint64_t terms = 9 * wide(trunk.mid_channels);
  return std::max(initial, terms * wide(trunk.mid_channels)) + kChannelsPerBlock * terms;
}

uint64_t Total(const Owners& owners) {
  uint64_t total = 0;
  for (const auto& [name, bytes] : owners) total += bytes;
  return total;
}

Owners OwnersAtPeak(const PeakPrediction& prediction, const NetworkOutline& outline,
                    const ConvertOptions& options) {
  const Storage storage = {
      .tier = TierOf(outline.front.tensors, options.precision == Precision::kFloat16),
      .height = static_cast<uint64_t>(options.board_y),
      .width = static_cast<uint64_t>(options.board_x)};
  const uint64_t staging = StagingValues(outline) * BytesPerElement(storage.type());
  const uint64_t program = ProgramBytes(outline);
  if (options.layer_streaming) {
    const uint64_t windows =
        UsableProcessors() < 2 ? PrefetchOptions().window_bytes : WindowBytes(PrefetchOptions());
    Owners reading = {{"inflation windows", windows}, {"staging", staging}};
    const bool is_read_twice =
        options.precision == Precision::kFloat16 && storage.tier == PrecisionTier::kFull;
    if (is_read_twice) reading["first reading"] = kRereadBytes;
    const Owners building = {{"MIL program", program}};
    return Total(reading) > Total(building) ? reading : building;
  }
  const uint64_t inflated = prediction.inflated_bytes;
  const uint64_t weights =
      outline.is_text ? inflated / kTextBytesPerValue * sizeof(float) : inflated;
  Owners owners = {{"parsed weights", weights}, {"MIL program", program}, {"staging", staging}};
  if (options.stream_gzip) {
    owners["inflation window"] = kStreamWindowBytes;
  } else {
    owners["inflated file"] = inflated;
  }
  Storage full = storage;
  full.tier = PrecisionTier::kFull;
  const uint64_t tables = TableBytes(outline, full);
  if (tables > 0) owners["derived tensors"] = tables;
  if (!options.weight_views) {
    for (const char* copy : {"builder's copy", "listed copy", "serializer's copy"}) {
      owners[copy] = weights + tables;
    }
  }
  return owners;
}

}  // namespace

PeakPrediction PredictPeak(const std::filesystem::path& network, const ConvertOptions& options,
                           uint64_t process_bytes) {
  CheckOptions(options);
  std::error_code ignored;
  if (std::filesystem::exists(network, ignored) &&
      !std::filesystem::is_regular_file(network, ignored)) {
    throw UsageError("is no file whose end could be read; a peak cannot be predicted from it",
                     {.file = network.string()});
  }
  const NetworkOutline outline = ReadNetworkOutline(*OpenStreamed(network));
  PeakPrediction prediction = {.network_name = outline.front.name,
                               .version = outline.front.version,
                               .blocks = outline.blocks,
                               .trunk_channels = outline.front.trunk.channels,
                               .file_bytes = FileBytes(network)};
  prediction.inflated_bytes = InflatedBytes(network, prediction.file_bytes);
  prediction.owners = OwnersAtPeak(prediction, outline, options);
  prediction.owners["process"] = process_bytes + kTouchedBytes;
  prediction.peak_bytes = Total(prediction.owners);
  return prediction;
}

}  // namespace tidemark::converter
