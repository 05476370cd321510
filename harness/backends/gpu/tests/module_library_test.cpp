#include "harness/backends/gpu/module_library.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/testing/temp_dir.h"

namespace tidemark::harness::gpu {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

TEST(GpuModule, WhatIsNoModuleIsAnErrorThatNamesIt) {
  const testing::TempDir folder;
  const auto missing = folder.path() / "missing.so";
  EXPECT_THAT([&] { LoadModule(missing); },
              ThrowsMessage<MeasurementError>(AllOf(HasSubstr("missing.so"), HasSubstr("not built"),
                                                    HasSubstr("scripts/setup gpu"))));
  const auto text = folder.path() / "text.so";
  std::ofstream(text) << "no library\n";
  EXPECT_THAT([&] { LoadModule(text); }, ThrowsMessage<MeasurementError>(AllOf(
                                             HasSubstr("text.so"), HasSubstr("cannot be loaded"))));
}

TEST(GpuModule, FailuresBecomeErrors) {
  EXPECT_THAT([] { Throw({.kind = Failure::Kind::kNoDevice, .message = "none here"}); },
              ThrowsMessage<MeasurementError>("none here"));
  EXPECT_THAT([] { Throw({.kind = Failure::Kind::kNoWeights, .message = "released"}); },
              ThrowsMessage<UsageError>("released"));
  EXPECT_THAT([] { Throw({.kind = Failure::Kind::kTooLarge, .message = "2 GiB"}); },
              ThrowsMessage<MeasurementError>("the GPU has too little memory: 2 GiB"));
  EXPECT_THAT([] { Throw({.kind = Failure::Kind::kDevice, .message = "lost", .layer = "trunk"}); },
              ThrowsMessage<MeasurementError>("the GPU failed: lost (layer trunk)"));
}

}  // namespace
}  // namespace tidemark::harness::gpu
