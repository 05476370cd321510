#include "reference/cases/case_writer.h"

#include <cmath>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/io/byte_sink.h"
#include "converter/io/json_value.h"
#include "converter/io/strict_json.h"
#include "converter/network/network.h"
#include "reference/cases/case_document.h"
#include "reference/cases/evaluation_keys.h"
#include "reference/cases/position.h"
#include "reference/cases/staging_folder.h"
#include "reference/cases/tensor_layout.h"
#include "reference/cases/tensor_stream.h"

namespace tidemark::reference {
namespace {

using converter::Json;

constexpr std::string_view kDocumentName = "cases.json";
constexpr std::string_view kTensorFileName = "tensors.f32.gz";
constexpr int kGzipLevel = 6;

struct NamedTensor {
  std::string_view name = {};
  std::vector<int> shape = {};
  std::span<const float> values = {};
};

// The case's tensors in their order in the stream.
std::vector<NamedTensor> TensorsOf(const RecordedCase& recorded) {
  const NetworkInputs& inputs = recorded.inputs;
  const int height = inputs.height;
  const int width = inputs.width;
  std::vector<NamedTensor> tensors = {
      {"spatial", {converter::kSpatialChannels, height, width}, inputs.spatial},
      {"global", {converter::kGlobalChannels}, inputs.global}};
  if (!inputs.metadata.empty()) {
    tensors.push_back({"meta", {converter::kMetadataChannels}, inputs.metadata});
  }
  if (recorded.outputs.has_value()) {
    const RawOutputs& outputs = *recorded.outputs;
    const int policies = outputs.policy_channels;
    tensors.push_back({"policy", {policies, outputs.height, outputs.width}, outputs.policy});
    tensors.push_back({"pass", {policies}, outputs.pass});
    tensors.push_back({"value", {3}, outputs.value});
    tensors.push_back({"scorevalue", {outputs.score_channels}, outputs.score_value});
    tensors.push_back({"ownership", {1, outputs.height, outputs.width}, outputs.ownership});
  }
  if (recorded.post_processed.has_value()) {
    const PostProcessed& evaluation = *recorded.post_processed;
    tensors.push_back(
        {"policy_probs", {evaluation.height * evaluation.width + 1}, evaluation.policy});
    tensors.push_back(
        {"white_ownership", {evaluation.height, evaluation.width}, evaluation.white_ownership});
  }
  return tensors;
}

void CheckCase(const RecordedCase& recorded, const std::vector<NamedTensor>& tensors) {
  const NetworkInputs& inputs = recorded.inputs;
  if (inputs.batch != 1 || (recorded.outputs.has_value() && recorded.outputs->batch != 1)) {
    throw UsageError("a case is recorded from batches of one");
  }
  for (const int extent : {inputs.height, inputs.width}) {
    if (extent < kSmallestCaseBuffer || extent > kLargestCaseBuffer) {
      throw UsageError("cannot record a case over a buffer of " + std::to_string(inputs.width) +
                       "x" + std::to_string(inputs.height));
    }
  }
  for (const NamedTensor& tensor : tensors) {
    const std::string name(tensor.name);
    if (const auto problem = ShapeProblem(tensor.name, tensor.shape, inputs.height, inputs.width)) {
      throw UsageError("cannot record the case: the shape of `" + name + "` " + *problem);
    }
    const uint64_t size = TensorPlace{.shape = tensor.shape}.size();
    if (tensor.values.size() != size) {
      throw UsageError("cannot record the case: `" + name + "` must have " + std::to_string(size) +
                       " values, not " + std::to_string(tensor.values.size()));
    }
  }
}

// The inputs must be over the position's board.
void CheckBoard(const Position& position, const NetworkInputs& inputs) {
  const Board& board = position.game.board();
  const BoardSize shown = BoardOf(inputs, 0);
  if (board.width() != shown.width || board.height() != shown.height) {
    throw UsageError("cannot record the case: its position is on a board of " +
                     std::to_string(board.width()) + "x" + std::to_string(board.height()) +
                     ", its inputs show one of " + std::to_string(shown.width) + "x" +
                     std::to_string(shown.height));
  }
}

Json EvaluationJson(const PostProcessed& evaluation) {
  Json json = Json::object();
  for (const EvaluationKey& key : kEvaluationKeys) {
    const float value = evaluation.*key.value;
    json[std::string(key.key)] = std::isfinite(value) ? Json(static_cast<double>(value)) : Json();
  }
  return json;
}

// As Python's json module prints with an indent of 1, `depth` levels down.
std::string Print(const Json& json, size_t depth) {
  // File names may be in any encoding.
  const std::string text = json.dump(1, ' ', /*ensure_ascii=*/true, Json::error_handler_t::replace);
  const std::string margin(depth, ' ');
  std::string printed = margin;
  for (const char letter : text) {
    printed += letter;
    if (letter == '\n') printed += margin;
  }
  return printed;
}

// Everything before the first case.
std::string Head(const CaseWriterOptions& options) {
  const Json head = {{"net", options.network},
                     {"tensor_file", kTensorFileName},
                     {"dtype", kCaseDtype},
                     {"layout", kCaseLayout},
                     {"reference", options.reference}};
  std::string text = Print(head, 0);
  text.resize(text.size() - std::string_view("\n}").size());
  return text + ",\n \"cases\": [\n";
}

}  // namespace

class CaseWriter::Impl {
 public:
  Impl(const std::filesystem::path& directory, const CaseWriterOptions& options)
      : staging_(directory, {std::string(kDocumentName), std::string(kTensorFileName)},
                 options.existing),
        document_(staging_.Open(kDocumentName)),
        tensors_(converter::GzipSink(staging_.Open(kTensorFileName), kGzipLevel)),
        options_(options) {}

