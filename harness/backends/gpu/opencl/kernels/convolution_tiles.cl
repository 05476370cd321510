// Convolution for processors with many small cores. A work group computes TILE_M points of TILE_N
// channels from tiles in local memory; each work item has 4 x 4 sums in registers.
//
// Global size: groups of TILE_M points times TILE_M / 4, TILE_N / 4 items for each TILE_N channels,
// positions. Weights are [panels, taps, input channels, PANEL].

#define DEPTH 16
#define ITEMS (TILE_M / 4 * (TILE_N / 4))
#define IN_ROW (TILE_M + 4)

kernel __attribute__((reqd_work_group_size(TILE_M / 4, TILE_N / 4, 1))) void convolution(
    const global stored* restrict in, int in_channels, const global stored* restrict weights,
    int reach_y, int reach_x, Grid grid, const global float* bias, global stored* raw,
    int accumulate, global stored* normed, const global float* scale, const global float* shift,
    const global float* mask, int activation, int channels) {
  local float in_tile[DEPTH * IN_ROW];
  local float weight_tile[DEPTH * TILE_N];
  const int m = (int)get_local_id(0);
  const int c = (int)get_local_id(1);
  const int item = c * (TILE_M / 4) + m;
  const int first_channel = (int)get_group_id(1) * TILE_N;
  const int n = (int)get_global_id(2);
  const int at = n * grid.points + grid.first + (int)get_group_id(0) * TILE_M;
  const int taps = (2 * reach_y + 1) * (2 * reach_x + 1);
  const size_t panel_size = (size_t)(taps * in_channels) * PANEL;

  float4 sums[4];
  for (int r = 0; r < 4; ++r) sums[r] = (float4)(0.0f);

  int depth = 0;
  for (int y = -reach_y; y <= reach_y; ++y) {
    for (int x = -reach_x; x <= reach_x; ++x) {
      const global stored* rows = in + (size_t)(at + y * grid.row + x) * (size_t)in_channels;
      for (int i = 0; i < in_channels; i += DEPTH, depth += DEPTH) {
        for (int k = item; k < DEPTH * TILE_M; k += ITEMS) {
          const int point = k / DEPTH;
          in_tile[k % DEPTH * IN_ROW + point] = LOAD(rows + point * in_channels + i + k % DEPTH);
        }
        for (int k = item; k < DEPTH * TILE_N; k += ITEMS) {
          const int channel = first_channel + k % TILE_N;
          weight_tile[k] =
              channel < channels
                  ? LOAD(weights + (size_t)(channel / PANEL) * panel_size +
                         (size_t)(depth + k / TILE_N) * PANEL + channel % PANEL)
                  : 0.0f;
        }
        barrier(CLK_LOCAL_MEM_FENCE);
        #pragma unroll
        for (int k = 0; k < DEPTH; ++k) {
          const float4 values = vload4(0, in_tile + k * IN_ROW + m * 4);
          const float4 w = vload4(0, weight_tile + k * TILE_N + c * 4);
          sums[0] += values.x * w;
          sums[1] += values.y * w;
          sums[2] += values.z * w;
          sums[3] += values.w * w;
        }
        barrier(CLK_LOCAL_MEM_FENCE);
      }
    }
  }

  const int channel = first_channel + c * 4;
  if (channel >= channels) return;
  const Epilogue epilogue = {bias, raw, accumulate, normed, scale, shift, mask, activation, channels};
  for (int r = 0; r < 4; ++r) finish(epilogue, sums[r], n, at + m * 4 + r, channel);
}
