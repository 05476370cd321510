#include "harness/backends/ane/ane_backend.h"

#include <filesystem>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/testing/fixtures.h"
#include "harness/backends/ane/tests/package_maker.h"
#include "reference/cases/case_reader.h"

namespace tidemark::harness {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

// The first `count` cases of a network that have a buffer of that size.
reference::NetworkInputs FirstCases(const std::filesystem::path& folder, int size, size_t count) {
  const reference::CaseSet cases = reference::ReadCases(folder);
  std::vector<size_t> indices;
  for (size_t i = 0; i < cases.size() && indices.size() < count; ++i) {
    const reference::NetworkInputs inputs = cases.Inputs(i);
    if (inputs.height == size && inputs.width == size) indices.push_back(i);
  }
  return cases.Inputs(indices);
}

void ExpectSame(const reference::RawOutputs& a, const reference::RawOutputs& b) {
  EXPECT_EQ(a.batch, b.batch);
  EXPECT_EQ(a.policy, b.policy);
  EXPECT_EQ(a.pass, b.pass);
  EXPECT_EQ(a.value, b.value);
  EXPECT_EQ(a.score_value, b.score_value);
  EXPECT_EQ(a.ownership, b.ownership);
}

TEST(AneBackend, SaysWhatItIs) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  AneBackend backend(fixtures / "packages/rand-b5c24nbt-meta-v15-fp16io.mlpackage");
  EXPECT_EQ(backend.info().name, "ane");
  EXPECT_TRUE(backend.info().emulated);
  EXPECT_EQ(backend.info().precision, "fp16");
  EXPECT_EQ(backend.info().policy_channels, 2);
  EXPECT_EQ(backend.info().score_channels, 6);
  EXPECT_TRUE(backend.info().needs_metadata);
  EXPECT_EQ(backend.info().height, 19);
  EXPECT_EQ(backend.info().width, 19);
  EXPECT_FALSE(backend.info().full_boards_only);
  EXPECT_EQ(backend.info().max_batch, 0);
  EXPECT_GE(backend.memory().weight_bytes, 240720U);
  EXPECT_EQ(backend.memory().activation_bytes, 0U);
}

// The package takes 1 to 8 positions at a time.
TEST(AneBackend, BatchEqualsItsPositions) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  AneBackend backend(fixtures / "packages/g170-b6c96-v8-fp16.mlpackage");
  const auto inputs = FirstCases(fixtures / "cases/g170-b6c96-v8", 19, 11);
  ASSERT_EQ(inputs.batch, 11);
  const reference::RawOutputs together = backend.Evaluate(inputs);
  for (int i = 0; i < inputs.batch; ++i) {
    ExpectSame(backend.Evaluate(inputs.Select(i)), together.Select(i));
  }
}

// The package takes exactly one position at a time.
TEST(AneBackend, FixedBatchIsRepeated) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  AneBackend backend(fixtures / "packages/rand-b5c24nbt-v15-fp16.mlpackage");
  const auto inputs = FirstCases(fixtures / "cases/rand-b5c24nbt-v15", 19, 3);
  const reference::RawOutputs together = backend.Evaluate(inputs);
  for (int i = 0; i < inputs.batch; ++i) {
    ExpectSame(backend.Evaluate(inputs.Select(i)), together.Select(i));
  }
}

TEST(AneBackend, ThreadsDoNotChangeResults) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  for (const char* name : {"g170-b6c96-v8", "rand-b2c320h4nbttflrs-v17"}) {
    const auto package = fixtures / "packages" / (std::string(name) + "-fp16.mlpackage");
    const auto inputs = FirstCases(fixtures / "cases" / name, 19, 2);
    AneBackend one(package, {.threads = 1});
    AneBackend two(package, {.threads = 2});
    AneBackend three(package, {.threads = 3});
    const auto outputs = one.Evaluate(inputs);
    ExpectSame(two.Evaluate(inputs), outputs);
    ExpectSame(three.Evaluate(inputs), outputs);
  }
}

TEST(AneBackend, RefusesPartialBoardsWithoutAMask) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  AneBackend backend(fixtures / "packages/rand-b5c24nbt-v15-fp32-9x9.mlpackage");
  EXPECT_TRUE(backend.info().full_boards_only);
  EXPECT_EQ(backend.info().precision, "fp32");
  auto inputs = FirstCases(fixtures / "cases/rand-b5c24nbt-v15", 9, 1);
  backend.Evaluate(inputs);
  for (size_t channel = 0; channel < 22; ++channel) inputs.spatial[channel * 81 + 80] = 0;
  EXPECT_THAT([&] { backend.Evaluate(inputs); },
              ThrowsMessage<UsageError>(HasSubstr("does not fill the 9x9 board")));
}

TEST(AneBackend, RefusesInputsThatDoNotFit) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  AneBackend backend(fixtures / "packages/g170-b6c96-v8-fp16.mlpackage");
  const auto inputs = FirstCases(fixtures / "cases/g170-b6c96-v8", 19, 1);
  auto wrong = inputs;
  wrong.batch = 0;
  EXPECT_THAT([&] { backend.Evaluate(wrong); },
              ThrowsMessage<UsageError>(HasSubstr("no positions")));
  wrong = inputs;
  wrong.height = 13;
  EXPECT_THAT([&] { backend.Evaluate(wrong); },
              ThrowsMessage<UsageError>(HasSubstr("are 19x13, and the package takes 19x19")));
  wrong = inputs;
  wrong.global.pop_back();
  EXPECT_THAT([&] { backend.Evaluate(wrong); },
              ThrowsMessage<UsageError>(HasSubstr("global inputs have 18 numbers")));
  wrong = inputs;
  wrong.metadata.assign(192, 0.0F);
  EXPECT_THAT([&] { backend.Evaluate(wrong); },
              ThrowsMessage<UsageError>(HasSubstr("metadata inputs have 192 numbers")));
}

TEST(AneBackend, RefusesOtherPrograms) {
  using namespace ane;  // NOLINT
  const testing::TempDir folder;
  PackageMaker maker;
  maker.Input("x", mil::FLOAT32, {1, 2});
  maker.Op("relu", {{"x", "x"}}, "y", mil::FLOAT32, {1, 2});
  maker.Output("y", mil::FLOAT32);
  const auto package = maker.Write(folder.path());
  EXPECT_THAT([&] { AneBackend backend(package); },
              ThrowsMessage<FormatError>(
                  HasSubstr("not the package of a network: it has no 'spatial_input'")));
}

TEST(AneBackend, RefusesThreadsOutOfRange) {
  for (const int threads : {0, -1, 257}) {
    EXPECT_THROW(AneBackend("any.mlpackage", {.threads = threads}), UsageError);
  }
}

}  // namespace
}  // namespace tidemark::harness
