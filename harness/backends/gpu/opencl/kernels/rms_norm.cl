// x / sqrt(mean(x^2) + epsilon) * gamma + beta, then an activation; 0 off the board.

// The mean square of each point's channels or, if `reciprocal`, 1 / sqrt(it + epsilon); 0 off the
// board. Global size: LANES, points that are computed, N; a group has POINTS points, whose channels
// its lanes share. `width`: channels without padding.
kernel __attribute__((reqd_work_group_size(LANES, POINTS, 1))) void mean_square(
    const global stored* restrict in, int channels, int width, Grid grid,
    const global float* restrict mask, float epsilon, int reciprocal, global float* restrict out) {
  local float sums[POINTS * LANES];
  const int lane = (int)get_local_id(0);
  const int n = (int)get_global_id(2);
  const int at = n * grid.points + grid.first + (int)get_global_id(1);
  local float* point_sums = sums + get_local_id(1) * LANES;
  const bool on_board = mask[at] != 0.0f;
  float sum = 0.0f;
  if (on_board) {
    for (int c = lane * 4; c < channels; c += LANES * 4) {
      const float4 x = LOAD4(in + (size_t)at * channels + c);
      sum += dot(x, x);
    }
  }
  point_sums[lane] = sum;
  barrier(CLK_LOCAL_MEM_FENCE);
  if (lane != 0) return;
  for (int other = 1; other < LANES; ++other) sum += point_sums[other];
  const float mean = sum / (float)width;
  out[at] = on_board && reciprocal ? 1.0f / sqrt(mean + epsilon) : mean;
}

// From each point's mean square to what `mean_square` makes of their mean over the board. Global
// size: N.
kernel void share_mean_square(Grid grid, int count, const global float* restrict areas,
                              float epsilon, global float* restrict values) {
  const int n = (int)get_global_id(0);
  const int first = n * grid.points + grid.first;
  float sum = 0.0f;
  for (int point = 0; point < count; ++point) sum += values[first + point];
  const float factor = 1.0f / sqrt(sum / areas[n] + epsilon);
  for (int point = 0; point < count; ++point) values[first + point] = factor;
}

// Global size: channels, points that are computed, N. `factors`: of each point.
kernel void rms_norm(const global stored* restrict in, int channels, Grid grid,
                     const global float* restrict mask, const global float* restrict factors,
                     const global float* restrict gamma, const global float* restrict beta,
                     int activation, global stored* restrict out) {
  const int c = (int)get_global_id(0);
  const int n = (int)get_global_id(2);
  const int at = n * grid.points + grid.first + (int)get_global_id(1);
  const size_t place = (size_t)at * channels + c;
  float value = 0.0f;
  if (mask[at] != 0.0f) {
    value = activate(LOAD(in + place) * factors[at] * gamma[c] + beta[c], activation);
  }
  STORE(value, out + place);
}
