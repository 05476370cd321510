// Attention for processors with wide vectors and large caches: for every head and point, the mix of
// the values at all points that softmax(query . key / sqrt(q_width)) weighs. A work item takes
// QUERIES points of one head, each in a component of a vector.
//
// Global size: groups of QUERIES points, heads, N. Query head i has the keys and values of head
// i / group. `count`, the points that are computed, is a multiple of ROWS. `queries` has room for
// q_width and for v_width vectors, `weights` for `count`. Channels of `out` behind the last head's
// are set to 0.

// Channels of values that are mixed at once, in registers, and points whose values stay in the
// innermost cache until all channels are through.
#define COLUMNS 4
#define BLOCK 48

kernel void attend(const global stored* restrict query, int query_channels,
                   const global stored* restrict key, int key_channels,
                   const global stored* restrict value, int value_channels, int group, int q_width,
                   int v_width, Grid grid, int count, const global float* restrict mask,
                   global stored* restrict out, int out_channels, local float8* queries,
                   local float8* weights) {
  const int first_query = (int)get_global_id(0) * QUERIES;
  const int head = (int)get_global_id(1);
  const int first = (int)get_global_id(2) * grid.points + grid.first;

  const float scale = 1.0f / sqrt((float)q_width);
  for (int r = 0; r < QUERIES; ++r) {
    const int point = first + min(first_query + r, count - 1);
    const global stored* q = query + (size_t)point * query_channels + head * q_width;
    for (int c = 0; c < q_width; ++c) ((local float*)(queries + c))[r] = scale * LOAD(q + c);
  }

  float8 highest = (float8)(-INFINITY);
  const global stored* keys = key + (size_t)first * key_channels + head / group * q_width;
  for (int u = 0; u < count; u += ROWS) {
    float8 sums[ROWS];
    for (int r = 0; r < ROWS; ++r) sums[r] = (float8)(0.0f);
    for (int c = 0; c < q_width; ++c) {
      const float8 q = queries[c];
      #pragma unroll
      for (int r = 0; r < ROWS; ++r) sums[r] += LOAD(keys + r * key_channels + c) * q;
    }
    #pragma unroll
    for (int r = 0; r < ROWS; ++r) {
      if (mask[first + u + r] == 0.0f) sums[r] = (float8)(-INFINITY);
      weights[u + r] = sums[r];
      highest = fmax(highest, sums[r]);
    }
    keys += ROWS * key_channels;
  }

  float8 sum = (float8)(0.0f);
  for (int u = 0; u < count; ++u) {
    const float8 weight = exp(weights[u] - highest);
    weights[u] = weight;
    sum += weight;
  }

  // The queries have been used: their room takes the mixes.
  for (int c = 0; c < v_width; ++c) queries[c] = (float8)(0.0f);
  const global stored* values = value + (size_t)first * value_channels + head / group * v_width;
  for (int block = 0; block < count; block += BLOCK) {
    const int end = min(block + BLOCK, count);
    for (int c = 0; c < v_width; c += COLUMNS) {
      // Past the last channel that one again, whose mix is not kept.
      int channel[COLUMNS];
      float8 mix[COLUMNS];
      for (int j = 0; j < COLUMNS; ++j) {
        channel[j] = min(c + j, v_width - 1);
        mix[j] = queries[channel[j]];
      }
      for (int u = block; u < end; ++u) {
        const float8 weight = weights[u];
        #pragma unroll
        for (int j = 0; j < COLUMNS; ++j) {
          mix[j] += LOAD(values + (size_t)u * value_channels + channel[j]) * weight;
        }
      }
      for (int j = 0; j < COLUMNS && c + j < v_width; ++j) queries[c + j] = mix[j];
    }
  }

  const int out_first = head * v_width;
  for (int r = 0; r < QUERIES && first_query + r < count; ++r) {
    const int at = first + first_query + r;
    const float factor = mask[at] != 0.0f ? 1.0f / ((const float*)&sum)[r] : 0.0f;
    for (int c = 0; c < v_width; ++c) {
      STORE(((const local float*)(queries + c))[r] * factor,
            out + (size_t)at * out_channels + out_first + c);
    }
  }

  if (head + 1 < (int)get_global_size(1)) return;
  for (int r = 0; r < QUERIES && first_query + r < count; ++r) {
    for (int c = out_first + v_width; c < out_channels; ++c) {
      STORE(0.0f, out + (size_t)(first + first_query + r) * out_channels + c);
    }
  }
}
