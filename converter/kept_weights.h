#ifndef TIDEMARK_CONVERTER_KEPT_WEIGHTS_H_
#define TIDEMARK_CONVERTER_KEPT_WEIGHTS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "converter/layout/computed_table.h"
#include "converter/layout/storage.h"
#include "converter/mil/weight_list.h"
#include "converter/network/network.h"
#include "converter/network/tensor_store.h"

namespace tidemark::converter {

// All that a package stores of a network that was parsed whole: the parsed weights, and the tables
// that are computed, held whole as well. No view can take those tables' place.
class KeptWeights {
 public:
  // The network and its store must outlive this. Throws what TablesOf() does.
  KeptWeights(const Network& network, const TensorStore& store, const Storage& storage);

  // In the order of the weight file, as views of what is held or as copies.
  WeightList List(bool as_views) const;

  // Bytes of tables held.
  uint64_t derived_bytes() const;

 private:
  struct Table {
    TensorSpec spec = {};
    std::vector<float> values = {};
  };

  void Add(const ComputedTable& table, const std::string& layer);

  const Network& network_;
  const TensorStore& store_;
  // Those of learned angles, in file order, then those that blocks share.
  std::vector<Table> tables_;
  // By tensor: how many of them it became.
  std::vector<size_t> tables_of_;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_KEPT_WEIGHTS_H_
