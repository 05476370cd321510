#include "converter/network/synthetic.h"

#include <cmath>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace tidemark::converter {
namespace {

// A tensor's values are center + amplitude * u, u uniform in [-1, 1), rounded once to float32; or
// frequencies between 1/64 and 1 of either sign, as evenly spread over the octaves as u is over 0
// to 1.
struct Recipe {
  uint64_t stream = 0;  // of random numbers
  double center = 0;
  double amplitude = 0;
  bool frequencies = false;
};

// Exact: every octave is a straight line.
double Frequency(double u) {
  constexpr double kOctaves = 6;
  const double t = kOctaves * std::abs(u);
  const double octave = std::floor(t);
  const double size = (1 - (t - octave) * 0.5) * std::exp2(-octave);
  return u < 0 ? -size : size;
}

// FNV-1a, 64 bits.
uint64_t Hash(std::string_view text) {
  uint64_t hash = 0xCBF29CE484222325;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  }
  return hash;
}

// Fills `out` from element `first` of the stream on; SplitMix64, of which any element can be had.
void Fill(const Recipe& recipe, uint64_t first, std::span<float> out) {
  constexpr uint64_t kStep = 0x9E3779B97F4A7C15;
  uint64_t state = recipe.stream + first * kStep;
  for (float& value : out) {
    state += kStep;
    uint64_t z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    z ^= z >> 31;
    const double u = static_cast<double>(static_cast<int64_t>(z >> 40)) * 0x1p-23 - 1;
    value = static_cast<float>(recipe.frequencies ? Frequency(u)
                                                  : recipe.center + recipe.amplitude * u);
  }
}

// The factor by which an activation's output must be scaled to keep unit variance.
double Gain(ActivationKind kind) {
  switch (kind) {
    case ActivationKind::kIdentity:
      return 1;
    case ActivationKind::kRelu:
      return std::sqrt(2.0);
    case ActivationKind::kMish:
      return std::sqrt(2.210277);
    case ActivationKind::kSilu:
      return std::sqrt(2.8108);
  }
  throw std::logic_error("an activation of no kind");
}

// Walks a network and chooses each tensor's recipe. Every product keeps the variance of its input
// up to a factor; what is added to a residual stream is scaled by 1 / sqrt(blocks in its stack).
class RecipeBook {
 public:
  RecipeBook(const Network& network, uint64_t seed)
      : tensors_(network.tensors),
        seed_(seed),
        gain_(Gain(network.trunk.tip_activation.kind)),
        recipes_(network.tensors.size()) {
    AddTrunk(network.trunk);
    AddPolicyHead(network.policy_head);
    AddValueHead(network.value_head);
  }

  std::vector<Recipe> Take() { return std::move(recipes_); }

 private:
  // `factor` times the standard deviation that keeps the variance.
  template <typename Layer>
  void AddWeights(const Layer& layer, double factor) {
    const TensorSpec& spec = tensors_.at(layer.weights.index);
    const uint64_t fan_in = spec.count() / spec.shape.back();
    const double amplitude = factor / std::sqrt(static_cast<double>(fan_in)) * std::sqrt(3.0);
    Add(layer.weights, "#w", 0, amplitude);
  }

  void AddBias(const Bias& layer) { Add(layer.weights, "#w", 0, 0.1); }

  void AddNorm(const BatchNorm& layer) {
    Add(layer.mean, "#mean", 0, 0.1);
    Add(layer.variance, "#variance", 1, 0.1);
    if (layer.scale.present()) Add(layer.scale, "#scale", 1, 0.1);
    if (layer.bias.present()) Add(layer.bias, "#bias", 0, 0.1);
  }

  void AddNorm(const RmsNorm& layer) {
    Add(layer.gamma, "#gamma", 1, 0.1);
    Add(layer.beta, "#beta", 0, 0.1);
  }

  void Add(TensorId id, std::string_view suffix, double center, double amplitude) {
    std::string name = tensors_.at(id.index).layer;
    name += suffix;
    recipes_.at(id.index) = {
        .stream = Hash(name) ^ seed_, .center = center, .amplitude = amplitude};
  }

