#include "harness/backends/ane/tests/package_maker.h"

#include <cstring>
#include <fstream>
#include <stdexcept>

#include "converter/layout/half.h"
#include "converter/package/manifest.h"

namespace tidemark::harness::ane {
namespace {

constexpr size_t kAlignment = 64;
constexpr int64_t kLargestBatch = 8;

std::string HalfBytes(const std::vector<float>& values) {
  std::string bytes(values.size() * 2, '\0');
  for (size_t i = 0; i < values.size(); ++i) {
    const uint16_t half = converter::HalfFromFloat(values[i]);
    std::memcpy(bytes.data() + i * 2, &half, 2);
  }
  return bytes;
}

template <typename Number>
void Put(std::string& bytes, size_t at, Number number) {
  std::memcpy(bytes.data() + at, &number, sizeof(number));
}

void WriteFile(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream out(file, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!out) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace

mil::ValueType TypeOf(mil::DataType type, const Dims& dims) {
  mil::ValueType result;
  mil::TensorType& tensor = *result.mutable_tensortype();
  tensor.set_datatype(type);
  tensor.set_rank(static_cast<int64_t>(dims.size()));
  for (const int64_t size : dims) {
    mil::Dimension& dimension = *tensor.add_dimensions();
    if (size == kUnknown) {
      dimension.mutable_unknown();
    } else {
      dimension.mutable_constant()->set_size(static_cast<uint64_t>(size));
    }
  }
  return result;
}

mil::Value Floats(const Dims& dims, const std::vector<float>& values) {
  mil::Value value;
  *value.mutable_type() = TypeOf(mil::FLOAT32, dims);
  auto& floats = *value.mutable_immediatevalue()->mutable_tensor()->mutable_floats();
  floats.mutable_values()->Assign(values.begin(), values.end());
  return value;
}

mil::Value Halves(const Dims& dims, const std::vector<float>& values) {
  mil::Value value;
  *value.mutable_type() = TypeOf(mil::FLOAT16, dims);
  value.mutable_immediatevalue()->mutable_tensor()->mutable_bytes()->set_values(HalfBytes(values));
  return value;
}

mil::Value Ints(const Dims& dims, const std::vector<int32_t>& values) {
  mil::Value value;
  *value.mutable_type() = TypeOf(mil::INT32, dims);
  auto& ints = *value.mutable_immediatevalue()->mutable_tensor()->mutable_ints();
  ints.mutable_values()->Assign(values.begin(), values.end());
  return value;
}

mil::Value Int(int32_t value) { return Ints({}, {value}); }

mil::Value Bools(const Dims& dims, const std::vector<bool>& values) {
  mil::Value value;
  *value.mutable_type() = TypeOf(mil::BOOL, dims);
  auto& bools = *value.mutable_immediatevalue()->mutable_tensor()->mutable_bools();
  for (const bool each : values) bools.add_values(each);
  return value;
}

mil::Value Bool(bool value) { return Bools({}, {value}); }

mil::Value Text(const std::string& text) {
  mil::Value value;
  *value.mutable_type() = TypeOf(mil::STRING, {});
  value.mutable_immediatevalue()->mutable_tensor()->mutable_strings()->add_values(text);
  return value;
}

PackageMaker::PackageMaker(const std::string& opset) : opset_(opset) {
  model_.set_specificationversion(6);
  model_.mutable_mlprogram()->set_version(1);
  main().set_opset(opset);
  block();
}

mil::Function& PackageMaker::main() {
  return (*model_.mutable_mlprogram()->mutable_functions())["main"];
}

mil::Block& PackageMaker::block() { return (*main().mutable_block_specializations())[opset_]; }

void PackageMaker::Input(const std::string& name, mil::DataType type, const Dims& dims) {
  mil::NamedValueType& input = *main().add_inputs();
  input.set_name(name);
  *input.mutable_type() = TypeOf(type, dims);
  coreml::FeatureDescription& feature = *model_.mutable_description()->add_input();
  feature.set_name(name);
  coreml::ArrayFeatureType& array = *feature.mutable_type()->mutable_multiarraytype();
  array.set_datatype(type == mil::FLOAT16 ? coreml::ARRAY_FLOAT16 : coreml::ARRAY_FLOAT32);
  for (const int64_t size : dims) array.add_shape(size == kUnknown ? 1 : size);
  if (dims.empty() || dims[0] != kUnknown) return;
  for (const int64_t size : dims) {
    coreml::SizeRange& range = *array.mutable_shaperange()->add_sizeranges();
    range.set_lowerbound(size == kUnknown ? 1 : static_cast<uint64_t>(size));
    range.set_upperbound(size == kUnknown ? kLargestBatch : size);
  }
}

void PackageMaker::Const(const std::string& name, const mil::Value& value) {
  mil::Operation& operation = *block().add_operations();
  operation.set_type("const");
  mil::NamedValueType& output = *operation.add_outputs();
  output.set_name(name);
  *output.mutable_type() = value.type();
  (*operation.mutable_attributes())["name"] = Text(name);
  (*operation.mutable_attributes())["val"] = value;
}

void PackageMaker::Weight(const std::string& name, mil::DataType type, const Dims& dims,
                          const std::vector<float>& values) {
  if (weights_.empty()) {
    weights_.assign(kAlignment, '\0');
    Put<uint32_t>(weights_, 4, 2);
  }
  weights_.resize((weights_.size() + kAlignment - 1) / kAlignment * kAlignment, '\0');
  const size_t offset = weights_.size();
  std::string data(values.size() * sizeof(float), '\0');
  if (!values.empty()) std::memcpy(data.data(), values.data(), data.size());
  if (type == mil::FLOAT16) data = HalfBytes(values);
  weights_.resize(offset + kAlignment, '\0');
  uint32_t count = 0;
  std::memcpy(&count, weights_.data(), sizeof(count));
  Put<uint32_t>(weights_, 0, count + 1);
  Put<uint32_t>(weights_, offset, 0xDEADBEEF);
  Put<uint32_t>(weights_, offset + 4, type == mil::FLOAT16 ? 1 : 2);
  Put<uint64_t>(weights_, offset + 8, data.size());
  Put<uint64_t>(weights_, offset + 16, offset + kAlignment);
  weights_ += data;

  mil::Value value;
  *value.mutable_type() = TypeOf(type, dims);
  value.mutable_blobfilevalue()->set_filename("@model_path/weights/weight.bin");
  value.mutable_blobfilevalue()->set_offset(offset);
  Const(name, value);
}

void PackageMaker::Op(const std::string& type, const Arguments& arguments,
                      const std::string& result, mil::DataType result_type,
                      const Dims& result_dims) {
  mil::Operation& operation = *block().add_operations();
  operation.set_type(type);
  for (const auto& [parameter, argument] : arguments) {
    mil::Argument& bound = (*operation.mutable_inputs())[parameter];
    if (argument.is_value) *bound.add_arguments()->mutable_value() = argument.value;
    for (const std::string& name : argument.names) bound.add_arguments()->set_name(name);
  }
  mil::NamedValueType& output = *operation.add_outputs();
  output.set_name(result);
  *output.mutable_type() = TypeOf(result_type, result_dims);
}

void PackageMaker::Output(const std::string& name, mil::DataType type) {
  block().add_outputs(name);
  coreml::FeatureDescription& feature = *model_.mutable_description()->add_output();
  feature.set_name(name);
  feature.mutable_type()->mutable_multiarraytype()->set_datatype(
      type == mil::FLOAT16 ? coreml::ARRAY_FLOAT16 : coreml::ARRAY_FLOAT32);
}

std::filesystem::path PackageMaker::Write(const std::filesystem::path& folder) const {
  const std::filesystem::path package = folder / "made.mlpackage";
  const std::filesystem::path data = package / "Data" / "com.apple.CoreML";
  std::filesystem::create_directories(data / "weights");
  WriteFile(data / "model.mlmodel", model_.SerializeAsString());
  WriteFile(data / "weights" / "weight.bin", weights_);
  WriteFile(package / "Manifest.json", converter::ManifestText({}, {}));
  return package;
}

MilRuntime PackageMaker::Open(const MilOptions& options) const {
  const testing::TempDir folder;
  return MilRuntime::Open(Write(folder.path()), options);
}

std::vector<float> RunOnce(const PackageMaker& maker, const std::string& output,
                           const std::map<std::string, std::vector<float>>& inputs, int64_t batch) {
  MilRuntime runtime = maker.Open();
  const MilRuntime::Inputs bound(inputs.begin(), inputs.end());
  const auto values = runtime.Run(batch, bound).at(output);
  return {values.begin(), values.end()};
}

}  // namespace tidemark::harness::ane
