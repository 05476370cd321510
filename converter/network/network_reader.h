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

// What the front of a network's file tells of the rest.
struct NetworkOutline {
  // With the trunk's widths, all that comes before its blocks, and the first block; everything
  // behind that is empty.
  Network front = {};
  // Of the trunk, the nested ones not counted.
  int blocks = 0;
  // Values are text, not binary.
  bool is_text = false;
};

// Reads to the end of the first block, and nothing behind. Throws as ReadNetwork() does.
NetworkOutline ReadNetworkOutline(ByteSource& source);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_NETWORK_NETWORK_READER_H_
