// The activation functions of a network, for float, float4 and float8.

#define IDENTITY 0
#define RELU 1
#define MISH 2
#define SILU 3

// mish(x) = x * tanh(softplus(x)), and tanh(softplus(x)) = (e^2 + 2e) / (e^2 + 2e + 2) with
// e = exp(x), which loses nothing to cancellation. From 20 on it is x.
#define DEFINE_ACTIVATE(type)                         \
  inline type __attribute__((overloadable))           \
  activate(type x, int kind) {                        \
    if (kind == RELU) return fmax(x, (type)(0.0f));   \
    if (kind == MISH) {                               \
      x = fmax(x, (type)(-87.0f));                    \
      const type e = exp(fmin(x, (type)(20.0f)));     \
      const type p = e * (e + (type)(2.0f));          \
      return x * (p / (p + (type)(2.0f)));            \
    }                                                 \
    if (kind == SILU) {                               \
      x = fmax(x, (type)(-87.0f));                    \
      return x / (exp(-x) + (type)(1.0f));            \
    }                                                 \
    return x;                                         \
  }

DEFINE_ACTIVATE(float)
DEFINE_ACTIVATE(float4)
DEFINE_ACTIVATE(float8)
