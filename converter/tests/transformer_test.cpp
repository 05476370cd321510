// Converting networks with transformer blocks.

#include <csignal>
#include <filesystem>
#include <fstream>
#include <future>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "converter/convert.h"
#include "converter/error.h"
#include "converter/io/read_file.h"
#include "converter/mil/tests/program_facts.h"
#include "converter/network/architecture.h"
#include "converter/network/network_writer.h"
#include "converter/network/synthetic.h"
#include "converter/testing/fixtures.h"
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
using tidemark::testing::CountOperations;
using tidemark::testing::Decoded;
using tidemark::testing::DescribeWideTransformer;
using tidemark::testing::MainBlock;
using tidemark::testing::MakeTinyNetwork;
using tidemark::testing::PackageContents;
using tidemark::testing::TempDir;
using tidemark::testing::TinyNetwork;

fs::path Write(const TempDir& folder, const Network& network) {
  const fs::path file = folder.path() / "net.bin.gz";
  WriteSyntheticNetwork(network, 0, file, Existing::kRefuse);
  return file;
}

fs::path WriteTiny(const TempDir& folder, std::string_view name) {
  return Write(folder, tidemark::testing::DescribeTinyNetwork(name));
}

struct Conversion {
  ConvertResult result = {};
  PackageContents contents = {};
};

Conversion Converted(const fs::path& network, const ConvertOptions& options = {}) {
  const TempDir folder;
  Conversion conversion;
  conversion.result = Convert(network, folder.path() / "net.mlpackage", options);
  conversion.contents = ContentsOf(folder.path() / "net.mlpackage");
  return conversion;
}

TEST(ConvertTransformer, NarrowTrunksAreBuiltInFullAndSayIt) {
  const TempDir folder;
  const fs::path network = WriteTiny(folder, "tinytf-v17");
  const Conversion half = Converted(network, {.fp16_io = true});
  EXPECT_EQ(half.result.tier, PrecisionTier::kFull);
  EXPECT_EQ(half.result.precision, Precision::kFloat32);
  EXPECT_FALSE(half.result.fp16_io);
  EXPECT_THAT(CheckContents(half.contents), IsEmpty());
  // All that was asked for is what the network got.
  EXPECT_EQ(half.contents, Converted(network, {.precision = Precision::kFloat32}).contents);
}

TEST(ConvertTransformer, WideTrunksAreMixedAndAFullOneIsAChoice) {
  const TempDir folder;
  const fs::path network = Write(folder, DescribeWideTransformer());
  const Conversion mixed = Converted(network, {.fp16_io = true});
  EXPECT_EQ(mixed.result.tier, PrecisionTier::kMixed);
  EXPECT_EQ(mixed.result.precision, Precision::kFloat16);
  EXPECT_TRUE(mixed.result.fp16_io);
  EXPECT_THAT(CheckContents(mixed.contents), IsEmpty());
  const Conversion full = Converted(network, {.precision = Precision::kFloat32});
  EXPECT_EQ(full.result.tier, PrecisionTier::kFull);
  EXPECT_GT(full.result.weight_bytes, mixed.result.weight_bytes);
}

// An encoder's linear layers come before the blocks that decide about their type.
TEST(ConvertTransformer, AWideTrunkBehindAnEncoderStoresItsLinearLayersInFull) {
  const TempDir folder;
  const fs::path network = Write(folder, DescribeWideTransformer(20));
  const Conversion mixed = Converted(network);
  EXPECT_EQ(mixed.result.tier, PrecisionTier::kMixed);
  EXPECT_THAT(CheckContents(mixed.contents), IsEmpty());
  EXPECT_EQ(mixed.contents, Converted(network, {.layer_streaming = false}).contents);
}

