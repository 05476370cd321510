#include <algorithm>
#include <limits>

#include "converter/error.h"
#include "harness/backends/ane/ops.h"
#include "harness/backends/ane/vector_kernels.h"

namespace tidemark::harness::ane {
namespace {

enum class Reduction { kSum, kMean, kMax };

// Folds dimension after dimension, outermost first. The results are the accumulators, so they are
// rounded only at the end.
class Folding {
 public:
  Folding(Reduction reduction, std::span<const int64_t> extents, std::span<const size_t> axes) {
    max_ = reduction == Reduction::kMax;
    for (size_t i = 0; i < extents.size(); ++i) {
      const bool reduced = std::binary_search(axes.begin(), axes.end(), i);
      const auto count = static_cast<size_t>(extents[i]);
      if (!loops_.empty() && loops_.back().reduced == reduced) {
        loops_.back().count *= count;
      } else {
        loops_.push_back({.count = count, .reduced = reduced});
      }
    }
    if (loops_.empty()) loops_.push_back({});
    size_t in = 1;
    size_t out = 1;
    for (size_t i = loops_.size(); i-- > 0;) {
      Loop& loop = loops_[i];
      loop.step_in = in;
      loop.step_out = loop.reduced ? 0 : out;
      in *= loop.count;
      if (!loop.reduced) out *= loop.count;
    }
    results_ = out;
  }

  size_t results() const { return results_; }

  // Pieces that can be computed apart from each other: those of the outermost dimension that is
  // kept.
  size_t pieces() const { return loops_[0].reduced || loops_.size() == 1 ? 1 : loops_[0].count; }
  size_t results_of_piece() const { return results_ / pieces(); }

  void Run(size_t piece, const float* x, float* out) const {
    const size_t results = results_of_piece();
    out += piece * results;
    std::fill_n(out, results, max_ ? -std::numeric_limits<float>::infinity() : 0.0F);
    if (pieces() == 1) {
      Fold(0, x, out);
    } else {
      Fold(1, x + piece * loops_[0].step_in, out);
    }
  }

 private:
  struct Loop {
    size_t count = 1;
    bool reduced = false;
    size_t step_in = 0;
    size_t step_out = 0;
  };

  void Fold(size_t depth, const float* x, float* out) const {
    const VectorKernels& vectors = Vectors();
    const Loop& loop = loops_[depth];
    if (depth + 1 < loops_.size()) {
      for (size_t i = 0; i < loop.count; ++i) {
        Fold(depth + 1, x + i * loop.step_in, out + i * loop.step_out);
      }
    } else if (loop.reduced) {
      const float folded = max_ ? vectors.max(x, loop.count) : vectors.sum(x, loop.count);
      vectors.binary(op(), RowForm::kBothVary, false, out, &folded, 1, out);
    } else {
      vectors.binary(op(), RowForm::kBothVary, false, out, x, loop.count, out);
    }
  }

  BinaryOp op() const { return max_ ? BinaryOp::kMaximum : BinaryOp::kAdd; }

  bool max_ = false;
  // Alternately reduced and kept.
  std::vector<Loop> loops_;
  size_t results_ = 1;
};

class ReduceKernel final : public Kernel {
 public:
  ReduceKernel(Reduction reduction, std::vector<size_t> axes)
      : reduction_(reduction), axes_(std::move(axes)) {}

  void Run(const StepArguments& step) const override {
    const Operand& x = step.inputs[0];
    const Result& out = step.outputs[0];
    const Folding folding(reduction_, x.extents, axes_);
    const size_t terms = ElementsOf(x.extents) / folding.results();
    const size_t pieces = folding.pieces();
    const size_t size = std::max<size_t>(ElementsOf(x.extents) / pieces, 1);
    const size_t at_a_time = std::max<size_t>(kSharedElements / size, 1);
    step.ShareRange(pieces, at_a_time, [&](size_t first, size_t last, size_t) {
      for (size_t piece = first; piece < last; ++piece) {
        folding.Run(piece, x.floats(), out.floats());
      }
      const size_t results = folding.results_of_piece();
      Finish(static_cast<float>(terms), out.rounds(), (last - first) * results,
             out.floats() + first * results);
    });
  }

 private:
  void Finish(float terms, bool rounds, size_t count, float* results) const {
    const VectorKernels& vectors = Vectors();
    if (reduction_ == Reduction::kMean) {
      vectors.binary(BinaryOp::kDivide, RowForm::kYIsOne, rounds, results, &terms, count, results);
    } else if (rounds) {
      vectors.unary(UnaryOp::kCopy, 0, true, results, count, results);
    }
  }

  Reduction reduction_;
  std::vector<size_t> axes_;
};

BuiltOp Reduce(Reduction reduction, const OpArguments& arguments) {
  const Value& x = arguments.Float("x");
  const Shape& shape = x.type.shape;
  std::vector<size_t> axes;
  if (const auto named = arguments.Ints("axes"); named.has_value()) {
    axes = AxesOf(*named, shape.size());
  } else {
    for (size_t i = 0; i < shape.size(); ++i) axes.push_back(i);
  }
  const bool keep = arguments.Bool("keep_dims").value_or(false);
  Shape reduced;
  for (size_t i = 0; i < shape.size(); ++i) {
    if (!std::binary_search(axes.begin(), axes.end(), i)) {
      reduced.push_back(shape[i]);
    } else if (keep) {
      reduced.push_back({.fixed = 1});
    }
  }
  BuiltOp built;
  built.outputs = {{x.type.element, std::move(reduced)}};
  built.inputs = {&x};
  built.kernel = std::make_unique<ReduceKernel>(reduction, std::move(axes));
  return built;
}

}  // namespace

BuiltOp BuildReduceSum(const OpArguments& arguments) { return Reduce(Reduction::kSum, arguments); }
BuiltOp BuildReduceMean(const OpArguments& arguments) {
  return Reduce(Reduction::kMean, arguments);
}
BuiltOp BuildReduceMax(const OpArguments& arguments) { return Reduce(Reduction::kMax, arguments); }

}  // namespace tidemark::harness::ane
