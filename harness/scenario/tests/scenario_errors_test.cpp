#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "harness/scenario/scenario_reader.h"

namespace tidemark::harness {
namespace {

using converter::Json;
using converter::JsonValue;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

// A change to a good scenario (a merge patch, RFC 7396), and what the error must say of it.
struct Bad {
  std::string change;
  std::string expected;
};

constexpr char kGood[] = R"({
  "schema_version": 1, "name": "good", "model": {"synthesize": "b18c384nbt"},
  "lever_sets": {"off": [], "seed": ["weight_views", "stream_gzip", "release_weights"]},
  "limits": {"seed/ane": {"peak_rss": "140MiB"}}})";

std::string ErrorOf(const std::string& change) {
  Json json = Json::parse(kGood);
  json.merge_patch(Json::parse(change));
  try {
    ParseScenario(json.dump(), "s.json", "");
  } catch (const FormatError& error) {
    return error.what();
  }
  return "no error";
}

TEST(ScenarioErrors, TheUnchangedScenarioIsGood) { EXPECT_EQ(ErrorOf("{}"), "no error"); }

TEST(ScenarioErrors, NameTheKeyAndWhatIsAccepted) {
  const std::vector<Bad> table = {
      {R"({"repeat": 5})",
       "s.json: unknown key \"repeat\"; accepted are $schema, schema_version, name, description, "
       "model, board, precision, gpu_precision, batch, lifecycle, command, devices, "
       "lever_sets, repeats, positions, "
       "warmup, profile, timeout, "
       "settle, limits, leaks (key repeat)"},
      {R"({"leaks": {"seeds": {"phase": "load", "size": "1MiB"}}})",
       "s.json: there is no lever set \"seeds\" (key leaks.seeds)"},
      {R"({"leaks": {"seed": {"phase": "parse", "size": "1MiB"}}})",
       "s.json: there is no phase \"parse\"; known are start, load, release, convert, "
       "compile, open, upload, warmup, evaluate, idle (key leaks.seed.phase)"},
      {R"({"leaks": {"seed": {"phase": "load", "size": 1}}})", "with a unit, as in \"2MiB\""},
      {R"({"leaks": {"seed": {"phase": "load", "size": "2GiB"}}})", "at most 1GiB"},
      {R"({"limits": {"off/ane": {"saves_peak_rss": "1MiB"}}})",
       "s.json: the baseline itself saves nothing (key limits.off/ane.saves_peak_rss)"},
      {R"({"schema_version": null})", "s.json: the key \"schema_version\" is missing"},
      {R"({"schema_version": 2})",
       "s.json: this program reads schema_version 1 only (key schema_version)"},
      {R"({"schema_version": "1"})", "found the text \"1\" (key schema_version)"},
      {R"({"name": null})", "s.json: the key \"name\" is missing"},
      {R"({"name": 5})", "s.json: expected a text, found the number 5 (key name)"},
      {R"({"name": "a/b"})", "s.json: \"a/b\" is not a name; expected up to 64 letters, digits, "},
      {R"({"name": ""})", "\"\" is not a name"},
      {R"({"model": null})", "s.json: the key \"model\" is missing"},
      {R"({"model": "b18"})", "s.json: expected an object, found the text \"b18\" (key model)"},
      {R"({"model": {"synthesize": null}})",
       "s.json: either \"path\" or \"synthesize\" is needed (key model)"},
      {R"({"model": {"path": "x.bin"}})", "s.json: synthesize does not go with path (key model)"},
      {R"({"model": {"synthesize": null, "path": "x.bin", "seed": 1}})",
       "s.json: seed does not go with path (key model)"},
      {R"({"model": {"synthesize": null, "path": ""}})",
       "s.json: expected a path, found an empty text (key model.path)"},
      {R"({"model": {"sythesize": "b6c96"}})",
       "accepted are path, synthesize, version, seed, activation (key model.sythesize)"},
      {R"({"model": {"synthesize": "b19"}})", "(key model.synthesize)"},
      {R"({"model": {"version": 18}})",
       "s.json: expected a whole number from 8 to 17, found the number 18 (key model.version)"},
      {R"({"model": {"seed": -1}})",
       "s.json: expected a whole number from 0, found the number -1 (key model.seed)"},
      {R"({"model": {"activation": "gelu"}})",
       "s.json: unknown activation \"gelu\"; known are identity, relu, mish, silu "
       "(key model.activation)"},
      {R"({"board": 19})", "s.json: expected a text, found the number 19 (key board)"},
      {R"({"board": "19"})",
       "s.json: \"19\" is not a board; expected width x height, each 2 to 37, as in \"19x19\" "
       "(key board)"},
      {R"({"board": "19x38"})", "\"19x38\" is not a board"},
      {R"({"board": "1x19"})", "\"1x19\" is not a board"},
      {R"({"board": "19x19x"})", "\"19x19x\" is not a board"},
      {R"({"board": "99999999999x9"})", "is not a board"},
      {R"({"precision": "int8"})",
       "s.json: unknown precision \"int8\"; known are fp16, fp32 (key precision)"},
      {R"({"batch": 0})",
       "s.json: expected a whole number from 1 to 256, found the number 0 (key batch)"},
      {R"({"batch": 1.5})", "found the number 1.5 (key batch)"},
      {R"({"devices": ["ane"]})",
       "s.json: expected a list, found the text \"ane\" (key devices[0])"},
      {R"({"devices": []})", "s.json: expected at least one list of devices (key devices)"},
      {R"({"devices": [[]]})", "s.json: expected at least one device (key devices[0])"},
      {R"({"gpu_precision": "fp16"})", "s.json: no list of devices has a gpu (key gpu_precision)"},
      {R"({"devices": [["npu"]]})",
       "s.json: unknown device \"npu\"; known are ane, gpu (key devices[0][0])"},
      {R"({"devices": [["ane", "ane"]]})",
       "s.json: the device \"ane\" stands twice (key devices[0][1])"},
      {R"({"devices": [["ane"], ["ane"]]})",
       "s.json: the list \"ane\" stands twice (key devices[1])"},
      {R"({"lever_sets": null})", "s.json: the key \"lever_sets\" is missing"},
      {R"({"lever_sets": [], "limits": null})",
       "s.json: expected an object, found a list (key lever_sets)"},
      {R"({"lever_sets": {"off": null, "seed": null}, "limits": null})",
       "s.json: expected at least one lever set (key lever_sets)"},
      {R"({"lever_sets": {"a/b": []}})", "\"a/b\" is not a name"},
      {R"({"lever_sets": {"seed": ["weight_view"]}})",
       "s.json: unknown lever \"weight_view\"; known are weight_views, stream_gzip, "
       "release_weights"},
      {R"({"lever_sets": {"seed": ["weight_view"]}})", "(key lever_sets.seed)"},
      {R"({"lever_sets": {"seed": [1]}})",
       "s.json: expected a text, found the number 1 (key lever_sets.seed[0])"},
      {R"({"lever_sets": {"seed": ["stream_gzip", "stream_gzip"]}})",
       "s.json: the lever \"stream_gzip\" stands twice (key lever_sets.seed[1])"},
      {R"({"lever_sets": {"seed": "weight_views"}})",
       "s.json: expected a list of lever ids, or \"none\", \"seed\" or \"all\" (key "
       "lever_sets.seed)"},
      {R"({"lever_sets": {"off": ["weight_views"]}})",
       "s.json: the lever set \"off\" is the baseline: it can have no levers "
       "(key lever_sets.off)"},
      {R"({"repeats": 0})",
       "s.json: expected a whole number from 1 to 1000, found the number 0 (key repeats)"},
      {R"({"repeats": "5"})", "found the text \"5\" (key repeats)"},
      {R"({"positions": {}})",
       "s.json: exactly one of \"sgf\", \"jsonl\", \"cases\" and \"random\" is needed (key "
       "positions)"},
      {R"({"positions": {"sgf": ["a"], "cases": "c"}})",
       "one of \"sgf\", \"jsonl\", \"cases\" and \"random\" is needed"},
      {R"({"positions": {"random": 0}})",
       "s.json: expected a whole number from 1 to 4096, found the number 0 "
       "(key positions.random)"},
      {R"({"positions": {"sgf": []}})", "s.json: expected at least one game (key positions.sgf)"},
      {R"({"positions": {"sgf": "a.sgf"}})",
       "s.json: expected a list, found the text \"a.sgf\" (key positions.sgf)"},
      {R"({"positions": {"sgf": ["a", ""]}})", "found an empty text (key positions.sgf[1])"},
      {R"({"positions": {"jsonl": "a", "every": 0}})",
       "s.json: expected a whole number from 1 to 10000, found the number 0 "
       "(key positions.every)"},
      {R"({"positions": {"cases": "c", "every": 2}})",
       "s.json: \"every\" goes with \"sgf\" and \"jsonl\" only (key positions.every)"},
      {R"({"positions": {"synthetic": 8}})",
       "s.json: unknown key \"synthetic\"; accepted are sgf, jsonl, every, cases, random "
       "(key positions.synthetic)"},
      {R"({"warmup": -1})", "from 0 to 1000, found the number -1 (key warmup)"},
      {R"({"profile": 1})", "s.json: expected true or false, found the number 1 (key profile)"},
      {R"({"timeout": 120})", "s.json: expected a time with a unit, as in \"0.5s\" (key timeout)"},
      {R"({"timeout": "120"})",
       "s.json: \"120\" is a number without a unit; write a time as \"0.5s\" (units ms, s, m, h) "
       "(key timeout)"},
      {R"({"timeout": "0s"})",
       "s.json: expected a time from 0.1s to 86400s, found \"0s\" (key timeout)"},
      {R"({"settle": {"min": "6s"}})",
       "s.json: \"min\" (6s) is more than \"max\" (5s) (key settle)"},
      {R"({"settle": {"max": "11m"}})",
       "s.json: expected a time from 0s to 600s, found \"11m\" (key settle.max)"},
      {R"({"lifecycle": "whole"})",
       "s.json: expected \"engine\" or \"conversion\", found \"whole\" (key lifecycle)"},
      {R"({"lifecycle": "command", "command": ["x"]})",
       "s.json: commands are measured with `harness measure`, not from a scenario (key lifecycle)"},
      {R"({"command": ["x"]})", "s.json: does not go with the lifecycle \"engine\" (key command)"},
      {R"({"lifecycle": "conversion", "devices": [["ane"]]})",
       "s.json: does not go with the lifecycle \"conversion\" (key devices)"},
      {R"({"lifecycle": "conversion",
          "limits": {"seed/ane": null, "off/convert": {"lead_max": 1}}})",
       "s.json: nothing is evaluated in the lifecycle \"conversion\" "
       "(key limits.off/convert.lead_max)"},
      {R"({"lifecycle": "conversion",
          "limits": {"seed/ane": null, "off/convert": {"growth_per_evaluation": "1MiB"}}})",
       "s.json: nothing is evaluated in the lifecycle"},
      {R"({"settle": {"avg": "1s"}})", "accepted are min, max (key settle.avg)"},
      {R"({"limits": {"seeds/ane": {"peak_rss": "1MiB"}}})",
       "s.json: there is no cell \"seeds/ane\"; this scenario has off/ane, seed/ane "
       "(key limits.seeds/ane)"},
      {R"({"limits": {"seed/ane": {"peak": "1MiB"}}})",
       "s.json: unknown limit \"peak\"; known are peak_rss, peak_anon, steady_rss, "
       "steady_anon, conversion_peak_rss, "},
      {R"({"limits": {"seed/ane": {"peak_rss": 140}}})",
       "s.json: expected a size with a unit, as in \"140MiB\" (key limits.seed/ane.peak_rss)"},
      {R"({"limits": {"seed/ane": {"peak_rss": "140"}}})",
       "s.json: \"140\" is a number without a unit; write a size as \"140MiB\""},
      {R"({"limits": {"seed/ane": {"winrate_max": "1%"}}})",
       "s.json: expected a number, found the text \"1%\" (key limits.seed/ane.winrate_max)"},
      {R"({"limits": {"seed/ane": {"winrate_max": -0.1}}})",
       "s.json: expected a number from 0 (key limits.seed/ane.winrate_max)"},
  };
  for (const Bad& bad : table)
    EXPECT_THAT(ErrorOf(bad.change), HasSubstr(bad.expected)) << bad.change;
}

