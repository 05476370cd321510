// Convolution for processors with wide vectors and large caches. A work item keeps ROWS points of
// one panel of channels in registers and runs through all taps and input channels.
//
// Global size: tiles of ROWS points, output panels, positions. Weights are
// [panels, taps, input channels, PANEL].

kernel void convolution(const global stored* restrict in, int in_channels,
                        const global stored* restrict weights, int reach_y, int reach_x, Grid grid,
                        EPILOGUE_PARAMETERS) {
  const int tile = (int)get_global_id(0);
  const int panel = (int)get_global_id(1);
  const int n = (int)get_global_id(2);
  const int at = n * grid.points + grid.first + tile * ROWS;

  float8 low[ROWS];
  float8 high[ROWS];
  for (int r = 0; r < ROWS; ++r) low[r] = high[r] = (float8)(0.0f);

  const int taps = (2 * reach_y + 1) * (2 * reach_x + 1);
  const global stored* w = weights + (size_t)panel * (size_t)(taps * in_channels) * PANEL;
  for (int y = -reach_y; y <= reach_y; ++y) {
    for (int x = -reach_x; x <= reach_x; ++x) {
      const global stored* row = in + (size_t)(at + y * grid.row + x) * (size_t)in_channels;
      for (int i = 0; i < in_channels; ++i) {
        const float8 w_low = LOAD8(w);
        const float8 w_high = LOAD8(w + 8);
        w += PANEL;
        #pragma unroll
        for (int r = 0; r < ROWS; ++r) {
          const float value = LOAD(row + r * in_channels + i);
          low[r] += value * w_low;
          high[r] += value * w_high;
        }
      }
    }
  }

  const Epilogue epilogue = EPILOGUE;
  for (int r = 0; r < ROWS; ++r) {
    finish(&epilogue, low[r], n, at + r, panel * PANEL);
    finish(&epilogue, high[r], n, at + r, panel * PANEL + 8);
  }
}
