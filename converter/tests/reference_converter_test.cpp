// Against what another converter wrote from the same networks.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/convert.h"
#include "converter/mil/tests/program_facts.h"
#include "converter/testing/fixtures.h"
#include "converter/testing/temp_dir.h"
#include "converter/tests/package_contents.h"

namespace tidemark::converter {
namespace {

namespace fs = std::filesystem;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAreArray;
using tidemark::testing::CheckContents;
using tidemark::testing::ContentsOf;
using tidemark::testing::CountOperations;
using tidemark::testing::Decoded;
using tidemark::testing::MainBlock;
using tidemark::testing::PackageContents;
using tidemark::testing::Signatures;
using tidemark::testing::TempDir;
using tidemark::testing::WeightOffsets;

fs::path NetworkFile(const fs::path& fixtures, const std::string& name) {
  return fixtures / "nets" / (name + ".bin.gz");
}

struct Hash {
  std::string network;
  Precision precision = Precision::kFloat16;
  uint64_t bytes = 0;
  std::string sha256;
};

// The lines of reference_hashes.txt: network, precision, bytes, digest.
std::vector<Hash> ReadHashes(const fs::path& fixtures) {
  std::vector<Hash> hashes;
  std::ifstream file(fixtures / "reference_hashes.txt");
  std::string network, precision, sha256;
  uint64_t bytes = 0;
  while (file >> std::ws) {
    if (file.peek() == '#') {
      std::getline(file, network);
    } else if (file >> network >> precision >> bytes >> sha256) {
      hashes.push_back({network, precision == "fp16" ? Precision::kFloat16 : Precision::kFloat32,
                        bytes, sha256});
    }
  }
  return hashes;
}

bool HasTransformers(const std::string& network) {
  return network.find("tfrs") != std::string::npos || network.find("tflrs") != std::string::npos;
}

TEST(ReferenceConverter, WeightFilesAreTheSameByteForByte) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  size_t compared = 0;
  for (const Hash& hash : ReadHashes(fixtures)) {
    if (HasTransformers(hash.network)) continue;
    const TempDir folder;
    const ConvertResult result =
        Convert(NetworkFile(fixtures, hash.network), folder.path() / "net.mlpackage",
                {.precision = hash.precision});
    const PackageContents contents = ContentsOf(folder.path() / "net.mlpackage");
    EXPECT_EQ(tidemark::testing::Sha256Hex(contents.weights), hash.sha256) << hash.network;
    EXPECT_EQ(result.weight_bytes, hash.bytes) << hash.network;
    EXPECT_THAT(CheckContents(contents), IsEmpty()) << hash.network;
    ++compared;
  }
  EXPECT_EQ(compared, 20U);
}

TEST(ReferenceConverter, ATrainedNetworkIsTheSameUnderEveryLeverSet) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  const fs::path network = NetworkFile(fixtures, "g170-b6c96-v8");
  const std::map<Precision, std::string> expected = {
      {Precision::kFloat32, "013cf631f21a8281d9b58e694ccfc04d6fb0aafe79807a27548190342904e080"},
      {Precision::kFloat16, "4dd744f0907d37bf45287ebf765a124c472f61116dc753bdc48fb6ab3a5599d9"}};
  for (const auto& [precision, sha256] : expected) {
    std::string model;
    const auto check = [&, &expected_sha256 = sha256](const ConvertOptions& options) {
      const TempDir folder;
      const ConvertResult result = Convert(network, folder.path() / "net.mlpackage", options);
      const PackageContents contents = ContentsOf(folder.path() / "net.mlpackage");
      EXPECT_EQ(tidemark::testing::Sha256Hex(contents.weights), expected_sha256);
      EXPECT_EQ(result.blobs, 67U);
      if (model.empty()) model = contents.model;
      EXPECT_EQ(contents.model, model);
    };
    check({.precision = precision});
    for (const bool views : {false, true}) {
      for (const bool stream : {false, true}) {
        check({.precision = precision,
               .layer_streaming = false,
               .weight_views = views,
               .stream_gzip = stream});
      }
    }
  }
}

// Operations that are no constants; those we share, so that their number is our own.
int Computing(const coreml::Model& model) {
  int computing = 0;
  for (const auto& [type, count] : CountOperations(model)) {
    if (type != "const") computing += count;
  }
  return computing;
}

