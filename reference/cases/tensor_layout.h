#ifndef TIDEMARK_REFERENCE_CASES_TENSOR_LAYOUT_H_
#define TIDEMARK_REFERENCE_CASES_TENSOR_LAYOUT_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidemark::reference {

// Buffers of recorded cases, in each direction: what the converter accepts.
inline constexpr int kSmallestCaseBuffer = 2;
inline constexpr int kLargestCaseBuffer = 37;

// The tensors of a case, in their order in the stream. Shapes, for a buffer of H x W points:
//   spatial [22, H, W], global [19], meta [192]                     inputs; meta where it is used
//   policy [P, H, W], pass [P], value [3], scorevalue [Q], ownership [1, H, W]    raw outputs
//   policy_probs [H * W + 1], white_ownership [H, W]                after post-processing
// with P of 1, 2 or 4 and Q of 4 or 6.
inline constexpr std::array<std::string_view, 10> kCaseTensors = {
    "spatial", "global",     "meta",      "policy",       "pass",
    "value",   "scorevalue", "ownership", "policy_probs", "white_ownership"};

// The ones that recorded outputs consist of: all of them or none.
inline constexpr std::array<std::string_view, 5> kOutputTensors = {"policy", "pass", "value",
                                                                   "scorevalue", "ownership"};

// Where a tensor lies in the stream, in floats.
struct TensorPlace {
  uint64_t offset = 0;
  std::vector<int> shape = {};

  uint64_t size() const;
};

// What is wrong with the shape of the named tensor, if anything: "must be [22, 9, 9], not [22]".
// A name that is not in the list above may have any shape.
std::optional<std::string> ShapeProblem(std::string_view tensor, const std::vector<int>& shape,
                                        int height, int width);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_TENSOR_LAYOUT_H_
