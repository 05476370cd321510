#include "harness/backends/ane/constant.h"

#include <utility>

#include "converter/layout/half.h"

namespace tidemark::harness::ane {

ConstantPtr FloatConstant(std::vector<float> values) {
  auto owner = std::make_shared<const std::vector<float>>(std::move(values));
  Constant constant;
  constant.floats = *owner;
  constant.owner_bytes = owner->size() * sizeof(float);
  constant.owner = std::move(owner);
  return std::make_shared<const Constant>(std::move(constant));
}

ConstantPtr IntConstant(std::vector<int32_t> values) {
  auto owner = std::make_shared<const std::vector<int32_t>>(std::move(values));
  Constant constant;
  constant.ints = *owner;
  constant.owner_bytes = owner->size() * sizeof(int32_t);
  constant.owner = std::move(owner);
  return std::make_shared<const Constant>(std::move(constant));
}

ConstantPtr TextConstant(std::string text) {
  Constant constant;
  constant.text = std::move(text);
  return std::make_shared<const Constant>(std::move(constant));
}

ConstantPtr HalfConstant(std::span<const uint16_t> halves, std::shared_ptr<const void> owner,
                         size_t owner_bytes, std::span<const std::byte> mapping) {
  if (halves.size() <= kSmallConstant) {
    std::vector<float> values(halves.size());
    converter::FloatsFromHalves(halves, values);
    return FloatConstant(std::move(values));
  }
  Constant constant;
  constant.halves = halves;
  constant.owner = std::move(owner);
  constant.owner_bytes = owner_bytes;
  constant.mapping = mapping;
  return std::make_shared<const Constant>(std::move(constant));
}

std::vector<float> Floats(const Constant& constant) {
  if (!constant.held_as_halves()) return {constant.floats.begin(), constant.floats.end()};
  std::vector<float> values(constant.halves.size());
  converter::FloatsFromHalves(constant.halves, values);
  return values;
}

ConstantPtr RoundedToHalf(const Constant& constant) {
  auto halves = std::make_shared<std::vector<uint16_t>>(constant.floats.size());
  converter::HalvesFromFloats(constant.floats, *halves);
  const std::span<const uint16_t> view = *halves;
  return HalfConstant(view, std::move(halves), view.size_bytes());
}

}  // namespace tidemark::harness::ane
