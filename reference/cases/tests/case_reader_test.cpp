#include "reference/cases/case_reader.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/io/byte_sink.h"
#include "converter/io/strict_json.h"
#include "converter/testing/temp_dir.h"
#include "reference/cases/case_writer.h"
#include "reference/cases/tensor_stream.h"
#include "reference/cases/tests/sample_cases.h"

namespace tidemark::reference {
namespace {

using converter::Json;
using ::testing::AllOf;
using ::testing::ElementsAre;
using testing::FullCase;
using ::testing::HasSubstr;
using testing::InputsCase;
using testing::TextOf;
using ::testing::ThrowsMessage;
using testing::WriteText;
using tidemark::testing::TempDir;

// A folder with two cases over a 3 x 2 buffer (W x H): one full, one with inputs alone.
class CaseReader : public ::testing::Test {
 protected:
  CaseReader() {
    CaseWriter writer(folder_, {.network = "n.bin.gz", .reference = "a reference"});
    writer.Add(FullCase(2, 3, {.height = 2, .width = 2}));
    writer.Add(InputsCase(2, 3, {.height = 2, .width = 3}));
    writer.Finish();
    document_ = Json::parse(TextOf(folder_ / "cases.json"));
  }

  Json& Case(size_t index) { return document_["cases"][index]; }
  Json& Tensor(size_t index, const std::string& name) { return Case(index)["tensors"][name]; }

  CaseSet Read() {
    WriteText(folder_ / "cases.json", document_.dump());
    return ReadCases(folder_);
  }

  // Reading says all of these, and names the document.
  void ExpectFailure(const std::string& message, const std::string& key) {
    EXPECT_THAT([&] { Read(); },
                ThrowsMessage<FormatError>(AllOf(HasSubstr("cases.json: "), HasSubstr(message),
                                                 HasSubstr("(key " + key + ")"))));
  }

  static constexpr uint64_t kFloats = 132 + 19 + 192 + 12 + 2 + 3 + 6 + 6 + 7 + 6 + 132 + 19;

