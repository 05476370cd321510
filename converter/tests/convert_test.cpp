#include "converter/convert.h"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "converter/error.h"
#include "converter/io/atomic_file.h"
#include "converter/io/interrupt.h"
#include "converter/mil/tests/program_facts.h"
#include "converter/network/network_writer.h"
#include "converter/testing/network_file.h"
#include "converter/testing/temp_dir.h"
#include "converter/testing/tiny_networks.h"
#include "converter/tests/package_contents.h"

namespace tidemark::converter {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Key;
using ::testing::ThrowsMessage;
using ::testing::UnorderedElementsAre;
using tidemark::testing::ContentsOf;
using tidemark::testing::kTinyNetworks;
using tidemark::testing::MakeTinyNetwork;
using tidemark::testing::PackageContents;
using tidemark::testing::TempDir;
using tidemark::testing::TinyNetwork;
using tidemark::testing::WriteNetworkFile;
using tidemark::testing::WriteTinyFile;

constexpr char kTiny[] = "tinynbt-v15-meta";

// Converts to a package of its own and returns what is in it.
PackageContents Converted(const fs::path& network, const ConvertOptions& options = {}) {
  const TempDir folder;
  Convert(network, folder.path() / "net.mlpackage", options);
  return ContentsOf(folder.path() / "net.mlpackage");
}

std::set<std::string> NamesIn(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename());
  return names;
}

TEST(Convert, ReportsWhatItWrote) {
  const TempDir folder;
  const fs::path network = WriteTinyFile(folder);
  const fs::path package = folder.path() / "net.mlpackage";
  const ConvertResult result = Convert(network, package, {});
  const PackageContents contents = ContentsOf(package);
  EXPECT_EQ(result.network_name, kTiny);
  EXPECT_EQ(result.version, 15);
  EXPECT_EQ(result.precision, Precision::kFloat16);
  EXPECT_FALSE(result.fp16_io);
  EXPECT_EQ(result.weight_bytes, contents.weights.size());
  EXPECT_EQ(result.model_bytes, contents.model.size());
  // The header of the weights is known last, and hashed last.
  EXPECT_EQ(result.weight_digest,
            tidemark::testing::ContentHashHex(contents.weights.substr(64) +
                                              contents.weights.substr(0, 64)));
  EXPECT_EQ(result.model_digest, tidemark::testing::ContentHashHex(contents.model));
  EXPECT_EQ(result.inflated_bytes, fs::file_size(network));
  EXPECT_EQ(result.blobs, static_cast<uint8_t>(contents.weights[0]));
  EXPECT_EQ(
      result.operations,
      static_cast<uint64_t>(tidemark::testing::MainBlock(tidemark::testing::Decoded(contents.model))
                                .operations_size()));
}

TEST(Convert, EveryPackageIsAValidModelWhoseWeightsFit) {
  for (const std::string_view name : kTinyNetworks) {
    const TempDir folder;
    const fs::path network = WriteTinyFile(folder, name);
    for (const Precision precision : {Precision::kFloat16, Precision::kFloat32}) {
      for (const int max_batch : {1, 8}) {
        const PackageContents contents =
            Converted(network, {.precision = precision, .board_x = 9, .max_batch = max_batch});
        EXPECT_THAT(tidemark::testing::CheckContents(contents), IsEmpty()) << name;
      }
    }
  }
}

TEST(Convert, EveryLeverSetWritesTheSamePackage) {
  const TempDir folder;
  const fs::path network = WriteTinyFile(folder);
  const PackageContents streamed = Converted(network);
  EXPECT_EQ(Converted(network, {.sync = Sync::kNo}), streamed);
  for (const bool views : {false, true}) {
    for (const bool stream : {false, true}) {
      EXPECT_EQ(Converted(network,
                          {.layer_streaming = false, .weight_views = views, .stream_gzip = stream}),
                streamed);
    }
  }
}

TEST(Convert, TheFilesNameAndPlaceDoNotMatter) {
  const TempDir folder;
  const fs::path network = WriteTinyFile(folder);
  const PackageContents first = Converted(network);
  EXPECT_EQ(Converted(network), first);
  fs::create_directory(folder.path() / "elsewhere");
  const fs::path copy = folder.path() / "elsewhere" / "another-name.bin.gz";
  fs::copy_file(network, copy);
  EXPECT_EQ(Converted(copy), first);
}

