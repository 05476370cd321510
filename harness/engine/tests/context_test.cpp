#include "harness/engine/context.h"

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/io/read_file.h"
#include "converter/network/synthetic.h"
#include "converter/testing/temp_dir.h"
#include "reference/go/random_game.h"
#include "reference/inputs/encode_positions.h"

namespace tidemark::harness {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

// Remembers the phases, and what the engine held at the end of each.
class Phases final : public LifecycleObserver {
 public:
  explicit Phases(const LoadedNetwork& network) : network_(network) {}

  std::unique_ptr<PhaseScope> BeginPhase(std::string_view name) override {
    struct Scope final : PhaseScope {
      Scope(Phases& watcher, std::string_view phase) : owner(watcher), ended(phase) {
        owner.held_at_begin.push_back(owner.network_.weight_bytes());
      }
      void Note(const converter::Owners&) override {}
      void End(const converter::Owners&) override { owner.names.push_back(ended); }
      Phases& owner;
      std::string ended;
    };
    return std::make_unique<Scope>(*this, name);
  }

  std::vector<std::string> names;
  std::vector<uint64_t> held_at_begin;

 private:
  const LoadedNetwork& network_;
};

class ContextTest : public ::testing::Test {
 protected:
  void SetUp() override {
    converter::WriteSyntheticNetwork(
        converter::DescribeArchitecture(converter::FindArchitecture("b2c16"), {}), 0, file_,
        converter::Existing::kRefuse);
  }

  ContextOptions Options(LeverSet levers, std::vector<Device> devices = {Device::kAne}) const {
    ContextOptions options;
    options.devices = std::move(devices);
    options.levers = levers;
    options.convert.board_x = 9;
    options.convert.board_y = 9;
    options.work_directory = folder_.path();
    return options;
  }

