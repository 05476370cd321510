// What becomes of the sums of a convolution, while they are in registers. In this order:
//   point_scale  [N, points]: multiplies the channels of a point; where it is 0 the sums are 0
//   bias         [N, channels]: added at every point of a position
//   rotation     turns each pair of channels (2p, 2p + 1) by two angles, that of the point's column
//                and that of its row: [grid.row, channels], then as much for each row, holding the
//                cosine of a pair's angle in its first channel and the sine in its second
//   raw          the sums, written here, or added to what is here if `accumulate`
//   normed       activation(sum * scale + shift) * gate on the board, 0 off it; `gate` is a map
//                like it, and without `scale` there is no `shift` either
// A null pointer leaves its step out.
typedef struct {
  Grid grid;
  const global float* point_scale;
  const global float* bias;
  const global float* rotation;
  global stored* raw;
  int accumulate;
  global stored* normed;
  const global float* scale;
  const global float* shift;
  int activation;
  const global stored* gate;
  const global float* mask;
  int channels;
} Epilogue;

// The parameters of a kernel that make up its epilogue, after its `grid`, and the epilogue.
#define EPILOGUE_PARAMETERS                                                                   \
  const global float *point_scale, const global float *bias, const global float *rotation,    \
      global stored *raw, int accumulate, global stored *normed, const global float *scale,   \
      const global float *shift, int activation, const global stored *gate,                   \
      const global float *mask, int channels
#define EPILOGUE                                                                              \
  {grid,  point_scale, bias,       rotation, raw,  accumulate, normed,                        \
   scale, shift,       activation, gate,     mask, channels}

// Finishes `width` channels from `channel` on of one point. `at` counts points of all positions.
#define DEFINE_FINISH(type, load, store, vload)                                               \
  inline type __attribute__((overloadable)) turned(type value, type turn) {                   \
    type out;                                                                                 \
    out.even = value.even * turn.even - value.odd * turn.odd;                                 \
    out.odd = value.even * turn.odd + value.odd * turn.even;                                  \
    return out;                                                                               \
  }                                                                                           \
  inline void __attribute__((overloadable))                                                   \
  finish(const Epilogue* e, type sum, int n, int at, int channel) {                           \
    const size_t place = (size_t)at * (size_t)e->channels + (size_t)channel;                  \
    if (e->point_scale) {                                                                     \
      const float factor = e->point_scale[at];                                                \
      sum = factor != 0.0f ? sum * factor : (type)(0.0f);                                     \
    }                                                                                         \
    if (e->bias) sum += vload(0, e->bias + (size_t)n * e->channels + channel);                \
    if (e->rotation) {                                                                        \
      const int point = at - n * e->grid.points - e->grid.first;                              \
      const int column = point % e->grid.row;                                                 \
      const int row = e->grid.row + point / e->grid.row;                                      \
      sum = turned(sum, vload(0, e->rotation + (size_t)column * e->channels + channel));      \
      sum = turned(sum, vload(0, e->rotation + (size_t)row * e->channels + channel));         \
    }                                                                                         \
    if (e->raw) {                                                                             \
      if (e->accumulate) sum += load(e->raw + place);                                         \
      store(sum, e->raw + place);                                                             \
    }                                                                                         \
    if (e->normed) {                                                                          \
      type value = (type)(0.0f);                                                              \
      if (e->mask[at] != 0.0f) {                                                              \
        value = sum;                                                                          \
        if (e->scale) {                                                                       \
          value = value * vload(0, e->scale + channel) + vload(0, e->shift + channel);        \
        }                                                                                     \
        value = activate(value, e->activation);                                               \
        if (e->gate) value *= load(e->gate + place);                                          \
      }                                                                                       \
      store(value, e->normed + place);                                                        \
    }                                                                                         \
  }

DEFINE_FINISH(float4, LOAD4, STORE4, vload4)
DEFINE_FINISH(float8, LOAD8, STORE8, vload8)
