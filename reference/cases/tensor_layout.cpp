#include "reference/cases/tensor_layout.h"

#include <algorithm>

#include "converter/network/network.h"

namespace tidemark::reference {
namespace {

using Shape = std::vector<int>;

std::string ToText(const Shape& shape) {
  std::string text = "[";
  for (const int extent : shape) text += (text.size() > 1 ? ", " : "") + std::to_string(extent);
  return text + "]";
}

// Every shape the tensor may have; none for a name without a rule.
std::vector<Shape> AcceptedShapes(std::string_view tensor, int height, int width) {
  if (tensor == "spatial") return {{converter::kSpatialChannels, height, width}};
  if (tensor == "global") return {{converter::kGlobalChannels}};
  if (tensor == "meta") return {{converter::kMetadataChannels}};
  if (tensor == "policy") return {{1, height, width}, {2, height, width}, {4, height, width}};
  if (tensor == "pass") return {{1}, {2}, {4}};
  if (tensor == "value") return {{3}};
  if (tensor == "scorevalue") return {{4}, {6}};
  if (tensor == "ownership") return {{1, height, width}};
  if (tensor == "policy_probs") return {{height * width + 1}};
  if (tensor == "white_ownership") return {{height, width}};
  return {};
}

}  // namespace

uint64_t TensorPlace::size() const {
  uint64_t size = 1;
  for (const int extent : shape) size *= static_cast<uint64_t>(extent);
  return size;
}

std::optional<std::string> ShapeProblem(std::string_view tensor, const std::vector<int>& shape,
                                        int height, int width) {
  const std::vector<Shape> accepted = AcceptedShapes(tensor, height, width);
  if (accepted.empty() || std::find(accepted.begin(), accepted.end(), shape) != accepted.end()) {
    return std::nullopt;
  }
  std::string problem = "must be ";
  for (size_t i = 0; i < accepted.size(); ++i) {
    if (i > 0) problem += i + 1 == accepted.size() ? " or " : ", ";
    problem += ToText(accepted[i]);
  }
  return problem + ", not " + ToText(shape);
}

}  // namespace tidemark::reference
