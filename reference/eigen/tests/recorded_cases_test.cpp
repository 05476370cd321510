#include <filesystem>
#include <numeric>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "converter/io/byte_source.h"
#include "converter/network/network_reader.h"
#include "converter/testing/fixtures.h"
#include "reference/cases/case_reader.h"
#include "reference/cases/compare.h"
#include "reference/eigen/evaluator.h"

namespace tidemark::reference {
namespace {

struct RecordedSet {
  const char* cases;
  const char* network;
};

class RecordedCases : public ::testing::TestWithParam<RecordedSet> {};

// Outputs of KataGo's own CPU backend in float32, whose sums go another way.
TEST_P(RecordedCases, FloatStaysWithinTolerance) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  converter::TensorStore weights;
  const auto source =
      converter::OpenStreamed(fixtures / "nets" / (std::string(GetParam().network) + ".bin.gz"));
  const converter::Network network = converter::ReadNetwork(*source, weights);
  const Evaluator evaluator(network, weights, {.threads = 2});
  const CaseSet cases = ReadCases(fixtures / "cases" / GetParam().cases);
  RawComparison comparison({.absolute = 2e-4, .relative = 1e-4});
  std::vector<size_t> all(cases.size());
  std::iota(all.begin(), all.end(), size_t{0});
  for (const std::vector<size_t>& batch : cases.Batches(all, 8)) {
    const NetworkInputs inputs = cases.Inputs(batch);
    const RawOutputs outputs = evaluator.Evaluate(inputs);
    for (size_t i = 0; i < batch.size(); ++i) {
      const int n = static_cast<int>(i);
      comparison.Add(batch[i], cases.Outputs(batch[i]).value(), outputs.Select(n),
                     BoardOf(inputs, n));
    }
  }
  EXPECT_EQ(comparison.cases(), cases.size());
  for (const OutputDifference& output : comparison.outputs()) {
    EXPECT_GT(output.values, 0U) << output.output;
    EXPECT_EQ(output.failures, 0U) << output.output;
    ASSERT_TRUE(output.absolute.has_value());
    RecordProperty(std::string(output.output), std::to_string(output.absolute->difference));
  }
  EXPECT_TRUE(comparison.pass());
}

constexpr RecordedSet kSets[] = {
    {"g170-b6c96-v8", "g170-b6c96-v8"},
    {"rules-g170-b6c96-v8", "g170-b6c96-v8"},
    {"rand-b2c16-v11", "rand-b2c16-v11"},
    {"rand-b4c32-v15", "rand-b4c32-v15"},
    {"rand-b5c24nbt-bn-v13", "rand-b5c24nbt-bn-v13"},
    {"rand-b5c24nbt-meta-v15", "rand-b5c24nbt-meta-v15"},
    {"rand-b5c24nbt-v12", "rand-b5c24nbt-v12"},
    {"rand-b5c24nbt-v14", "rand-b5c24nbt-v14"},
    {"rand-b5c24nbt-v15", "rand-b5c24nbt-v15"},
    {"rand-b5c24nbt-v16", "rand-b5c24nbt-v16"},
    {"rand-b5c24nbt-v17", "rand-b5c24nbt-v17"},
    {"b7c96h3tfrs-test5-cnorm", "b7c96h3tfrs-test5-cnorm"},
    {"b7c96h6kv3qk32v16tflrs-fson-bnh", "b7c96h6kv3qk32v16tflrs-fson-bnh"},
    {"rand-b2c320h4nbttflrs-v17", "rand-b2c320h4nbttflrs-v17"}};

INSTANTIATE_TEST_SUITE_P(Fixtures, RecordedCases, ::testing::ValuesIn(kSets),
                         [](const auto& tested) {
                           std::string name = tested.param.cases;
                           for (char& letter : name) {
                             if (letter == '-') letter = '_';
                           }
                           return name;
                         });

}  // namespace
}  // namespace tidemark::reference
