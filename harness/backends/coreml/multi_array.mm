#include "harness/backends/coreml/multi_array.h"

#include <functional>
#include <numeric>

#include "converter/layout/half.h"
#include "harness/backends/coreml/objc_support.h"

namespace tidemark::harness::core_ml {
namespace {

// Calls `visit` with the place of each element, counted in elements, in row-major order.
template <typename Visit>
void ForEachElement(const Sizes& shape, const Sizes& strides, Visit visit) {
  const auto walk = [&](const auto& self, size_t dimension, int64_t place) -> void {
    if (dimension == shape.size()) {
      visit(place);
      return;
    }
    for (int64_t i = 0; i < shape[dimension]; ++i) {
      self(self, dimension + 1, place + i * strides[dimension]);
    }
  };
  walk(walk, 0, 0);
}

// Calls `with` with a conversion from float and one to float, for elements as they are stored.
template <typename With>
void WithType(MLMultiArrayDataType type, const ErrorContext& context, With with) {
  switch (type) {
    case MLMultiArrayDataTypeFloat32:
      return with([](float value) { return value; }, [](float stored) { return stored; });
    case MLMultiArrayDataTypeDouble:
      return with([](float value) { return static_cast<double>(value); },
                  [](double stored) { return static_cast<float>(stored); });
    case MLMultiArrayDataTypeFloat16:
      return with(converter::HalfFromFloat, converter::FloatFromHalf);
    default:
      throw FormatError("an array's elements are of type " + std::to_string(type) +
                            ", and not floating-point numbers",
                        context);
  }
}

}  // namespace

Sizes ToSizes(NSArray<NSNumber*>* numbers) {
  Sizes sizes;
  for (NSNumber* number in numbers) sizes.push_back([number longLongValue]);
  return sizes;
}

std::string ToText(const Sizes& sizes) {
  std::string text = "[";
  for (const int64_t size : sizes) {
    if (text.size() > 1) text += ", ";
    text += std::to_string(size);
  }
  return text + "]";
}

MLMultiArray* MakeArray(const Sizes& shape, MLMultiArrayDataType type,
                        std::span<const float> values, const ErrorContext& context) {
  const int64_t count =
      std::accumulate(shape.begin(), shape.end(), int64_t{1}, std::multiplies<>());
  if (count != static_cast<int64_t>(values.size())) {
    throw UsageError(
        "an array of " + ToText(shape) + " was given " + std::to_string(values.size()) + " numbers",
        context);
  }
  NSMutableArray* const sizes = [NSMutableArray arrayWithCapacity:shape.size()];
  for (const int64_t size : shape) [sizes addObject:[NSNumber numberWithLongLong:size]];
  NSError* error = nil;
  MLMultiArray* const array = [[[MLMultiArray alloc] initWithShape:sizes dataType:type
                                                             error:&error] autorelease];
  if (array == nil) throw MeasurementError("Core ML makes no array: " + ToText(error), context);
  const float* next = values.data();
  WithType([array dataType], context, [&](auto from_float, auto) {
    auto* const elements = static_cast<decltype(from_float(0.0F))*>([array dataPointer]);
    ForEachElement(shape, ToSizes([array strides]),
                   [&](int64_t place) { elements[place] = from_float(*next++); });
  });
  return array;
}

void AppendValues(MLMultiArray* array, const ErrorContext& context, std::vector<float>& to) {
  WithType([array dataType], context, [&](auto from_float, auto to_float) {
    const auto* const elements =
        static_cast<const decltype(from_float(0.0F))*>([array dataPointer]);
    ForEachElement(ToSizes([array shape]), ToSizes([array strides]),
                   [&](int64_t place) { to.push_back(to_float(elements[place])); });
  });
}

}  // namespace tidemark::harness::core_ml
