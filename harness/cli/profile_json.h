#ifndef TIDEMARK_HARNESS_CLI_PROFILE_JSON_H_
#define TIDEMARK_HARNESS_CLI_PROFILE_JSON_H_

#include "converter/io/strict_json.h"
#include "harness/report/layer_profile.h"

namespace tidemark::harness {

// {"evaluations", "total", "layers"}: every layer in the order of evaluation, and all together.
converter::Json ProfileJson(const LayerProfile& profile);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_PROFILE_JSON_H_
