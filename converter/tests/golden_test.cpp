// Digests of packages of our own, recorded once: what changes them changes every user's packages.

#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "converter/convert.h"
#include "converter/mil/wire.h"
#include "converter/network/architecture.h"
#include "converter/network/synthetic.h"
#include "converter/testing/temp_dir.h"
#include "converter/testing/tiny_networks.h"
#include "converter/tests/package_contents.h"

namespace tidemark::converter {
namespace {

using tidemark::testing::ContentsOf;
using tidemark::testing::PackageContents;
using tidemark::testing::TempDir;

// Of a model without the version of the program that wrote it.
std::string ModelDigest(const PackageContents& contents) {
  coreml::Model model = tidemark::testing::Decoded(contents.model);
  model.mutable_description()->mutable_metadata()->mutable_userdefined()->erase(
      "converter_version");
  std::string bytes;
  AppendMessage(model, bytes);
  return tidemark::testing::Sha256Hex(bytes);
}

struct Golden {
  int version;
  std::string weights;
  std::string half_model;
  std::string float_model;
};

TEST(Golden, PackagesOfEveryVersion) {
  const std::vector<Golden> all = {
      {8, "636dac08ddfc5446a71d1ff8539fd36a103f6931bd1713faf3873a904a75f85d",
       "251d054ace5c461bb749544f93597d1353fd5a2a91e1665db90533172d5fdc99",
       "0b813eb0f5205fef3dad8336c1628f4a283a659b57c0e56916087fb2a2e18809"},
      {9, "8e8c79a7edbd986d1d13679b26896d8ef4b122c63a47c68698793e7cb9e67c8c",
       "eaceebe60f897a08721cc02286937ac3d1bc8daffd18196f8505b35098646cab",
       "67893a7acbcc0d55466d53a3b56cb3b2f3edc9e827cd4f4b446238dac2105046"},
      {10, "8e8c79a7edbd986d1d13679b26896d8ef4b122c63a47c68698793e7cb9e67c8c",
       "4fadc69758bbc2b6c346c3867b49f0c2d2fee2f57de9d06baaafe1dc04bbdae0",
       "578a63bb4510ecb4ac4c32f2e894d885a169f780f004dca0631075417566c900"},
      {11, "ec4d9b0a7bcbe3266760c7242fd18d7e819aa7164963db2f97ab27f111f14cba",
       "5a575584d926efbaaceb07fb4724453e35688878a4405d812a3e5bca537cdc3b",
       "b638529aa8c25fe979144bc7e279bc5dd19832d590db71894d17de4a9d944e09"},
      {12, "543316fad653d6c64bbc610d6b5a74ec84825e936051142b7948ded4706111d1",
       "384861b3901d5f8d7416ac36103cef88a526e8b8e0c13d944b5b901094c43346",
       "afcebc7adb21b7b78e8975dbc520e709029395da7eeec3284d14e2844b56a398"},
      {13, "543316fad653d6c64bbc610d6b5a74ec84825e936051142b7948ded4706111d1",
       "3577919c9dee286138ae04a59f68666d43cf1a009810ee5c921f0db85f4d823f",
       "e49732c7b9d4212a547065f8ff46f476f1e923c38382501a29662f7206a93efd"},
      {14, "543316fad653d6c64bbc610d6b5a74ec84825e936051142b7948ded4706111d1",
       "b78428268a7e8abcb4cab3bec571d01bc65ce7ebc1a5cdf6736a0f3fa921bc44",
       "6229eef6ae8b912b7df8bd5a2f4db5a0d5d64f85ffd517dd5c2bafdb51789d95"},
      {15, "6237cbed74c8cbd3c66d761f844b1ac532fdabefedc6fdf7b01b2debf99551a3",
       "5cabad6eb7047defa02ee0eb62deb07b240f5b1dc98467c90d01e3dab1ce5ab6",
       "c047e6ef9e14d0ce19f831f59329f8b3c186df8933c903a81d79805f7bad8b05"},
      {16, "38eaaa38cc14d788335ed1f7ff3e48a570789e5b807a6ac72c89fddee8751b69",
       "6f1f6dca569fc9690fa4f5a5ddca6a859bef2bda2669416d4b4d0499db4ecebe",
       "28a6497363b039b5f4e38db348662cbeda7ebee87177c4fe6dd63544c58549e7"},
      {17, "6237cbed74c8cbd3c66d761f844b1ac532fdabefedc6fdf7b01b2debf99551a3",
       "89ffac633f6ed731e1ac8fde16f2c9312e598ada74b8c1a1b8ebab4d9ac6e0f6",
       "b0f20063502e634331667c051298bbb2310f11f65d6b0a3f9ec1f16b5c29559a"},
  };
  for (const Golden& golden : all) {
    const TempDir folder;
    const Network network =
        DescribeArchitecture(FindArchitecture("b2c16"), {.version = golden.version});
    WriteSyntheticNetwork(network, 0, folder.path() / "net.bin.gz", Existing::kRefuse);
    Convert(folder.path() / "net.bin.gz", folder.path() / "half.mlpackage", {});
    const PackageContents half = ContentsOf(folder.path() / "half.mlpackage");
    EXPECT_EQ(tidemark::testing::Sha256Hex(half.weights), golden.weights) << golden.version;
    EXPECT_EQ(ModelDigest(half), golden.half_model) << golden.version;
    Convert(folder.path() / "net.bin.gz", folder.path() / "float.mlpackage",
            {.precision = Precision::kFloat32,
             .board_x = 9,
             .board_y = 13,
             .identity_mask = true,
             .max_batch = 4,
             .author = "A. Thor",
             .license = "MIT"});
    EXPECT_EQ(ModelDigest(ContentsOf(folder.path() / "float.mlpackage")), golden.float_model)
        << golden.version;
  }
}

// Tables of angles are in the weights: they are computed alike everywhere.
TEST(Golden, PackagesOfTransformers) {
  struct Transformer {
    Network network;
    Target target;
    std::string weights;
    std::string model;
  };
  const std::vector<Transformer> all = {
      {tidemark::testing::DescribeTinyNetwork("tinytf-v17"), Target::kMacOs12,
       "b8be1d196376eb8e05536b34b39ccf788ee0f3e0c4b45f9760bc22d100e576db",
       "befa3e07711f740bbbeb5b579a4a3861436736399668eb198a885cc368617460"},
      {tidemark::testing::DescribeTinyNetwork("tinynbttf-v17-q"), Target::kMacOs12,
       "afb4f035e7ef95a8d3bd00d0acf1abb54cf23c293407268c1bb05281ce25884c",
       "63a545a4a489dfbac0a42f9962d2981b8a5c1c61fec815de5b57a4ffa807ef43"},
      {tidemark::testing::DescribeWideTransformer(), Target::kMacOs12,
       "a573b3f19622d278dcd91d29c100556c7703009b97ce7176d279699b9cb53639",
       "eae8f23cc1d6f03a93619f2425709cf098e4af6c2c6c122489c68070698d9daf"},
      {tidemark::testing::DescribeWideTransformer(), Target::kMacOs15,
       "a573b3f19622d278dcd91d29c100556c7703009b97ce7176d279699b9cb53639",
       "2719660296bf58129287085c1923feffefec2be6564ea2c732ac81c8901569bb"},
  };
  for (const Transformer& golden : all) {
    const TempDir folder;
    WriteSyntheticNetwork(golden.network, 0, folder.path() / "net.bin.gz", Existing::kRefuse);
    Convert(folder.path() / "net.bin.gz", folder.path() / "net.mlpackage",
            {.target = golden.target, .max_batch = 4});
    const PackageContents contents = ContentsOf(folder.path() / "net.mlpackage");
    EXPECT_EQ(tidemark::testing::Sha256Hex(contents.weights), golden.weights)
        << golden.network.name;
    EXPECT_EQ(ModelDigest(contents), golden.model) << golden.network.name;
  }
}

}  // namespace
}  // namespace tidemark::converter
