#ifndef TIDEMARK_CONVERTER_CONVERT_H_
#define TIDEMARK_CONVERTER_CONVERT_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "converter/io/atomic_file.h"
#include "converter/io/output_file.h"
#include "converter/layout/derived_tensors.h"
#include "converter/layout/storage.h"
#include "converter/mil/target.h"

namespace tidemark::converter {

enum class Precision { kFloat16, kFloat32 };

// Boards the converter accepts, in each direction.
inline constexpr int kSmallestBoard = 2;
inline constexpr int kLargestBoard = 37;

struct ConvertOptions {
  // Precision of the stored weights and of the operations. kFloat16 is what the ANE runs; networks
  // with transformer blocks get single precision where that costs too much accuracy, see
  // PrecisionTier.
  Precision precision = Precision::kFloat16;
  // Declare FLOAT16 inputs and outputs as well; needs kFloat16 and macOS 13. KataGo's own backend
  // wants the default, FLOAT32.
  bool fp16_io = false;
  // The network's board, W x H points; smaller boards sit in its top-left corner.
  int board_x = 19;
  int board_y = 19;
  // Leave out the multiplications by the mask. Valid only if every position fills the board.
  bool identity_mask = false;
  // The oldest systems that the package is for. A newer target has attention as one operation.
  Target target = Target::kMacOs12;
  // Equal: a fixed batch. Different: a range, with min_batch as the default shape.
  int min_batch = 1;
  int max_batch = 1;
  // Metadata of the package; empty ones are left out.
  std::string author = {};
  std::string license = {};
  // By default "KataGo - <n> blocks, <c> channels".
  std::string description = {};
  Existing existing = Existing::kRefuse;
  Sync sync = Sync::kYes;

  // Lever `layer_streaming`: one pass over the file, each tensor written as it arrives and gone; it
  // is inflated on a second thread where there are two processors. Off: the network is parsed
  // whole, then written, as the two levers below say.
  bool layer_streaming = true;
  // Lever `weight_views`: the program refers to the parsed weights. Off: it owns copies of them.
  bool weight_views = true;
  // Lever `stream_gzip`: inflate through a bounded window. Off: inflate the whole file and keep it
  // until the conversion ends.
  bool stream_gzip = true;
};

// What holds memory at a moment, by owner: `parsed weights`, `inflated file`, `staging`, ...
using Owners = std::map<std::string, uint64_t>;

// Called at the steps of a conversion ("inflate", "read", "build", "write", "publish") with what is
// held then.
using ConvertObserver = std::function<void(std::string_view step, const Owners& owners)>;

struct ConvertResult {
  std::string network_name = {};
  int version = 0;
  // What was built: a network may force a precision other than the one asked for.
  PrecisionTier tier = PrecisionTier::kHalf;
  Precision precision = Precision::kFloat16;
  bool fp16_io = false;
  uint64_t weight_bytes = 0;
  uint64_t model_bytes = 0;
  uint64_t blobs = 0;
  // Tables among the weights that were computed, and are in no tensor of the network.
  std::vector<DerivedTensor> derived = {};
  uint64_t operations = 0;
  uint64_t inflated_bytes = 0;
  // What the package's identifiers are made of: XXH3-128 in hexadecimal, of the model and of the
  // weights (BlobWriter::digest()).
  std::string model_digest = {};
  std::string weight_digest = {};
};

// Throws UsageError that names the option and what it accepts.
void CheckOptions(const ConvertOptions& options);

// Converts a KataGo network file to a Core ML package (`.mlpackage`, an ML Program).
//
// The package depends on the network's content and on the options that describe it, never on the
// file's name or place, the time, the machine or the levers. It appears whole, by a rename, or not
// at all. Throws FormatError for a bad network, UsageError for bad options or an existing package,
// IoError when a file cannot be read or written, InterruptedError on a signal.
ConvertResult Convert(const std::filesystem::path& network, const std::filesystem::path& package,
                      const ConvertOptions& options, const ConvertObserver& observer = {});

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_CONVERT_H_
