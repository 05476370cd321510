#ifndef TIDEMARK_CONVERTER_NETWORK_HEAD_READER_H_
#define TIDEMARK_CONVERTER_NETWORK_HEAD_READER_H_

#include "converter/network/layer_reader.h"
#include "converter/network/network.h"

namespace tidemark::converter {

// Each reads one head record; `trunk` is the trunk's width.
PolicyHead ReadPolicyHead(LayerReader& layers, Width trunk);
ValueHead ReadValueHead(LayerReader& layers, Width trunk);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_NETWORK_HEAD_READER_H_
