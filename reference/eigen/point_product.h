#ifndef TIDEMARK_REFERENCE_EIGEN_POINT_PRODUCT_H_
#define TIDEMARK_REFERENCE_EIGEN_POINT_PRODUCT_H_

#include "converter/network/layers.h"

namespace tidemark::reference {

// A product at every point, which is a convolution of one tap with the same weights.
inline converter::Convolution PointProduct(const converter::MatMul& product) {
  return {.name = product.name,
          .kernel_y = 1,
          .kernel_x = 1,
          .in_channels = product.in_channels,
          .out_channels = product.out_channels,
          .weights = product.weights};
}

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_POINT_PRODUCT_H_