  TempDir temp_;
  std::filesystem::path folder_ = temp_.path() / "cases";
  Json document_ = {};
};

TEST_F(CaseReader, GivesCasesAsTheyWereRecorded) {
  const CaseSet set = Read();
  ASSERT_EQ(set.size(), 2U);
  EXPECT_EQ(set.network(), "n.bin.gz");
  EXPECT_EQ(set.reference(), "a reference");
  const RecordedCase expected = FullCase(2, 3, {.height = 2, .width = 2});
  const RecordedCase actual = set.Case(0);
  EXPECT_EQ(actual.dataset, "sample");
  EXPECT_EQ(actual.index, 7);
  EXPECT_EQ(actual.position, expected.position);
  EXPECT_EQ(actual.inputs.height, 2);
  EXPECT_EQ(actual.inputs.width, 3);
  EXPECT_EQ(actual.inputs.spatial, expected.inputs.spatial);
  EXPECT_EQ(actual.inputs.global, expected.inputs.global);
  EXPECT_EQ(actual.inputs.metadata, expected.inputs.metadata);
  ASSERT_TRUE(actual.outputs.has_value());
  EXPECT_EQ(actual.outputs->policy_channels, 2);
  EXPECT_EQ(actual.outputs->score_channels, 6);
  EXPECT_EQ(actual.outputs->policy, expected.outputs->policy);
  EXPECT_EQ(actual.outputs->pass, expected.outputs->pass);
  EXPECT_EQ(actual.outputs->value, expected.outputs->value);
  EXPECT_EQ(actual.outputs->score_value, expected.outputs->score_value);
  EXPECT_EQ(actual.outputs->ownership, expected.outputs->ownership);
  ASSERT_TRUE(actual.post_processed.has_value());
  EXPECT_EQ(actual.post_processed->white_lead, -2.1F);
  EXPECT_EQ(actual.post_processed->shortterm_score_error, 3.3F);
  EXPECT_EQ(actual.post_processed->policy, expected.post_processed->policy);
  EXPECT_EQ(actual.post_processed->white_ownership, expected.post_processed->white_ownership);
}

TEST_F(CaseReader, ValuesInAFileAreTheSame) {
  Read();
  const CaseSet memory = ReadCases(folder_);
  const CaseSet file = ReadCases(folder_, Keep::kInFile);
  EXPECT_EQ(file.Inputs(0).spatial, memory.Inputs(0).spatial);
  EXPECT_EQ(file.Inputs(1).global, memory.Inputs(1).global);
  EXPECT_EQ(file.Outputs(0)->ownership, memory.Outputs(0)->ownership);
  EXPECT_EQ(file.Evaluation(0)->policy, memory.Evaluation(0)->policy);
}

TEST_F(CaseReader, OutputsAndDescriptionMayBeAbsent) {
  const RecordedCase bare = Read().Case(1);
  EXPECT_EQ(bare.dataset, "");
  EXPECT_FALSE(bare.index.has_value());
  EXPECT_EQ(bare.position, "");
  EXPECT_TRUE(bare.inputs.metadata.empty());
  EXPECT_FALSE(bare.outputs.has_value());
  EXPECT_FALSE(bare.post_processed.has_value());
}

TEST_F(CaseReader, FactsComeFromThePosition) {
  // Whatever the policy says.
  Case(0)["tensors"].erase("policy_probs");
  const PositionFacts facts = Read().Facts(0);
  EXPECT_EQ(facts.board.width, 2);
  EXPECT_EQ(facts.board.height, 2);
  EXPECT_TRUE(facts.white_to_move);
  EXPECT_TRUE(facts.no_result_possible);
  EXPECT_THAT(facts.legal, ElementsAre(true, true, false, false, true, false, true));
}

TEST_F(CaseReader, WithoutAPositionTheRecordedPolicyMarksIllegalMoves) {
  Case(0).erase("position");
  const PositionFacts facts = Read().Facts(0);
  EXPECT_FALSE(facts.white_to_move);
  EXPECT_THAT(facts.legal, ElementsAre(true, true, true, false, true, true, true));
}

TEST_F(CaseReader, WithoutAPositionAndAPolicyEveryPointOfTheBoardIsLegal) {
  Case(0).erase("position");
  Case(0)["tensors"].erase("policy_probs");
  const PositionFacts facts = Read().Facts(0);
  EXPECT_FALSE(facts.white_to_move);
  EXPECT_FALSE(facts.no_result_possible);
  EXPECT_THAT(facts.legal, ElementsAre(true, true, false, true, true, false, true));
}

TEST_F(CaseReader, WithoutAPositionItIsBlacksTrompTaylor) {
  const PositionFacts facts = Read().Facts(1);
  EXPECT_FALSE(facts.white_to_move);
  EXPECT_FALSE(facts.no_result_possible);
  EXPECT_EQ(facts.board.width, 3);
}

TEST_F(CaseReader, AnIncompleteEvaluationIsNone) {
  Case(0)["postprocessed"]["whiteLead"] = nullptr;
  EXPECT_FALSE(Read().Evaluation(0).has_value());
}

TEST_F(CaseReader, TensorsMayShareValuesAndLieInAnyOrder) {
  Tensor(1, "global")["offset"] = Tensor(0, "global")["offset"];
  Tensor(0, "white_ownership")["offset"] = kFloats - 6;
  const CaseSet set = Read();
  EXPECT_EQ(set.Inputs(1).global, set.Inputs(0).global);
}

TEST_F(CaseReader, UnknownKeysArePassedOver) {
  document_["comment"] = "x";
  Case(0)["weight"] = 1;
  Case(0)["tensors"]["extra"] = {{"offset", 5}, {"shape", {2, 2}}};
  EXPECT_EQ(Read().size(), 2U);
}

TEST_F(CaseReader, BatchesHaveOneBufferAndOneKindOfInputs) {
  const CaseSet set = Read();
  const std::vector<size_t> both = {0, 1};
  EXPECT_THAT(set.Batches(both, 8), ElementsAre(ElementsAre(0), ElementsAre(1)));
  const std::vector<size_t> more = {0, 0, 0, 1, 0};
  EXPECT_THAT(set.Batches(more, 2),
              ElementsAre(ElementsAre(0, 0), ElementsAre(0), ElementsAre(1), ElementsAre(0)));
  EXPECT_THAT([&] { set.Inputs(both); },
              ThrowsMessage<UsageError>(HasSubstr("cases 0 and 1 cannot share a batch")));
  EXPECT_THAT([&] { set.Inputs(std::span<const size_t>()); }, ::testing::Throws<UsageError>());
  EXPECT_THAT([&] { set.Batches(both, 0); }, ::testing::Throws<UsageError>());
}

TEST_F(CaseReader, MissingFilesAreNamed) {
  EXPECT_THAT([&] { ReadCases(temp_.path() / "nowhere"); },
              ThrowsMessage<IoError>(HasSubstr("nowhere/cases.json")));
  std::filesystem::remove(folder_ / "tensors.f32.gz");
  EXPECT_THAT([&] { Read(); }, ThrowsMessage<IoError>(HasSubstr("tensors.f32.gz")));
}

TEST_F(CaseReader, TheDocumentMustBeSuchADocument) {
  document_["dtype"] = "float64";
  ExpectFailure("expected \"float32 little-endian\", found the text \"float64\"", "dtype");
  document_["dtype"] = "float32 little-endian";
  document_["layout"] = 5;
  ExpectFailure("expected a text, found the number 5", "layout");
  document_["layout"] = "channels, y, x";
  document_["tensor_file"] = "../secret";
  ExpectFailure("expected the name of a file in the same folder, found the text \"../secret\"",
                "tensor_file");
  document_["tensor_file"] = "tensors.f32.gz";
  document_["cases"] = Json::array();
  ExpectFailure("expected at least one case", "cases");
  document_["cases"] = Json::object();
  ExpectFailure("expected a list, found an object", "cases");
  document_.erase("net");
  EXPECT_THAT([&] { Read(); }, ThrowsMessage<FormatError>(HasSubstr("the key \"net\" is missing")));
}

TEST_F(CaseReader, SizesAreChecked) {
  Case(0)["nn_size"] = {3, 38};
  ExpectFailure("expected a whole number from 2 to 37, found the number 38", "cases[0].nn_size[1]");
  Case(0)["nn_size"] = {3};
  ExpectFailure("expected the buffer's width and height", "cases[0].nn_size");
  Case(0)["nn_size"] = {3, 2.5};
  ExpectFailure("expected a whole number from 2 to 37, found the number 2.5",
                "cases[0].nn_size[1]");
  Case(0)["nn_size"] = {2, 3};
  ExpectFailure("must be [1, 3, 2], not [1, 2, 3]", "cases[0].tensors.ownership.shape");
}

TEST_F(CaseReader, ShapesAreChecked) {
  Json& spatial = Tensor(0, "spatial");
  spatial["shape"] = {22, 3, 2};
  ExpectFailure("must be [22, 2, 3], not [22, 3, 2]", "cases[0].tensors.spatial.shape");
  spatial["shape"] = {22, 2, 0};
  ExpectFailure("expected a whole number from 1 to 2147483647, found the number 0",
                "cases[0].tensors.spatial.shape[2]");
  spatial["shape"] = {22, -2, -3};
  ExpectFailure("found the number -2", "cases[0].tensors.spatial.shape[1]");
  spatial["shape"] = {2147483647, 2147483647, 2147483647};
  ExpectFailure("lies past 1073741824 values", "cases[0].tensors.spatial");
  spatial["shape"] = {65536, 65536};
  ExpectFailure("lies past", "cases[0].tensors.spatial");
  spatial["shape"] = {18446744073709551615U};
  ExpectFailure("found the number 18446744073709551615", "cases[0].tensors.spatial.shape[0]");
  spatial["shape"] = {1, 1, 1, 1, 1};
  ExpectFailure("expected 1 to 4 extents", "cases[0].tensors.spatial.shape");
  spatial["shape"] = {22, 2, 3};
  Tensor(0, "scorevalue")["shape"] = {5};
  ExpectFailure("must be [4] or [6], not [5]", "cases[0].tensors.scorevalue.shape");
  Tensor(0, "scorevalue")["shape"] = {6};
  Tensor(0, "pass")["shape"] = {1};
  ExpectFailure("as many channels as `policy`", "cases[0].tensors.pass.shape");
}

TEST_F(CaseReader, OffsetsAreChecked) {
  Tensor(0, "value")["offset"] = -1;
  ExpectFailure("expected a whole number from 0 to 1073741824, found the number -1",
                "cases[0].tensors.value.offset");
  Tensor(0, "value")["offset"] = 1073741823;
  ExpectFailure("lies past 1073741824 values", "cases[0].tensors.value");
  Tensor(0, "value")["offset"] = kFloats - 2;
  EXPECT_THAT([&] { Read(); },
              ThrowsMessage<FormatError>(
                  AllOf(HasSubstr("tensors.f32.gz: ends early"),
                        HasSubstr("take " + std::to_string(4 * (kFloats + 1)) + " bytes"))));
}

TEST_F(CaseReader, RecordedOutputsAreCompleteOrAbsent) {
  Case(0)["tensors"].erase("value");
  ExpectFailure("lacks `value`, though other outputs are recorded", "cases[0].tensors");
  for (const char* name : {"policy", "pass", "scorevalue", "ownership"}) {
    Case(0)["tensors"].erase(name);
  }
  EXPECT_FALSE(Read().has_outputs(0));
  Case(1)["tensors"].erase("global");
  ExpectFailure("the key \"global\" is missing", "cases[1].tensors");
  Case(1)["tensors"]["global"] = nullptr;
  ExpectFailure("expected a tensor, found null", "cases[1].tensors.global");
}

TEST_F(CaseReader, PositionsAreChecked) {
  Case(0)["position"]["next_player"] = "white";
  ExpectFailure("expected \"B\" or \"W\", found the text \"white\"",
                "cases[0].position.next_player");
  Case(0)["position"]["next_player"] = "B";
  ExpectFailure("after these moves it is the other player's turn", "cases[0].position.next_player");
  Case(0)["position"]["next_player"] = "W";
  Case(0)["position"]["rules"]["ko"] = "NONE";
  ExpectFailure("expected one of SIMPLE, POSITIONAL, SITUATIONAL, SPIGHT, found the text \"NONE\"",
                "cases[0].position.rules.ko");
  Case(0)["position"]["rules"] = "my own";
  ExpectFailure("\"my own\" are not rules; expected a preset (tromp-taylor, japanese, ",
                "cases[0].position.rules");
  Case(0)["position"].erase("rules");
  Case(0)["position"]["size"] = {3, 2};
  ExpectFailure("must be the board that the inputs show, 2x2", "cases[0].position.size");
  Case(0)["position"]["size"] = {4, 2};
  ExpectFailure("the board does not fit the buffer", "cases[0].position.size");
  Case(0)["position"] = "empty board";
  ExpectFailure("expected an object, found the text \"empty board\"", "cases[0].position");
}

TEST_F(CaseReader, TheMaskMustBeABoard) {
  Tensor(0, "spatial")["offset"] = 132;
  ExpectFailure("not a rectangle of ones", "cases[0].tensors.spatial");
}

TEST_F(CaseReader, NumbersMustBeFloats) {
  Case(0)["postprocessed"]["whiteLead"] = 1e300;
  ExpectFailure("expected a number within the range of a float, found the number 1e+300",
                "cases[0].postprocessed.whiteLead");
  Case(0)["postprocessed"]["whiteLead"] = true;
  ExpectFailure("expected a number, found true", "cases[0].postprocessed.whiteLead");
}

TEST_F(CaseReader, TheTensorFileEndsWhereTheTensorsEnd) {
  const auto file = folder_ / "tensors.f32.gz";
  const std::string whole = TextOf(file);
  const std::vector<float> values = testing::ReadValues(file, kFloats);
  const auto write = [&](std::string_view rest) {
    const auto sink =
        converter::GzipSink(converter::AtomicFile(file, converter::Existing::kReplace), 1);
    WriteTensorValues(values, *sink);
    sink->Write(rest);
    sink->Finish();
  };
  write("\1");
  EXPECT_THAT([&] { Read(); }, ThrowsMessage<FormatError>(
                                   AllOf(HasSubstr("tensors.f32.gz: goes on after its last tensor"),
                                         HasSubstr("at byte " + std::to_string(4 * kFloats)))));
  WriteText(file, whole + "x");
  EXPECT_THAT([&] { Read(); }, ThrowsMessage<FormatError>(HasSubstr("tensors.f32.gz")));
  WriteText(file, whole + whole);
  EXPECT_THAT([&] { Read(); }, ThrowsMessage<FormatError>(HasSubstr("tensors.f32.gz")));
  WriteText(file, std::string_view(whole).substr(0, whole.size() - 1));
  EXPECT_THAT([&] { Read(); }, ThrowsMessage<FormatError>(HasSubstr("tensors.f32.gz")));
  WriteText(file, "");
  EXPECT_THAT([&] { Read(); }, ThrowsMessage<FormatError>(HasSubstr("ends early")));
}

TEST_F(CaseReader, NotJsonIsSaidWithItsPlace) {
  WriteText(folder_ / "cases.json", "{\"net\": }");
  EXPECT_THAT([&] { ReadCases(folder_); },
              ThrowsMessage<FormatError>(
                  AllOf(HasSubstr("cases.json: not valid JSON: "), HasSubstr("at byte 9"))));
  WriteText(folder_ / "cases.json", "{\"net\": 1e999}");
  EXPECT_THAT([&] { ReadCases(folder_); }, ThrowsMessage<FormatError>(HasSubstr("not valid JSON")));
  WriteText(folder_ / "cases.json", "{\"net\": \"a\", \"net\": \"b\"}");
  EXPECT_THAT([&] { ReadCases(folder_); },
              ThrowsMessage<FormatError>(
                  HasSubstr("the key \"net\" stands twice in one object (key net)")));
}

TEST_F(CaseReader, ErrorsStayOnOneLine) {
  document_["tensor_file"] = "a\nb";
  ExpectFailure(R"(found the text "a\nb")", "tensor_file");
  document_["tensor_file"] = "tensors.f32.gz";
  Case(0)["tensors"]["new\nline"] = 1;
  ExpectFailure("expected an object, found the number 1", R"(cases[0].tensors."new\nline")");
  Case(0)["tensors"].erase("new\nline");
  Case(0)["position"]["rules"] = std::string(100'000, 'x');
  try {
    Read();
    ADD_FAILURE() << "unknown rules were read";
  } catch (const FormatError& error) {
    EXPECT_LT(std::string(error.what()).size(), 600U);
  }
}

}  // namespace
}  // namespace tidemark::reference
