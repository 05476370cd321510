#ifndef TIDEMARK_CONVERTER_LAYOUT_DERIVED_TENSORS_H_
#define TIDEMARK_CONVERTER_LAYOUT_DERIVED_TENSORS_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "converter/layout/blob_form.h"
#include "converter/network/network.h"

namespace tidemark::converter {

// A tensor of a package that the network file does not hold: a table that is computed. No lever
// that keeps or drops the network's weights touches it.
struct DerivedTensor {
  // The layer it is made for; empty if several blocks share it.
  std::string layer = {};
  // "rotary cosines", ...
  std::string what = {};
  BlobForm form = {};
  // Size of its data.
  uint64_t bytes = 0;
  // What the same tables would take if every block had its own for queries and keys each.
  uint64_t unshared_bytes = 0;
};

// In the order in which they are stored.
std::vector<DerivedTensor> DerivedTensorsOf(const Network& network, const Storage& storage);

uint64_t DerivedBytes(std::span<const DerivedTensor> tensors);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_LAYOUT_DERIVED_TENSORS_H_
