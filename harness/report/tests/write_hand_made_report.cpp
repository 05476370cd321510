// Writes the hand-made report, and the same with texts that try to leave their place in a page, as
// <folder>/hand_made.json and <folder>/hostile.json: for tests of what is made from report files.

#include <cstdio>
#include <exception>
#include <filesystem>

#include "harness/report/json_report.h"
#include "harness/report/tests/hand_made_report.h"

int main(int argc, char** argv) try {
  using namespace tidemark::harness;
  if (argc != 2) return 2;
  const std::filesystem::path folder = argv[1];
  Report report = testing::HandMadeReport();
  WriteJsonReport(report, folder / "hand_made.json");

  const std::string hostile = "</script><script>window.escaped = true</script><img src=x onerror="
                              "'window.escaped = true'>&amp;\xe2\x80\xa8";
  report.scenario.description = hostile;
  report.model.name = hostile;
  report.environment.kernel = hostile;
  for (LayerFacts& layer : *report.model.layers) layer.name += hostile;
  for (RunRecord& run : report.runs) run.error_reason.append(run.error ? "" : hostile);
  for (Check& check : report.checks) check.reason = hostile;
  for (Warning& warning : report.warnings) warning.message = hostile;
  WriteJsonReport(report, folder / "hostile.json");
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
