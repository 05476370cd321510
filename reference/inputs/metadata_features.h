#ifndef TIDEMARK_REFERENCE_INPUTS_METADATA_FEATURES_H_
#define TIDEMARK_REFERENCE_INPUTS_METADATA_FEATURES_H_

#include <span>

#include "reference/go/color.h"
#include "reference/inputs/network_inputs.h"
#include "reference/inputs/sgf_metadata.h"

namespace tidemark::reference {

// The inputs of version 1 of the metadata encoder, [192], from the view of `player`: who plays (6),
// ranks as thermometers (2 x 34), ratedness, time control (7) and times (4), the board's size, the
// date as 32 waves (64), the source (16), and 25 that are not used. They are computed in double.
// Throws UsageError unless `row` has that size.
void WriteMetadataFeatures(const SgfMetadata& metadata, Color player, BoardSize board,
                           std::span<float> row);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_INPUTS_METADATA_FEATURES_H_
