#ifndef TIDEMARK_CONVERTER_LAYOUT_SHARED_TABLE_H_
#define TIDEMARK_CONVERTER_LAYOUT_SHARED_TABLE_H_

#include <cstdint>
#include <vector>

#include "converter/layout/blob_form.h"
#include "converter/network/network.h"

namespace tidemark::converter {

// A tensor of a package whose values are in no tensor of the network file: they follow from numbers
// of the layers and the board. Attention blocks that would have the same share it. They stand
// behind all other weights.
struct SharedTable {
  enum class Kind {
    // R with (u R)[2 p] = -u[2 p + 1] and (u R)[2 p + 1] = u[2 p]: [1, 1, q_width, q_width].
    kPairRotation,
    // Of fixed rotary angles, the same in every head: [1, 1, points, q_width].
    kCosines,
    kSines,
  };

  Kind kind = Kind::kPairRotation;
  int q_width = 0;
  // Of the angles; 0 for the rotation.
  float theta = 0;

  friend bool operator==(const SharedTable&, const SharedTable&) = default;
};

// Those that an attention block needs.
std::vector<SharedTable> SharedTablesOf(const AttentionBlock& block);

// Those that a network needs, each once, in the order in which they are stored.
std::vector<SharedTable> SharedTablesOf(const Network& network);

BlobForm FormOf(const SharedTable& table, const Storage& storage);

// What the table is, in a few words: "rotary cosines".
std::string NameOf(SharedTable::Kind kind);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_LAYOUT_SHARED_TABLE_H_
