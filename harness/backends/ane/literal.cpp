#include "harness/backends/ane/literal.h"

#include <cstring>
#include <memory>
#include <utility>

#include "converter/error.h"

namespace tidemark::harness::ane {
namespace {

[[noreturn]] void WrongPayload(ElementType element, std::string_view member) {
  throw FormatError("a constant of type " + std::string(NameOf(element)) + " must have its " +
                    "elements in '" + std::string(member) + "'");
}

void CheckCount(size_t found, size_t expected) {
  if (found != expected) {
    throw FormatError("a constant of " + std::to_string(expected) + " elements has " +
                      std::to_string(found));
  }
}

ConstantPtr HalvesFromBytes(const std::string& bytes, size_t count) {
  if (bytes.size() != count * sizeof(uint16_t)) {
    throw FormatError("a constant of " + std::to_string(count) + " fp16 elements has " +
                      std::to_string(bytes.size()) + " bytes");
  }
  auto halves = std::make_shared<std::vector<uint16_t>>(count);
  std::memcpy(halves->data(), bytes.data(), bytes.size());
  const std::span<const uint16_t> view = *halves;
  return HalfConstant(view, std::move(halves), view.size_bytes());
}

ConstantPtr Immediate(const mil::TensorValue& tensor, ElementType element, size_t count) {
  switch (element) {
    case ElementType::kFloat16:
      if (!tensor.has_bytes()) WrongPayload(element, "bytes");
      return HalvesFromBytes(tensor.bytes().values(), count);
    case ElementType::kFloat32: {
      if (!tensor.has_floats()) WrongPayload(element, "floats");
      const auto& values = tensor.floats().values();
      CheckCount(static_cast<size_t>(values.size()), count);
      return FloatConstant({values.begin(), values.end()});
    }
    case ElementType::kInt32: {
      if (!tensor.has_ints()) WrongPayload(element, "ints");
      const auto& values = tensor.ints().values();
      CheckCount(static_cast<size_t>(values.size()), count);
      return IntConstant({values.begin(), values.end()});
    }
    case ElementType::kBool: {
      if (!tensor.has_bools()) WrongPayload(element, "bools");
      const auto& values = tensor.bools().values();
      CheckCount(static_cast<size_t>(values.size()), count);
      return IntConstant({values.begin(), values.end()});
    }
    case ElementType::kString:
      if (!tensor.has_strings()) WrongPayload(element, "strings");
      CheckCount(static_cast<size_t>(tensor.strings().values_size()), 1);
      CheckCount(count, 1);
      return TextConstant(tensor.strings().values(0));
  }
  throw FormatError("a constant of an unknown type");
}

}  // namespace

DeclaredType DeclaredTypeOf(const mil::ValueType& type) {
  if (!type.has_tensortype()) throw FormatError("only tensor types are supported");
  const mil::TensorType& tensor = type.tensortype();
  DeclaredType declared;
  declared.element = ElementTypeOf(tensor.datatype());
  if (tensor.rank() != tensor.dimensions_size()) {
    throw FormatError("a tensor of rank " + std::to_string(tensor.rank()) + " has " +
                      std::to_string(tensor.dimensions_size()) + " dimensions");
  }
  if (tensor.rank() > kMaxRank) {
    throw FormatError("a tensor of rank " + std::to_string(tensor.rank()) + "; the limit is " +
                      std::to_string(kMaxRank));
  }
  for (const mil::Dimension& dimension : tensor.dimensions()) {
    if (dimension.has_unknown() && !dimension.unknown().variadic()) {
      declared.dimensions.emplace_back();
      continue;
    }
    const uint64_t size = dimension.constant().size();
    if (!dimension.has_constant() || size == 0 || size > static_cast<uint64_t>(kMaxElements)) {
      throw FormatError("a dimension must be unknown or a number from 1 to " +
                        std::to_string(kMaxElements));
    }
    declared.dimensions.emplace_back(static_cast<int64_t>(size));
  }
  return declared;
}

std::string ToString(const DeclaredType& type) {
  std::string text = std::string(NameOf(type.element)) + " [";
  for (size_t i = 0; i < type.dimensions.size(); ++i) {
    if (i > 0) text += ", ";
    text += type.dimensions[i].has_value() ? std::to_string(*type.dimensions[i]) : "?";
  }
  return text + "]";
}

bool Matches(const TensorType& type, const DeclaredType& declared) {
  if (type.element != declared.element || type.shape.size() != declared.dimensions.size()) {
    return false;
  }
  for (size_t i = 0; i < type.shape.size(); ++i) {
    const auto& size = declared.dimensions[i];
    if (size.has_value() && type.shape[i] != Dimension{.fixed = *size}) return false;
  }
  return true;
}

Literal ReadLiteral(const mil::Value& value, WeightStore& weights) {
  const DeclaredType declared = DeclaredTypeOf(value.type());
  Literal literal;
  literal.type.element = declared.element;
  for (const auto& size : declared.dimensions) {
    if (!size.has_value()) throw FormatError("a constant must have dimensions of known size");
    literal.type.shape.push_back({.fixed = *size});
  }
  const auto count = static_cast<size_t>(CountOf(literal.type.shape).fixed);
  if (value.has_blobfilevalue()) {
    literal.constant = weights.Read(value.blobfilevalue().filename(),
                                    value.blobfilevalue().offset(), declared.element, count);
  } else if (value.has_immediatevalue() && value.immediatevalue().has_tensor()) {
    literal.constant = Immediate(value.immediatevalue().tensor(), declared.element, count);
  } else {
    throw FormatError("a constant must have an immediate tensor or a place in a weight file");
  }
  return literal;
}

}  // namespace tidemark::harness::ane
