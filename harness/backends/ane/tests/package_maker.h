#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_TESTS_PACKAGE_MAKER_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_TESTS_PACKAGE_MAKER_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "converter/mil/proto/model.pb.h"
#include "converter/testing/temp_dir.h"
#include "harness/backends/ane/mil_runtime.h"

namespace tidemark::harness::ane {

// A dimension that the program does not declare.
inline constexpr int64_t kUnknown = -1;
using Dims = std::vector<int64_t>;

mil::ValueType TypeOf(mil::DataType type, const Dims& dims);

// Constants as a program holds them.
mil::Value Floats(const Dims& dims, const std::vector<float>& values);
mil::Value Halves(const Dims& dims, const std::vector<float>& values);
mil::Value Ints(const Dims& dims, const std::vector<int32_t>& values);
mil::Value Int(int32_t value);
mil::Value Bools(const Dims& dims, const std::vector<bool>& values);
mil::Value Bool(bool value);
mil::Value Text(const std::string& text);

// Makes packages with small programs, operation by operation. Names are given to the results; a
// parameter is bound to a name, to several or to an inline constant.
class PackageMaker {
 public:
  struct Argument {
    Argument(const char* name) : names{name} {}                                    // NOLINT
    Argument(std::vector<std::string> several) : names(std::move(several)) {}      // NOLINT
    Argument(mil::Value constant) : value(std::move(constant)), is_value(true) {}  // NOLINT

    std::vector<std::string> names;
    mil::Value value;
    bool is_value = false;
  };
  using Arguments = std::map<std::string, Argument>;

  explicit PackageMaker(const std::string& opset = "CoreML5");

  // An input of the program and of the description. A first dimension of kUnknown may be 1 to 8.
  void Input(const std::string& name, mil::DataType type, const Dims& dims);
  void Const(const std::string& name, const mil::Value& value);
  // A constant in the weight file; FLOAT16 or FLOAT32.
  void Weight(const std::string& name, mil::DataType type, const Dims& dims,
              const std::vector<float>& values);
  void Op(const std::string& type, const Arguments& arguments, const std::string& result,
          mil::DataType result_type, const Dims& result_dims);
  // An output of the program and of the description; it has been made.
  void Output(const std::string& name, mil::DataType type);

  // What will be written, for tests to damage.
  coreml::Model& model() { return model_; }
  mil::Function& main();
  mil::Block& block();
  mil::Operation& last_op() { return *block().mutable_operations()->rbegin(); }
  std::string& weight_bytes() { return weights_; }

  // Writes `<name>.mlpackage` into `folder`.
  std::filesystem::path Write(const std::filesystem::path& folder) const;
  // Writes the package and opens it.
  MilRuntime Open(const MilOptions& options = {}) const;

 private:
  coreml::Model model_;
  std::string opset_;
  std::string weights_;
};

// What a one-operation program computes from constants and inputs of fixed shape.
std::vector<float> RunOnce(const PackageMaker& maker, const std::string& output,
                           const std::map<std::string, std::vector<float>>& inputs,
                           int64_t batch = 1);

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_TESTS_PACKAGE_MAKER_H_
