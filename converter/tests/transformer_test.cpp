// Converting networks with transformer blocks.

#include <csignal>
#include <filesystem>
#include <fstream>
#include <future>
#include <span>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "converter/convert.h"
#include "converter/error.h"
#include "converter/io/read_file.h"
#include "converter/network/architecture.h"
#include "converter/network/network_writer.h"
#include "converter/network/synthetic.h"
#include "converter/testing/temp_dir.h"
#include "converter/testing/tiny_networks.h"
#include "converter/tests/package_contents.h"
#include "converter/tests/peak_growth.h"

namespace tidemark::converter {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::ThrowsMessage;
using tidemark::testing::CheckContents;
using tidemark::testing::ContentsOf;
using tidemark::testing::DescribeWideTransformer;
using tidemark::testing::PackageContents;
using tidemark::testing::TempDir;

fs::path Write(const TempDir& folder, const Network& network) {
  const fs::path file = folder.path() / "net.bin.gz";
  WriteSyntheticNetwork(network, 0, file, Existing::kRefuse);
  return file;
}

fs::path WriteTinyNetwork(const TempDir& folder, std::string_view name) {
  return Write(folder, tidemark::testing::DescribeTinyNetwork(name));
}

struct Conversion {
  ConvertResult result = {};
  PackageContents contents = {};
};

Conversion ConvertedAs(const fs::path& network, const ConvertOptions& options = {}) {
  const TempDir folder;
  Conversion conversion;
  conversion.result = Convert(network, folder.path() / "net.mlpackage", options);
  conversion.contents = ContentsOf(folder.path() / "net.mlpackage");
  return conversion;
}

TEST(ConvertTransformer, NarrowTrunksAreBuiltInFullAndSayIt) {
  const TempDir folder;
  const fs::path network = WriteTinyNetwork(folder, "tinytf-v17");
  const Conversion half = ConvertedAs(network, {.fp16_io = true});
  EXPECT_EQ(half.result.tier, PrecisionTier::kFull);
  EXPECT_EQ(half.result.precision, Precision::kFloat32);
  EXPECT_FALSE(half.result.fp16_io);
  EXPECT_THAT(CheckContents(half.contents), IsEmpty());
  // All that was asked for is what the network got.
  EXPECT_EQ(half.contents, ConvertedAs(network, {.precision = Precision::kFloat32}).contents);
}

TEST(ConvertTransformer, WideTrunksAreMixedAndAFullOneIsAChoice) {
  const TempDir folder;
  const fs::path network = Write(folder, DescribeWideTransformer());
  const Conversion mixed = ConvertedAs(network, {.fp16_io = true});
  EXPECT_EQ(mixed.result.tier, PrecisionTier::kMixed);
  EXPECT_EQ(mixed.result.precision, Precision::kFloat16);
  EXPECT_TRUE(mixed.result.fp16_io);
  EXPECT_THAT(CheckContents(mixed.contents), IsEmpty());
  const Conversion full = ConvertedAs(network, {.precision = Precision::kFloat32});
  EXPECT_EQ(full.result.tier, PrecisionTier::kFull);
  EXPECT_GT(full.result.weight_bytes, mixed.result.weight_bytes);
}

// An encoder's linear layers come before the blocks that decide about their type.
TEST(ConvertTransformer, AWideTrunkBehindAnEncoderStoresItsLinearLayersInFull) {
  const TempDir folder;
  const fs::path network = Write(folder, DescribeWideTransformer(20));
  const Conversion mixed = ConvertedAs(network);
  EXPECT_EQ(mixed.result.tier, PrecisionTier::kMixed);
  EXPECT_THAT(CheckContents(mixed.contents), IsEmpty());
  EXPECT_EQ(mixed.contents, ConvertedAs(network, {.layer_streaming = false}).contents);
}

TEST(ConvertTransformer, EveryLeverSetWritesTheSamePackage) {
  for (const Network& network :
       {tidemark::testing::DescribeTinyNetwork("tinytf-v17"),
        tidemark::testing::DescribeTinyNetwork("tinynbttf-v17-q"), DescribeWideTransformer()}) {
    const TempDir folder;
    const fs::path file = Write(folder, network);
    const PackageContents streamed = ConvertedAs(file).contents;
    for (const bool views : {false, true}) {
      for (const bool stream : {false, true}) {
        EXPECT_EQ(
            ConvertedAs(file,
                        {.layer_streaming = false, .weight_views = views, .stream_gzip = stream})
                .contents,
            streamed)
            << network.name;
      }
    }
  }
}

// Feeds a file to whoever opens a pipe, as often as it is opened.
class Feeder {
 public:
  Feeder(const fs::path& pipe, const fs::path& file) {
    // A reader may go away before the end.
    std::signal(SIGPIPE, SIG_IGN);
    EXPECT_EQ(mkfifo(pipe.c_str(), 0600), 0);
    const std::string bytes = ReadWholeFile(file, uint64_t{1} << 30);
    done_ = std::async(std::launch::async, [pipe, bytes] {
      std::ofstream out(pipe, std::ios::binary);
      out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    });
  }

