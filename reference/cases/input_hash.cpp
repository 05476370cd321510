#include "reference/cases/input_hash.h"

#include <span>

namespace tidemark::reference {

void InputHash::Add(const NetworkInputs& inputs) {
  sha256_.Update(std::to_string(inputs.batch) + "x" + std::to_string(inputs.height) + "x" +
                 std::to_string(inputs.width) + ":");
  for (const auto* values : {&inputs.spatial, &inputs.global, &inputs.metadata}) {
    sha256_.Update(std::as_bytes(std::span(*values)));
  }
}

std::string InputHash::Finish() { return converter::ToHex(sha256_.Finish()); }

}  // namespace tidemark::reference
