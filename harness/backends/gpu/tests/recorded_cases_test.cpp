#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "converter/io/byte_source.h"
#include "converter/network/network_reader.h"
#include "converter/network/tensor_store.h"
#include "harness/backends/gpu/gpu_backend.h"
#include "harness/backends/gpu/tests/gpu_or_skip.h"
#include "reference/cases/case_reader.h"
#include "reference/eigen/evaluator.h"
#include "reference/outputs/error_limits.h"
#include "reference/outputs/error_statistics.h"
#include "reference/outputs/position_errors.h"
#include "reference/outputs/post_process.h"

namespace tidemark::harness {
namespace {

using reference::ErrorMetric;
using reference::RawOutputs;

// The main policy over the board and the pass, in double.
std::vector<double> Policy(const RawOutputs& outputs, reference::BoardSize board) {
  std::vector<double> logits = {outputs.pass.front()};
  for (int y = 0; y < board.height; ++y) {
    for (int x = 0; x < board.width; ++x) {
      logits.push_back(outputs.policy[static_cast<size_t>(y * outputs.width + x)]);
    }
  }
  const double highest = std::ranges::max(logits);
  double sum = 0;
  for (double& logit : logits) sum += logit = std::exp(logit - highest);
  for (double& probability : logits) probability /= sum;
  return logits;
}

// The divergence of what the logits mean. That of the float32 policies that an engine reports,
// which do not add up to 1 exactly, has a floor of some 1e-7 from their rounding alone.
double Divergence(const RawOutputs& right, const RawOutputs& actual, reference::BoardSize board) {
  const std::vector<double> p = Policy(right, board);
  const std::vector<double> q = Policy(actual, board);
  double divergence = 0;
  for (size_t i = 0; i < p.size(); ++i) {
    if (p[i] > 1e-30) divergence += p[i] * (std::log(p[i]) - std::log(q[i]));
  }
  return divergence;
}

struct Errors {
  reference::ErrorStatistics statistics = {};
  double largest_divergence = 0;
};

Errors ErrorsOver(const converter::Network& network, const converter::TensorStore& weights,
                  const reference::CaseSet& cases, converter::Precision precision) {
  const reference::Evaluator eigen(network, weights, {.threads = 2});
  GpuBackend backend(network, weights, {.precision = precision});
  const reference::PostProcessor post(network.version, network.post_process);
  Errors errors;
  for (size_t i = 0; i < cases.size(); ++i) {
    const reference::NetworkInputs inputs = cases.Inputs(i);
    const RawOutputs right = eigen.Evaluate(inputs);
    const RawOutputs actual = backend.Evaluate(inputs);
    const reference::PositionFacts facts = cases.Facts(i);
    errors.statistics.Add(ErrorsBetween(post.Apply(right, 0, facts), post.Apply(actual, 0, facts)));
    errors.largest_divergence =
        std::max(errors.largest_divergence, Divergence(right, actual, facts.board));
  }
  return errors;
}

// Every network that cases were recorded for.
std::vector<std::string> RecordedNetworks(const std::filesystem::path& fixtures) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(fixtures / "nets")) {
    std::string name = entry.path().filename().string();
    name = name.substr(0, name.find(".bin"));
    if (std::filesystem::exists(fixtures / "cases" / name)) names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

void ForEachNetwork(const std::filesystem::path& fixtures, converter::Precision precision,
                    const std::function<void(const Errors&)>& check) {
  const std::vector<std::string> names = RecordedNetworks(fixtures);
  ASSERT_FALSE(names.empty());
  for (const std::string& name : names) {
    SCOPED_TRACE(name);
    converter::TensorStore weights;
    const converter::Network network = converter::ReadNetwork(
        *converter::OpenStreamed(fixtures / "nets" / (name + ".bin.gz")), weights);
    check(ErrorsOver(network, weights, reference::ReadCases(fixtures / "cases" / name), precision));
  }
}

TEST(RecordedCasesOnGpu, SinglePrecisionIsAsRightAsEigen) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  TIDEMARK_GPU_OR_SKIP();
  ForEachNetwork(fixtures, converter::Precision::kFloat32, [](const Errors& errors) {
    EXPECT_LE(errors.statistics.Summarize(ErrorMetric::kWinrate).value().p99, 0.0005 / 100);
    EXPECT_LE(errors.largest_divergence, 1e-8);
    EXPECT_TRUE(Judge(errors.statistics, reference::ErrorLimitSet::kFp32).pass);
  });
}

TEST(RecordedCasesOnGpu, HalvesKeepKataGosLimits) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  TIDEMARK_GPU_OR_SKIP();
  ForEachNetwork(fixtures, converter::Precision::kFloat16, [](const Errors& errors) {
    EXPECT_TRUE(Judge(errors.statistics, reference::ErrorLimitSet::kCurrent).pass);
    EXPECT_GT(errors.statistics.Summarize(ErrorMetric::kWinrate).value().max, 0);
  });
}

}  // namespace
}  // namespace tidemark::harness
