#ifndef TIDEMARK_REFERENCE_OUTPUTS_LAYER_COST_H_
#define TIDEMARK_REFERENCE_OUTPUTS_LAYER_COST_H_

#include <cstdint>
#include <string>

namespace tidemark::reference {

// What one layer of a network, or one step that a backend makes of several, has cost so far.
struct LayerCost {
  // The layer's name in the network or the program: "model.blocks.0.convpool.conv1r".
  std::string layer = {};
  // What is done there: "convolution 3x3, Winograd 4x4", "conv + mul + add".
  std::string operation = {};
  // How often it ran: once for a batch, or for each part of one that is evaluated in parts.
  uint64_t calls = 0;
  // Wall time of all calls.
  double seconds = 0;
  // Multiplications and additions of all calls, counted as the definition of the layer has them,
  // whatever the algorithm saves; 0 where the layer is no product.
  double operations = 0;
  // Of its weights, as they are held.
  uint64_t weight_bytes = 0;
  // Of the values that all calls read and wrote, weights aside.
  uint64_t activation_bytes = 0;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_OUTPUTS_LAYER_COST_H_
