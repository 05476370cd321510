#include <array>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "converter/error.h"
#include "converter/io/content_hash.h"
#include "converter/io/hex.h"
#include "converter/io/read_file.h"
#include "converter/package/blob_reader.h"
#include "converter/package/blob_writer.h"
#include "converter/testing/temp_dir.h"

namespace tidemark::converter {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;
using tidemark::testing::TempDir;

template <typename Element>
void WriteOne(BlobSink& sink, BlobType type, const std::vector<Element>& values) {
  const auto bytes = std::as_bytes(std::span(values));
  sink.BeginBlob(type, bytes.size());
  sink.WriteBlob(bytes);
  sink.EndBlob();
}

// Of the blobs, then of the header.
void ExpectDigest(const BlobWriter& writer, const std::string& file) {
  ContentHash hash;
  hash.Update(std::string_view(file).substr(64));
  hash.Update(std::string_view(file).substr(0, 64));
  EXPECT_EQ(ToHex(writer.digest()), ToHex(hash.Digest()));
}

// FP16 [1, -2, 0.5], then FP32 [1, 2].
std::string WriteExample(const std::filesystem::path& file) {
  BlobWriter writer(file);
  WriteOne<uint16_t>(writer, BlobType::kFloat16, {0x3C00, 0xC000, 0x3800});
  WriteOne<float>(writer, BlobType::kFloat32, {1.0F, 2.0F});
  writer.Finish();
  EXPECT_EQ(writer.blobs(), 2U);
  EXPECT_EQ(writer.bytes(), std::filesystem::file_size(file));
  const std::string bytes = ReadWholeFile(file, 1 << 20);
  ExpectDigest(writer, bytes);
  return bytes;
}

std::span<const std::byte> BytesOf(const std::string& text) {
  return std::as_bytes(std::span(text));
}

TEST(BlobWriter, WritesTheFormatByteForByte) {
  const TempDir folder;
  std::string expected(264, '\0');
  const auto put = [&](size_t at, std::string_view bytes) { bytes.copy(&expected[at], 24); };
  using std::string_view_literals::operator""sv;
  put(0x00, "\x02\0\0\0\x02\0\0\0"sv);
  put(0x40, "\xEF\xBE\xAD\xDE\x01\0\0\0\x06\0\0\0\0\0\0\0\x80\0\0\0\0\0\0\0"sv);
  put(0x80, "\x00\x3C\x00\xC0\x00\x38"sv);
  put(0xC0, "\xEF\xBE\xAD\xDE\x02\0\0\0\x08\0\0\0\0\0\0\0\x00\x01\0\0\0\0\0\0"sv);
  put(0x100, "\x00\x00\x80\x3F\x00\x00\x00\x40"sv);
  EXPECT_EQ(WriteExample(folder.path() / "weight.bin"), expected);
}

TEST(BlobWriter, PiecesAndLargeWritesGiveTheSameFile) {
  const TempDir folder;
  std::vector<std::byte> data(200'001);
  for (size_t i = 0; i < data.size(); ++i) data[i] = static_cast<std::byte>(i * 7 % 251);
  std::vector<std::string> files;
  for (const size_t piece : {size_t{3}, size_t{65'536}, data.size()}) {
    const auto file = folder.path() / std::to_string(piece);
    BlobWriter writer(file);
    writer.BeginBlob(BlobType::kFloat16, data.size());
    for (size_t at = 0; at < data.size(); at += piece) {
      writer.WriteBlob(std::span(data).subspan(at, std::min(piece, data.size() - at)));
    }
    writer.EndBlob();
    writer.Finish();
    files.push_back(ReadWholeFile(file, 1 << 20));
    ExpectDigest(writer, files.back());
  }
  EXPECT_EQ(files[0], files[1]);
  EXPECT_EQ(files[0], files[2]);
  EXPECT_EQ(files[0].size(), 128 + data.size());
}

TEST(BlobWriter, HoldsItsCallersToWhatTheyDeclared) {
  const TempDir folder;
  BlobWriter writer(folder.path() / "weight.bin");
  const std::array<std::byte, 4> bytes = {};
  writer.BeginBlob(BlobType::kFloat32, 4);
  EXPECT_THROW(writer.EndBlob(), std::logic_error);
  EXPECT_THROW(writer.BeginBlob(BlobType::kFloat32, 4), std::logic_error);
  writer.WriteBlob(bytes);
  EXPECT_THROW(writer.WriteBlob(bytes), std::logic_error);
  EXPECT_THROW(writer.Finish(), std::logic_error);
  writer.EndBlob();
  EXPECT_NO_THROW(writer.Finish());
}

// A file that may not grow stands for a full disk.
TEST(BlobWriter, AFailedWriteIsAnError) {
  const TempDir folder;
  const auto write = [&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {100'000, 100'000};
    setrlimit(RLIMIT_FSIZE, &limit);
    const std::vector<float> values(50'000);
    try {
      BlobWriter writer(folder.path() / "weight.bin");
      WriteOne(writer, BlobType::kFloat32, values);
      writer.Finish();
    } catch (const IoError& error) {
      std::fputs(error.what(), stderr);
      std::_Exit(7);
    }
    std::_Exit(0);
  };
  EXPECT_EXIT(write(), ::testing::ExitedWithCode(7), "weight.bin.*cannot write.*large");
}

TEST(BlobReader, ReadsWhatTheWriterWrote) {
  const TempDir folder;
  const std::string file = WriteExample(folder.path() / "weight.bin");
  const BlobReader reader(BytesOf(file), "weight.bin");
  EXPECT_EQ(reader.count(), 2U);
  EXPECT_THAT(reader.Offsets(), ElementsAre(64, 192));
  EXPECT_EQ(reader.At(64).type, BlobType::kFloat16);
  EXPECT_EQ(reader.At(64).data.size(), 6U);
  const BlobReader::Blob second = reader.At(192);
  EXPECT_EQ(second.type, BlobType::kFloat32);
  std::array<float, 2> values = {};
  ASSERT_EQ(second.data.size(), sizeof(values));
  std::memcpy(values.data(), second.data.data(), sizeof(values));
  EXPECT_THAT(values, ElementsAre(1.0F, 2.0F));
}

TEST(BlobReader, RefusesEveryShorterFile) {
  const TempDir folder;
  const std::string file = WriteExample(folder.path() / "weight.bin");
  for (size_t size = 0; size < file.size(); ++size) {
    // A copy of that size, so that a read past its end is one past an allocation.
    const std::vector<char> cut(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_THROW(BlobReader(std::as_bytes(std::span(cut)), "cut").Offsets(), FormatError) << size;
  }
}

TEST(BlobReader, RefusesDamagedFieldsAndNamesThePlace) {
  const TempDir folder;
  const std::string file = WriteExample(folder.path() / "weight.bin");
  const auto expect_refused = [&](size_t at, char byte, const std::string& what) {
    std::string damaged = file;
    damaged[at] = byte;
    EXPECT_THAT([&] { BlobReader(BytesOf(damaged), "weight.bin").Offsets(); },
                ThrowsMessage<FormatError>(AllOf(HasSubstr("weight.bin"), HasSubstr(what))));
  };
  expect_refused(0, 3, "ends before this record");
  expect_refused(4, 1, "version 1");
  expect_refused(0xC0, 0, "0xDEADBEEF");
  expect_refused(0xC4, 14, "element type 14");
  expect_refused(0xCF, 0x7F, "ends before this record's data");
  expect_refused(0xD7, 0x7F, "for its data");
  EXPECT_THROW(BlobReader(BytesOf(file), "w").At(0), FormatError);
  EXPECT_THROW(BlobReader(BytesOf(file), "w").At(128 + 1), FormatError);
  EXPECT_THROW(BlobReader(BytesOf(file), "w").At(~uint64_t{63}), FormatError);
}

}  // namespace
}  // namespace tidemark::converter
