// How the items of a network file are laid out in bytes: text and binary, whitespace, the end.

#include <cstring>
#include <limits>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/network/network_reader.h"
#include "converter/network/tests/network_text.h"
#include "converter/testing/temp_dir.h"

namespace tidemark::converter {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;
using tidemark::testing::NetworkText;
using tidemark::testing::Parse;
using tidemark::testing::TinyFile;
using tidemark::testing::TinyNetwork;

constexpr std::string_view kNetwork = "tinyconv-v15";
constexpr std::string_view kMark = "@BIN@";

std::string Binary() { return TinyFile(kNetwork, Encoding::kBinary); }

void Overwrite(std::string& file, size_t at, std::string_view bytes) {
  file.replace(at, bytes.size(), bytes);
}

std::string BytesOf(float value) {
  std::string bytes(sizeof value, '\0');
  std::memcpy(bytes.data(), &value, sizeof value);
  return bytes;
}

void ExpectError(const std::string& file, const std::string& text) {
  EXPECT_THAT([&] { Parse(file); }, ThrowsMessage<FormatError>(HasSubstr(text)));
}

TEST(Container, ReadsTextAndBinaryAlike) {
  const TinyNetwork binary = Parse(Binary());
  const TinyNetwork text = Parse(TinyFile(kNetwork, Encoding::kText));
  ASSERT_EQ(binary.weights.size(), text.weights.size());
  for (uint32_t i = 0; i < binary.weights.size(); ++i) {
    const auto a = binary.weights[{i}];
    const auto b = text.weights[{i}];
    ASSERT_TRUE(std::equal(a.begin(), a.end(), b.begin(), b.end())) << i;
  }
}

TEST(Container, TheFirstArrayDecidesForAll) {
  std::string file = Binary();
  const size_t second = file.find(kMark, file.find("model.linear_global"));
  Overwrite(file, second, "1.0 2");
  ExpectError(file, "expected @BIN@");
}

TEST(Container, TheFilesNameDoesNotMatter) {
  const tidemark::testing::TempDir folder;
  const auto file = folder.Write("text.bin", TinyFile(kNetwork, Encoding::kText));
  DiscardSink sink;
  EXPECT_EQ(ReadNetwork(*OpenStreamed(file), sink).name, kNetwork);
}

TEST(Container, LinesMayEndInCarriageReturns) {
  EXPECT_EQ(Parse(NetworkText(kNetwork).Join("\r\n")).network.name, kNetwork);
  EXPECT_EQ(Parse(NetworkText(kNetwork).Join("\v\f\t ")).network.name, kNetwork);
}

TEST(Container, ArraysMayStandBehindUpTo100BytesOfWhitespace) {
  std::string file = Binary();
  const size_t mark = file.find(kMark);
  // One newline is there already.
  file.insert(mark, std::string(99, ' '));
  EXPECT_NO_THROW(Parse(file));
  file.insert(mark, " ");
  ExpectError(file, "more than 100 bytes of whitespace");
}

TEST(Container, OnlyWhitespaceMayStandBeforeAMark) {
  std::string file = Binary();
  file.insert(file.find(kMark, file.find("model.linear_global")), "x");
  ExpectError(file, "expected @BIN@");
}

TEST(Container, DataBeginsRightAfterTheMarkWhateverItsBytes) {
  for (const std::string_view start : {"\x0A\x20\x0D\x3D", "\x20\x20\x20\x20", "@BIN@BIN"}) {
    std::string file = Binary();
    const size_t data = file.find(kMark) + kMark.size();
    Overwrite(file, data, start);
    const TinyNetwork parsed = Parse(file);
    float first = 0;
    std::memcpy(&first, start.data(), sizeof first);
    EXPECT_EQ(parsed.weights[{0}].front(), first);
  }
}

TEST(Container, TheNewlineAfterAnArrayMayBeMissing) {
  std::string file = Binary();
  const std::string next = "\nmodel.linear_global\n";
  const size_t newline = file.find(next);
  ASSERT_NE(newline, std::string::npos);
  file.erase(newline, 1);
  EXPECT_EQ(Parse(file).network.trunk.initial_mat_mul.name, "model.linear_global");
}

TEST(Container, TheLastNewlineMayBeMissing) {
  std::string file = Binary();
  ASSERT_EQ(file.back(), '\n');
  file.pop_back();
  EXPECT_NO_THROW(Parse(file));
  file.pop_back();
  ExpectError(file, "the file ends early");
}

TEST(Container, OnlyWhitespaceMayFollow) {
  EXPECT_NO_THROW(Parse(Binary() + " \t\r\n\n"));
  ExpectError(Binary() + "\nx", "bytes follow the last array");
  ExpectError(Binary() + std::string(1, '\0'), "bytes follow the last array");
  ExpectError(Binary() + Binary(), "expected the end of the file (at byte 55717)");
}

TEST(Container, ValuesMustBeFiniteFromTheFirstToTheLast) {
  const std::string good = Binary();
  const size_t first = good.find(kMark) + kMark.size();
  const size_t last = good.size() - 1 - sizeof(float);
  for (const float value :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
        -std::numeric_limits<float>::infinity()}) {
    std::string file = good;
    Overwrite(file, first + 4 * 5, BytesOf(value));
    EXPECT_THAT([&] { Parse(file); },
                ThrowsMessage<FormatError>(
                    AllOf(HasSubstr("not finite"), HasSubstr("layer model.conv_spatial"),
                          HasSubstr("at byte " + std::to_string(first + 4 * 5)))));
    file = good;
    Overwrite(file, last, BytesOf(value));
    EXPECT_THAT([&] { Parse(file); }, ThrowsMessage<FormatError>(AllOf(
                                          HasSubstr("not finite"), HasSubstr("conv_ownership"),
                                          HasSubstr("at byte " + std::to_string(last)))));
  }
}

TEST(Container, TheSmallestAndLargestFloatsPass) {
  std::string file = Binary();
  const size_t first = file.find(kMark) + kMark.size();
  Overwrite(file, first, BytesOf(std::numeric_limits<float>::max()));
  Overwrite(file, first + 4, BytesOf(std::numeric_limits<float>::denorm_min()));
  const TinyNetwork parsed = Parse(file);
  EXPECT_EQ(parsed.weights[{0}][0], std::numeric_limits<float>::max());
  EXPECT_EQ(parsed.weights[{0}][1], std::numeric_limits<float>::denorm_min());
}

TEST(Container, FilesThatAreNoNetworkAreSaidToBeNone) {
  ExpectError("", "the file ends early");
  ExpectError("\x89PNG\r\n\x1A\n", "not a KataGo network");
  ExpectError("PK\x03\x04", R"(not a KataGo network: it begins with "PK\x03\x04")");
}

// A window that ends anywhere must not change what is read.
TEST(Container, IsIndependentOfTheWindow) {
  const tidemark::testing::TempDir folder;
  const auto file = folder.Write("net.bin", Binary());
  const std::string whole = Binary();
  for (const size_t window : std::initializer_list<size_t>{1, 2, 3, 5, 7, 64, 1000}) {
    TinyNetwork parsed;
    parsed.network = ReadNetwork(*OpenStreamed(file, window), parsed.weights);
    EXPECT_EQ(tidemark::testing::Encoded(
                  parsed.network, tidemark::testing::ValuesOf(parsed.weights), Encoding::kBinary),
              whole)
        << window;
  }
}

}  // namespace
}  // namespace tidemark::converter
