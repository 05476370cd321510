#include "harness/backends/coreml/tests/fake_multi_array.h"

#include <cstring>

#include "converter/layout/half.h"

namespace tidemark::harness {
namespace {

using converter::FloatFromHalf;
using converter::HalfFromFloat;

MLMultiArrayDataType ToType(FakeElement element) {
  switch (element) {
    case FakeElement::kFloat32:
      return MLMultiArrayDataTypeFloat32;
    case FakeElement::kFloat16:
      return MLMultiArrayDataTypeFloat16;
    case FakeElement::kDouble:
      return MLMultiArrayDataTypeDouble;
    case FakeElement::kInt32:
      break;
  }
  return MLMultiArrayDataTypeInt32;
}

// Where the n-th element lies, in row-major order.
size_t PlaceOf(MLMultiArray* array, size_t n) {
  size_t place = 0;
  for (NSUInteger i = [[array shape] count]; i-- > 0;) {
    const size_t size = [[[array shape] objectAtIndex:i] unsignedLongValue];
    place += n % size * [[[array strides] objectAtIndex:i] unsignedLongValue];
    n /= size;
  }
  return place;
}

size_t CountOf(MLMultiArray* array) {
  size_t count = 1;
  for (NSNumber* size in [array shape]) count *= [size unsignedLongValue];
  return count;
}

}  // namespace

NSArray<NSNumber*>* ToNumbers(const std::vector<int64_t>& sizes) {
  NSMutableArray* const numbers = [NSMutableArray array];
  for (const int64_t size : sizes) [numbers addObject:[NSNumber numberWithLongLong:size]];
  return numbers;
}

std::vector<float> ReadArray(MLMultiArray* array) {
  std::vector<float> values(CountOf(array));
  for (size_t i = 0; i < values.size(); ++i) {
    const size_t place = PlaceOf(array, i);
    values[i] = [array dataType] == MLMultiArrayDataTypeFloat16
                    ? FloatFromHalf(static_cast<const uint16_t*>([array dataPointer])[place])
                    : static_cast<const float*>([array dataPointer])[place];
  }
  return values;
}

MLMultiArray* NewArray(const FakeArray& from, FakeElement element) {
  const MLMultiArrayDataType type = ToType(element);
  MLMultiArray* const array = [[[MLMultiArray alloc] initWithShape:ToNumbers(from.shape)
                                                          dataType:type
                                                             error:nullptr] autorelease];
  for (size_t i = 0; i < from.values.size(); ++i) {
    const size_t place = PlaceOf(array, i);
    if (type == MLMultiArrayDataTypeFloat32) {
      static_cast<float*>([array dataPointer])[place] = from.values[i];
    } else if (type == MLMultiArrayDataTypeFloat16) {
      static_cast<uint16_t*>([array dataPointer])[place] = HalfFromFloat(from.values[i]);
    } else if (type == MLMultiArrayDataTypeDouble) {
      static_cast<double*>([array dataPointer])[place] = from.values[i];
    }
  }
  return array;
}

}  // namespace tidemark::harness

using tidemark::harness::TheFakeCoreMl;
using tidemark::harness::ToNumbers;

@implementation MLMultiArray

- (instancetype)initWithShape:(NSArray<NSNumber*>*)shape
                     dataType:(MLMultiArrayDataType)type
                        error:(NSError**)error {
  (void)error;
  self = [super init];
  shape_ = [shape retain];
  type_ = type;
  std::vector<int64_t> strides([shape count]);
  int64_t stride = 2;
  for (NSUInteger i = [shape count]; i-- > 0;) {
    strides[i] = stride;
    stride = stride * [[shape objectAtIndex:i] longLongValue] + 3;
  }
  strides_ = [ToNumbers(strides) retain];
  storage_.assign(static_cast<size_t>(stride), 0.0);
  std::memset(storage_.data(), 0xFF, storage_.size() * sizeof(double));
  ++TheFakeCoreMl().live_arrays;
  return self;
}

- (void)dealloc {
  --TheFakeCoreMl().live_arrays;
  [shape_ release];
  [strides_ release];
  [super dealloc];
}

- (MLMultiArrayDataType)dataType {
  return type_;
}

- (NSArray<NSNumber*>*)shape {
  return shape_;
}

- (NSArray<NSNumber*>*)strides {
  return strides_;
}

- (void*)dataPointer {
  return storage_.data();
}

@end
