#include <algorithm>

#include "converter/error.h"
#include "harness/backends/ane/broadcast.h"
#include "harness/backends/ane/ops.h"
#include "harness/backends/ane/vector_kernels.h"
#include "harness/backends/ane/weight_panel.h"
#include "reference/eigen/gemm.h"

namespace tidemark::harness::ane {
namespace {

// Results that a worker rounds at a time.
constexpr size_t kRounded = 16384;

struct Orientation {
  bool transpose_x = false;
  bool transpose_y = false;
  // Operands of one dimension: a row on the left, a column on the right.
  bool x_is_row = false;
  bool y_is_column = false;
};

// The matrices that an operand consists of, as they are stored.
struct Matrices {
  Matrices(std::span<const int64_t> extents, bool is_row, bool is_column) {
    const size_t rank = extents.size();
    rows = is_row ? 1 : static_cast<size_t>(extents[rank - (is_column ? 1 : 2)]);
    columns = is_column ? 1 : static_cast<size_t>(extents[rank - 1]);
    batch = extents.first(rank - std::min<size_t>(rank, is_row || is_column ? 1 : 2));
  }

  size_t size() const { return rows * columns; }

  std::span<const int64_t> batch;
  size_t rows = 1;
  size_t columns = 1;
};

struct Product {
  Product(const Orientation& orientation, std::span<const Operand> inputs)
      : x(inputs[0].extents, orientation.x_is_row, false),
        y(inputs[1].extents, false, orientation.y_is_column) {
    rows = orientation.transpose_x ? x.columns : x.rows;
    terms = orientation.transpose_x ? x.rows : x.columns;
    columns = orientation.transpose_y ? y.rows : y.columns;
  }

  Matrices x;
  Matrices y;
  size_t rows = 0;
  size_t terms = 0;
  size_t columns = 0;
};

double ProductOperations(const Orientation& orientation, const StepSizes& sizes) {
  const Product product(orientation, sizes.inputs);
  return 2.0 * static_cast<double>(ElementsOf(sizes.outputs[0].extents) * product.terms);
}

void Multiply(bool transpose_x, size_t rows, size_t columns, size_t terms, const float* x,
              const WeightPanel& y, float* out, size_t out_stride) {
  reference::Gemm(transpose_x, static_cast<int>(rows), static_cast<int>(columns),
                  static_cast<int>(terms), x, static_cast<ptrdiff_t>(transpose_x ? rows : terms),
                  y.values, static_cast<ptrdiff_t>(y.row_stride), false, out,
                  static_cast<ptrdiff_t>(out_stride));
}

void Transpose(const float* from, size_t rows, size_t columns, float* to) {
  for (size_t row = 0; row < rows; ++row) {
    for (size_t column = 0; column < columns; ++column) {
      to[column * rows + row] = from[row * columns + column];
    }
  }
}

// All the rows of x times one matrix [terms, columns], a panel of its columns at a time.
class SharedMatrixKernel final : public Kernel {
 public:
  // `rows_per_item` rows are multiplied at a time, so that the rows of one position of the batch
  // are grouped alike whatever the batch is; 0 means all.
  SharedMatrixKernel(const Orientation& orientation, int64_t rows_per_item)
      : orientation_(orientation), rows_per_item_(static_cast<size_t>(rows_per_item)) {}

  bool TakesHalves(size_t input) const override { return input == 1; }
  bool IsProduct() const override { return true; }

  size_t ScratchFloats(const StepSizes& sizes) const override {
    const Product product(orientation_, sizes.inputs);
    return static_cast<size_t>(sizes.threads) * product.terms * kPanel;
  }

  double Operations(const StepSizes& sizes) const override {
    return ProductOperations(orientation_, sizes);
  }

  void Run(const StepArguments& step) const override {
    const Product product(orientation_, step.inputs);
    const Operand& x = step.inputs[0];
    const Result& out = step.outputs[0];
    const size_t all_rows = ElementsOf(x.extents) / product.terms;
    const size_t at_a_time = rows_per_item_ == 0 ? all_rows : rows_per_item_;
    const size_t parts = (product.columns + kPanel - 1) / kPanel;
    step.Share(parts, [&](size_t part, size_t worker) {
      const size_t first = part * kPanel;
      const size_t count = std::min(kPanel, product.columns - first);
      const WeightPanel panel =
          ColumnPanel(step.inputs[1], product.terms, product.columns, first, count,
                      step.scratch.data() + worker * product.terms * kPanel);
      for (size_t row = 0; row < all_rows; row += at_a_time) {
        Multiply(false, at_a_time, count, product.terms, x.floats() + row * product.terms, panel,
                 out.floats() + row * product.columns + first, product.columns);
      }
    });
    if (!out.rounds()) return;
    step.ShareRange(all_rows * product.columns, kRounded, [&](size_t first, size_t last, size_t) {
      float* const results = out.floats() + first;
      Vectors().unary(UnaryOp::kCopy, 0, true, results, last - first, results);
    });
  }

 private:
  Orientation orientation_;
  size_t rows_per_item_;
};

// Pairs of matrices, broadcast over the leading dimensions.
class MatmulKernel final : public Kernel {
 public:
  explicit MatmulKernel(const Orientation& orientation) : orientation_(orientation) {}

