#include "converter/mil/program_builder.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/io/sha256.h"
#include "converter/layout/half.h"
#include "converter/mil/literals.h"
#include "converter/mil/operations.h"
#include "converter/mil/tests/program_checker.h"
#include "converter/mil/tests/program_facts.h"
#include "converter/mil/wire.h"
#include "converter/testing/memory_sink.h"

namespace tidemark::converter {
namespace {

using ::testing::EndsWith;
using ::testing::IsEmpty;
using tidemark::testing::MemorySink;

std::string HexOf(const google::protobuf::MessageLite& message) {
  std::string bytes;
  AppendMessage(message, bytes);
  return ToHex(std::as_bytes(std::span(bytes)));
}

std::vector<std::byte> Model(const ProgramBuilder& builder, const coreml::Model& head = {}) {
  MemorySink sink;
  builder.WriteModel(head, "CoreML5", sink);
  return sink.bytes();
}

mil::TensorValue Ints(const std::vector<int32_t>& values) {
  mil::TensorValue payload;
  for (const int32_t value : values) payload.mutable_ints()->add_values(value);
  return payload;
}

mil::TensorValue Text(const std::string& text) {
  mil::TensorValue payload;
  payload.mutable_strings()->add_values(text);
  return payload;
}

TEST(Wire, FollowsTheDeterministicForm) {
  mil::Dimension unknown;
  unknown.mutable_unknown();
  EXPECT_EQ(HexOf(unknown), "1200");
  mil::RepeatedBools no;
  no.add_values(false);
  EXPECT_EQ(HexOf(no), "0a0100");
  coreml::SizeRange unbounded;
  unbounded.set_lowerbound(1);
  unbounded.set_upperbound(-1);
  EXPECT_EQ(HexOf(unbounded), "080110ffffffffffffffffff01");
  EXPECT_EQ(HexOf(Ints({-1, 96, 1, 1}).ints()), "0a0dffffffffffffffffff01600101");
}

TEST(Wire, FieldHeadersHoldLongLengths) {
  std::string bytes;
  AppendFieldHeader(502, 300, bytes);
  EXPECT_EQ(ToHex(std::as_bytes(std::span(bytes))), "b21fac02");
  bytes.clear();
  AppendStringField(1, "main", bytes);
  EXPECT_EQ(bytes, "\x0A\x04main");
}

TEST(ProgramBuilder, EncodesConstantsByTheirType) {
  ProgramBuilder text;
  text.AddConstant("pt", {mil::STRING}, Text("same"));
  EXPECT_THAT(
      ToHex(Model(text)),
      EndsWith("0a05636f6e73741a0a0a02707412040a0208022a180a046e616d65121012040a0208021a080a0622"
               "040a0270742a190a0376616c121212040a0208021a0a0a0822060a0473616d65"));
  ProgramBuilder number;
  number.AddConstant("k", {mil::FLOAT16}, FloatPayload(mil::FLOAT16, 14.0F));
  EXPECT_THAT(ToHex(Model(number)),
              EndsWith("0a05636f6e73741a090a016b12040a02080a2a170a046e616d65120f12040a0208021a070a"
                       "0522030a016b2a170a0376616c121012040a02080a1a080a063a040a02004b"));
}

// y = conv(x, w) + b, complete: every byte of it is known.
TEST(ProgramBuilder, BuildsTheWorkedExample) {
  coreml::Model head;
  head.set_specificationversion(6);
  const auto describe = [](const char* name, coreml::FeatureDescription& feature) {
    feature.set_name(name);
    coreml::ArrayFeatureType& array = *feature.mutable_type()->mutable_multiarraytype();
    for (const int64_t size : {1, 2, 3, 3}) array.add_shape(size);
    array.set_datatype(coreml::ARRAY_FLOAT32);
  };
  describe("x", *head.mutable_description()->add_input());
  describe("y", *head.mutable_description()->add_output());

  const TensorType image = {mil::FLOAT32, {1, 2, 3, 3}};
  ProgramBuilder builder;
  builder.AddInput("x", image);
  builder.AddWeight("w", {mil::FLOAT32, {2, 2, 3, 3}}, 64);
  builder.AddConstant("pt", {mil::STRING}, Text("same"));
  builder.AddConstant("ones2", {mil::INT32, {2}}, Ints({1, 1}));
  builder.AddConstant("zero4", {mil::INT32, {4}}, Ints({0, 0, 0, 0}));
  builder.AddConstant("one", {mil::INT32}, Ints({1}));
  builder.AddOperation("conv",
                       {{"x", {"x"}},
                        {"weight", {"w"}},
                        {"strides", {"ones2"}},
                        {"pad_type", {"pt"}},
                        {"pad", {"zero4"}},
                        {"dilations", {"ones2"}},
                        {"groups", {"one"}}},
                       "c", image);
  builder.AddWeight("b", {mil::FLOAT32, {1, 2, 1, 1}}, 320);
  builder.AddOutput(builder.AddOperation("add", {{"x", {"c"}}, {"y", {"b"}}}, "y", image));

  const std::vector<std::byte> bytes = Model(builder, head);
  EXPECT_EQ(bytes.size(), 1006U);
  Sha256 hash;
  hash.Update(bytes);
  EXPECT_EQ(ToHex(hash.Finish()),
            "ca6c530317ee8901fc06039211cb58c2057a73ee810db7a1b96c75fa5a01ec48");
  EXPECT_EQ(builder.operations(), 8U);

  coreml::Model decoded;
  ASSERT_TRUE(decoded.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
  EXPECT_THAT(tidemark::testing::CheckModel(decoded), IsEmpty());
}

TEST(ProgramBuilder, UnknownDimensionsAndLongProgramsSurvive) {
  ProgramBuilder builder;
  Value x = builder.AddInput("x", {mil::FLOAT16, {std::nullopt, 4}});
  for (int i = 0; i < 3000; ++i) {
    x = builder.AddOperation("relu", {{"x", {x.name}}}, "value_" + std::to_string(i), x.type);
  }
  builder.AddOutput(x);
  const std::vector<std::byte> bytes = Model(builder);
  coreml::Model decoded;
  ASSERT_TRUE(decoded.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
  const mil::Block& block = tidemark::testing::MainBlock(decoded);
  ASSERT_EQ(block.operations_size(), 3000);
  EXPECT_EQ(block.outputs(0), "value_2999");
  const mil::TensorType& type = block.operations(2999).outputs(0).type().tensortype();
  EXPECT_TRUE(type.dimensions(0).has_unknown());
  EXPECT_EQ(type.dimensions(1).constant().size(), 4U);
  EXPECT_GT(builder.bytes(), 64U * 1024);
  EXPECT_LT(builder.bytes(), bytes.size());
}

TEST(Literals, StandInTheProgramOnce) {
  ProgramBuilder builder;
  ValueNames names;
  Literals literals(builder, names);
  EXPECT_EQ(literals.Ints({1, 1}).name, literals.Ints({1, 1}).name);
  EXPECT_NE(literals.Int(1).name, literals.Ints({1}).name);
  EXPECT_NE(literals.Int(1).name, literals.Int(-1).name);
  EXPECT_NE(literals.Bool(true).name, literals.Bool(false).name);
  EXPECT_EQ(literals.String("same").name, literals.String("same").name);
  EXPECT_NE(literals.Float(mil::FLOAT16, 0.1F).name, literals.Float(mil::FLOAT32, 0.1F).name);
  // Both 0.1 in half precision, so one constant there.
  EXPECT_EQ(literals.Float(mil::FLOAT16, 0.1F).name, literals.Float(mil::FLOAT16, 0.100001F).name);
  EXPECT_NE(literals.Float(mil::FLOAT32, 0.1F).name, literals.Float(mil::FLOAT32, 0.100001F).name);
  EXPECT_EQ(builder.operations(), 10U);
}

TEST(Literals, HalfPayloadsAreTwoLittleEndianBytes) {
  EXPECT_EQ(FloatPayload(mil::FLOAT16, 0.1F).bytes().values(), "\x66\x2E");
  EXPECT_EQ(FloatPayload(mil::FLOAT32, 0.1F).floats().values(0), 0.1F);
}

TEST(ValueNames, AreIdentifiersAndUnique) {
  ValueNames names;
  EXPECT_EQ(names.Unique("model.blocks.0/conv"), "model_blocks_0_conv");
  EXPECT_EQ(names.Unique("model.blocks.0/conv"), "model_blocks_0_conv_2");
  EXPECT_EQ(names.Unique("model_blocks_0_conv"), "model_blocks_0_conv_3");
  EXPECT_EQ(names.Unique("3x3"), "_3x3");
  EXPECT_EQ(names.Unique(""), "_");
  EXPECT_EQ(names.Unique("\xC3\xA9 \"\n"), "_____");
}

TEST(ValueNames, NeverGiveAwayAReservedName) {
  ValueNames names;
  names.Reserve("policy_pass");
  EXPECT_EQ(names.Unique("policy.pass"), "policy_pass_2");
  EXPECT_EQ(names.Unique("policy_pass_2"), "policy_pass_2_2");
  EXPECT_THROW(names.Reserve("policy_pass"), std::logic_error);
}

TEST(BroadcastShape, FollowsNumPy) {
  const std::vector<Dimension> image = {std::nullopt, 8, 19, 19};
  EXPECT_EQ(BroadcastShape(image, {1, 8, 1, 1}), image);
  EXPECT_EQ(BroadcastShape({1, 8, 1, 1}, image), image);
  EXPECT_EQ(BroadcastShape({}, image), image);
  EXPECT_EQ(BroadcastShape(image, {std::nullopt, 1, 19, 19}), image);
  EXPECT_THROW(BroadcastShape(image, {1, 7, 1, 1}), std::logic_error);
}

}  // namespace
}  // namespace tidemark::converter
