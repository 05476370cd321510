#include "reference/cases/case_encoder.h"

#include <algorithm>
#include <span>
#include <utility>

#include <nlohmann/json.hpp>

#include "reference/inputs/encode_positions.h"

namespace tidemark::reference {
namespace {

constexpr double kQuickShare = 0.3;

}  // namespace

CaseEncoder::CaseEncoder(CaseEncoderOptions options, std::filesystem::path directory)
    : options_(std::move(options)), directory_(std::move(directory)) {}

bool CaseEncoder::Add(const std::string& dataset, size_t number, const Position& position) {
  const Board& board = position.game.board();
  const BoardSize own = {.height = board.height(), .width = board.width()};
  const BoardSize buffer = options_.buffer.value_or(own);
  if (own.height > buffer.height || own.width > buffer.width) {
    ++encoded_.skipped;
    return true;
  }
  Write(dataset, number, AsNetworksKnow(position), buffer);
  ++encoded_.count;
  return !IsFull();
}

void CaseEncoder::AddFile(const std::filesystem::path& file, const PositionFileOptions& options) {
  if (IsFull()) return;
  const std::string dataset = file.filename().string();
  ReadPositionFile(
      file, options,
      [&](const Position& position, size_t number) {
        if (options_.error_test_quick && quick_.NextUniform() >= kQuickShare) return true;
        return Add(dataset, number, position);
      },
      [&](const std::string& warning) { Warn(warning); });
}

EncodedCases CaseEncoder::Finish() {
  if (writer_.has_value()) writer_->Finish();
  encoded_.input_hash = hash_.Finish();
  return std::move(encoded_);
}

void CaseEncoder::Warn(const std::string& warning) {
  std::vector<std::string>& warnings = encoded_.warnings;
  if (std::find(warnings.begin(), warnings.end(), warning) == warnings.end()) {
    warnings.push_back(warning);
  }
}

Position CaseEncoder::AsNetworksKnow(const Position& position) {
  std::vector<std::string> replaced;
  Position shown = position;
  shown.pass_alive_suicide = options_.pass_alive_suicide;
  shown.record.rules = NetworkRules(position.record.rules, replaced);
  for (const std::string& warning : replaced) Warn(warning);
  if (!replaced.empty()) shown.game = Replay(shown.record, shown.record.moves.size());
  return shown;
}

void CaseEncoder::Write(const std::string& dataset, size_t number, const Position& position,
                        BoardSize buffer) {
  NetworkInputs inputs =
      EncodePositions(std::span(&position.game, 1), buffer,
                      {.features = {.pass_alive_suicide = position.pass_alive_suicide},
                       .metadata = options_.metadata});
  hash_.Add(inputs);
  if (!writer_.has_value()) {
    writer_.emplace(directory_,
                    CaseWriterOptions{.network = options_.network, .reference = "inputs only"});
  }
  writer_->Add({.dataset = dataset,
                .index = static_cast<int64_t>(number),
                .position = PositionToJson(position).dump(),
                .inputs = std::move(inputs)});
}

}  // namespace tidemark::reference
