#ifndef TIDEMARK_HARNESS_MEASURE_CELL_SPEC_H_
#define TIDEMARK_HARNESS_MEASURE_CELL_SPEC_H_

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "converter/convert.h"
#include "harness/engine/device.h"
#include "harness/engine/levers.h"
#include "harness/scenario/scenario.h"

namespace tidemark::harness {

// What one measured process is told to do: one life of an engine under one lever set.
struct CellSpec {
  std::filesystem::path network = {};
  // A converter's life and not an engine's: nothing below about devices, positions and evaluations
  // counts.
  bool conversion_only = false;
  LeverSet levers = {};
  // Lost on purpose.
  std::optional<Leak> leak = {};
  // What the engine is configured with: each gets a handle, and evaluates every position.
  std::vector<Device> devices = {Device::kAne};
  int board_x = 19;
  int board_y = 19;
  // Of the package for the ANE, and of a GPU's weights and activations.
  converter::Precision precision = converter::Precision::kFloat16;
  converter::Precision gpu_precision = converter::Precision::kFloat32;
  // Positions in one evaluation.
  int batch = 1;
  // Recorded cases whose inputs are evaluated, and the beginning of the folders that the raw
  // outputs are recorded in, one for each device (OutputsOf()); those of other board sizes are
  // passed over.
  std::filesystem::path inputs = {};
  std::filesystem::path outputs = {};
  // Evaluations before the measured ones, and the least number of measured ones; positions are
  // evaluated again until it is reached, so that growth shows.
  int warmup = 1;
  int min_evaluations = 8;
  // Time each layer of the measured evaluations.
  bool profile = false;
  Settle settle = {};
  // Where packages are written while they are needed, and where the package is kept if it is.
  std::filesystem::path work_directory = {};
  std::optional<std::filesystem::path> keep_package = {};
  // Pages of files that a process of this program has resident that does nothing: what is above
  // them, but for mapped weights, the owner `program` is told to hold. Absent: it is not told of.
  std::optional<uint64_t> floor_file_bytes = {};
};

// Where the outputs of one of a cell's devices are recorded.
std::filesystem::path OutputsOf(const CellSpec& spec, Device device);

// The same as JSON text, and back. ParseCellSpec throws FormatError that names `file` and the key.
std::string EncodeCellSpec(const CellSpec& spec);
CellSpec ParseCellSpec(const std::string& text, const std::string& file);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_CELL_SPEC_H_
