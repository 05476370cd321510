#ifndef TIDEMARK_HARNESS_SCENARIO_SCENARIO_WRITER_H_
#define TIDEMARK_HARNESS_SCENARIO_SCENARIO_WRITER_H_

#include "converter/io/strict_json.h"
#include "harness/scenario/scenario.h"

namespace tidemark::harness {

// The scenario in its normal form, with every default written out: what reports carry.
// RecordedScenario() of it is `scenario` again: paths stand as they were
// resolved, sizes and times carry units.
converter::Json ScenarioToJson(const Scenario& scenario);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_SCENARIO_SCENARIO_WRITER_H_
