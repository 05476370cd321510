#include "harness/measure/cell.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "converter/convert.h"
#include "converter/error.h"
#include "converter/io/interrupt.h"
#include "converter/io/sha256.h"
#include "converter/io/strict_json.h"
#include "converter/package/manifest.h"
#include "harness/backends/case_runner.h"
#include "harness/engine/context.h"
#include "harness/engine/conversion_levers.h"
#include "harness/engine/lifecycle_observer.h"
#include "harness/engine/loaded_network.h"
#include "harness/engine/most_crowded.h"
#include "harness/measure/accountant.h"
#include "harness/measure/backend_facts.h"
#include "harness/measure/backend_profile.h"
#include "harness/measure/clock.h"
#include "harness/measure/growth.h"
#include "harness/measure/leak.h"
#include "harness/measure/output_spool.h"
#include "harness/measure/phase_recorder.h"
#include "harness/measure/steady_state.h"
#include "harness/memory/allocator.h"
#include "harness/memory/heap_use.h"
#include "harness/scenario/names.h"
#include "reference/cases/case_reader.h"

namespace tidemark::harness {
namespace {

using converter::Json;

// The engine's phases, recorded, each with who held memory at its most crowded moment: one that was
// noted, its end, or its beginning, at which everything is as the phase before it left it.
class RecordingObserver final : public LifecycleObserver {
 public:
  RecordingObserver(PhaseRecorder& recorder, const Accountant& accountant, std::optional<Leak> leak)
      : recorder_(recorder), accountant_(accountant), leak_(std::move(leak)) {}

  std::unique_ptr<PhaseScope> BeginPhase(std::string_view name) override {
    auto phase = std::make_unique<Recorded>(*this, name);
    if (leak_.has_value() && leak_->phase == name) LeakMemory(leak_->bytes);
    return phase;
  }

 private:
  class Recorded final : public PhaseScope {
   public:
    Recorded(RecordingObserver& observer, std::string_view name)
        : observer_(observer), phase_(observer.recorder_.Begin(name)) {
      crowded_.Take(observer_.left_);
    }

    void Note(const converter::Owners& owners) override {
      crowded_.Take(observer_.accountant_.Account(owners));
    }

    void End(const converter::Owners& owners) override {
      phase_.StopClocks();
      observer_.left_ = observer_.accountant_.Account(owners);
      crowded_.Take(observer_.left_);
      phase_.End(ListOf(crowded_.owners()));
    }

   private:
    RecordingObserver& observer_;
    RunningPhase phase_;
    MostCrowded crowded_;
  };

  PhaseRecorder& recorder_;
  const Accountant& accountant_;
  const std::optional<Leak> leak_;
  // At the end of the last phase.
  converter::Owners left_;
};

converter::ConvertOptions ConvertOptionsOf(const CellSpec& spec) {
  converter::ConvertOptions options;
  options.precision = spec.precision;
  options.board_x = spec.board_x;
  options.board_y = spec.board_y;
  options.max_batch = spec.batch;
  return options;
}

ContextOptions OptionsOf(const CellSpec& spec) {
  ContextOptions options;
  options.devices = spec.devices;
  options.levers = spec.levers;
  options.convert = ConvertOptionsOf(spec);
  options.gpu.precision = spec.gpu_precision;
  options.work_directory = spec.work_directory;
  options.keep_package = spec.keep_package;
  return options;
}

// Hashes a package and tells the parent. It reads with a small buffer, between two phases, so that
// it is in no figure.
void ReportArtifact(const std::filesystem::path& package, const converter::ConvertResult& result,
                    EventSink& events) {
  const std::filesystem::path model = package / "Data" / converter::kModelItemPath;
  const std::filesystem::path weights =
      package / "Data" / converter::kWeightsItemPath / "weight.bin";
  Json tables = Json::array();
  for (const converter::DerivedTensor& tensor : result.derived) {
    tables.push_back({{"what", tensor.what},
                      {"layer", tensor.layer},
                      {"bytes", tensor.bytes},
                      {"unshared_bytes", tensor.unshared_bytes}});
  }
  const Json json = {
      {"weight_bin_sha256", converter::ToHex(converter::Sha256OfFile(weights))},
      {"model_sha256", converter::ToHex(converter::Sha256OfFile(model))},
      {"bytes", std::filesystem::file_size(weights) + std::filesystem::file_size(model)},
      {"derived", std::move(tables)},
      {"tier", NameOf(result.tier)}};
  events.Write(ResultValue{.name = "artifact", .json = json.dump()});
}

// The positions of a cell, cut into batches.
class Positions {
 public:
  explicit Positions(const CellSpec& spec)
      : cases_(reference::ReadCases(spec.inputs, reference::Keep::kInFile)) {
    chosen_ =
        SelectCases(cases_, reference::BoardSize{.height = spec.board_y, .width = spec.board_x})
            .chosen;
    if (chosen_.empty()) {
      throw MeasurementError("no recorded case is over a " + std::to_string(spec.board_x) + "x" +
                                 std::to_string(spec.board_y) + " buffer",
                             {.file = spec.inputs.string()});
    }
    batches_ = cases_.Batches(chosen_, static_cast<size_t>(spec.batch));
  }

