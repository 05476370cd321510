#include "reference/eigen/cost_ledger.h"

#include <utility>

namespace tidemark::reference {

CostLedger::Entry::Entry(CostLedger& ledger, size_t index) : ledger_(ledger), index_(index) {
  if (index_ != kNothing) begin_ = std::chrono::steady_clock::now();
}

CostLedger::Entry::~Entry() {
  if (index_ == kNothing) return;
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin_;
  ledger_.costs_[index_].seconds += spent.count();
}

void CostLedger::Open() {
  open_ = true;
  places_.clear();
  costs_.clear();
}

size_t CostLedger::Add(const void* layer, LayerCost call) {
  const auto [place, is_new] = places_.emplace(layer, costs_.size());
  if (is_new) {
    call.calls = 1;
    costs_.push_back(std::move(call));
    return place->second;
  }
  LayerCost& cost = costs_[place->second];
  ++cost.calls;
  cost.operations += call.operations;
  cost.activation_bytes += call.activation_bytes;
  return place->second;
}

}  // namespace tidemark::reference
