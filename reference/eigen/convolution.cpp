#include "reference/eigen/convolution.h"

#include <algorithm>
#include <type_traits>

#include "reference/eigen/pieces.h"
#include "reference/eigen/weights.h"
#include "reference/eigen/winograd.h"

namespace tidemark::reference {
namespace {

size_t Product(int a, int b, int c = 1, int d = 1) {
  return static_cast<size_t>(a) * static_cast<size_t>(b) * static_cast<size_t>(c) *
         static_cast<size_t>(d);
}

}  // namespace

template <typename Scalar>
ConvolutionLayer<Scalar>::ConvolutionLayer(const converter::Convolution& convolution,
                                           const converter::TensorStore& weights)
    : name_(convolution.name),
      kernel_y_(convolution.kernel_y),
      kernel_x_(convolution.kernel_x),
      in_channels_(convolution.in_channels),
      out_channels_(convolution.out_channels),
      weights_(WeightsOf(weights, convolution.weights,
                         Product(kernel_y_, kernel_x_, in_channels_, out_channels_),
                         convolution.name)) {}

template <typename Scalar>
void ConvolutionLayer<Scalar>::Apply(Workspace<Scalar>& workspace, const FeatureMap<Scalar>& in,
                                     bool accumulate, FeatureMap<Scalar>& out) const {
  int tile = 0;
  if constexpr (std::is_same_v<Scalar, float>) {
    if (kernel_y_ == 3 && kernel_x_ == 3) {
      tile =
          BestWinogradTile(workspace.kernel_set(), workspace.shape(), in_channels_, out_channels_);
    }
  }
  const auto entry = workspace.costs().Begin(this, [&] { return CostOf(workspace, tile); });
  if constexpr (std::is_same_v<Scalar, float>) {
    if (tile != 0) {
      ApplyWinograd(tile, weights_, workspace, in, accumulate, out);
      return;
    }
  }
  ApplyPlainly(workspace, in, accumulate, out);
}

template <typename Scalar>
LayerCost ConvolutionLayer<Scalar>::CostOf(const Workspace<Scalar>& workspace,
                                           int winograd_tile) const {
  std::string operation =
      "convolution " + std::to_string(kernel_y_) + "x" + std::to_string(kernel_x_);
  if (winograd_tile != 0) {
    operation +=
        ", Winograd " + std::to_string(winograd_tile) + "x" + std::to_string(winograd_tile);
  }
  const int points = workspace.shape().points();
  return {.layer = name_,
          .operation = std::move(operation),
          .operations = 2.0 * points * static_cast<double>(weights_.size()),
          .weight_bytes = weights_.size_bytes(),
          .activation_bytes = Product(points, in_channels_ + out_channels_) * sizeof(Scalar)};
}

template <typename Scalar>
void ConvolutionLayer<Scalar>::Gather(const FeatureMap<Scalar>& in, int first, int count,
                                      int first_tap, int taps, Scalar* rows) const {
  const BatchShape& shape = in.shape();
  for (int p = first; p < first + count; ++p) {
    const int y = p % shape.area() / shape.width;
    const int x = p % shape.width;
    for (int tap = first_tap; tap < first_tap + taps; ++tap, rows += in_channels_) {
      const int up = tap / kernel_x_ - kernel_y_ / 2;
      const int right = tap % kernel_x_ - kernel_x_ / 2;
      if (y + up < 0 || y + up >= shape.height || x + right < 0 || x + right >= shape.width) {
        std::fill_n(rows, in_channels_, Scalar{0});
      } else {
        std::copy_n(in.point(p + up * shape.width + right), in_channels_, rows);
      }
    }
  }
}

// By the panels of the product kernel, which are packed once for all points. A task has some points
// and, if their patches need no gathering, one panel of output channels.
template <>
void ConvolutionLayer<float>::ApplyTaps(Workspace<float>& workspace, const FeatureMap<float>& in,
                                        int first_tap, int some_taps, bool accumulate,
                                        FeatureMap<float>& out) const {
  constexpr int kPiece = 192;
  const ProductKernel& kernel = *workspace.kernel_set().product;
  const bool gathers = taps() > 1;
  const int depth = some_taps * in_channels_;
  const int panel = kernel.panel_columns;
  const int panels = Pieces(out_channels_, panel);
  const int panels_apart = gathers ? 1 : panels;
  const int points = workspace.shape().points();
  const float* const weights = weights_.data() + Product(first_tap, in_channels_, out_channels_);
  float* const packed = workspace.layer_scratch().Take(Product(panels, depth, panel));
  workspace.workers().Run(panels, [&](int i, int) {
    const int channel = i * panel;
    kernel.pack(depth, std::min(panel, out_channels_ - channel), weights + channel, out_channels_,
                packed + Product(i, depth, panel));
  });
  workspace.workers().Run(Pieces(points, kPiece) * panels_apart, [&](int task, int worker) {
    const int first = task / panels_apart * kPiece;
    const int count = std::min(kPiece, points - first);
    const float* rows = in.point(first);
    if (gathers) {
      float* const patches = workspace.task_scratch(worker).Take(Product(count, depth));
      Gather(in, first, count, first_tap, some_taps, patches);
      rows = patches;
    }
    const int first_panel = gathers ? 0 : task % panels_apart;
    const int last_panel = gathers ? panels : first_panel + 1;
    for (int i = first_panel; i < last_panel; ++i) {
      const int channel = i * panel;
      for (int k = 0; k < depth; k += kProductDepth) {
        kernel.multiply(count, std::min(panel, out_channels_ - channel),
                        std::min(kProductDepth, depth - k), rows + k, depth,
                        packed + Product(i, depth, panel) + Product(k, panel), accumulate || k > 0,
                        out.point(first) + channel, out_channels_);
      }
    }
  });
}

// As many taps at a time as have no more inputs than kMostDepth, nearly always all: what is packed
// and gathered is a multiple of the weights where there are few output channels.
template <>
void ConvolutionLayer<float>::ApplyPlainly(Workspace<float>& workspace, const FeatureMap<float>& in,
                                           bool accumulate, FeatureMap<float>& out) const {
  constexpr int kMostDepth = 8192;
  const int together = std::clamp(kMostDepth / in_channels_, 1, taps());
  for (int tap = 0; tap < taps(); tap += together) {
    ApplyTaps(workspace, in, tap, std::min(together, taps() - tap), accumulate || tap > 0, out);
  }
}

// By Eigen: a task has some points of one position and some output channels, whatever the threads
// and the batch, since the order of a sum can depend on the shape of the product it is part of.
template <>
void ConvolutionLayer<double>::ApplyPlainly(Workspace<double>& workspace,
                                            const FeatureMap<double>& in, bool accumulate,
                                            FeatureMap<double>& out) const {
  constexpr int kPieceChannels = 96;
  constexpr int kPiecePoints = 192;
  const int across = Pieces(out_channels_, kPieceChannels);
  const int area = workspace.shape().area();
  const int down = Pieces(area, kPiecePoints);
  workspace.workers().Run(workspace.shape().batch * down * across, [&](int task, int worker) {
    const int channel = task % across * kPieceChannels;
    const int channels = std::min(kPieceChannels, out_channels_ - channel);
    const int first_of_position = task / across % down * kPiecePoints;
    const int first = task / across / down * area + first_of_position;
    const int count = std::min(kPiecePoints, area - first_of_position);
    double* const patches =
        workspace.task_scratch(worker).Take(Product(in_channels_, count + channels));
    double* const widened = patches + Product(in_channels_, count);
    for (int tap = 0; tap < taps(); ++tap) {
      Gather(in, first, count, tap, 1, patches);
      // For the length of one product: the weights are float32 and stay so.
      const float* const from =
          weights_.data() + Product(tap, in_channels_, out_channels_) + channel;
      for (int i = 0; i < in_channels_; ++i) {
        std::copy_n(from + i * ptrdiff_t{out_channels_}, channels,
                    widened + i * ptrdiff_t{channels});
      }
      workspace.kernels().gemm(Transposed::kNone, count, channels, in_channels_, patches,
                               in_channels_, widened, channels, accumulate || tap > 0,
                               out.point(first) + channel, out_channels_);
    }
  });
}

template class ConvolutionLayer<float>;
template class ConvolutionLayer<double>;

}  // namespace tidemark::reference
