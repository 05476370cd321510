#include <optional>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/layout/storage.h"
#include "converter/layout/tests/memory_blobs.h"
#include "converter/layout/tier_finder.h"

namespace tidemark::converter {
namespace {

using tidemark::testing::MemoryBlobs;

TensorSpec Stem(uint64_t channels) {
  return {.role = TensorRole::kConvolution, .layer = "stem", .shape = {1, 1, 2, channels}};
}
const TensorSpec kProduct = {.role = TensorRole::kMatMul, .layer = "product", .shape = {2, 4}};
const TensorSpec kLinear = {.role = TensorRole::kLinear, .layer = "linear", .shape = {2, 4}};
const TensorSpec kPointNorm = {.role = TensorRole::kPointNorm, .layer = "norm", .shape = {4}};

TEST(Tier, TransformersDecideAndTheWidthOfTheTrunk) {
  using Specs = std::vector<TensorSpec>;
  EXPECT_EQ(TierOf(Specs{Stem(64), kProduct}, true), PrecisionTier::kHalf);
  EXPECT_EQ(TierOf(Specs{Stem(64), kProduct, kPointNorm}, true), PrecisionTier::kFull);
  EXPECT_EQ(TierOf(Specs{Stem(319), kPointNorm}, true), PrecisionTier::kFull);
  EXPECT_EQ(TierOf(Specs{Stem(320), kPointNorm}, true), PrecisionTier::kMixed);
  for (const Specs& any : {Specs{Stem(64)}, Specs{Stem(320), kPointNorm}, Specs{}}) {
    EXPECT_EQ(TierOf(any, false), PrecisionTier::kFull);
  }
}

// A norm at the trunk's tip is no transformer.
TEST(Tier, ATipsNormIsNoTransformer) {
  const TensorSpec tip = {.role = TensorRole::kNormGamma, .layer = "tip", .shape = {64}};
  EXPECT_EQ(TierOf(std::vector<TensorSpec>{Stem(64), tip}, true), PrecisionTier::kHalf);
}

struct Found {
  PrecisionTier tier = PrecisionTier::kHalf;
  bool starts_over = false;
  std::vector<BlobType> types = {};
};

Found Find(const std::vector<TensorSpec>& tensors) {
  MemoryBlobs blobs;
  TensorLayout layout({}, blobs);
  TierFinder finder(layout);
  try {
    for (const TensorSpec& tensor : tensors) {
      finder.Begin(tensor);
      finder.Append(std::vector<float>(tensor.count(), 0.5F));
      finder.End();
    }
  } catch (const StartOver& other) {
    return {.tier = other.tier, .starts_over = true};
  }
  Found found = {.tier = layout.storage().tier};
  for (const auto& blob : blobs.blobs()) found.types.push_back(blob.type);
  return found;
}

TEST(TierFinder, NetworksWithoutTransformersStayInHalf) {
  const Found found = Find({Stem(64), kProduct, kLinear});
  EXPECT_FALSE(found.starts_over);
  EXPECT_EQ(found.tier, PrecisionTier::kHalf);
  EXPECT_EQ(found.types, std::vector<BlobType>(3, BlobType::kFloat16));
}

TEST(TierFinder, WideTransformersGoOnAndStoreTheirLinearLayersInFull) {
  const Found found = Find({Stem(320), kProduct, kPointNorm, kProduct, kLinear});
  EXPECT_FALSE(found.starts_over);
  EXPECT_EQ(found.tier, PrecisionTier::kMixed);
  EXPECT_EQ(found.types,
            (std::vector<BlobType>{BlobType::kFloat16, BlobType::kFloat16, BlobType::kFloat16,
                                   BlobType::kFloat16, BlobType::kFloat32}));
}

TEST(TierFinder, NarrowTransformersStartOverInFull) {
  const Found found = Find({Stem(64), kProduct, kPointNorm});
  EXPECT_TRUE(found.starts_over);
  EXPECT_EQ(found.tier, PrecisionTier::kFull);
}

// A metadata encoder's linear layers were written in half precision.
TEST(TierFinder, WideTransformersBehindALinearLayerStartOver) {
  const Found found = Find({Stem(320), kLinear, kPointNorm});
  EXPECT_TRUE(found.starts_over);
  EXPECT_EQ(found.tier, PrecisionTier::kMixed);
}

}  // namespace
}  // namespace tidemark::converter
