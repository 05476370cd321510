// Products of vectors, one for each position, in float: out = activation(in * weights + bias), or
// out += that if `accumulate`. Global size: out_stride, N. Weights are [inputs, outputs]; channels
// of the output from `outputs` to `out_stride` are set to 0. `bias` may be null.
kernel void dense(const global float* restrict in, int inputs, const global stored* restrict weights,
                  int outputs, const global float* restrict bias, int activation, int accumulate,
                  global float* restrict out, int out_stride) {
  const int o = (int)get_global_id(0);
  const int n = (int)get_global_id(1);
  if (o >= outputs) {
    out[(size_t)n * out_stride + o] = 0.0f;
    return;
  }
  float sum = 0.0f;
  for (int i = 0; i < inputs; ++i) {
    sum += in[(size_t)n * inputs + i] * LOAD(weights + (size_t)i * outputs + o);
  }
  if (bias) sum += bias[o];
  sum = activate(sum, activation);
  if (accumulate) sum += out[(size_t)n * out_stride + o];
  out[(size_t)n * out_stride + o] = sum;
}