TEST(ConvertTransformer, EveryLeverSetWritesTheSamePackage) {
  for (const Network& network :
       {tidemark::testing::DescribeTinyNetwork("tinytf-v17"),
        tidemark::testing::DescribeTinyNetwork("tinynbttf-v17-q"), DescribeWideTransformer()}) {
    const TempDir folder;
    const fs::path file = Write(folder, network);
    const PackageContents streamed = Converted(file).contents;
    for (const bool views : {false, true}) {
      for (const bool stream : {false, true}) {
        EXPECT_EQ(
            Converted(file,
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
    EXPECT_EQ(Converted(folder.path() / "pipe").contents, Converted(file).contents);
  }
  const TempDir folder;
  const fs::path file = WriteTiny(folder, "tinytf-v17");
  {
    const Feeder feeder(folder.path() / "once", file);
    EXPECT_THAT([&] { Converted(folder.path() / "once"); },
                ThrowsMessage<UsageError>(AllOf(HasSubstr("read twice"), HasSubstr("fp32"))));
  }
  const Feeder feeder(folder.path() / "full", file);
  EXPECT_EQ(Converted(folder.path() / "full", {.precision = Precision::kFloat32}).contents,
            Converted(file).contents);
}

// What half precision cannot hold is no error where the network is not stored in it.
TEST(ConvertTransformer, AWeightBeyondHalfPrecisionMattersOnlyWhereItIsStoredSo) {
  for (const auto& [network, fits] :
       {std::pair(tidemark::testing::DescribeTinyNetwork("tinytf-v17"), true),
        std::pair(DescribeWideTransformer(), false)}) {
    TensorStore store = tidemark::testing::KeepValues(network, SyntheticValues(network, 0));
    const TensorId stem = network.trunk.initial_convolution.weights;
    const TensorValues values = [&](TensorId id, uint64_t first, std::span<float> out) {
      tidemark::testing::ValuesOf(store)(id, first, out);
      if (id == stem && first == 0) out[0] = 1e5F;
    };
    const TempDir folder;
    const fs::path file = folder.path() / "net.bin";
    const auto sink = AtomicFile(file, Existing::kRefuse);
    WriteNetwork(network, values, Encoding::kBinary, *sink);
    sink->Finish();
    if (fits) {
      EXPECT_EQ(Converted(file).result.tier, PrecisionTier::kFull);
    } else {
      EXPECT_THAT([&] { Converted(file); },
                  ThrowsMessage<FormatError>(HasSubstr("half precision")));
    }
  }
}

// The linear layers of an encoder are in single precision in the mixed tier, under every lever.
TEST(ConvertTransformer, AWeightOfAnEncoderMayBeBeyondHalfPrecision) {
  const Network network = DescribeWideTransformer(20);
  const TensorStore store = tidemark::testing::KeepValues(network, SyntheticValues(network, 0));
  const TensorId bias = network.trunk.metadata_encoder->bias1.weights;
  const TensorValues values = [&](TensorId id, uint64_t first, std::span<float> out) {
    tidemark::testing::ValuesOf(store)(id, first, out);
    if (id == bias && first == 0) out[0] = 7e4F;
  };
  const TempDir folder;
  const fs::path file = folder.path() / "net.bin";
  const auto sink = AtomicFile(file, Existing::kRefuse);
  WriteNetwork(network, values, Encoding::kBinary, *sink);
  sink->Finish();
  const Conversion streamed = Converted(file);
  EXPECT_EQ(streamed.result.tier, PrecisionTier::kMixed);
  EXPECT_EQ(streamed.contents, Converted(file, {.layer_streaming = false}).contents);
}

// No larger than what the other converter writes, which repeats its tables.
TEST(ConvertTransformer, PackagesAreNoLargerThanTheReferenceConverters) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  const std::map<std::pair<std::string, Precision>, uint64_t> theirs = {
      {{"b7c96h3tfrs-test5-cnorm", Precision::kFloat32}, 7'224'384},
      {{"b7c96h6kv3qk32v16tflrs-fson-bnh", Precision::kFloat32}, 9'295'488},
      {{"rand-b2c320h4nbttflrs-v17", Precision::kFloat16}, 1'427'936},
      {{"rand-b2c320h4nbttflrs-v17", Precision::kFloat32}, 2'839'552}};
  for (const auto& [key, bytes] : theirs) {
    const Conversion ours =
        Converted(fixtures / "nets" / (key.first + ".bin.gz"), {.precision = key.second});
    EXPECT_LT(ours.result.weight_bytes, bytes) << key.first;
    // Without what is shared it would be as large, but for a record of 64 bytes for each table.
    uint64_t saved = 0;
    for (const DerivedTensor& table : ours.result.derived) {
      saved += table.unshared_bytes - table.bytes;
    }
    EXPECT_LT(ours.result.weight_bytes + saved, bytes) << key.first;
    EXPECT_GT(static_cast<double>(ours.result.weight_bytes + saved),
              0.995 * static_cast<double>(bytes))
        << key.first;
    RecordProperty(key.first + (key.second == Precision::kFloat16 ? "_fp16" : "_fp32") + "_saved",
                   std::to_string(bytes - ours.result.weight_bytes));
  }
}

// How often each operation comes with each element type.
std::map<std::string, int> Typed(const coreml::Model& model, const std::set<std::string>& types) {
  std::map<std::string, int> counts;
  for (const mil::Operation& operation : MainBlock(model).operations()) {
    if (!types.contains(operation.type())) continue;
    const mil::DataType element = operation.outputs(0).type().tensortype().datatype();
    ++counts[operation.type() + (element == mil::FLOAT16 ? " fp16" : " fp32")];
  }
  return counts;
}

// Of all operations that are not shared here and repeated there.
TEST(ConvertTransformer, ProgramsHaveTheReferenceConvertersOperationsAndTypes) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  const std::set<std::string> compared = {"conv",          "matmul",     "linear",     "softmax",
                                          "sigmoid",       "rsqrt",      "sqrt",       "exp",
                                          "concat",        "reduce_sum", "reduce_max", "squeeze",
                                          "slice_by_size", "transpose",  "relu",       "real_div"};
  for (const auto& [package, name] :
       {std::pair("b7c96h3tfrs-fp16", "b7c96h3tfrs-test5-cnorm"),
        std::pair("rand-b2c320h4nbttflrs-v17-fp16", "rand-b2c320h4nbttflrs-v17")}) {
    const coreml::Model theirs =
        Decoded(ContentsOf(fixtures / "packages" / (std::string(package) + ".mlpackage")).model);
    const fs::path network = fixtures / "nets" / (std::string(name) + ".bin.gz");
    const coreml::Model ours = Decoded(Converted(network).contents.model);
    EXPECT_EQ(Typed(ours, compared), Typed(theirs, compared)) << package;
    for (const char* key : {"compute_precision", "io_precision"}) {
      EXPECT_EQ(ours.description().metadata().userdefined().at(key),
                theirs.description().metadata().userdefined().at(key))
          << package;
    }
    EXPECT_EQ(ours.specificationversion(), theirs.specificationversion());
  }
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
  const ConvertResult result = Convert(network, folder.path() / "net.mlpackage", {});
  uint64_t floats = 0;
  for (const DerivedTensor& table : result.derived) {
    floats += table.bytes / BytesPerElement(table.form.type) * sizeof(float);
  }
  EXPECT_GT(floats, uint64_t{10} << 20);
  EXPECT_LE(growth({}), uint64_t{8} << 20);
  // With its layers kept, a conversion holds the network and the tables, which no view replaces.
  EXPECT_GE(growth({.layer_streaming = false}), result.inflated_bytes + floats);
  EXPECT_GE(growth({.layer_streaming = false, .weight_views = false}),
            4 * (result.inflated_bytes / 100 * 95 + floats));
}

}  // namespace
}  // namespace tidemark::converter
