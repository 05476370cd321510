#ifndef TIDEMARK_CONVERTER_NETWORK_SYNTHETIC_H_
#define TIDEMARK_CONVERTER_NETWORK_SYNTHETIC_H_

#include <cstdint>
#include <filesystem>

#include "converter/io/atomic_file.h"
#include "converter/network/architecture.h"
#include "converter/network/network_writer.h"

namespace tidemark::converter {

// Values for every tensor of `network`, a function of names, shapes and `seed` alone: the same on
// every machine, to the bit. They keep activations near unit variance through any depth, and make
// every weight and every batch-norm statistic matter. `network` must outlive the result and carry
// the exporter's layer names.
TensorValues SyntheticValues(const Network& network, uint64_t seed);

// Writes a synthetic network as `.bin.gz`, in bounded memory.
void WriteSyntheticNetwork(const Network& network, uint64_t seed, const std::filesystem::path& file,
                           Existing existing);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_NETWORK_SYNTHETIC_H_
