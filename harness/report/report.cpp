#include "harness/report/report.h"

namespace tidemark::harness {
namespace {

constexpr char kNoModel[] = "none";

}  // namespace

std::string ModelIdentityOf(const Report& report) {
  return report.model.has_value() ? report.model->content_sha256 : kNoModel;
}

std::string ModelNameOf(const Report& report) {
  return report.model.has_value() ? report.model->name : kNoModel;
}

const RunRecord* FindRun(const Report& report, const std::string& id) {
  for (const RunRecord& run : report.runs) {
    if (run.id == id) return &run;
  }
  return nullptr;
}

}  // namespace tidemark::harness
