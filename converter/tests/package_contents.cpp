#include "converter/tests/package_contents.h"

#include <set>
#include <span>

#include <gtest/gtest.h>

#include "converter/io/content_hash.h"
#include "converter/io/hex.h"
#include "converter/io/read_file.h"
#include "converter/io/sha256.h"
#include "converter/mil/tests/program_facts.h"
#include "converter/package/blob_reader.h"
#include "converter/package/package_reader.h"

namespace tidemark::testing {

namespace fs = std::filesystem;

PackageContents ContentsOf(const fs::path& package) {
  constexpr uint64_t kMaxBytes = uint64_t{1} << 30;
  std::set<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(package)) {
    if (!entry.is_directory()) files.insert(fs::relative(entry.path(), package).string());
  }
  const std::set<std::string> expected = {"Manifest.json", "Data/com.apple.CoreML/model.mlmodel",
                                          "Data/com.apple.CoreML/weights/weight.bin"};
  EXPECT_EQ(files, expected);
  const converter::PackageReader reader(package);
  return {converter::ReadWholeFile(package / "Manifest.json", kMaxBytes), reader.ReadModel(),
          converter::ReadWholeFile(reader.WeightFile("@model_path/weights/weight.bin"), kMaxBytes)};
}

coreml::Model Decoded(const std::string& model) {
  coreml::Model decoded;
  EXPECT_TRUE(decoded.ParseFromString(model));
  return decoded;
}

std::string ContentHashHex(std::string_view bytes) {
  converter::ContentHash hash;
  hash.Update(bytes);
  return converter::ToHex(hash.Digest());
}

std::string Sha256Hex(std::string_view bytes) {
  converter::Sha256 hash;
  hash.Update(bytes);
  return converter::ToHex(hash.Finish());
}

std::vector<std::string> CheckContents(const PackageContents& contents) {
  const coreml::Model model = Decoded(contents.model);
  std::vector<std::string> problems = CheckModel(model);
  if (!problems.empty()) return problems;

  const converter::BlobReader blobs(std::as_bytes(std::span(contents.weights)), "weight.bin");
  const std::vector<uint64_t> offsets = blobs.Offsets();
  std::set<uint64_t> unused(offsets.begin(), offsets.end());
  for (const mil::Operation& operation : MainBlock(model).operations()) {
    const auto value = operation.attributes().find("val");
    if (value == operation.attributes().end() || !value->second.has_blobfilevalue()) continue;
    const mil::TensorType& type = value->second.type().tensortype();
    const bool half = type.datatype() == mil::FLOAT16;
    uint64_t bytes = half ? 2 : 4;
    for (const mil::Dimension& dimension : type.dimensions()) bytes *= dimension.constant().size();
    const uint64_t offset = value->second.blobfilevalue().offset();
    const converter::BlobReader::Blob blob = blobs.At(offset);
    if (blob.data.size() != bytes || half != (blob.type == converter::BlobType::kFloat16)) {
      problems.push_back(operation.outputs(0).name() + ": its blob has another type or size");
    }
    unused.erase(offset);
  }
  for (const uint64_t offset : unused) {
    problems.push_back("nothing refers to the blob at " + std::to_string(offset));
  }
  return problems;
}

}  // namespace tidemark::testing
