// Packages, opened and evaluated by the MIL runtime.

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "converter/convert.h"
#include "converter/io/read_file.h"
#include "converter/network/tests/network_text.h"
#include "converter/testing/fuzz_target.h"
#include "converter/testing/temp_dir.h"
#include "harness/backends/ane/mil_runtime.h"
#include "harness/backends/ane/tests/package_maker.h"

namespace tidemark::testing {
namespace {

using harness::ane::MilOptions;
using harness::ane::MilRuntime;

constexpr size_t kMostValues = 1 << 18;

void Place(const std::filesystem::path& file, std::string_view bytes) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

using Values = std::map<std::string, std::vector<float>>;

// Every input 0.5; nothing where the program is too large to be run again and again.
Values MadeInputs(const harness::ane::Program& program, int64_t batch) {
  Values inputs;
  size_t total = 0;
  for (const harness::ane::ValueId id : program.inputs) {
    const harness::ane::Value& value = program.values[id];
    const auto count = static_cast<size_t>(CountOf(value.type.shape).At(batch));
    total += count;
    if (total > kMostValues) return {};
    inputs[value.name].assign(count, 0.5F);
  }
  return inputs;
}

Values Evaluated(const std::filesystem::path& package, bool fuse) {
  MilRuntime runtime = MilRuntime::Open(
      package, {.map_weights = fuse, .fuse = fuse, .arena_limit_bytes = size_t{8} << 20});
  const int64_t batch = runtime.program().batch.value_or(harness::ane::BatchRange{}).min;
  const Values inputs = MadeInputs(runtime.program(), batch);
  if (inputs.empty()) return {};
  Values outputs;
  for (const auto& [name, values] :
       runtime.Run(batch, MilRuntime::Inputs(inputs.begin(), inputs.end()))) {
    outputs[name].assign(values.begin(), values.end());
  }
  return outputs;
}

bool SameBits(const Values& a, const Values& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& one, const auto& other) {
    return one.first == other.first && one.second.size() == other.second.size() &&
           (one.second.empty() || std::memcmp(one.second.data(), other.second.data(),
                                              one.second.size() * sizeof(float)) == 0);
  });
}

// A program that is taken computes the same with every way to run it.
void Read(std::string_view input) {
  static const TempDir folder;
  const auto package = folder.path() / "a.mlpackage";
  const auto data = package / "Data" / "com.apple.CoreML";
  const auto parts = SplitFuzzParts(input, 3);
  Place(package / "Manifest.json", parts[0]);
  Place(data / "model.mlmodel", parts[1]);
  Place(data / "weights" / "weight.bin", parts[2]);
  Promise(SameBits(Evaluated(package, true), Evaluated(package, false)),
          "fused steps or mapped weights change a result");
}

std::string Joined(const std::filesystem::path& package) {
  constexpr uint64_t kMostBytes = 1 << 20;
  const auto data = package / "Data" / "com.apple.CoreML";
  return JoinFuzzParts({converter::ReadWholeFile(package / "Manifest.json", kMostBytes),
                        converter::ReadWholeFile(data / "model.mlmodel", kMostBytes),
                        converter::ReadWholeFile(data / "weights" / "weight.bin", kMostBytes)});
}

FuzzSeed Converted(std::string_view network, const converter::ConvertOptions& options) {
  const TempDir folder;
  const auto file = folder.Write("network.bin", TinyFile(network, converter::Encoding::kBinary));
  const auto package = folder.path() / "a.mlpackage";
  converter::Convert(file, package, options);
  return {std::string(network), Joined(package)};
}

FuzzSeed Made() {
  using harness::ane::kUnknown;
  harness::ane::PackageMaker maker;
  maker.Input("x", mil::FLOAT32, {kUnknown, 2});
  maker.Weight("w", mil::FLOAT32, {2, 3}, {1, 2, 3, 4, 5, 6});
  maker.Op("matmul", {{"x", "x"}, {"y", "w"}}, "product", mil::FLOAT32, {kUnknown, 3});
  maker.Op("relu", {{"x", "product"}}, "y", mil::FLOAT32, {kUnknown, 3});
  maker.Output("y", mil::FLOAT32);
  const TempDir folder;
  return {"matmul", Joined(maker.Write(folder.path()))};
}

std::vector<FuzzSeed> Seeds() {
  using converter::Precision;
  using converter::Target;
  return {
      Made(),
      Converted("tinyconv-v8", {.board_x = 3, .board_y = 2}),
      Converted("tinyconv-v15", {.board_x = 2, .board_y = 3, .max_batch = 4}),
      Converted("tinynbt-v15-meta", {.precision = Precision::kFloat32, .board_x = 2, .board_y = 2}),
      Converted("tinytf-v17", {.board_x = 2, .board_y = 2}),
      Converted("tinynbttf-v17-q", {.board_x = 3, .board_y = 3, .target = Target::kMacOs15})};
}

}  // namespace

FuzzTarget ThisFuzzTarget() {
  return {.name = "package", .folder = "harness/backends/ane/fuzz", .read = Read, .seeds = Seeds};
}

}  // namespace tidemark::testing
