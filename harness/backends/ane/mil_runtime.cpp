#include "harness/backends/ane/mil_runtime.h"

#include <string>
#include <utility>
#include <vector>

#include "converter/error.h"
#include "converter/package/package_reader.h"
#include "harness/backends/ane/executor.h"
#include "harness/backends/ane/fusion.h"
#include "harness/backends/ane/model_decoder.h"
#include "harness/backends/ane/program_builder.h"
#include "harness/backends/ane/weight_store.h"
#include "harness/memory/heap_use.h"

namespace tidemark::harness::ane {
namespace {

constexpr int kMostThreads = 256;

}  // namespace

struct MilRuntime::State {
  State(std::string model_file, Program checked, std::map<std::string, std::string> pairs,
        const MilOptions& options)
      : file(std::move(model_file)),
        program(std::move(checked)),
        metadata(std::move(pairs)),
        executor(program, options.threads, options.arena_limit_bytes) {
    if (options.fuse) FuseSteps(program);
  }

  // Calls `action`, and names the file in what it throws.
  template <typename Action>
  void WithFile(Action action) {
    try {
      action();
    } catch (const FormatError& error) {
      ErrorContext context = error.context();
      context.file = file;
      throw FormatError(error.message(), std::move(context));
    }
  }

  std::string file;
  Program program;
  std::map<std::string, std::string> metadata;
  Executor executor;
  uint64_t program_bytes = 0;
};

MilRuntime::MilRuntime(std::unique_ptr<State> state) : state_(std::move(state)) {}
MilRuntime::~MilRuntime() = default;
MilRuntime::MilRuntime(MilRuntime&&) noexcept = default;
MilRuntime& MilRuntime::operator=(MilRuntime&&) noexcept = default;

MilRuntime MilRuntime::Open(const std::filesystem::path& package, const MilOptions& options) {
  if (options.threads < 1 || options.threads > kMostThreads) {
    throw UsageError("threads must be from 1 to " + std::to_string(kMostThreads) + ", not " +
                     std::to_string(options.threads));
  }
  const converter::PackageReader reader(package);
  const std::string file = reader.model_file().string();
  const HeapMeter model_meter;
  const DecodedModel decoded(reader);
  const coreml::Model& model = decoded.model();
  const uint64_t model_bytes = model_meter.Growth();
  const HeapMeter program_meter;
  WeightStore weights(reader, options.map_weights);
  const auto& pairs = model.description().metadata().userdefined();
  auto state = std::make_unique<State>(
      file, BuildProgram(model, weights, file),
      std::map<std::string, std::string>(pairs.begin(), pairs.end()), options);
  state->program_bytes = program_meter.GrowthBesides(state->program.ConstantBytes());
  if (options.on_built) {
    options.on_built({.model_bytes = model_bytes,
                      .program_bytes = state->program_bytes,
                      .weight_bytes = state->program.ConstantBytes(),
                      .mapped_bytes = state->program.ResidentMappedBytes().value_or(0)});
  }
  state->WithFile([&] { state->executor.CheckSmallestBatch(); });
  return MilRuntime(std::move(state));
}

const Program& MilRuntime::program() const { return state_->program; }

const std::map<std::string, std::string>& MilRuntime::metadata() const { return state_->metadata; }

size_t MilRuntime::arena_bytes() const { return state_->executor.arena_bytes(); }

uint64_t MilRuntime::program_bytes() const {
  return state_->program_bytes + state_->executor.placement_bytes();
}

void MilRuntime::StartProfile() { state_->executor.StartProfile(); }

std::vector<reference::LayerCost> MilRuntime::Profile() const { return state_->executor.Profile(); }

MilRuntime::Outputs MilRuntime::Run(int64_t batch, const Inputs& inputs) {
  const Program& program = state_->program;
  if (batch < 1 || batch > kMaxElements ||
      (program.batch.has_value() && !program.batch->Has(batch))) {
    throw UsageError("the program does not take a batch of " + std::to_string(batch));
  }
  Executor& executor = state_->executor;
  state_->WithFile([&] { executor.Prepare(batch); });
  for (size_t i = 0; i < program.inputs.size(); ++i) {
    const std::string& name = program.values[program.inputs[i]].name;
    const auto given = inputs.find(name);
    const size_t count = given == inputs.end() ? 0 : given->second.size();
    if (count != executor.Input(i).size()) {
      throw UsageError("input '" + name + "' has " + std::to_string(count) +
                       " elements; the program takes " + std::to_string(executor.Input(i).size()));
    }
    std::copy(given->second.begin(), given->second.end(), executor.Input(i).begin());
  }
  executor.Run();
  Outputs outputs;
  for (size_t i = 0; i < program.outputs.size(); ++i) {
    outputs.emplace(program.values[program.outputs[i]].name, executor.Output(i));
  }
  return outputs;
}

}  // namespace tidemark::harness::ane
