#ifndef TIDEMARK_CONVERTER_H_
#define TIDEMARK_CONVERTER_H_

// Converts networks of the Go program KataGo to Core ML packages.
//
//   #include <tidemark/converter.h>
//
//   try {
//     tidemark::Convert("net.bin.gz", "net.mlpackage", {.board_x = 9, .board_y = 9});
//   } catch (const tidemark::Error& error) {
//     std::cerr << error.what() << '\n';
//   }
//
// It reads network files of format versions 8 to 17, as text or binary, compressed by gzip or not,
// and writes an ML Program (`.mlpackage`) that runs on macOS 12, iOS 15 and later. The file streams
// through: a conversion holds some MiB, however large the network is, and uses a second thread to
// inflate it where there are two processors.
//
// Conversions share nothing, so any number of them may run at once, each on a thread of its own.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "error.h"
#include "export.h"

namespace tidemark {

// What weights and operations are in. Half precision is what the Neural Engine runs.
enum class Precision {
  kFloat16,
  // Of a result only: products, convolutions and feed-forward blocks in single precision, the rest
  // and almost all weights in half. Wide transformers that are asked for in kFloat16 are built so;
  // those of less than 320 channels are built in kFloat32, as half precision costs them too much.
  kMixed,
  kFloat32,
};

// The oldest systems that the package is for. A newer one has attention as one operation.
enum class Target { kMacOs12, kMacOs15 };  // and iOS 15, iOS 18

// The steps of a conversion, in order. Reading, which also writes the weights, takes almost all of
// its time.
enum class ConvertStep { kRead, kBuild, kWrite, kPublish };

struct ConvertOptions {
  // kFloat16 or kFloat32.
  Precision precision = Precision::kFloat16;
  // FLOAT16 inputs and outputs as well; needs kFloat16, and macOS 13 or iOS 16.
  bool fp16_io = false;
  Target target = Target::kMacOs12;
  // The board, 2x2 to 37x37 points; smaller ones are evaluated in its top-left corner.
  int board_x = 19;
  int board_y = 19;
  // Leave out the multiplications by the mask. Valid only if every position fills the board.
  bool identity_mask = false;
  // The batch: fixed where the two are equal, else a range whose smallest is the default shape.
  // 1 to 65536.
  int min_batch = 1;
  int max_batch = 1;
  // Metadata of the package, in UTF-8; empty ones are left out, but for the description, which then
  // tells blocks and channels.
  std::string author = {};
  std::string license = {};
  std::string description = {};
  // Replace a package that exists already, instead of refusing.
  bool replace_existing = false;
  // Return only when the package is on the disk, where a crash of the system cannot lose it.
  bool sync = true;
  // Called on the thread of Convert() after each step. What it throws ends the conversion and comes
  // out of Convert().
  std::function<void(ConvertStep)> on_step = {};
  // Asked on the thread of Convert(), many times a second while it works, but not while it waits
  // for a pipe. Once it says yes, Convert() throws InterruptedError. It may throw as on_step may.
  std::function<bool()> is_cancelled = {};
};

struct ConvertResult {
  // The network's own name, and the version of its file format.
  std::string network_name = {};
  int version = 0;
  // What was built, which is not always what was asked for: see Precision::kMixed.
  Precision precision = Precision::kFloat16;
  bool fp16_io = false;
  // Sizes in bytes: of the network, inflated; of the package's weights and of its model.
  uint64_t inflated_bytes = 0;
  uint64_t weight_bytes = 0;
  uint64_t model_bytes = 0;
  // XXH3-128 in hexadecimal. Equal digests mean equal packages.
  std::string weight_digest = {};
  std::string model_digest = {};
};

// Converts the file `network` to the package `package`, which appears whole or not at all. It
// depends on the network's content and on the options, never on the file's name, the time or the
// machine.
//
// Throws UsageError for bad options, whose context().key is the option's name, and for a package
// that exists; FormatError for a bad network; IoError when a file cannot be read or written;
// InterruptedError when cancelled; std::bad_alloc.
TIDEMARK_EXPORT ConvertResult Convert(const std::filesystem::path& network,
                                      const std::filesystem::path& package,
                                      const ConvertOptions& options = {});

// Throws the UsageError that Convert() would throw for these options, whatever the files.
TIDEMARK_EXPORT void CheckOptions(const ConvertOptions& options);

// The version of the library that runs: "0.1.0".
TIDEMARK_EXPORT const char* Version() noexcept;

}  // namespace tidemark

#endif  // TIDEMARK_CONVERTER_H_
