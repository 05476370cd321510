#include "converter/mil/lower_network.h"

#include <string>
#include <utility>
#include <vector>

#include "converter/mil/features.h"
#include "converter/mil/lower_heads.h"
#include "converter/mil/lower_trunk.h"

namespace tidemark::converter {
namespace {

constexpr char kInputCastSuffix[] = "_cast_fp16";
constexpr char kRawSuffix[] = "_fp16";

}  // namespace

ProgramBuilder LowerNetwork(const Network& network, const BlobPlan& plan,
                            const ProgramOptions& options) {
  const bool casts = options.element() != options.io_element();
  const std::string suffix = casts ? kRawSuffix : "";
  ProgramBuilder program;
  ValueNames names;
  Operations operations(program, names);

  std::vector<Value> inputs;
  for (const Value& input : InputFeatures(network, options)) {
    names.Reserve(input.name);
    inputs.push_back(program.AddInput(input.name, input.type));
  }
  for (const std::string& output : OutputNames()) {
    names.Reserve(output);
    if (casts) names.Reserve(output + suffix);
  }
  if (casts) {
    for (Value& input : inputs) {
      input =
          operations.Cast(names.Unique(input.name + kInputCastSuffix), input, options.element());
    }
  }

  Lowering lowering = {operations, names, plan, options, inputs[2]};
  TrunkInputs trunk_inputs = {.spatial = inputs[0], .global = inputs[1]};
  if (network.has_metadata()) trunk_inputs.metadata = inputs[3];
  const Value tip = LowerTrunk(lowering, network.trunk, trunk_inputs);
  const PolicyOutputs policy = LowerPolicyHead(lowering, network.policy_head, tip, suffix);
  const ValueOutputs value = LowerValueHead(lowering, network.value_head, tip, suffix);

  const std::vector<Value> raw = {policy.policy, policy.pass, value.value, value.ownership,
                                  value.score};
  const std::vector<std::string> outputs = OutputNames();
  for (size_t i = 0; i < raw.size(); ++i) {
    program.AddOutput(casts ? operations.Cast(outputs[i], raw[i], options.io_element()) : raw[i]);
  }
  return program;
}

}  // namespace tidemark::converter
