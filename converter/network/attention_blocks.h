#ifndef TIDEMARK_CONVERTER_NETWORK_ATTENTION_BLOCKS_H_
#define TIDEMARK_CONVERTER_NETWORK_ATTENTION_BLOCKS_H_

#include <vector>

#include "converter/network/network.h"

namespace tidemark::converter {

// The attention blocks of a network in file order, those in nested blocks included. The network
// must outlive the list.
std::vector<const AttentionBlock*> AttentionBlocksOf(const Network& network);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_NETWORK_ATTENTION_BLOCKS_H_
