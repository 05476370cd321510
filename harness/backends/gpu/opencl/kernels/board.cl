// Between the layout of inputs and outputs, [N, channels, H, W] in float, and that of activations.

// Global size: W, H, N. Writes the spatial input's first `channels` channels and the mask, which is
// channel 0.
kernel void place_inputs(const global float* restrict spatial, int channels, Grid grid,
                         global stored* restrict out, int out_channels, global float* mask) {
  const int x = (int)get_global_id(0);
  const int y = (int)get_global_id(1);
  const int n = (int)get_global_id(2);
  const int area = (int)(get_global_size(0) * get_global_size(1));
  const int point = y * (int)get_global_size(0) + x;
  const int at = n * grid.points + grid.first + y * grid.row + x;
  const global float* values = spatial + (size_t)n * (size_t)(channels * area) + point;
  for (int c = 0; c < channels; ++c) {
    STORE(values[(size_t)c * area], out + (size_t)at * out_channels + c);
  }
  mask[at] = values[0];
}

// Global size: W, H, N. Reads the first `channels` channels.
kernel void take_outputs(const global stored* restrict in, int in_channels, Grid grid, int channels,
                         global float* restrict out) {
  const int x = (int)get_global_id(0);
  const int y = (int)get_global_id(1);
  const int n = (int)get_global_id(2);
  const int area = (int)(get_global_size(0) * get_global_size(1));
  const int point = y * (int)get_global_size(0) + x;
  const int at = n * grid.points + grid.first + y * grid.row + x;
  for (int c = 0; c < channels; ++c) {
    out[(size_t)(n * channels + c) * area + point] = LOAD(in + (size_t)at * in_channels + c);
  }
}
