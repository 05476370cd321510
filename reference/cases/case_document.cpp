#include "reference/cases/case_document.h"

#include <algorithm>
#include <array>
#include <limits>

#include <nlohmann/json.hpp>

#include "converter/io/json_value.h"
#include "converter/io/printable_text.h"
#include "reference/cases/position.h"

namespace tidemark::reference {
namespace {

using converter::JsonObject;
using converter::JsonValue;

constexpr int64_t kMostFloats = int64_t{1} << 30;
constexpr size_t kHighestRank = 4;
constexpr int kLastSymmetry = 7;

void RequireText(const JsonObject& document, std::string_view key, std::string_view expected) {
  const JsonValue value = document.At(key);
  if (value.String() != expected) value.FailExpecting(converter::Quoted(expected));
}

std::string ParseTensorFile(const JsonValue& value) {
  const std::string& name = value.String();
  const bool plain = std::none_of(name.begin(), name.end(), [](char letter) {
    return letter == '/' || letter == '\\' || (letter >= 0 && letter < ' ') || letter == 0x7F;
  });
  if (!plain || name.empty() || name == "." || name == "..") {
    value.FailExpecting("the name of a file in the same folder");
  }
  return name;
}

TensorPlace ParsePlace(const JsonValue& value) {
  const JsonObject object = value.AnyObject();
  TensorPlace place = {.offset =
                           static_cast<uint64_t>(object.At("offset").Integer(0, kMostFloats))};
  const JsonValue shape = object.At("shape");
  if (shape.size() < 1 || shape.size() > kHighestRank) {
    shape.Fail("expected 1 to " + std::to_string(kHighestRank) + " extents");
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

void CheckTensors(const CaseEntry& entry, const JsonObject& tensors) {
  const auto shape_of = [&](std::string_view name) {
    return tensors.At(name).AnyObject().At("shape");
  };
  for (const auto& [name, place] : entry.tensors) {
    if (const auto problem = ShapeProblem(name, place.shape, entry.height, entry.width)) {
      shape_of(name).Fail(*problem);
    }
  }
  const auto recorded = [&](std::string_view name) { return entry.tensors.contains(name); };
  for (const std::string_view name : {"spatial", "global"}) {
    if (!recorded(name)) tensors.At(name).FailExpecting("a tensor");
  }
  if (std::any_of(kOutputTensors.begin(), kOutputTensors.end(), recorded)) {
    for (const std::string_view name : kOutputTensors) {
      if (!recorded(name)) {
        tensors.value().Fail("lacks `" + std::string(name) +
                             "`, though other outputs are recorded");
      }
    }
    const TensorPlace& pass = entry.tensors.find("pass")->second;
    if (pass.shape[0] != entry.tensors.find("policy")->second.shape[0]) {
      shape_of("pass").Fail("must have as many channels as `policy`");
    }
  }
}

void ParsePosition(const JsonValue& value, CaseTexts& positions, CaseEntry& entry) {
  const Position position = ReadPosition(value);
  const Board& board = position.game.board();
  if (board.height() > entry.height || board.width() > entry.width) {
    value.AnyObject().At("size").Fail("the board does not fit the buffer");
  }
  entry.facts = FactsOf(position.game, entry.height, entry.width);
  entry.position = positions.Add(value.Dump());
}

CaseEntry ParseCase(const JsonObject& object, CaseTexts& positions) {
  CaseEntry entry;
  if (const auto dataset = object.FindUnlessNull("dataset")) entry.dataset = dataset->String();
  if (const auto index = object.FindUnlessNull("index")) {
    entry.index =
        index->Integer(std::numeric_limits<int64_t>::min(), std::numeric_limits<int64_t>::max());
  }
  if (const auto symmetry = object.FindUnlessNull("symmetry")) {
    entry.symmetry = Symmetry(static_cast<int>(symmetry->Integer(0, kLastSymmetry)));
  }
  const JsonValue size = object.At("nn_size");
  if (size.size() != 2) size.Fail("expected the buffer's width and height");
  entry.width = static_cast<int>(size.Element(0).Integer(kSmallestCaseBuffer, kLargestCaseBuffer));
  entry.height = static_cast<int>(size.Element(1).Integer(kSmallestCaseBuffer, kLargestCaseBuffer));
  if (const auto position = object.FindUnlessNull("position")) {
    ParsePosition(*position, positions, entry);
  }
  const JsonObject tensors = object.At("tensors").AnyObject();
  for (const auto& [name, place] : tensors.value().Members()) {
    if (!place.IsNull()) entry.tensors.emplace(name, ParsePlace(place));
  }
  CheckTensors(entry, tensors);
  if (const auto post_processed = object.FindUnlessNull("postprocessed")) {
    for (const auto& [key, number] : post_processed->Members()) {
      if (!number.IsNull()) entry.post_processed.emplace(key, number.Float());
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

CaseDocument ReadCaseDocument(const std::filesystem::path& file, Keep keep) {
  const std::string name = file.string();
  CaseDocument document = {.positions = CaseTexts(keep)};
  const converter::JsonList cases = {
      .keys = {"cases"}, .take = [&](const converter::Json& json, const std::string& path) {
        const JsonObject object = JsonValue(json, name, path).AnyObject();
        document.cases.push_back(ParseCase(object, document.positions));
      }};
  const converter::Json json = converter::ReadStrictJson(file, kCaseLimits, {cases});
  const JsonObject root = JsonValue(json, name).AnyObject();
  document.network = root.At("net").String();
  document.tensor_file = ParseTensorFile(root.At("tensor_file"));
  document.reference = root.At("reference").String();
  RequireText(root, "dtype", kCaseDtype);
  RequireText(root, "layout", kCaseLayout);
  root.At("cases").Items();
  if (document.cases.empty()) root.At("cases").Fail("expected at least one case");
  return document;
}

}  // namespace tidemark::reference
