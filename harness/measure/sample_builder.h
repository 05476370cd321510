#ifndef TIDEMARK_HARNESS_MEASURE_SAMPLE_BUILDER_H_
#define TIDEMARK_HARNESS_MEASURE_SAMPLE_BUILDER_H_

#include <optional>
#include <string>

#include "harness/measure/child_process.h"
#include "harness/measure/event.h"
#include "harness/measure/sample.h"

namespace tidemark::harness {

// Folds the events of one child and what was seen of it from outside into a sample. Whatever the
// child measured before it came to a bad end is kept. See child_process.h for its use.
class SampleBuilder {
 public:
  // Throws FormatError on an account that does not hold together: a phase that ends without having
  // begun, a second steady state. Progress, results, errors and Done pass by.
  void Take(const Event& event);

  // The sample; the builder is spent. A phase that began and never ended is in it as unfinished.
  Sample Finish(int repeat, const ChildResult& child);

 private:
  void TakeBegan(const PhaseBegan& event);
  void TakeEnded(const PhaseEnded& event);
  void TakeSteady(const SteadyState& event);
  void TakeEvaluations(const Evaluations& event);

  Sample sample_;
  std::optional<std::string> open_phase_;
  bool has_steady_state_ = false;
  bool has_evaluations_ = false;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_SAMPLE_BUILDER_H_
