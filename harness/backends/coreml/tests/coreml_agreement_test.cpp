// What must hold on Apple's Core ML as well as on the tests' own, whose results are exact.

#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/backends/coreml/coreml_backend.h"
#include "harness/backends/coreml/tests/coreml_fixture.h"

namespace tidemark::harness {
namespace {

using converter::Precision;
using reference::NetworkInputs;
using reference::RawOutputs;

void ExpectNear(const char* what, const std::vector<float>& actual,
                const std::vector<float>& expected, float tolerance) {
  ASSERT_EQ(actual.size(), expected.size()) << what;
  for (size_t i = 0; i < actual.size(); ++i) {
    EXPECT_NEAR(actual[i], expected[i], tolerance * (1 + std::abs(expected[i])))
        << what << " " << i;
  }
}

// On full boards: an emulation need not agree on what lies off a board.
void ExpectClose(CoreMlBackend& backend, const std::filesystem::path& package, bool metadata,
                 float tolerance) {
  const NetworkInputs inputs = PositionsOn({kFull, kFull}, metadata);
  const RawOutputs actual = backend.Evaluate(inputs);
  const RawOutputs expected = AneBackend(package).Evaluate(inputs);
  ExpectNear("policy", actual.policy, expected.policy, tolerance);
  ExpectNear("pass", actual.pass, expected.pass, tolerance);
  ExpectNear("value", actual.value, expected.value, tolerance);
  ExpectNear("score value", actual.score_value, expected.score_value, tolerance);
  ExpectNear("ownership", actual.ownership, expected.ownership, tolerance);
}

class CoreMlAgreementTest : public CoreMlBackendTest {};

TEST_F(CoreMlAgreementTest, SinglePrecisionOnTheCpu) {
  for (const auto name : testing::kTinyNetworks) {
    SCOPED_TRACE(name);
    const auto package = Package(std::string(name), {.precision = Precision::kFloat32});
    CoreMlBackend backend(package, {.units = ComputeUnits::kCpuOnly, .cache = CacheFolder()});
    ExpectClose(backend, package, name == "tinynbt-v15-meta", 1e-3F);
  }
}

TEST_F(CoreMlAgreementTest, HalfPrecisionOnTheNeuralEngine) {
  for (const auto name : testing::kTinyNetworks) {
    SCOPED_TRACE(name);
    const auto package = Package(std::string(name));
    CoreMlBackend backend(package, {.cache = CacheFolder()});
    ExpectClose(backend, package, name == "tinynbt-v15-meta", 0.05F);
  }
}

TEST_F(CoreMlAgreementTest, CompiledOnce) {
  const auto package = Package();
  EXPECT_EQ(Open(package).load_kind(), LoadKind::kCold);
  CoreMlBackend warm = Open(package);
  EXPECT_EQ(warm.load_kind(), LoadKind::kWarm);
  ExpectClose(warm, package, /*metadata=*/false, 0.05F);
}

}  // namespace
}  // namespace tidemark::harness
