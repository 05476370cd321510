#include "harness/report/report.h"

namespace tidemark::harness {

const RunRecord* FindRun(const Report& report, const std::string& id) {
  for (const RunRecord& run : report.runs) {
    if (run.id == id) return &run;
  }
  return nullptr;
}

}  // namespace tidemark::harness
