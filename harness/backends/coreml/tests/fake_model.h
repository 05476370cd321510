#ifndef TIDEMARK_HARNESS_BACKENDS_COREML_TESTS_FAKE_MODEL_H_
#define TIDEMARK_HARNESS_BACKENDS_COREML_TESTS_FAKE_MODEL_H_

// For tests only: what the Core ML of the tests computes with, and what tests tell it to do.

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace tidemark::harness {

struct FakeFeature {
  std::string name = {};
  // Of one position; empty where the package does not declare it.
  std::vector<int64_t> shape = {};
  bool half = false;
};

struct FakeArray {
  std::vector<int64_t> shape = {};
  std::vector<float> values = {};
};

// A package in the MIL runtime.
class FakeModel {
 public:
  explicit FakeModel(const std::filesystem::path& package);
  ~FakeModel();

  const std::vector<FakeFeature>& inputs() const { return inputs_; }
  const std::vector<FakeFeature>& outputs() const { return outputs_; }
  const std::map<std::string, std::string>& metadata() const;

  std::map<std::string, FakeArray> Run(const std::map<std::string, std::vector<float>>& inputs);

 private:
  struct State;
  std::unique_ptr<State> state_;
  std::vector<FakeFeature> inputs_;
  std::vector<FakeFeature> outputs_;
};

// The same; nullptr, with the reason in `failure`, where that throws.
std::unique_ptr<FakeModel> OpenFakeModel(const std::filesystem::path& package,
                                         std::string& failure);

enum class FakeElement { kFloat32, kFloat16, kDouble, kInt32 };

// What the fake has done since it was reset, and what it shall do.
struct FakeCoreMl {
  int compilations = 0;
  int loads = 0;
  int predictions = 0;
  // MLComputeUnits of the last load, as a number.
  int units = -1;
  // Arrays and models that were made and not deallocated.
  int live_arrays = 0;
  int live_models = 0;

  // Descriptions of the errors that these calls give.
  std::string compile_error = {};
  std::string load_error = {};
  std::string predict_error = {};
  // Reasons of the exceptions that these calls raise.
  std::string load_exception = {};
  std::string predict_exception = {};
  // An output that predictions leave out, and one that they give without its first dimension.
  std::string missing_output = {};
  std::string flattened_output = {};
  // Outputs have a shape in the description.
  bool declares_outputs = false;
  FakeElement output_element = FakeElement::kFloat32;
};
FakeCoreMl& TheFakeCoreMl();

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_BACKENDS_COREML_TESTS_FAKE_MODEL_H_
