#ifndef TIDEMARK_HARNESS_REPORT_PROFILE_FIELDS_H_
#define TIDEMARK_HARNESS_REPORT_PROFILE_FIELDS_H_

#include <optional>

#include "harness/report/json_fields.h"
#include "harness/report/layer_profile.h"

namespace tidemark::harness {

// The keys of what layers cost, in a report and in what `harness evaluate` prints.

template <typename Fields, typename T>
void DescribeCost(Fields& fields, T& layer) {
  fields.Value("calls", layer.calls);
  fields.Value("wall_s", layer.wall_s);
  // Follows from the others.
  std::optional<double> rate = GflopPerSecond(layer);
  fields.Measured("gflop_per_s", rate,
                  layer.operations > 0 ? "it took no time that the clock shows" : "no product");
  fields.Value("operations", layer.operations);
  fields.Value("weight_bytes", layer.weight_bytes);
  fields.Value("activation_bytes", layer.activation_bytes);
}

template <typename Fields, Of<ProfiledLayer> T>
void Describe(Fields& fields, T& layer) {
  fields.Text("backend", layer.backend);
  fields.Value("layer", layer.layer);
  fields.Value("operation", layer.operation);
  DescribeCost(fields, layer);
}

template <typename Fields, Of<LayerProfile> T>
void Describe(Fields& fields, T& profile) {
  fields.Value("samples", profile.samples);
  fields.Value("evaluations", profile.evaluations);
  fields.Value("layers", profile.layers);
}

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_PROFILE_FIELDS_H_
