// Convolution for processors with many small cores. A work group computes TILE_M points of TILE_N
// channels from tiles in local memory, DEPTH input channels of a tap at a time; each work item has
// 4 x 4 sums in registers, and while it computes with one pair of tiles it has the next on the way.
//
// Global size: groups of TILE_M points times TILE_M / 4, TILE_N / 4 items for each TILE_N channels,
// positions. Weights are [panels, taps, input channels, PANEL].

#define DEPTH 16
#define ITEMS (TILE_M / 4 * (TILE_N / 4))
// Vectors of four values that an item brings of each tile.
#define IN_LOADS (TILE_M * DEPTH / 4 / ITEMS)
#define WEIGHT_LOADS (TILE_N * DEPTH / 4 / ITEMS)
// The points of a channel, with room that keeps items off each other's banks.
#define IN_ROW (TILE_M + 4)

kernel __attribute__((reqd_work_group_size(TILE_M / 4, TILE_N / 4, 1))) void convolution(
    const global stored* restrict in, int in_channels, const global stored* restrict weights,
    int reach_y, int reach_x, Grid grid, EPILOGUE_PARAMETERS) {
  local float in_tile[DEPTH * IN_ROW];
  local float weight_tile[DEPTH * TILE_N];
  const int m = (int)get_local_id(0);
  const int c = (int)get_local_id(1);
  const int item = c * (TILE_M / 4) + m;
  const int first_channel = (int)get_group_id(1) * TILE_N;
  const int n = (int)get_global_id(2);
  const int at = n * grid.points + grid.first + (int)get_group_id(0) * TILE_M;
  const int width = 2 * reach_x + 1;
  const int taps = (2 * reach_y + 1) * width;
  const size_t panel_size = (size_t)(taps * in_channels) * PANEL;
  const int steps = taps * (in_channels / DEPTH);

  float4 sums[4];
  for (int r = 0; r < 4; ++r) sums[r] = (float4)(0.0f);
  float4 next_in[IN_LOADS];
  float4 next_weights[WEIGHT_LOADS];

  int y = -reach_y;
  int x = -reach_x;
  int i = 0;
  for (int step = 0; step <= steps; ++step) {
    if (step > 0) {
      barrier(CLK_LOCAL_MEM_FENCE);
      for (int load = 0; load < IN_LOADS; ++load) {
        const int k = item + load * ITEMS;
        local float* place = in_tile + k % (DEPTH / 4) * 4 * IN_ROW + k / (DEPTH / 4);
        place[0] = next_in[load].x;
        place[IN_ROW] = next_in[load].y;
        place[2 * IN_ROW] = next_in[load].z;
        place[3 * IN_ROW] = next_in[load].w;
      }
      for (int load = 0; load < WEIGHT_LOADS; ++load) {
        vstore4(next_weights[load], item + load * ITEMS, weight_tile);
      }
      barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (step < steps) {
      const global stored* rows = in + (size_t)(at + y * grid.row + x) * (size_t)in_channels + i;
      for (int load = 0; load < IN_LOADS; ++load) {
        const int k = item + load * ITEMS;
        next_in[load] = LOAD4(rows + k / (DEPTH / 4) * in_channels + k % (DEPTH / 4) * 4);
      }
      for (int load = 0; load < WEIGHT_LOADS; ++load) {
        const int k = item + load * ITEMS;
        const int channel = first_channel + k % (TILE_N / 4) * 4;
        const int depth = step * DEPTH + k / (TILE_N / 4);
        next_weights[load] =
            channel < channels ? LOAD4(weights + (size_t)(channel / PANEL) * panel_size +
                                       (size_t)depth * PANEL + channel % PANEL)
                               : (float4)(0.0f);
      }
      i += DEPTH;
      if (i == in_channels) {
        i = 0;
        if (++x > reach_x) {
          x = -reach_x;
          ++y;
        }
      }
    }
    if (step == 0) continue;
    #pragma unroll
    for (int k = 0; k < DEPTH; ++k) {
      const float4 values = vload4(0, in_tile + k * IN_ROW + m * 4);
      const float4 w = vload4(0, weight_tile + k * TILE_N + c * 4);
      sums[0] += values.x * w;
      sums[1] += values.y * w;
      sums[2] += values.z * w;
      sums[3] += values.w * w;
    }
  }

  const int channel = first_channel + c * 4;
  if (channel >= channels) return;
  const Epilogue epilogue = EPILOGUE;
  for (int r = 0; r < 4; ++r) finish(&epilogue, sums[r], n, at + m * 4 + r, channel);
}
