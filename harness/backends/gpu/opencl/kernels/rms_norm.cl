// x / sqrt(mean(x^2) + epsilon) * gamma + beta, then an activation; 0 off the board.

// Sum of squares of each point's channels, 0 off the board. Global size: points that are computed,
// N.
kernel void sum_squares(const global stored* restrict in, int channels, Grid grid,
                        const global float* restrict mask, global float* restrict sums) {
  const int n = (int)get_global_id(1);
  const int at = n * grid.points + grid.first + (int)get_global_id(0);
  float sum = 0.0f;
  if (mask[at] != 0.0f) {
    for (int c = 0; c < channels; c += 4) {
      const float4 x = LOAD4(in + (size_t)at * channels + c);
      sum += dot(x, x);
    }
  }
  sums[at] = sum;
}

// Makes each point's sum the mean of all that are on the board. Global size: N.
kernel void share_squares(Grid grid, int count, const global float* restrict areas,
                          global float* restrict sums) {
  const int n = (int)get_global_id(0);
  const int first = n * grid.points + grid.first;
  float sum = 0.0f;
  for (int point = 0; point < count; ++point) sum += sums[first + point];
  for (int point = 0; point < count; ++point) sums[first + point] = sum / areas[n];
}

// Global size: channels, points that are computed, N. `width`: channels without padding.
kernel void rms_norm(const global stored* restrict in, int channels, int width, Grid grid,
                     const global float* restrict mask, const global float* restrict sums,
                     float epsilon, const global float* restrict gamma,
                     const global float* restrict beta, int activation,
                     global stored* restrict out) {
  const int c = (int)get_global_id(0);
  const int n = (int)get_global_id(2);
  const int at = n * grid.points + grid.first + (int)get_global_id(1);
  const size_t place = (size_t)at * channels + c;
  float value = 0.0f;
  if (mask[at] != 0.0f) {
    const float scale = 1.0f / sqrt(sums[at] / (float)width + epsilon);
    value = activate(LOAD(in + place) * scale * gamma[c] + beta[c], activation);
  }
  STORE(value, out + place);
}
