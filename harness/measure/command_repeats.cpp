#include "harness/measure/command_repeats.h"

#include "converter/error.h"
#include "converter/io/interrupt.h"
#include "harness/measure/child_process.h"

namespace tidemark::harness {
namespace {

void Prepare(const std::string& line) {
  if (line.empty()) return;
  ChildOptions options;
  options.spawn = {.program = "/bin/sh", .arguments = {"-c", line}, .events = false};
  const ChildResult result = RunChild(options);
  ThrowIfInterrupted();
  if (result.exit.status != "ok") {
    throw MeasurementError("--prepare failed: " + result.exit.message);
  }
}

}  // namespace

std::vector<Sample> MeasureRepeatedly(const CommandOptions& options, const RepeatOptions& repeats,
                                      const RepeatObserver& observer) {
  std::vector<Sample> samples;
  for (int run = -repeats.warmup; run < repeats.repeats; ++run) {
    observer.begin_run(run < 0 ? "warm-up" : "run " + std::to_string(run + 1));
    Prepare(repeats.prepare);
    Sample sample = MeasureCommand(options, run, observer.phase);
    ThrowIfInterrupted();
    if (run >= 0) samples.push_back(std::move(sample));
  }
  return samples;
}

}  // namespace tidemark::harness
