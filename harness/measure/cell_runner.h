#ifndef TIDEMARK_HARNESS_MEASURE_CELL_RUNNER_H_
#define TIDEMARK_HARNESS_MEASURE_CELL_RUNNER_H_

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "harness/measure/artifact.h"
#include "harness/measure/backend_facts.h"
#include "harness/measure/backend_profile.h"
#include "harness/measure/cell_spec.h"
#include "harness/measure/sample.h"

namespace tidemark::harness {

// What one process came to.
struct CellRun {
  Sample sample = {};
  // Absent if it did not get that far.
  std::optional<Artifact> artifact = {};
  // Of each device that got so far, in their order.
  std::vector<BackendFacts> backends = {};
  std::vector<BackendUse> uses = {};
  // The same where layers were timed.
  std::vector<BackendProfile> profiles = {};
  // Its raw outputs are in OutputsOf().
  bool has_outputs = false;
};

// Lives the cell in a process of its own: this program's verb `cell`. The spec is handed over in a
// file in its work directory. `on_phase` is told the phases as they begin. However the process ends
// is a result. Throws InterruptedError on a signal, IoError when the process cannot be started.
CellRun RunCell(const CellSpec& spec, int repeat, double timeout_s,
                const std::function<void(const std::string&)>& on_phase);

// The same for a process that does nothing (LiveEmptyCell).
Sample RunEmptyCell(double timeout_s);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_CELL_RUNNER_H_
