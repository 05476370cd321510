#ifndef TIDEMARK_REFERENCE_OUTPUTS_RAW_OUTPUTS_H_
#define TIDEMARK_REFERENCE_OUTPUTS_RAW_OUTPUTS_H_

#include <vector>

namespace tidemark::reference {

// What a network computes, before any post-processing, from the view of the player to move. Values
// off the board mean nothing.
struct RawOutputs {
  int batch = 0;
  int height = 0;
  int width = 0;
  int policy_channels = 0;
  int score_channels = 0;
  std::vector<float> policy;       // [N, K, H, W] logits
  std::vector<float> pass;         // [N, K] logits
  std::vector<float> value;        // [N, 3] logits of win, loss, no result
  std::vector<float> score_value;  // [N, Q]
  std::vector<float> ownership;    // [N, 1, H, W] before tanh

  // The batch's n-th position as a batch of one.
  RawOutputs Select(int n) const;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_OUTPUTS_RAW_OUTPUTS_H_
