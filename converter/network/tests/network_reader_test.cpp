#include "converter/network/network_reader.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/network/tests/network_text.h"
#include "converter/testing/temp_dir.h"

namespace tidemark::converter {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;
using tidemark::testing::NetworkText;
using tidemark::testing::Parse;
using tidemark::testing::TinyNetwork;

constexpr std::string_view kBlock0 = "model.blocks.0";
constexpr std::string_view kStem = "model.conv_spatial";

// One token of a valid network, replaced, and what the error must say.
struct Change {
  std::string_view name;
  std::string_view network;
  // The token to replace: `distance` after the first one that is `anchor`.
  std::string_view anchor;
  size_t distance;
  std::string_view replacement;
  std::string_view expected;
};

void PrintTo(const Change& change, std::ostream* out) { *out << change.name; }

class BrokenRule : public ::testing::TestWithParam<Change> {};

TEST_P(BrokenRule, IsNamed) {
  const Change& change = GetParam();
  NetworkText text(change.network);
  std::string& token = text.After(change.anchor, change.distance);
  ASSERT_NE(token, change.replacement) << "the change must change something";
  token = change.replacement;
  EXPECT_THAT([&] { Parse(text.Join()); },
              ThrowsMessage<FormatError>(AllOf(HasSubstr("test.bin: "), HasSubstr("at byte "),
                                               HasSubstr(std::string(change.expected)))));
}

constexpr auto kParameterName = [](const auto& suite) { return std::string(suite.param.name); };

INSTANTIATE_TEST_SUITE_P(
    Header, BrokenRule,
    ::testing::Values(
        Change{"NameAlphabet", "tinyconv-v15", "tinyconv-v15", 0, "tiny.conv", "\"tiny.conv\""},
        Change{"Version7", "tinyconv-v15", "tinyconv-v15", 1, "7", "accepted: 8 to 17"},
        Change{"Version18", "tinyconv-v15", "tinyconv-v15", 1, "18", "accepted: 8 to 17"},
        Change{"VersionNotAnInteger", "tinyconv-v15", "tinyconv-v15", 1, "15.0", "\"15.0\""},
        Change{"VersionTooLarge", "tinyconv-v15", "tinyconv-v15", 1, "4294967311", "4294967311"},
        Change{"VersionInHexadecimal", "tinyconv-v15", "tinyconv-v15", 1, "0xF", "\"0xF\""},
        Change{"SpatialChannels", "tinyconv-v15", "tinyconv-v15", 2, "21", "accepted: 22"},
        Change{"GlobalChannels", "tinyconv-v15", "tinyconv-v15", 3, "18", "accepted: 19"},
        Change{"MultiplierZero", "tinyconv-v15", "tinyconv-v15", 4, "0.0", "td-score"},
        Change{"MultiplierNegative", "tinyconv-v15", "tinyconv-v15", 7, "-20.0", "lead"},
        Change{"MultiplierNotFinite", "tinyconv-v15", "tinyconv-v15", 8, "nan", "variance time"},
        Change{"MultiplierInfinite", "tinyconv-v14", "tinyconv-v14", 10, "inf",
               "short-term score error"},
        Change{"MultiplierHasATail", "tinyconv-v14", "tinyconv-v14", 5, "20.0abc", "\"20.0abc\""},
        Change{"EncoderVersion", "tinyconv-v15", "tinyconv-v15", 11, "2", "accepted: 0 to 1"},
        Change{"EncoderMissing", "tinyconv-v15", "tinyconv-v15", 11, "1", "metadata input"},
        Change{"PassAliveFlag", "tinyconv-v15", "tinyconv-v15", 12, "2", "pass-alive"},
        Change{"FirstReserved", "tinyconv-v15", "tinyconv-v15", 13, "1", "reserved"},
        Change{"LastReserved", "tinyconv-v15", "tinyconv-v15", 18, "1", "reserved"}),
    kParameterName);

INSTANTIATE_TEST_SUITE_P(
    Trunk, BrokenRule,
    ::testing::Values(
        Change{"NoBlocks", "tinyconv-v15", "trunk", 1, "0", "number of blocks"},
        Change{"TooManyBlocks", "tinyconv-v15", "trunk", 1, "1025", "accepted: 1 to 1024"},
        Change{"OneBlockTooMany", "tinyconv-v15", "trunk", 1, "3", "unknown block kind"},
        Change{"NoChannels", "tinyconv-v15", "trunk", 2, "0", "trunk's width"},
        Change{"TooManyChannels", "tinyconv-v15", "trunk", 2, "16385", "accepted: 1 to 16384"},
        Change{"NoMiddle", "tinyconv-v15", "trunk", 3, "0", "middle width"},
        Change{"NoRegular", "tinyconv-v15", "trunk", 4, "0", "regular width"},
        Change{"NoPooling", "tinyconv-v15", "trunk", 6, "0", "pooling width"},
        Change{"NormKind", "tinyconv-v15", "trunk", 7, "2", "kind of norm"},
        Change{"FirstReserved", "tinyconv-v15", "trunk", 8, "1", "reserved"},
        Change{"LastReserved", "tinyconv-v15", "trunk", 12, "-1", "reserved"},
        Change{"StemInput", "tinyconv-v15", kStem, 3, "23", "expected 22, to fit the spatial"},
        Change{"StemOutput", "tinyconv-v15", kStem, 4, "17", "expected 16, to fit the trunk"},
        Change{"GlobalInput", "tinyconv-v15", "model.linear_global", 1, "20", "expected 19"},
        Change{"GlobalOutput", "tinyconv-v15", "model.linear_global", 2, "15", "expected 16"},
        Change{"TipWidth", "tinyconv-v15", "model.norm_trunkfinal", 1, "8", "expected 16"},
        Change{"PartOfABlockKind", "tinyconv-v15", "ordinary_block", 0, "block", "unknown"},
        Change{"BlockKind", "tinyconv-v15", "ordinary_block", 0, "dilated_block", "unknown"}),
    kParameterName);

INSTANTIATE_TEST_SUITE_P(
    Layers, BrokenRule,
    ::testing::Values(
        Change{"KernelEven", "tinyconv-v15", kStem, 1, "2", "odd"},
        Change{"KernelZero", "tinyconv-v15", kStem, 2, "0", "accepted: 1 to 15"},
        Change{"KernelTooLarge", "tinyconv-v15", kStem, 1, "17", "accepted: 1 to 15"},
        Change{"DilationY", "tinyconv-v15", kStem, 5, "2", "vertical dilation"},
        Change{"DilationX", "tinyconv-v15", kStem, 6, "2", "horizontal dilation"},
        Change{"TextValue", "tinyconv-v15", kStem, 7, "1.5abc", "\"1.5abc\""},
        Change{"TextValueNotFinite", "tinyconv-v15", kStem, 8, "nan", "not a finite number"},
        Change{"TextValueTooLarge", "tinyconv-v15", kStem, 8, "1e39", "not a finite number"},
        Change{"NormWidth", "tinyconv-v15", "model.blocks.0.normactconv1.norm", 1, "8",
               "layer model.blocks.0.normactconv1.norm"},
        Change{"EpsilonZero", "tinyconv-v15", "model.norm_trunkfinal", 2, "0.0", "epsilon"},
        Change{"EpsilonNegative", "tinyconv-v15", "model.norm_trunkfinal", 2, "-1e-20", "epsilon"},
        Change{"EpsilonVanishes", "tinyconv-v15", "model.norm_trunkfinal", 2, "1e-60", "epsilon"},
        Change{"ScaleFlag", "tinyconv-v15", "model.norm_trunkfinal", 3, "2", "scale flag"},
        Change{"BiasFlag", "tinyconv-v15", "model.norm_trunkfinal", 4, "-1", "bias flag"},
        Change{"VarianceNegative", "tinyconv-v15", "model.norm_trunkfinal", 5 + 16, "-0.5",
               "variance + epsilon of channel 0"},
        Change{"VarianceZero", "tinyconv-v15", "model.norm_trunkfinal", 5 + 16 + 3, "-1e-20",
               "variance + epsilon of channel 3"},
        Change{"ActivationKind", "tinyconv-v15", "model.act_trunkfinal", 1, "ACTIVATION_GELU",
               "unknown activation \"ACTIVATION_GELU\""},
        Change{"ActivationKindMissing", "tinyconv-v11", "model.act_trunkfinal", 1,
               "model.policy_head", "unknown activation"}),
    kParameterName);

INSTANTIATE_TEST_SUITE_P(
    Blocks, BrokenRule,
    ::testing::Values(
        Change{"OrdinaryFirstInput", "tinyconv-v15", "model.blocks.0.normactconv1.conv", 3, "15",
               "expected 16"},
        Change{"OrdinaryMiddle", "tinyconv-v15", "model.blocks.0.normactconv2.norm", 1, "15",
               "expected 16, to fit the block's first convolution"},
        Change{"OrdinaryLastInput", "tinyconv-v15", "model.blocks.0.normactconv2.conv", 3, "15",
               "expected 16"},
        Change{"OrdinaryLastOutput", "tinyconv-v15", "model.blocks.0.normactconv2.conv", 4, "15",
               "expected 16, to fit the trunk"},
        Change{"PoolingNorm", "tinyconv-v15", "model.blocks.1.normactconv1.convpool.normg", 1, "9",
               "expected 8"},
        Change{"PoolingToBiasInput", "tinyconv-v15",
               "model.blocks.1.normactconv1.convpool.linear_g", 1, "8", "expected 24"},
        Change{"PoolingToBiasOutput", "tinyconv-v15",
               "model.blocks.1.normactconv1.convpool.linear_g", 2, "9", "expected 8"},
        Change{"PoolingLastInput", "tinyconv-v15", "model.blocks.1.normactconv2.conv", 3, "16",
               "expected 8"},
        Change{"NestedCountZero", "tinynbt-v15-meta", kBlock0, 1, "0", "nested"},
        Change{"NestedCountTooLarge", "tinynbt-v15-meta", kBlock0, 1, "8193", "accepted: 1 to"},
        Change{"NestedInnerStream", "tinynbt-v15-meta",
               "model.blocks.0.blockstack.0.normactconv1.norm", 1, "24",
               "expected 12, to fit the enclosing block"},
        Change{"NestedLastOutput", "tinynbt-v15-meta", "model.blocks.0.normactconvq.conv", 4, "12",
               "expected 24"}),
    kParameterName);

INSTANTIATE_TEST_SUITE_P(
    Encoder, BrokenRule,
    ::testing::Values(Change{"Inputs", "tinynbt-v15-meta", "model.sgf_metadata_encoder", 1, "191",
                             "accepted: 192"},
                      Change{"FirstInput", "tinynbt-v15-meta", "model.sgf_metadata_encoder.mul1", 1,
                             "191", "expected 192"},
                      Change{"FirstBias", "tinynbt-v15-meta", "model.sgf_metadata_encoder.bias1", 1,
                             "19", "expected 20"},
                      Change{"SecondInput", "tinynbt-v15-meta", "model.sgf_metadata_encoder.mul2",
                             1, "19", "expected 20"},
                      Change{"Output", "tinynbt-v15-meta", "model.sgf_metadata_encoder.mul3", 2,
                             "20", "expected 24, to fit the trunk"}),
    kParameterName);

INSTANTIATE_TEST_SUITE_P(
    Heads, BrokenRule,
    ::testing::Values(
        Change{"PolicyChannels8", "tinyconv-v8", "model.policy_head.conv2p", 4, "2", "expected 1"},
        Change{"PolicyChannels14", "tinyconv-v14", "model.policy_head.conv2p", 4, "1",
               "expected 2"},
        Change{"PolicyChannels16", "tinyconv-v16", "model.policy_head.conv2p", 4, "2",
               "expected 4"},
        Change{"PassChannels14", "tinyconv-v14", "model.policy_head.linear_pass", 2, "8",
               "expected 2"},
        Change{"PassChannels15", "tinyconv-v15", "model.policy_head.linear_pass", 2, "2",
               "expected 8"},
        Change{"PassBias", "tinyconv-v15", "model.policy_head.linear_pass_bias", 1, "7",
               "expected 8"},
        Change{"PassSecondInput", "tinyconv-v15", "model.policy_head.linear_pass2", 1, "7",
               "expected 8"},
        Change{"PassSecondOutput16", "tinyconv-v16", "model.policy_head.linear_pass2", 2, "2",
               "expected 4"},
        Change{"PolicyInput", "tinyconv-v15", "model.policy_head.conv1p", 3, "8", "expected 16"},
        Change{"PolicyPooling", "tinyconv-v15", "model.policy_head.linear_g", 1, "8",
               "expected 24"},
        Change{"ValueInput", "tinyconv-v15", "model.value_head.conv1", 3, "8", "expected 16"},
        Change{"ValueHiddenInput", "tinyconv-v15", "model.value_head.linear2", 1, "8",
               "expected 24"},
        Change{"ValueHiddenBias", "tinyconv-v15", "model.value_head.bias2", 1, "8", "expected 12"},
        Change{"ValueOutputs", "tinyconv-v15", "model.value_head.linear_valuehead", 2, "4",
               "expected 3"},
        Change{"ScoreOutputs8", "tinyconv-v8", "model.value_head.linear_miscvaluehead", 2, "6",
               "expected 4"},
        Change{"ScoreOutputs11", "tinyconv-v11", "model.value_head.linear_miscvaluehead", 2, "4",
               "expected 6"},
        Change{"ScoreBias", "tinyconv-v15", "model.value_head.bias_miscvaluehead", 1, "4",
               "expected 6"},
        Change{"OwnershipOutput", "tinyconv-v15", "model.value_head.conv_ownership", 4, "2",
               "expected 1"}),
    kParameterName);

Network Version17(int policy_channels) {
  return DescribeArchitecture(FindArchitecture("b2c16"),
                              {.version = 17, .policy_channels = policy_channels});
}

TEST(NetworkReader, Version17StatesItsPolicyChannels) {
  for (const int channels : {2, 4}) {
    const Network network = Version17(channels);
    const std::string file =
        tidemark::testing::Encoded(network, SyntheticValues(network, 0), Encoding::kText);
    EXPECT_EQ(Parse(file).network.policy_head.channels(), channels);
    const std::string stated = "model.policy_head\n" + std::to_string(channels) + "\n0\n0\n0\n";
    const auto at = file.find(stated);
    ASSERT_NE(at, std::string::npos);
    for (const std::string_view wrong : {"1", "3", "5"}) {
      std::string changed = file;
      changed.replace(at + 18, 1, wrong);
      EXPECT_THAT([&] { Parse(changed); },
                  ThrowsMessage<FormatError>(HasSubstr("number of policy channels")));
    }
    std::string other = file;
    other.replace(at + 18, 1, channels == 2 ? "4" : "2");
    EXPECT_THAT([&] { Parse(other); }, ThrowsMessage<FormatError>(HasSubstr("expected")));
    std::string reserved = file;
    reserved.replace(at + 24, 1, "1");
    EXPECT_THAT([&] { Parse(reserved); }, ThrowsMessage<FormatError>(HasSubstr("reserved")));
  }
}

TEST(NetworkReader, TellsShapesAndRolesFromTheGrammar) {
  const TinyNetwork meta =
      Parse(tidemark::testing::TinyFile("tinynbt-v15-meta", Encoding::kBinary));
  const Network& network = meta.network;
  EXPECT_EQ(network.name, "tinynbt-v15-meta");
  EXPECT_EQ(network.version, 15);
  EXPECT_EQ(network.metadata_encoder_version, 1);
  EXPECT_FALSE(network.pass_alive_suicide);
  EXPECT_EQ(network.post_process.shortterm_score_error, 150);
  ASSERT_EQ(network.trunk.blocks.size(), 2U);
  const auto& second = std::get<NestedBottleneckBlock>(network.trunk.blocks[1].kind);
  ASSERT_EQ(second.blocks.size(), 2U);
  EXPECT_TRUE(std::holds_alternative<GlobalPoolingBlock>(second.blocks[0].kind));
  EXPECT_TRUE(std::holds_alternative<OrdinaryBlock>(second.blocks[1].kind));

  const auto role = [&network](TensorId id) { return network.tensors.at(id.index).role; };
  const MetadataEncoder& encoder = *network.trunk.metadata_encoder;
  const PolicyHead& policy = network.policy_head;
  const ValueHead& value = network.value_head;
  for (const MatMul& layer :
       {encoder.mul1, encoder.mul2, policy.pooling_to_pass, value.v2, value.v3, value.sv3}) {
    EXPECT_EQ(role(layer.weights), TensorRole::kLinear) << layer.name;
  }
  for (const MatMul& layer : {network.trunk.initial_mat_mul, encoder.mul3, policy.pooling_to_bias,
                              policy.pass_tail->second}) {
    EXPECT_EQ(role(layer.weights), TensorRole::kMatMul) << layer.name;
  }
  EXPECT_THAT(network.tensors.at(network.trunk.initial_convolution.weights.index).shape,
              ::testing::ElementsAre(3, 3, 22, 24));
  // Heads' batch norms have no scale; the trunk's have one.
  EXPECT_FALSE(policy.g1_norm.scale.present());
  EXPECT_TRUE(policy.g1_norm.bias.present());
  EXPECT_EQ(role(second.pre_norm.scale), TensorRole::kBatchNormScale);
  const TensorSpec& mean = network.tensors.at(policy.g1_norm.mean.index);
  EXPECT_EQ(mean.batch_norm.epsilon, 1e-20F);
  EXPECT_FALSE(mean.batch_norm.has_scale);
  EXPECT_TRUE(mean.batch_norm.has_bias);
}

TEST(NetworkReader, BeforeVersion15ThePassIsOneProductWithoutABias) {
  const TinyNetwork tiny = Parse(tidemark::testing::TinyFile("tinyconv-v14", Encoding::kBinary));
  const TensorId pass = tiny.network.policy_head.pooling_to_pass.weights;
  EXPECT_EQ(tiny.network.tensors.at(pass.index).role, TensorRole::kMatMul);
  EXPECT_FALSE(tiny.network.policy_head.pass_tail.has_value());
}

TEST(NetworkReader, BeforeVersion11EveryActivationIsRelu) {
  const TinyNetwork tiny = Parse(tidemark::testing::TinyFile("tinyconv-v8", Encoding::kBinary));
  EXPECT_EQ(tiny.network.trunk.tip_activation.kind, ActivationKind::kRelu);
  EXPECT_EQ(tiny.network.value_head.v2_activation.kind, ActivationKind::kRelu);
}

TEST(NetworkReader, BeforeVersion13PostProcessingHasDefaults) {
  const PostProcess post =
      Parse(tidemark::testing::TinyFile("tinyconv-v11", Encoding::kBinary)).network.post_process;
  EXPECT_EQ(post.score_mean, 20);
  EXPECT_EQ(post.variance_time, 40);
  EXPECT_EQ(post.shortterm_value_error, 0.25);
  EXPECT_EQ(post.shortterm_score_error, 30);
}

TEST(NetworkReader, RefusesABatchNormThatOverflowsWhenMerged) {
  constexpr size_t kVariance = 5 + 16;
  constexpr size_t kScale = kVariance + 16;
  NetworkText text("tinyconv-v15");
  text.After("model.norm_trunkfinal", kVariance + 2) = "0.01";
  text.After("model.norm_trunkfinal", kScale + 2) = "3e37";
  EXPECT_NO_THROW(Parse(text.Join()));
  text.After("model.norm_trunkfinal", kScale + 2) = "3e38";
  EXPECT_THAT([&] { Parse(text.Join()); },
              ThrowsMessage<FormatError>(AllOf(HasSubstr("channel 2"), HasSubstr("not finite"),
                                               HasSubstr("layer model.norm_trunkfinal"))));
}

TEST(NetworkReader, AcceptsThePassAliveFlag) {
  NetworkText text("tinyconv-v15");
  text[12] = "1";
  EXPECT_TRUE(Parse(text.Join()).network.pass_alive_suicide);
}

TEST(NetworkReader, AcceptsAnyNumberInTheUnusedSlot) {
  NetworkText text("tinyconv-v15");
  text.After("trunk", 5) = "-7";
  EXPECT_EQ(Parse(text.Join()).network.trunk.dilated_channels, -7);
}

TEST(NetworkReader, AcceptsASignInFrontOfAnInteger) {
  NetworkText text("tinyconv-v15");
  text[1] = "+15";
  EXPECT_EQ(Parse(text.Join()).network.version, 15);
}

TEST(NetworkReader, LayerNamesMeanNothing) {
  NetworkText text("tinyconv-v15");
  for (std::string& token : text.tokens()) {
    if (token.starts_with("model.")) token = "same/name";
  }
  EXPECT_EQ(Parse(text.Join()).weights.size(),
            Parse(tidemark::testing::TinyFile("tinyconv-v15", Encoding::kText)).weights.size());
}

// Layer names end up in error messages and in other files.
TEST(NetworkReader, RefusesLayerNamesThatCannotBePrinted) {
  NetworkText text("tinyconv-v15");
  text.After(kStem, 0) = "conv\x01\xFF";
  EXPECT_THAT([&] { Parse(text.Join()); },
              ThrowsMessage<FormatError>(HasSubstr(R"("conv\x01\xff")")));
}

TEST(NetworkReader, RefusesALongModelName) {
  NetworkText text("tinyconv-v15");
  text[0] = std::string(96, 'n');
  EXPECT_EQ(Parse(text.Join()).network.name, text[0]);
  text[0] += "n";
  EXPECT_THROW(Parse(text.Join()), FormatError);
}

TEST(NetworkReader, RefusesATokenWithoutEnd) {
  EXPECT_THAT([] { Parse(std::string(1 << 20, 'n')); },
              ThrowsMessage<FormatError>(HasSubstr("a token of more than 1024 bytes")));
}

TEST(NetworkReader, NamesTheKindsOfBlocksThatItReads) {
  NetworkText text("tinyconv-v15");
  *std::find(text.tokens().begin(), text.tokens().end(), "ordinary_block") = "dilated_block";
  EXPECT_THAT([&] { Parse(text.Join()); },
              ThrowsMessage<FormatError>(AllOf(HasSubstr("dilated_block"),
                                               HasSubstr("ordinary_block, gpool_block"),
                                               HasSubstr("transformer_ffn_block"))));
}

// A transformer's text, in place of the first block of a network of 16 channels.
std::string WithFirstBlock(const std::string& block) {
  NetworkText text("tinyconv-v15");
  const std::string joined = text.Join();
  const size_t begin = joined.find("ordinary_block");
  const size_t end = joined.find("gpool_block");
  return joined.substr(0, begin) + block + "\n" + joined.substr(end);
}

std::string Numbers(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += " 0.5";
  return text;
}

// Two heads of four channels, one of keys and values; the heads' numbers and flags are given.
std::string Attention(const std::string& heads, const std::string& rope,
                      const std::string& norm_width = "16", int key_in = 16) {
  return "transformer_attention_block b " + heads + " n " + norm_width + " 1e-06" + Numbers(16) +
         " q 16 8" + Numbers(128) + " k " + std::to_string(key_in) + " 4" + Numbers(key_in * 4) +
         " v 16 4" + Numbers(64) + " o 8 16" + Numbers(128) + rope;
}

TEST(NetworkReader, ReadsAttentionWithEveryKindOfRope) {
  const auto block = [](const std::string& text) {
    return std::get<AttentionBlock>(Parse(WithFirstBlock(text)).network.trunk.blocks[0].kind);
  };
  EXPECT_FALSE(block(Attention("2 1 4 4 0 0", "")).rope.has_value());
  EXPECT_EQ(block(Attention("2 1 4 4 1 0", " r 100.0")).rope.value().theta, 100);
  const AttentionBlock learned = block(Attention("2 1 4 4 1 7", " r 1 2 2" + Numbers(4)));
  EXPECT_TRUE(learned.rope.value().learned());
  EXPECT_EQ(learned.kv_heads, 1);
  EXPECT_EQ(learned.output.in_channels, 8);
}

TEST(NetworkReader, RefusesAttentionThatDoesNotFitTogether) {
  const auto expect = [](const std::string& block, const std::string& error) {
    EXPECT_THAT([&] { Parse(WithFirstBlock(block)); },
                ThrowsMessage<FormatError>(HasSubstr(error)));
  };
  expect(Attention("3 2 4 4 0 0", ""), "does not divide");
  expect(Attention("2 3 4 4 0 0", ""), "KV heads");
  expect(Attention("2 1 3 4 1 1", " r 1 1 2" + Numbers(2)), "not a multiple of 2");
  expect(Attention("2 1 6 4 1 0", " r 100.0"), "not a multiple of 4");
  expect(Attention("0 1 4 4 0 0", ""), "the number of heads");
  expect(Attention("2 1 4 4 0 0", "", "8"), "the norm's width");
  expect(Attention("2 1 4 4 0 0", "", "16", 8), "input width");
  expect(Attention("2 1 4 8 0 0", ""), "output width");
  expect(Attention("2 1 4 4 1 1", " r 2 2 2" + Numbers(8)), "KV heads");
  expect(Attention("2 1 4 4 1 1", " r 1 2 3" + Numbers(6)), "directions");
  expect(Attention("2 1 4 4 1 0", " r 0.0"), "theta");
}

TEST(NetworkReader, RefusesFeedForwardBlocksThatItCannotEvaluate) {
  const auto block = [](const std::string& head) {
    return "transformer_ffn_block b " + head + " n 16 1e-06" + Numbers(16) + " u 16 3" +
           Numbers(48) + " g 16 3" + Numbers(48) + " d 3 16" + Numbers(48);
  };
  const Network network = Parse(WithFirstBlock(block("16 3 1"))).network;
  EXPECT_EQ(std::get<FeedForwardBlock>(network.trunk.blocks[0].kind).gate.out_channels, 3);
  EXPECT_THAT([&] { Parse(WithFirstBlock(block("16 3 0"))); },
              ThrowsMessage<FormatError>(HasSubstr("without SwiGLU")));
  EXPECT_THAT([&] { Parse(WithFirstBlock(block("8 3 1"))); },
              ThrowsMessage<FormatError>(HasSubstr("the width of a feed-forward block")));
  EXPECT_THAT([&] { Parse(WithFirstBlock(block("16 4 1"))); },
              ThrowsMessage<FormatError>(HasSubstr("hidden width")));
}

TEST(NetworkReader, ReadsARootMeanSquareNormAtTheTip) {
  // The record differs from a batch norm's: name, width, epsilon, spatial, groups, gamma, beta.
  NetworkText text("tinyconv-v15");
  text.After("trunk", 7) = "1";
  auto& tokens = text.tokens();
  const auto norm = std::find(tokens.begin(), tokens.end(), "model.norm_trunkfinal");
  *(norm + 2) = "1e-06";
  *(norm + 3) = "1";
  *(norm + 4) = "0";
  // Four vectors become two.
  tokens.erase(norm + 5 + 32, norm + 5 + 64);
  const Network network = Parse(text.Join()).network;
  const auto& tip = std::get<RmsNorm>(network.trunk.tip_norm);
  EXPECT_EQ(tip.epsilon, 1e-06F);
  EXPECT_TRUE(tip.spatial);
  EXPECT_EQ(network.tensors.at(tip.gamma.index).role, TensorRole::kNormGamma);
  EXPECT_EQ(network.tensors.at(tip.beta.index).role, TensorRole::kNormBeta);

  const auto expect_broken = [&](size_t distance, std::string_view value, std::string_view error) {
    NetworkText broken = text;
    broken.After("model.norm_trunkfinal", distance) = value;
    EXPECT_THAT([&] { Parse(broken.Join()); },
                ThrowsMessage<FormatError>(HasSubstr(std::string(error))));
  };
  expect_broken(1, "8", "expected 16");
  expect_broken(2, "1.5", "above 1");
  expect_broken(2, "0.0", "epsilon");
  expect_broken(4, "4", "group size");
}

}  // namespace
}  // namespace tidemark::converter