coreml::Model ConvertedModel(const fs::path& network, const ConvertOptions& options) {
  const TempDir folder;
  Convert(network, folder.path() / "net.mlpackage", options);
  return Decoded(ContentsOf(folder.path() / "net.mlpackage").model);
}

TEST(ReferenceConverter, ProgramsHaveAsManyComputingOperations) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  const fs::path network = NetworkFile(fixtures, "g170-b6c96-v8");
  EXPECT_EQ(Computing(ConvertedModel(network, {.precision = Precision::kFloat32})), 413 - 236);
  EXPECT_EQ(Computing(ConvertedModel(network, {.max_batch = 8})), 429 - 244);
  EXPECT_EQ(Computing(ConvertedModel(network, {.identity_mask = true})), 370 - 232);
}

// The same operations on the same shapes in the same types, and the same weights at the same
// places; their order differs where it is free.
TEST(ReferenceConverter, ProgramsComputeTheSame) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  struct Recorded {
    std::string package;
    std::string network;
    ConvertOptions options;
  };
  const std::vector<Recorded> all = {
      {"g170-b6c96-v8-fp16", "g170-b6c96-v8", {.max_batch = 8}},
      {"rand-b5c24nbt-v15-fp16", "rand-b5c24nbt-v15", {}},
      {"rand-b5c24nbt-meta-v15-fp16io", "rand-b5c24nbt-meta-v15", {.fp16_io = true}},
      {"rand-b5c24nbt-v15-fp32-9x9",
       "rand-b5c24nbt-v15",
       {.precision = Precision::kFloat32, .board_x = 9, .board_y = 9, .identity_mask = true}},
  };
  for (const Recorded& recorded : all) {
    const coreml::Model theirs =
        Decoded(ContentsOf(fixtures / "packages" / (recorded.package + ".mlpackage")).model);
    const coreml::Model ours =
        ConvertedModel(NetworkFile(fixtures, recorded.network), recorded.options);
    EXPECT_THAT(Signatures(ours), UnorderedElementsAreArray(Signatures(theirs)))
        << recorded.package;
    EXPECT_EQ(WeightOffsets(ours), WeightOffsets(theirs)) << recorded.package;
    EXPECT_EQ(ours.specificationversion(), theirs.specificationversion()) << recorded.package;
    std::string our_inputs, their_inputs;
    for (const auto& input : ours.description().input()) our_inputs += input.SerializeAsString();
    for (const auto& input : theirs.description().input()) {
      their_inputs += input.SerializeAsString();
    }
    EXPECT_EQ(our_inputs, their_inputs) << recorded.package;
  }
}

// Transformer packages cannot be the same: tables that it repeats are shared here. But for those
// and their records they are as large.
TEST(ReferenceConverter, TransformersTakeNoMoreThanTheyDoThere) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  size_t compared = 0;
  for (const Hash& hash : ReadHashes(fixtures)) {
    if (!HasTransformers(hash.network)) continue;
    const TempDir folder;
    const ConvertResult result =
        Convert(NetworkFile(fixtures, hash.network), folder.path() / "net.mlpackage",
                {.precision = hash.precision});
    EXPECT_LT(result.weight_bytes, hash.bytes) << hash.network;
    uint64_t shared = 0;
    for (const DerivedTensor& table : result.derived) shared += table.unshared_bytes - table.bytes;
    EXPECT_LT(result.weight_bytes + shared, hash.bytes) << hash.network;
    EXPECT_GT(static_cast<double>(result.weight_bytes + shared),
              0.995 * static_cast<double>(hash.bytes))
        << hash.network;
    ++compared;
  }
  EXPECT_EQ(compared, 6U);
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
TEST(ReferenceConverter, TransformersHaveTheSameOperationsInTheSameTypes) {
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
    const coreml::Model ours = ConvertedModel(NetworkFile(fixtures, name), {});
    EXPECT_EQ(Typed(ours, compared), Typed(theirs, compared)) << package;
    for (const char* key : {"compute_precision", "io_precision"}) {
      EXPECT_EQ(ours.description().metadata().userdefined().at(key),
                theirs.description().metadata().userdefined().at(key))
          << package;
    }
    EXPECT_EQ(ours.specificationversion(), theirs.specificationversion());
  }
}

}  // namespace
}  // namespace tidemark::converter
