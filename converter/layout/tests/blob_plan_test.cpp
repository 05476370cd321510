#include "converter/layout/blob_plan.h"

#include <limits>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"

namespace tidemark::converter {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

TensorSpec Norm(TensorRole role, uint64_t channels, bool has_scale, bool has_bias) {
  return {.role = role,
          .layer = "norm",
          .shape = {channels},
          .batch_norm = {.epsilon = 1e-5F, .has_scale = has_scale, .has_bias = has_bias}};
}

TEST(BlobPlan, GivesEveryRoleItsFinalShape) {
  const std::vector<TensorSpec> tensors = {
      {.role = TensorRole::kConvolution, .layer = "conv", .shape = {3, 5, 7, 11}},
      {.role = TensorRole::kLinear, .layer = "linear", .shape = {7, 11}},
      {.role = TensorRole::kBias, .layer = "bias", .shape = {11}},
      {.role = TensorRole::kMatMul, .layer = "product", .shape = {7, 11}},
      {.role = TensorRole::kNormGamma, .layer = "rms", .shape = {11}},
      {.role = TensorRole::kNormBeta, .layer = "rms", .shape = {11}},
  };
  const BlobPlan plan(tensors, Storage{.tier = PrecisionTier::kFull});
  EXPECT_THAT(plan.Of({0}).form.shape, ElementsAre(11, 7, 3, 5));
  EXPECT_THAT(plan.Of({1}).form.shape, ElementsAre(11, 7));
  EXPECT_THAT(plan.Of({2}).form.shape, ElementsAre(11));
  EXPECT_THAT(plan.Of({3}).form.shape, ElementsAre(7, 11));
  EXPECT_THAT(plan.Of({4}).form.shape, ElementsAre(1, 11, 1, 1));
  EXPECT_THAT(plan.Of({5}).form.shape, ElementsAre(1, 11, 1, 1));
  EXPECT_EQ(plan.Of({0}).bytes, 3U * 5 * 7 * 11 * 4);
}

// FP16 [1, -2, 0.5], then three more: the first two are the worked example of the file format.
TEST(BlobPlan, PlacesRecordsAtMultiplesOf64) {
  const std::vector<TensorSpec> tensors = {
      {.role = TensorRole::kBias, .layer = "a", .shape = {3}},
      {.role = TensorRole::kBias, .layer = "b", .shape = {32}},
      {.role = TensorRole::kBias, .layer = "c", .shape = {33}},
      {.role = TensorRole::kBias, .layer = "d", .shape = {1}},
  };
  const BlobPlan plan(tensors, Storage{.tier = PrecisionTier::kHalf});
  EXPECT_EQ(plan.Of({0}).offset, 64U);
  EXPECT_EQ(plan.Of({1}).offset, 192U);
  EXPECT_EQ(plan.Of({2}).offset, 320U);
  EXPECT_EQ(plan.Of({3}).offset, 320U + 64 + 128);
  EXPECT_EQ(plan.file_bytes(), 320U + 64 + 128 + 64 + 2);
}

TEST(BlobPlan, MergesABatchNormIntoTwoBlobs) {
  for (const bool has_scale : {false, true}) {
    for (const bool has_bias : {false, true}) {
      BatchNorm norm = {.name = "norm", .channels = 5, .mean = {0}, .variance = {1}};
      std::vector<TensorSpec> tensors = {
          Norm(TensorRole::kBatchNormMean, 5, has_scale, has_bias),
          Norm(TensorRole::kBatchNormVariance, 5, has_scale, has_bias),
      };
      if (has_scale) {
        norm.scale = {static_cast<uint32_t>(tensors.size())};
        tensors.push_back(Norm(TensorRole::kBatchNormScale, 5, has_scale, has_bias));
      }
      if (has_bias) {
        norm.bias = {static_cast<uint32_t>(tensors.size())};
        tensors.push_back(Norm(TensorRole::kBatchNormBias, 5, has_scale, has_bias));
      }
      tensors.push_back({.role = TensorRole::kBias, .layer = "next", .shape = {5}});
      const TensorId next = {static_cast<uint32_t>(tensors.size() - 1)};
      const BlobPlan plan(tensors, Storage{.tier = PrecisionTier::kFull});
      EXPECT_EQ(plan.blobs().size(), 3U);
      EXPECT_EQ(plan.MergedScale(norm).offset, 64U);
      EXPECT_EQ(plan.MergedBias(norm).offset, 192U);
      EXPECT_EQ(plan.Of(next).offset, 320U);
      EXPECT_THAT(plan.MergedScale(norm).form.shape, ElementsAre(1, 5, 1, 1));
      EXPECT_THAT(plan.MergedBias(norm).form.shape, ElementsAre(1, 5, 1, 1));
    }
  }
}

TEST(BlobPlan, RefusesSizesPast64Bits) {
  const uint64_t huge = uint64_t{1} << 62;
  const std::vector<TensorSpec> product = {
      {.role = TensorRole::kMatMul, .layer = "m", .shape = {huge, 8}}};
  EXPECT_THAT([&] { BlobPlan(product, Storage{.tier = PrecisionTier::kHalf}); },
              ThrowsMessage<FormatError>(HasSubstr("64 bits")));
  const std::vector<TensorSpec> sum(4, {.role = TensorRole::kBias, .layer = "b", .shape = {huge}});
  EXPECT_THAT([&] { BlobPlan(sum, Storage{.tier = PrecisionTier::kHalf}); },
              ThrowsMessage<FormatError>(HasSubstr("64 bits")));
  EXPECT_THROW(NextRecordOffset(std::numeric_limits<uint64_t>::max() - 10), FormatError);
}

TEST(BlobPlan, RefusesAShapeThatIsNotItsRoles) {
  const std::vector<TensorSpec> tensors = {
      {.role = TensorRole::kConvolution, .layer = "conv1", .shape = {3, 3, 8}}};
  EXPECT_THAT([&] { BlobPlan(tensors, Storage{.tier = PrecisionTier::kHalf}); },
              ThrowsMessage<FormatError>(HasSubstr("conv1")));
}

}  // namespace
}  // namespace tidemark::converter
