#include "reference/cases/case_document.h"

#include <algorithm>
#include <array>
#include <limits>

#include "reference/cases/json_value.h"
#include "reference/cases/position_rules.h"

namespace tidemark::reference {
namespace {

constexpr int64_t kMostFloats = int64_t{1} << 30;
constexpr size_t kHighestRank = 4;

void RequireText(const JsonValue& document, std::string_view key, std::string_view expected) {
  const JsonValue value = document.Member(key);
  if (value.Text() != expected) value.FailText(Quoted(std::string(expected)));
}

std::string ParseTensorFile(const JsonValue& value) {
  const std::string& name = value.Text();
  const bool plain = std::none_of(name.begin(), name.end(), [](char letter) {
    return letter == '/' || letter == '\\' || (letter >= 0 && letter < ' ') || letter == 0x7F;
  });
  if (!plain || name.empty() || name == "." || name == "..") {
    value.FailText("the name of a file in the same folder");
  }
  return name;
}

TensorPlace ParsePlace(const JsonValue& value) {
  TensorPlace place = {.offset =
                           static_cast<uint64_t>(value.Member("offset").Integer(0, kMostFloats))};
  const JsonValue shape = value.Member("shape");
  if (shape.size() < 1 || shape.size() > kHighestRank) {
    shape.Fail("must have 1 to " + std::to_string(kHighestRank) + " extents");
  }
  // The values left before the end of what a stream may hold.
  int64_t room = kMostFloats - static_cast<int64_t>(place.offset);
  for (size_t i = 0; i < shape.size(); ++i) {
    const int64_t extent = shape.Element(i).Integer(1, std::numeric_limits<int>::max());
    if (extent > room) value.Fail("lies past " + std::to_string(kMostFloats) + " values");
    room /= extent;
    place.shape.push_back(static_cast<int>(extent));
  }
  return place;
}

void CheckTensors(const CaseEntry& entry, const JsonValue& tensors) {
  for (const auto& [name, place] : entry.tensors) {
    if (const auto problem = ShapeProblem(name, place.shape, entry.height, entry.width)) {
      tensors.Member(name).Member("shape").Fail(*problem);
    }
  }
  for (const std::string_view name : {"spatial", "global"}) tensors.Member(name);
  const auto recorded = [&](std::string_view name) { return entry.tensors.contains(name); };
  if (std::any_of(kOutputTensors.begin(), kOutputTensors.end(), recorded)) {
    for (const std::string_view name : kOutputTensors) {
      if (!recorded(name)) {
        tensors.Fail("lacks `" + std::string(name) + "`, though other outputs are recorded");
      }
    }
    const TensorPlace& pass = entry.tensors.find("pass")->second;
    if (pass.shape[0] != entry.tensors.find("policy")->second.shape[0]) {
      tensors.Member("pass").Member("shape").Fail("must have as many channels as `policy`");
    }
  }
}

void ParsePosition(const JsonValue& position, CaseEntry& entry) {
  entry.position = position.ObjectText();
  if (const auto size = position.Find("size")) {
    if (size->size() != 2) size->Fail("must be the board's width and height");
    entry.position_size = {.height = static_cast<int>(size->Element(1).Integer(1, entry.height)),
                           .width = static_cast<int>(size->Element(0).Integer(1, entry.width))};
  }
  if (const auto player = position.Find("next_player")) {
    if (player->Text() != "B" && player->Text() != "W") player->FailText("\"B\" or \"W\"");
    entry.white_to_move = player->Text() == "W";
  }
  if (const auto rules = position.Find("rules")) {
    entry.no_result_possible = NoResultPossible(*rules);
  }
}

CaseEntry ParseCase(const JsonValue& value) {
  CaseEntry entry;
  if (const auto dataset = value.Find("dataset")) entry.dataset = dataset->Text();
  if (const auto index = value.Find("index")) {
    entry.index =
        index->Integer(std::numeric_limits<int64_t>::min(), std::numeric_limits<int64_t>::max());
  }
  const JsonValue size = value.Member("nn_size");
  if (size.size() != 2) size.Fail("must be the buffer's width and height");
  entry.width = static_cast<int>(size.Element(0).Integer(kSmallestCaseBuffer, kLargestCaseBuffer));
  entry.height = static_cast<int>(size.Element(1).Integer(kSmallestCaseBuffer, kLargestCaseBuffer));
  if (const auto position = value.Find("position")) ParsePosition(*position, entry);
  const JsonValue tensors = value.Member("tensors");
  for (const auto& [name, unused] : tensors.Object()) {
    if (const auto place = tensors.Find(name)) entry.tensors.emplace(name, ParsePlace(*place));
  }
  CheckTensors(entry, tensors);
  if (const auto post_processed = value.Find("postprocessed")) {
    for (const auto& [key, unused] : post_processed->Object()) {
      if (const auto number = post_processed->Find(key)) {
        entry.post_processed.emplace(key, number->Float());
      }
    }
  }
  return entry;
}

}  // namespace

uint64_t CaseDocument::end() const {
  uint64_t end = 0;
  for (const CaseEntry& entry : cases) {
    for (const auto& [name, place] : entry.tensors) {
      end = std::max(end, place.offset + place.size());
    }
  }
  return end;
}

CaseDocument ParseCaseDocument(std::string_view text, const std::string& file) {
  const nlohmann::ordered_json json = ParseJson(text, file);
  const JsonValue root(json, file);
  CaseDocument document = {.network = root.Member("net").Text(),
                           .tensor_file = ParseTensorFile(root.Member("tensor_file")),
                           .reference = root.Member("reference").Text()};
  RequireText(root, "dtype", kCaseDtype);
  RequireText(root, "layout", kCaseLayout);
  const JsonValue cases = root.Member("cases");
  if (cases.size() == 0) cases.Fail("must have at least one case");
  for (size_t i = 0; i < cases.size(); ++i) document.cases.push_back(ParseCase(cases.Element(i)));
  return document;
}

}  // namespace tidemark::reference
