#ifndef TIDEMARK_REFERENCE_EIGEN_COST_LEDGER_H_
#define TIDEMARK_REFERENCE_EIGEN_COST_LEDGER_H_

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "reference/outputs/layer_cost.h"

namespace tidemark::reference {

// Adds up what the layers of a network cost, once it has been opened; before that, nothing.
class CostLedger {
 public:
  // Counts one call of a layer: from its construction to its end.
  class Entry {
   public:
    Entry(CostLedger& ledger, size_t index);
    ~Entry();
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;

   private:
    CostLedger& ledger_;
    size_t index_ = 0;
    std::chrono::steady_clock::time_point begin_;
  };

  // From now on counts, from zero.
  void Open();

  // Begins a call of the layer at the address `layer`. `call` is what the call costs, but for its
  // time; it is asked for only if the ledger is open.
  template <typename Call>
  Entry Begin(const void* layer, const Call& call) {
    if (!open_) return {*this, kNothing};
    return {*this, Add(layer, call())};
  }

  // In the order in which the layers were first called.
  const std::vector<LayerCost>& costs() const { return costs_; }

 private:
  static constexpr size_t kNothing = static_cast<size_t>(-1);

  // Adds all but the time of `call`; returns its place.
  size_t Add(const void* layer, LayerCost call);

  bool open_ = false;
  std::map<const void*, size_t> places_;
  std::vector<LayerCost> costs_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_COST_LEDGER_H_