  void set_reference(const std::string& reference) { options_.reference = reference; }

  void Add(const RecordedCase& recorded) {
    const std::vector<NamedTensor> tensors = TensorsOf(recorded);
    CheckCase(recorded, tensors);
    Json json = Json::object();
    if (!recorded.dataset.empty()) json["dataset"] = recorded.dataset;
    if (recorded.index.has_value()) json["index"] = *recorded.index;
    if (recorded.symmetry != Symmetry()) json["symmetry"] = recorded.symmetry.number();
    json["nn_size"] = {recorded.inputs.width, recorded.inputs.height};
    if (!recorded.position.empty()) {
      const std::string where = "the position to record";
      json["position"] = converter::ParseStrictJson(recorded.position, where, kPositionLimits);
      CheckBoard(ReadPosition(converter::JsonValue(json["position"], where)), recorded.inputs);
    }
    uint64_t offset = offset_;
    for (const NamedTensor& tensor : tensors) {
      json["tensors"][std::string(tensor.name)] = {{"offset", offset}, {"shape", tensor.shape}};
      offset += tensor.values.size();
    }
    if (recorded.post_processed.has_value()) {
      json["postprocessed"] = EvaluationJson(*recorded.post_processed);
    }

    for (const NamedTensor& tensor : tensors) WriteTensorValues(tensor.values, *tensors_);
    const std::string text = (size_ > 0 ? ",\n" : Head(options_)) + Print(json, 2);
    bytes_ += text.size();
    if (bytes_ > kCaseLimits.bytes) {
      throw UsageError(
          "these are more cases than one record holds: " + std::to_string(kCaseLimits.bytes) +
          " bytes of " + std::string(kDocumentName));
    }
    document_->Write(text);
    offset_ = offset;
    ++size_;
  }

  size_t size() const { return size_; }

  void Finish() {
    if (size_ == 0) throw UsageError("there are no cases to record");
    document_->Write("\n ]\n}");
    document_->Finish();
    tensors_->Finish();
    staging_.Publish();
  }

 private:
  StagingFolder staging_;
  std::unique_ptr<converter::ByteSink> document_;
  std::unique_ptr<converter::ByteSink> tensors_;
  CaseWriterOptions options_;
  uint64_t offset_ = 0;
  uint64_t bytes_ = 0;
  size_t size_ = 0;
};

CaseWriter::CaseWriter(const std::filesystem::path& directory, const CaseWriterOptions& options)
    : impl_(std::make_unique<Impl>(directory, options)) {}
CaseWriter::~CaseWriter() = default;
CaseWriter::CaseWriter(CaseWriter&&) noexcept = default;
CaseWriter& CaseWriter::operator=(CaseWriter&&) noexcept = default;

void CaseWriter::set_reference(const std::string& reference) { impl_->set_reference(reference); }
void CaseWriter::Add(const RecordedCase& recorded) { impl_->Add(recorded); }
size_t CaseWriter::size() const { return impl_->size(); }
void CaseWriter::Finish() { impl_->Finish(); }

}  // namespace tidemark::reference
