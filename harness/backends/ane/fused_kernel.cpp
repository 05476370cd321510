#include "harness/backends/ane/fused_kernel.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tidemark::harness::ane {
namespace {

// Results that are computed at a time.
constexpr size_t kChunk = 1024;
// Chunks that a worker takes at a time.
constexpr size_t kChunksOfPart = 8;

}  // namespace

FusedKernel::FusedKernel(Product product, std::vector<Operation> operations, size_t slots)
    : product_(std::move(product)), operations_(std::move(operations)), slots_(slots) {}

template <typename Action>
auto FusedKernel::WithProduct(const StepSizes& sizes, const Action& action) const {
  const std::array outputs = {
      Result{.type = product_.type, .extents = sizes.outputs[0].extents, .cells = nullptr}};
  return action(StepSizes{
      .inputs = sizes.inputs.first(product_.inputs), .outputs = outputs, .threads = sizes.threads});
}

size_t FusedKernel::ScratchFloats(const StepSizes& sizes) const {
  const size_t own = static_cast<size_t>(sizes.threads) * slots_ * kChunk;
  if (product_.kernel == nullptr) return own;
  return std::max(own, WithProduct(sizes, [this](const StepSizes& of_product) {
                    return product_.kernel->ScratchFloats(of_product);
                  }));
}

double FusedKernel::Operations(const StepSizes& sizes) const {
  if (product_.kernel == nullptr) return 0;
  return WithProduct(sizes, [this](const StepSizes& of_product) {
    return product_.kernel->Operations(of_product);
  });
}

bool FusedKernel::TakesHalves(size_t input) const {
  return input < product_.inputs && product_.kernel->TakesHalves(input);
}

// A product's result is in the memory of the step's before other inputs are read.
bool FusedKernel::InPlace(size_t) const { return product_.kernel == nullptr; }

void FusedKernel::Run(const StepArguments& step) const {
  const Result& out = step.outputs[0];
  if (product_.kernel != nullptr) {
    const std::array outputs = {
        Result{.type = product_.type, .extents = out.extents, .cells = out.cells}};
    product_.kernel->Run({.inputs = step.inputs.first(product_.inputs),
                          .outputs = outputs,
                          .batch = step.batch,
                          .scratch = step.scratch,
                          .workers = step.workers});
  }
  const auto extents_of = [&](const Source& source) -> const Extents& {
    return source.kind == Source::Kind::kInput ? step.inputs[source.index].extents : out.extents;
  };
  std::vector<BroadcastRows> rows;
  rows.reserve(operations_.size());
  for (const Operation& operation : operations_) {
    const Extents& x = extents_of(operation.x);
    const bool binary = operation.elementwise.operands == 2;
    rows.emplace_back(x, binary ? extents_of(operation.y) : x, out.extents);
  }
  step.ShareRange(ElementsOf(out.extents), kChunk * kChunksOfPart,
                  [&](size_t first, size_t last, size_t worker) {
                    float* const slots = step.scratch.data() + worker * slots_ * kChunk;
                    for (; first < last; first += kChunk) {
                      RunChunk(step, rows, first, std::min(first + kChunk, last), slots);
                    }
                  });
}

void FusedKernel::RunChunk(const StepArguments& step, const std::vector<BroadcastRows>& rows,
                           size_t first, size_t last, float* slots) const {
  const VectorKernels& vectors = Vectors();
  float* const out = step.outputs[0].floats();
  // Element `offset` of an operand.
  const auto at = [&](const Source& source, size_t offset) -> const float* {
    switch (source.kind) {
      case Source::Kind::kInput:
        return step.inputs[source.index].floats() + offset;
      case Source::Kind::kProduct:
        return out + offset;
      case Source::Kind::kSlot:
        break;
    }
    return slots + source.index * kChunk + (offset - first);
  };
  for (size_t i = 0; i < operations_.size(); ++i) {
    const Operation& operation = operations_[i];
    const Elementwise& elementwise = operation.elementwise;
    float* const to = i + 1 == operations_.size() ? out + first : slots + operation.slot * kChunk;
    if (elementwise.operands == 1) {
      vectors.unary(elementwise.unary, elementwise.parameter, operation.rounds,
                    at(operation.x, first), last - first, to);
      continue;
    }
    rows[i].ForEachWithin(first, last, [&](const BroadcastRows::Row& row, size_t count) {
      vectors.binary(elementwise.binary, rows[i].form(), operation.rounds, at(operation.x, row.x),
                     at(operation.y, row.y), count, to + (row.out - first));
    });
  }
}

}  // namespace tidemark::harness::ane
