#ifndef TIDEMARK_REFERENCE_INPUTS_ENCODE_POSITIONS_H_
#define TIDEMARK_REFERENCE_INPUTS_ENCODE_POSITIONS_H_

#include <optional>
#include <span>

#include "reference/go/game.h"
#include "reference/inputs/network_inputs.h"
#include "reference/inputs/position_features.h"
#include "reference/inputs/sgf_metadata.h"

namespace tidemark::reference {

struct EncodeOptions {
  FeatureOptions features = {};
  // For networks with a metadata encoder.
  std::optional<SgfMetadata> metadata = {};
};

// Encodes positions as one batch over one buffer, each for the player whose turn it is. Throws
// UsageError when a board is larger than the buffer.
NetworkInputs EncodePositions(std::span<const Game> games, BoardSize buffer,
                              const EncodeOptions& options = {});

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_INPUTS_ENCODE_POSITIONS_H_
