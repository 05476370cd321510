#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_POINT_PRODUCTS_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_POINT_PRODUCTS_H_

#include <cstdint>
#include <map>

#include "converter/network/network.h"

namespace tidemark::harness::gpu {

// The products of a network that are taken at every point, those of its transformer blocks: the
// index of each one's weights, and the gamma of the norm right before it, if there is one.
std::map<uint32_t, converter::TensorId> PointProductsOf(const converter::Network& network);

}  // namespace tidemark::harness::gpu

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_POINT_PRODUCTS_H_
