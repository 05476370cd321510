#include "reference/inputs/encode_positions.h"

#include <cstddef>

#include "converter/network/network.h"
#include "reference/inputs/metadata_features.h"

namespace tidemark::reference {

NetworkInputs EncodePositions(std::span<const Game> games, BoardSize buffer,
                              const EncodeOptions& options) {
  const size_t spatial = converter::kSpatialChannels * static_cast<size_t>(buffer.height) *
                         static_cast<size_t>(buffer.width);
  NetworkInputs inputs = {
      .batch = static_cast<int>(games.size()), .height = buffer.height, .width = buffer.width};
  inputs.spatial.resize(games.size() * spatial);
  inputs.global.resize(games.size() * converter::kGlobalChannels);
  if (options.metadata.has_value()) {
    inputs.metadata.resize(games.size() * converter::kMetadataChannels);
  }
  for (size_t n = 0; n < games.size(); ++n) {
    const Game& game = games[n];
    WriteFeatures(game, options.features, buffer,
                  std::span(inputs.spatial).subspan(n * spatial, spatial),
                  std::span(inputs.global)
                      .subspan(n * converter::kGlobalChannels, converter::kGlobalChannels));
    if (options.metadata.has_value()) {
      WriteMetadataFeatures(
          *options.metadata, game.next(),
          {.height = game.board().height(), .width = game.board().width()},
          std::span(inputs.metadata)
              .subspan(n * converter::kMetadataChannels, converter::kMetadataChannels));
    }
  }
  return inputs;
}

}  // namespace tidemark::reference
