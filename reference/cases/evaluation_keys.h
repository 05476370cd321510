#ifndef TIDEMARK_REFERENCE_CASES_EVALUATION_KEYS_H_
#define TIDEMARK_REFERENCE_CASES_EVALUATION_KEYS_H_

#include <array>
#include <string_view>

#include "reference/outputs/post_process.h"

namespace tidemark::reference {

// A key of `postprocessed` in `cases.json`, and the number it stands for.
struct EvaluationKey {
  std::string_view key = {};
  float PostProcessed::*value = nullptr;
};

// In the order in which files have them.
inline constexpr std::array<EvaluationKey, 9> kEvaluationKeys = {{
    {"whiteWinProb", &PostProcessed::white_win},
    {"whiteLossProb", &PostProcessed::white_loss},
    {"whiteNoResultProb", &PostProcessed::no_result},
    {"whiteScoreMean", &PostProcessed::white_score_mean},
    {"whiteScoreMeanSq", &PostProcessed::white_score_mean_square},
    {"whiteLead", &PostProcessed::white_lead},
    {"varTimeLeft", &PostProcessed::variance_time},
    {"shorttermWinlossError", &PostProcessed::shortterm_value_error},
    {"shorttermScoreError", &PostProcessed::shortterm_score_error},
}};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_EVALUATION_KEYS_H_
