#include "harness/report/explanation.h"

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/io/strict_json.h"
#include "harness/report/owner_table.h"
#include "harness/report/tests/hand_made_report.h"

namespace tidemark::harness {
namespace {

using testing::HandMadeReport;
using ::testing::HasSubstr;
using testing::kMiB;
using ::testing::ThrowsMessage;

PhaseRecord Phase(const std::string& name, uint64_t peak, std::vector<Owner> owners) {
  PhaseRecord phase = {.name = name, .peak_rss_bytes = peak, .owners = std::move(owners)};
  phase.end.rss_bytes = peak;
  return phase;
}

// A life with its peak, 605 MiB, in `convert`; the floor is 5 MiB.
Sample Life() {
  Sample sample = {.exit = {.code = 0}, .peak_rss_bytes = 605 * kMiB};
  sample.phases = {
      Phase("load", 210 * kMiB, {{"engine weights", 100 * kMiB}, {"inflated file", 100 * kMiB}}),
      Phase("convert", 605 * kMiB,
            {{"builder's copy", 150 * kMiB},
             {"engine weights", 100 * kMiB},
             {"inflated file", 330 * kMiB}}),
      Phase("idle", 405 * kMiB, {{"engine weights", 100 * kMiB}, {"allocator slack", 290 * kMiB}})};
  return sample;
}

Report ReportOf(std::vector<Sample> samples) {
  Report report = HandMadeReport();
  report.runs.resize(1);
  report.runs[0].samples = std::move(samples);
  return report;
}

TEST(Explain, SaysWhoHoldsThePeakAndWhatWouldComeNext) {
  const std::vector<Explanation> all = Explain(ReportOf({Life()}));
  ASSERT_EQ(all.size(), 1U);
  ASSERT_TRUE(all[0].phase.has_value());
  const PhaseExplanation& phase = *all[0].phase;
  EXPECT_EQ(phase.peak.phase, "convert");
  EXPECT_EQ(phase.above_floor_bytes, static_cast<int64_t>(600 * kMiB));
  ASSERT_EQ(phase.owners.size(), 3U);
  EXPECT_EQ(phase.owners[0].owner, "inflated file");
  EXPECT_EQ(phase.owners[0].lever, "stream_gzip");
  EXPECT_EQ(phase.owners[1].lever, "weight_views");
  EXPECT_EQ(phase.attributed_bytes, 580 * kMiB);
  EXPECT_EQ(phase.unattributed_bytes, static_cast<int64_t>(20 * kMiB));
  EXPECT_EQ(phase.allowed_bytes, 60 * kMiB);
  EXPECT_TRUE(phase.adds_up());
  EXPECT_EQ(phase.next->phase, "idle");
  EXPECT_EQ(phase.next->bytes, 405 * kMiB);
  // 605 - 330 are less than what idle has, which has no inflated file.
  EXPECT_EQ(phase.without_largest->phase, "idle");
  EXPECT_EQ(phase.without_largest->bytes, 405 * kMiB);
}

TEST(Explain, TextForPeople) {
  EXPECT_EQ(ExplanationText(Explain(ReportOf({Life()})), /*bars=*/false),
            R"(off/ane: 605.0 MiB in convert, 600.0 MiB above the floor of 5.0 MiB
  inflated file   330.0 MiB  55.0 %  the whole network file, inflated
  builder's copy  150.0 MiB  25.0 %  the weights again, in the program's builder
  engine weights  100.0 MiB  16.7 %  the engine's network in float32
  unattributed     20.0 MiB   3.3 %  held by nobody that is known
lever stream_gzip would reduce inflated file, 330.0 MiB: the file is inflated through a bounded window
lever weight_views would reduce builder's copy, 150.0 MiB: the program refers to the parsed weights; only derived tensors are owned
lever release_weights would reduce engine weights, 100.0 MiB: the engine's float weights are freed at the first handle's creation, before its conversion
next is idle, 405.0 MiB
without inflated file the peak would be in idle, 405.0 MiB
)");
}

TEST(Explain, ALeverIsNamedOnceForAllThatItReduces) {
  Sample sample = Life();
  sample.phases[1].owners = {{"listed copy", 200 * kMiB},
                             {"builder's copy", 200 * kMiB},
                             {"activations", 100 * kMiB},
                             {"parsed weights", 5 * kMiB}};
  const std::string text = ExplanationText(Explain(ReportOf({sample})), /*bars=*/false);
  EXPECT_THAT(text, HasSubstr("lever weight_views would reduce listed copy, builder's copy, "
                              "400.0 MiB: "));
  // Less than a hundredth is not worth a line.
  EXPECT_THAT(text, ::testing::Not(HasSubstr("layer_streaming")));
}

TEST(Explain, TextWithBarsForTerminals) {
  EXPECT_THAT(ExplanationText(Explain(ReportOf({Life()})), /*bars=*/true),
              HasSubstr("  inflated file   330.0 MiB  55.0 %  #################\n"
                        "  builder's copy  150.0 MiB  25.0 %  ########\n"
                        "  engine weights  100.0 MiB  16.7 %  #####\n"
                        "  unattributed     20.0 MiB   3.3 %  #\n"));
}

TEST(Explain, JsonForPrograms) {
  const Report report = ReportOf({Life()});
  // The order of keys does not matter.
  const nlohmann::json json =
      nlohmann::json::parse(ExplanationToJson(report, Explain(report)).dump());
  EXPECT_EQ(json, nlohmann::json::parse(R"({
    "kind": "tidemark.explanation", "scenario": "hand", "metric": "rss", "floor_bytes": 5242880,
    "runs": [{"id": "off/ane", "repeat": 0, "samples": 1, "samples_agreeing_on_phase": 1,
      "lowest_peak_bytes": 634388480, "highest_peak_bytes": 634388480,
      "phase": {"name": "convert", "peak_bytes": 634388480, "above_floor_bytes": 629145600,
        "owners": [
          {"name": "inflated file", "bytes": 346030080, "lever": "stream_gzip"},
          {"name": "builder's copy", "bytes": 157286400, "lever": "weight_views"},
          {"name": "engine weights", "bytes": 104857600, "lever": "release_weights"}],
        "attributed_bytes": 608174080, "unattributed_bytes": 20971520, "allowed_bytes": 62914560,
        "adds_up": true,
        "next": {"phase": "idle", "bytes": 424673280},
        "without_largest": {"phase": "idle", "bytes": 424673280}}}]})"));
}

// A package with computed tables: how large they are, and which lever does what to them.
TEST(Explain, TellsWhatIsComputedAndWhichLeversDoNothingToIt) {
  Report report = ReportOf({Life()});
  report.runs[0].artifact =
      Artifact{.weight_bin_sha256 = "ab",
               .model_sha256 = "cd",
               .bytes = 20 * kMiB,
               .derived = {{.what = "rotary cosines",
                            .layer = "rope",
                            .bytes = 2 * kMiB,
                            .unshared_bytes = 4 * kMiB},
                           {.what = "rotary cosines", .bytes = kMiB, .unshared_bytes = 12 * kMiB},
                           {.what = "rotation of pairs", .bytes = 4096, .unshared_bytes = 57344}}};
  const std::vector<Explanation> explanations = Explain(report);
  const std::string text = ExplanationText(explanations, false);
  EXPECT_THAT(text, HasSubstr("3.0 MiB of the package's 20.0 MiB are computed, in no network file; "
                              "unshared they would be 16.1 MiB"));
  EXPECT_THAT(text, HasSubstr("rotary cosines     3.0 MiB  in 2"));
  EXPECT_THAT(text, HasSubstr("lever layer_streaming writes them row by row"));
  EXPECT_THAT(text, HasSubstr("these levers save none of them: stream_gzip, release_weights, "
                              "metadata_only_load, return_freed"));
  const nlohmann::json derived =
      nlohmann::json::parse(ExplanationToJson(report, explanations).dump())["runs"][0]["derived"];
  EXPECT_EQ(derived["bytes"], 3 * kMiB + 4096);
  EXPECT_EQ(derived["unshared_bytes"], 16 * kMiB + 57344);
  EXPECT_EQ(derived["tables"].size(), 3U);
  EXPECT_EQ(derived["tables"][0]["layer"], "rope");
  EXPECT_EQ(derived["tables"][1]["layer"], nullptr);
  EXPECT_EQ(derived["levers"].size(), kLeverCount);
  EXPECT_EQ(derived["levers"][1], nlohmann::json({{"id", "stream_gzip"}, {"effect", nullptr}}));
}

TEST(Explain, AnotherPhaseOnRequest) {
  const Explanation one = Explain(ReportOf({Life()}), {.phase = "load"}).at(0);
  EXPECT_EQ(one.phase->peak.phase, "load");
  // In the load, only metadata_only_load keeps the weights away.
  EXPECT_EQ(one.phase->owners.at(0).lever, "metadata_only_load");
  EXPECT_EQ(one.phase->next->phase, "convert");
}

TEST(Explain, TakesTheSampleWithTheMedianPeakAndSaysHowFarTheyDisagree) {
  Sample low = Life();
  low.repeat = 1;
  low.phases[1].peak_rss_bytes = 300 * kMiB;
  Sample high = Life();
  high.repeat = 2;
  high.phases[1].peak_rss_bytes = 700 * kMiB;
  Sample crashed = Life();
  crashed.repeat = 3;
  crashed.exit.status = "crashed";
  const auto all = Explain(ReportOf({high, Life(), low, crashed}));
  EXPECT_EQ(all.at(0).repeat, 0);
  EXPECT_EQ(all[0].samples, 3U);
  EXPECT_EQ(all[0].agreeing, 2U);
  EXPECT_THAT(ExplanationText(all, false),
              HasSubstr("of 3 samples, repeat 0 has the median peak; they reach from 405.0 MiB to "
                        "700.0 MiB, and disagree: 2 have their peak in this phase\n"));
}

TEST(Explain, TooMuchOrTooLittleIsSaid) {
  Sample sample = Life();
  sample.phases[1].owners = {{"engine weights", 100 * kMiB}};
  EXPECT_THAT(ExplanationText(Explain(ReportOf({sample})), false),
              HasSubstr("this does not add up: more than 60.0 MiB are unattributed"));
  sample.phases[1].owners = {{"somebody new", 630 * kMiB}};
  const auto all = Explain(ReportOf({sample}));
  EXPECT_EQ(all.at(0).phase->unattributed_bytes, -static_cast<int64_t>(30 * kMiB));
  EXPECT_TRUE(all[0].phase->adds_up());
  EXPECT_THAT(ExplanationText(all, false),
              HasSubstr("  unattributed  -30.0 MiB   -5.0 %  counted, but not all resident"));
  EXPECT_THAT(ExplanationText(all, false), HasSubstr("\nno lever reduces somebody new\n"));
}

TEST(Explain, WhatTheReportDoesNotTellIsNotGuessed) {
  Sample sample = Life();
  for (PhaseRecord& phase : sample.phases) phase.owners.clear();
  EXPECT_EQ(ExplanationText(Explain(ReportOf({sample})), false),
            "off/ane: the report does not tell who held memory in convert\n");
  for (PhaseRecord& phase : sample.phases) phase.peak_rss_bytes.reset();
  EXPECT_THAT(Explain(ReportOf({sample})).at(0).reason,
              HasSubstr("high-water marks could not be reset"));
  EXPECT_THAT(Explain(ReportOf({})).at(0).reason, HasSubstr("no process of this run ended well"));
  Report report = ReportOf({Life()});
  report.floor.peak_rss_bytes.reset();
  const converter::Json json = ExplanationToJson(report, Explain(report));
  EXPECT_TRUE(json["runs"][0]["phase"].is_null());
  EXPECT_THAT(json["runs"][0]["phase_reason"].get<std::string>(), HasSubstr("floor"));
}

TEST(Explain, UnknownRunsAndPhasesAreNamed) {
  const Report report = ReportOf({Life()});
  EXPECT_THAT([&] { Explain(report, {.run = "of/ane"}); },
              ThrowsMessage<UsageError>(HasSubstr("it has off/ane")));
  EXPECT_THAT([&] { Explain(report, {.phase = "open"}); },
              ThrowsMessage<UsageError>(HasSubstr("it has load, convert, idle")));
}

TEST(OwnerTable, NamesAreUniqueAndInTheSchema) {
  const converter::Json schema = converter::ReadStrictJson(
      std::filesystem::path(TIDEMARK_SOURCE_DIR) / "scenarios/sample.schema.json");
  const auto text =
      schema["$defs"]["owner"]["properties"]["name"]["description"].get<std::string>();
  std::set<std::string_view> names;
  for (const OwnerInfo& owner : KnownOwners()) {
    EXPECT_TRUE(names.insert(owner.name).second) << owner.name;
    EXPECT_THAT(text, HasSubstr("`" + std::string(owner.name) + "`"));
  }
}

TEST(OwnerTable, ALeverThatAppliesIsNoAdvice) {
  const OwnerInfo& weights = *FindOwner("engine weights");
  EXPECT_EQ(LeverAgainst(weights, "convert", {})->id, "release_weights");
  EXPECT_EQ(LeverAgainst(weights, "convert", SeedLevers())->id, "metadata_only_load");
  EXPECT_EQ(LeverAgainst(weights, "load", SeedLevers())->id, "metadata_only_load");
  EXPECT_EQ(LeverAgainst(weights, "load", AllLevers()), nullptr);
  EXPECT_EQ(LeverAgainst(*FindOwner("activations"), "evaluate", {}), nullptr);
  EXPECT_EQ(FindOwner("nobody"), nullptr);
}

TEST(Explanation, ALeverThatDoesNothingWithTheDevicesIsNoAdvice) {
  Report report = testing::HandMadeReport();
  RunRecord& run = report.runs[0];
  run.devices = {"ane", "gpu"};
  for (Sample& sample : run.samples) {
    for (PhaseRecord& phase : sample.phases) {
      phase.owners = {{.name = "engine weights", .bytes = 100 * testing::kMiB}};
    }
  }
  const auto advice = [&] { return Explain(report, {}).at(0).phase.value().owners.at(0).lever; };
  EXPECT_EQ(advice(), "");
  run.devices = {"ane"};
  EXPECT_EQ(advice(), "release_weights");
}

}  // namespace
}  // namespace tidemark::harness
