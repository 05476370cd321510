#ifndef TIDEMARK_HARNESS_MEASURE_CELL_H_
#define TIDEMARK_HARNESS_MEASURE_CELL_H_

#include "harness/measure/cell_spec.h"
#include "harness/measure/event.h"
#include "harness/memory/process_probe.h"

namespace tidemark::harness {

// The life of one measured process, told to its parent event by event:
//   start     read the positions
//   load      the engine reads its network
//   release   its weights are freed, if the levers say so
//   convert   the file is converted to a package
//   compile   Core ML compiles the package, or finds it compiled; on a Mac only
//   open      the runtime opens the package
//   upload    the engine's weights go to the GPU
//   warmup    evaluations that do not count
//   evaluate  every position, batch by batch, at least `min_evaluations` times
//   idle      nothing, until the memory is at rest
// A handle is made for each device in turn, so `release` to `open` are there with an ANE only, and
// `upload` with a GPU only. Then the raw outputs are recorded in OutputsOf() and Done is sent.
// Besides phases it reports Evaluations, SteadyState, and the results `artifact`
// ({"weight_bin_sha256", "model_sha256", "bytes"}), `backend` (what a device is, ToJson()) and
// `backend_use` (what it took, the same); with `spec.profile` also, after `evaluate`, `profile`
// (what its layers took, the same, in pieces of one backend after the other). Throws
// MeasurementError when no position has the board size.
//
// With `spec.conversion_only` it is the life of a converter: `start`, `convert` and `idle`, without
// evaluations, outputs and backend.
void LiveCell(const CellSpec& spec, ProcessProbe& probe, EventSink& events);

// The life of a process that does nothing: `start`, `idle`. What it holds is the floor below which
// no lever can bring anything.
void LiveEmptyCell(const Settle& settle, ProcessProbe& probe, EventSink& events);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_CELL_H_
