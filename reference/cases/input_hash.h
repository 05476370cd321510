#ifndef TIDEMARK_REFERENCE_CASES_INPUT_HASH_H_
#define TIDEMARK_REFERENCE_CASES_INPUT_HASH_H_

#include <string>

#include "converter/io/sha256.h"
#include "reference/inputs/network_inputs.h"

namespace tidemark::reference {

// Tells sets of inputs from one another: their values and the shapes of their buffers, in order.
class InputHash {
 public:
  void Add(const NetworkInputs& inputs);

  // In lower-case hexadecimal. Nothing can be added afterwards.
  std::string Finish();

 private:
  converter::Sha256 sha256_ = {};
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_INPUT_HASH_H_
