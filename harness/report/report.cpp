#include "harness/report/report.h"

namespace tidemark::harness {

const Run* FindRun(const Report& report, const std::string& id) {
  for (const Run& run : report.runs) {
    if (run.id == id) return &run;
  }
  return nullptr;
}

}  // namespace tidemark::harness
