#include "converter/layout/tensor_layout.h"

#include <cmath>
#include <numeric>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/layout/half.h"
#include "converter/layout/tests/memory_blobs.h"

namespace tidemark::converter {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;
using tidemark::testing::MemoryBlobs;

// Distinct values that are exact in half precision.
std::vector<float> Counting(uint64_t count) {
  std::vector<float> values(count);
  for (size_t i = 0; i < values.size(); ++i) {
    values[i] = static_cast<float>(i % 2048) * (i / 2048 % 2 == 0 ? 1.0F : -1.0F);
  }
  return values;
}

void Feed(WeightSink& sink, const TensorSpec& spec, std::span<const float> values, size_t piece) {
  sink.Begin(spec);
  while (!values.empty()) {
    const size_t count = std::min(piece, values.size());
    sink.Append(values.first(count));
    values = values.subspan(count);
  }
  sink.End();
}

MemoryBlobs LaidOut(const TensorSpec& spec, std::span<const float> values, BlobType type,
                    size_t piece = 1 << 20) {
  MemoryBlobs blobs;
  TensorLayout layout(
      {.tier = type == BlobType::kFloat16 ? PrecisionTier::kHalf : PrecisionTier::kFull}, blobs);
  Feed(layout, spec, values, piece);
  return blobs;
}

TEST(TensorLayout, ConvolutionBecomesOutInYX) {
  constexpr size_t kKy = 3, kKx = 5, kIn = 7, kOut = 37;
  const TensorSpec spec = {
      .role = TensorRole::kConvolution, .layer = "conv", .shape = {kKy, kKx, kIn, kOut}};
  const std::vector<float> values = Counting(spec.count());
  const MemoryBlobs blobs = LaidOut(spec, values, BlobType::kFloat32);
  ASSERT_EQ(blobs.blobs().size(), 1U);
  const auto stored = blobs.blobs()[0].As<float>();
  ASSERT_EQ(stored.size(), values.size());
  for (size_t y = 0; y < kKy; ++y) {
    for (size_t x = 0; x < kKx; ++x) {
      for (size_t in = 0; in < kIn; ++in) {
        for (size_t out = 0; out < kOut; ++out) {
          ASSERT_EQ(stored[((out * kIn + in) * kKy + y) * kKx + x],
                    values[((y * kKx + x) * kIn + in) * kOut + out]);
        }
      }
    }
  }
}

TEST(TensorLayout, LinearIsTransposedAndAProductIsNot) {
  const std::vector<float> values = {1, 2, 3, 4, 5, 6};
  const TensorSpec linear = {.role = TensorRole::kLinear, .layer = "l", .shape = {2, 3}};
  EXPECT_THAT(LaidOut(linear, values, BlobType::kFloat32).blobs()[0].As<float>(),
              ElementsAre(1, 4, 2, 5, 3, 6));
  const TensorSpec product = {.role = TensorRole::kMatMul, .layer = "m", .shape = {2, 3}};
  EXPECT_THAT(LaidOut(product, values, BlobType::kFloat32).blobs()[0].As<float>(),
              ElementsAreArray(values));
}

TEST(TensorLayout, BatchNormIsMergedInFloat32) {
  const BatchNormTerms terms = {.epsilon = 0.001F, .has_scale = true, .has_bias = true};
  const auto spec = [&](TensorRole role) {
    return TensorSpec{.role = role, .layer = "norm", .shape = {2}, .batch_norm = terms};
  };
  const std::vector<float> mean = {0.3F, -1.7F}, variance = {0.77F, 3.1F}, scale = {1.3F, -0.9F},
                           bias = {0.21F, 4.5F};
  MemoryBlobs blobs;
  TensorLayout layout(Storage{.tier = PrecisionTier::kFull}, blobs);
  Feed(layout, spec(TensorRole::kBatchNormMean), mean, 1);
  Feed(layout, spec(TensorRole::kBatchNormVariance), variance, 2);
  Feed(layout, spec(TensorRole::kBatchNormScale), scale, 2);
  EXPECT_TRUE(blobs.blobs().empty());
  Feed(layout, spec(TensorRole::kBatchNormBias), bias, 2);
  ASSERT_EQ(blobs.blobs().size(), 2U);
  for (size_t i = 0; i < 2; ++i) {
    const float root = std::sqrt(variance[i] + terms.epsilon);
    const float merged = scale[i] / root;
    const float product = merged * mean[i];
    EXPECT_EQ(blobs.blobs()[0].As<float>()[i], merged);
    EXPECT_EQ(blobs.blobs()[1].As<float>()[i], bias[i] - product);
  }
}

TEST(TensorLayout, ABatchNormsMissingTermsAreOneAndZero) {
  const auto spec = [](TensorRole role) {
    return TensorSpec{.role = role, .layer = "norm", .shape = {1}, .batch_norm = {.epsilon = 1.0F}};
  };
  MemoryBlobs blobs;
  TensorLayout layout(Storage{.tier = PrecisionTier::kHalf}, blobs);
  // Twice: nothing of a norm may reach the next.
  for (int i = 0; i < 2; ++i) {
    Feed(layout, spec(TensorRole::kBatchNormMean), std::vector<float>{6.0F}, 1);
    Feed(layout, spec(TensorRole::kBatchNormVariance), std::vector<float>{3.0F}, 1);
  }
  ASSERT_EQ(blobs.blobs().size(), 4U);
  for (size_t i = 0; i < 4; i += 2) {
    EXPECT_THAT(blobs.blobs()[i].As<uint16_t>(), ElementsAre(HalfFromFloat(0.5F)));
    EXPECT_THAT(blobs.blobs()[i + 1].As<uint16_t>(), ElementsAre(HalfFromFloat(-3.0F)));
  }
}

TEST(TensorLayout, PiecesOfAnySizeGiveTheSameBytes) {
  const TensorSpec specs[] = {
      {.role = TensorRole::kConvolution, .layer = "c", .shape = {3, 3, 20, 34}},
      {.role = TensorRole::kMatMul, .layer = "m", .shape = {90, 101}},
  };
  for (const TensorSpec& spec : specs) {
    const std::vector<float> values = Counting(spec.count());
    for (const BlobType type : {BlobType::kFloat16, BlobType::kFloat32}) {
      const auto whole = LaidOut(spec, values, type).blobs().at(0);
      EXPECT_TRUE(whole.ended);
      EXPECT_EQ(whole.declared, whole.bytes.size());
      for (const size_t piece : {size_t{1}, size_t{7}, size_t{4096}, size_t{4097}}) {
        EXPECT_EQ(LaidOut(spec, values, type, piece).blobs().at(0).bytes, whole.bytes) << piece;
      }
    }
  }
}

TEST(TensorLayout, AFiniteWeightThatWouldBecomeInfiniteNamesItsLayer) {
  const auto expect_refused = [](const TensorSpec& spec, const std::vector<float>& values) {
    EXPECT_THAT([&] { LaidOut(spec, values, BlobType::kFloat16); },
                ThrowsMessage<FormatError>(
                    AllOf(HasSubstr("65520"), HasSubstr("half precision"), HasSubstr("blocks.3"))));
    EXPECT_NO_THROW(LaidOut(spec, values, BlobType::kFloat32));
  };
  expect_refused({.role = TensorRole::kBias, .layer = "blocks.3", .shape = {3}},
                 {1.0F, 65520.0F, 2.0F});
  expect_refused({.role = TensorRole::kConvolution, .layer = "blocks.3", .shape = {1, 1, 1, 3}},
                 {1.0F, 2.0F, -65520.0F});
}

TEST(TensorLayout, AMergedNormThatOverflowsHalfPrecisionIsRefused) {
  const auto spec = [](TensorRole role) {
    return TensorSpec{
        .role = role, .layer = "norm7", .shape = {1}, .batch_norm = {.epsilon = 1e-20F}};
  };
  MemoryBlobs blobs;
  TensorLayout layout(Storage{.tier = PrecisionTier::kHalf}, blobs);
  Feed(layout, spec(TensorRole::kBatchNormMean), std::vector<float>{0.0F}, 1);
  EXPECT_THAT(
      [&] { Feed(layout, spec(TensorRole::kBatchNormVariance), std::vector<float>{0.0F}, 1); },
      ThrowsMessage<FormatError>(HasSubstr("norm7")));
}

TEST(TensorLayout, ATensorThatEndsEarlyIsRefused) {
  MemoryBlobs blobs;
  TensorLayout layout(Storage{.tier = PrecisionTier::kHalf}, blobs);
  layout.Begin({.role = TensorRole::kConvolution, .layer = "short", .shape = {1, 1, 2, 2}});
  layout.Append(std::vector<float>{1, 2, 3});
  EXPECT_THAT([&] { layout.End(); },
              ThrowsMessage<FormatError>(AllOf(HasSubstr("short"), HasSubstr("3"))));
}

// What a tensor claims to be costs a few megabytes until its values arrive.
TEST(TensorLayout, ADeclaredSizeAllocatesNothingOfItsKind) {
  MemoryBlobs blobs;
  TensorLayout layout(Storage{.tier = PrecisionTier::kHalf}, blobs);
  layout.Begin({.role = TensorRole::kConvolution,
                .layer = "huge",
                .shape = {15, 15, uint64_t{1} << 20, uint64_t{1} << 20}});
  layout.Append(std::vector<float>{1, 2, 3});
  EXPECT_LT(layout.staging_bytes(), uint64_t{8} << 20);
}

// One buffer for the tensor, one for a few of its rows.
TEST(TensorLayout, StagesAConvolutionOnceInItsStoredPrecision) {
  const TensorSpec spec = {
      .role = TensorRole::kConvolution, .layer = "c", .shape = {3, 3, 192, 192}};
  const std::vector<float> values = Counting(spec.count());
  MemoryBlobs blobs;
  TensorLayout layout(Storage{.tier = PrecisionTier::kHalf}, blobs);
  Feed(layout, spec, values, 1 << 16);
  EXPECT_LE(layout.staging_bytes(), spec.count() * 2 * 3 / 2);
  layout.ReleaseStaging();
  EXPECT_LE(layout.staging_bytes(), uint64_t{16} << 10);
}

}  // namespace
}  // namespace tidemark::converter
