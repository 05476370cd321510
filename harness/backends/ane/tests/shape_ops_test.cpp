#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "harness/backends/ane/tests/op_tester.h"

namespace tidemark::harness::ane {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

const Given kTable = {{2, 3}, {1, 2, 3, 4, 5, 6}};

mil::Value Vector(const std::vector<int32_t>& values) {
  return Ints({static_cast<int64_t>(values.size())}, values);
}

std::vector<float> Shaped(const std::string& op, PackageMaker::Arguments constants,
                          const Dims& dims, const Given& x = kTable,
                          const std::string& opset = "CoreML5") {
  return Compute(op, mil::FLOAT32, {{"x", x}}, std::move(constants), dims, opset);
}

TEST(ShapeOps, ReshapeInfersAndCopies) {
  EXPECT_THAT(Shaped("reshape", {{"shape", Vector({3, -1})}}, {3, 2}),
              ElementsAre(1, 2, 3, 4, 5, 6));
  Shaped("reshape", {{"shape", Vector({0, -1})}}, {2, 3});
  Shaped("reshape", {{"shape", Vector({0, 3, 1})}}, {2, 3, 1}, kTable, "CoreML6");
  EXPECT_THAT(
      [] {
        Shaped("reshape", {{"shape", Vector({0, 3, 1})}}, {2, 3, 1});
      },
      ThrowsMessage<FormatError>(HasSubstr("CoreML5 allows only if the rank stays 2")));
  EXPECT_THAT(
      [] {
        Shaped("reshape", {{"shape", Vector({-1, -1})}}, {2, 3});
      },
      ThrowsMessage<FormatError>(HasSubstr("may infer only one dimension")));
  EXPECT_THAT(
      [] {
        Shaped("reshape", {{"shape", Vector({4, -1})}}, {4, 1});
      },
      ThrowsMessage<FormatError>(HasSubstr("6 elements do not divide into groups of 4")));
  EXPECT_THAT(
      [] {
        Shaped("reshape", {{"shape", Vector({7})}}, {7});
      },
      ThrowsMessage<FormatError>(HasSubstr("changes the number of elements")));
}

TEST(ShapeOps, SqueezeKeepsWhatIsNotOne) {
  const Given x = {{1, 2, 1, 3}, {1, 2, 3, 4, 5, 6}};
  Shaped("squeeze", {{"axes", Vector({0, 1, -2})}}, {2, 3}, x);
  Shaped("squeeze", {{"axes", Vector({2})}}, {1, 2, 3}, x);
  Shaped("squeeze", {}, {2, 3}, x);
}

TEST(ShapeOps, ExpandDimsCountsInTheResult) {
  Shaped("expand_dims", {{"axes", Vector({0, 2})}}, {1, 2, 1, 3});
  Shaped("expand_dims", {{"axes", Vector({-1})}}, {2, 3, 1});
  EXPECT_THAT(
      [] {
        Shaped("expand_dims", {{"axes", Vector({0, 0})}}, {1, 1, 2, 3});
      },
      ThrowsMessage<FormatError>(HasSubstr("an axis is named twice")));
  EXPECT_THAT(
      [] {
        Shaped("expand_dims", {{"axes", Vector({0, 1, 2, 3})}}, {1, 1, 1, 1, 2, 3});
      },
      ThrowsMessage<FormatError>(HasSubstr("rank 6; the limit is 5")));
}

TEST(ShapeOps, Transpose) {
  EXPECT_THAT(Shaped("transpose", {{"perm", Vector({1, 0})}}, {3, 2}),
              ElementsAre(1, 4, 2, 5, 3, 6));
  const Given x = {{2, 1, 2, 2}, {1, 2, 3, 4, 5, 6, 7, 8}};
  EXPECT_THAT(Shaped("transpose", {{"perm", Vector({0, -2, -1, 1})}}, {2, 2, 2, 1}, x),
              ElementsAre(1, 2, 3, 4, 5, 6, 7, 8));
  EXPECT_THAT(Shaped("transpose", {{"perm", Vector({3, 0, 1, 2})}}, {2, 2, 1, 2}, x),
              ElementsAre(1, 3, 5, 7, 2, 4, 6, 8));
  EXPECT_THAT(
      [] {
        Shaped("transpose", {{"perm", Vector({0, 0})}}, {2, 2});
      },
      ThrowsMessage<FormatError>(HasSubstr("must name each axis once")));
}

TEST(ShapeOps, Tile) {
  EXPECT_THAT(Shaped("tile", {{"reps", Vector({2, 1})}}, {4, 3}),
              ElementsAre(1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6));
  EXPECT_THAT(Shaped("tile", {{"reps", Vector({1, 2})}}, {2, 6}),
              ElementsAre(1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6));
}

TEST(ShapeOps, SliceBySize) {
  EXPECT_THAT(
      Shaped("slice_by_size", {{"begin", Vector({1, 0})}, {"size", Vector({1, 2})}}, {1, 2}),
      ElementsAre(4, 5));
  EXPECT_THAT(
      Shaped("slice_by_size", {{"begin", Vector({0, -2})}, {"size", Vector({-1, -1})}}, {2, 2}),
      ElementsAre(2, 3, 5, 6));
  EXPECT_THAT(
      [] {
        Shaped("slice_by_size", {{"begin", Vector({1, 0})}, {"size", Vector({2, 1})}}, {2, 1});
      },
      ThrowsMessage<FormatError>(HasSubstr("takes 2 from 1 of axis 0, which has 2")));
  EXPECT_THAT(
      [] {
        Shaped("slice_by_size", {{"begin", Vector({-3, 0})}, {"size", Vector({1, 1})}}, {1, 1});
      },
      ThrowsMessage<FormatError>(HasSubstr("takes 1 from -1 of axis 0")));
}

TEST(ShapeOps, SliceByIndex) {
  const auto slice = [](const std::vector<int32_t>& begin, const std::vector<int32_t>& end,
                        PackageMaker::Arguments others, const Dims& dims) {
    others.emplace("begin", Vector(begin));
    others.emplace("end", Vector(end));
    return Shaped("slice_by_index", std::move(others), dims);
  };
  EXPECT_THAT(slice({0, 1}, {1, 3}, {}, {1, 2}), ElementsAre(2, 3));
  EXPECT_THAT(slice({0, 0}, {2, 100}, {{"stride", Vector({1, 2})}}, {2, 2}),
              ElementsAre(1, 3, 4, 6));
  EXPECT_THAT(slice({0, -1}, {0, -3},
                    {{"stride", Vector({1, -1})}, {"end_mask", Bools({2}, {true, false})}}, {2, 2}),
              ElementsAre(3, 2, 6, 5));
  EXPECT_THAT(slice({5, 5}, {0, 0},
                    {{"stride", Vector({-1, -1})},
                     {"begin_mask", Bools({2}, {true, true})},
                     {"end_mask", Bools({2}, {true, true})}},
                    {2, 3}),
              ElementsAre(6, 5, 4, 3, 2, 1));
  EXPECT_THAT(
      slice({-1, 1}, {0, 0},
            {{"squeeze_mask", Bools({2}, {true, false})}, {"end_mask", Bools({2}, {false, true})}},
            {2}),
      ElementsAre(5, 6));
  EXPECT_THAT(
      [&] {
        slice({0, 2}, {2, 2}, {}, {2, 1});
      },
      ThrowsMessage<FormatError>(HasSubstr("takes 0 from 2 of axis 1")));
  EXPECT_THAT(
      [&] {
        slice({0, 0}, {1, 1}, {{"stride", Vector({0, 1})}}, {1, 1});
      },
      ThrowsMessage<FormatError>(HasSubstr("'stride' must not be 0")));
}

std::vector<float> Concat(int32_t axis, bool interleave, const Given& a, const Given& b,
                          const Dims& dims) {
  PackageMaker maker;
  maker.Input("a", mil::FLOAT32, a.dims);
  maker.Input("b", mil::FLOAT32, b.dims);
  maker.Op("concat",
           {{"values", std::vector<std::string>{"a", "b"}},
            {"axis", Int(axis)},
            {"interleave", Bool(interleave)}},
           "y", mil::FLOAT32, dims);
  maker.Output("y", mil::FLOAT32);
  return RunOnce(maker, "y", {{"a", a.values}, {"b", b.values}});
}

TEST(ShapeOps, Concat) {
  EXPECT_THAT(Concat(0, false, kTable, {{1, 3}, {7, 8, 9}}, {3, 3}),
              ElementsAre(1, 2, 3, 4, 5, 6, 7, 8, 9));
  EXPECT_THAT(Concat(-1, false, kTable, {{2, 1}, {7, 8}}, {2, 4}),
              ElementsAre(1, 2, 3, 7, 4, 5, 6, 8));
  EXPECT_THAT(Concat(1, true, kTable, {{2, 3}, {10, 20, 30, 40, 50, 60}}, {2, 6}),
              ElementsAre(1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60));
  EXPECT_THAT(
      [] {
        Concat(0, false, kTable, {{1, 2}, {7, 8}}, {3, 3});
      },
      ThrowsMessage<FormatError>(HasSubstr("do not join along axis 0")));
  EXPECT_THAT(
      [] {
        Concat(1, true, kTable, {{2, 1}, {7, 8}}, {2, 4});
      },
      ThrowsMessage<FormatError>(HasSubstr("do not join along axis 1")));
}

// Splits the table along axis 1 into `a` and `b`.
PackageMaker Split(const PackageMaker::Arguments& parts, int64_t a, int64_t b) {
  PackageMaker maker;
  maker.Input("x", mil::FLOAT32, kTable.dims);
  PackageMaker::Arguments arguments = parts;
  arguments.emplace("x", "x");
  arguments.emplace("axis", Int(1));
  maker.Op("split", arguments, "a", mil::FLOAT32, {2, a});
  mil::NamedValueType& second = *maker.last_op().add_outputs();
  second.set_name("b");
  *second.mutable_type() = TypeOf(mil::FLOAT32, {2, b});
  maker.Output("a", mil::FLOAT32);
  maker.Output("b", mil::FLOAT32);
  return maker;
}

TEST(ShapeOps, Split) {
  const PackageMaker sizes = Split({{"split_sizes", Vector({1, 2})}}, 1, 2);
  EXPECT_THAT(RunOnce(sizes, "a", {{"x", kTable.values}}), ElementsAre(1, 4));
  EXPECT_THAT(RunOnce(sizes, "b", {{"x", kTable.values}}), ElementsAre(2, 3, 5, 6));
  EXPECT_THAT(
      [] {
        Split({{"num_splits", Int(2)}}, 1, 2).Open();
      },
      ThrowsMessage<FormatError>(HasSubstr("3 elements do not divide into groups of 2")));
  EXPECT_THAT(
      [] {
        Split({{"num_splits", Int(3)}}, 1, 2).Open();
      },
      ThrowsMessage<FormatError>(HasSubstr("has 3 results, and 2 are declared")));
  EXPECT_THAT(
      [] {
        Split({{"split_sizes", Vector({1, 1})}}, 1, 1).Open();
      },
      ThrowsMessage<FormatError>(HasSubstr("must add up to 3")));
}

TEST(ShapeOps, IdentityAndUnusedAttributes) {
  PackageMaker maker;
  maker.Input("x", mil::FLOAT32, {2, 3});
  maker.Op("identity", {{"x", "x"}}, "y", mil::FLOAT32, {2, 3});
  (*maker.last_op().mutable_attributes())["anything"] = Text("ignored");
  maker.Output("y", mil::FLOAT32);
  EXPECT_THAT(RunOnce(maker, "y", {{"x", kTable.values}}), ElementsAre(1, 2, 3, 4, 5, 6));
}

// Shapes that depend on the batch, all the way through.
TEST(ShapeOps, BatchIsCarriedThrough) {
  PackageMaker maker;
  maker.Input("x", mil::FLOAT32, {kUnknown, 2, 3});
  maker.Op("transpose", {{"x", "x"}, {"perm", Vector({0, 2, 1})}}, "t", mil::FLOAT32,
           {kUnknown, 3, 2});
  maker.Op("reshape", {{"x", "t"}, {"shape", Vector({-1, 2})}}, "rows", mil::FLOAT32,
           {kUnknown, 2});
  maker.Op("matmul", {{"x", "rows"}, {"y", Floats({2, 1}, {1, 10})}}, "dots", mil::FLOAT32,
           {kUnknown, 1});
  maker.Op("reshape", {{"x", "dots"}, {"shape", Vector({-1, 3})}}, "back", mil::FLOAT32,
           {kUnknown, 3});
  maker.Op("slice_by_size", {{"x", "back"}, {"begin", Vector({0, 1})}, {"size", Vector({-1, 2})}},
           "tail", mil::FLOAT32, {kUnknown, 2});
  maker.Op("concat", {{"values", std::vector<std::string>{"tail", "tail"}}, {"axis", Int(0)}},
           "twice", mil::FLOAT32, {kUnknown, 2});
  maker.Output("twice", mil::FLOAT32);
  const MilRuntime runtime = maker.Open();
  EXPECT_EQ(ToString(runtime.program().FindOutput("twice")->type), "fp32 [2N, 2]");
  EXPECT_THAT(RunOnce(maker, "twice", {{"x", {1, 2, 3, 4, 5, 6}}}, 1), ElementsAre(52, 63, 52, 63));
  EXPECT_THAT(RunOnce(maker, "twice", {{"x", {1, 2, 3, 4, 5, 6, 0, 0, 0, 7, 8, 9}}}, 2),
              ElementsAre(52, 63, 80, 90, 52, 63, 80, 90));
}

}  // namespace
}  // namespace tidemark::harness::ane
