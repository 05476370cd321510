#ifndef TIDEMARK_CONVERTER_NETWORK_BLOCK_READER_H_
#define TIDEMARK_CONVERTER_NETWORK_BLOCK_READER_H_

#include <vector>

#include "converter/network/layer_reader.h"
#include "converter/network/network.h"

namespace tidemark::converter {

inline constexpr int kMostTopLevelBlocks = 1024;
// Nested blocks included.
inline constexpr int kMostBlocks = 8192;
inline constexpr int kDeepestNesting = 8;
// Of an attention block. Each head becomes operations of its own.
inline constexpr int kMostHeads = 1024;
inline constexpr int kWidestHead = 4096;

// Reads the `count` top-level residual blocks of a trunk, each a kind and the record of that kind.
// `stream` is the trunk's width. Throws FormatError for an unknown kind, and for a feed-forward
// block without SwiGLU.
std::vector<Block> ReadBlocks(LayerReader& layers, int count, Width stream);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_NETWORK_BLOCK_READER_H_
