// Attention for processors with many small cores: for every head and point, the mix of the values
// at all points that softmax(query . key / sqrt(q_width)) weighs. A work group takes QUERIES points
// of one head, each in a component of a vector: what it reads of keys and values serves all.
//
// Global size: MIXERS items for every QUERIES points, heads, N. Query head i has the keys and
// values of head i / group. `count` points are computed. `queries` has room for q_width vectors, up
// to a multiple of KEY_DEPTH, and `weights` for `count`. Channels of `out` behind the last head's
// are set to 0.

// Channels of MIXERS keys that are in local memory at a time, and the room that keeps items off
// each other's banks.
#define KEY_DEPTH 16
#define KEY_ROW (KEY_DEPTH + 1)

// The first `count` of four values, and zeros.
static inline float4 load_up_to_4(const global stored* values, int count) {
  if (count >= 4) return LOAD4(values);
  return (float4)(count > 0 ? LOAD(values) : 0.0f, count > 1 ? LOAD(values + 1) : 0.0f,
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

kernel __attribute__((reqd_work_group_size(MIXERS, 1, 1))) void attend(
    const global stored* restrict query, int query_channels, const global stored* restrict key,
    int key_channels, const global stored* restrict value, int value_channels, int group,
    int q_width, int v_width, Grid grid, int count, const global float* restrict mask,
    global stored* restrict out, int out_channels, local float4* queries, local float4* weights) {
  local float4 partial[MIXERS * 4];
  local float key_tile[MIXERS * KEY_ROW];
  const int lane = (int)get_local_id(0);
  const int head = (int)get_global_id(1);
  const int first = (int)get_global_id(2) * grid.points + grid.first;
  const int tile = (int)get_group_id(0) * QUERIES;

  const float scale = 1.0f / sqrt((float)q_width);
  const int q_room = (q_width + KEY_DEPTH - 1) / KEY_DEPTH * KEY_DEPTH;
  for (int i = lane; i < q_room * QUERIES; i += MIXERS) {
    const int point = min(tile + i % QUERIES, count - 1);
    const int c = i / QUERIES;
    ((local float*)queries)[i] =
        c < q_width ? scale * LOAD(query + (size_t)(first + point) * query_channels +
                                   head * q_width + c)
                    : 0.0f;
  }

  float4 highest = (float4)(-INFINITY);
  const global stored* keys = key + (size_t)first * key_channels + head / group * q_width;
  for (int first_key = 0; first_key < count; first_key += MIXERS) {
    float4 score = (float4)(0.0f);
    for (int from = 0; from < q_width; from += KEY_DEPTH) {
      barrier(CLK_LOCAL_MEM_FENCE);
      for (int i = lane; i < MIXERS * KEY_DEPTH / 4; i += MIXERS) {
        const int u = i / (KEY_DEPTH / 4);
        const int c = i % (KEY_DEPTH / 4) * 4;
        const float4 k =
            load_up_to_4(keys + (size_t)min(first_key + u, count - 1) * key_channels + from + c,
                         q_width - from - c);
        local float* place = key_tile + u * KEY_ROW + c;
        place[0] = k.x;
        place[1] = k.y;
        place[2] = k.z;
        place[3] = k.w;
      }
      barrier(CLK_LOCAL_MEM_FENCE);
      #pragma unroll
      for (int c = 0; c < KEY_DEPTH; ++c) {
        score += key_tile[lane * KEY_ROW + c] * queries[from + c];
      }
    }
    const int u = first_key + lane;
    if (u < count) {
      if (mask[first + u] == 0.0f) score = (float4)(-INFINITY);
      weights[u] = score;
      highest = fmax(highest, score);
    }
  }
  REDUCE(highest, fmax);
  highest = partial[0];
  barrier(CLK_LOCAL_MEM_FENCE);

  float4 sum = (float4)(0.0f);
  for (int u = lane; u < count; u += MIXERS) {
    const float4 weight = exp(weights[u] - highest);
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
      float4 mix[4];
      for (int j = 0; j < 4; ++j) mix[j] = (float4)(0.0f);
      for (int u = slice; u < count; u += slices) {
        const float4 v = load_up_to_4(values + (size_t)u * value_channels + from, v_width - from);
        const float4 weight = weights[u];
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
      float4 total = (float4)(0.0f);
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
