// Files made to hurt: cut, damaged, and declaring what they do not hold.

#include <atomic>
#include <cstdlib>
#include <new>
#include <random>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/network/network_reader.h"
#include "converter/network/tests/network_text.h"

namespace {

// The largest piece of memory asked for since the last reset.
std::atomic<size_t> largest_request = 0;

void* Allocate(size_t size) {
  size_t seen = largest_request.load();
  while (size > seen && !largest_request.compare_exchange_weak(seen, size)) {
  }
  void* const memory = std::malloc(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void* operator new(size_t size) { return Allocate(size); }
void* operator new[](size_t size) { return Allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, size_t) noexcept { std::free(memory); }

namespace tidemark::converter {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;
using tidemark::testing::Encoded;
using tidemark::testing::Parse;
using tidemark::testing::TinyFile;
using tidemark::testing::TinyNetwork;
using tidemark::testing::ValuesOf;

class HostileTest : public ::testing::TestWithParam<std::string_view> {};

INSTANTIATE_TEST_SUITE_P(Hostile, HostileTest,
                         ::testing::Values("tinyconv-v8", "tinyconv-v15", "tinynbt-v15-meta"),
                         [](const auto& suite) {
                           std::string name(suite.param);
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

// Cut anywhere, on record boundaries and inside of arrays, a file is an error.
TEST_P(HostileTest, TruncatedFilesAreRefused) {
  const std::string file = TinyFile(GetParam(), Encoding::kBinary);
  // The last newline may be missing.
  const size_t complete = file.size() - 1;
  for (size_t length = 0; length < complete; ++length) {
    // Every token and mark, and every so often inside the arrays.
    const bool boundary = length == 0 || file[length - 1] == '\n' || file[length] == '\n' ||
                          file[length] == '@' || length % 61 == 0;
    if (!boundary) continue;
    EXPECT_THROW(Parse(std::string_view(file).substr(0, length)), FormatError) << length;
  }
}

// A damaged file is an error or a network of the same shape: never a crash, never a half of one.
TEST_P(HostileTest, FlippedBitsAreRefusedOrReadConsistently) {
  const std::string good = TinyFile(GetParam(), Encoding::kBinary);
  const uint64_t good_bytes = Parse(good).weights.bytes();
  std::mt19937 random(7);
  int refused = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string file = good;
    // Half of the flips where the tokens are dense, the rest anywhere.
    const size_t at = round % 2 == 0 ? random() % 300 : random() % file.size();
    file[at] = static_cast<char>(file[at] ^ (1 << (random() % 8)));
    try {
      const TinyNetwork parsed = Parse(file);
      EXPECT_EQ(parsed.weights.bytes(), good_bytes) << at;
      const std::string again =
          Encoded(parsed.network, ValuesOf(parsed.weights), Encoding::kBinary);
      const TinyNetwork reparsed = Parse(again);
      EXPECT_EQ(Encoded(reparsed.network, ValuesOf(reparsed.weights), Encoding::kBinary), again);
    } catch (const FormatError&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 100);
}

TEST_P(HostileTest, RandomPiecesAreRefused) {
  const std::string good = TinyFile(GetParam(), Encoding::kText);
  std::mt19937 random(11);
  for (int round = 0; round < 500; ++round) {
    std::string file = good;
    // Overwrites, removes or repeats a stretch.
    const size_t at = random() % file.size();
    const size_t length = std::min<size_t>(1 + random() % 40, file.size() - at);
    switch (random() % 3) {
      case 0:
        for (size_t i = 0; i < length; ++i) file[at + i] = static_cast<char>(random() & 0xFF);
        break;
      case 1:
        file.erase(at, length);
        break;
      default:
        file.insert(at, file.substr(at, length));
    }
    try {
      const TinyNetwork parsed = Parse(file);
      EXPECT_EQ(parsed.weights.size(), parsed.network.tensors.size());
    } catch (const FormatError&) {
      continue;
    }
  }
}

// A stem of `in` x `out` channels with a kernel of `kernel`, and no weights at all.
std::string Claim(int kernel, int out, bool binary) {
  std::string file =
      "claim\n15\n22\n19\n20.0\n20.0\n20.0\n20.0\n40.0\n0.25\n150.0\n0\n0\n0\n0\n0\n0\n0\n0\n"
      "trunk\n1024\n" +
      std::to_string(out) + "\n1\n1\n1\n1\n0\n0\n0\n0\n0\n0\n";
  file += "conv\n" + std::to_string(kernel) + "\n" + std::to_string(kernel) + "\n22\n" +
          std::to_string(out) + "\n1\n1\n";
  return file + (binary ? "@BIN@" : "0.5\n");
}

TEST(Hostile, DeclaredSizesSetNoMemoryAside) {
  constexpr size_t kAcceptable = size_t{4} << 20;
  for (const bool binary : {true, false}) {
    const std::string file = Claim(15, 3000, binary);
    largest_request = 0;
    EXPECT_THAT([&] { Parse(file); }, ThrowsMessage<FormatError>(HasSubstr("ends early")));
    EXPECT_LE(largest_request, kAcceptable);
  }
}

TEST(Hostile, MemoryGrowsWithTheBytesThatArrive) {
  // 2 MiB of zeros for an array that claims 59 MB.
  const std::string file = Claim(15, 3000, true) + std::string(size_t{2} << 20, '\0');
  largest_request = 0;
  EXPECT_THROW(Parse(file), FormatError);
  EXPECT_LE(largest_request, size_t{4} << 20);
}

TEST(Hostile, ArraysAboveTheLimitAreRefusedAtOnce) {
  // 15 x 15 x 16384 x 16384 values would not even be counted by 32 bits.
  std::string file = Claim(3, 16384, true);
  file += std::string(size_t{4} * 3 * 3 * 22 * 16384, '\0') + "\nglobal\n19\n16384\n@BIN@" +
          std::string(size_t{4} * 19 * 16384, '\0') +
          "\nordinary_block\nblock\nnorm\n16384\n1e-20\n0\n0\n@BIN@";
  for (int vector = 0; vector < 2; ++vector) {
    // Mean 0; variance 1.
    for (int c = 0; c < 16384; ++c) {
      file += vector == 0 ? std::string(4, '\0') : std::string("\0\0\x80\x3F", 4);
    }
    if (vector == 0) file += "\n@BIN@";
  }
  file += "\nact\nACTIVATION_RELU\nconv\n15\n15\n16384\n16384\n1\n1\n@BIN@";
  EXPECT_THAT([&] { Parse(file); },
              ThrowsMessage<FormatError>(HasSubstr("60397977600 values; accepted: at most")));
}

}  // namespace
}  // namespace tidemark::converter
