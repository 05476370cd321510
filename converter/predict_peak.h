#ifndef TIDEMARK_CONVERTER_PREDICT_PEAK_H_
#define TIDEMARK_CONVERTER_PREDICT_PEAK_H_

#include <cstdint>
#include <filesystem>
#include <string>

#include "converter/convert.h"

namespace tidemark::converter {

// What gzip makes of float32 weights, in compressed bytes per byte.
inline constexpr double kUsualGzipRatio = 0.926;

// What a conversion is going to need, told by the front of the network's file.
struct PeakPrediction {
  std::string network_name = {};
  int version = 0;
  int blocks = 0;
  int trunk_channels = 0;
  // Of the file as it is, and inflated: by its gzip trailer where that can be true, else as weights
  // usually shrink.
  uint64_t file_bytes = 0;
  uint64_t inflated_bytes = 0;
  // The largest resident set of the process.
  uint64_t peak_bytes = 0;
  // Who holds it then: as the conversion itself tells its observer, and `process`.
  Owners owners = {};
};

// Predicts the peak of Convert() with these options in a process that holds `process_bytes` now.
// Reads the front of the file and its end, and inflates no more than that: a network whose later
// layers are unlike its header's widths and its first block needs more or less. By these rules,
// with W for the weights in float32 and I for the inflated file:
//
//   layer_streaming      the larger of reading (the windows, the largest convolution in the stored
//                        precision, and a block of its rows) and building (the program)
//   without              W for the parsed network and D for tables of rotary angles in float32;
//                        3 (W + D) for copies, unless
//                        `weight_views`; I for the inflated file, unless `stream_gzip`; the
//                        program; staging
//
// Throws UsageError for bad options and for what is no regular file, FormatError and IoError as
// Convert() does for the part that is read.
PeakPrediction PredictPeak(const std::filesystem::path& network, const ConvertOptions& options,
                           uint64_t process_bytes);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_PREDICT_PEAK_H_