  size_t batches() const { return batches_.size(); }
  reference::NetworkInputs Inputs(size_t batch) const { return cases_.Inputs(batches_[batch]); }

  // `outputs`: of every position, in the order of the batches.
  // Records the outputs of every position, in the order of the batches.
  void Record(const CellSpec& spec, Device device, const OutputSpool& outputs) const {
    reference::CaseWriter writer(
        OutputsOf(spec, device),
        {.network = cases_.network(),
         .reference = "Tidemark, " + std::string(NameOf(device)) + " in a measured process"});
    RecordCases(
        cases_, chosen_, [&outputs](size_t n) { return outputs.Get(n); },
        [](size_t) { return reference::Symmetry(); }, nullptr, writer);
    writer.Finish();
  }

 private:
  reference::CaseSet cases_;
  std::vector<size_t> chosen_;
  std::vector<std::vector<size_t>> batches_;
};

// One of a cell's devices at work.
struct Evaluating {
  Device device = Device::kAne;
  Handle handle = {};
  // Of the first round.
  OutputSpool outputs = {};
  std::vector<double> wall_s = {};
};

BackendFacts FactsOf(const Evaluating& evaluating) {
  const BackendInfo& info = evaluating.handle.backend->info();
  return {.backend = std::string(NameOf(evaluating.device)),
          .device = info.device,
          .precision = info.precision,
          .emulated = info.emulated};
}

// Evaluates every batch on every device, over and over until `min_evaluations` are done.
void EvaluateAll(const CellSpec& spec, const Positions& positions, std::vector<Evaluating>& devices,
                 ProcessProbe& probe, EventSink& events) {
  Evaluations evaluations;
  GrowthMeter growth;
  const size_t rounds =
      (static_cast<size_t>(spec.min_evaluations) + positions.batches() - 1) / positions.batches();
  for (size_t round = 0; round < rounds; ++round) {
    for (size_t batch = 0; batch < positions.batches(); ++batch) {
      const reference::NetworkInputs inputs = positions.Inputs(batch);
      double all = 0;
      for (Evaluating& evaluating : devices) {
        ThrowIfInterrupted();
        const auto begin = std::chrono::steady_clock::now();
        const reference::RawOutputs outputs = evaluating.handle.backend->Evaluate(inputs);
        const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
        evaluating.wall_s.push_back(wall.count());
        all += wall.count();
        if (round == 0) evaluating.outputs.Add(outputs);
      }
      evaluations.wall_s.push_back(all);
      growth.Add(probe.Read(ReadCost::kCheap));
    }
  }
  evaluations.growth_bytes_per_evaluation = growth.BytesPerEvaluation();
  evaluations.growth_reason = growth.reason();
  events.Write(evaluations);
}

// What was counted since StartProfile(), piece by piece: an event has to fit a line of the channel,
// and a long one takes memory.
void ReportProfile(const Evaluating& evaluating, bool known, EventSink& events) {
  const std::vector<reference::LayerCost> costs = evaluating.handle.backend->Profile();
  constexpr size_t kLayersOfAnEvent = 32;
  size_t first = 0;
  do {
    const size_t count = std::min(kLayersOfAnEvent, costs.size() - first);
    const auto begin = costs.begin() + static_cast<ptrdiff_t>(first);
    const BackendProfile profile = {.backend = std::string(NameOf(evaluating.device)),
                                    .known = known,
                                    .evaluations = evaluating.wall_s.size(),
                                    .layers = {begin, begin + static_cast<ptrdiff_t>(count)}};
    events.Write(ResultValue{.name = "profile", .json = ToJson(profile)});
    first += count;
  } while (first < costs.size());
}

void Idle(const Settle& settle, const converter::Owners& owners, ProcessProbe& probe,
          LifecycleObserver& observer, EventSink& events) {
  auto idle = observer.BeginPhase("idle");
  SteadyOptions options = {.min_wait_s = settle.min_s, .max_wait_s = settle.max_s};
  // A short settle leaves room for a plateau too.
  options.window_s = std::min(options.window_s, settle.max_s / 2);
  SystemClock clock;
  events.Write(MeasureSteadyState(probe, options, clock, TrimAllocator));
  idle->End(owners);
}

// The life of a converter: no engine loads the network, and nothing is evaluated.
void LiveConversion(const CellSpec& spec, LifecycleObserver& observer, ProcessProbe& probe,
                    EventSink& events) {
  auto start = observer.BeginPhase("start");
  if (spec.levers.Applies(Lever::kReturnFreed)) PinMapThreshold();
  start->End({});

  const std::filesystem::path package =
      spec.keep_package.value_or(spec.work_directory / "conversion.mlpackage");
  converter::ConvertOptions options = ConvertOptionsOf(spec);
  ApplyLevers(spec.levers, options);
  if (!spec.keep_package.has_value()) options.sync = converter::Sync::kNo;
  auto convert = observer.BeginPhase("convert");
  const converter::ConvertResult result = converter::Convert(
      spec.network, package, options,
      [&convert](std::string_view, const converter::Owners& owners) { convert->Note(owners); });
  if (spec.levers.Applies(Lever::kReturnFreed)) TrimAllocator();
  convert->End({});
  ReportArtifact(package, result, events);

  Idle(spec.settle, {}, probe, observer, events);
  events.Write(Done{});
}

}  // namespace

void LiveCell(const CellSpec& spec, ProcessProbe& probe, EventSink& events) {
  PhaseRecorder recorder(probe, events);
  Accountant accountant(probe, spec.floor_file_bytes);
  RecordingObserver observer(recorder, accountant, spec.leak);
  if (spec.conversion_only) return LiveConversion(spec, observer, probe, events);

  auto start = observer.BeginPhase("start");
  if (spec.levers.Applies(Lever::kReturnFreed)) PinMapThreshold();
  const HeapMeter positions_meter;
  const Positions positions(spec);
  accountant.Hold("positions", positions_meter.Growth());
  start->End({});

  auto load = observer.BeginPhase("load");
  LoadOptions load_options = LoadOptionsOf(spec.devices, spec.levers);
  load_options.observer = [&load](const converter::Owners& owners) { load->Note(owners); };
  LoadedNetwork network(spec.network, load_options);
  if (spec.levers.Applies(Lever::kReturnFreed)) TrimAllocator();
  load->End(network.owners());

  ContextOptions options = OptionsOf(spec);
  options.on_package = [&events](const std::filesystem::path& package,
                                 const converter::ConvertResult& result) {
    ReportArtifact(package, result, events);
  };
  Context context(network, std::move(options));
  std::vector<Evaluating> devices;
  for (const Device device : spec.devices) {
    devices.push_back({.device = device, .handle = context.CreateHandle(device, observer)});
    events.Write(ResultValue{.name = "backend", .json = ToJson(FactsOf(devices.back()))});
  }
  const auto owners = [&] {
    converter::Owners all = network.owners();
    for (const Evaluating& evaluating : devices) {
      all = With(std::move(all), OwnersOf(evaluating.handle.backend->memory()));
    }
    return all;
  };

  auto warmup = observer.BeginPhase("warmup");
  for (int i = 0; i < spec.warmup; ++i) {
    for (const Evaluating& evaluating : devices) {
      evaluating.handle.backend->Evaluate(positions.Inputs(0));
    }
  }
  warmup->End(owners());

  std::vector<bool> profiled;
  for (const Evaluating& evaluating : devices) {
    profiled.push_back(spec.profile && evaluating.handle.backend->StartProfile());
  }
  auto evaluate = observer.BeginPhase("evaluate");
  EvaluateAll(spec, positions, devices, probe, events);
  evaluate->End(owners());
  for (const Evaluating& evaluating : devices) {
    const BackendUse use = {.backend = std::string(NameOf(evaluating.device)),
                            .memory = evaluating.handle.backend->memory().device,
                            .evaluate_s = evaluating.wall_s};
    events.Write(ResultValue{.name = "backend_use", .json = ToJson(use)});
  }
  for (size_t i = 0; spec.profile && i < devices.size(); ++i) {
    ReportProfile(devices[i], profiled[i], events);
  }

  Idle(spec.settle, owners(), probe, observer, events);
  for (const Evaluating& evaluating : devices) {
    positions.Record(spec, evaluating.device, evaluating.outputs);
  }
  events.Write(Done{});
}

void LiveEmptyCell(const Settle& settle, ProcessProbe& probe, EventSink& events) {
  PhaseRecorder recorder(probe, events);
  const Accountant accountant(probe, std::nullopt);
  RecordingObserver observer(recorder, accountant, {});
  observer.BeginPhase("start")->End({});
  Idle(settle, {}, probe, observer, events);
  events.Write(Done{});
}

}  // namespace tidemark::harness