TEST(Convert, TextAndBinaryNetworksGiveTheSamePackage) {
  for (const std::string_view name : {"tinyconv-v8", kTiny}) {
    const TempDir folder;
    const TinyNetwork tiny = MakeTinyNetwork(name);
    const fs::path binary = WriteNetworkFile(folder.path() / "net.bin", tiny);
    const fs::path text = WriteNetworkFile(folder.path() / "net.txt", tiny, Encoding::kText);
    for (const Precision precision : {Precision::kFloat16, Precision::kFloat32}) {
      for (const int board : {19, 9}) {
        for (const bool identity_mask : {false, true}) {
          const ConvertOptions options = {.precision = precision,
                                          .board_x = board,
                                          .board_y = board,
                                          .identity_mask = identity_mask};
          EXPECT_EQ(Converted(text, options), Converted(binary, options)) << name;
        }
      }
    }
  }
}

TEST(Convert, WeightsDependOnThePrecisionAlone) {
  const TempDir folder;
  const fs::path network = WriteTinyFile(folder);
  const std::string weights = Converted(network).weights;
  EXPECT_EQ(Converted(network, {.fp16_io = true}).weights, weights);
  EXPECT_EQ(Converted(network, {.board_x = 9, .board_y = 13}).weights, weights);
  EXPECT_EQ(Converted(network, {.identity_mask = true}).weights, weights);
  EXPECT_EQ(Converted(network, {.max_batch = 16}).weights, weights);
  EXPECT_EQ(Converted(network, {.author = "somebody"}).weights, weights);
  EXPECT_NE(Converted(network, {.precision = Precision::kFloat32}).weights, weights);
}

TEST(Convert, ExistingPackagesAreKeptUnlessTheyMayBeReplaced) {
  const TempDir folder;
  const fs::path network = WriteTinyFile(folder);
  const fs::path package = folder.path() / "net.mlpackage";
  Convert(network, package, {});
  const PackageContents first = ContentsOf(package);
  EXPECT_THAT([&] { Convert(network, package, {.precision = Precision::kFloat32}); },
              ThrowsMessage<UsageError>(HasSubstr("already exists")));
  EXPECT_EQ(ContentsOf(package), first);
  Convert(network, package, {.precision = Precision::kFloat32, .existing = Existing::kReplace});
  EXPECT_NE(ContentsOf(package), first);
  EXPECT_THAT(NamesIn(folder.path()), ElementsAre("net.bin", "net.mlpackage"));
}

TEST(Convert, AFailedConversionLeavesNothingBehind) {
  const TempDir folder;
  folder.Write("bad.bin", "bad\n15\n22\n");
  const fs::path package = folder.path() / "net.mlpackage";
  EXPECT_THROW(Convert(folder.path() / "bad.bin", package, {}), FormatError);
  EXPECT_THROW(Convert(folder.path() / "none.bin", package, {}), IoError);
  EXPECT_THAT(NamesIn(folder.path()), ElementsAre("bad.bin"));
}

// A file that may not grow stands for a full disk.
TEST(Convert, AFullDiskLeavesNothingBehind) {
  const TempDir folder;
  const fs::path network = WriteTinyFile(folder);
  const auto convert = [&](rlim_t limit_bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {limit_bytes, limit_bytes};
    setrlimit(RLIMIT_FSIZE, &limit);
    try {
      Convert(network, folder.path() / "net.mlpackage", {});
    } catch (const IoError&) {
      std::_Exit(NamesIn(folder.path()).size() == 1 ? 7 : 1);
    }
    std::_Exit(0);
  };
  const PackageContents contents = Converted(network);
  for (const size_t bytes :
       {size_t{0}, size_t{1000}, contents.weights.size() - 1, contents.model.size() - 1}) {
    EXPECT_EXIT(convert(bytes), ::testing::ExitedWithCode(7), "") << bytes;
  }
  EXPECT_THAT(NamesIn(folder.path()), ElementsAre("net.bin"));
}

TEST(Convert, AnInterruptLeavesNothingBehind) {
  const TempDir folder;
  const fs::path network = WriteTinyFile(folder);
  for (const std::string_view at : {"read", "build", "write"}) {
    EXPECT_EXIT(
        {
          CatchInterrupts();
          try {
            Convert(network, folder.path() / "net.mlpackage", {},
                    [at](std::string_view step, const Owners&) {
                      if (step == at) std::raise(SIGINT);
                    });
          } catch (const InterruptedError&) {
            std::_Exit(NamesIn(folder.path()).size() == 1 ? 7 : 1);
          }
          std::_Exit(0);
        },
        ::testing::ExitedWithCode(7), "")
        << at;
  }
}

