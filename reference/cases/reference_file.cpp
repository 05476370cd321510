#include "reference/cases/reference_file.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "converter/error.h"
#include "reference/cases/evaluation_keys.h"
#include "reference/inputs/position_hash.h"

namespace tidemark::reference {
namespace {

// Moves on the largest board, the pass included: as many as a policy always has there.
constexpr size_t kPolicySize = kLargestGoBoard * kLargestGoBoard + 1;

// What the default metadata profile adds to a position's hash.
constexpr Hash128 kMetadataHash = {.low = 0xf7d18212f7dd8a0f, .high = 0xde97be4402cde021};

class Line {
 public:
  explicit Line(const std::string& file) : file_(file) {}

  void Text(std::string_view key, const std::string& value) {
    Key(key);
    text_ += '"' + value + '"';
  }

  void Number(std::string_view key, float value) {
    Key(key);
    Append(value);
  }

  void Numbers(std::string_view key, std::span<const float> values, size_t size) {
    Key(key);
    text_ += '[';
    for (size_t i = 0; i < size; ++i) {
      if (i > 0) text_ += ',';
      Append(i < values.size() ? values[i] : -1.0F);
    }
    text_ += ']';
  }

  std::string Finish() { return text_ + "}\n"; }

 private:
  void Key(std::string_view key) {
    if (text_.size() > 1) text_ += ',';
    text_ += '"' + std::string(key) + "\":";
  }

  void Append(float value) {
    if (!std::isfinite(value)) {
      throw FormatError("an evaluation is not a number, which this file cannot hold",
                        {.file = file_});
    }
    // Nine digits tell every float from its neighbours.
    std::array<char, 32> digits = {};
    std::snprintf(digits.data(), digits.size(), "%.9g", static_cast<double>(value));
    text_ += digits.data();
  }

  const std::string& file_;
  std::string text_ = "{";
};

}  // namespace

ReferenceFileWriter::ReferenceFileWriter(const std::filesystem::path& file,
                                         const ReferenceFileOptions& options)
    : file_(file.string()),
      options_(options),
      sink_(converter::AtomicFile(file, options.existing)) {}

void ReferenceFileWriter::Add(const Position& position, const PostProcessed& evaluation) {
  if (evaluation.width > kLargestGoBoard || evaluation.height > kLargestGoBoard) {
    throw UsageError("KataGo's test evaluates over at most 19x19 points, not " +
                         std::to_string(evaluation.width) + "x" + std::to_string(evaluation.height),
                     {.file = file_});
  }
  Hash128 hash = EvaluationHash(position.game, position.pass_alive_suicide);
  if (options_.metadata) hash ^= kMetadataHash;
  Line line(file_);
  line.Text("nnHash", ToHex(hash));
  for (const EvaluationKey& key : kEvaluationKeys) line.Number(key.key, evaluation.*key.value);
  line.Numbers("policyProbs", evaluation.policy, kPolicySize);
  line.Number("policyOptimismUsed", 0);
  line.Number("nnXLen", static_cast<float>(evaluation.width));
  line.Number("nnYLen", static_cast<float>(evaluation.height));
  line.Numbers("whiteOwnerMap", evaluation.white_ownership, evaluation.white_ownership.size());
  const std::string text = line.Finish();
  sink_->Write(text);
}

void ReferenceFileWriter::Finish() { sink_->Finish(); }

}  // namespace tidemark::reference
