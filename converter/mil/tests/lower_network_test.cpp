#include "converter/mil/lower_network.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/mil/model_description.h"
#include "converter/mil/tests/program_checker.h"
#include "converter/mil/tests/program_facts.h"
#include "converter/testing/memory_sink.h"
#include "converter/testing/tiny_networks.h"

namespace tidemark::converter {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::Pair;
using ::testing::UnorderedElementsAreArray;
using tidemark::testing::CheckModel;
using tidemark::testing::CountOperations;
using tidemark::testing::DescribeTinyNetwork;
using tidemark::testing::kTinyNetworks;
using tidemark::testing::MainBlock;
using tidemark::testing::MemorySink;
using tidemark::testing::Signatures;
using tidemark::testing::WeightOffsets;

constexpr char kTinyConv[] = "tinyconv-v15";

coreml::Model Lowered(const Network& network, const ProgramOptions& options,
                      const ModelTexts& texts = {}) {
  const BlobPlan plan(network, options.storage());
  MemorySink sink;
  LowerNetwork(network, plan, options)
      .WriteModel(DescribeModel(network, options, texts), options.opset(), sink);
  coreml::Model model;
  EXPECT_TRUE(model.ParseFromArray(sink.bytes().data(), static_cast<int>(sink.bytes().size())));
  return model;
}

std::vector<ProgramOptions> ManyOptions() {
  std::vector<ProgramOptions> all;
  for (const PrecisionTier tier : {PrecisionTier::kHalf, PrecisionTier::kFull}) {
    for (const bool fp16_io : {false, true}) {
      if (fp16_io && tier == PrecisionTier::kFull) continue;
      for (const bool identity_mask : {false, true}) {
        for (const uint64_t max_batch : {uint64_t{1}, uint64_t{8}}) {
          all.push_back({.tier = tier,
                         .fp16_io = fp16_io,
                         .height = 7,
                         .width = 9,
                         .identity_mask = identity_mask,
                         .max_batch = max_batch});
        }
      }
    }
  }
  return all;
}

std::vector<std::string> OutputsOf(const coreml::Model& model) {
  const auto& outputs = MainBlock(model).outputs();
  return {outputs.begin(), outputs.end()};
}

TEST(LowerNetwork, EveryTinyNetworkUnderEveryOptionIsAValidModel) {
  for (const std::string_view name : kTinyNetworks) {
    const Network network = DescribeTinyNetwork(name);
    for (const ProgramOptions& options : ManyOptions()) {
      const coreml::Model model = Lowered(network, options);
      EXPECT_THAT(CheckModel(model), IsEmpty()) << name;
      EXPECT_THAT(OutputsOf(model), ElementsAre("policy_p2_conv", "policy_pass", "value_v3_bias",
                                                "value_ownership_conv", "value_sv3_bias"));
      EXPECT_EQ(model.specificationversion(), options.fp16_io ? 7 : 6);
    }
  }
}

TEST(LowerNetwork, RefersToEveryBlobOnce) {
  for (const std::string_view name : kTinyNetworks) {
    const Network network = DescribeTinyNetwork(name);
    std::vector<uint64_t> planned;
    const BlobPlan plan(network, Storage{.tier = PrecisionTier::kHalf});
    for (const PlannedBlob& blob : plan.blobs()) planned.push_back(blob.offset);
    EXPECT_THAT(WeightOffsets(Lowered(network, {})), UnorderedElementsAreArray(planned)) << name;
  }
}

TEST(LowerNetwork, InputsAreWhatKataGoFeeds) {
  const coreml::Model model =
      Lowered(DescribeTinyNetwork("tinynbt-v15-meta"), {.height = 7, .width = 9, .max_batch = 8});
  std::vector<std::string> inputs;
  for (const auto& input : model.description().input()) {
    std::string text = input.name();
    for (const int64_t size : input.type().multiarraytype().shape()) {
      text += " " + std::to_string(size);
    }
    inputs.push_back(text);
  }
  EXPECT_THAT(inputs, ElementsAre("spatial_input 1 22 7 9", "global_input 1 19",
                                  "input_mask 1 1 7 9", "meta_input 1 192"));
  EXPECT_EQ(Lowered(DescribeTinyNetwork(kTinyConv), {}).description().input_size(), 3);
}

// The format's rule: every operation that is not a boundary cast has the element type asked for.
TEST(LowerNetwork, HalfPrecisionHasCastsAtTheBoundaryOnly) {
  const Network network = DescribeTinyNetwork(kTinyConv);
  const auto casts = [](const coreml::Model& model) { return CountOperations(model)["cast"]; };
  EXPECT_EQ(casts(Lowered(network, {})), 3 + 5);
  EXPECT_EQ(casts(Lowered(network, {.fp16_io = true})), 0);
  EXPECT_EQ(casts(Lowered(network, {.tier = PrecisionTier::kFull})), 0);
  for (const std::string& signature : Signatures(Lowered(network, {.fp16_io = true}))) {
    EXPECT_THAT(signature, HasSubstr(") 10 ")) << "not FLOAT16";
  }
}

TEST(LowerNetwork, TheIdentityMaskLeavesOutNormMasksAndCountsAndKeepsTheInput) {
  const Network network = DescribeTinyNetwork(kTinyConv);
  const ProgramOptions masked = {.tier = PrecisionTier::kFull, .height = 9, .width = 9};
  ProgramOptions identity = masked;
  identity.identity_mask = true;
  auto with = CountOperations(Lowered(network, masked));
  auto without = CountOperations(Lowered(network, identity));
  EXPECT_EQ(with["conv"], without["conv"]);
  // Three pooling groups: each loses its count, and its root, which becomes a constant.
  EXPECT_EQ(with["reduce_sum"] - without["reduce_sum"], 3);
  EXPECT_EQ(with["sqrt"], 3);
  EXPECT_EQ(without["sqrt"], 0);
  EXPECT_EQ(without["real_div"] + 3, with["real_div"]);
  int consumers = 0;
  const coreml::Model model = Lowered(network, identity);
  for (const mil::Operation& operation : MainBlock(model).operations()) {
    for (const auto& [parameter, argument] : operation.inputs()) {
      if (argument.arguments(0).name() == "input_mask") ++consumers;
    }
  }
  EXPECT_EQ(consumers, 1);
}

// The constants of a 9x9 board: 1 / 81, 0.1 (9 - 14), and its square less 0.1.
TEST(LowerNetwork, PoolingConstantsFollowTheBoard) {
  const ProgramOptions options = {
      .tier = PrecisionTier::kFull, .height = 9, .width = 9, .identity_mask = true};
  const coreml::Model model = Lowered(DescribeTinyNetwork("tinyconv-v11"), options);
  std::vector<float> numbers;
  for (const mil::Operation& operation : MainBlock(model).operations()) {
    const auto value = operation.attributes().find("val");
    if (value == operation.attributes().end()) continue;
    for (const float number : value->second.immediatevalue().tensor().floats().values()) {
      numbers.push_back(number);
    }
  }
  EXPECT_THAT(numbers, IsSupersetOf({1.0F / 81.0F, -0.5F, 0.25F - 0.1F}));
}

void SetEveryActivation(Network& network, ActivationKind kind) {
  const auto set = [kind](Activation& activation) { activation.kind = kind; };
  const auto set_block = [&](auto&& self, Block& block) -> void {
    if (auto* ordinary = std::get_if<OrdinaryBlock>(&block.kind)) {
      set(ordinary->pre_activation);
      set(ordinary->mid_activation);
    } else if (auto* pooling = std::get_if<GlobalPoolingBlock>(&block.kind)) {
      set(pooling->pre_activation);
      set(pooling->pooling_activation);
      set(pooling->mid_activation);
    } else if (auto* nested = std::get_if<NestedBottleneckBlock>(&block.kind)) {
      set(nested->pre_activation);
      set(nested->post_activation);
      for (Block& inner : nested->blocks) self(self, inner);
    }
  };
  for (Block& block : network.trunk.blocks) set_block(set_block, block);
  if (auto& encoder = network.trunk.metadata_encoder; encoder.has_value()) {
    set(encoder->activation1);
    set(encoder->activation2);
  }
  set(network.trunk.tip_activation);
  set(network.policy_head.g1_activation);
  set(network.policy_head.p1_activation);
  if (network.policy_head.pass_tail) set(network.policy_head.pass_tail->activation);
  set(network.value_head.v1_activation);
  set(network.value_head.v2_activation);
}

// Every site of the network gets the activation, none is taken for granted.
TEST(LowerNetwork, EveryActivationIsLoweredAtEverySite) {
  Network network = DescribeTinyNetwork("tinynbt-v15-meta");
  // Encoder 2, tip 1, policy 3, value 2; two nested blocks with 2 of their own each, the first
  // around two ordinary ones (4), the second around one with pooling and an ordinary one (5).
  constexpr int kSites = 2 + 1 + 3 + 2 + 2 * 2 + 4 + 5;
  const auto counts = [&](ActivationKind kind) {
    SetEveryActivation(network, kind);
    const coreml::Model model = Lowered(network, {});
    EXPECT_THAT(CheckModel(model), IsEmpty());
    return CountOperations(model);
  };
  EXPECT_THAT(counts(ActivationKind::kRelu), Contains(Pair("relu", kSites)));
  EXPECT_THAT(counts(ActivationKind::kSilu), Contains(Pair("sigmoid", kSites)));
  EXPECT_THAT(counts(ActivationKind::kMish), Contains(Pair("exp", kSites)));
  const auto identity = counts(ActivationKind::kIdentity);
  for (const char* operation : {"relu", "sigmoid", "exp", "identity"}) {
    EXPECT_THAT(identity, Not(Contains(Pair(operation, ::testing::_))));
  }
}

Network WithRmsNormTip(bool spatial) {
  Network network = DescribeTinyNetwork(kTinyConv);
  RmsNorm norm = {.name = "tip", .channels = 16, .epsilon = 1e-6F, .spatial = spatial};
  norm.gamma = {static_cast<uint32_t>(network.tensors.size())};
  network.tensors.push_back({.role = TensorRole::kNormGamma, .layer = "tip", .shape = {16}});
  norm.beta = {static_cast<uint32_t>(network.tensors.size())};
  network.tensors.push_back({.role = TensorRole::kNormBeta, .layer = "tip", .shape = {16}});
  network.trunk.tip_norm = norm;
  return network;
}

TEST(LowerNetwork, AnRmsNormTipKeepsItsCoreInFloat32) {
  for (const bool spatial : {false, true}) {
    const Network network = WithRmsNormTip(spatial);
    for (const ProgramOptions& options : ManyOptions()) {
      const coreml::Model model = Lowered(network, options);
      EXPECT_THAT(CheckModel(model), IsEmpty());
      const auto counts = CountOperations(model);
      EXPECT_EQ(counts.at("reduce_mean"), 1);
      EXPECT_EQ(counts.at("rsqrt"), 1);
      for (const std::string& signature : Signatures(model)) {
        if (signature.starts_with("reduce_mean") || signature.starts_with("rsqrt")) {
          EXPECT_THAT(signature, HasSubstr(") 11 ")) << "not FLOAT32";
          EXPECT_THAT(signature, HasSubstr(spatial ? " 1 1 1" : " 1 7 9"));
        }
      }
      const bool half = options.tier == PrecisionTier::kHalf;
      const bool boundary = half && !options.fp16_io;
      const auto casts = counts.find("cast");
      EXPECT_EQ(casts == counts.end() ? 0 : casts->second, (half ? 3 : 0) + (boundary ? 8 : 0));
    }
  }
}

// What another converter was seen to write for the same shapes, constants aside.
TEST(LowerNetwork, LargeNetworksHaveTheKnownNumbersOfEverything) {
  struct Known {
    const char* architecture;
    size_t blobs;
    uint64_t weight_bytes;
    int conv, linear, matmul, pooling, computing;
  };
  for (const Known& known : {Known{"b18c384nbt", 369, 52'765'760, 119, 4, 8, 7, 2709 - 1330},
                             Known{"b40c768nbt", 797, 465'116'416, 259, 4, 16, 15, 5863 - 2874}}) {
    const Network network =
        DescribeArchitecture(FindArchitecture(known.architecture), {.version = 15});
    const BlobPlan plan(network, Storage{.tier = PrecisionTier::kHalf});
    EXPECT_EQ(plan.blobs().size(), known.blobs);
    EXPECT_EQ(plan.file_bytes(), known.weight_bytes);
    const coreml::Model model = Lowered(network, {.max_batch = 16});
    EXPECT_THAT(CheckModel(model), IsEmpty());
    auto counts = CountOperations(model);
    EXPECT_EQ(counts["conv"], known.conv);
    EXPECT_EQ(counts["linear"], known.linear);
    EXPECT_EQ(counts["matmul"], known.matmul);
    EXPECT_EQ(counts["concat"], known.pooling);
    EXPECT_EQ(static_cast<int>(Signatures(model).size()), known.computing);
  }
}

// Names of layers mean nothing: equal, hostile, or those of the outputs.
TEST(LowerNetwork, LayerNamesCannotClashWithAnything) {
  for (const std::string name : {"policy_p2_conv", "input_mask", "const_true", "\"/\n", ""}) {
    Network network = DescribeTinyNetwork(kTinyConv);
    network.policy_head.p1_convolution.name = name;
    network.policy_head.g1_convolution.name = name;
    network.value_head.v1_norm.name = name;
    network.trunk.initial_convolution.name = name;
    EXPECT_THAT(CheckModel(Lowered(network, {})), IsEmpty()) << name;
  }
}

TEST(DescribeModel, CarriesTheMetadata) {
  const Network network = DescribeTinyNetwork("tinynbt-v15-meta");
  const ProgramOptions options = {.height = 7, .width = 9, .identity_mask = true};
  const coreml::Model model =
      DescribeModel(network, options, {.author = "A. Thor", .license = "MIT"});
  const coreml::Metadata& metadata = model.description().metadata();
  EXPECT_EQ(metadata.shortdescription(), "KataGo - 2 blocks, 24 channels");
  EXPECT_EQ(metadata.versionstring(), network.name);
  EXPECT_EQ(metadata.author(), "A. Thor");
  EXPECT_EQ(metadata.license(), "MIT");
  const auto& defined = metadata.userdefined();
  EXPECT_EQ(defined.at("board_x_size"), "9");
  EXPECT_EQ(defined.at("board_y_size"), "7");
  EXPECT_EQ(defined.at("model_version"), "15");
  EXPECT_EQ(defined.at("meta_encoder_version"), "1");
  EXPECT_EQ(defined.at("optimize_identity_mask"), "true");
  EXPECT_EQ(defined.at("compute_precision"), "FLOAT16");
  EXPECT_EQ(defined.at("io_precision"), "FLOAT32");
  EXPECT_EQ(defined.at("converter"), "tidemark");
  EXPECT_FALSE(defined.at("converter_version").empty());
  EXPECT_EQ(defined.size(), 9U);
}

TEST(DescribeModel, TakesTheCallersDescription) {
  const coreml::Model model =
      DescribeModel(DescribeTinyNetwork(kTinyConv), {}, {.description = "Mine"});
  EXPECT_EQ(model.description().metadata().shortdescription(), "Mine");
  EXPECT_TRUE(model.description().metadata().author().empty());
  EXPECT_EQ(model.description().metadata().userdefined().count("meta_encoder_version"), 0U);
}

}  // namespace
}  // namespace tidemark::converter
