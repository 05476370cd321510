#include "harness/backends/ane/tests/op_tester.h"

namespace tidemark::harness::ane {

std::vector<float> Compute(const std::string& op, mil::DataType type,
                           const std::map<std::string, Given>& inputs,
                           PackageMaker::Arguments constants, const Dims& dims,
                           const std::string& opset) {
  PackageMaker maker(opset);
  std::map<std::string, std::vector<float>> values;
  for (const auto& [name, given] : inputs) {
    maker.Input(name, type, given.dims);
    values[name] = given.values;
    constants.emplace(name, name.c_str());
  }
  maker.Op(op, constants, "result", type, dims);
  maker.Output("result", type);
  return RunOnce(maker, "result", values);
}

}  // namespace tidemark::harness::ane
