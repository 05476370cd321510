// Transformer blocks as operations, and the element types of the mixed tier.

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/mil/lower_network.h"
#include "converter/mil/model_description.h"
#include "converter/mil/tests/program_checker.h"
#include "converter/mil/tests/program_facts.h"
#include "converter/network/architecture.h"
#include "converter/testing/memory_sink.h"
#include "converter/testing/tiny_networks.h"

namespace tidemark::converter {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAreArray;
using tidemark::testing::CheckModel;
using tidemark::testing::CountOperations;
using tidemark::testing::DescribeTinyNetwork;
using tidemark::testing::MainBlock;
using tidemark::testing::MemorySink;
using tidemark::testing::WeightOffsets;

coreml::Model LoweredWith(const Network& network, const ProgramOptions& options) {
  const BlobPlan plan(network, options.storage());
  MemorySink sink;
  LowerNetwork(network, plan, options)
      .WriteModel(DescribeModel(network, options, {}), options.opset(), sink);
  coreml::Model model;
  EXPECT_TRUE(model.ParseFromArray(sink.bytes().data(), static_cast<int>(sink.bytes().size())));
  return model;
}

const std::vector<std::string_view> kTransformers = {"tinytf-v17", "tinynbttf-v17-q"};

TEST(LowerTransformer, EveryTierTargetAndBatchIsAValidModel) {
  for (const std::string_view name : kTransformers) {
    const Network network = DescribeTinyNetwork(name);
    for (const PrecisionTier tier :
         {PrecisionTier::kHalf, PrecisionTier::kMixed, PrecisionTier::kFull}) {
      for (const Target target : {Target::kMacOs12, Target::kMacOs15}) {
        for (const uint64_t max_batch : {uint64_t{1}, uint64_t{8}}) {
          for (const bool identity_mask : {false, true}) {
            const ProgramOptions options = {.tier = tier,
                                            .target = target,
                                            .height = 7,
                                            .width = 9,
                                            .identity_mask = identity_mask,
                                            .max_batch = max_batch};
            const coreml::Model model = LoweredWith(network, options);
            EXPECT_THAT(CheckModel(model), IsEmpty()) << name;
            EXPECT_EQ(model.specificationversion(), target == Target::kMacOs12 ? 6 : 9);
          }
        }
      }
    }
  }
}

// Tables that blocks share are one constant, not one for each of them.
TEST(LowerTransformer, RefersToEveryBlobOnce) {
  for (const char* name : {"b7c96h3tfrs", "b7c96h6kv3qk32v16tflrs", "b4c256h4nbttflrs"}) {
    const Network network = DescribeArchitecture(FindArchitecture(name), {});
    std::vector<uint64_t> planned;
    const ProgramOptions options = {.tier = PrecisionTier::kFull};
    const BlobPlan plan(network, options.storage());
    for (const PlannedBlob& blob : plan.blobs()) planned.push_back(blob.offset);
    EXPECT_THAT(WeightOffsets(LoweredWith(network, options)), UnorderedElementsAreArray(planned))
        << name;
  }
}

TEST(LowerTransformer, ANewerTargetHasAttentionAsOneOperation) {
  const Network network = DescribeTinyNetwork("tinytf-v17");
  auto older = CountOperations(LoweredWith(network, {.tier = PrecisionTier::kFull}));
  auto newer = CountOperations(
      LoweredWith(network, {.tier = PrecisionTier::kFull, .target = Target::kMacOs15}));
  EXPECT_EQ(older["scaled_dot_product_attention"], 0);
  EXPECT_EQ(older["softmax"], 2);
  EXPECT_EQ(newer["scaled_dot_product_attention"], 2);
  EXPECT_EQ(newer["softmax"], 0);
  // Scores and their products with the values, of two blocks.
  EXPECT_EQ(newer["matmul"], older["matmul"] - 4);
  // The mask is made once.
  EXPECT_EQ(newer["tile"], 1);
}

// Walks a program and knows what each value was made of.
class Types {
 public:
  explicit Types(const coreml::Model& model) {
    for (const mil::Operation& operation : MainBlock(model).operations()) {
      by_result_[operation.outputs(0).name()] = &operation;
    }
    for (const auto& [name, operation] : by_result_) {
      for (const auto& [parameter, argument] : operation->inputs()) {
        for (const auto& bound : argument.arguments()) users_[bound.name()].push_back(operation);
      }
    }
  }

  static mil::DataType Of(const mil::Operation& operation) {
    return operation.outputs(0).type().tensortype().datatype();
  }

  // The values an operation takes, but for parameters of integers, truth values and texts.
  std::vector<const mil::Operation*> Operands(const mil::Operation& operation) const {
    std::vector<const mil::Operation*> operands;
    for (const auto& [parameter, argument] : operation.inputs()) {
      for (const auto& bound : argument.arguments()) {
        const auto found = by_result_.find(bound.name());
        if (found != by_result_.end() && IsFloat(Of(*found->second))) {
          operands.push_back(found->second);
        }
      }
    }
    return operands;
  }

  const std::vector<const mil::Operation*>& UsersOf(const mil::Operation& operation) {
    return users_[operation.outputs(0).name()];
  }

  static bool IsFloat(mil::DataType type) { return type == mil::FLOAT16 || type == mil::FLOAT32; }

