// What a conversion holds at its peak, in multiples of the inflated network. Linux only: the peak
// is read from /proc.

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <unistd.h>

#include <gtest/gtest.h>
#include <sys/wait.h>

#include "converter/convert.h"
#include "converter/network/architecture.h"
#include "converter/network/synthetic.h"
#include "converter/testing/temp_dir.h"

namespace tidemark::converter {
namespace {

namespace fs = std::filesystem;
using tidemark::testing::TempDir;

// Runs in a process of its own, so that no memory of an earlier run is at hand.
int StatusOfChild(const std::function<int()>& work) {
  const pid_t child = fork();
  if (child == 0) {
    int status = 99;
    try {
      status = work();
    } catch (const std::exception& error) {
      std::fputs(error.what(), stderr);
    }
    std::_Exit(status);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// A field of /proc/self/status, in bytes.
uint64_t StatusField(const std::string& field) {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word) {
    if (word != field) continue;
    uint64_t kilobytes = 0;
    status >> kilobytes;
    return kilobytes * 1024;
  }
  return 0;
}

// Peak growth of a conversion over the inflated size, in hundredths.
int PeakRatio(const fs::path& network, const fs::path& package, const ConvertOptions& options) {
  return StatusOfChild([&] {
           const uint64_t before = StatusField("VmRSS:");
           const ConvertResult result = Convert(network, package, options);
           const uint64_t growth = StatusField("VmHWM:") - before;
           return static_cast<int>(growth * 100 / result.inflated_bytes / 4);
         }) *
         4;
}

TEST(ConvertMemory, EachLeverTakesItsCopiesAway) {
#if !defined(__linux__)
  GTEST_SKIP() << "the peak is read from /proc";
#elif defined(TIDEMARK_SANITIZED)
  GTEST_SKIP() << "sanitizers hold memory of their own";
#endif
  const TempDir folder;
  const fs::path network = folder.path() / "net.bin.gz";
  ASSERT_EQ(StatusOfChild([&] {
              const Architecture& architecture = FindArchitecture("b10c128");
              WriteSyntheticNetwork(DescribeArchitecture(architecture, {}), 0, network,
                                    Existing::kRefuse);
              return 0;
            }),
            0);
  const auto ratio = [&](bool views, bool stream) {
    const std::string name = std::to_string(views) + std::to_string(stream) + ".mlpackage";
    return PeakRatio(network, folder.path() / name, {.weight_views = views, .stream_gzip = stream});
  };
  // Inflated file, parsed network and three copies; a small network adds some tenths of its size.
  const int off = ratio(false, false);
  EXPECT_GE(off, 450);
  EXPECT_LE(off, 550);
  const int views = ratio(true, false);
  EXPECT_GE(views, 190);
  EXPECT_LE(views, 250);
  const int stream = ratio(false, true);
  EXPECT_GE(stream, 380);
  EXPECT_LE(stream, 440);
  EXPECT_LE(ratio(true, true), 140);
}

}  // namespace
}  // namespace tidemark::converter
