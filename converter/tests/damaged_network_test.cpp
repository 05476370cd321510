// Network files cut after every byte, and with a bit turned anywhere: each is an error that names
// the file, or the same package.

#include <filesystem>
#include <random>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/convert.h"
#include "converter/error.h"
#include "converter/io/atomic_file.h"
#include "converter/io/read_file.h"
#include "converter/network/network_writer.h"
#include "converter/testing/flip_bit.h"
#include "converter/testing/memory_folder.h"
#include "converter/testing/smallest_network.h"
#include "converter/testing/temp_dir.h"
#include "converter/tests/package_contents.h"

namespace tidemark::converter {
namespace {

namespace fs = std::filesystem;
using ::testing::StartsWith;
using tidemark::testing::ContentsOf;
using tidemark::testing::PackageContents;
using tidemark::testing::TempDir;

class DamagedNetwork : public ::testing::Test {
 protected:
  // Writes the network and converts it; returns the file's bytes.
  std::string Write(const std::string& name, Encoding encoding, bool gzip) {
    file_ = folder_.path() / name;
    auto sink = AtomicFile(file_, Existing::kRefuse);
    if (gzip) sink = GzipSink(std::move(sink), 9);
    const auto smallest = tidemark::testing::MakeSmallestNetwork();
    WriteNetwork(smallest.network, tidemark::testing::ValuesOf(smallest.weights), encoding, *sink);
    sink->Finish();
    EXPECT_TRUE(Converts()) << message_;
    whole_ = ContentsOf(package());
    fs::remove_all(package());
    return ReadWholeFile(file_, 1 << 20);
  }

  // Converts; if it fails, the error is of one line that begins with the file's name, and nothing
  // is left of the package.
  bool Converts() {
    try {
      Convert(file_, package(), {.sync = Sync::kNo});
      return true;
    } catch (const FormatError& error) {
      message_ = error.what();
    }
    EXPECT_THAT(message_, StartsWith(file_.string() + ": "));
    EXPECT_EQ(message_.find('\n'), std::string::npos) << message_;
    ++refused_;
    return false;
  }

  // Converts what is the whole network or nothing at all.
  void ExpectErrorOrWhole(size_t at) {
    if (!Converts()) return;
    EXPECT_EQ(ContentsOf(package()), whole_) << at;
    fs::remove_all(package());
  }

  // Cuts the file shorter and shorter.
  void CutEverywhere(size_t size) {
    while (size-- > 0) {
      fs::resize_file(file_, size);
      ExpectErrorOrWhole(size);
    }
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path()), fs::directory_iterator()), 1);
  }

  fs::path package() const { return folder_.path() / "net.mlpackage"; }

  tidemark::testing::TemporaryFilesInMemory in_memory_;
  TempDir folder_;
  fs::path file_;
  PackageContents whole_;
  std::string message_;
  size_t refused_ = 0;
};

TEST_F(DamagedNetwork, BinaryIsRefusedWhereverItIsCut) {
  const size_t size = Write("net.bin", Encoding::kBinary, false).size();
  CutEverywhere(size);
  EXPECT_EQ(refused_, size - 1) << "all but the last newline";
}

TEST_F(DamagedNetwork, GzipIsRefusedWhereverItIsCut) {
  const size_t size = Write("net.bin.gz", Encoding::kBinary, true).size();
  CutEverywhere(size);
  EXPECT_EQ(refused_, size);
}

TEST_F(DamagedNetwork, GzippedTextIsRefusedWhereverItIsCut) {
  const size_t size = Write("net.txt.gz", Encoding::kText, true).size();
  CutEverywhere(size);
  EXPECT_EQ(refused_, size);
}

// Only what the format leaves open may be turned: time, flags for the compressor, the system.
TEST_F(DamagedNetwork, AFlippedBitOfGzipIsRefusedOrMakesNoDifference) {
  const std::string bytes = Write("net.bin.gz", Encoding::kBinary, true);
  constexpr size_t kOpenHeaderBytes = 10;
  std::mt19937 random(5);
  size_t in_data = 0;
  for (int flip = 0; flip < 2000; ++flip) {
    const size_t at = random() % bytes.size();
    const int bit = static_cast<int>(random() % 8);
    in_data += at >= kOpenHeaderBytes ? 1U : 0U;
    tidemark::testing::FlipBit(file_, at, bit);
    ExpectErrorOrWhole(at);
    tidemark::testing::FlipBit(file_, at, bit);
  }
  EXPECT_EQ(ReadWholeFile(file_, 1 << 20), bytes);
  EXPECT_GE(refused_ + 20, in_data) << "all but bits that pad the deflated data";
}

}  // namespace
}  // namespace tidemark::converter
