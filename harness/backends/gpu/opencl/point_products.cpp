#include "harness/backends/gpu/opencl/point_products.h"

#include <variant>
#include <vector>

namespace tidemark::harness::gpu {
namespace {

using converter::AttentionBlock;
using converter::FeedForwardBlock;
using converter::NestedBottleneckBlock;
using converter::TensorId;

using PointProducts = std::map<uint32_t, TensorId>;

void Collect(const std::vector<converter::Block>& blocks, PointProducts& products) {
  for (const converter::Block& block : blocks) {
    if (const auto* nested = std::get_if<NestedBottleneckBlock>(&block.kind)) {
      Collect(nested->blocks, products);
    } else if (const auto* attention = std::get_if<AttentionBlock>(&block.kind)) {
      for (const auto* product : {&attention->query, &attention->key, &attention->value}) {
        products[product->weights.index] = attention->norm.gamma;
      }
      products[attention->output.weights.index] = {};
    } else if (const auto* feed_forward = std::get_if<FeedForwardBlock>(&block.kind)) {
      for (const auto* product : {&feed_forward->up, &feed_forward->gate}) {
        products[product->weights.index] = feed_forward->norm.gamma;
      }
      products[feed_forward->down.weights.index] = {};
    }
  }
}

}  // namespace

PointProducts PointProductsOf(const converter::Network& network) {
  PointProducts products;
  Collect(network.trunk.blocks, products);
  return products;
}

}  // namespace tidemark::harness::gpu
