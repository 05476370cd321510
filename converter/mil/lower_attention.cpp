#include "converter/mil/lower_attention.h"

#include <cmath>
#include <vector>

#include "converter/mil/lower_layers.h"
#include "converter/mil/lower_rms_norm.h"
#include "converter/mil/lower_rows.h"

namespace tidemark::converter {
namespace {

// What is added to the score of a key off the board. exp of it is 0 in any precision, and it is
// finite in half precision, so that 0 times it is 0.
constexpr float kHidden = 30000.0F;

uint64_t Points(const Lowering& lowering) { return lowering.options.storage().points(); }

// 0 for keys on the board, -30000 for those off it: [N, 1, 1, points].
Value KeyBias(Lowering& lowering) {
  return lowering.Shared("key_bias", [&] {
    Operations& ops = lowering.operations;
    const Value keys = ops.Reshape(lowering.Name("key_mask"), lowering.mask,
                                   {lowering.mask.type.shape[0], 1, 1, Points(lowering)});
    const Value off = ops.Binary("sub", lowering.Name("key_off_board"), keys, lowering.Float(1.0F));
    return ops.Binary("mul", lowering.Name("key_bias"), off, lowering.Float(kHidden));
  });
}

// The same for each query: [N, 1, points, points].
Value ScoreBias(Lowering& lowering) {
  return lowering.Shared("score_bias", [&] {
    return lowering.operations.Tile(lowering.Name("score_bias"), KeyBias(lowering), 2,
                                    Points(lowering));
  });
}

// Rows to heads: a product of `rows` as [N, heads, points, width].
Value LowerHeads(Lowering& lowering, const MatMul& layer, uint64_t heads, const Value& rows) {
  Operations& ops = lowering.operations;
  const Value product = LowerWideMatMul(lowering, layer, rows);
  const Value narrow = lowering.As(lowering.options.element(), layer.name, product);
  const Value split = ops.Reshape(lowering.Name(layer.name, "split"), narrow,
                                  {lowering.options.batch(), Points(lowering), heads,
                                   static_cast<uint64_t>(layer.out_channels) / heads});
  return ops.Transpose(lowering.Name(layer.name, "heads"), split, {0, 2, 1, 3});
}

// Cosines and sines, [1, heads or 1, points, q_width].
struct Angles {
  Value cosines = {};
  Value sines = {};
};

struct RotaryValues {
  Angles query = {};
  Angles key = {};
  Value rotation = {};
};

Angles LearnedAngles(Lowering& lowering, const std::string& layer, TensorId frequencies,
                     size_t part) {
  Operations& ops = lowering.operations;
  return {ops.Weight(lowering.Name(layer, "cos"), lowering.plan.Of(frequencies, part)),
          ops.Weight(lowering.Name(layer, "sin"), lowering.plan.Of(frequencies, part + 1))};
}

Value LowerSharedTable(Lowering& lowering, const SharedTable& table) {
  const PlannedBlob& blob = lowering.plan.Of(table);
  return lowering.Shared("blob_" + std::to_string(blob.offset), [&] {
    return lowering.operations.Weight(lowering.Name(NameOf(table.kind)), blob);
  });
}

RotaryValues LowerRotary(Lowering& lowering, const AttentionBlock& block) {
  const Rope& rope = *block.rope;
  RotaryValues values;
  std::vector<Value> shared;
  for (const SharedTable& table : SharedTablesOf(block)) {
    shared.push_back(LowerSharedTable(lowering, table));
  }
  values.rotation = shared.at(0);
  if (!rope.learned()) {
    values.key = {shared.at(1), shared.at(2)};
    values.query = values.key;
    return values;
  }
  values.key = LearnedAngles(lowering, rope.name, rope.frequencies, 0);
  const bool has_own = lowering.plan.PartsOf(rope.frequencies) > 2;
  values.query = has_own ? LearnedAngles(lowering, rope.name, rope.frequencies, 2) : values.key;
  return values;
}

// u * cos + (u R) * sin: every pair of channels turned by its angle.
Value LowerTurned(Lowering& lowering, const std::string& layer, const Value& u,
                  const Angles& angles, const Value& rotation) {
  Operations& ops = lowering.operations;
  const Value straight = ops.Binary("mul", lowering.Name(layer, "cos"), u, angles.cosines);
  const Value crossed = ops.BatchedMatMul(lowering.Name(layer, "crossed"), u, rotation, false);
  const Value sideways = ops.Binary("mul", lowering.Name(layer, "sin"), crossed, angles.sines);
  return ops.Binary("add", lowering.Name(layer, "turned"), straight, sideways);
}

// Each KV head once for each query head that attends with it.
Value LowerRepeated(Lowering& lowering, const std::string& layer, const Value& heads, int times) {
  if (times == 1) return heads;
  std::vector<Value> repeated;
  for (uint64_t head = 0; head < heads.type.shape[1].value(); ++head) {
    const Value one = lowering.operations.SliceChannel(lowering.Name(layer, "head"), heads, head);
    repeated.insert(repeated.end(), static_cast<size_t>(times), one);
  }
  return lowering.operations.ConcatChannels(lowering.Name(layer, "repeated"), repeated);
}

// softmax(query key^T / sqrt(q_width) + bias) value, [N, heads, points, v_width].
Value LowerAttended(Lowering& lowering, const AttentionBlock& block, const Value& query,
                    const Value& key, const Value& value) {
  Operations& ops = lowering.operations;
  if (lowering.options.target == Target::kMacOs15) {
    return ops.Attention(lowering.Name(block.name, "attended"), query, key, value,
                         ScoreBias(lowering));
  }
  const Value products = ops.BatchedMatMul(lowering.Name(block.name, "products"), query, key, true);
  const float scale = 1.0F / std::sqrt(static_cast<float>(block.q_width));
  const Value scaled =
      ops.Binary("mul", lowering.Name(block.name, "scaled"), products, lowering.Float(scale));
  const Value scores =
      ops.Binary("add", lowering.Name(block.name, "scores"), scaled, KeyBias(lowering));
  const Value weights = ops.Softmax(lowering.Name(block.name, "weights"), scores);
  return ops.BatchedMatMul(lowering.Name(block.name, "attended"), weights, value, false);
}

// The sum over the heads of each one's product with its rows of the matrix: rows [N * points, C].
Value LowerMixedHeads(Lowering& lowering, const AttentionBlock& block, const Value& attended) {
  Operations& ops = lowering.operations;
  const std::string& layer = block.output.name;
  Value sum;
  for (size_t head = 0; head < static_cast<size_t>(block.heads); ++head) {
    const Value one = ops.SliceChannel(lowering.Name(layer, "head"), attended, head);
    const Value rows = ops.Reshape(lowering.Name(layer, "rows"), one,
                                   {RowCount(lowering), attended.type.shape.back()});
    const Value weight =
        ops.Weight(lowering.Name(layer, "weight"), lowering.plan.Of(block.output.weights, head));
    const Value product = ops.MatMul(lowering.Name(layer, "product"), rows, weight);
    sum = head == 0 ? product : ops.Binary("add", lowering.Name(layer, "sum"), sum, product);
  }
  return sum;
}

}  // namespace

Value LowerAttention(Lowering& lowering, const AttentionBlock& block, const Value& x) {
  const Value rows =
      LowerToRows(lowering, block.norm.name, LowerPointNorm(lowering, block.norm, x));
  const Value wide = lowering.Wide(block.norm.name, rows);
  const auto heads = static_cast<uint64_t>(block.heads);
  const auto kv_heads = static_cast<uint64_t>(block.kv_heads);
  Value query = LowerHeads(lowering, block.query, heads, wide);
  Value key = LowerHeads(lowering, block.key, kv_heads, wide);
  Value value = LowerHeads(lowering, block.value, kv_heads, wide);
  if (block.rope.has_value()) {
    const RotaryValues rotary = LowerRotary(lowering, block);
    query = LowerTurned(lowering, block.query.name, query, rotary.query, rotary.rotation);
    key = LowerTurned(lowering, block.key.name, key, rotary.key, rotary.rotation);
  }
  const int group = block.heads / block.kv_heads;
  key = LowerRepeated(lowering, block.key.name, key, group);
  value = LowerRepeated(lowering, block.value.name, value, group);
  const Value attended = LowerAttended(lowering, block, query, key, value);
  return LowerAddRows(lowering, block.name, LowerMixedHeads(lowering, block, attended), x);
}

}  // namespace tidemark::converter
