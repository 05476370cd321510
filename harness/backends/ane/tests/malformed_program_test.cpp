// What a program must not be. Every error names the model file and the operation or value.

#include <functional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "harness/backends/ane/tests/package_maker.h"

namespace tidemark::harness::ane {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

// y = relu(x w) with x [N, 2] and w [2, 3] in the weight file.
PackageMaker Valid() {
  PackageMaker maker;
  maker.Input("x", mil::FLOAT32, {kUnknown, 2});
  maker.Weight("w", mil::FLOAT32, {2, 3}, {1, 2, 3, 4, 5, 6});
  maker.Op("matmul", {{"x", "x"}, {"y", "w"}}, "product", mil::FLOAT32, {kUnknown, 3});
  maker.Op("relu", {{"x", "product"}}, "y", mil::FLOAT32, {kUnknown, 3});
  maker.Output("y", mil::FLOAT32);
  return maker;
}

void ExpectError(const std::function<void(PackageMaker&)>& damage, const std::string& message,
                 const std::string& place = "") {
  PackageMaker maker = Valid();
  damage(maker);
  EXPECT_THAT([&] { maker.Open(); },
              ThrowsMessage<FormatError>(AllOf(HasSubstr("made.mlpackage/Data/com.apple.CoreML/"),
                                               HasSubstr(message),
                                               HasSubstr(place.empty() ? "" : "(layer " + place))));
}

mil::Operation& Matmul(PackageMaker& maker) { return *maker.block().mutable_operations(1); }

TEST(MalformedProgram, TheUndamagedOneRuns) {
  EXPECT_THAT(RunOnce(Valid(), "y", {{"x", {1, -1}}}), ::testing::ElementsAre(0, 0, 0));
  EXPECT_THAT(RunOnce(Valid(), "y", {{"x", {1, 1}}}), ::testing::ElementsAre(5, 7, 9));
}

TEST(MalformedProgram, Structure) {
  ExpectError([](auto& maker) { maker.model().clear_mlprogram(); }, "not an ML Program");
  ExpectError([](auto& maker) { maker.model().mutable_mlprogram()->mutable_functions()->clear(); },
              "no function 'main'");
  ExpectError([](auto& maker) { maker.main().set_opset("CoreML6"); },
              "no block for its opset 'CoreML6'");
  ExpectError(
      [](auto& maker) {
        maker.main().set_opset("CoreML4");
        (*maker.main().mutable_block_specializations())["CoreML4"] = maker.block();
      },
      "opset 'CoreML4' is not supported; CoreML5 to CoreML8 are");
}

TEST(MalformedProgram, Operations) {
  ExpectError([](auto& maker) { Matmul(maker).set_type("einsum"); },
              "the operation 'einsum' is unknown; known are const, add, ", "einsum product");
  ExpectError([](auto& maker) { Matmul(maker).set_type("scaled_dot_product_attention"); },
              "it came with CoreML8", "scaled_dot_product_attention product");
  ExpectError([](auto& maker) { Matmul(maker).mutable_inputs()->erase("y"); },
              "parameter 'y' is missing", "matmul product");
  ExpectError([](auto& maker) { (*Matmul(maker).mutable_inputs())["z"]; },
              "parameter 'z' is unknown; the operation takes x y transpose_x?", "matmul product");
  ExpectError([](auto& maker) { (*Matmul(maker).mutable_inputs())["y"].clear_arguments(); },
              "parameter 'y' has 0 arguments", "matmul product");
  ExpectError(
      [](auto& maker) { (*Matmul(maker).mutable_inputs())["y"].add_arguments()->set_name("w"); },
      "parameter 'y' has 2 arguments", "matmul product");
  ExpectError([](auto& maker) { Matmul(maker).add_blocks(); }, "an operation has blocks",
              "matmul product");
  ExpectError([](auto& maker) { Matmul(maker).clear_outputs(); },
              "has 1 results, and 0 are declared", "matmul #1");
}

TEST(MalformedProgram, Names) {
  ExpectError([](auto& maker) { Matmul(maker).mutable_outputs(0)->set_name("x"); },
              "the name 'x' is defined twice", "matmul x");
  ExpectError([](auto& maker) { Matmul(maker).mutable_outputs(0)->set_name(""); },
              "a value has no name", "matmul #1");
  ExpectError(
      [](auto& maker) {
        (*Matmul(maker).mutable_inputs())["x"].mutable_arguments(0)->set_name("y");
      },
      "parameter 'x' is 'y', which is not defined before", "matmul product");
}

TEST(MalformedProgram, Types) {
  const auto declare = [](mil::DataType type, const Dims& dims) {
    return [=](PackageMaker& maker) {
      *Matmul(maker).mutable_outputs(0)->mutable_type() = TypeOf(type, dims);
    };
  };
  ExpectError(declare(mil::FLOAT16, {kUnknown, 3}),
              "result 'product' is fp32 [N, 3], and is declared fp16 [?, 3]", "matmul product");
  ExpectError(declare(mil::FLOAT32, {kUnknown, 4}),
              "result 'product' is fp32 [N, 3], and is declared fp32 [?, 4]", "matmul product");
  ExpectError(declare(mil::FLOAT32, {1, 3}), "is declared fp32 [1, 3]", "matmul product");
  ExpectError(declare(mil::FLOAT32, {3}), "is declared fp32 [3]", "matmul product");
  ExpectError(declare(mil::FLOAT64, {kUnknown, 3}), "element type 12 is not supported",
              "matmul product");
  ExpectError(declare(mil::FLOAT32, {0, 3}), "a dimension must be unknown or a number from 1 to",
              "matmul product");
  ExpectError(declare(mil::FLOAT32, {1, 1, 1, 1, 1, 1}), "a tensor of rank 6; the limit is 5",
              "matmul product");
  ExpectError(
      [](auto& maker) {
        Matmul(maker).mutable_outputs(0)->mutable_type()->mutable_tensortype()->set_rank(7);
      },
      "a tensor of rank 7 has 2 dimensions", "matmul product");
  ExpectError(
      [](auto& maker) { Matmul(maker).mutable_outputs(0)->mutable_type()->mutable_listtype(); },
      "only tensor types are supported", "matmul product");
  ExpectError(
      [](auto& maker) {
        *(*Matmul(maker).mutable_inputs())["y"].mutable_arguments(0)->mutable_value() =
            Halves({2, 3}, {1, 2, 3, 4, 5, 6});
      },
      "parameter 'y' must be fp32 like 'x', and is fp16 [2, 3]", "matmul product");
  ExpectError(
      [](auto& maker) {
        *(*Matmul(maker).mutable_inputs())["y"].mutable_arguments(0)->mutable_value() =
            Ints({2}, {1, 2});
      },
      "parameter 'y' must be fp32", "matmul product");
}

TEST(MalformedProgram, ParametersThatMustBeConstant) {
  ExpectError(
      [](auto& maker) {
        maker.Op("softmax", {{"x", "y"}, {"axis", "y"}}, "s", mil::FLOAT32, {kUnknown, 3});
      },
      "parameter 'axis' must be a constant of type int32, and is fp32 [N, 3] ('y')", "softmax s");
  ExpectError(
      [](auto& maker) {
        maker.Op("softmax", {{"x", "y"}, {"axis", Ints({2}, {0, 1})}}, "s", mil::FLOAT32,
                 {kUnknown, 3});
      },
      "parameter 'axis' must be a scalar", "softmax s");
  ExpectError(
      [](auto& maker) {
        maker.Op("conv", {{"x", "y"}, {"weight", "y"}}, "c", mil::FLOAT32, {kUnknown, 3});
      },
      "parameter 'weight' must be a constant, and is fp32 [N, 3] ('y')", "conv c");
}

TEST(MalformedProgram, Constants) {
  const auto with = [](const mil::Value& value) {
    return [=](PackageMaker& maker) { maker.Const("c", value); };
  };
  ExpectError(with(Floats({3}, {1, 2})), "a constant of 3 elements has 2", "const c");
  ExpectError(with(Halves({3}, {1, 2})), "a constant of 3 fp16 elements has 4 bytes", "const c");
  mil::Value wrong = Floats({}, {1});
  wrong.mutable_type()->mutable_tensortype()->set_datatype(mil::FLOAT16);
  ExpectError(with(wrong), "a constant of type fp16 must have its elements in 'bytes'", "const c");
  wrong.mutable_type()->mutable_tensortype()->set_datatype(mil::STRING);
  ExpectError(with(wrong), "must have its elements in 'strings'", "const c");
  mil::Value empty;
  *empty.mutable_type() = TypeOf(mil::FLOAT32, {});
  ExpectError(with(empty), "an immediate tensor or a place in a weight file", "const c");
  mil::Value unsized = Floats({1}, {1});
  *unsized.mutable_type() = TypeOf(mil::FLOAT32, {kUnknown});
  ExpectError(with(unsized), "a constant must have dimensions of known size", "const c");
  ExpectError(
      [](auto& maker) {
        maker.Const("c", Floats({2}, {1, 2}));
        *maker.last_op().mutable_outputs(0)->mutable_type() = TypeOf(mil::FLOAT32, {3});
      },
      "a const of fp32 [2] is declared fp32 [3]", "const c");
  ExpectError(
      [](auto& maker) {
        maker.Const("c", Floats({}, {1}));
        maker.last_op().mutable_attributes()->erase("val");
      },
      "a const must have the attribute 'val'", "const c");
}

TEST(MalformedProgram, SizesBeyondTheLimits) {
  ExpectError(
      [](auto& maker) {
        maker.Op("tile", {{"x", "y"}, {"reps", Ints({2}, {2'000'000'000, 1})}}, "t", mil::FLOAT32,
                 {kUnknown, 3});
      },
      "out of range; the limit is 2147483647 elements", "tile t");
  // Each value within its limit, and together beyond the arena's.
  PackageMaker maker = Valid();
  maker.Op("tile", {{"x", "y"}, {"reps", Ints({2}, {1, 100'000'000})}}, "t", mil::FLOAT32,
           {kUnknown, 300'000'000});
  EXPECT_THAT([&] { maker.Open({.arena_limit_bytes = 1'000'000'000}); },
              ThrowsMessage<FormatError>(
                  AllOf(HasSubstr("model.mlmodel: "), HasSubstr("passes the memory limit"))));
  PackageMaker scratch = Valid();
  scratch.Op("tile", {{"x", "y"}, {"reps", Ints({2}, {1, 20'000})}}, "t", mil::FLOAT32,
             {kUnknown, 60'000});
  scratch.Op("linear",
             {{"x", "t"}, {"weight", Floats({1, 60'000}, std::vector<float>(60'000, 1.0F))}}, "l",
             mil::FLOAT32, {kUnknown, 1});
  EXPECT_THAT([&] { scratch.Open({.threads = 4, .arena_limit_bytes = 100'000'000}); },
              ThrowsMessage<FormatError>(HasSubstr("scratch; the memory limit")));
}

TEST(MalformedProgram, ExpectedByTheDescription) {
  const auto input = [](auto& maker) -> coreml::FeatureDescription& {
    return *maker.model().mutable_description()->mutable_input(0);
  };
  const auto array = [input](auto& maker) -> coreml::ArrayFeatureType& {
    return *input(maker).mutable_type()->mutable_multiarraytype();
  };
  ExpectError([&](auto& maker) { input(maker).set_name("z"); },
              "the description has no such feature", "x");
  ExpectError(
      [&](auto& maker) { *maker.model().mutable_description()->add_input() = input(maker); },
      "the description has this feature twice", "x");
  ExpectError([&](auto& maker) { array(maker).set_datatype(coreml::ARRAY_FLOAT16); },
              "the function takes fp32 [?, 2], and the description has another type", "x");
  ExpectError([&](auto& maker) { array(maker).set_datatype(coreml::ARRAY_INT32); },
              "array type 131104 is not supported", "x");
  ExpectError([&](auto& maker) { array(maker).set_shape(1, 3); },
              "the default shape is not one of its shape range", "x");
  ExpectError(
      [&](auto& maker) {
        array(maker).clear_shaperange();
        array(maker).set_shape(1, 3);
      },
      "another size of dimension 1", "x");
  ExpectError([&](auto& maker) { array(maker).mutable_enumeratedshapes(); },
              "enumerated shapes are not supported", "x");
  ExpectError(
      [&](auto& maker) {
        array(maker).mutable_shaperange()->mutable_sizeranges(0)->set_upperbound(0);
      },
      "a dimension ranges from 1 to 0", "x");
  ExpectError(
      [&](auto& maker) {
        array(maker).mutable_shaperange()->mutable_sizeranges(1)->set_upperbound(3);
      },
      "another size of dimension 1", "x");
  ExpectError([](auto& maker) { maker.model().mutable_description()->clear_output(); },
              "the description has no such feature", "y");
  ExpectError(
      [](auto& maker) {
        maker.model()
            .mutable_description()
            ->mutable_output(0)
            ->mutable_type()
            ->mutable_multiarraytype()
            ->set_datatype(coreml::ARRAY_FLOAT16);
      },
      "the program computes fp32 [N, 3], and the description has another type or shape", "y");
  ExpectError([](auto& maker) { maker.block().clear_outputs(); },
              "the description has a feature that the program has not", "y");
  ExpectError([](auto& maker) { maker.Output("nothing", mil::FLOAT32); },
              "no operation computes this output", "nothing");
  ExpectError([](auto& maker) { maker.Output("w", mil::FLOAT32); }, "this output is a constant",
              "w");
  ExpectError([](auto& maker) { maker.block().add_outputs("y"); }, "or it is listed twice", "y");
}

TEST(MalformedProgram, BatchesOfDifferentRanges) {
  PackageMaker maker = Valid();
  maker.Input("other", mil::FLOAT32, {kUnknown});
  maker.model()
      .mutable_description()
      ->mutable_input(1)
      ->mutable_type()
      ->mutable_multiarraytype()
      ->mutable_shaperange()
      ->mutable_sizeranges(0)
      ->set_upperbound(4);
  EXPECT_THAT([&] { maker.Open(); },
              ThrowsMessage<FormatError>(HasSubstr("inputs have batches of different ranges")));
}

}  // namespace
}  // namespace tidemark::harness::ane
