// Recorded cases of a real system against our reading and post-processing of them.

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "converter/io/byte_source.h"
#include "converter/network/network.h"
#include "converter/testing/fixtures.h"
#include "reference/cases/case_reader.h"
#include "reference/cases/compare.h"
#include "reference/cases/evaluation_keys.h"
#include "reference/cases/input_comparison.h"
#include "reference/cases/position_file.h"
#include "reference/inputs/encode_positions.h"
#include "reference/inputs/position_hash.h"
#include "reference/outputs/position_errors.h"
#include "reference/outputs/post_process.h"

namespace tidemark::reference {
namespace {

struct Header {
  int version = 0;
  converter::PostProcess constants = {};
};

// The first lines of a network file.
Header HeaderOf(const std::filesystem::path& file) {
  const auto source = converter::OpenStreamed(file);
  const auto bytes = source->Next().first(1000);
  std::istringstream text(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
  std::string name;
  int channels = 0;
  Header header;
  text >> name >> header.version >> channels >> channels;
  converter::PostProcess& constants = header.constants;
  if (header.version >= 13) {
    text >> constants.td_score >> constants.score_mean >> constants.score_stdev >> constants.lead >>
        constants.variance_time >> constants.shortterm_value_error >>
        constants.shortterm_score_error;
  }
  return header;
}

std::vector<std::filesystem::path> CaseFolders(const std::filesystem::path& fixtures) {
  std::vector<std::filesystem::path> folders;
  for (const auto& entry : std::filesystem::directory_iterator(fixtures / "cases")) {
    folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

// Within 1e-5, relative to what is larger than 1.
void ExpectClose(float actual, float recorded, const std::string& what) {
  EXPECT_NEAR(actual, recorded, 1e-5 * std::max(1.0F, std::abs(recorded))) << what;
}

void ExpectClose(const std::vector<float>& actual, const std::vector<float>& recorded,
                 const std::string& what) {
  ASSERT_EQ(actual.size(), recorded.size()) << what;
  for (size_t i = 0; i < actual.size(); ++i) {
    ExpectClose(actual[i], recorded[i], what + "[" + std::to_string(i) + "]");
    // Illegal moves are marked exactly.
    EXPECT_EQ(actual[i] == -1.0F, recorded[i] == -1.0F) << what << "[" << i << "]";
  }
}

TEST(RecordedCases, PostProcessingReproducesThem) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  size_t cases = 0;
  for (const auto& folder : CaseFolders(fixtures)) {
    const CaseSet set = ReadCases(folder);
    const Header header = HeaderOf(fixtures / "nets" / set.network());
    const PostProcessor post_processor(header.version, header.constants);
    for (size_t i = 0; i < set.size(); ++i, ++cases) {
      const std::string name = folder.filename().string() + " case " + std::to_string(i) + " ";
      const auto outputs = set.Outputs(i);
      const auto recorded = set.Evaluation(i);
      ASSERT_TRUE(outputs.has_value() && recorded.has_value()) << name;
      const PostProcessed actual = post_processor.Apply(*outputs, 0, set.Facts(i));
      for (const EvaluationKey& key : kEvaluationKeys) {
        ExpectClose(actual.*key.value, *recorded.*key.value, name + std::string(key.key));
      }
      ExpectClose(actual.policy, recorded->policy, name + "policy_probs");
      ExpectClose(actual.white_ownership, recorded->white_ownership, name + "white_ownership");
      EXPECT_LT(ErrorsBetween(*recorded, actual).winrate, 1e-6) << name;
    }
  }
  EXPECT_EQ(cases, 234U);
}

TEST(RecordedCases, FactsFollowRulesAndPlayer) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  const CaseSet set = ReadCases(fixtures / "cases" / "rules-g170-b6c96-v8");
  size_t with_no_result = 0;
  size_t white = 0;
  for (size_t i = 0; i < set.size(); ++i) {
    const PositionFacts facts = set.Facts(i);
    const auto recorded = set.Evaluation(i);
    ASSERT_TRUE(recorded.has_value());
    EXPECT_EQ(facts.no_result_possible, recorded->no_result > 0) << i;
    with_no_result += facts.no_result_possible ? 1 : 0;
    white += facts.white_to_move ? 1 : 0;
  }
  EXPECT_GT(with_no_result, 0U);
  EXPECT_LT(with_no_result, set.size());
  EXPECT_GT(white, 0U);
  EXPECT_LT(white, set.size());
}

// Positions are rebuilt from their moves; inputs and legal moves come out as they were recorded.
TEST(RecordedCases, EncodingReproducesThem) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  const SgfMetadata metadata = MetadataProfile(kDefaultMetadataProfile);
  InputComparison comparison;
  for (const auto& folder : CaseFolders(fixtures)) {
    const CaseSet set = ReadCases(folder);
    for (size_t i = 0; i < set.size(); ++i) {
      const std::string name = folder.filename().string() + " case " + std::to_string(i);
      const std::optional<Position> position = set.PositionOf(i);
      ASSERT_TRUE(position.has_value()) << name;
      const NetworkInputs recorded = set.Inputs(i);
      EncodeOptions options = {.features = {.pass_alive_suicide = position->pass_alive_suicide}};
      if (!recorded.metadata.empty()) options.metadata = metadata;
      comparison.Add(
          i, recorded,
          EncodePositions(std::span(&position->game, 1),
                          {.height = recorded.height, .width = recorded.width}, options));
      EXPECT_EQ(comparison.mismatches(), 0U) << name;
    }
  }
  EXPECT_EQ(comparison.cases(), 234U);
}

// The positions of KataGo's backend-error test, under the symmetries that it chooses: a function of
// the board, the history, the forbidden points, komi and rules.
TEST(RecordedPositions, AllEncodeWithTheHashesOfTheOriginal) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  const std::map<std::string, std::array<int, 8>> histograms = {
      {"9", {261, 294, 266, 247, 264, 246, 326, 275}},
      {"13", {292, 257, 275, 255, 260, 293, 250, 264}},
      {"19", {276, 280, 254, 281, 289, 294, 280, 293}},
      {"10x14", {19, 16, 12, 22, 22, 21, 15, 13}},
      {"rectangle", {78, 89, 81, 95, 97, 82, 76, 95}}};
  size_t positions = 0;
  for (const auto& [set, expected] : histograms) {
    std::array<int, 8> histogram = {};
    ReadPositionFile(
        fixtures / "positions" / ("katago-error-" + set + ".jsonl.gz"), {},
        [&](const Position& position, size_t) {
          const Board& board = position.game.board();
          EncodePositions(std::span(&position.game, 1),
                          {.height = board.height(), .width = board.width()});
          ++histogram[static_cast<size_t>(ErrorTestSymmetry(position.game).number())];
          ++positions;
          return true;
        },
        [](const std::string& warning) { ADD_FAILURE() << warning; });
    EXPECT_EQ(histogram, expected) << set;
  }
  EXPECT_EQ(positions, 7405U);
}

TEST(RecordedCases, ABatchIsItsCases) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  const CaseSet set = ReadCases(fixtures / "cases" / "rand-b5c24nbt-meta-v15");
  size_t cases = 0;
  std::vector<size_t> all(set.size());
  std::iota(all.begin(), all.end(), size_t{0});
  for (const std::vector<size_t>& batch : set.Batches(all, 5)) {
    const NetworkInputs inputs = set.Inputs(batch);
    ASSERT_EQ(static_cast<size_t>(inputs.batch), batch.size());
    for (size_t n = 0; n < batch.size(); ++n, ++cases) {
      const NetworkInputs one = set.Inputs(batch[n]);
      const NetworkInputs selected = inputs.Select(static_cast<int>(n));
      EXPECT_EQ(selected.spatial, one.spatial);
      EXPECT_EQ(selected.global, one.global);
      EXPECT_EQ(selected.metadata, one.metadata);
      EXPECT_EQ(one.metadata.size(), 192U);
      EXPECT_EQ(one.height, inputs.height);
    }
  }
  EXPECT_EQ(cases, set.size());
}

TEST(RecordedCases, EqualThemselves) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  const CaseSet set = ReadCases(fixtures / "cases" / "rand-b5c24nbt-v16");
  RawComparison comparison({});
  for (size_t i = 0; i < set.size(); ++i) {
    comparison.Add(i, *set.Outputs(i), *set.Outputs(i), set.Facts(i).board);
  }
  EXPECT_TRUE(comparison.pass());
  EXPECT_EQ(comparison.max_absolute(), 0);
}

}  // namespace
}  // namespace tidemark::reference
