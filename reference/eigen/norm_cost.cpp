#include "reference/eigen/norm_cost.h"

#include <utility>

namespace tidemark::reference {

std::string NormOperation(std::string norm, converter::ActivationKind activation) {
  switch (activation) {
    case converter::ActivationKind::kIdentity:
      return norm;
    case converter::ActivationKind::kRelu:
      return std::move(norm) + " + relu";
    case converter::ActivationKind::kMish:
      return std::move(norm) + " + mish";
    case converter::ActivationKind::kSilu:
      return std::move(norm) + " + silu";
  }
  return norm;
}

}  // namespace tidemark::reference