 private:
  std::map<std::string, const mil::Operation*> by_result_;
  std::map<std::string, std::vector<const mil::Operation*>> users_;
};

size_t RankOf(const mil::Operation& operation) {
  return static_cast<size_t>(operation.outputs(0).type().tensortype().dimensions_size());
}

bool NameHas(const mil::Operation& operation, std::string_view part) {
  return operation.outputs(0).name().find(part) != std::string::npos;
}

// The region of the tiers' table that an operation belongs to, and so its element type.
mil::DataType ExpectedType(const mil::Operation& operation) {
  const std::string& type = operation.type();
  if (NameHas(operation, "_repeated")) return mil::FLOAT16;
  if (type == "conv" || type == "sqrt" || type == "rsqrt" || type.starts_with("reduce_") ||
      type == "concat" || type == "squeeze") {
    return mil::FLOAT32;
  }
  // q, k, v, feed-forward, heads' products; attention's own have heads or are an output's share.
  if (type == "matmul") {
    return RankOf(operation) == 4 || NameHas(operation, "out_proj") ? mil::FLOAT16 : mil::FLOAT32;
  }
  if (type == "softmax" || type == "slice_by_size" || type == "transpose") return mil::FLOAT16;
  // The squares of norms.
  for (const char* part : {"square", "core_masked", "correction"}) {
    if (NameHas(operation, part)) return mil::FLOAT32;
  }
  // Pooling.
  if (NameHas(operation, "_pool_")) return mil::FLOAT32;
  // Feed-forward blocks between their products.
  for (const char* part : {"ffn_linear1_sigmoid", "ffn_linear1_silu", "_hidden"}) {
    if (NameHas(operation, part)) return mil::FLOAT32;
  }
  return mil::FLOAT16;
}

// All that the element type of a mixed program's operations follows from.
void ExpectMixedTypes(const Network& network) {
  const coreml::Model model =
      LoweredWith(network, {.tier = PrecisionTier::kMixed, .fp16_io = true});
  ASSERT_THAT(CheckModel(model), IsEmpty());
  std::set<std::string> linear;
  for (const TensorSpec& tensor : network.tensors) {
    const bool in_full = tensor.role == TensorRole::kLinear || tensor.role == TensorRole::kBias;
    if (in_full) linear.insert(tensor.layer);
  }
  Types types(model);
  for (const mil::Operation& operation : MainBlock(model).operations()) {
    const std::string& name = operation.outputs(0).name();
    SCOPED_TRACE(operation.type() + " " + name);
    if (!Types::IsFloat(Types::Of(operation)) || operation.type() == "cast") continue;
    if (operation.type() == "const") {
      // Literals have the type of their users.
      if (!operation.attributes().at("val").has_blobfilevalue()) continue;
      bool in_full = false;
      for (std::string layer : linear) {
        std::ranges::replace(layer, '.', '_');
        in_full = in_full || name == layer + "_weight" || name == layer + "_bias";
      }
      EXPECT_EQ(Types::Of(operation), in_full ? mil::FLOAT32 : mil::FLOAT16);
      continue;
    }
    // The sum of a linear layer, in full before its result is cast.
    const bool linear_sum = operation.type() == "add" && NameHas(operation, "_wide");
    EXPECT_EQ(Types::Of(operation), linear_sum ? mil::FLOAT32 : ExpectedType(operation));
    for (const mil::Operation* operand : types.Operands(operation)) {
      EXPECT_EQ(Types::Of(*operand), Types::Of(operation)) << operand->outputs(0).name();
    }
  }
  EXPECT_EQ(CountOperations(model)["linear"], 0);
}

TEST(LowerTransformer, TheMixedTierHasTheTypesOfItsTable) {
  ExpectMixedTypes(DescribeArchitecture(FindArchitecture("b10c384h6nbttflrs"), {}));
  for (const std::string_view name : kTransformers) ExpectMixedTypes(DescribeTinyNetwork(name));
}

// In the mixed tier both operands are raised, and the result is lowered before anything uses it.
TEST(LowerTransformer, ConvolutionsAreCastOnBothSides) {
  const coreml::Model model =
      LoweredWith(DescribeTinyNetwork("tinynbttf-v17-q"), {.tier = PrecisionTier::kMixed});
  Types types(model);
  size_t convolutions = 0;
  for (const mil::Operation& operation : MainBlock(model).operations()) {
    if (operation.type() != "conv") continue;
    ++convolutions;
    for (const mil::Operation* operand : types.Operands(operation)) {
      EXPECT_EQ(operand->type(), "cast") << operation.outputs(0).name();
    }
    ASSERT_EQ(types.UsersOf(operation).size(), 1U);
    EXPECT_EQ(types.UsersOf(operation)[0]->type(), "cast");
    EXPECT_EQ(Types::Of(*types.UsersOf(operation)[0]), mil::FLOAT16);
  }
  EXPECT_GT(convolutions, 10U);
}

TEST(LowerTransformer, DemotionReachesTheDescription) {
  const Network network = DescribeTinyNetwork("tinytf-v17");
  const coreml::Model model = LoweredWith(network, {.tier = PrecisionTier::kFull, .fp16_io = true});
  const auto& defined = model.description().metadata().userdefined();
  EXPECT_EQ(defined.at("compute_precision"), "FLOAT32");
  EXPECT_EQ(defined.at("io_precision"), "FLOAT32");
  EXPECT_EQ(model.description().input(0).type().multiarraytype().datatype(), coreml::ARRAY_FLOAT32);
  EXPECT_EQ(CountOperations(model)["cast"], 0);
}

}  // namespace
}  // namespace tidemark::converter
