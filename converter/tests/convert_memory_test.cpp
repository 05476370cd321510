#include <cstdint>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "converter/convert.h"
#include "converter/network/architecture.h"
#include "converter/network/synthetic.h"
#include "converter/testing/temp_dir.h"
#include "converter/tests/peak_growth.h"

namespace tidemark::converter {
namespace {

namespace fs = std::filesystem;
using tidemark::testing::PeakGrowthOf;
using tidemark::testing::TempDir;

TEST(ConvertMemory, EachLeverTakesItsCopiesAway) {
#if !defined(__linux__)
  GTEST_SKIP() << "the peak is read from /proc";
#elif defined(TIDEMARK_SANITIZED)
  GTEST_SKIP() << "sanitizers hold memory of their own";
#endif
  const TempDir folder;
  const fs::path network = folder.path() / "net.bin.gz";
  const auto written = PeakGrowthOf([&] {
    WriteSyntheticNetwork(DescribeArchitecture(FindArchitecture("b10c128"), {}), 0, network,
                          Existing::kRefuse);
  });
  ASSERT_TRUE(written.has_value());
  const uint64_t inflated = Convert(network, folder.path() / "first.mlpackage", {}).inflated_bytes;

  // Peak growth in multiples of the inflated file.
  const auto ratio = [&](bool views, bool stream) {
    const auto growth = PeakGrowthOf([&] {
      Convert(network, folder.path() / "net.mlpackage",
              {.existing = Existing::kReplace,
               .layer_streaming = false,
               .weight_views = views,
               .stream_gzip = stream});
    });
    return static_cast<double>(growth.value()) / static_cast<double>(inflated);
  };
  // Inflated file, parsed network and three copies. Beside a network this small, buffers and the
  // program weigh some tenths.
  const double off = ratio(false, false);
  EXPECT_GE(off, 4.5);
  EXPECT_LE(off, 5.5);
  const double views = ratio(true, false);
  EXPECT_GE(views, 1.9);
  EXPECT_LE(views, 2.5);
  const double stream = ratio(false, true);
  EXPECT_GE(stream, 3.8);
  EXPECT_LE(stream, 4.4);
  EXPECT_LE(ratio(true, true), 1.4);
  const auto streamed = PeakGrowthOf(
      [&] { Convert(network, folder.path() / "net.mlpackage", {.existing = Existing::kReplace}); });
  EXPECT_LE(streamed.value(), uint64_t{6} << 20);
}

}  // namespace
}  // namespace tidemark::converter
