#include <algorithm>

#include "converter/error.h"
#include "harness/backends/ane/ops.h"

namespace tidemark::harness::ane {
namespace {

BuiltOp View(const Value& x, Shape shape) {
  BuiltOp built;
  built.outputs = {{x.type.element, std::move(shape)}};
  built.inputs = {&x};
  built.constant = x.constant;
  return built;
}

}  // namespace

BuiltOp BuildIdentity(const OpArguments& arguments) {
  const Value& x = arguments.Tensor("x");
  return View(x, x.type.shape);
}

BuiltOp BuildReshape(const OpArguments& arguments) {
  const Value& x = arguments.Tensor("x");
  const auto shape = arguments.RequiredInts("shape");
  const bool copies = std::find(shape.begin(), shape.end(), 0) != shape.end();
  if (copies && arguments.opset() < 6 && shape.size() != x.type.shape.size()) {
    throw FormatError("a reshape copies a dimension, which CoreML5 allows only if the rank stays " +
                      std::to_string(x.type.shape.size()));
  }
  return View(x, Reshape(x.type.shape, shape));
}

BuiltOp BuildSqueeze(const OpArguments& arguments) {
  const Value& x = arguments.Tensor("x");
  const Shape& shape = x.type.shape;
  std::vector<size_t> axes;
  if (const auto named = arguments.Ints("axes"); named.has_value()) {
    axes = AxesOf(*named, shape.size());
  } else {
    for (size_t i = 0; i < shape.size(); ++i) axes.push_back(i);
  }
  Shape squeezed;
  for (size_t i = 0; i < shape.size(); ++i) {
    const bool named = std::binary_search(axes.begin(), axes.end(), i);
    // An axis of another size than 1 is kept, as Core ML does.
    if (!named || shape[i] != Dimension{.fixed = 1}) squeezed.push_back(shape[i]);
  }
  return View(x, std::move(squeezed));
}

BuiltOp BuildExpandDims(const OpArguments& arguments) {
  const Value& x = arguments.Tensor("x");
  const auto named = arguments.RequiredInts("axes");
  const size_t rank = x.type.shape.size() + named.size();
  const auto axes = AxesOf(named, rank);
  Shape shape = x.type.shape;
  for (const size_t axis : axes) {
    shape.insert(shape.begin() + static_cast<ptrdiff_t>(axis), Dimension{.fixed = 1});
  }
  return View(x, std::move(shape));
}

}  // namespace tidemark::harness::ane
