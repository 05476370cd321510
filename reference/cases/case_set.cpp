#include "reference/cases/case_set.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "converter/error.h"
#include "reference/cases/evaluation_keys.h"

namespace tidemark::reference {
namespace {

void Append(std::vector<float>& values, std::span<const float> more) {
  values.insert(values.end(), more.begin(), more.end());
}

// Cases that agree in it can share a batch.
std::tuple<int, int, bool> BatchKey(const CaseEntry& entry) {
  return {entry.height, entry.width, entry.tensors.contains("meta")};
}

}  // namespace

CaseSet::CaseSet(CaseDocument document, std::unique_ptr<CaseValues> values, const std::string& file)
    : document_(std::move(document)), values_(std::move(values)), file_(file) {
  for (size_t i = 0; i < size(); ++i) {
    facts_.push_back(FactsFrom(i, CheckedBoard(i)));
    // Nobody needs it twice.
    document_.cases[i].facts.reset();
  }
}

BoardSize CaseSet::CheckedBoard(size_t index) const {
  const std::string key = "cases[" + std::to_string(index) + "]";
  BoardSize board;
  try {
    board = BoardOf(Inputs(index), 0);
  } catch (const FormatError&) {
    throw FormatError("its first channel is not a rectangle of ones in the top-left corner",
                      {.file = file_, .key = key + ".tensors.spatial"});
  }
  const std::optional<PositionFacts>& facts = document_.cases[index].facts;
  if (facts.has_value() &&
      (facts->board.height != board.height || facts->board.width != board.width)) {
    throw FormatError("must be the board that the inputs show, " + std::to_string(board.width) +
                          "x" + std::to_string(board.height),
                      {.file = file_, .key = key + ".position.size"});
  }
  return board;
}

std::vector<float> CaseSet::Values(const CaseEntry& entry, std::string_view tensor) const {
  const auto found = entry.tensors.find(tensor);
  if (found == entry.tensors.end()) return {};
  const TensorPlace& place = found->second;
  return values_->Read(place.offset, place.size());
}

RecordedCase CaseSet::Case(size_t index) const {
  const CaseEntry& entry = document_.cases[index];
  return {.dataset = entry.dataset,
          .index = entry.index,
          .position =
              entry.position.has_value() ? document_.positions.Get(*entry.position) : std::string(),
          .symmetry = entry.symmetry,
          .inputs = Inputs(index),
          .outputs = Outputs(index),
          .post_processed = Evaluation(index)};
}

NetworkInputs CaseSet::Inputs(size_t index) const { return Inputs(std::span(&index, 1)); }

NetworkInputs CaseSet::Inputs(std::span<const size_t> indices) const {
  if (indices.empty()) throw UsageError("a batch needs at least one case");
  const CaseEntry& first = document_.cases[indices[0]];
  NetworkInputs inputs = {
      .batch = static_cast<int>(indices.size()), .height = first.height, .width = first.width};
  for (const size_t index : indices) {
    const CaseEntry& entry = document_.cases[index];
    if (BatchKey(entry) != BatchKey(first)) {
      throw UsageError("cases " + std::to_string(indices[0]) + " and " + std::to_string(index) +
                       " cannot share a batch: their buffers or their metadata differ");
    }
    Append(inputs.spatial, Values(entry, "spatial"));
    Append(inputs.global, Values(entry, "global"));
    Append(inputs.metadata, Values(entry, "meta"));
  }
  return inputs;
}

BoardSize CaseSet::Buffer(size_t index) const {
  const CaseEntry& entry = document_.cases[index];
  return {.height = entry.height, .width = entry.width};
}

std::vector<std::vector<size_t>> CaseSet::Batches(std::span<const size_t> indices,
                                                  size_t max_batch) const {
  if (max_batch == 0) throw UsageError("a batch needs at least one case");
  const auto key = [this](size_t index) { return BatchKey(document_.cases[index]); };
  std::vector<std::vector<size_t>> batches;
  for (const size_t index : indices) {
    if (batches.empty() || batches.back().size() == max_batch ||
        key(batches.back().front()) != key(index)) {
      batches.emplace_back();
    }
    batches.back().push_back(index);
  }
  return batches;
}

std::optional<RawOutputs> CaseSet::Outputs(size_t index) const {
  const CaseEntry& entry = document_.cases[index];
  if (!entry.has_outputs()) return std::nullopt;
  std::vector<float> pass = Values(entry, "pass");
  std::vector<float> score_value = Values(entry, "scorevalue");
  return RawOutputs{.batch = 1,
                    .height = entry.height,
                    .width = entry.width,
                    .policy_channels = static_cast<int>(pass.size()),
                    .score_channels = static_cast<int>(score_value.size()),
                    .policy = Values(entry, "policy"),
                    .pass = std::move(pass),
                    .value = Values(entry, "value"),
                    .score_value = std::move(score_value),
                    .ownership = Values(entry, "ownership")};
}

std::optional<PostProcessed> CaseSet::Evaluation(size_t index) const {
  const CaseEntry& entry = document_.cases[index];
  PostProcessed evaluation = {.height = entry.height,
                              .width = entry.width,
                              .policy = Values(entry, "policy_probs"),
                              .white_ownership = Values(entry, "white_ownership")};
  if (evaluation.policy.empty() || evaluation.white_ownership.empty()) return std::nullopt;
  for (const EvaluationKey& key : kEvaluationKeys) {
    const auto found = entry.post_processed.find(key.key);
    if (found == entry.post_processed.end()) return std::nullopt;
    evaluation.*key.value = found->second;
  }
  return evaluation;
}

std::optional<Position> CaseSet::PositionOf(size_t index) const {
  const std::optional<size_t>& position = document_.cases[index].position;
  if (!position.has_value()) return std::nullopt;
  return ParsePosition(document_.positions.Get(*position), file_);
}

PositionFacts CaseSet::FactsFrom(size_t index, BoardSize board) const {
  const CaseEntry& entry = document_.cases[index];
  if (entry.facts.has_value()) return *entry.facts;
  PositionFacts facts = DefaultFacts(board, entry.height, entry.width);
  const std::vector<float> probabilities = Values(entry, "policy_probs");
  for (size_t move = 0; move < probabilities.size(); ++move) {
    facts.legal[move] = probabilities[move] != -1.0F;
  }
  return facts;
}

}  // namespace tidemark::reference
