#ifndef TIDEMARK_REFERENCE_EIGEN_INPUT_CHECK_H_
#define TIDEMARK_REFERENCE_EIGEN_INPUT_CHECK_H_

#include "converter/network/network.h"
#include "reference/inputs/network_inputs.h"

namespace tidemark::reference {

// The largest buffer evaluated, in each direction.
inline constexpr int kLargestBuffer = 1024;

// Throws UsageError, naming the position where there is one, unless the inputs fit the network:
// sizes, metadata exactly if there is an encoder, finite values, a mask of zeros and at least one
// one, and zeros off the board in every channel.
void CheckInputs(const converter::Network& network, const NetworkInputs& inputs);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_INPUT_CHECK_H_