TEST(Convert, AWeightPastHalfPrecisionNamesItsLayer) {
  TinyNetwork tiny = MakeTinyNetwork("tinyconv-v15");
  const TempDir folder;
  const TensorId target = tiny.network.value_head.v2.weights;
  const TensorValues values = tidemark::testing::ValuesOf(tiny.weights);
  const auto with_overflow = [&](TensorId id, uint64_t first, std::span<float> out) {
    values(id, first, out);
    if (id == target && first == 0) out[0] = 70000.0F;
  };
  const auto sink = AtomicFile(folder.path() / "net.bin", Existing::kRefuse);
  WriteNetwork(tiny.network, with_overflow, Encoding::kBinary, *sink);
  sink->Finish();
  EXPECT_THAT([&] { Converted(folder.path() / "net.bin"); },
              ThrowsMessage<FormatError>(AllOf(HasSubstr("net.bin: "), HasSubstr("70000"),
                                               HasSubstr("half precision"),
                                               HasSubstr(tiny.network.value_head.v2.name))));
  EXPECT_NO_THROW(Converted(folder.path() / "net.bin", {.precision = Precision::kFloat32}));
}

TEST(Convert, BadOptionsAreNamedWithWhatIsAccepted) {
  const TempDir folder;
  const auto expect_refused = [&](const ConvertOptions& options, const std::string& option,
                                  const std::string& accepted) {
    EXPECT_THAT(
        [&] { Convert(folder.path() / "none.bin", folder.path() / "n.mlpackage", options); },
        ThrowsMessage<UsageError>(AllOf(HasSubstr(option), HasSubstr(accepted))));
  };
  expect_refused({.board_x = 1}, "board_x", "2 to 37");
  expect_refused({.board_x = 38}, "board_x", "2 to 37");
  expect_refused({.board_y = -1}, "board_y", "2 to 37");
  expect_refused({.min_batch = 0}, "min_batch", "1 to ");
  expect_refused({.min_batch = 3, .max_batch = 2}, "max_batch", "3 to ");
  expect_refused({.max_batch = 1 << 30}, "max_batch", "1 to ");
  expect_refused({.precision = Precision::kFloat32, .fp16_io = true}, "fp16_io", "fp16");
  expect_refused({.author = "\xFF"}, "author", "UTF-8");
  expect_refused({.license = "\xC3"}, "license", "UTF-8");
  expect_refused({.description = "\xE9"}, "description", "UTF-8");
  EXPECT_THAT(NamesIn(folder.path()), IsEmpty());
}

TEST(Convert, TellsWhoHoldsWhatAtEachStep) {
  const TempDir folder;
  const fs::path network = WriteTinyFile(folder);
  const auto last_owners = [&](const ConvertOptions& options) {
    const TempDir out;
    std::vector<std::string> steps;
    Owners last;
    Convert(network, out.path() / "net.mlpackage", options,
            [&](std::string_view step, const Owners& owners) {
              steps.emplace_back(step);
              last = owners;
            });
    if (!options.stream_gzip && !steps.empty()) {
      // Before anything is parsed, the whole file is inflated.
      EXPECT_EQ(steps.front(), "inflate");
      steps.erase(steps.begin());
    }
    EXPECT_THAT(steps, ElementsAre("read", "build", "write", "publish"));
    return last;
  };
  // What the weights needed is gone by then.
  EXPECT_THAT(last_owners({}), UnorderedElementsAre(Key("MIL program")));
  const Owners seed = last_owners({.layer_streaming = false});
  EXPECT_THAT(seed, UnorderedElementsAre(Key("parsed weights"), Key("inflation window"),
                                         Key("MIL program"), Key("staging")));
  const Owners off =
      last_owners({.layer_streaming = false, .weight_views = false, .stream_gzip = false});
  EXPECT_THAT(
      off, UnorderedElementsAre(Key("parsed weights"), Key("inflated file"), Key("builder's copy"),
                                Key("listed copy"), Key("serializer's copy"), Key("MIL program"),
                                Key("staging")));
  EXPECT_EQ(off.at("inflated file"), fs::file_size(network));
  for (const char* copy : {"builder's copy", "listed copy", "serializer's copy"}) {
    EXPECT_EQ(off.at(copy), off.at("parsed weights")) << copy;
  }
}

}  // namespace
}  // namespace tidemark::converter
