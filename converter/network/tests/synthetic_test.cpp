#include "converter/network/synthetic.h"

#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/network/network_reader.h"
#include "converter/testing/memory_sink.h"
#include "converter/testing/temp_dir.h"
#include "converter/testing/tiny_networks.h"

namespace tidemark::converter {
namespace {

struct Expected {
  std::string_view name;
  uint64_t bytes;
  std::string_view sha256;
};

void PrintTo(const Expected& expected, std::ostream* out) { *out << expected.name; }

struct Written {
  uint64_t bytes = 0;
  std::string sha256 = {};
};

Written HashOf(const Network& network, uint64_t seed) {
  tidemark::testing::HashSink sink;
  WriteNetwork(network, SyntheticValues(network, seed), Encoding::kBinary, sink);
  const uint64_t bytes = sink.count();
  return {.bytes = bytes, .sha256 = sink.TakeDigest()};
}

// Sizes and digests were computed independently of this code.
class EveryArchitecture : public ::testing::TestWithParam<Expected> {};

TEST_P(EveryArchitecture, HasItsBytes) {
  const Network network = DescribeArchitecture(FindArchitecture(GetParam().name), {});
  const Written written = HashOf(network, 0);
  EXPECT_EQ(written.bytes, GetParam().bytes);
  EXPECT_EQ(written.sha256, GetParam().sha256);
}

INSTANTIATE_TEST_SUITE_P(
    Synthetic, EveryArchitecture,
    ::testing::Values(Expected{"b6c96", 4'007'183,
                               "bb2b0f6dac93234f4f57ec83d6ad81a4b71d83fbd32616f362ba7f1b6cb3d426"},
                      Expected{"b10c128", 11'844'642,
                               "b4b8596f8bfdc1401a407193a081d22b57e754d5bdb7206ce01f5862d48f4f1b"},
                      Expected{"b15c192", 39'535'414,
                               "d2c5b8b892f7dc13c64b2b5630685d492099db30a9aecf6a005d7f567b6381d8"},
                      Expected{"b20c256", 93'719'317,
                               "70c3c48ff784fe464899b00be14dc7032f558ab00b9d8224cd61339eddd737b1"},
                      Expected{"b40c256", 186'627'829,
                               "092e2a8502bb981977629f93b189e39d07536a389039535a93c003f7709b7fed"},
                      Expected{"b60c320", 434'527'125,
                               "3a8f5bed338a591852d3f02d5c4c114b12d2d72b98e9b392d057897a4eeb19e9"},
                      Expected{"b10c384nbt", 58'868'660,
                               "decb80ecbefef53f5ce0b9ad605fa4be272f3075304799f75f4931af059b57c9"},
                      Expected{"b18c384nbt", 105'708'002,
                               "87b8ec2377280df004eeb42e2cf681b34106c7c7068771e9134e2b4bc72a68c3"},
                      Expected{"b28c512nbt", 291'771'625,
                               "aebd65f86fc16b47650f59b55a525701cab220bb2a6fd28dc65d0df8f1692f6c"},
                      Expected{"b40c768nbt", 931'058'138,
                               "2335696f6e9d5a89d53138818bf895202ab1a06db551a9cb86f8d89f89ca6e8c"},
                      Expected{"b18c384nbt-meta", 107'185'990,
                               "608f430182a37dd8e59e99b44de39445ead50d04c9fb545c40c74db73819a375"},
                      Expected{"b7c96h3tfrs", 3'281'196,
                               "560ec6c2cbcee8a87cf4682670701799564d35bd83059219ba2ed0754bd03042"},
                      Expected{"b7c96h6kv3qk32v16tflrs", 3'412'975,
                               "3d86d7296b10d6780fec6994d70e8961712aad13e2ab581a16d44a98d7392d8d"},
                      Expected{"b14c192h6tflrs", 25'122'302,
                               "3489d0409da85aa3ce3b192ec98d2886aa81b1ce380da5c7add778b94b373763"},
                      Expected{"b21c384h12tflrs", 149'778'895,
                               "f1633c60be2da00c4ad803a63ff67a2b5e75851c970cb6ea6a0c2f6876be8e7c"},
                      Expected{"b4c256h4nbttflrs", 8'294'300,
                               "7bf43ade295d7ff31ae201cebad0eff7c14f240e659bb895d87c91417e0953b8"},
                      Expected{"b10c384h6nbttflrs", 42'251'836,
                               "430d508ed0ed0eedc3411fd7517dc589b4a2d68d8a37d9c1901ebe47faa05f53"},
                      Expected{"b15c512h8nbttflrs", 119'549'801,
                               "93d9f55e0ee8abc376a5174b881536629bb1af26a28aecc2178f72af36ca2c4c"}),
    [](const auto& suite) {
      std::string name(suite.param.name);
      std::replace(name.begin(), name.end(), '-', '_');
      return name;
    });

class EveryTinyNetwork : public ::testing::TestWithParam<Expected> {};

TEST_P(EveryTinyNetwork, HasItsBytes) {
  const Written written = HashOf(tidemark::testing::DescribeTinyNetwork(GetParam().name), 0);
  EXPECT_EQ(written.bytes, GetParam().bytes);
  EXPECT_EQ(written.sha256, GetParam().sha256);
}

INSTANTIATE_TEST_SUITE_P(
    Synthetic, EveryTinyNetwork,
    ::testing::Values(Expected{"tinyconv-v8", 54'460,
                               "4c7671c2289c3953646f931380cb5709a3746bdd89477056ddd953be2a1c90f4"},
                      Expected{"tinyconv-v11", 54'726,
                               "17b9dff55487409e6a0ae6219ef12ed93bfe5ea31fff795d23bd62b3063b0706"},
                      Expected{"tinyconv-v14", 54'890,
                               "ac3db3912f12804d6ec099201cabe283d7b775863e4ec915ec870d918a36758a"},
                      Expected{"tinyconv-v15", 55'717,
                               "1d7e156f6b49514a3ea60be95b0f3df4b8e9e6da24b2c112f1092ec92a4d89ab"},
                      Expected{"tinyconv-v16", 55'845,
                               "48ddeb94deb84f661a510ae1e3570ab87e0880bba9b01f5187ff5b7479dace55"},
                      Expected{"tinynbt-v15-meta", 98'247,
                               "8166b9858ddf8b4ccf4df4e75f2e4bd8d123a698879475cfd94bc411daa2c014"},
                      Expected{"tinytf-v17", 165'012,
                               "e083479cd7043c2bdd03642967f672ec24f8c015a863970824648f6799575bff"},
                      Expected{"tinynbttf-v17-q", 101'170,
                               "44f6821e87c3f9bd4380cc33facdeda3a9139641508d47fdd7bf227a248316d7"}),
    [](const auto& suite) {
      std::string name(suite.param.name);
      std::replace(name.begin(), name.end(), '-', '_');
      return name;
    });

TEST(Synthetic, SmallArchitecturesHaveTheirSizes) {
  for (const auto& [name, bytes] :
       {std::pair("b2c16", uint64_t{55'710}), std::pair("b4c32", uint64_t{328'235}),
        std::pair("b5c192nbt", uint64_t{7'566'954})}) {
    EXPECT_EQ(HashOf(DescribeArchitecture(FindArchitecture(name), {}), 0).bytes, bytes) << name;
  }
}

TEST(Synthetic, ValuesAreAFunctionOfNameAndIndex) {
  const Network network = DescribeArchitecture(FindArchitecture("b6c96"), {});
  const TensorValues values = SyntheticValues(network, 0);
  const TensorId stem = network.trunk.initial_convolution.weights;
  std::vector<float> first(3);
  values(stem, 0, first);
  EXPECT_THAT(first, ::testing::ElementsAre(-0.0569278151F, 0.107921325F, -0.0621338375F));
  std::vector<float> whole(100), part(40);
  values(stem, 0, whole);
  values(stem, 60, part);
  EXPECT_TRUE(std::equal(part.begin(), part.end(), whole.begin() + 60));
}

TEST(Synthetic, SeedsGiveDifferentNetworksOfTheSameShape) {
  const Network network = tidemark::testing::DescribeTinyNetwork("tinyconv-v15");
  const Written zero = HashOf(network, 0);
  const Written one = HashOf(network, 1);
  EXPECT_EQ(zero.bytes, one.bytes);
  EXPECT_NE(zero.sha256, one.sha256);
}

TEST(Synthetic, IsWrittenAsAGzipFileThatReadsBack) {
  const tidemark::testing::TempDir folder;
  const auto file = folder.path() / "tiny.bin.gz";
  const auto tiny = tidemark::testing::MakeTinyNetwork("tinynbt-v15-meta");
  WriteSyntheticNetwork(tiny.network, 0, file, Existing::kRefuse);
  TensorStore weights;
  EXPECT_EQ(ReadNetwork(*OpenStreamed(file), weights).name, "tinynbt-v15-meta");
  ASSERT_EQ(weights.size(), tiny.weights.size());
  for (uint32_t i = 0; i < weights.size(); ++i) {
    EXPECT_THAT(weights[{i}], ::testing::ElementsAreArray(tiny.weights[{i}]));
  }
  EXPECT_THROW(WriteSyntheticNetwork(tiny.network, 0, file, Existing::kRefuse), UsageError);
  EXPECT_NO_THROW(WriteSyntheticNetwork(tiny.network, 0, file, Existing::kReplace));
}

}  // namespace
}  // namespace tidemark::converter
