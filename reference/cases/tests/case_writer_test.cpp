#include "reference/cases/case_writer.h"

#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/io/strict_json.h"
#include "converter/testing/fixtures.h"
#include "converter/testing/temp_dir.h"
#include "reference/cases/case_reader.h"
#include "reference/cases/tensor_stream.h"
#include "reference/cases/tests/sample_cases.h"

namespace tidemark::reference {
namespace {

using converter::Json;
using ::testing::ElementsAre;
using testing::FullCase;
using ::testing::HasSubstr;
using testing::InputsCase;
using ::testing::IsEmpty;
using testing::TextOf;
using ::testing::ThrowsMessage;
using ::testing::UnorderedElementsAre;
using testing::WriteText;
using tidemark::testing::TempDir;

using testing::kBoard;

std::vector<std::string> FilesIn(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  return names;
}

void Copy(const CaseSet& from, const std::filesystem::path& to) {
  CaseWriter writer(to, {.network = from.network(), .reference = from.reference()});
  for (size_t i = 0; i < from.size(); ++i) writer.Add(from.Case(i));
  writer.Finish();
}

TEST(CaseWriter, WritesBothFilesAndNothingElse) {
  const TempDir temp;
  const auto folder = temp.path() / "cases";
  CaseWriter writer(folder, {.network = "n.bin.gz", .reference = "r"});
  writer.Add(FullCase(2, 3, kBoard));
  EXPECT_EQ(writer.size(), 1U);
  EXPECT_FALSE(std::filesystem::exists(folder / "cases.json"));
  writer.Finish();
  EXPECT_THAT(FilesIn(folder), UnorderedElementsAre("cases.json", "tensors.f32.gz"));
}

TEST(CaseWriter, LaysTensorsOutInOrder) {
  const TempDir temp;
  CaseWriter writer(temp.path(), {.network = "n.bin.gz", .reference = "r"});
  writer.Add(InputsCase(2, 3, kBoard));
  writer.Add(FullCase(2, 3, kBoard));
  writer.Finish();
  const Json document = Json::parse(TextOf(temp.path() / "cases.json"));
  std::vector<std::string> keys;
  for (const auto& [key, unused] : document.items()) keys.push_back(key);
  EXPECT_THAT(keys, ElementsAre("net", "tensor_file", "dtype", "layout", "reference", "cases"));
  uint64_t end = 0;
  std::vector<std::string> names;
  for (const Json& one : document["cases"]) {
    for (const auto& [name, place] : one["tensors"].items()) {
      EXPECT_EQ(place["offset"].get<uint64_t>(), end) << name;
      uint64_t size = 1;
      for (const Json& extent : place["shape"]) size *= extent.get<uint64_t>();
      end += size;
      names.push_back(name);
    }
  }
  EXPECT_THAT(names,
              ElementsAre("spatial", "global", "spatial", "global", "meta", "policy", "pass",
                          "value", "scorevalue", "ownership", "policy_probs", "white_ownership"));
  EXPECT_EQ(testing::ReadValues(temp.path() / "tensors.f32.gz", end).size(), end);
  EXPECT_EQ(document["cases"][1]["nn_size"], Json({3, 2}));
}

TEST(CaseWriter, WhatItWroteIsWrittenTheSameAgain) {
  const TempDir temp;
  CaseWriter writer(temp.path() / "first", {.network = "n.bin.gz", .reference = "r\u00e9f"});
  writer.Add(FullCase(2, 3, kBoard));
  writer.Add(InputsCase(5, 4, {.height = 3, .width = 4}));
  writer.Finish();
  Copy(ReadCases(temp.path() / "first"), temp.path() / "second");
  for (const char* file : {"cases.json", "tensors.f32.gz"}) {
    EXPECT_EQ(TextOf(temp.path() / "first" / file), TextOf(temp.path() / "second" / file)) << file;
  }
}

TEST(CaseWriter, RewritesRecordedCasesAsTheyWere) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  for (const auto& entry : std::filesystem::directory_iterator(fixtures / "cases")) {
    const TempDir temp;
    const CaseSet set = ReadCases(entry.path());
    Copy(set, temp.path() / "copy");
    const std::string expected = TextOf(entry.path() / "cases.json");
    const std::string actual = TextOf(temp.path() / "copy" / "cases.json");
    // The order of keys counts.
    EXPECT_EQ(Json::parse(actual), Json::parse(expected)) << entry.path();
    const Json last = Json::parse(expected)["cases"].back()["tensors"]["white_ownership"];
    const uint64_t end = last["offset"].get<uint64_t>() +
                         last["shape"][0].get<uint64_t>() * last["shape"][1].get<uint64_t>();
    EXPECT_EQ(testing::ReadValues(temp.path() / "copy" / "tensors.f32.gz", end),
              testing::ReadValues(entry.path() / "tensors.f32.gz", end))
        << entry.path();
  }
}

TEST(CaseWriter, NumbersThatAreNotFiniteSurvive) {
  const TempDir temp;
  RecordedCase sample = FullCase(2, 3, kBoard);
  sample.outputs->value = {std::numeric_limits<float>::quiet_NaN(),
                           std::numeric_limits<float>::infinity(), -0.0F};
  sample.post_processed->white_lead = std::numeric_limits<float>::quiet_NaN();
  CaseWriter writer(temp.path(), {.network = "n.bin.gz", .reference = "r"});
  writer.Add(sample);
  writer.Finish();
  EXPECT_THAT(TextOf(temp.path() / "cases.json"), HasSubstr("\"whiteLead\": null"));
  const CaseSet set = ReadCases(temp.path());
  EXPECT_THAT(set.Outputs(0)->value,
              ElementsAre(::testing::IsNan(), std::numeric_limits<float>::infinity(), -0.0F));
  EXPECT_FALSE(set.Evaluation(0).has_value());
}

TEST(CaseWriter, LeavesNothingBehindUnlessItFinishes) {
  const TempDir temp;
  {
    CaseWriter writer(temp.path() / "new", {.network = "n.bin.gz", .reference = "r"});
    writer.Add(FullCase(2, 3, kBoard));
  }
  EXPECT_THAT(FilesIn(temp.path()), IsEmpty());
  {
    CaseWriter writer(temp.path(), {.network = "n.bin.gz", .reference = "r"});
    EXPECT_THAT([&] { writer.Finish(); },
                ThrowsMessage<UsageError>(HasSubstr("there are no cases to record")));
  }
  EXPECT_THAT(FilesIn(temp.path()), IsEmpty());
}

TEST(CaseWriter, OldCasesStayUntilNewOnesAreThere) {
  const TempDir temp;
  const auto record = [&](const std::string& network, converter::Existing existing) {
    CaseWriter writer(temp.path(), {.network = network, .reference = "r", .existing = existing});
    writer.Add(FullCase(2, 3, kBoard));
    writer.Finish();
  };
  record("old", converter::Existing::kRefuse);
  EXPECT_THAT([&] { record("new", converter::Existing::kRefuse); },
              ThrowsMessage<UsageError>(HasSubstr("cases.json: already exists")));
  { CaseWriter abandoned(temp.path(), {.existing = converter::Existing::kReplace}); }
  EXPECT_EQ(ReadCases(temp.path()).network(), "old");
  record("new", converter::Existing::kReplace);
  EXPECT_EQ(ReadCases(temp.path()).network(), "new");
  EXPECT_THAT(FilesIn(temp.path()), UnorderedElementsAre("cases.json", "tensors.f32.gz"));
}

TEST(CaseWriter, AFailureWhilePublishingLeavesNoHalf) {
  const TempDir temp;
  const auto folder = temp.path() / "cases";
  CaseWriter writer(
      folder, {.network = "n.bin.gz", .reference = "r", .existing = converter::Existing::kReplace});
  writer.Add(FullCase(2, 3, kBoard));
  // A folder in the way cannot be replaced by a file.
  std::filesystem::create_directories(folder / "tensors.f32.gz" / "full");
  EXPECT_THAT([&] { writer.Finish(); }, ThrowsMessage<IoError>(HasSubstr("cannot publish")));
  EXPECT_FALSE(std::filesystem::exists(folder / "cases.json"));
}

TEST(CaseWriter, NeedsAFolder) {
  const TempDir temp;
  WriteText(temp.path() / "file", "x");
  EXPECT_THAT([&] { CaseWriter(temp.path() / "file", {}); },
              ThrowsMessage<IoError>(HasSubstr("cannot make the folder")));
  EXPECT_THAT([&] { CaseWriter(temp.path() / "no" / "parent", {}); },
              ThrowsMessage<IoError>(HasSubstr("no/parent: cannot make the folder")));
}

TEST(CaseWriter, PositionsAreNestedOnlyAsDeepAsTheyCanBeReadBack) {
  const TempDir temp;
  CaseWriter writer(temp.path(), {.network = "n.bin.gz", .reference = "r"});
  const auto nested = [](size_t lists) {
    RecordedCase sample = FullCase(2, 3, kBoard);
    sample.position =
        R"({"size":[2,2],"a":)" + std::string(lists, '[') + std::string(lists, ']') + "}";
    return sample;
  };
  EXPECT_THAT([&] { writer.Add(nested(29)); },
              ThrowsMessage<FormatError>(HasSubstr("the position to record: nested deeper than")));
  writer.Add(nested(28));
  writer.Finish();
  EXPECT_EQ(ReadCases(temp.path()).Case(0).position, nested(28).position);
}

TEST(CaseWriter, RefusesPartsThatDoNotFit) {
  const TempDir temp;
  CaseWriter writer(temp.path(), {.network = "n.bin.gz", .reference = "r"});
  const auto add = [&](const RecordedCase& sample) { return [&] { writer.Add(sample); }; };
  RecordedCase batch = FullCase(2, 3, kBoard);
  batch.inputs.batch = 2;
  EXPECT_THAT(add(batch), ThrowsMessage<UsageError>(HasSubstr("batches of one")));
  RecordedCase other_buffer = FullCase(2, 3, kBoard);
  other_buffer.outputs->width = 2;
  EXPECT_THAT(add(other_buffer),
              ThrowsMessage<UsageError>(HasSubstr("the shape of `policy` must be [1, 2, 3]")));
  RecordedCase short_global = FullCase(2, 3, kBoard);
  short_global.inputs.global.pop_back();
  EXPECT_THAT(add(short_global),
              ThrowsMessage<UsageError>(HasSubstr("`global` must have 19 values, not 18")));
  RecordedCase tiny = InputsCase(1, 3, {.height = 1, .width = 3});
  EXPECT_THAT(add(tiny), ThrowsMessage<UsageError>(HasSubstr("a buffer of 3x1")));
  RecordedCase no_position = FullCase(2, 3, kBoard);
  no_position.position = "[1]";
  EXPECT_THAT(add(no_position),
              ThrowsMessage<FormatError>(HasSubstr("expected an object, found a list")));
  no_position.position = "{";
  EXPECT_THAT(add(no_position), ThrowsMessage<FormatError>(HasSubstr("not valid JSON")));
  no_position.position = R"({"size":[2,2],"moves":[["B","C1"]]})";
  EXPECT_THAT(add(no_position), ThrowsMessage<FormatError>(HasSubstr("key moves[0][1]")));
  no_position.position = R"({"size":[4,2]})";
  EXPECT_THAT(add(no_position),
              ThrowsMessage<UsageError>(HasSubstr("a board of 4x2, its inputs show one of 2x2")));
  EXPECT_EQ(writer.size(), 0U);
}

}  // namespace
}  // namespace tidemark::reference
