#ifndef TIDEMARK_CONVERTER_NETWORK_NETWORK_READER_H_
#define TIDEMARK_CONVERTER_NETWORK_NETWORK_READER_H_

#include "converter/io/byte_source.h"
#include "converter/network/network.h"
#include "converter/network/weight_sink.h"

namespace tidemark::converter {

// Reads a network of versions 8 to 17, text or binary, to the end of its stream. Every tensor's
// values pass through `sink`. All shapes, reserved fields, names and values are checked; a layer
// whose width does not fit its neighbours, a NaN, an unknown block, a batch norm whose merged form
// is not finite, or bytes after the last tensor are a FormatError that names the layer and the
// offset. Throws what `source` and `sink` throw.
Network ReadNetwork(ByteSource& source, WeightSink& sink);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_NETWORK_NETWORK_READER_H_
