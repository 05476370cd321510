#include "harness/measure/cell_spec.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "converter/error.h"

namespace tidemark::harness {
namespace {

CellSpec Spec() {
  CellSpec spec;
  spec.network = "/nets/b18 \"quoted\".bin.gz";
  spec.levers = SeedLevers();
  spec.devices = {Device::kAne, Device::kGpu};
  spec.board_x = 9;
  spec.board_y = 13;
  spec.precision = converter::Precision::kFloat32;
  spec.batch = 4;
  spec.inputs = "in";
  spec.outputs = "out";
  spec.warmup = 0;
  spec.min_evaluations = 3;
  spec.profile = true;
  spec.settle = {.min_s = 0.25, .max_s = 2};
  spec.work_directory = "work";
  spec.keep_package = "kept.mlpackage";
  spec.floor_file_bytes = 5 << 20;
  return spec;
}

TEST(CellSpec, ReadsBackWhatItWrote) {
  const CellSpec spec = Spec();
  const CellSpec read = ParseCellSpec(EncodeCellSpec(spec), "cell.json");
  EXPECT_EQ(read.network, spec.network);
  EXPECT_EQ(read.levers, spec.levers);
  EXPECT_EQ(read.devices, spec.devices);
  EXPECT_EQ(read.gpu_precision, spec.gpu_precision);
  EXPECT_EQ(read.board_x, 9);
  EXPECT_EQ(read.board_y, 13);
  EXPECT_EQ(read.precision, spec.precision);
  EXPECT_EQ(read.batch, 4);
  EXPECT_EQ(read.inputs, spec.inputs);
  EXPECT_EQ(read.outputs, spec.outputs);
  EXPECT_EQ(read.warmup, 0);
  EXPECT_EQ(read.min_evaluations, 3);
  EXPECT_TRUE(read.profile);
  EXPECT_EQ(read.settle, spec.settle);
  EXPECT_EQ(read.work_directory, spec.work_directory);
  EXPECT_EQ(read.keep_package, spec.keep_package);
  EXPECT_EQ(read.floor_file_bytes, spec.floor_file_bytes);
}

TEST(CellSpec, LeavesThePackageUnkeptByDefault) {
  CellSpec spec = Spec();
  spec.keep_package.reset();
  spec.floor_file_bytes.reset();
  const CellSpec read = ParseCellSpec(EncodeCellSpec(spec), "cell.json");
  EXPECT_FALSE(read.keep_package.has_value());
  EXPECT_FALSE(read.floor_file_bytes.has_value());
}

TEST(CellSpec, RefusesWhatItDoesNotKnow) {
  const std::string good = EncodeCellSpec(Spec());
  for (const auto& [from, to] :
       std::vector<std::pair<std::string, std::string>>{{"\"batch\": 4", "\"batch\": 0"},
                                                        {"\"warmup\"", "\"warm\""},
                                                        {"\"gpu\"", "\"tpu\""},
                                                        {"\"fp32\"", "\"fp8\""},
                                                        {"weight_views", "weight_magic"}}) {
    std::string bad = good;
    bad.replace(bad.find(from), from.size(), to);
    EXPECT_THROW(ParseCellSpec(bad, "cell.json"), Error) << to;
  }
}

}  // namespace
}  // namespace tidemark::harness