TEST(ScenarioErrors, DamagedBytesAreReadOrRefused) {
  const std::string good = kGood;
  std::minstd_rand random(1);
  int refused = 0;
  for (int round = 0; round < 5000; ++round) {
    std::string text = good;
    for (int edits = 1 + round % 3; edits > 0; --edits) {
      const size_t at = random() % text.size();
      switch (random() % 3) {
        case 0:
          text[at] = static_cast<char>(random() % 256);
          break;
        case 1:
          text.erase(at, 1 + random() % 8);
          break;
        default:
          text.insert(at, good.substr(random() % good.size(), 12));
      }
    }
    try {
      ParseScenario(text, "s.json", "");
    } catch (const FormatError& error) {
      ++refused;
      EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << error.what();
    }
  }
  EXPECT_GT(refused, 4000);
}

TEST(ScenarioErrors, PartsOfALargerDocumentKeepTheirPlace) {
  Json json = Json::parse(kGood);
  json["repeats"] = 0;
  try {
    RecordedScenario(JsonValue(json, "report.json", "scenario"));
    FAIL() << "no error";
  } catch (const FormatError& error) {
    EXPECT_THAT(error.what(), HasSubstr("(key scenario.repeats)"));
  }
}

TEST(ScenarioErrors, RecordedCommandsHaveNothingOfAnEngine) {
  const std::string command =
      R"({"schema_version": 1, "name": "c", "lifecycle": "command", "command": ["x", ""]})";
  const auto read = [](Json json) {
    return RecordedScenario(JsonValue(json, "report.json", "scenario"));
  };
  EXPECT_THAT(read(Json::parse(command)).command, ::testing::ElementsAre("x", ""));
  Json json = Json::parse(command);
  json["board"] = "9x9";
  EXPECT_THAT([&] { read(json); },
              ThrowsMessage<FormatError>(HasSubstr("does not go with the lifecycle \"command\"")));
  json = Json::parse(command);
  json["command"] = Json::array();
  EXPECT_THAT([&] { read(json); }, ThrowsMessage<FormatError>(HasSubstr("the words of a command")));
  json.erase("command");
  EXPECT_THAT([&] { read(json); }, ThrowsMessage<FormatError>(HasSubstr("\"command\" is missing")));
}

TEST(ScenarioErrors, RecordedScenariosMayNameDevicesOfOtherBuilds) {
  Json json = Json::parse(kGood);
  json["devices"] = Json::parse(R"([["ane"], ["gpu"]])");
  EXPECT_NO_THROW(RecordedScenario(JsonValue(json, "report.json", "scenario")));
}

}  // namespace
}  // namespace tidemark::harness
