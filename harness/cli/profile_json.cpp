#include "harness/cli/profile_json.h"

#include <nlohmann/json.hpp>

#include "harness/report/profile_fields.h"

namespace tidemark::harness {

converter::Json ProfileJson(const LayerProfile& profile) {
  const ProfiledLayer total = TotalOf(profile.layers);
  FieldWriter total_fields;
  DescribeCost(total_fields, total);
  return {{"evaluations", profile.evaluations},
          {"total", total_fields.Take()},
          {"layers", FieldWriter::ToJson(profile.layers)}};
}

}  // namespace tidemark::harness
