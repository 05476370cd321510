#ifndef TIDEMARK_REFERENCE_EIGEN_EVALUATOR_H_
#define TIDEMARK_REFERENCE_EIGEN_EVALUATOR_H_

#include <memory>
#include <vector>

#include "converter/network/network.h"
#include "converter/network/tensor_store.h"
#include "reference/inputs/network_inputs.h"
#include "reference/outputs/layer_cost.h"
#include "reference/outputs/raw_outputs.h"

namespace tidemark::reference {

enum class Arithmetic {
  kFloat,   // weights, activations and accumulation in float32
  kDouble,  // activations and accumulation in float64; batch norms merged in float32
};

struct EvaluatorOptions {
  Arithmetic arithmetic = Arithmetic::kFloat;
  // Threads that share each layer of a batch. Results do not depend on it.
  int threads = 1;
};

// Evaluates a network with Eigen, straight from its own weights: the right answer that backends are
// compared with.
class Evaluator {
 public:
  // `network` and `weights` must outlive the evaluator. Throws UsageError when `weights` does not
  // hold the network's values, or for an option out of range.
  Evaluator(const converter::Network& network, const converter::TensorStore& weights,
            EvaluatorOptions options = {});
  ~Evaluator();
  Evaluator(Evaluator&&) noexcept;
  Evaluator& operator=(Evaluator&&) noexcept;

  // Any batch, any buffer, any board that fits it. Throws UsageError when the inputs do not fit the
  // network: channel counts, metadata missing or unasked for, an empty mask, values that are not
  // finite or not 0 off the board. Calls from several threads run one after the other.
  // What a position gets does not depend on the others of its batch.
  RawOutputs Evaluate(const NetworkInputs& inputs) const;

  // From now on the cost of each layer is counted, from zero.
  void StartProfile();
  // The costs since then, in the order of evaluation; empty before.
  std::vector<LayerCost> Profile() const;

 private:
  class Impl;
  template <typename Scalar>
  class ImplOf;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_EVALUATOR_H_
