#include "converter/kept_weights.h"

#include <span>

namespace tidemark::converter {

KeptWeights::KeptWeights(const Network& network, const TensorStore& store, const Storage& storage)
    : network_(network), store_(store) {
  for (uint32_t i = 0; i < network.tensors.size(); ++i) {
    const TensorSpec& tensor = network.tensors[i];
    const size_t before = tables_.size();
    if (tensor.role == TensorRole::kRopeFrequencies) {
      for (const ComputedTable& table : TablesOf(tensor, store[TensorId{i}], storage)) {
        Add(table, tensor.layer);
      }
    }
    tables_of_.push_back(tables_.size() - before);
  }
  for (const SharedTable& shared : SharedTablesOf(network)) Add(TableOf(shared, storage), {});
}

void KeptWeights::Add(const ComputedTable& table, const std::string& layer) {
  Table& kept = tables_.emplace_back();
  kept.spec = {.role = TensorRole::kTable, .layer = layer, .shape = table.form.shape};
  kept.values.resize(kept.spec.count());
  for (uint64_t row = 0; row < table.rows(); ++row) {
    table.fill(row, std::span(kept.values).subspan(row * table.row_size(), table.row_size()));
  }
}

WeightList KeptWeights::List(bool as_views) const {
  WeightList list;
  const auto add = [&](const TensorSpec& spec, std::span<const float> values) {
    list.Add(spec, as_views ? WeightValues::View(values) : WeightValues::Copy(values));
  };
  size_t next = 0;
  for (uint32_t i = 0; i < network_.tensors.size(); ++i) {
    if (network_.tensors[i].role != TensorRole::kRopeFrequencies) {
      add(network_.tensors[i], store_[TensorId{i}]);
    }
    for (const size_t end = next + tables_of_[i]; next < end; ++next) {
      add(tables_[next].spec, tables_[next].values);
    }
  }
  for (; next < tables_.size(); ++next) add(tables_[next].spec, tables_[next].values);
  return list;
}

uint64_t KeptWeights::derived_bytes() const {
  uint64_t total = 0;
  for (const Table& table : tables_) total += table.values.capacity() * sizeof(float);
  return total;
}

}  // namespace tidemark::converter
