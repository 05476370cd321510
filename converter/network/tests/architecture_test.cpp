#include "converter/network/architecture.h"

#include <map>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"

namespace tidemark::converter {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

// What KataGo prints as a network's parameters: batch-norm statistics do not count.
uint64_t Parameters(const Network& network) {
  uint64_t count = 0;
  for (const TensorSpec& tensor : network.tensors) {
    const bool statistic =
        tensor.role == TensorRole::kBatchNormMean || tensor.role == TensorRole::kBatchNormVariance;
    if (!statistic) count += tensor.count();
  }
  return count;
}

Network Describe(std::string_view name, const SynthesisOptions& options = {}) {
  return DescribeArchitecture(FindArchitecture(name), options);
}

TEST(Architecture, EachHasItsParameters) {
  const std::map<std::string_view, uint64_t> published = {{"b2c16", 13'145},
                                                          {"b4c32", 80'645},
                                                          {"b5c192nbt", 1'882'313},
                                                          {"b6c96", 998'089},
                                                          {"b10c128", 2'954'185},
                                                          {"b15c192", 9'869'865},
                                                          {"b20c256", 23'406'105},
                                                          {"b40c256", 46'610'457},
                                                          {"b60c320", 108'547'049},
                                                          {"b10c384nbt", 14'685'337},
                                                          {"b18c384nbt", 26'370'713},
                                                          {"b28c512nbt", 72'830'569},
                                                          {"b40c768nbt", 232'532'105},
                                                          {"b18c384nbt-meta", 26'740'121},
                                                          {"b7c96h3tfrs", 818'953},
                                                          {"b7c96h6kv3qk32v16tflrs", 851'881},
                                                          {"b14c192h6tflrs", 6'278'313},
                                                          {"b21c384h12tflrs", 37'441'225},
                                                          {"b30c512h16tflrs", 102'759'849},
                                                          {"b4c256h4nbttflrs", 2'067'785},
                                                          {"b10c384h6nbttflrs", 10'545'753},
                                                          {"b15c512h8nbttflrs", 29'856'201},
                                                          {"b15c1024h16nbt3tflrs", 169'984'425}};
  EXPECT_EQ(Architectures().size(), published.size());
  // Those of convolutions, then transformers, each smallest first.
  uint64_t last = 0;
  bool transforms = false;
  for (const Architecture& architecture : Architectures()) {
    const uint64_t count = Parameters(DescribeArchitecture(architecture, {}));
    EXPECT_EQ(count, published.at(architecture.name)) << architecture.name;
    if (architecture.transformer.has_value() == transforms) {
      EXPECT_GT(count, last) << "smallest first";
    }
    EXPECT_GE(architecture.transformer.has_value(), transforms);
    transforms = architecture.transformer.has_value();
    last = count;
  }
}

TEST(Architecture, OlderAndNewerVersionsHaveTheirOwnHeads) {
  EXPECT_EQ(Parameters(Describe("b6c96", {.version = 14})), 995'113U);
  EXPECT_EQ(Parameters(Describe("b40c256", {.version = 14})), 46'603'689U);
  EXPECT_EQ(Parameters(Describe("b40c768nbt", {.version = 14})), 232'483'337U);
  // Two more policy channels, each read by a convolution and a product of P1 inputs.
  EXPECT_EQ(Parameters(Describe("b6c96", {.version = 16})), 998'089U + 4 * 32);
  EXPECT_EQ(Parameters(Describe("b6c96", {.version = 17})), 998'089U);
  EXPECT_EQ(Parameters(Describe("b6c96", {.version = 17, .policy_channels = 4})),
            998'089U + 4 * 32);
}

TEST(Architecture, VersionsDecideTheNumbersOfOutputs) {
  const std::map<int, int> policy = {{8, 1},  {9, 1},  {10, 1}, {11, 1}, {12, 2},
                                     {13, 2}, {14, 2}, {15, 2}, {16, 4}, {17, 2}};
  for (const auto& [version, channels] : policy) {
    const Network network = Describe("b2c16", {.version = version});
    EXPECT_EQ(network.policy_head.channels(), channels) << version;
    EXPECT_EQ(network.value_head.score_channels(), version == 8 ? 4 : 6) << version;
    EXPECT_EQ(network.policy_head.pass_tail.has_value(), version >= 15) << version;
    EXPECT_EQ(network.trunk.tip_activation.kind,
              version < 11 ? ActivationKind::kRelu : ActivationKind::kMish);
    EXPECT_EQ(network.post_process.shortterm_score_error, version < 13 ? 30 : 150) << version;
  }
}

TEST(Architecture, TheActivationCanBeChosen) {
  const Network network = Describe("b2c16", {.activation = ActivationKind::kSilu});
  EXPECT_EQ(network.trunk.tip_activation.kind, ActivationKind::kSilu);
  EXPECT_EQ(network.value_head.v2_activation.kind, ActivationKind::kSilu);
}

TEST(Architecture, UnknownNamesAreAnsweredWithTheKnownOnes) {
  EXPECT_THAT([] { FindArchitecture("b7c7"); },
              ThrowsMessage<UsageError>(AllOf(HasSubstr("\"b7c7\""), HasSubstr("b2c16, b4c32"),
                                              HasSubstr("b40c768nbt"))));
}

TEST(Architecture, OptionsThatAVersionLacksAreRefused) {
  EXPECT_THAT([] { Describe("b2c16", {.version = 7}); },
              ThrowsMessage<UsageError>(HasSubstr("accepted: 8 to 17")));
  EXPECT_THROW(Describe("b2c16", {.version = 18}), UsageError);
  EXPECT_THAT([] { Describe("b18c384nbt-meta", {.version = 14}); },
              ThrowsMessage<UsageError>(HasSubstr("metadata encoder")));
  EXPECT_THAT([] { Describe("b2c16", {.version = 17, .policy_channels = 3}); },
              ThrowsMessage<UsageError>(HasSubstr("accepted: 2 or 4")));
  EXPECT_THAT([] { Describe("b2c16", {.version = 15, .policy_channels = 4}); },
              ThrowsMessage<UsageError>(HasSubstr("accepted: 2")));
  EXPECT_THROW(Describe("b2c16", {.version = 8, .activation = ActivationKind::kMish}), UsageError);
  EXPECT_NO_THROW(Describe("b2c16", {.version = 8, .activation = ActivationKind::kRelu}));
}

}  // namespace
}  // namespace tidemark::converter
