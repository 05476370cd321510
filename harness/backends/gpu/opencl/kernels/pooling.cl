// Features of whole boards. Global size: channels rounded up to PANEL, LANES, N; a group has PANEL
// channels and LANES lanes, which share the points.
//
// Writes [N, 3 * channels]: mean, mean * t / 10 and, by `means_only`, mean * (t^2 / 100 - 0.1) or
// the maximum, with t = sqrt(area) - 14. An activation is never below -1 but for the identity,
// which the maximum cuts off there.
kernel __attribute__((reqd_work_group_size(PANEL, LANES, 1))) void pool(
    const global stored* restrict in, int in_channels, int channels, Grid grid, int count,
    const global float* restrict mask, const global float* restrict areas, int means_only,
    global float* restrict out) {
  local float sums[LANES * PANEL];
  local float highs[LANES * PANEL];
  const int lane = (int)get_local_id(1);
  const int c = (int)get_global_id(0);
  const int n = (int)get_global_id(2);
  const int first = n * grid.points + grid.first;
  float sum = 0.0f;
  float high = -1.0f;
  for (int point = lane; point < count; point += LANES) {
    const float value = LOAD(in + (size_t)(first + point) * in_channels + c);
    if (mask[first + point] != 0.0f) {
      sum += value;
      high = fmax(high, value);
    }
  }
  sums[lane * PANEL + get_local_id(0)] = sum;
  highs[lane * PANEL + get_local_id(0)] = high;
  barrier(CLK_LOCAL_MEM_FENCE);
  if (lane != 0 || c >= channels) return;
  for (int other = 1; other < LANES; ++other) {
    sum += sums[other * PANEL + get_local_id(0)];
    high = fmax(high, highs[other * PANEL + get_local_id(0)]);
  }
  const float mean = sum / areas[n];
  const float t = sqrt(areas[n]) - 14.0f;
  global float* pooled = out + (size_t)n * 3 * channels + c;
  pooled[0] = mean;
  pooled[channels] = mean * t * 0.1f;
  pooled[2 * channels] = means_only ? mean * (t * t * 0.01f - 0.1f) : high;
}
