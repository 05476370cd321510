#include "harness/measure/sample_builder.h"

#include <algorithm>
#include <utility>

#include "converter/error.h"

namespace tidemark::harness {
namespace {

// More than any engine has, few enough that a flood of them stays small.
constexpr size_t kMaxPhases = 256;

}  // namespace

void SampleBuilder::Take(const Event& event) {
  if (const auto* began = std::get_if<PhaseBegan>(&event)) TakeBegan(*began);
  if (const auto* ended = std::get_if<PhaseEnded>(&event)) TakeEnded(*ended);
  if (const auto* steady = std::get_if<SteadyState>(&event)) TakeSteady(*steady);
  if (const auto* evaluations = std::get_if<Evaluations>(&event)) TakeEvaluations(*evaluations);
}

void SampleBuilder::TakeBegan(const PhaseBegan& event) {
  if (open_phase_.has_value()) {
    throw FormatError("phase '" + event.name + "' begins inside '" + *open_phase_ + "'");
  }
  if (sample_.phases.size() >= kMaxPhases) throw FormatError("there are too many phases");
  open_phase_ = event.name;
}

void SampleBuilder::TakeEnded(const PhaseEnded& event) {
  if (open_phase_ != event.phase.name) {
    throw FormatError("phase '" + event.phase.name + "' ends without having begun");
  }
  open_phase_.reset();
  if (event.phase.name == "convert") {
    sample_.conversion_peak_rss_bytes = event.phase.peak_rss_bytes;
  }
  sample_.peak_rss_bytes = std::max(sample_.peak_rss_bytes, event.process_peak_rss_bytes);
  sample_.peak_footprint_bytes =
      std::max(sample_.peak_footprint_bytes, event.process_peak_footprint_bytes);
  sample_.phases.push_back(event.phase);
}

void SampleBuilder::TakeSteady(const SteadyState& event) {
  if (std::exchange(has_steady_state_, true)) throw FormatError("there is a second steady state");
  sample_.steady_rss_bytes = event.as_is.rss_bytes;
  sample_.steady_anon_bytes = HeldAnonBytes(event.as_is);
  sample_.steady_file_bytes = event.as_is.file_bytes;
  sample_.steady_footprint_bytes = event.as_is.footprint_bytes;
  sample_.steady_on_plateau = event.plateau;
  if (event.trimmed.has_value()) {
    sample_.trimmed_rss_bytes = event.trimmed->rss_bytes;
    sample_.trimmed_anon_bytes = HeldAnonBytes(*event.trimmed);
  }
}

void SampleBuilder::TakeEvaluations(const Evaluations& event) {
  if (std::exchange(has_evaluations_, true)) throw FormatError("evaluations are reported twice");
  sample_.evaluate_s = event.wall_s;
  sample_.growth_bytes_per_evaluation = event.growth_bytes_per_evaluation;
  sample_.growth_reason = event.growth_reason;
}

Sample SampleBuilder::Finish(int repeat, const ChildResult& child) {
  Sample sample = std::exchange(sample_, {});
  if (open_phase_.has_value()) {
    sample.phases.push_back({.name = *open_phase_, .finished = false});
  }
  sample.repeat = repeat;
  sample.exit = child.exit;
  sample.timeline = child.timeline;
  if (!has_evaluations_) sample.growth_reason = "the process did not get to evaluate";
  if (child.exit.status != "ok") {
    sample.peak_rss_bytes = std::max(sample.peak_rss_bytes, child.seen_peak_rss_bytes);
    sample.peak_footprint_bytes =
        std::max(sample.peak_footprint_bytes, child.seen_peak_footprint_bytes);
  }
  return sample;
}

}  // namespace tidemark::harness