  bool IsProduct() const override { return true; }

  size_t ScratchFloats(const StepSizes& sizes) const override {
    if (!orientation_.transpose_y) return 0;
    const Product product(orientation_, sizes.inputs);
    return static_cast<size_t>(sizes.threads) * product.y.size();
  }

  double Operations(const StepSizes& sizes) const override {
    return ProductOperations(orientation_, sizes);
  }

  void Run(const StepArguments& step) const override {
    const Product product(orientation_, step.inputs);
    const std::vector<Pair> pairs = PairsOf(product);
    step.Share(pairs.size(), [&](size_t part, size_t worker) {
      MultiplyPair(step, product, pairs[part], part,
                   step.scratch.data() + worker * product.y.size());
    });
  }

 private:
  struct Pair {
    size_t x = 0;
    size_t y = 0;
  };

  static std::vector<Pair> PairsOf(const Product& product) {
    Extents out(std::max(product.x.batch.size(), product.y.batch.size()), 1);
    for (const auto& batch : {product.x.batch, product.y.batch}) {
      for (size_t i = 0; i < batch.size(); ++i) {
        int64_t& extent = out[out.size() - batch.size() + i];
        extent = std::max(extent, batch[i]);
      }
    }
    const BroadcastRows rows(product.x.batch, product.y.batch, out);
    std::vector<Pair> pairs;
    rows.ForEach([&](const BroadcastRows::Row& row) {
      for (size_t i = 0; i < rows.length(); ++i) {
        pairs.push_back({.x = row.x + (rows.form() == RowForm::kXIsOne ? 0 : i),
                         .y = row.y + (rows.form() == RowForm::kYIsOne ? 0 : i)});
      }
    });
    return pairs;
  }

  void MultiplyPair(const StepArguments& step, const Product& product, const Pair& pair,
                    size_t index, float* scratch) const {
    const float* const x = step.inputs[0].floats() + pair.x * product.x.size();
    const float* y = step.inputs[1].floats() + pair.y * product.y.size();
    float* const out = step.outputs[0].floats() + index * product.rows * product.columns;
    if (orientation_.transpose_y) {
      Transpose(y, product.y.rows, product.y.columns, scratch);
      y = scratch;
    }
    Multiply(orientation_.transpose_x, product.rows, product.columns, product.terms, x,
             {.values = y, .row_stride = product.columns}, out, product.columns);
    FinishRows(out, product.rows, product.columns, nullptr, step.outputs[0].rounds());
  }

  Orientation orientation_;
};

Shape LeadingOf(const Shape& shape) {
  return {shape.begin(), shape.end() - static_cast<ptrdiff_t>(std::min<size_t>(shape.size(), 2))};
}

}  // namespace

BuiltOp BuildMatmul(const OpArguments& arguments) {
  const Value& x = arguments.Float("x");
  const bool weight = arguments.Tensor("y").constant != nullptr;
  const Value& y = weight ? arguments.Weight("y", x, false) : arguments.SameType("y", x);
  if (x.type.shape.empty() || y.type.shape.empty()) {
    throw FormatError("the operands of a product must have dimensions");
  }
  Orientation orientation;
  orientation.x_is_row = x.type.shape.size() == 1;
  orientation.y_is_column = y.type.shape.size() == 1;
  orientation.transpose_x = arguments.Bool("transpose_x").value_or(false) && !orientation.x_is_row;
  orientation.transpose_y =
      arguments.Bool("transpose_y").value_or(false) && !orientation.y_is_column;

  Shape left = x.type.shape;
  Shape right = y.type.shape;
  if (orientation.x_is_row) left.insert(left.begin(), {.fixed = 1});
  if (orientation.y_is_column) right.push_back({.fixed = 1});
  if (orientation.transpose_x) std::swap(left.end()[-1], left.end()[-2]);
  if (orientation.transpose_y) std::swap(right.end()[-1], right.end()[-2]);
  if (left.back() != right.end()[-2]) {
    throw FormatError("matrices of shapes " + ToString(left) + " and " + ToString(right) +
                      " do not multiply");
  }
  Shape shape = Broadcast(LeadingOf(left), LeadingOf(right));
  if (!orientation.x_is_row) shape.push_back(left.end()[-2]);
  if (!orientation.y_is_column) shape.push_back(right.back());

  BuiltOp built;
  built.outputs = {{x.type.element, std::move(shape)}};
  built.inputs = {&x, &y};
  const bool shared = CountOf(LeadingOf(right)) == Dimension{.fixed = 1} &&
                      !orientation.transpose_x && !orientation.transpose_y;
  if (shared) {
    const Dimension rows = CountOf(std::span(left).first(left.size() - 1));
    const int64_t rows_per_item = rows.fixed == 0 ? rows.per_batch : 0;
    built.kernel = std::make_unique<SharedMatrixKernel>(orientation, rows_per_item);
  } else {
    built.kernel = std::make_unique<MatmulKernel>(orientation);
  }
  return built;
}

}  // namespace tidemark::harness::ane