  tidemark::testing::TempDir folder_;
  std::filesystem::path file_ = folder_.path() / "net.bin.gz";
  SilentObserver silent_;
};

TEST_F(ContextTest, WeightsAreReleasedBeforeTheConversion) {
  LoadedNetwork network(file_);
  ASSERT_GT(network.weight_bytes(), 0U);
  Context context(network, Options(SeedLevers()));
  EXPECT_FALSE(network.released());
  Phases phases(network);
  const Handle handle = context.CreateHandle(Device::kAne, phases);
  EXPECT_THAT(phases.names, ElementsAre("release", "convert", "open"));
  EXPECT_GT(phases.held_at_begin[0], 0U);
  EXPECT_EQ(phases.held_at_begin[1], 0U);
  EXPECT_TRUE(network.released());
}

TEST_F(ContextTest, ShapesStayReadableAfterTheRelease) {
  LoadedNetwork network(file_);
  network.ReleaseWeights();
  network.ReleaseWeights();
  EXPECT_EQ(network.network().trunk.channels, 16);
  EXPECT_EQ(network.network().trunk.blocks.size(), 2U);
  EXPECT_EQ(network.weight_bytes(), 0U);
  EXPECT_THAT([&] { network.weights(); }, ThrowsMessage<UsageError>(HasSubstr("shapes only")));
}

TEST_F(ContextTest, WeightsStayWithoutTheLever) {
  LoadedNetwork network(file_);
  LeverSet levers;
  levers.Add(Lever::kWeightViews);
  Context context(network, Options(levers));
  context.CreateHandle(Device::kAne, silent_);
  EXPECT_FALSE(network.released());
}

TEST_F(ContextTest, WeightsStayWithAGpuAmongTheDevices) {
  LoadedNetwork network(file_);
  Context context(network, Options(SeedLevers(), {Device::kAne, Device::kGpu}));
  EXPECT_FALSE(context.releases_weights());
  const uint64_t before = network.weight_bytes();
  context.CreateHandle(Device::kAne, silent_);
  EXPECT_FALSE(network.released());
  EXPECT_EQ(network.weight_bytes(), before);
}

TEST_F(ContextTest, ShapesOnlyIsAllThatAnAneNeeds) {
  LeverSet levers;
  levers.Add(Lever::kMetadataOnlyLoad);
  const std::vector<Device> ane = {Device::kAne};
  LoadedNetwork network(file_, LoadOptionsOf(ane, levers));
  EXPECT_EQ(network.weight_bytes(), 0U);
  EXPECT_TRUE(network.released());
  EXPECT_EQ(network.network().trunk.channels, 16);
  EXPECT_THROW(network.weights(), UsageError);
  Context context(network, Options(levers));
  EXPECT_TRUE(context.releases_weights());
  EXPECT_NE(context.CreateHandle(Device::kAne, silent_).backend, nullptr);
}

TEST_F(ContextTest, AGpuGetsItsWeightsWhateverTheLevers) {
  const std::vector<Device> both = {Device::kAne, Device::kGpu};
  LoadedNetwork network(file_, LoadOptionsOf(both, AllLevers()));
  EXPECT_GT(network.weight_bytes(), 0U);
  Context context(network, Options(AllLevers(), both));
  context.CreateHandle(Device::kAne, silent_);
  EXPECT_GT(network.weight_bytes(), 0U);
}

// Weights are checked although nobody keeps them.
TEST_F(ContextTest, ShapesOnlyRefusesBadWeights) {
  std::string bytes = converter::ReadWholeFile(file_, 1 << 20);
  bytes.resize(bytes.size() / 2);
  const auto cut = folder_.Write("cut.bin.gz", bytes);
  EXPECT_THROW(LoadedNetwork(cut, {.metadata_only = true}), FormatError);
}

TEST_F(ContextTest, MappedWeightsAreAnotherOwner) {
  // One whose convolutions are not so small that they are widened at load.
  converter::WriteSyntheticNetwork(
      converter::DescribeArchitecture(converter::FindArchitecture("b6c96"), {}), 0, file_,
      converter::Existing::kReplace);
  const auto held = [&](const LeverSet& levers) {
    LoadedNetwork network(file_);
    Context context(network, Options(levers));
    return context.CreateHandle(Device::kAne, silent_).backend->memory();
  };
  const BackendMemory read = held({});
  EXPECT_EQ(read.mapped_weight_bytes, 0U);
  LeverSet map;
  map.Add(Lever::kMapWeights);
  const BackendMemory mapped = held(map);
  EXPECT_GT(mapped.mapped_weight_bytes, 0U);
  EXPECT_EQ(mapped.weight_bytes + mapped.mapped_weight_bytes, read.weight_bytes);
}

TEST_F(ContextTest, EveryLeverSetEvaluatesToTheSameBits) {
  const reference::Game game = Replay(reference::RandomGame(9, 9, {}, 30, 0), 30);
  const auto inputs = EncodePositions(std::span(&game, 1), {.height = 9, .width = 9});
  std::vector<std::vector<float>> policies;
  for (const LeverSet& levers : {LeverSet(), SeedLevers(), AllLevers()}) {
    LoadedNetwork network(file_);
    Context context(network, Options(levers));
    policies.push_back(
        context.CreateHandle(Device::kAne, silent_).backend->Evaluate(inputs).policy);
  }
  EXPECT_EQ(policies[1], policies[0]);
  EXPECT_EQ(policies[2], policies[0]);
}

TEST_F(ContextTest, AGpuHandleIsRefusedOnceWeightsMayBeGone) {
  LoadedNetwork network(file_);
  Context context(network, Options(SeedLevers()));
  context.CreateHandle(Device::kAne, silent_);
  EXPECT_THAT([&] { context.CreateHandle(Device::kGpu, silent_); },
              ThrowsMessage<UsageError>(::testing::AllOf(HasSubstr("gpu"), HasSubstr("released"))));
}

TEST_F(ContextTest, HandlesCanBeMadeConcurrently) {
  LoadedNetwork network(file_);
  Context context(network, Options(SeedLevers()));
  const reference::Game game = Replay(reference::RandomGame(9, 9, {}, 30, 0), 30);
  const auto inputs = EncodePositions(std::span(&game, 1), {.height = 9, .width = 9});
  std::vector<std::vector<float>> policies(4);
  {
    std::vector<std::jthread> threads;
    for (std::vector<float>& policy : policies) {
      threads.emplace_back([&] {
        SilentObserver observer;
        policy = context.CreateHandle(Device::kAne, observer).backend->Evaluate(inputs).policy;
      });
    }
  }
  EXPECT_TRUE(network.released());
  ASSERT_FALSE(policies[0].empty());
  for (const std::vector<float>& policy : policies) EXPECT_EQ(policy, policies[0]);
}

TEST_F(ContextTest, PackagesGoAwayWithTheirUse) {
  LoadedNetwork network(file_);
  Context context(network, Options(SeedLevers()));
  context.CreateHandle(Device::kAne, silent_);
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
    EXPECT_EQ(entry.path(), file_);
  }
}

TEST_F(ContextTest, TheFirstPackageIsKeptOnRequest) {
  LoadedNetwork network(file_);
  ContextOptions options = Options(SeedLevers());
  options.keep_package = folder_.path() / "kept.mlpackage";
  Context context(network, options);
  context.CreateHandle(Device::kAne, silent_);
  EXPECT_TRUE(std::filesystem::exists(*options.keep_package / "Manifest.json"));
}

TEST_F(ContextTest, EveryLeverSetConvertsToTheSameBytes) {
  std::vector<std::string> hashes;
  for (const std::vector<std::string>& ids :
       std::vector<std::vector<std::string>>{{},
                                             {"weight_views"},
                                             {"stream_gzip"},
                                             {"release_weights"},
                                             {"layer_streaming"},
                                             {"seed"},
                                             {"all"}}) {
    LoadedNetwork network(file_);
    Context context(network, Options(ParseLevers(ids, "levers")));
    const Handle handle = context.CreateHandle(Device::kAne, silent_);
    hashes.push_back(handle.conversion->weight_digest + handle.conversion->model_digest);
  }
  for (const std::string& hash : hashes) EXPECT_EQ(hash, hashes[0]);
}

}  // namespace
}  // namespace tidemark::harness
