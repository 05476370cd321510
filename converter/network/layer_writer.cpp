#include "converter/network/layer_writer.h"

#include <algorithm>
#include <bit>
#include <stdexcept>

#include "converter/io/interrupt.h"
#include "converter/network/decimal.h"

namespace tidemark::converter {
namespace {

static_assert(std::endian::native == std::endian::little, "network files are little-endian");

constexpr uint64_t kPieceValues = 16 * 1024;
constexpr size_t kBufferBytes = size_t{64} * 1024;

std::string_view KindToken(ActivationKind kind) {
  switch (kind) {
    case ActivationKind::kIdentity:
      return "ACTIVATION_IDENTITY";
    case ActivationKind::kRelu:
      return "ACTIVATION_RELU";
    case ActivationKind::kMish:
      return "ACTIVATION_MISH";
    case ActivationKind::kSilu:
      return "ACTIVATION_SILU";
  }
  throw std::logic_error("an activation of no kind");
}

}  // namespace

LayerWriter::LayerWriter(int version, const std::vector<TensorSpec>& tensors,
                         const TensorValues& values, Encoding encoding, ByteSink& sink)
    : version_(version), tensors_(tensors), values_(values), encoding_(encoding), sink_(sink) {
  buffer_.reserve(kBufferBytes);
}

void LayerWriter::Append(std::span<const std::byte> bytes) {
  if (buffer_.size() + bytes.size() > kBufferBytes) Flush();
  if (bytes.size() >= kBufferBytes) {
    sink_.Write(bytes);
  } else {
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
  }
}

void LayerWriter::Flush() {
  if (!buffer_.empty()) sink_.Write(buffer_);
  buffer_.clear();
}

void LayerWriter::Word(std::string_view word) {
  Append(word);
  Append("\n");
}

void LayerWriter::Integer(int value) { Word(std::to_string(value)); }

void LayerWriter::Real(float value) { Word(PythonFloat(value)); }

void LayerWriter::Real(double value) { Word(PythonFloat(value)); }

void LayerWriter::Zeros(int count) {
  for (int i = 0; i < count; ++i) Integer(0);
}

void LayerWriter::Array(TensorId id) {
  const uint64_t count = tensors_.at(id.index).count();
  piece_.resize(std::min(count, kPieceValues));
  if (encoding_ == Encoding::kBinary) Append("@BIN@");
  for (uint64_t first = 0; first < count; first += kPieceValues) {
    ThrowIfInterrupted();
    const auto values = std::span(piece_).first(std::min(count - first, kPieceValues));
    values_(id, first, values);
    if (encoding_ == Encoding::kBinary) {
      Append(std::as_bytes(values));
    } else {
      for (size_t i = 0; i < values.size(); ++i) {
        if (first + i > 0) Append(" ");
        Append(ShortestFloat(values[i]));
      }
    }
  }
  Append("\n");
}

void LayerWriter::Write(const Convolution& layer) {
  Word(layer.name);
  Integer(layer.kernel_y);
  Integer(layer.kernel_x);
  Integer(layer.in_channels);
  Integer(layer.out_channels);
  constexpr int kDilation = 1;
  Integer(kDilation);
  Integer(kDilation);
  Array(layer.weights);
}

void LayerWriter::Write(const BatchNorm& layer) {
  Word(layer.name);
  Integer(layer.channels);
  Real(layer.epsilon);
  Integer(layer.scale.present() ? 1 : 0);
  Integer(layer.bias.present() ? 1 : 0);
  Array(layer.mean);
  Array(layer.variance);
  if (layer.scale.present()) Array(layer.scale);
  if (layer.bias.present()) Array(layer.bias);
}

void LayerWriter::Write(const Activation& layer) {
  constexpr int kFirstVersionWithKinds = 11;
  Word(layer.name);
  if (version_ >= kFirstVersionWithKinds) {
    Word(KindToken(layer.kind));
  } else if (layer.kind != ActivationKind::kRelu) {
    throw std::logic_error("versions below 11 have ReLU only");
  }
}

void LayerWriter::Write(const MatMul& layer) {
  Word(layer.name);
  Integer(layer.in_channels);
  Integer(layer.out_channels);
  Array(layer.weights);
}

void LayerWriter::Write(const Bias& layer) {
  Word(layer.name);
  Integer(layer.channels);
  Array(layer.weights);
}

void LayerWriter::Write(const RmsNorm& layer) {
  Word(layer.name);
  Integer(layer.channels);
  Real(layer.epsilon);
  Integer(layer.spatial ? 1 : 0);
  constexpr int kNoChannelGroups = 0;
  Integer(kNoChannelGroups);
  Array(layer.gamma);
  Array(layer.beta);
}

void LayerWriter::Write(const PointNorm& layer) {
  Word(layer.name);
  Integer(layer.channels);
  Real(layer.epsilon);
  Array(layer.gamma);
}

void LayerWriter::Write(const Rope& layer) {
  Word(layer.name);
  if (!layer.learned()) {
    Real(layer.theta);
    return;
  }
  for (const uint64_t size : tensors_[layer.frequencies.index].shape) {
    Integer(static_cast<int>(size));
  }
  Array(layer.frequencies);
}

}  // namespace tidemark::converter
