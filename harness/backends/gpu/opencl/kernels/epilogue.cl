// What becomes of the sums of a convolution, while they are in registers. In this order:
//   bias      [N, channels]: added at every point of a position
//   raw       the sums, written here, or added to what is here if `accumulate`
//   normed    activation(sum * scale + shift) on the board, 0 off it
// A null pointer leaves its step out.
typedef struct {
  const global float* bias;
  global stored* raw;
  int accumulate;
  global stored* normed;
  const global float* scale;
  const global float* shift;
  const global float* mask;
  int activation;
  int channels;
} Epilogue;

// Finishes `width` channels from `channel` on of one point. `at` counts points of all positions.
#define DEFINE_FINISH(type, load, store, vload)                               \
  inline void __attribute__((overloadable))                                   \
  finish(const Epilogue e, type sum, int n, int at, int channel) {            \
    const size_t place = (size_t)at * (size_t)e.channels + (size_t)channel;   \
    if (e.bias) sum += vload(0, e.bias + (size_t)n * e.channels + channel);   \
    if (e.raw) {                                                              \
      if (e.accumulate) sum += load(e.raw + place);                           \
      store(sum, e.raw + place);                                              \
    }                                                                         \
    if (e.normed) {                                                           \
      type value = (type)(0.0f);                                              \
      if (e.mask[at] != 0.0f) {                                               \
        value = sum * vload(0, e.scale + channel) + vload(0, e.shift + channel); \
        value = activate(value, e.activation);                                \
      }                                                                       \
      store(value, e.normed + place);                                         \
    }                                                                         \
  }

DEFINE_FINISH(float4, LOAD4, STORE4, vload4)
DEFINE_FINISH(float8, LOAD8, STORE8, vload8)
