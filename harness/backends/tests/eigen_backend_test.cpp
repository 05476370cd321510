#include "harness/backends/eigen_backend.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/testing/fixtures.h"
#include "reference/cases/case_reader.h"
#include "reference/cases/compare.h"

namespace tidemark::harness {
namespace {

TEST(EigenBackend, EvaluatesEveryRecordedCase) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  const std::string name = "rand-b5c24nbt-meta-v15";
  EigenBackend backend(fixtures / "nets" / (name + ".bin.gz"));
  const reference::CaseSet cases = reference::ReadCases(fixtures / "cases" / name);
  reference::RawComparison comparison({.absolute = 2e-4, .relative = 1e-4});
  for (size_t i = 0; i < cases.size(); ++i) {
    comparison.Add(i, *cases.Outputs(i), backend.Evaluate(cases.Inputs(i)),
                   BoardOf(cases.Inputs(i), 0));
  }
  EXPECT_TRUE(comparison.pass()) << comparison.failures() << " values differ";
}

TEST(EigenBackend, SaysWhatItIs) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  const EigenBackend backend(fixtures / "nets/rand-b5c24nbt-v16.bin.gz");
  EXPECT_EQ(backend.info().name, "eigen");
  EXPECT_FALSE(backend.info().emulated);
  EXPECT_EQ(backend.info().precision, "fp32");
  EXPECT_EQ(backend.info().policy_channels, 4);
  EXPECT_EQ(backend.info().score_channels, 6);
  EXPECT_FALSE(backend.info().needs_metadata);
  EXPECT_EQ(backend.info().height, 0);
  EXPECT_EQ(backend.info().max_batch, 0);
  EXPECT_GT(backend.memory().weight_bytes, 100'000U);
  EXPECT_FALSE(backend.memory().activation_bytes.has_value());
  EXPECT_EQ(backend.network().version, 16);
}

TEST(EigenBackend, NeedsANetwork) { EXPECT_THROW(EigenBackend("no-such-network.bin.gz"), IoError); }

}  // namespace
}  // namespace tidemark::harness
