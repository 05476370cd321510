// Network files that claim or inflate to more than any network is: what they may take until they
// are refused.

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

#include "converter/convert.h"
#include "converter/error.h"
#include "converter/io/tests/gzip_bytes.h"
#include "converter/network/tests/network_text.h"
#include "converter/testing/temp_dir.h"
#include "converter/tests/peak_growth.h"

namespace tidemark::converter {
namespace {

using tidemark::testing::TempDir;
using tidemark::testing::TinyFile;

constexpr uint64_t kMostGrowth = uint64_t{64} << 20;

void ExpectRefused(const TempDir& folder, const std::filesystem::path& network,
                   const std::string& message) {
  const auto growth = tidemark::testing::PeakGrowthOf([&] {
    try {
      Convert(network, folder.path() / "out.mlpackage", {});
      throw std::runtime_error("it was converted");
    } catch (const FormatError& error) {
      if (std::string(error.what()).find(message) == std::string::npos) {
        throw std::runtime_error(error.what());
      }
    }
  });
  ASSERT_TRUE(growth.has_value()) << "see above; expected: " << message;
  if (tidemark::testing::kMemoryIsItsOwn) {
    EXPECT_LE(*growth, kMostGrowth);
  }
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "out.mlpackage"));
}

// Trunks of 1,024 blocks at the limits of the format would be more than 10^11 weights.
std::string Claim(int kernel, int channels) {
  const std::string width = std::to_string(channels);
  const std::string taps = std::to_string(kernel);
  return "claim\n15\n22\n19\n20.0\n20.0\n20.0\n20.0\n40.0\n0.25\n150.0\n0\n0\n0\n0\n0\n0\n0\n0\n"
         "trunk\n1024\n" +
         width + "\n" + width + "\n" + width + "\n" + width + "\n" + width +
         "\n0\n0\n0\n0\n0\n0\nconv\n" + taps + "\n" + taps + "\n22\n" + width + "\n1\n1\n@BIN@";
}

TEST(HostileNetworks, AThousandBytesThatClaimHundredBillionWeights) {
  const TempDir folder;
  std::string claim = Claim(3, 16384);
  claim.resize(1024, '\0');
  ExpectRefused(folder, folder.Write("claim.bin", claim), "ends early");
  ExpectRefused(folder, folder.Write("claim.bin.gz", tidemark::testing::GzipOf(claim)),
                "ends early");
  ExpectRefused(folder, folder.Write("more.bin", Claim(15, 16384)), "accepted: at most 16777216");
  ExpectRefused(folder, folder.Write("more.bin", Claim(1'000'000, 16384)), "accepted");
  ExpectRefused(folder, folder.Write("more.bin", Claim(3, 2'000'000'000)), "accepted");
}

// A file of some MiB that inflates to a GiB: of zeros, of one token behind a network, and of
// weights that are all 0.
TEST(HostileNetworks, GzipBombs) {
  const TempDir folder;
  const auto bomb = [&](const std::string& head, char filler) {
    constexpr int kPieces = 256;
    const std::string piece(size_t{4} << 20, filler);
    std::string bytes;
    const auto sink = FastGzipSink(std::make_unique<tidemark::testing::StringSink>(bytes));
    sink->Write(head);
    for (int i = 0; i < kPieces; ++i) sink->Write(piece);
    sink->Finish();
    return folder.Write("bomb.bin.gz", bytes);
  };
  ExpectRefused(folder, bomb("", '\0'), "a token of more than");
  ExpectRefused(folder, bomb(TinyFile("tinyconv-v15", Encoding::kBinary), 'x'), "bytes follow");
  ExpectRefused(folder, bomb(Claim(15, 3000), '\0'), "a token of more than");
}

}  // namespace
}  // namespace tidemark::converter
