#ifndef TIDEMARK_REFERENCE_OUTPUTS_POST_PROCESS_H_
#define TIDEMARK_REFERENCE_OUTPUTS_POST_PROCESS_H_

#include <vector>

#include "converter/network/network.h"
#include "reference/outputs/position_facts.h"
#include "reference/outputs/raw_outputs.h"

namespace tidemark::reference {

// What an engine makes of one evaluation, from White's view, in the float32 values it reports.
struct PostProcessed {
  // The buffer.
  int height = 0;
  int width = 0;
  // Probabilities; they add up to 1.
  float white_win = 0;
  float white_loss = 0;
  float no_result = 0;
  // Points. The score's mean and mean square, and the lead that users are shown.
  float white_score_mean = 0;
  float white_score_mean_square = 0;
  float white_lead = 0;
  // Turns, winrate and points; each -1 for version 8, which does not predict them.
  float variance_time = -1;
  float shortterm_value_error = -1;
  float shortterm_score_error = -1;
  // [H * W + 1] probabilities, row by row, the pass last; -1 for illegal moves.
  std::vector<float> policy = {};
  // [H, W] from -1 (Black's) to +1 (White's); 0 off the board.
  std::vector<float> white_ownership = {};
};

// A fraction; a game without a result is half a win.
double WhiteWinrate(const PostProcessed& outputs);
// Points. What is not a number stays so.
double ScoreStdev(const PostProcessed& outputs);

struct PostProcessOptions {
  // From the main policy (0) to the short-term optimistic one (1). Networks with one policy channel
  // ignore it.
  double optimism = 0;
  // Policy logits are divided by it.
  double temperature = 1;
  // What every raw output is multiplied by first: 8 for a backend that scales its activations by
  // 1/8, 1 for all others.
  double output_scale = 1;
  // Keep the pass below 95 % of the policy.
  bool passing_hacks = false;
};

// Turns raw outputs into Go quantities, as KataGo v1.17.2 does for network versions 8 to 17.
//
// Values, scores and errors are computed in double and reported in float; policy and ownership are
// computed in float. An output that is not a number makes the quantities that depend on it not a
// number.
class PostProcessor {
 public:
  // Throws UsageError when `version` is unknown, the optimism is outside 0 to 1, or the temperature
  // or the scale is not a positive number.
  PostProcessor(int version, const converter::PostProcess& constants,
                PostProcessOptions options = {});

  // The n-th position of the batch. Throws UsageError when the outputs have fewer channels than the
  // version calls for, or when their buffer is not the one of the facts.
  PostProcessed Apply(const RawOutputs& outputs, int n, const PositionFacts& facts) const;

 private:
  void Check(const RawOutputs& outputs, int n, const PositionFacts& facts) const;
  std::vector<float> Policy(const RawOutputs& outputs, const PositionFacts& facts) const;
  std::vector<float> WhiteOwnership(const RawOutputs& outputs, const PositionFacts& facts) const;
  void SetValues(const RawOutputs& outputs, const PositionFacts& facts,
                 PostProcessed& result) const;
  void SetErrors(const RawOutputs& outputs, PostProcessed& result) const;

  int version_;
  converter::PostProcess constants_;
  PostProcessOptions options_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_OUTPUTS_POST_PROCESS_H_
