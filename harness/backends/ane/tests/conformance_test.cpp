// Packages that another converter wrote, against the outputs recorded for their networks.

#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/testing/fixtures.h"
#include "harness/backends/ane/ane_backend.h"
#include "reference/cases/case_reader.h"
#include "reference/cases/compare.h"

namespace tidemark::harness {
namespace {

struct Package {
  std::string name;
  std::string cases;
  std::string precision;
};

void PrintTo(const Package& package, std::ostream* out) { *out << package.name; }

class Conformance : public ::testing::TestWithParam<Package> {};

// The cases that a package takes.
std::vector<size_t> Fitting(const reference::CaseSet& cases, const BackendInfo& info) {
  std::vector<size_t> fitting;
  for (size_t i = 0; i < cases.size(); ++i) {
    const reference::NetworkInputs inputs = cases.Inputs(i);
    if (inputs.height != info.height || inputs.width != info.width) continue;
    const reference::BoardSize board = BoardOf(inputs, 0);
    const bool full = board.height == info.height && board.width == info.width;
    if (full || !info.full_boards_only) fitting.push_back(i);
  }
  return fitting;
}

TEST_P(Conformance, AgreesWithRecordedOutputs) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  AneBackend backend(fixtures / "packages" / (GetParam().name + ".mlpackage"));
  EXPECT_EQ(backend.info().precision, GetParam().precision);
  const reference::CaseSet cases = reference::ReadCases(fixtures / "cases" / GetParam().cases);
  const auto fitting = Fitting(cases, backend.info());
  ASSERT_FALSE(fitting.empty());
  reference::RawComparison comparison(
      GetParam().precision == "fp32"
          ? reference::ValueTolerance{.absolute = 2e-4, .relative = 1e-4}
          : reference::ValueTolerance{.absolute = 0.02, .relative = 0.02});
  const reference::RawOutputs outputs = backend.Evaluate(cases.Inputs(fitting));
  for (size_t i = 0; i < fitting.size(); ++i) {
    const size_t index = fitting[i];
    comparison.Add(index, *cases.Outputs(index), outputs.Select(static_cast<int>(i)),
                   BoardOf(cases.Inputs(index), 0));
  }
  for (const auto& output : comparison.outputs()) {
    RecordProperty(std::string(output.output) + "_max_abs",
                   std::to_string(output.absolute->difference));
    EXPECT_EQ(output.failures, 0U)
        << output.output << ": case " << output.worst_failure->place.case_index << " recorded "
        << output.worst_failure->recorded << " computed " << output.worst_failure->actual;
  }
  EXPECT_TRUE(comparison.pass());
}

INSTANTIATE_TEST_SUITE_P(
    Packages, Conformance,
    ::testing::Values(Package{"g170-b6c96-v8-fp16", "g170-b6c96-v8", "fp16"},
                      Package{"rand-b5c24nbt-v15-fp16", "rand-b5c24nbt-v15", "fp16"},
                      Package{"rand-b5c24nbt-v15-fp32-9x9", "rand-b5c24nbt-v15", "fp32"},
                      Package{"rand-b5c24nbt-meta-v15-fp16io", "rand-b5c24nbt-meta-v15", "fp16"},
                      Package{"b7c96h3tfrs-fp16", "b7c96h3tfrs-test5-cnorm", "fp32"},
                      Package{"rand-b2c320h4nbttflrs-v17-fp16", "rand-b2c320h4nbttflrs-v17",
                              "fp16"}),
    [](const auto& package) {
      std::string name = package.param.name;
      for (char& c : name) {
        if (c == '-') c = '_';
      }
      return name;
    });

}  // namespace
}  // namespace tidemark::harness
