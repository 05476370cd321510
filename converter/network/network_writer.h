#ifndef TIDEMARK_CONVERTER_NETWORK_NETWORK_WRITER_H_
#define TIDEMARK_CONVERTER_NETWORK_NETWORK_WRITER_H_

#include <functional>
#include <span>

#include "converter/io/byte_sink.h"
#include "converter/network/network.h"

namespace tidemark::converter {

enum class Encoding { kBinary, kText };

// Fills `out` with the values of tensor `id` from element `first` on, in file order.
using TensorValues = std::function<void(TensorId id, uint64_t first, std::span<float> out)>;

// Writes a network file (uncompressed), tensor by tensor through a small buffer. Binary files come
// out byte for byte as the reference exporter writes them. Does not call sink.Finish().
void WriteNetwork(const Network& network, const TensorValues& values, Encoding encoding,
                  ByteSink& sink);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_NETWORK_NETWORK_WRITER_H_
