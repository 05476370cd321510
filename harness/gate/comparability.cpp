#include "harness/gate/comparability.h"

#include "harness/scenario/names.h"

namespace tidemark::harness {
namespace {

class Mismatches {
 public:
  void Check(const std::string& what, const std::string& base, const std::string& head) {
    if (base != head) list_.push_back({.what = what, .base = base, .head = head});
  }

  std::vector<Mismatch> Take() { return std::move(list_); }

 private:
  std::vector<Mismatch> list_;
};

std::string LeversText(const LeverSet& levers) {
  std::string text;
  for (const std::string& id : levers.ids()) text += (text.empty() ? "" : ",") + id;
  return text.empty() ? "none" : text;
}

std::string Lifecycle(const Scenario& scenario) {
  if (!scenario.command.empty()) return "command";
  return scenario.conversion_only ? "conversion" : "engine";
}

std::string YesNo(bool value) { return value ? "yes" : "no"; }

}  // namespace

std::vector<Mismatch> FindMismatches(const Report& base, const Report& head) {
  Mismatches found;
  const Scenario& was = base.scenario;
  const Scenario& is = head.scenario;
  found.Check("scenario.board", FormatBoard({was.board_x, was.board_y}),
              FormatBoard({is.board_x, is.board_y}));
  found.Check("scenario.precision", std::string(NameOf(was.precision)),
              std::string(NameOf(is.precision)));
  found.Check("scenario.batch", std::to_string(was.batch), std::to_string(is.batch));
  found.Check("scenario.lifecycle", Lifecycle(was), Lifecycle(is));
  found.Check("environment.host_class", base.environment.host_class, head.environment.host_class);
  found.Check("environment.build_type", base.environment.build_type, head.environment.build_type);
  found.Check("environment.sanitized", YesNo(base.environment.sanitized),
              YesNo(head.environment.sanitized));
  found.Check("model.name", ModelNameOf(base), ModelNameOf(head));
  found.Check("model.content_sha256", ModelIdentityOf(base), ModelIdentityOf(head));
  for (const RunRecord& run : head.runs) {
    const RunRecord* const other = FindRun(base, run.id);
    if (other == nullptr) continue;
    found.Check("levers of " + run.id, LeversText(other->levers), LeversText(run.levers));
    found.Check("backend of " + run.id, other->backend, run.backend);
    found.Check("emulation of " + run.id, YesNo(other->emulated), YesNo(run.emulated));
  }
  return found.Take();
}

std::string MismatchText(std::span<const Mismatch> mismatches) {
  std::string text;
  for (const Mismatch& mismatch : mismatches) {
    text +=
        (text.empty() ? "" : "; ") + mismatch.what + ": " + mismatch.base + ", " + mismatch.head;
  }
  return text;
}

}  // namespace tidemark::harness
