#include "reference/eigen/convolution.h"

#include <algorithm>
#include <type_traits>
#include <vector>

#include "reference/eigen/weights.h"

namespace tidemark::reference {
namespace {

// A layer's outputs are computed in pieces of so many channels and points, whatever the number of
// threads: the order of a sum can depend on the shape of the product it is part of.
constexpr int kPieceChannels = 96;
constexpr int kPiecePoints = 192;

int Pieces(int count, int piece) { return (count + piece - 1) / piece; }

size_t Product(int a, int b, int c, int d) {
  return static_cast<size_t>(a) * static_cast<size_t>(b) * static_cast<size_t>(c) *
         static_cast<size_t>(d);
}

}  // namespace

template <typename Scalar>
struct ConvolutionLayer<Scalar>::Piece {
  int channel = 0;
  int channels = 0;
  int point = 0;
  int points = 0;
};

template <typename Scalar>
ConvolutionLayer<Scalar>::ConvolutionLayer(const converter::Convolution& convolution,
                                           const converter::TensorStore& weights)
    : kernel_y_(convolution.kernel_y),
      kernel_x_(convolution.kernel_x),
      in_channels_(convolution.in_channels),
      out_channels_(convolution.out_channels),
      weights_(WeightsOf(weights, convolution.weights,
                         Product(kernel_y_, kernel_x_, in_channels_, out_channels_),
                         convolution.name)) {}

template <typename Scalar>
void ConvolutionLayer<Scalar>::Apply(Workspace<Scalar>& workspace, const FeatureMap<Scalar>& in,
                                     bool accumulate, FeatureMap<Scalar>& out) const {
  const int span = workspace.grid().span;
  const int across = Pieces(span, kPiecePoints);
  workspace.workers().Run(Pieces(out_channels_, kPieceChannels) * across, [&](int task, int) {
    Piece piece;
    piece.channel = task / across * kPieceChannels;
    piece.channels = std::min(kPieceChannels, out_channels_ - piece.channel);
    piece.point = task % across * kPiecePoints;
    piece.points = std::min(kPiecePoints, span - piece.point);
    ApplyTo(piece, workspace, in, accumulate, out);
  });
}

template <typename Scalar>
void ConvolutionLayer<Scalar>::ApplyTo(const Piece& piece, const Workspace<Scalar>& workspace,
                                       const FeatureMap<Scalar>& in, bool accumulate,
                                       FeatureMap<Scalar>& out) const {
  const PointGrid& grid = workspace.grid();
  std::vector<Scalar> widened;
  for (int y = 0; y < kernel_y_; ++y) {
    for (int x = 0; x < kernel_x_; ++x) {
      const float* tap = weights_.data() +
                         Product(y * kernel_x_ + x, in_channels_, out_channels_, 1) + piece.channel;
      const Scalar* a = nullptr;
      ptrdiff_t a_stride = out_channels_;
      if constexpr (std::is_same_v<Scalar, float>) {
        a = tap;
      } else {
        // Kept for the length of one product: the weights are float32 and stay so.
        widened.resize(Product(in_channels_, piece.channels, 1, 1));
        for (int i = 0; i < in_channels_; ++i) {
          std::copy_n(tap + i * ptrdiff_t{out_channels_}, piece.channels,
                      widened.data() + i * ptrdiff_t{piece.channels});
        }
        a = widened.data();
        a_stride = piece.channels;
      }
      const ptrdiff_t shift =
          (y - kernel_y_ / 2) * ptrdiff_t{grid.pitch} + (x - kernel_x_ / 2) + piece.point;
      workspace.kernels().gemm(true, piece.channels, piece.points, in_channels_, a, a_stride,
                               in.channel(0) + grid.origin + shift, grid.size,
                               accumulate || y > 0 || x > 0,
                               out.channel(piece.channel) + grid.origin + piece.point, grid.size);
    }
  }
}

template class ConvolutionLayer<float>;
template class ConvolutionLayer<double>;

}  // namespace tidemark::reference
