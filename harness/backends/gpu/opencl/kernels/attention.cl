// Attention over the points of the board: for every head and point, the mix of the values at all
// points that softmax(query . key / sqrt(q_width)) weighs. A work group takes QUERIES points of one
// head, each in a component of a vector, so that what it reads of keys and values serves all.

#if QUERIES == 8
typedef float8 per_query;
#else
typedef float4 per_query;
#endif

// The first `count` of four values, and zeros.
inline float4 load_up_to_4(const global stored* values, int count) {
  if (count >= 4) return LOAD4(values);
  return (float4)(LOAD(values), count > 1 ? LOAD(values + 1) : 0.0f,
                  count > 2 ? LOAD(values + 2) : 0.0f, 0.0f);
}

// Makes partial[0] what `reduce` makes of all lanes' `value`, for all lanes to read.
#define REDUCE(value, reduce)                                            \
  partial[lane] = value;                                                 \
  for (int half_way = MIXERS / 2; half_way > 0; half_way /= 2) {         \
    barrier(CLK_LOCAL_MEM_FENCE);                                        \
    if (lane < half_way) {                                               \
      partial[lane] = reduce(partial[lane], partial[lane + half_way]);   \
    }                                                                    \
  }                                                                      \
  barrier(CLK_LOCAL_MEM_FENCE)
#define SUM(a, b) ((a) + (b))

// Global size: MIXERS items for every QUERIES points, heads, N. Query head i has the keys and values
// of head i / group. `count`, the points that are computed, is a multiple of KEYS. `queries` has
// room for q_width vectors, up to a multiple of four, and `weights` for `count`. Channels of `out`
// behind the last head's are set to 0.
kernel __attribute__((reqd_work_group_size(MIXERS, 1, 1))) void attend(
    const global stored* restrict query, int query_channels, const global stored* restrict key,
    int key_channels, const global stored* restrict value, int value_channels, int group,
    int q_width, int v_width, Grid grid, int count, const global float* restrict mask,
    global stored* restrict out, int out_channels, local per_query* queries,
    local per_query* weights) {
  local per_query partial[MIXERS * 4];
  const int lane = (int)get_local_id(0);
  const int head = (int)get_global_id(1);
  const int first = (int)get_global_id(2) * grid.points + grid.first;
  const int tile = (int)get_group_id(0) * QUERIES;

  const float scale = 1.0f / sqrt((float)q_width);
  const int q_room = (q_width + 3) / 4 * 4;
  for (int i = lane; i < q_room * QUERIES; i += MIXERS) {
    const int point = min(tile + i % QUERIES, count - 1);
    const int c = i / QUERIES;
    ((local float*)queries)[i] =
        c < q_width ? scale * LOAD(query + (size_t)(first + point) * query_channels +
                                   head * q_width + c)
                    : 0.0f;
  }
  barrier(CLK_LOCAL_MEM_FENCE);

  per_query highest = (per_query)(-INFINITY);
  const global stored* keys = key + (size_t)first * key_channels + head / group * q_width;
  for (int u = lane * KEYS; u < count; u += MIXERS * KEYS) {
    per_query sums[KEYS];
    for (int j = 0; j < KEYS; ++j) sums[j] = (per_query)(0.0f);
    for (int c = 0; c < q_width; c += 4) {
      #pragma unroll
      for (int j = 0; j < KEYS; ++j) {
        const float4 k = load_up_to_4(keys + (size_t)(u + j) * key_channels + c, q_width - c);
        sums[j] += k.x * queries[c];
        sums[j] += k.y * queries[c + 1];
        sums[j] += k.z * queries[c + 2];
        sums[j] += k.w * queries[c + 3];
      }
    }
    for (int j = 0; j < KEYS; ++j) {
      if (mask[first + u + j] == 0.0f) sums[j] = (per_query)(-INFINITY);
      weights[u + j] = sums[j];
      highest = fmax(highest, sums[j]);
    }
  }
  REDUCE(highest, fmax);
  highest = partial[0];
  barrier(CLK_LOCAL_MEM_FENCE);

  per_query sum = (per_query)(0.0f);
  for (int u = lane; u < count; u += MIXERS) {
    const per_query weight = exp(weights[u] - highest);
    weights[u] = weight;
    sum += weight;
  }
  REDUCE(sum, SUM);
  sum = partial[0];
  barrier(CLK_LOCAL_MEM_FENCE);

  // Four channels of a value are a column. An item mixes a slice of the points of one column at a
  // time; then the slices are added up.
  const int all_columns = (v_width + 3) / 4;
  const int columns = min(all_columns, MIXERS);
  const int slices = MIXERS / columns;
  const int slice = lane / columns;
  const global stored* values = value + (size_t)first * value_channels + head / group * v_width;
  for (int first_column = 0; first_column < all_columns; first_column += columns) {
    const int from = (first_column + lane % columns) * 4;
    if (slice < slices && from < v_width) {
      per_query mix[4];
      for (int j = 0; j < 4; ++j) mix[j] = (per_query)(0.0f);
      for (int u = slice; u < count; u += slices) {
        const float4 v = load_up_to_4(values + (size_t)u * value_channels + from, v_width - from);
        const per_query weight = weights[u];
        mix[0] += v.x * weight;
        mix[1] += v.y * weight;
        mix[2] += v.z * weight;
        mix[3] += v.w * weight;
      }
      for (int j = 0; j < 4; ++j) partial[lane * 4 + j] = mix[j];
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    const int width = min(columns * 4, v_width - first_column * 4);
    for (int c = lane; c < width; c += MIXERS) {
      per_query total = (per_query)(0.0f);
      for (int s = 0; s < slices; ++s) total += partial[s * columns * 4 + c];
      total /= sum;
      for (int r = 0; r < QUERIES && tile + r < count; ++r) {
        const int at = first + tile + r;
        const float mixed = mask[at] != 0.0f ? ((float*)&total)[r] : 0.0f;
        STORE(mixed, out + (size_t)at * out_channels + head * v_width + first_column * 4 + c);
      }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }

  if (head + 1 < (int)get_global_size(1)) return;
  for (int c = (head + 1) * v_width + lane; c < out_channels; c += MIXERS) {
    for (int r = 0; r < QUERIES && tile + r < count; ++r) {
      STORE(0.0f, out + (size_t)(first + tile + r) * out_channels + c);
    }
  }
}
