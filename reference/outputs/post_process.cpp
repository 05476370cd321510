#include "reference/outputs/post_process.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

#include "converter/error.h"

namespace tidemark::reference {
namespace {

using converter::kNewestVersion;
using converter::kOldestVersion;

// Of the weight of all other moves together, and a floor under that.
constexpr float kMostPassRatio = 19;
constexpr float kLeastPassWeight = 1e-20F;

double Softplus(double x) { return x > 40 ? x : std::log1p(std::exp(x)); }

size_t AreaOf(const RawOutputs& outputs) {
  return static_cast<size_t>(outputs.height) * static_cast<size_t>(outputs.width);
}

struct Outcome {
  double win = 0;
  double loss = 0;
  double no_result = 0;
};

// Softmax of the value logits; without a no-result its logit does not take part.
Outcome OutcomeOf(double win, double loss, double no_result, bool no_result_possible) {
  double largest = std::max(win, loss);
  if (no_result_possible) largest = std::max(largest, no_result);
  Outcome weight = {.win = std::exp(win - largest),
                    .loss = std::exp(loss - largest),
                    .no_result = no_result_possible ? std::exp(no_result - largest) : 0.0};
  const double sum = weight.win + weight.loss + weight.no_result;
  return {.win = weight.win / sum, .loss = weight.loss / sum, .no_result = weight.no_result / sum};
}

}  // namespace

double WhiteWinrate(const PostProcessed& outputs) {
  return 0.5 * (1 + static_cast<double>(outputs.white_win - outputs.white_loss));
}

double ScoreStdev(const PostProcessed& outputs) {
  const float square = outputs.white_score_mean * outputs.white_score_mean;
  const double variance =
      static_cast<double>(outputs.white_score_mean_square) - static_cast<double>(square);
  return std::sqrt(variance < 0 ? 0 : variance);
}

PostProcessor::PostProcessor(int version, const converter::PostProcess& constants,
                             PostProcessOptions options)
    : version_(version), constants_(constants), options_(options) {
  if (version < kOldestVersion || version > kNewestVersion) {
    throw UsageError("cannot post-process the outputs of a network of version " +
                     std::to_string(version) + "; versions " + std::to_string(kOldestVersion) +
                     " to " + std::to_string(kNewestVersion) + " are known");
  }
  if (!(options.optimism >= 0 && options.optimism <= 1)) {
    throw UsageError("policy optimism must be from 0 to 1, not " +
                     std::to_string(options.optimism));
  }
  if (!(options.temperature > 0 && std::isfinite(options.temperature))) {
    throw UsageError("policy temperature must be a positive number, not " +
                     std::to_string(options.temperature));
  }
  if (!(options.output_scale > 0 && std::isfinite(options.output_scale))) {
    throw UsageError("the output scale must be a positive number, not " +
                     std::to_string(options.output_scale));
  }
}

PostProcessed PostProcessor::Apply(const RawOutputs& outputs, int n,
                                   const PositionFacts& facts) const {
  Check(outputs, n, facts);
  const RawOutputs one = outputs.Select(n);
  PostProcessed result = {.height = one.height,
                          .width = one.width,
                          .policy = Policy(one, facts),
                          .white_ownership = WhiteOwnership(one, facts)};
  SetValues(one, facts, result);
  if (version_ > 8) SetErrors(one, result);
  return result;
}

void PostProcessor::Check(const RawOutputs& outputs, int n, const PositionFacts& facts) const {
  if (n < 0 || n >= outputs.batch) {
    throw UsageError("position " + std::to_string(n) + " is not in a batch of " +
                     std::to_string(outputs.batch));
  }
  const int score_channels = version_ > 8 ? 6 : 4;
  if (outputs.policy_channels < 1 || outputs.score_channels < score_channels) {
    throw UsageError("a network of version " + std::to_string(version_) +
                     " has 1 or more policy and " + std::to_string(score_channels) +
                     " score channels, not " + std::to_string(outputs.policy_channels) + " and " +
                     std::to_string(outputs.score_channels));
  }
  if (facts.legal.size() != AreaOf(outputs) + 1 || facts.board.height > outputs.height ||
      facts.board.width > outputs.width) {
    throw UsageError("the position does not belong to a buffer of " +
                     std::to_string(outputs.width) + "x" + std::to_string(outputs.height));
  }
}

std::vector<float> PostProcessor::Policy(const RawOutputs& outputs,
                                         const PositionFacts& facts) const {
  const size_t area = AreaOf(outputs);
  const auto optimism = outputs.policy_channels > 1 ? static_cast<float>(options_.optimism) : 0.0F;
  const auto scale = static_cast<float>(options_.output_scale / options_.temperature);
  const auto logit = [&](size_t move) {
    const float main = move == area ? outputs.pass[0] : outputs.policy[move];
    if (optimism == 0.0F) return main * scale;
    const float optimistic = move == area ? outputs.pass[1] : outputs.policy[area + move];
    return (main + (optimistic - main) * optimism) * scale;
  };
  // The floor keeps logits of minus infinity from being subtracted from one another.
  float largest = -1e25F;
  for (size_t move = 0; move <= area; ++move) {
    if (facts.legal[move]) largest = std::max(largest, logit(move));
  }
  std::vector<float> policy(area + 1, -1.0F);
  float sum = 0;
  for (size_t move = 0; move <= area; ++move) {
    if (!facts.legal[move]) continue;
    policy[move] = std::exp(logit(move) - largest);
    if (move == area && options_.passing_hacks) {
      policy[move] = std::min(policy[move], std::max(kMostPassRatio * sum, kLeastPassWeight));
    }
    sum += policy[move];
  }
  const auto moves = static_cast<float>(std::count(facts.legal.begin(), facts.legal.end(), true));
  for (size_t move = 0; move <= area; ++move) {
    if (facts.legal[move]) policy[move] = sum == 0.0F ? 1.0F / moves : policy[move] / sum;
  }
  return policy;
}

std::vector<float> PostProcessor::WhiteOwnership(const RawOutputs& outputs,
                                                 const PositionFacts& facts) const {
  const auto scale = static_cast<float>(options_.output_scale);
  const auto width = static_cast<size_t>(outputs.width);
  std::vector<float> ownership(AreaOf(outputs), 0.0F);
  for (size_t y = 0; y < static_cast<size_t>(facts.board.height); ++y) {
    for (size_t x = 0; x < static_cast<size_t>(facts.board.width); ++x) {
      const float own = std::tanh(outputs.ownership[y * width + x] * scale);
      ownership[y * width + x] = facts.white_to_move ? own : -own;
    }
  }
  return ownership;
}

void PostProcessor::SetValues(const RawOutputs& outputs, const PositionFacts& facts,
                              PostProcessed& result) const {
  const double scale = options_.output_scale;
  const Outcome outcome = OutcomeOf(outputs.value[0] * scale, outputs.value[1] * scale,
                                    outputs.value[2] * scale, facts.no_result_possible);
  const double decided = 1 - outcome.no_result;
  const double mean = outputs.score_value[0] * scale * constants_.score_mean;
  const double stdev = Softplus(outputs.score_value[1] * scale) * constants_.score_stdev;
  const double lead = outputs.score_value[2] * scale * constants_.lead;
  const double sign = facts.white_to_move ? 1 : -1;

  result.white_win = static_cast<float>(facts.white_to_move ? outcome.win : outcome.loss);
  result.white_loss = static_cast<float>(facts.white_to_move ? outcome.loss : outcome.win);
  result.no_result = static_cast<float>(outcome.no_result);
  result.white_score_mean = static_cast<float>(sign * mean * decided);
  result.white_score_mean_square = static_cast<float>((mean * mean + stdev * stdev) * decided);
  result.white_lead = static_cast<float>(sign * lead * decided);
}

void PostProcessor::SetErrors(const RawOutputs& outputs, PostProcessed& result) const {
  const double time = outputs.score_value[3] * options_.output_scale;
  const double value = outputs.score_value[4] * options_.output_scale;
  const double score = outputs.score_value[5] * options_.output_scale;
  result.variance_time = static_cast<float>(Softplus(time) * constants_.variance_time);

  double value_error = 0;
  double score_error = 0;
  if (version_ >= 14) {
    value_error = Softplus(value / 2) * std::sqrt(constants_.shortterm_value_error);
    score_error = Softplus(score / 2) * std::sqrt(constants_.shortterm_score_error);
  } else if (version_ >= 10) {
    value_error = std::sqrt(Softplus(value) * constants_.shortterm_value_error);
    score_error = std::sqrt(Softplus(score) * constants_.shortterm_score_error);
  } else {
    value_error = Softplus(value);
    score_error = 10 * Softplus(score);
  }
  result.shortterm_value_error = static_cast<float>(value_error);
  result.shortterm_score_error = static_cast<float>(score_error);
}

}  // namespace tidemark::reference
