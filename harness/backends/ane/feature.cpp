#include "harness/backends/ane/feature.h"

#include "converter/error.h"

namespace tidemark::harness::ane {
namespace {

ElementType ElementTypeOf(coreml::ArrayDataType type) {
  switch (type) {
    case coreml::ARRAY_FLOAT16:
      return ElementType::kFloat16;
    case coreml::ARRAY_FLOAT32:
      return ElementType::kFloat32;
    default:
      throw FormatError("array type " + std::to_string(static_cast<int>(type)) +
                        " is not supported; FLOAT16 and FLOAT32 are");
  }
}

BatchRange RangeOf(int64_t min, int64_t max) {
  if (min < 1 || min > kMaxElements || (max >= 0 && max < min)) {
    throw FormatError("a dimension ranges from " + std::to_string(min) + " to " +
                      std::to_string(max));
  }
  if (max < 0) return {.min = min};
  return {.min = min, .max = max};
}

}  // namespace

Feature ReadFeature(const coreml::FeatureDescription& description) {
  if (!description.type().has_multiarraytype()) throw FormatError("only arrays are supported");
  const coreml::ArrayFeatureType& array = description.type().multiarraytype();
  Feature feature;
  feature.name = description.name();
  feature.element = ElementTypeOf(array.datatype());
  if (array.has_enumeratedshapes()) {
    throw FormatError("enumerated shapes are not supported; a fixed shape and a range are");
  }
  for (const int64_t size : array.shape()) feature.dimensions.push_back(RangeOf(size, size));
  if (!array.has_shaperange()) return feature;
  std::vector<BatchRange> ranges;
  for (const coreml::SizeRange& range : array.shaperange().sizeranges()) {
    if (range.lowerbound() > static_cast<uint64_t>(kMaxElements)) {
      throw FormatError("a dimension ranges from " + std::to_string(range.lowerbound()));
    }
    ranges.push_back(RangeOf(static_cast<int64_t>(range.lowerbound()), range.upperbound()));
  }
  bool agree = feature.dimensions.empty() || feature.dimensions.size() == ranges.size();
  for (size_t i = 0; agree && i < feature.dimensions.size(); ++i) {
    agree = ranges[i].Has(feature.dimensions[i].min);
  }
  if (!agree) throw FormatError("the default shape is not one of its shape range");
  feature.dimensions = std::move(ranges);
  return feature;
}

}  // namespace tidemark::harness::ane
