#include "harness/backends/ane/fusion.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "harness/backends/ane/fused_kernel.h"

namespace tidemark::harness::ane {
namespace {

// The most steps of a group, and how far behind its first the last may be.
constexpr size_t kMostMembers = 32;
constexpr size_t kFurthest = 256;

// Finds the groups of a program: steps by their index, in order.
class Grouping {
 public:
  explicit Grouping(const Program& program)
      : program_(program),
        consumers_(program.values.size()),
        seen_elsewhere_(program.values.size()),
        taken_(program.steps.size()) {
    for (size_t i = 0; i < program.steps.size(); ++i) {
      for (const ValueId id : program.steps[i].inputs) consumers_[id].push_back(i);
    }
    for (const ValueId id : program.outputs) seen_elsewhere_[id] = true;
    for (const Value& value : program.values) {
      if (value.storage == value.id) continue;
      seen_elsewhere_[value.id] = true;
      seen_elsewhere_[value.storage] = true;
    }
  }

  // The longest group that begins with step `first`: one step if there is none.
  std::vector<size_t> Find(size_t first) {
    std::vector<size_t> members = {first};
    const Step& start = program_.steps[first];
    if (taken_[first] || !(start.kernel->IsProduct() || IsElementwise(start))) return members;
    const Shape& shape = program_.values[start.outputs[0]].type.shape;
    size_t closed = 1;
    const size_t end = std::min(program_.steps.size(), first + kFurthest);
    for (size_t i = first + 1; i < end && members.size() < kMostMembers; ++i) {
      if (seen_elsewhere_[ResultOf(members.back())]) break;
      const Step& step = program_.steps[i];
      if (!Reads(step, members)) continue;
      if (taken_[i] || !IsElementwise(step) ||
          program_.values[step.outputs[0]].type.shape != shape) {
        break;
      }
      members.push_back(i);
      if (IsClosed(members)) closed = members.size();
    }
    members.resize(closed);
    if (closed > 1) {
      for (const size_t member : members) taken_[member] = true;
    }
    return members;
  }

 private:
  ValueId ResultOf(size_t step) const { return program_.steps[step].outputs[0]; }

  bool IsElementwise(const Step& step) const {
    const auto floating = [&](ValueId id) { return IsFloating(program_.values[id].type.element); };
    return step.kernel->AsElementwise().has_value() && floating(step.outputs[0]) &&
           std::all_of(step.inputs.begin(), step.inputs.end(), floating);
  }

  bool Reads(const Step& step, const std::vector<size_t>& members) const {
    return std::any_of(step.inputs.begin(), step.inputs.end(), [&](ValueId id) {
      return std::any_of(members.begin(), members.end(),
                         [&](size_t member) { return ResultOf(member) == id; });
    });
  }

  // Nobody else reads a result, but for the last one.
  bool IsClosed(const std::vector<size_t>& members) const {
    return std::all_of(members.begin(), members.end() - 1, [&](size_t member) {
      const ValueId result = ResultOf(member);
      return !seen_elsewhere_[result] &&
             std::all_of(consumers_[result].begin(), consumers_[result].end(), [&](size_t step) {
               return std::binary_search(members.begin(), members.end(), step);
             });
    });
  }

  const Program& program_;
  // By value: the steps that read it, and whether it is an output or has other views.
  std::vector<std::vector<size_t>> consumers_;
  std::vector<bool> seen_elsewhere_;
  std::vector<bool> taken_;
};

// Makes the step of a group.
class GroupBuilder {
 public:
  GroupBuilder(Program& program, const std::vector<size_t>& members)
      : program_(program), members_(members), results_(members.size()) {}

  Step Build() {
    Step& first = program_.steps[members_[0]];
    fused_.name = first.name;
    fused_.outputs = program_.steps[members_.back()].outputs;
    FusedKernel::Product product;
    size_t begin = 0;
    if (first.kernel->IsProduct()) {
      product = {.kernel = std::move(first.kernel),
                 .inputs = first.inputs.size(),
                 .type = program_.values[first.outputs[0]].type.element};
      fused_.inputs = first.inputs;
      results_[0] = {.source = {.kind = FusedKernel::Source::Kind::kProduct}, .held = true};
      begin = 1;
    }
    const size_t product_inputs = fused_.inputs.size();
    std::vector<FusedKernel::Operation> operations;
    for (size_t i = begin; i < members_.size(); ++i) {
      operations.push_back(MakeOperation(i, product_inputs));
    }
    for (const size_t member : members_) {
      if (!fused_.operation.empty()) fused_.operation += " + ";
      fused_.operation += program_.steps[member].operation;
    }
    fused_.kernel = std::make_unique<FusedKernel>(std::move(product), std::move(operations),
                                                  slot_is_free_.size());
    return std::move(fused_);
  }

