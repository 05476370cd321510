#include "harness/report/json_report.h"

#include <filesystem>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/io/read_file.h"
#include "converter/testing/temp_dir.h"
#include "harness/report/json_text.h"
#include "harness/report/tests/hand_made_report.h"

namespace tidemark::harness {
namespace {

using converter::Json;
using converter::ParseStrictJson;
using testing::HandMadeCommandReport;
using testing::HandMadeReport;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::ThrowsMessage;

const std::filesystem::path kGolden =
    std::filesystem::path(TIDEMARK_SOURCE_DIR) / "harness/report/tests/hand_made_report.json";

TEST(JsonReport, MatchesTheGoldenFile) {
  EXPECT_EQ(JsonText(ReportToJson(HandMadeReport())), converter::ReadWholeFile(kGolden, 1 << 20));
}

TEST(JsonReport, ReadsBackAProfile) {
  Report report = testing::HandMadeProfiledReport();
  report.runs[1].profile.reset();
  report.runs[1].profile_reason = "nobody tells";
  const Json json = ReportToJson(report);
  const Json& layers = json["runs"][0]["profile"]["layers"];
  EXPECT_EQ(
      layers[0].dump(),
      R"({"backend":"ane","layer":"mask","operation":"cast","calls":1,"wall_s":0.00048828125,)"
      R"("gflop_per_s":null,"gflop_per_s_reason":"no product","operations":0,)"
      R"("weight_bytes":0,"activation_bytes":2888})");
  EXPECT_EQ(layers[1]["gflop_per_s"], 204.8);
  EXPECT_EQ(json["runs"][0]["samples"][0]["profile"].dump(),
            R"({"evaluations":4,"wall_s":[0.00048828125,0.005859375,0.001953125]})");
  EXPECT_EQ(json["runs"][1]["profile"], nullptr);
  EXPECT_EQ(json["runs"][1]["profile_reason"], "nobody tells");
  EXPECT_EQ(ReportToJson(ReportFromJson(json, "r.json")), json);
  EXPECT_FALSE(ReportToJson(HandMadeReport())["runs"][0].contains("profile"));
}

TEST(JsonReport, ReadsBackWhatItWrote) {
  const Json json = ReportToJson(HandMadeReport());
  const Report report = ReportFromJson(json, "r.json");
  EXPECT_EQ(ReportToJson(report), json);
  EXPECT_EQ(report.scenario, HandMadeReport().scenario);
  ASSERT_THAT(report.runs, SizeIs(2));
  EXPECT_EQ(report.runs[1].levers, SeedLevers());
  EXPECT_EQ(report.runs[0].samples[0].peak_rss_bytes, uint64_t{600} << 20);
  EXPECT_EQ(report.runs[0].samples[0].peak_footprint_bytes, std::nullopt);
  EXPECT_EQ(report.runs[0].samples[1].exit.signal, 11);
  EXPECT_EQ(report.runs[0].error, std::nullopt);
  EXPECT_EQ(report.runs[0].error_reason, "a sample crashed");
  EXPECT_EQ(report.runs[1].error->Of(reference::ErrorMetric::kPolicyKl)->max,
            std::numeric_limits<double>::infinity());
  EXPECT_EQ(report.effects[0].metrics[2].reason, "seed has no such figure");
  EXPECT_EQ(report.effects[0].metrics[0].difference->ci95->low, -481.0 * (1 << 20));
  EXPECT_EQ(report.environment.git_commit.reason, "not built from a git checkout");
  EXPECT_EQ(report.checks[1].status, CheckStatus::kFail);
  EXPECT_EQ(report.warnings, HandMadeReport().warnings);
}

TEST(JsonReport, KeepsComputedTables) {
  Report written = HandMadeReport();
  written.runs[0].artifact->derived = {
      {.what = "rotary sines", .layer = "rope", .bytes = 64, .unshared_bytes = 128},
      {.what = "rotation of pairs", .bytes = 16, .unshared_bytes = 224}};
  const Json json = ReportToJson(written);
  EXPECT_EQ(ReportFromJson(json, "r.json").runs[0].artifact, written.runs[0].artifact);
  const Json& tables = json.at("runs")[0].at("artifact").at("derived");
  EXPECT_EQ(tables[0].at("layer"), "rope");
  EXPECT_FALSE(tables[1].contains("layer"));
  EXPECT_FALSE(json.at("runs")[1].at("artifact").contains("derived"));
}

TEST(JsonReport, CommandsHaveNoModelNoFloorAndReasonsOfTheirOwn) {
  const Json json = ReportToJson(HandMadeCommandReport());
  EXPECT_EQ(json.at("model"), nullptr);
  EXPECT_EQ(json.at("model_reason"), "external commands alone were measured");
  EXPECT_EQ(json.at("floor").at("peak_rss_bytes_reason"),
            "the floor of another program is not known");
  EXPECT_EQ(json.at("scenario"),
            Json::parse(R"({"schema_version": 1, "name": "other", "lifecycle": "command",
              "command": ["/opt/other", "net bin", "--fast"], "repeats": 2, "warmup": 1,
              "timeout": "120s"})"));
  const Json& good = json.at("runs").at(0).at("samples").at(0);
  EXPECT_EQ(good.at("steady_rss_bytes_reason"),
            "nothing tells when a command is idle; see --steady-after of `harness measure`");
  EXPECT_EQ(good.at("trimmed_rss_bytes_reason"),
            "the allocator of another program cannot be told to trim");
  EXPECT_EQ(good.at("tree"), Json::parse(R"({"processes": 1, "largest_peak_rss_bytes": 52428800,
              "sampled_peak_rss_bytes": 41943040, "peak_from": "high_water_mark"})"));
  const Json& crashed = json.at("runs").at(0).at("samples").at(1);
  EXPECT_EQ(crashed.at("steady_rss_bytes_reason"),
            "the command ended before its memory came to rest");

  const Report report = ReportFromJson(json, "r.json");
  EXPECT_EQ(ReportToJson(report), json);
  EXPECT_EQ(report.scenario, HandMadeCommandReport().scenario);
  EXPECT_FALSE(report.model.has_value());
  EXPECT_EQ(report.runs[0].samples[1].tree->processes, 2U);
}

TEST(JsonReport, BytesAreWholeNumbersAndMissingOnesHaveReasons) {
  const Json json = ReportToJson(HandMadeReport());
  const Json& sample = json.at("runs").at(1).at("samples").at(0);
  EXPECT_EQ(sample.at("peak_rss_bytes").dump(), "125829120");
  EXPECT_EQ(sample.at("peak_footprint_bytes"), nullptr);
  EXPECT_EQ(sample.at("peak_footprint_bytes_reason"), "this system does not report it");
  EXPECT_EQ(json.at("runs").at(1).at("summary").at("peak_rss_bytes").at("median").dump(),
            "125829120");
  const Json& crashed = json.at("runs").at(0).at("samples").at(1);
  EXPECT_EQ(crashed.at("peak_rss_bytes"), nullptr);
  EXPECT_EQ(crashed.at("peak_rss_bytes_reason"),
            "the process ended before it was measured: crashed");
}

TEST(JsonReport, FilesAreReplacedWholeAndReadBack) {
  const tidemark::testing::TempDir folder;
  const auto file = folder.Write("report.json", "an older report");
  WriteJsonReport(HandMadeReport(), file);
  EXPECT_EQ(ReportToJson(ReadJsonReport(file)), ReportToJson(HandMadeReport()));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
  EXPECT_THROW(WriteJsonReport(HandMadeReport(), folder.path() / "none/report.json"), IoError);
}

TEST(JsonReport, CommittedBaselinesCanBeRead) {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(
           std::filesystem::path(TIDEMARK_SOURCE_DIR) / "results/baselines")) {
    const std::string name = entry.path().filename().string();
    // Their records are other files.
    if (!name.ends_with(".json") || name.ends_with(".baseline.json")) continue;
    EXPECT_NO_THROW(ReadJsonReport(entry.path())) << entry.path();
    ++count;
  }
  EXPECT_GE(count, 1);
}

TEST(JsonReport, TextsThatAreNotUtf8DoNotBreakTheFile) {
  Report report = HandMadeReport();
  report.warnings[0].message = "bad \xff byte";
  const Report read = ReportFromJson(ParseStrictJson(JsonText(ReportToJson(report)), "r"), "r");
  EXPECT_EQ(read.warnings[0].message, "bad \xef\xbf\xbd byte");
}

TEST(JsonReport, DamagedReportsAreRefusedWithTheirPlace) {
  struct Damage {
    std::function<void(Json&)> apply;
    std::string expected;
  };
  const std::vector<Damage> table = {
      {[](Json& json) { json = Json::array(); }, "r.json: expected an object, found a list"},
      {[](Json& json) { json.erase("kind"); }, "r.json: the key \"kind\" is missing"},
      {[](Json& json) { json["kind"] = "other"; }, "this is no report"},
      {[](Json& json) { json["schema_version"] = 2; },
       "r.json: this program reads schema_version 1 only (key schema_version)"},
      {[](Json& json) { json["extra"] = 1; }, "r.json: unknown key \"extra\"; accepted are "},
      {[](Json& json) { json["scenario"]["repeats"] = 0; }, "(key scenario.repeats)"},
      {[](Json& json) {
         json["shard"] = {{"index", 3}, {"count", 2}};
       },
       "expected 1 <= index <= count <= 10000 (key shard.index)"},
      {[](Json& json) { json["model"].erase("parameters"); },
       "r.json: the key \"parameters\" is missing (key model)"},
      {[](Json& json) { json["model"]["file_bytes"] = 1.5; },
       "found the number 1.5 (key model.file_bytes)"},
      {[](Json& json) { json["runs"][1]["samples"][0]["peak_rss_bytes"] = nullptr; },
       "r.json: the key \"peak_rss_bytes_reason\" goes with a null, and every null has one "
       "(key runs[1].samples[0])"},
      {[](Json& json) { json["runs"][1]["samples"][0]["peak_footprint_bytes"] = 5; },
       "the key \"peak_footprint_bytes_reason\" goes with a null"},
      {[](Json& json) { json["runs"][1]["samples"][0]["peak_footprint_bytes_reason"] = ""; },
       "expected a reason, found an empty text"},
      {[](Json& json) { json["runs"][1]["samples"][0]["repeat"] = "0"; },
       "found the text \"0\" (key runs[1].samples[0].repeat)"},
      {[](Json& json) { json["runs"][0]["samples"][0]["phases"][0]["end"]["rss_bytes"] = -1; },
       "found the number -1 (key runs[0].samples[0].phases[0].end.rss_bytes)"},
      {[](Json& json) { json["runs"][1]["error"]["policy_kl"]["max_reason"] = "large"; },
       "expected the reason \"infinite\" (key runs[1].error.policy_kl.max_reason)"},
      {[](Json& json) { json["runs"][1]["levers"]["magic"] = true; },
       "unknown key \"magic\"; accepted are weight_views, "},
      {[](Json& json) { json["effects"][0]["peak_rss_bytes"]["ci95"] = {1}; },
       "expected two numbers (key effects[0].peak_rss_bytes.ci95)"},
      {[](Json& json) { json["effects"][0]["speed"] = 1; }, "unknown key \"speed\""},
      {[](Json& json) { json["model"] = nullptr; }, "the key \"model_reason\" goes with a null"},
      {[](Json& json) { json["runs"][0]["command"] = "convert"; },
       "expected a list, found the text \"convert\" (key runs[0].command)"},
      {[](Json& json) { json["scenario"]["command"] = {"convert"}; },
       "does not go with the lifecycle \"engine\" (key scenario.command)"},
      {[](Json& json) { json["checks"][0]["status"] = "maybe"; },
       "expected pass, fail or skipped, found the text \"maybe\" (key checks[0].status)"},
  };
  const tidemark::testing::TempDir folder;
  for (const Damage& damage : table) {
    Json json = ReportToJson(HandMadeReport());
    damage.apply(json);
    EXPECT_THAT([&] { ReportFromJson(json, "r.json"); },
                ThrowsMessage<FormatError>(HasSubstr(damage.expected)))
        << damage.expected;
    // A file is read in pieces, with the same errors.
    const auto file = folder.Write("r.json", JsonText(json));
    EXPECT_THAT([&] { ReadJsonReport(file); },
                ThrowsMessage<FormatError>(HasSubstr(damage.expected)))
        << damage.expected;
  }
}

TEST(JsonReport, WhatAFileIsComesBeforeWhatIsWrongWithItsRuns) {
  const tidemark::testing::TempDir folder;
  Json json = ReportToJson(HandMadeReport());
  json["runs"][0]["samples"][1]["repeat"] = "0";
  json["schema_version"] = 2;
  EXPECT_THAT([&] { ReadJsonReport(folder.Write("r.json", json.dump())); },
              ThrowsMessage<FormatError>(HasSubstr("schema_version 1 only")));
  json["kind"] = "other";
  EXPECT_THAT([&] { ReadJsonReport(folder.Write("r.json", json.dump())); },
              ThrowsMessage<FormatError>(HasSubstr("this is no report")));
}

TEST(JsonReport, LeversThatOlderReportsDoNotKnowWereOff) {
  Json json = ReportToJson(HandMadeReport());
  json["runs"][1]["levers"].erase("stream_gzip");
  EXPECT_FALSE(ReportFromJson(json, "r.json").runs[1].levers.Has(Lever::kStreamGzip));
}

TEST(JsonReport, LayersThatOlderReportsDoNotHaveAreAbsent) {
  Json json = ReportToJson(HandMadeReport());
  EXPECT_EQ(ReportFromJson(json, "r.json").model->layers, HandMadeReport().model->layers);
  json["model"].erase("layers");
  const Report older = ReportFromJson(json, "r.json");
  EXPECT_FALSE(older.model->layers.has_value());
  EXPECT_EQ(ReportToJson(older), json);
}

TEST(JsonText, BreaksOnlyWhatDoesNotFitOnALine) {
  Json json = Json::parse(R"({"a": {"b": 1, "c": []}, "d": "x"})");
  EXPECT_EQ(JsonText(json), "{\"a\": {\"b\": 1, \"c\": []}, \"d\": \"x\"}\n");
  json["long"] = std::string(90, 'y');
  EXPECT_EQ(JsonText(json), "{\n  \"a\": {\"b\": 1, \"c\": []},\n  \"d\": \"x\",\n  \"long\": \"" +
                                std::string(90, 'y') + "\"\n}\n");
  const Json list(std::vector<int>(100, 7));
  EXPECT_EQ(JsonText(Json{{"timeline", list}}).find('\n', 2),
            JsonText(Json{{"timeline", list}}).rfind("\n}"));
}

}  // namespace
}  // namespace tidemark::harness
