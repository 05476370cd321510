#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "converter/error.h"
#include "harness/backends/ane/ops.h"
#include "harness/backends/ane/vector_kernels.h"
#include "reference/eigen/gemm.h"

namespace tidemark::harness::ane {
namespace {

struct Sizes {
  explicit Sizes(std::span<const Operand> inputs) {
    const auto from_end = [](const Operand& operand, size_t i) {
      return static_cast<size_t>(operand.extents.end()[-static_cast<ptrdiff_t>(i)]);
    };
    queries = from_end(inputs[0], 2);
    width = from_end(inputs[0], 1);
    keys = from_end(inputs[1], 2);
    value_width = from_end(inputs[2], 1);
    heads = ElementsOf(inputs[0].extents) / (queries * width);
  }

  size_t scratch() const { return width * keys + queries * keys; }

  size_t heads, queries, width, keys, value_width;
};

// softmax(query * key^T / sqrt(E) + mask) * value for each of the leading indices. The steps
// between are not rounded: it is one operation.
class AttentionKernel final : public Kernel {
 public:
  size_t ScratchFloats(const StepSizes& sizes) const override {
    return static_cast<size_t>(sizes.threads) * Sizes(sizes.inputs).scratch();
  }

  double Operations(const StepSizes& sizes) const override {
    const Sizes s(sizes.inputs);
    return 2.0 * static_cast<double>(s.heads * s.queries * s.keys * (s.width + s.value_width));
  }

  void Run(const StepArguments& step) const override {
    const Sizes s(step.inputs);
    step.Share(s.heads, [&](size_t head, size_t worker) {
      Attend(step, s, head, step.scratch.data() + worker * s.scratch());
    });
  }

 private:
  static void Attend(const StepArguments& step, const Sizes& s, size_t head, float* scratch) {
    float* const key = scratch;
    float* const scores = scratch + s.width * s.keys;
    const float* const keys = step.inputs[1].floats() + head * s.keys * s.width;
    for (size_t i = 0; i < s.keys; ++i) {
      for (size_t j = 0; j < s.width; ++j) key[j * s.keys + i] = keys[i * s.width + j];
    }
    const auto stride = [](size_t size) { return static_cast<ptrdiff_t>(size); };
    const auto size = [](size_t count) { return static_cast<int>(count); };
    reference::Gemm(false, size(s.queries), size(s.keys), size(s.width),
                    step.inputs[0].floats() + head * s.queries * s.width, stride(s.width), key,
                    stride(s.keys), false, scores, stride(s.keys));
    const float scale = 1.0F / std::sqrt(static_cast<float>(s.width));
    Vectors().binary(BinaryOp::kMultiply, RowForm::kYIsOne, false, scores, &scale,
                     s.queries * s.keys, scores);
    if (step.inputs.size() > 3) {
      const std::span<const int64_t> extents(step.inputs[0].extents);
      Mask(step.inputs[3], extents.first(extents.size() - 2), s, head, scores);
    }
    for (size_t i = 0; i < s.queries; ++i) {
      Vectors().softmax(false, scores + i * s.keys, s.keys, scores + i * s.keys);
    }
    float* const out = step.outputs[0].floats() + head * s.queries * s.value_width;
    reference::Gemm(false, size(s.queries), size(s.value_width), size(s.keys), scores,
                    stride(s.keys), step.inputs[2].floats() + head * s.keys * s.value_width,
                    stride(s.value_width), false, out, stride(s.value_width));
    Vectors().unary(UnaryOp::kCopy, 0, step.outputs[0].rounds(), out, s.queries * s.value_width,
                    out);
  }

  // Which of the mask's matrices belongs to the `head`-th index of the leading dimensions
  // `leading`: those of the mask that are 1 are the same for all.
  static size_t MaskOf(const Operand& mask, std::span<const int64_t> leading, size_t head) {
    if (mask.extents.size() == 2) return 0;
    size_t matrix = 0;
    size_t step = 1;
    for (size_t i = leading.size(); i-- > 0;) {
      const auto extent = static_cast<size_t>(leading[i]);
      const auto own = static_cast<size_t>(mask.extents[i]);
      if (own != 1) matrix += head % extent * step;
      head /= extent;
      step *= own;
    }
    return matrix;
  }

  // Adds a mask of numbers, or closes what a mask of truth values leaves out.
  static void Mask(const Operand& mask, std::span<const int64_t> leading, const Sizes& s,
                   size_t head, float* scores) {
    const size_t size = s.queries * s.keys;
    const size_t start = MaskOf(mask, leading, head) * size;
    if (mask.type == ElementType::kBool) {
      for (size_t i = 0; i < size; ++i) {
        if (mask.ints()[start + i] == 0) scores[i] = -std::numeric_limits<float>::infinity();
      }
    } else {
      Vectors().binary(BinaryOp::kAdd, RowForm::kBothVary, false, scores, mask.floats() + start,
                       size, scores);
    }
  }
};

// Has all sizes of `scores`, or 1 for leading ones.
bool Stretches(const Shape& mask, const Shape& scores) {
  if (mask.size() != scores.size()) return false;
  for (size_t i = 0; i < scores.size(); ++i) {
    const bool is_leading = i + 2 < scores.size();
    if (mask[i] != scores[i] && !(is_leading && mask[i] == Dimension{.fixed = 1})) return false;
  }
  return true;
}

}  // namespace

BuiltOp BuildScaledDotProductAttention(const OpArguments& arguments) {
  const Value& query = arguments.Float("query");
  const Value& key = arguments.SameType("key", query);
  const Value& value = arguments.SameType("value", query);
  const Shape& q = query.type.shape;
  const Shape& k = key.type.shape;
  const Shape& v = value.type.shape;
  if (q.size() < 3 || k.size() != q.size() || v.size() != q.size() ||
      !std::equal(q.begin(), q.end() - 2, k.begin()) ||
      !std::equal(q.begin(), q.end() - 2, v.begin()) || q.back() != k.back() ||
      k.end()[-2] != v.end()[-2]) {
    throw FormatError("query " + ToString(q) + ", key " + ToString(k) + " and value " +
                      ToString(v) + " must be of shapes [B, ..., L, E], [B, ..., S, E] and " +
                      "[B, ..., S, EV]");
  }
  Shape scores = q;
  scores.back() = k.end()[-2];
  BuiltOp built;
  built.inputs = {&query, &key, &value};
  if (const Value* const mask = arguments.Find("attn_mask"); mask != nullptr) {
    if (mask->type.element != ElementType::kBool) arguments.SameType("attn_mask", query);
    const Shape matrix(scores.end() - 2, scores.end());
    const Shape& shape = mask->type.shape;
    if (shape != matrix && !Stretches(shape, scores)) {
      throw FormatError("parameter 'attn_mask' must be of shape " + ToString(scores) +
                        ", with 1 for any leading size, or " + ToString(matrix) + ", and is " +
                        ToString(mask->type));
    }
    built.inputs.push_back(mask);
  }
  Shape result = q;
  result.back() = v.back();
  built.outputs = {{query.type.element, std::move(result)}};
  built.kernel = std::make_unique<AttentionKernel>();
  return built;
}

}  // namespace tidemark::harness::ane
