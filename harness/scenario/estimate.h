#ifndef TIDEMARK_HARNESS_SCENARIO_ESTIMATE_H_
#define TIDEMARK_HARNESS_SCENARIO_ESTIMATE_H_

#include <cstdint>

#include "harness/scenario/plan.h"

namespace tidemark::harness {

// What a cell will cost, roughly: good enough to tell minutes from hours, and a peak that fits the
// machine from one that does not. Derived from sizes alone, by these rules.
//
// With I the network's inflated size (its weights as float32), the process holds
//   load      I: the engine's weights, unless `metadata_only_load`; and I for the inflated file,
//             unless `stream_gzip`
//   convert   I: the parsed network, unless `layer_streaming`; 3 I of copies, unless
//             `weight_views`; I for the inflated file, unless `stream_gzip`; I of the engine's
//             weights, unless they were released or never loaded
//   evaluate  the package's weights (I / 2 in fp16, I in fp32), and the engine's I unless released;
//             for a GPU 80 MB of its driver and its weights (I / 2 or I, as if its memory were this
//             process's)
// above 10 MB for the program, the inflate window and the activations; a converter alone has the
// second of the three only. Weights are released, or not loaded, where every device is an ANE;
// without an ANE nothing is converted and there is no package. The peak is the largest of the
// three, the steady state is the third.
//
// Time is 10 ns for each inflated byte in `load`, if there is one, and 13 ns in `convert`, 3 ns
// more for the copies, 3 ns more for the inflated file; 10 ns per byte for one evaluation of one
// full 19x19 board on one device, less in proportion for smaller ones; and the least time to
// settle.
struct CellEstimate {
  uint64_t peak_bytes = 0;
  uint64_t steady_bytes = 0;
  // Of one process.
  double wall_s = 0;
};

// For a network that inflates to `inflated_bytes`, over `positions` positions.
CellEstimate EstimateCell(const Scenario& scenario, const Cell& cell, uint64_t inflated_bytes,
                          int positions);

// The time of the whole plan, and the largest peak of its cells. The reference is not in it: it is
// computed once per model and kept.
struct PlanEstimate {
  double wall_s = 0;
  uint64_t peak_bytes = 0;
};
PlanEstimate EstimatePlan(const Plan& plan, uint64_t inflated_bytes, int positions);

// The inflated size of the scenario's network: exact but for a few kB of a synthetic one, from the
// file's size for a file (float32 weights shrink to 0.926 of their size in gzip). Throws IoError
// when there is no such file.
uint64_t EstimateInflatedBytes(const ModelSource& model);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_SCENARIO_ESTIMATE_H_
