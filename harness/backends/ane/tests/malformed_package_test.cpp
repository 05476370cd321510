// What the files of a package must not be.

#include <cstring>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/testing/fixtures.h"
#include "harness/backends/ane/tests/package_maker.h"

namespace tidemark::harness::ane {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

PackageMaker WithWeight(mil::DataType type) {
  PackageMaker maker;
  maker.Input("x", type, {1, 2});
  maker.Weight("w", type, {2, 2}, {1, 2, 3, 4});
  maker.Op("matmul", {{"x", "x"}, {"y", "w"}}, "y", type, {1, 2});
  maker.Output("y", type);
  return maker;
}

mil::Value& WeightValue(PackageMaker& maker) {
  return (*maker.block().mutable_operations(0)->mutable_attributes())["val"];
}

void ExpectError(const PackageMaker& maker, const std::string& message) {
  EXPECT_THAT([&] { maker.Open(); },
              ThrowsMessage<FormatError>(
                  AllOf(HasSubstr("weight.bin: " + message), HasSubstr("layer const w"))));
}

template <typename Number>
PackageMaker Damaged(size_t at, Number number) {
  PackageMaker maker = WithWeight(mil::FLOAT32);
  std::memcpy(maker.weight_bytes().data() + at, &number, sizeof(number));
  return maker;
}

TEST(MalformedPackage, WeightRecords) {
  ExpectError(Damaged<uint32_t>(4, 1), "weight file version 1");
  ExpectError(Damaged<uint32_t>(64, 0), "no weight record starts here");
  ExpectError(Damaged<uint32_t>(68, 14), "weights of element type 14");
  ExpectError(Damaged<uint32_t>(68, 1), "the weights are fp16, and the constant is declared fp32");
  ExpectError(Damaged<uint64_t>(72, 12), "the weights have 12 bytes, and the constant has 4");
  ExpectError(Damaged<uint64_t>(72, 1000), "the weight file ends before");
  ExpectError(Damaged<uint64_t>(72, ~uint64_t{0}), "the weight file ends before");
  ExpectError(Damaged<uint64_t>(80, 0), "the record points at byte 0");
}

TEST(MalformedPackage, WeightReferences) {
  const auto at = [](uint64_t offset) {
    PackageMaker maker = WithWeight(mil::FLOAT16);
    WeightValue(maker).mutable_blobfilevalue()->set_offset(offset);
    return maker;
  };
  ExpectError(at(128), "the weight file ends before this record");
  ExpectError(at(~uint64_t{63}), "the weight file ends before this record");
  ExpectError(at(65), "a weight record cannot start here");
  PackageMaker cut = WithWeight(mil::FLOAT32);
  cut.weight_bytes().resize(10);
  ExpectError(cut, "not a weight file");
  const auto named = [](const std::string& file) {
    PackageMaker maker = WithWeight(mil::FLOAT16);
    WeightValue(maker).mutable_blobfilevalue()->set_filename(file);
    return [maker] { maker.Open(); };
  };
  EXPECT_THAT(named("@model_path/../../../../etc/passwd"),
              ThrowsMessage<FormatError>(HasSubstr("leads out of the package")));
  EXPECT_THAT(named("/etc/passwd"), ThrowsMessage<FormatError>(HasSubstr("@model_path")));
  EXPECT_THAT(named("@model_path/weights/other.bin"),
              ThrowsMessage<FormatError>(HasSubstr("is missing from the package")));
}

TEST(MalformedPackage, Files) {
  const testing::TempDir folder;
  EXPECT_THROW(MilRuntime::Open(folder.path() / "nothing.mlpackage"), IoError);
  const fs::path package = WithWeight(mil::FLOAT16).Write(folder.path());
  const fs::path data = package / "Data" / "com.apple.CoreML";
  MilRuntime::Open(package);
  fs::remove(data / "weights" / "weight.bin");
  EXPECT_THAT([&] { MilRuntime::Open(package); },
              ThrowsMessage<FormatError>(HasSubstr("is missing from the package")));
  fs::remove(data / "model.mlmodel");
  EXPECT_THAT([&] { MilRuntime::Open(package); },
              ThrowsMessage<FormatError>(HasSubstr("is missing from the package")));
  std::ofstream(package / "Manifest.json") << "{}";
  EXPECT_THAT([&] { MilRuntime::Open(package); },
              ThrowsMessage<FormatError>(HasSubstr("fileFormatVersion")));
  fs::remove(package / "Manifest.json");
  EXPECT_THROW(MilRuntime::Open(package), IoError);
}

TEST(MalformedPackage, Models) {
  const testing::TempDir folder;
  const fs::path package = WithWeight(mil::FLOAT16).Write(folder.path());
  const fs::path model = package / "Data" / "com.apple.CoreML" / "model.mlmodel";
  const auto expect = [&](const std::string& bytes) {
    std::ofstream(model, std::ios::binary) << bytes;
    EXPECT_THAT([&] { MilRuntime::Open(package); },
                ThrowsMessage<FormatError>(
                    AllOf(HasSubstr("model.mlmodel: "), HasSubstr("its protobuf does not parse"))));
  };
  std::string bytes;
  WithWeight(mil::FLOAT16).model().SerializeToString(&bytes);
  expect(bytes.substr(0, bytes.size() - 1));
  expect("no protobuf");
  // Values inside values: deeper than any program, but not deeper than the stack.
  mil::Value value = Int(1);
  for (int i = 0; i < 100; ++i) {
    mil::Value outer;
    *outer.mutable_immediatevalue()->mutable_tuple()->add_values() = value;
    value = outer;
  }
  PackageMaker deep = WithWeight(mil::FLOAT16);
  deep.Const("deep", value);
  deep.model().SerializeToString(&bytes);
  expect(bytes);
}

// A package cut or altered anywhere loads, or says what is wrong.
TEST(MalformedPackage, EveryCutAndManyAlterations) {
  const testing::TempDir folder;
  const fs::path package = WithWeight(mil::FLOAT16).Write(folder.path());
  const fs::path model = package / "Data" / "com.apple.CoreML" / "model.mlmodel";
  std::string bytes;
  WithWeight(mil::FLOAT16).model().SerializeToString(&bytes);
  size_t refused = 0;
  const auto open = [&](const std::string& content) {
    std::ofstream(model, std::ios::binary) << content;
    try {
      MilRuntime::Open(package);
    } catch (const Error&) {
      ++refused;
    }
  };
  for (size_t size = 0; size < bytes.size(); ++size) open(bytes.substr(0, size));
  EXPECT_EQ(refused, bytes.size());
  for (size_t i = 0; i < bytes.size(); ++i) {
    for (const int mask : {0x01, 0x08, 0x80, 0xFF}) {
      std::string altered = bytes;
      altered[i] = static_cast<char>(altered[i] ^ mask);
      open(altered);
    }
  }
  EXPECT_GT(refused, 3 * bytes.size());
}

}  // namespace
}  // namespace tidemark::harness::ane
