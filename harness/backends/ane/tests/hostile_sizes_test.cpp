// Packages that are small, or not, and would like to be large in memory: what they are refused
// with, and what they may take until then.

#include <filesystem>
#include <stdexcept>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/tests/peak_growth.h"
#include "harness/backends/ane/tests/package_maker.h"

namespace tidemark::harness::ane {
namespace {

using ::testing::HasSubstr;

constexpr uint64_t kMostGrowth = uint64_t{64} << 20;

// A chain of so many relus from the input x to the output y.
PackageMaker Chain(int operations) {
  PackageMaker maker;
  maker.Input("x", mil::FLOAT32, {1, 2});
  std::string last = "x";
  for (int i = 0; i < operations; ++i) {
    const std::string next = i + 1 == operations ? "y" : "v" + std::to_string(i);
    maker.Op("relu", {{"x", last.c_str()}}, next, mil::FLOAT32, {1, 2});
    last = next;
  }
  maker.Output("y", mil::FLOAT32);
  return maker;
}

// The message that the package is refused with, or "", opened in a process of its own, which must
// not grow beyond the limit.
void ExpectBounded(const std::filesystem::path& package, const std::string& message) {
  const auto growth = testing::PeakGrowthOf([&] {
    try {
      MilRuntime::Open(package);
      EXPECT_EQ(message, "");
    } catch (const FormatError& error) {
      EXPECT_THAT(error.what(), HasSubstr(message.empty() ? "no error was expected" : message));
    }
    if (::testing::Test::HasFailure()) throw std::runtime_error("see above");
  });
  ASSERT_TRUE(growth.has_value());
  if (testing::kMemoryIsItsOwn) {
    EXPECT_LE(*growth, kMostGrowth);
  }
}

TEST(HostileSizes, ManyOperations) {
  const testing::TempDir folder;
  ExpectBounded(Chain(35'000).Write(folder.path()), "");
  PackageMaker maker = Chain(1);
  for (int i = 0; i < 1'000'000; ++i) maker.block().add_operations()->set_type("relu");
  ExpectBounded(maker.Write(folder.path()), "messages take more than 32 MiB");
}

// Messages of two bytes in a file, and of dozens in memory; and one that is all there is.
TEST(HostileSizes, ManyEmptyMessagesAndALargeOne) {
  const testing::TempDir folder;
  PackageMaker maker = Chain(1);
  for (int i = 0; i < 1'000'000; ++i) maker.block().add_operations();
  ExpectBounded(maker.Write(folder.path()), "messages take more than 32 MiB");
  PackageMaker typed = Chain(1);
  auto& type = *typed.main().mutable_inputs(0)->mutable_type()->mutable_tensortype();
  for (int i = 0; i < 2'000'000; ++i) type.add_dimensions();
  ExpectBounded(typed.Write(folder.path()), "messages take more than 32 MiB");
  PackageMaker large = Chain(1);
  large.model().mutable_mlprogram()->set_docstring(std::string(size_t{17} << 20, 'x'));
  ExpectBounded(large.Write(folder.path()), "larger than");
}

TEST(HostileSizes, DeepNesting) {
  const testing::TempDir folder;
  PackageMaker maker = Chain(1);
  mil::Block* block = &maker.block();
  for (int depth = 0; depth < 10'000; ++depth) {
    mil::Operation& operation = *block->add_operations();
    operation.set_type("cond");
    block = operation.add_blocks();
  }
  ExpectBounded(maker.Write(folder.path()), "protobuf does not parse");
}

TEST(HostileSizes, ResultsOfThemselvesAndNamesTakenTwice) {
  const testing::TempDir folder;
  PackageMaker itself = Chain(2);
  (*itself.block().mutable_operations(0)->mutable_inputs())["x"].mutable_arguments(0)->set_name(
      "v0");
  ExpectBounded(itself.Write(folder.path()), "'v0'");
  PackageMaker later = Chain(2);
  (*later.block().mutable_operations(0)->mutable_inputs())["x"].mutable_arguments(0)->set_name("y");
  ExpectBounded(later.Write(folder.path()), "'y'");
  PackageMaker twice = Chain(2);
  twice.block().mutable_operations(1)->mutable_outputs(0)->set_name("v0");
  ExpectBounded(twice.Write(folder.path()), "v0");
}

}  // namespace
}  // namespace tidemark::harness::ane
