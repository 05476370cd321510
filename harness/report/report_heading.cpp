#include "harness/report/report_heading.h"

#include "harness/report/units.h"
#include "harness/scenario/names.h"

namespace tidemark::harness {

std::string ModelLine(const Report& report) {
  if (!report.model.has_value()) return "external commands";
  const ModelFacts& model = *report.model;
  return model.name + ", version " + std::to_string(model.format_version) + ", " +
         BytesText(static_cast<double>(model.inflated_bytes)) + " inflated";
}

std::string SettingsLine(const Report& report) {
  const Scenario& scenario = report.scenario;
  const std::string repeats = "medians of " + std::to_string(scenario.repeats) +
                              (scenario.repeats == 1 ? " repeat" : " repeats") +
                              (report.quick ? " (quick)" : "");
  if (!report.model.has_value()) return repeats;
  return FormatBoard({scenario.board_x, scenario.board_y}) + ", " +
         std::string(NameOf(scenario.precision)) + ", batch " + std::to_string(scenario.batch) +
         ", " + repeats;
}

std::string HostLine(const Environment& environment) {
  return environment.os + " " + environment.kernel + ", " + environment.arch + ", " +
         std::to_string(environment.cores) + " CPUs, " + environment.allocator;
}

}  // namespace tidemark::harness
