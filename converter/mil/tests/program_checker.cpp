#include "converter/mil/tests/program_checker.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace tidemark::testing {
namespace {

using Shape = std::vector<std::optional<uint64_t>>;

struct Type {
  mil::DataType element = mil::UNUSED_TYPE;
  Shape shape = {};

  friend bool operator==(const Type&, const Type&) = default;
};

// [A-Za-z_][A-Za-z0-9_@]*
bool IsIdentifier(const std::string& name) {
  constexpr char kFirst[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
  const std::string allowed = std::string(kFirst) + "0123456789@";
  return name.find_first_of(kFirst) == 0 && name.find_first_not_of(allowed) == std::string::npos;
}

std::string ToText(const Type& type) {
  std::string text = std::to_string(type.element) + "[";
  for (const auto& dimension : type.shape) {
    text += (dimension.has_value() ? std::to_string(*dimension) : "?") + ",";
  }
  return text + "]";
}

class Checker {
 public:
  explicit Checker(const coreml::Model& model) : model_(model) {}

  std::vector<std::string> Run() {
    Require(model_.has_mlprogram(), "no program");
    const auto& functions = model_.mlprogram().functions();
    Require(model_.mlprogram().version() == 1, "program version");
    Require(functions.size() == 1 && functions.count("main") == 1, "one function called main");
    if (!problems_.empty()) return problems_;
    const mil::Function& function = functions.at("main");
    const auto block = function.block_specializations().find(function.opset());
    const bool is_newer = function.opset() == "CoreML8" && model_.specificationversion() >= 9;
    Require(function.opset() == "CoreML5" || is_newer, "opset");
    Require(block != function.block_specializations().end(), "no block for the opset");
    if (!problems_.empty()) return problems_;
    CheckInputs(function);
    for (const mil::Operation& operation : block->second.operations()) CheckOperation(operation);
    CheckOutputs(block->second);
    return problems_;
  }

 private:
  void Require(bool condition, const std::string& problem) {
    if (!condition) problems_.push_back(problem);
  }

  Type TypeOf(const mil::ValueType& value, const std::string& name) {
    Require(value.has_tensortype(), name + " is no tensor");
    const mil::TensorType& tensor = value.tensortype();
    Type type = {tensor.datatype(), {}};
    for (const mil::Dimension& dimension : tensor.dimensions()) {
      if (dimension.has_constant()) {
        type.shape.emplace_back(dimension.constant().size());
      } else {
        Require(dimension.has_unknown() && !dimension.unknown().variadic(), name + ": dimension");
        type.shape.emplace_back(std::nullopt);
      }
    }
    Require(tensor.rank() == static_cast<int64_t>(type.shape.size()), name + ": rank");
    return type;
  }

  void Define(const std::string& name, const Type& type) {
    Require(IsIdentifier(name), name + " is no identifier");
    Require(types_.emplace(name, type).second, name + " is defined twice");
  }

  // --- the description ---

  void CheckArray(const coreml::ArrayFeatureType& array, const Type& type,
                  const std::string& name) {
    Require(array.datatype() ==
                (type.element == mil::FLOAT16 ? coreml::ARRAY_FLOAT16 : coreml::ARRAY_FLOAT32),
            name + ": described element type");
    if (array.datatype() == coreml::ARRAY_FLOAT16) {
      Require(model_.specificationversion() >= 7, "FLOAT16 arrays before specification 7");
    }
  }

  void CheckInputs(const mil::Function& function) {
    const auto& described = model_.description().input();
    Require(described.size() == function.inputs_size(), "number of inputs");
    if (described.size() != function.inputs_size()) return;
    for (int i = 0; i < described.size(); ++i) {
      const mil::NamedValueType& input = function.inputs(i);
      const Type type = TypeOf(input.type(), input.name());
      Define(input.name(), type);
      Require(described[i].name() == input.name(), input.name() + ": described name");
      const coreml::ArrayFeatureType& array = described[i].type().multiarraytype();
      CheckArray(array, type, input.name());
      Require(array.shape_size() == static_cast<int>(type.shape.size()), input.name() + ": rank");
      const bool ranged = array.has_shaperange();
      Require(ranged != type.shape.at(0).has_value(), input.name() + ": range");
      for (int d = 0; d < array.shape_size(); ++d) {
        const auto& dimension = type.shape.at(static_cast<size_t>(d));
        const auto size = static_cast<uint64_t>(array.shape(d));
        Require(dimension.value_or(size) == size, input.name() + ": shape");
        if (!ranged) continue;
        const coreml::SizeRange& range = array.shaperange().sizeranges(d);
        const auto upper = static_cast<uint64_t>(range.upperbound());
        Require(range.lowerbound() <= size && size <= upper, input.name() + ": bounds");
        Require((range.lowerbound() == upper) == dimension.has_value(), input.name() + ": width");
      }
    }
  }

  void CheckOutputs(const mil::Block& block) {
    const auto& described = model_.description().output();
    Require(described.size() == block.outputs_size(), "number of outputs");
    if (described.size() != block.outputs_size()) return;
    for (int i = 0; i < described.size(); ++i) {
      const std::string& name = block.outputs(i);
      Require(described[i].name() == name, name + ": described output");
      Require(types_.count(name) == 1, name + ": output not defined");
      CheckArray(described[i].type().multiarraytype(), types_[name], name);
    }
  }

  // --- operations ---

  void CheckOperation(const mil::Operation& operation) {
    Require(operation.outputs_size() == 1, operation.type() + ": one result");
    if (operation.outputs_size() != 1) return;
    name_ = operation.outputs(0).name();
    const Type type = TypeOf(operation.outputs(0).type(), name_);
    if (operation.type() == "const") {
      CheckConstant(operation, type);
    } else {
      operation_ = &operation;
      used_.clear();
      const Type inferred = Infer();
      Require(inferred == type, name_ + " (" + operation.type() + ") is declared " + ToText(type) +
                                    ", follows " + ToText(inferred));
      for (const auto& [parameter, argument] : operation.inputs()) {
        Require(used_.count(parameter) == 1, name_ + ": parameter " + parameter + " is unknown");
      }
    }
    Define(name_, type);
  }

  void CheckConstant(const mil::Operation& operation, const Type& type) {
    Require(operation.inputs().empty(), name_ + ": constant with inputs");
    const auto& attributes = operation.attributes();
    Require(attributes.size() == 2 && attributes.count("name") == 1 && attributes.count("val") == 1,
            name_ + ": attributes");
    if (attributes.size() != 2) return;
    const mil::TensorValue& own = attributes.at("name").immediatevalue().tensor();
    Require(own.strings().values_size() == 1 && own.strings().values(0) == name_,
            name_ + ": attribute name");
    const mil::Value& value = attributes.at("val");
    Require(TypeOf(value.type(), name_) == type, name_ + ": type of val");
    uint64_t count = 1;
    for (const auto& dimension : type.shape) {
      Require(dimension.has_value(), name_ + ": constant of unknown size");
      count *= dimension.value_or(1);
    }
    if (value.has_blobfilevalue()) {
      Require(value.blobfilevalue().filename() == "@model_path/weights/weight.bin",
              name_ + ": weight file");
      return;
    }
    const mil::TensorValue& tensor = value.immediatevalue().tensor();
    constants_[name_] = tensor;
    Require(PayloadCount(tensor, type.element) == count, name_ + ": payload");
  }

  // Elements in the member that the element type calls for.
  static uint64_t PayloadCount(const mil::TensorValue& tensor, mil::DataType element) {
    switch (element) {
      case mil::FLOAT16:
        return tensor.bytes().values().size() / 2;
      case mil::FLOAT32:
        return static_cast<uint64_t>(tensor.floats().values_size());
      case mil::INT32:
        return static_cast<uint64_t>(tensor.ints().values_size());
      case mil::BOOL:
        return static_cast<uint64_t>(tensor.bools().values_size());
      case mil::STRING:
        return static_cast<uint64_t>(tensor.strings().values_size());
      default:
        return 0;
    }
  }

  std::string Bound(const std::string& parameter, int index = 0) {
    used_.insert(parameter);
    const auto found = operation_->inputs().find(parameter);
    if (found == operation_->inputs().end() || found->second.arguments_size() <= index) {
      Require(false, name_ + ": parameter " + parameter + " is missing");
      return "";
    }
    const std::string& name = found->second.arguments(index).name();
    Require(types_.count(name) == 1, name_ + ": " + name + " is used before its definition");
    return name;
  }

  Type Operand(const std::string& parameter, int index = 0) {
    const Type type = types_[Bound(parameter, index)];
    Require(type.element == mil::FLOAT16 || type.element == mil::FLOAT32,
            name_ + ": element type of " + parameter);
    return type;
  }

  Type OperandLike(const std::string& parameter, const Type& first, int index = 0) {
    const Type type = Operand(parameter, index);
    Require(type.element == first.element, name_ + ": mixed element types");
    return type;
  }

  std::vector<int32_t> Ints(const std::string& parameter) {
    const auto& values = constants_[Bound(parameter)].ints().values();
    return {values.begin(), values.end()};
  }

  bool Bool(const std::string& parameter) {
    const auto& values = constants_[Bound(parameter)].bools().values();
    Require(values.size() == 1, name_ + ": " + parameter);
    return values.size() == 1 && values[0];
  }

  void RequireBool(const std::string& parameter, bool expected) {
    Require(Bool(parameter) == expected, name_ + ": " + parameter);
  }

  std::string Text(const std::string& parameter) {
    const auto& values = constants_[Bound(parameter)].strings().values();
    return values.size() == 1 ? values[0] : "";
  }

  Type Infer() {
    const std::string& type = operation_->type();
    static const std::set<std::string> kUnary = {"relu", "sigmoid", "exp", "sqrt"};
    static const std::set<std::string> kBinary = {"add", "sub", "mul", "real_div"};
    if (kUnary.count(type) == 1) return Operand("x");
    if (kBinary.count(type) == 1) return InferBinary();
    if (type.starts_with("reduce_")) return InferReduction();
    if (type == "rsqrt") return InferReciprocalRoot();
    if (type == "cast") return InferCast();
    if (type == "conv") return InferConvolution();
    if (type == "matmul") return InferMatMul();
    if (type == "linear") return InferLinear();
    if (type == "reshape") return InferReshape();
    if (type == "squeeze") return InferSqueeze();
    if (type == "softmax") return InferSoftmax();
    if (type == "transpose") return InferTranspose();
    if (type == "slice_by_size") return InferSlice();
    if (type == "tile") return InferTile();
    if (type == "scaled_dot_product_attention") return InferAttention();
    if (type == "concat") return InferConcat();
    Require(false, name_ + ": unknown operation " + type);
    return {};
  }

  Type InferBinary() {
    const Type x = Operand("x");
    const Type y = OperandLike("y", x);
    Shape shape = x.shape.size() >= y.shape.size() ? x.shape : y.shape;
    const Shape& other = x.shape.size() >= y.shape.size() ? y.shape : x.shape;
    for (size_t i = 1; i <= other.size(); ++i) {
      auto& dimension = shape[shape.size() - i];
      const auto& stretched = other[other.size() - i];
      if (dimension == std::optional<uint64_t>(1)) {
        dimension = stretched;
      } else {
        Require(stretched == dimension || stretched == std::optional<uint64_t>(1),
                name_ + ": broadcast");
      }
    }
    return {x.element, shape};
  }

  Type InferReduction() {
    Type x = Operand("x");
    for (const int32_t axis : Ints("axes")) x.shape.at(static_cast<size_t>(axis)) = 1;
    RequireBool("keep_dims", true);
    return x;
  }

  Type InferReciprocalRoot() {
    const Type x = Operand("x");
    Require(OperandLike("epsilon", x).shape.empty(), name_ + ": epsilon");
    return x;
  }

  Type InferCast() {
    Type x = Operand("x");
    const std::string target = Text("dtype");
    Require(target == "fp16" || target == "fp32", name_ + ": dtype " + target);
    x.element = target == "fp16" ? mil::FLOAT16 : mil::FLOAT32;
    return x;
  }

  Type InferConvolution() {
    Type x = Operand("x");
    const Type weight = OperandLike("weight", x);
    Require(weight.shape.size() == 4 && weight.shape.at(1) == x.shape.at(1), name_ + ": channels");
    Require(Text("pad_type") == "same", name_ + ": pad_type");
    Require(Ints("pad") == std::vector<int32_t>(4, 0), name_ + ": pad");
    Require(Ints("strides") == std::vector<int32_t>(2, 1), name_ + ": strides");
    Require(Ints("dilations") == std::vector<int32_t>(2, 1), name_ + ": dilations");
    Require(Ints("groups") == std::vector<int32_t>(1, 1), name_ + ": groups");
    x.shape.at(1) = weight.shape.at(0);
    return x;
  }

  Type InferMatMul() {
    Type x = Operand("x");
    const Type y = OperandLike("y", x);
    RequireBool("transpose_x", false);
    const bool transposed = Bool("transpose_y");
    Require(x.shape.size() == y.shape.size() && x.shape.size() >= 2, name_ + ": ranks");
    if (x.shape.size() != y.shape.size()) return x;
    for (size_t i = 0; i + 2 < x.shape.size(); ++i) {
      Require(y.shape[i] == x.shape[i] || y.shape[i] == 1U, name_ + ": leading sizes");
    }
    const auto& inner = transposed ? y.shape.back() : y.shape.end()[-2];
    Require(x.shape.back() == inner, name_ + ": inner size");
    x.shape.back() = transposed ? y.shape.end()[-2] : y.shape.back();
    return x;
  }

  Type InferAttention() {
    const Type query = Operand("query");
    const Type key = OperandLike("key", query);
    const Type value = OperandLike("value", query);
    const Type mask = OperandLike("attn_mask", query);
    Require(key.shape == query.shape, name_ + ": key");
    Require(Shape(value.shape.begin(), value.shape.end() - 1) ==
                Shape(key.shape.begin(), key.shape.end() - 1),
            name_ + ": value");
    const Shape scores = {query.shape.at(0), 1, query.shape.at(2), key.shape.at(2)};
    Require(mask.shape == scores, name_ + ": mask");
    return value;
  }

  Type InferSoftmax() {
    Require(Ints("axis") == std::vector<int32_t>{-1}, name_ + ": axis");
    return Operand("x");
  }

  Type InferTranspose() {
    const Type x = Operand("x");
    Type result = {x.element, {}};
    std::vector<int32_t> order = Ints("perm");
    for (const int32_t from : order) result.shape.push_back(x.shape.at(static_cast<size_t>(from)));
    std::ranges::sort(order);
    for (size_t i = 0; i < order.size(); ++i) {
      Require(order[i] == static_cast<int32_t>(i), name_ + ": permutation");
    }
    Require(order.size() == x.shape.size(), name_ + ": rank");
    return result;
  }

  Type InferSlice() {
    Type x = Operand("x");
    const std::vector<int32_t> begin = Ints("begin");
    const std::vector<int32_t> size = Ints("size");
    Require(begin.size() == x.shape.size() && size.size() == x.shape.size(), name_ + ": rank");
    if (size.size() != x.shape.size() || begin.size() != x.shape.size()) return x;
    for (size_t i = 0; i < size.size(); ++i) {
      if (size[i] == -1) {
        Require(begin[i] == 0, name_ + ": begin");
        continue;
      }
      const auto end = static_cast<uint64_t>(begin[i]) + static_cast<uint64_t>(size[i]);
      Require(begin[i] >= 0 && end <= x.shape[i].value_or(0), name_ + ": end");
      x.shape[i] = static_cast<uint64_t>(size[i]);
    }
    return x;
  }

  Type InferTile() {
    Type x = Operand("x");
    const std::vector<int32_t> counts = Ints("reps");
    Require(counts.size() == x.shape.size(), name_ + ": rank");
    for (size_t i = 0; i < counts.size() && i < x.shape.size(); ++i) {
      if (counts[i] != 1) x.shape[i] = x.shape[i].value_or(0) * static_cast<uint64_t>(counts[i]);
    }
    return x;
  }

  Type InferLinear() {
    Type x = Operand("x");
    const Type weight = OperandLike("weight", x);
    const Type bias = OperandLike("bias", x);
    Require(x.shape.at(1) == weight.shape.at(1), name_ + ": inner size");
    Require(bias.shape == Shape{weight.shape.at(0)}, name_ + ": bias");
    return {x.element, {x.shape.at(0), weight.shape.at(0)}};
  }

  // One size may be left open. If the batch is not known, that is the one that depends on it.
  Type InferReshape() {
    const Type x = Operand("x");
    uint64_t elements = 1;
    bool is_known = true;
    for (const auto& dimension : x.shape) {
      is_known = is_known && dimension.has_value();
      elements *= dimension.value_or(1);
    }
    Type result = {x.element, {}};
    uint64_t given = 1;
    int open = 0;
    for (const int32_t size : Ints("shape")) {
      if (size == -1) {
        ++open;
        result.shape.emplace_back(std::nullopt);
      } else {
        result.shape.emplace_back(static_cast<uint64_t>(size));
        given *= static_cast<uint64_t>(size);
      }
    }
    Require(is_known ? open <= 1 : open == 1, name_ + ": open sizes");
    if (!is_known || given == 0) return result;
    Require(open == 1 ? elements % given == 0 : elements == given, name_ + ": shape");
    for (auto& dimension : result.shape) {
      if (!dimension.has_value()) dimension = elements / given;
    }
    return result;
  }

  Type InferSqueeze() {
    Type x = Operand("x");
    Require(Ints("axes") == std::vector<int32_t>{2, 3}, name_ + ": axes");
    Require(x.shape.at(2) == 1U && x.shape.at(3) == 1U, name_ + ": squeezed size");
    x.shape.resize(2);
    return x;
  }

  Type InferConcat() {
    RequireBool("interleave", false);
    Require(Ints("axis") == std::vector<int32_t>{1}, name_ + ": axis");
    Type result = Operand("values");
    const int count = operation_->inputs().at("values").arguments_size();
    for (int i = 1; i < count; ++i) {
      const Type part = OperandLike("values", result, i);
      Require(part.shape.at(0) == result.shape.at(0), name_ + ": batch");
      *result.shape.at(1) += part.shape.at(1).value_or(0);
    }
    return result;
  }

  const coreml::Model& model_;
  std::vector<std::string> problems_;
  std::map<std::string, Type> types_;
  std::map<std::string, mil::TensorValue> constants_;
  // The operation being checked.
  const mil::Operation* operation_ = nullptr;
  std::string name_;
  std::set<std::string> used_;
};

}  // namespace

std::vector<std::string> CheckModel(const coreml::Model& model) { return Checker(model).Run(); }

}  // namespace tidemark::testing
