// What attention blocks and linear layers become in a weight file.

#include <cmath>
#include <numeric>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/layout/blob_plan.h"
#include "converter/layout/derived_tensors.h"
#include "converter/layout/tensor_layout.h"
#include "converter/layout/tests/memory_blobs.h"
#include "converter/testing/tiny_networks.h"

namespace tidemark::converter {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;
using tidemark::testing::kTinyNetworks;
using tidemark::testing::MakeTinyNetwork;
using tidemark::testing::MemoryBlobs;
using tidemark::testing::TinyNetwork;

const Storage kFull = {.tier = PrecisionTier::kFull, .height = 2, .width = 3};
const Storage kMixed = {.tier = PrecisionTier::kMixed, .height = 2, .width = 3};

MemoryBlobs LaidOutFor(const TensorSpec& spec, const std::vector<float>& values,
                       const Storage& storage, size_t piece = 5) {
  MemoryBlobs blobs;
  TensorLayout layout(storage, blobs);
  layout.Begin(spec);
  for (size_t at = 0; at < values.size(); at += piece) {
    layout.Append(std::span(values).subspan(at, std::min(piece, values.size() - at)));
  }
  layout.End();
  return blobs;
}

std::vector<float> CountingUp(size_t count) {
  std::vector<float> values(count);
  std::iota(values.begin(), values.end(), 0.0F);
  return values;
}

TEST(TransformerLayout, EachHeadHasItsRowsOfTheOutputProduct) {
  const TensorSpec spec = {
      .role = TensorRole::kAttentionOutput, .layer = "out", .shape = {6, 4}, .heads = 3};
  const std::vector<float> values = CountingUp(24);
  for (const size_t piece : {size_t{1}, size_t{5}, size_t{24}}) {
    const MemoryBlobs blobs = LaidOutFor(spec, values, kFull, piece);
    ASSERT_EQ(blobs.blobs().size(), 3U);
    for (size_t head = 0; head < 3; ++head) {
      const auto begin = values.begin() + static_cast<ptrdiff_t>(8 * head);
      EXPECT_EQ(blobs.blobs()[head].As<float>(), std::vector<float>(begin, begin + 8));
      EXPECT_TRUE(blobs.blobs()[head].ended);
    }
  }
}

TEST(TransformerLayout, TheMixedTierStoresLinearLayersInFullAsTheyAre) {
  const TensorSpec linear = {.role = TensorRole::kLinear, .layer = "l", .shape = {2, 3}};
  const MemoryBlobs stored = LaidOutFor(linear, {1, 2, 3, 4, 5, 6}, kMixed);
  EXPECT_THAT(stored.blobs().at(0).As<float>(), ElementsAre(1, 2, 3, 4, 5, 6));
  const TensorSpec bias = {.role = TensorRole::kBias, .layer = "b", .shape = {2}};
  // Far beyond what half precision holds.
  EXPECT_THAT(LaidOutFor(bias, {1e6F, 2}, kMixed).blobs().at(0).As<float>(), ElementsAre(1e6F, 2));
  const TensorSpec product = {.role = TensorRole::kMatMul, .layer = "m", .shape = {2, 3}};
  EXPECT_EQ(LaidOutFor(product, CountingUp(6), kMixed).blobs().at(0).type, BlobType::kFloat16);
}

TensorSpec Frequencies(uint64_t kv_heads, int heads) {
  return {.role = TensorRole::kRopeFrequencies,
          .layer = "rope",
          .shape = {kv_heads, 1, 2},
          .heads = heads};
}

TEST(TransformerLayout, FrequenciesBecomeOneTableOfEachWhereHeadsArePaired) {
  const MemoryBlobs blobs = LaidOutFor(Frequencies(1, 1), {0.5F, 0.25F}, kFull);
  ASSERT_EQ(blobs.blobs().size(), 2U);
  const auto cosines = blobs.blobs()[0].As<float>();
  const auto sines = blobs.blobs()[1].As<float>();
  ASSERT_EQ(cosines.size(), 2 * 3 * 2U);
  for (size_t point = 0; point < 6; ++point) {
    const float angle =
        static_cast<float>(point % 3) * 0.5F + static_cast<float>(point / 3) * 0.25F;
    for (const size_t channel : {2 * point, 2 * point + 1}) {
      EXPECT_FLOAT_EQ(cosines[channel], std::cos(angle));
      EXPECT_FLOAT_EQ(sines[channel], std::sin(angle));
    }
  }
}

TEST(TransformerLayout, GroupedHeadsHaveTablesOfTheirOwn) {
  const MemoryBlobs blobs = LaidOutFor(Frequencies(2, 4), {0.5F, 0, 0.75F, 0}, kFull);
  ASSERT_EQ(blobs.blobs().size(), 4U);
  const auto keys = blobs.blobs()[0].As<float>();
  const auto queries = blobs.blobs()[2].As<float>();
  ASSERT_EQ(queries.size(), 2 * keys.size());
  const size_t head = keys.size() / 2;
  for (size_t i = 0; i < queries.size(); ++i) {
    ASSERT_EQ(queries[i], keys[i / head / 2 * head + i % head]) << i;
  }
}

TEST(TransformerLayout, FrequenciesThatAreNoAnglesNameTheirLayer) {
  EXPECT_THAT(
      [] {
        LaidOutFor(Frequencies(1, 1), {1e30F, 0}, kFull);
      },
      ThrowsMessage<FormatError>(AllOf(HasSubstr("rope"), HasSubstr("radians"))));
}

// What is written is what was planned, blob by blob, in every tier.
TEST(TransformerLayout, WritesWhatThePlanSays) {
  for (const std::string_view name : kTinyNetworks) {
    const TinyNetwork tiny = MakeTinyNetwork(name);
    for (const PrecisionTier tier :
         {PrecisionTier::kHalf, PrecisionTier::kMixed, PrecisionTier::kFull}) {
      SCOPED_TRACE(::testing::Message() << name << " tier " << static_cast<int>(tier));
      const Storage storage = {.tier = tier, .height = 5, .width = 7};
      MemoryBlobs blobs;
      TensorLayout layout(storage, blobs);
      for (uint32_t i = 0; i < tiny.network.tensors.size(); ++i) {
        layout.Begin(tiny.network.tensors[i]);
        layout.Append(tiny.weights[TensorId{i}]);
        layout.End();
      }
      for (const SharedTable& table : SharedTablesOf(tiny.network)) {
        layout.Write(TableOf(table, storage));
      }
      const BlobPlan plan(tiny.network, storage);
      ASSERT_EQ(blobs.blobs().size(), plan.blobs().size());
      for (size_t i = 0; i < plan.blobs().size(); ++i) {
        EXPECT_EQ(blobs.blobs()[i].type, plan.blobs()[i].form.type) << i;
        EXPECT_EQ(blobs.blobs()[i].declared, plan.blobs()[i].bytes) << i;
        EXPECT_EQ(blobs.blobs()[i].bytes.size(), plan.blobs()[i].bytes) << i;
        EXPECT_TRUE(blobs.blobs()[i].ended) << i;
      }
    }
  }
}

// (u R)[2 p] = -u[2 p + 1] and (u R)[2 p + 1] = u[2 p].
TEST(TransformerLayout, TheRotationTurnsPairsByAQuarter) {
  MemoryBlobs blobs;
  TensorLayout layout(kFull, blobs);
  layout.Write(TableOf({.kind = SharedTable::Kind::kPairRotation, .q_width = 4}, kFull));
  EXPECT_THAT(blobs.blobs().at(0).As<float>(),
              ElementsAre(0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0));
}

// Blocks with the same fixed angles share one pair of tables, all blocks one rotation.
TEST(DerivedTensors, CountWhatIsSharedOnce) {
  const Network network = DescribeArchitecture(FindArchitecture("b7c96h3tfrs"), {});
  const Storage storage = {.tier = PrecisionTier::kFull};
  const std::vector<DerivedTensor> derived = DerivedTensorsOf(network, storage);
  ASSERT_EQ(derived.size(), 3U);
  EXPECT_EQ(derived[0].what, "rotation of pairs");
  EXPECT_EQ(derived[0].bytes, 32 * 32 * 4U);
  EXPECT_EQ(derived[0].unshared_bytes, 7 * 2 * derived[0].bytes);
  EXPECT_EQ(derived[1].what, "rotary cosines");
  EXPECT_EQ(derived[1].bytes, 361 * 32 * 4U);
  EXPECT_EQ(derived[1].unshared_bytes, 7 * (3 + 3) * derived[1].bytes);
  EXPECT_EQ(derived[2].what, "rotary sines");
  EXPECT_EQ(DerivedBytes(derived), 32 * 32 * 4U + 2 * 361 * 32 * 4U);
}

TEST(DerivedTensors, LearnedAnglesBelongToTheirBlock) {
  const Network network = DescribeArchitecture(FindArchitecture("b7c96h6kv3qk32v16tflrs"), {});
  const std::vector<DerivedTensor> derived = DerivedTensorsOf(network, {});
  ASSERT_EQ(derived.size(), 7 * 4 + 1U);
  EXPECT_EQ(derived[0].layer, "model.blocks.0.rope_freqs");
  EXPECT_EQ(derived[0].what, "rotary cosines of keys");
  EXPECT_EQ(derived[0].bytes, 3 * 361 * 32 * 2U);
  EXPECT_EQ(derived[3].what, "rotary sines of queries");
  EXPECT_EQ(derived[3].bytes, 6 * 361 * 32 * 2U);
  EXPECT_EQ(derived[3].unshared_bytes, derived[3].bytes);
}

}  // namespace
}  // namespace tidemark::converter