 private:
  // Where the result of a member is found, as long as it is needed.
  struct MemberResult {
    FusedKernel::Source source = {};
    bool held = false;
  };

  FusedKernel::Operation MakeOperation(size_t member, size_t product_inputs) {
    const Step& step = program_.steps[members_[member]];
    FusedKernel::Operation operation;
    operation.elementwise = *step.kernel->AsElementwise();
    operation.rounds = program_.values[step.outputs[0]].type.element == ElementType::kFloat16;
    operation.x = SourceOf(step.inputs[0], product_inputs);
    if (operation.elementwise.operands == 2) {
      operation.y = SourceOf(step.inputs[1], product_inputs);
    }
    for (size_t i = 0; i < member; ++i) {
      if (results_[i].held && !IsReadAfter(i, member)) Release(results_[i]);
    }
    if (member + 1 < members_.size()) {
      operation.slot = TakeSlot();
      results_[member] = {
          .source = {.kind = FusedKernel::Source::Kind::kSlot, .index = operation.slot},
          .held = true};
    }
    return operation;
  }

  FusedKernel::Source SourceOf(ValueId id, size_t product_inputs) {
    for (size_t i = 0; i < members_.size(); ++i) {
      if (program_.steps[members_[i]].outputs[0] == id) return results_[i].source;
    }
    const auto own = fused_.inputs.begin() + static_cast<ptrdiff_t>(product_inputs);
    const auto found = std::find(own, fused_.inputs.end(), id);
    const auto index = static_cast<size_t>(found - fused_.inputs.begin());
    if (found == fused_.inputs.end()) fused_.inputs.push_back(id);
    return {.kind = FusedKernel::Source::Kind::kInput, .index = index};
  }

  bool IsReadAfter(size_t result, size_t member) const {
    const ValueId id = program_.steps[members_[result]].outputs[0];
    return std::any_of(members_.begin() + static_cast<ptrdiff_t>(member) + 1, members_.end(),
                       [&](size_t later) {
                         const auto& inputs = program_.steps[later].inputs;
                         return std::find(inputs.begin(), inputs.end(), id) != inputs.end();
                       });
  }

  size_t TakeSlot() {
    const auto free = std::find(slot_is_free_.begin(), slot_is_free_.end(), true);
    const auto slot = static_cast<size_t>(free - slot_is_free_.begin());
    if (free == slot_is_free_.end()) slot_is_free_.push_back(true);
    slot_is_free_[slot] = false;
    return slot;
  }

  void Release(MemberResult& result) {
    result.held = false;
    if (result.source.kind == FusedKernel::Source::Kind::kSlot) {
      slot_is_free_[result.source.index] = true;
    }
  }

  Program& program_;
  const std::vector<size_t>& members_;
  std::vector<MemberResult> results_;
  std::vector<bool> slot_is_free_;
  Step fused_;
};

}  // namespace

void FuseSteps(Program& program) {
  std::vector<std::optional<Step>> fused(program.steps.size());
  std::vector<bool> is_member(program.steps.size());
  Grouping grouping(program);
  std::vector<std::vector<size_t>> groups;
  for (size_t i = 0; i < program.steps.size(); ++i) {
    std::vector<size_t> members = grouping.Find(i);
    if (members.size() > 1) groups.push_back(std::move(members));
  }
  // A group takes the place of its last step: what any of its steps reads has been computed there.
  for (const std::vector<size_t>& members : groups) {
    for (const size_t member : members) is_member[member] = true;
    fused[members.back()] = GroupBuilder(program, members).Build();
  }
  std::vector<Step> steps;
  for (size_t i = 0; i < program.steps.size(); ++i) {
    if (fused[i].has_value()) {
      steps.push_back(std::move(*fused[i]));
    } else if (!is_member[i]) {
      steps.push_back(std::move(program.steps[i]));
    }
  }
  steps.shrink_to_fit();
  program.steps = std::move(steps);
}

}  // namespace tidemark::harness::ane
