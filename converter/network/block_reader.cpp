#include "converter/network/block_reader.h"

#include <string>
#include <utility>

#include "converter/io/printable_text.h"

namespace tidemark::converter {
namespace {

constexpr std::string_view kAcceptedKinds = "ordinary_block, gpool_block, nested_bottleneck_block";

class BlockReader {
 public:
  explicit BlockReader(LayerReader& layers) : layers_(layers) {}

  // `depth` counts the nested blocks around these.
  std::vector<Block> ReadList(int count, Width stream, int depth) {
    std::vector<Block> blocks;
    for (int i = 0; i < count; ++i) blocks.push_back(ReadBlock(stream, depth));
    return blocks;
  }

 private:
  Block ReadBlock(Width stream, int depth) {
    TokenReader& tokens = layers_.tokens();
    tokens.set_layer({});
    const std::string kind(tokens.Word("the kind of a block"));
    const bool ordinary = kind == "ordinary_block";
    const bool pooling = kind == "gpool_block";
    const bool nested = kind == "nested_bottleneck_block";
    const bool transformer =
        kind == "transformer_attention_block" || kind == "transformer_ffn_block";
    if (!ordinary && !pooling && !nested && !transformer) {
      tokens.Fail("unknown block kind " + Quoted(kind) +
                  "; accepted: " + std::string(kAcceptedKinds));
    }
    if (++blocks_ > kMostBlocks) {
      tokens.Fail("more than " + std::to_string(kMostBlocks) + " blocks");
    }
    std::string name = tokens.Name("the name of a block");
    tokens.set_layer(name);
    if (transformer) {
      tokens.Fail("a " + kind +
                  "; this version reads convolutional blocks: " + std::string(kAcceptedKinds));
    }
    if (ordinary) return {ReadOrdinary(std::move(name), stream)};
    if (pooling) return {ReadGlobalPooling(std::move(name), stream)};
    return {ReadNested(std::move(name), stream, depth + 1)};
  }

  OrdinaryBlock ReadOrdinary(std::string name, Width stream) {
    OrdinaryBlock block = {.name = std::move(name)};
    block.pre_norm = layers_.ReadBatchNorm(stream);
    block.pre_activation = layers_.ReadActivation();
    block.regular_convolution = layers_.ReadConvolution(stream, kAnyWidth);
    const Width middle = {block.regular_convolution.out_channels, "the block's first convolution"};
    block.mid_norm = layers_.ReadBatchNorm(middle);
    block.mid_activation = layers_.ReadActivation();
    block.final_convolution = layers_.ReadConvolution(middle, stream);
    return block;
  }

  GlobalPoolingBlock ReadGlobalPooling(std::string name, Width stream) {
    GlobalPoolingBlock block = {.name = std::move(name)};
    block.pre_norm = layers_.ReadBatchNorm(stream);
    block.pre_activation = layers_.ReadActivation();
    block.regular_convolution = layers_.ReadConvolution(stream, kAnyWidth);
    block.pooling_convolution = layers_.ReadConvolution(stream, kAnyWidth);
    const Width regular = {block.regular_convolution.out_channels,
                           "the block's regular convolution"};
    const int pooled = block.pooling_convolution.out_channels;
    block.pooling_norm = layers_.ReadBatchNorm({pooled, "the block's pooling convolution"});
    block.pooling_activation = layers_.ReadActivation();
    block.pooling_to_bias = layers_.ReadMatMul(
        {3 * pooled, "three poolings of each pooled channel"}, regular, TensorRole::kMatMul);
    block.mid_norm = layers_.ReadBatchNorm(regular);
    block.mid_activation = layers_.ReadActivation();
    block.final_convolution = layers_.ReadConvolution(regular, stream);
    return block;
  }

  NestedBottleneckBlock ReadNested(std::string name, Width stream, int depth) {
    if (depth > kDeepestNesting) {
      layers_.tokens().Fail("blocks nested more than " + std::to_string(kDeepestNesting) + " deep");
    }
    NestedBottleneckBlock block;
    block.name = std::move(name);
    const int count =
        layers_.tokens().Integer("the number of blocks in a nested block", 1, kMostBlocks);
    block.pre_norm = layers_.ReadBatchNorm(stream);
    block.pre_activation = layers_.ReadActivation();
    block.pre_convolution = layers_.ReadConvolution(stream, kAnyWidth);
    const Width inner = {block.pre_convolution.out_channels, "the enclosing block's bottleneck"};
    block.blocks = ReadList(count, inner, depth);
    block.post_norm = layers_.ReadBatchNorm(inner);
    block.post_activation = layers_.ReadActivation();
    block.post_convolution = layers_.ReadConvolution(inner, stream);
    return block;
  }

  LayerReader& layers_;
  int blocks_ = 0;
};

}  // namespace

std::vector<Block> ReadBlocks(LayerReader& layers, int count, Width stream) {
  return BlockReader(layers).ReadList(count, stream, 0);
}

}  // namespace tidemark::converter
