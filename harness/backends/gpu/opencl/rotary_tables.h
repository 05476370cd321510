#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_ROTARY_TABLES_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_ROTARY_TABLES_H_

#include <map>
#include <span>
#include <vector>

#include "converter/network/network.h"
#include "harness/backends/gpu/opencl/grid.h"
#include "harness/backends/gpu/opencl/plan_memory.h"
#include "reference/eigen/rotary_frequencies.h"

namespace tidemark::harness::gpu {

// The angles of rotary embeddings over a grid, as epilogue.cl takes them. Columns and rows have
// tables of their own, some tens of kilobytes, where one for each point would have megabytes in a
// network of learned angles.
class RotaryTables {
 public:
  RotaryTables(const Grid& grid, PlanMemory& memory) : grid_(grid), memory_(memory) {}

  // For a map of the block's queries or keys, which has `heads` heads. Maps of the same angles have
  // one table. `learned` as reference::RotaryFrequencies() takes it.
  cl::Buffer For(const converter::AttentionBlock& block, int heads, std::span<const float> learned);

 private:
  using Frequencies = std::vector<reference::RotaryFrequency>;

  // Of a map with these frequencies for its pairs of channels.
  std::vector<float> TableOf(const Frequencies& frequencies) const;

  Grid grid_;
  PlanMemory& memory_;
  std::map<Frequencies, cl::Buffer> tables_;
};

}  // namespace tidemark::harness::gpu

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_ROTARY_TABLES_H_
