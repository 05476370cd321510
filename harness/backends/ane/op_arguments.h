#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_OP_ARGUMENTS_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_OP_ARGUMENTS_H_

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/backends/ane/value.h"

namespace tidemark::harness::ane {

// What an operation's parameters are bound to. Every getter throws FormatError that names the
// parameter when it is missing or of another type than the operation takes.
class OpArguments {
 public:
  // `opset` is the number in CoreML5 ... CoreML8.
  OpArguments(int opset, std::map<std::string, std::vector<const Value*>, std::less<>> bindings)
      : opset_(opset), bindings_(std::move(bindings)) {}

  int opset() const { return opset_; }

  // A tensor of any type, constant or not.
  const Value& Tensor(std::string_view name) const;
  const Value* Find(std::string_view name) const;
  // A parameter that takes several.
  std::span<const Value* const> All(std::string_view name) const;

  // A tensor of floating type.
  const Value& Float(std::string_view name) const;
  // A tensor of the same element type as `like`; null if absent.
  const Value& SameType(std::string_view name, const Value& like) const;
  const Value* FindSameType(std::string_view name, const Value& like) const;
  // A constant weight beside an operand `like`: of its type or, from CoreML7, of any floating one.
  // `literal_only` refuses the cast of a constant.
  const Value& Weight(std::string_view name, const Value& like, bool literal_only) const;
  const Value* FindWeight(std::string_view name, const Value& like, bool literal_only) const;

  // Constants. Vectors have rank 1; single numbers may also be vectors of one.
  std::optional<std::vector<int32_t>> Ints(std::string_view name) const;
  std::vector<int32_t> Ints(std::string_view name, size_t count, int32_t otherwise) const;
  // The same, of parameters that must be there.
  std::vector<int32_t> RequiredInts(std::string_view name) const;
  std::vector<int32_t> RequiredInts(std::string_view name, size_t count) const;
  std::optional<int32_t> Int(std::string_view name) const;
  std::optional<bool> Bool(std::string_view name) const;
  std::vector<bool> Bools(std::string_view name, size_t count) const;
  std::optional<std::string> Text(std::string_view name) const;
  // Of the same element type as `like`.
  std::optional<float> Number(std::string_view name, const Value& like) const;

 private:
  const Value* FindConstant(std::string_view name, ElementType type) const;
  const Value* FindSingle(std::string_view name, ElementType type) const;

  int opset_;
  std::map<std::string, std::vector<const Value*>, std::less<>> bindings_;
};

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_OP_ARGUMENTS_H_
