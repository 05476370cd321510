#ifndef TIDEMARK_REFERENCE_EIGEN_WEIGHTS_H_
#define TIDEMARK_REFERENCE_EIGEN_WEIGHTS_H_

#include <cstddef>
#include <span>
#include <string_view>

#include "converter/network/tensor_store.h"

namespace tidemark::reference {

// The values of a layer's tensor. Throws UsageError, naming the layer, unless `weights` holds
// exactly `count` of them: they were released, or belong to another network.
std::span<const float> WeightsOf(const converter::TensorStore& weights, converter::TensorId id,
                                 size_t count, std::string_view layer);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_WEIGHTS_H_
