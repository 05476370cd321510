#include "converter/network/block_reader.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "converter/io/printable_text.h"

namespace tidemark::converter {
namespace {

constexpr std::string_view kAcceptedKinds =
    "ordinary_block, gpool_block, nested_bottleneck_block, transformer_attention_block, "
    "transformer_ffn_block";

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
    const bool attention = kind == "transformer_attention_block";
    const bool feed_forward = kind == "transformer_ffn_block";
    if (!ordinary && !pooling && !nested && !attention && !feed_forward) {
      tokens.Fail("unknown block kind " + Quoted(kind) +
                  "; accepted: " + std::string(kAcceptedKinds));
    }
    if (++blocks_ > kMostBlocks) {
      tokens.Fail("more than " + std::to_string(kMostBlocks) + " blocks");
    }
    std::string name = tokens.Name("the name of a block");
    tokens.set_layer(name);
    if (ordinary) return {ReadOrdinary(std::move(name), stream)};
    if (pooling) return {ReadGlobalPooling(std::move(name), stream)};
    if (attention) return {ReadAttention(std::move(name), stream)};
    if (feed_forward) return {ReadFeedForward(std::move(name), stream)};
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

  AttentionBlock ReadAttention(std::string name, Width stream) {
    TokenReader& tokens = layers_.tokens();
    const auto number = [&](std::string_view what, int most) {
      return tokens.Integer(what, 1, most);
    };
    AttentionBlock block = {.name = std::move(name)};
    block.heads = number("the number of heads", kMostHeads);
    block.kv_heads = number("the number of KV heads", block.heads);
    if (block.heads % block.kv_heads != 0) {
      tokens.Fail("the number of KV heads, " + std::to_string(block.kv_heads) +
                  ", does not divide that of heads, " + std::to_string(block.heads));
    }
    const int widest = std::min(kWidestHead, LayerReader::kMostChannels / block.heads);
    block.q_width = number("the width of a query head", widest);
    block.v_width = number("the width of a value head", widest);
    const bool has_rope = ReadFlag("the rotary embedding's flag");
    const bool learned = ReadFlag("the flag of learned angles");
    // Pairs of channels, for fixed angles as many by row as by column.
    const int divisor = !has_rope ? 1 : learned ? 2 : 4;
    if (block.q_width % divisor != 0) {
      tokens.Fail("the width of a query head, " + std::to_string(block.q_width) +
                  ", is not a multiple of " + std::to_string(divisor) +
                  ", as its rotary embedding needs");
    }
    block.norm = layers_.ReadPointNorm(stream);
    const auto product = [&](Width in, int out) {
      return layers_.ReadMatMul(in, {out, "the block's heads"}, TensorRole::kMatMul);
    };
    block.query = product(stream, block.heads * block.q_width);
    block.key = product(stream, block.kv_heads * block.q_width);
    block.value = product(stream, block.kv_heads * block.v_width);
    block.output = layers_.ReadAttentionOutput({block.heads * block.v_width, "the block's heads"},
                                               stream, block.heads);
    if (has_rope) block.rope = layers_.ReadRope(learned, block);
    return block;
  }

  FeedForwardBlock ReadFeedForward(std::string name, Width stream) {
    TokenReader& tokens = layers_.tokens();
    FeedForwardBlock block = {.name = std::move(name)};
    tokens.Integer("the width of a feed-forward block", stream.channels, stream.channels);
    const Width hidden = {
        tokens.Integer("the hidden width of a feed-forward block", 1, LayerReader::kMostChannels),
        "the block's hidden width"};
    if (!ReadFlag("the flag of SwiGLU")) {
      tokens.Fail("a feed-forward block without SwiGLU, whose activation the format does not tell");
    }
    block.norm = layers_.ReadPointNorm(stream);
    block.up = layers_.ReadMatMul(stream, hidden, TensorRole::kMatMul);
    block.gate = layers_.ReadMatMul(stream, hidden, TensorRole::kMatMul);
    block.down = layers_.ReadMatMul(hidden, stream, TensorRole::kMatMul);
    return block;
  }

  // Any number but 0 is true.
  bool ReadFlag(std::string_view what) {
    using Limits = std::numeric_limits<int>;
    return layers_.tokens().Integer(what, Limits::min(), Limits::max()) != 0;
  }

  LayerReader& layers_;
  int blocks_ = 0;
};

}  // namespace

std::vector<Block> ReadBlocks(LayerReader& layers, int count, Width stream) {
  return BlockReader(layers).ReadList(count, stream, 0);
}

}  // namespace tidemark::converter
