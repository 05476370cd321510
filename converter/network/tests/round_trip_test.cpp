#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/network/network_reader.h"
#include "converter/network/tests/network_text.h"
#include "converter/testing/fixtures.h"
#include "converter/testing/temp_dir.h"

namespace tidemark::converter {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;
using tidemark::testing::Encoded;
using tidemark::testing::Parse;
using tidemark::testing::TinyNetwork;
using tidemark::testing::ValuesOf;

std::string Encoded(const TinyNetwork& network, Encoding encoding) {
  return Encoded(network.network, ValuesOf(network.weights), encoding);
}

std::string Content(const std::filesystem::path& file) {
  const auto source = OpenStreamed(file);
  std::string content;
  for (auto piece = source->Next(); !piece.empty(); piece = source->Next()) {
    content.append(reinterpret_cast<const char*>(piece.data()), piece.size());
  }
  return content;
}

TEST(RoundTrip, BinaryToTextToBinaryKeepsEveryByte) {
  for (const std::string_view name : tidemark::testing::kTinyNetworks) {
    const std::string binary = tidemark::testing::TinyFile(name, Encoding::kBinary);
    const std::string text = Encoded(Parse(binary), Encoding::kText);
    EXPECT_EQ(text.find("@BIN@"), std::string::npos);
    EXPECT_EQ(Encoded(Parse(text), Encoding::kBinary), binary) << name;
  }
}

TEST(RoundTrip, EveryVersionComesBack) {
  for (int version = kOldestVersion; version <= kNewestVersion; ++version) {
    const Network network = DescribeArchitecture(FindArchitecture("b2c16"), {.version = version});
    const std::string binary = Encoded(network, SyntheticValues(network, 3), Encoding::kBinary);
    const TinyNetwork parsed = Parse(binary);
    EXPECT_EQ(parsed.network.version, version);
    EXPECT_EQ(parsed.network.tensors.size(), network.tensors.size());
    for (size_t i = 0; i < network.tensors.size(); ++i) {
      EXPECT_EQ(parsed.network.tensors[i].role, network.tensors[i].role);
      EXPECT_EQ(parsed.network.tensors[i].layer, network.tensors[i].layer);
      EXPECT_EQ(parsed.network.tensors[i].shape, network.tensors[i].shape);
    }
    EXPECT_EQ(Encoded(parsed, Encoding::kBinary), binary);
  }
}

// What the reference exporter wrote comes out of this writer byte for byte.
TEST(RoundTrip, ExportedNetworksComeBackByteForByte) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  for (const char* const name :
       {"g170-b6c96-v8", "rand-b2c16-v11", "rand-b4c32-v15", "rand-b5c24nbt-bn-v13",
        "rand-b5c24nbt-meta-v15", "rand-b5c24nbt-v12", "rand-b5c24nbt-v14", "rand-b5c24nbt-v15",
        "rand-b5c24nbt-v16", "rand-b5c24nbt-v17", "b7c96h3tfrs-test5-cnorm",
        "b7c96h6kv3qk32v16tflrs-fson-bnh", "rand-b2c320h4nbttflrs-v17"}) {
    const std::string content = Content(fixtures / "nets" / (std::string(name) + ".bin.gz"));
    const TinyNetwork parsed = Parse(content);
    EXPECT_TRUE(Encoded(parsed, Encoding::kBinary) == content) << name;
    EXPECT_TRUE(Encoded(Parse(Encoded(parsed, Encoding::kText)), Encoding::kBinary) == content)
        << name;
  }
}

TEST(Fixtures, TheTrainedNetworkHasItsShape) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  const TinyNetwork parsed = Parse(Content(fixtures / "nets" / "g170-b6c96-v8.bin.gz"));
  const Network& network = parsed.network;
  EXPECT_EQ(network.name, "g170-b6c96-s175395328-d26788732");
  EXPECT_EQ(network.version, 8);
  EXPECT_EQ(network.trunk.blocks.size(), 6U);
  EXPECT_EQ(network.trunk.initial_convolution.kernel_y, 5);
  EXPECT_EQ(network.tensors.size(), 91U);
  EXPECT_EQ(parsed.weights.bytes(), 4U * 1'030'599);
  EXPECT_EQ(parsed.weights[network.trunk.initial_convolution.weights].front(), -0.36864412F);
  EXPECT_EQ(network.policy_head.channels(), 1);
  EXPECT_EQ(network.value_head.score_channels(), 4);
}

TEST(Fixtures, StreamedAndBufferedReadTheSame) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  const auto file = fixtures / "nets" / "rand-b5c24nbt-meta-v15.bin.gz";
  TinyNetwork streamed, buffered;
  streamed.network = ReadNetwork(*OpenStreamed(file), streamed.weights);
  buffered.network = ReadNetwork(*OpenBuffered(file), buffered.weights);
  EXPECT_TRUE(streamed.network.has_metadata());
  EXPECT_EQ(Encoded(streamed, Encoding::kBinary), Encoded(buffered, Encoding::kBinary));
}

TEST(Fixtures, TransformersHaveTheirShapes) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  const TinyNetwork fixed = Parse(Content(fixtures / "nets/b7c96h3tfrs-test5-cnorm.bin.gz"));
  EXPECT_EQ(fixed.network.trunk.blocks.size(), 14U);
  const auto& attention = std::get<AttentionBlock>(fixed.network.trunk.blocks[0].kind);
  EXPECT_EQ(attention.heads, 3);
  EXPECT_EQ(attention.kv_heads, 3);
  EXPECT_EQ(attention.q_width, 32);
  EXPECT_EQ(attention.v_width, 32);
  EXPECT_FALSE(attention.rope.value().learned());
  EXPECT_EQ(attention.rope->theta, 100);
  const auto& feed_forward = std::get<FeedForwardBlock>(fixed.network.trunk.blocks[1].kind);
  EXPECT_EQ(feed_forward.up.out_channels, 256);
  EXPECT_FALSE(std::get<RmsNorm>(fixed.network.trunk.tip_norm).spatial);

  const TinyNetwork learned =
      Parse(Content(fixtures / "nets/b7c96h6kv3qk32v16tflrs-fson-bnh.bin.gz"));
  const auto& grouped = std::get<AttentionBlock>(learned.network.trunk.blocks[0].kind);
  EXPECT_EQ(grouped.heads, 6);
  EXPECT_EQ(grouped.kv_heads, 3);
  EXPECT_EQ(grouped.v_width, 16);
  const TensorSpec& frequencies =
      learned.network.tensors.at(grouped.rope.value().frequencies.index);
  EXPECT_EQ(frequencies.role, TensorRole::kRopeFrequencies);
  EXPECT_EQ(frequencies.shape, (std::vector<uint64_t>{3, 16, 2}));
}

}  // namespace
}  // namespace tidemark::converter
