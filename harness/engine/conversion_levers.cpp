#include "harness/engine/conversion_levers.h"

namespace tidemark::harness {

void ApplyLevers(const LeverSet& levers, converter::ConvertOptions& convert) {
  convert.layer_streaming = levers.Applies(Lever::kLayerStreaming);
  convert.weight_views = levers.Applies(Lever::kWeightViews);
  convert.stream_gzip = levers.Applies(Lever::kStreamGzip);
}

}  // namespace tidemark::harness