  void AddTrunk(const Trunk& trunk) {
    AddWeights(trunk.initial_convolution, 0.8 * gain_);
    AddWeights(trunk.initial_mat_mul, 0.6 * gain_);
    if (trunk.metadata_encoder.has_value()) {
      const MetadataEncoder& encoder = *trunk.metadata_encoder;
      AddWeights(encoder.mul1, 0.8 * gain_);
      AddBias(encoder.bias1);
      AddWeights(encoder.mul2, 0.8 * gain_);
      AddBias(encoder.bias2);
      AddWeights(encoder.mul3, 0.4 * gain_);
    }
    AddBlocks(trunk.blocks);
    std::visit([this](const auto& norm) { AddNorm(norm); }, trunk.tip_norm);
  }

  void AddBlocks(const std::vector<Block>& blocks) {
    const double share = 1 / std::sqrt(static_cast<double>(blocks.size()));
    for (const Block& block : blocks) {
      std::visit([&](const auto& kind) { AddBlock(kind, share); }, block.kind);
    }
  }

  void AddBlock(const OrdinaryBlock& block, double share) {
    AddNorm(block.pre_norm);
    AddWeights(block.regular_convolution, gain_);
    AddNorm(block.mid_norm);
    AddWeights(block.final_convolution, share * gain_);
  }

  void AddBlock(const GlobalPoolingBlock& block, double share) {
    AddNorm(block.pre_norm);
    AddWeights(block.regular_convolution, 0.8 * gain_);
    AddWeights(block.pooling_convolution, gain_);
    AddNorm(block.pooling_norm);
    AddWeights(block.pooling_to_bias, 0.4 * gain_);
    AddNorm(block.mid_norm);
    AddWeights(block.final_convolution, share * gain_);
  }

  void AddBlock(const NestedBottleneckBlock& block, double share) {
    AddNorm(block.pre_norm);
    AddWeights(block.pre_convolution, gain_);
    AddBlocks(block.blocks);
    AddNorm(block.post_norm);
    AddWeights(block.post_convolution, share * gain_);
  }

  void AddBlock(const AttentionBlock& block, double share) {
    Add(block.norm.gamma, "#w", 1, 0.1);
    AddWeights(block.query, 1.5);
    AddWeights(block.key, 1.5);
    AddWeights(block.value, 1.0);
    AddWeights(block.output, 2.0 * share);
    if (!block.rope.has_value() || !block.rope->learned()) return;
    Add(block.rope->frequencies, "#w", 0, 0);
    recipes_.at(block.rope->frequencies.index).frequencies = true;
  }

  void AddBlock(const FeedForwardBlock& block, double share) {
    Add(block.norm.gamma, "#w", 1, 0.1);
    AddWeights(block.up, 1.0);
    AddWeights(block.gate, 1.0);
    AddWeights(block.down, Gain(ActivationKind::kSilu) * share);
  }

  void AddPolicyHead(const PolicyHead& head) {
    AddWeights(head.p1_convolution, 0.8 * gain_);
    AddWeights(head.g1_convolution, gain_);
    AddNorm(head.g1_norm);
    AddWeights(head.pooling_to_bias, 0.4 * gain_);
    AddNorm(head.p1_norm);
    AddWeights(head.p2_convolution, gain_);
    AddWeights(head.pooling_to_pass, 0.4 * gain_);
    if (head.pass_tail.has_value()) {
      AddBias(head.pass_tail->bias);
      AddWeights(head.pass_tail->second, gain_);
    }
  }

  void AddValueHead(const ValueHead& head) {
    AddWeights(head.v1_convolution, gain_);
    AddNorm(head.v1_norm);
    AddWeights(head.v2, 2.0 * gain_);
    AddBias(head.v2_bias);
    AddWeights(head.v3, gain_);
    AddBias(head.v3_bias);
    AddWeights(head.sv3, gain_);
    AddBias(head.sv3_bias);
    AddWeights(head.ownership_convolution, gain_);
  }

  const std::vector<TensorSpec>& tensors_;
  uint64_t seed_;
  double gain_;
  std::vector<Recipe> recipes_;
};

}  // namespace

TensorValues SyntheticValues(const Network& network, uint64_t seed) {
  return [recipes = RecipeBook(network, seed).Take()](TensorId id, uint64_t first,
                                                      std::span<float> out) {
    Fill(recipes.at(id.index), first, out);
  };
}

void WriteSyntheticNetwork(const Network& network, uint64_t seed, const std::filesystem::path& file,
                           Existing existing) {
  const auto sink = FastGzipSink(AtomicFile(file, existing));
  WriteNetwork(network, SyntheticValues(network, seed), Encoding::kBinary, *sink);
  sink->Finish();
}

}  // namespace tidemark::converter
