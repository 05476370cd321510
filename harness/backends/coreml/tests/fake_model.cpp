#include "harness/backends/coreml/tests/fake_model.h"

#include "converter/error.h"
#include "harness/backends/ane/mil_runtime.h"

// Objective-C's runtime and Foundation keep some of what they make, which a build with sanitizers
// would put down to the tests.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libobjc.so\nleak:libgnustep-base.so\n";
}

namespace tidemark::harness {
namespace {

FakeFeature FeatureOf(const ane::Value& value) {
  return {.name = value.name,
          .shape = ane::ExtentsAt(value.type.shape, 1),
          .half = value.type.element == ane::ElementType::kFloat16};
}

}  // namespace

struct FakeModel::State {
  ane::MilRuntime runtime;
};

FakeModel::FakeModel(const std::filesystem::path& package)
    : state_(std::make_unique<State>(State{ane::MilRuntime::Open(package)})) {
  const ane::Program& program = state_->runtime.program();
  for (const auto input : program.inputs) inputs_.push_back(FeatureOf(program.values[input]));
  for (const auto output : program.outputs) outputs_.push_back(FeatureOf(program.values[output]));
}

FakeModel::~FakeModel() = default;

const std::map<std::string, std::string>& FakeModel::metadata() const {
  return state_->runtime.metadata();
}

std::map<std::string, FakeArray> FakeModel::Run(
    const std::map<std::string, std::vector<float>>& inputs) {
  ane::MilRuntime::Inputs bound;
  for (const auto& [name, values] : inputs) bound.emplace(name, values);
  const auto outputs = state_->runtime.Run(1, bound);
  std::map<std::string, FakeArray> arrays;
  for (const FakeFeature& feature : outputs_) {
    const auto values = outputs.at(feature.name);
    arrays[feature.name] = {feature.shape, {values.begin(), values.end()}};
  }
  return arrays;
}

std::unique_ptr<FakeModel> OpenFakeModel(const std::filesystem::path& package,
                                         std::string& failure) {
  try {
    return std::make_unique<FakeModel>(package);
  } catch (const Error& error) {
    failure = error.what();
    return nullptr;
  }
}

FakeCoreMl& TheFakeCoreMl() {
  static FakeCoreMl fake;
  return fake;
}

}  // namespace tidemark::harness