 private:
  std::future<void> done_;
};

// A pipe can be read once, so that who converts from one reads it once.
TEST(ConvertTransformer, OnlyNarrowTrunksAreReadTwice) {
  for (const bool is_wide : {false, true}) {
    const TempDir folder;
    const fs::path file =
        Write(folder, is_wide ? DescribeWideTransformer()
                              : DescribeArchitecture(FindArchitecture("b4c32"), {}));
    const Feeder feeder(folder.path() / "pipe", file);
    EXPECT_EQ(ConvertedAs(folder.path() / "pipe").contents, ConvertedAs(file).contents);
  }
  const TempDir folder;
  const fs::path file = WriteTinyNetwork(folder, "tinytf-v17");
  {
    const Feeder feeder(folder.path() / "once", file);
    EXPECT_THAT([&] { ConvertedAs(folder.path() / "once"); },
                ThrowsMessage<UsageError>(AllOf(HasSubstr("read twice"), HasSubstr("fp32"))));
  }
  const Feeder feeder(folder.path() / "full", file);
  EXPECT_EQ(ConvertedAs(folder.path() / "full", {.precision = Precision::kFloat32}).contents,
            ConvertedAs(file).contents);
}

// Writes the network with `value` in the first place of a tensor, uncompressed.
fs::path WriteWith(const TempDir& folder, const Network& network, TensorId tensor, float value) {
  const TensorValues synthetic = SyntheticValues(network, 0);
  const TensorValues values = [&](TensorId id, uint64_t first, std::span<float> out) {
    synthetic(id, first, out);
    if (id == tensor && first == 0) out[0] = value;
  };
  const fs::path file = folder.path() / "net.bin";
  const auto sink = AtomicFile(file, Existing::kRefuse);
  WriteNetwork(network, values, Encoding::kBinary, *sink);
  sink->Finish();
  return file;
}

// What half precision cannot hold is no error where the network is not stored in it.
TEST(ConvertTransformer, AWeightBeyondHalfPrecisionMattersOnlyWhereItIsStoredSo) {
  const TempDir folder;
  const Network narrow = tidemark::testing::DescribeTinyNetwork("tinytf-v17");
  const fs::path fits = WriteWith(folder, narrow, narrow.trunk.initial_convolution.weights, 1e5F);
  EXPECT_EQ(ConvertedAs(fits).result.tier, PrecisionTier::kFull);
  const TempDir other;
  const Network wide = DescribeWideTransformer();
  const fs::path does_not = WriteWith(other, wide, wide.trunk.initial_convolution.weights, 1e5F);
  EXPECT_THAT([&] { ConvertedAs(does_not); },
              ThrowsMessage<FormatError>(HasSubstr("half precision")));
}

// The linear layers of an encoder are in single precision in the mixed tier, under every lever.
TEST(ConvertTransformer, AWeightOfAnEncoderMayBeBeyondHalfPrecision) {
  const TempDir folder;
  const Network network = DescribeWideTransformer(20);
  const fs::path file =
      WriteWith(folder, network, network.trunk.metadata_encoder->bias1.weights, 7e4F);
  const Conversion streamed = ConvertedAs(file);
  EXPECT_EQ(streamed.result.tier, PrecisionTier::kMixed);
  EXPECT_EQ(streamed.contents, ConvertedAs(file, {.layer_streaming = false}).contents);
}

TEST(ConvertTransformer, TablesAreNeverHeldWhileLayersStream) {
#if !defined(__linux__)
  GTEST_SKIP() << "the peak is read from /proc";
#elif defined(TIDEMARK_SANITIZED)
  GTEST_SKIP() << "sanitizers hold memory of their own";
#endif
  const TempDir folder;
  // In processes of their own, as all that is measured: freed memory would be used again.
  const fs::path network = folder.path() / "net.bin.gz";
  tidemark::testing::PeakGrowthOf(
      [&] { Write(folder, DescribeArchitecture(FindArchitecture("b10c384h6nbttflrs"), {})); });
  const auto growth = [&](const ConvertOptions& options) {
    ConvertOptions replacing = options;
    replacing.existing = Existing::kReplace;
    return tidemark::testing::PeakGrowthOf(
               [&] { Convert(network, folder.path() / "net.mlpackage", replacing); })
        .value();
  };
  // Before this process has converted anything, which would leave its allocator other habits.
  EXPECT_LE(growth({}), uint64_t{8} << 20);
  const ConvertResult result =
      Convert(network, folder.path() / "net.mlpackage", {.existing = Existing::kReplace});
  uint64_t floats = 0;
  for (const DerivedTensor& table : result.derived) {
    floats += table.bytes / BytesPerElement(table.form.type) * sizeof(float);
  }
  EXPECT_GT(floats, uint64_t{10} << 20);
  // With its layers kept, a conversion holds the network and the tables, which no view replaces.
  EXPECT_GE(growth({.layer_streaming = false}), result.inflated_bytes + floats);
  EXPECT_GE(growth({.layer_streaming = false, .weight_views = false}),
            4 * (result.inflated_bytes / 100 * 95 + floats));
}

}  // namespace
}  // namespace tidemark::converter
