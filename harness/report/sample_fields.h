#ifndef TIDEMARK_HARNESS_REPORT_SAMPLE_FIELDS_H_
#define TIDEMARK_HARNESS_REPORT_SAMPLE_FIELDS_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/measure/sample.h"
#include "harness/report/json_fields.h"

namespace tidemark::harness {

// The keys of a sample in a report.

inline constexpr std::string_view kNotReported = "this system does not report it";

// Of pages that the kernel may take back: it has to walk them all to tell.
inline constexpr std::string_view kNotWalked = "not read, or this system does not report it";

template <typename Fields, Of<Owner> T>
void Describe(Fields& fields, T& owner) {
  fields.Value("name", owner.name);
  fields.Value("bytes", owner.bytes);
}

// At a moment; high-water marks stand beside it, in the phase.
template <typename Fields, Of<MemoryReading> T>
void Describe(Fields& fields, T& reading) {
  const bool read = reading.rss_bytes.has_value() || reading.footprint_bytes.has_value();
  const std::string_view reason = read ? kNotReported : "the process ended before it was read";
  fields.Measured("rss_bytes", reading.rss_bytes, reason);
  fields.Measured("anon_bytes", reading.anon_bytes, reason);
  fields.Measured("file_bytes", reading.file_bytes, reason);
  fields.Measured("shmem_bytes", reading.shmem_bytes, reason);
  fields.Measured("lazyfree_bytes", reading.lazyfree_bytes,
                  reading.anon_bytes.has_value() ? kNotWalked : reason);
  fields.Measured("swap_bytes", reading.swap_bytes, reason);
  fields.Measured("footprint_bytes", reading.footprint_bytes, reason);
}

template <typename Fields, Of<PhaseRecord> T>
void Describe(Fields& fields, T& phase) {
  const std::string_view reason =
      phase.finished ? kNotReported : "the process ended within the phase";
  const auto peak_reason = [&](bool reported) {
    return phase.finished && reported ? "not known apart from the peaks of earlier phases" : reason;
  };
  fields.Value("name", phase.name);
  fields.Value("finished", phase.finished);
  fields.Measured("wall_s", phase.wall_s, reason);
  fields.Measured("cpu_s", phase.cpu_s, reason);
  fields.Measured("peak_rss_bytes", phase.peak_rss_bytes,
                  peak_reason(phase.end.rss_bytes.has_value()));
  fields.Measured("peak_footprint_bytes", phase.peak_footprint_bytes,
                  peak_reason(phase.end.footprint_bytes.has_value()));
  fields.Value("end", phase.end);
  fields.Value("owners", phase.owners);
}

// One curve of a timeline: null where there is none.
template <typename Fields, typename Values>
void DescribeCurve(Fields& fields, std::string_view key, Values& values) {
  std::optional<std::vector<uint64_t>> curve;
  if (!values.empty()) curve = values;
  fields.Measured(key, curve, "this system does not report it, or nothing was read in time");
  if constexpr (Fields::kReads) values = std::move(curve).value_or(std::vector<uint64_t>());
}

template <typename Fields, Of<Timeline> T>
void Describe(Fields& fields, T& timeline) {
  fields.Value("interval_s", timeline.interval_s);
  DescribeCurve(fields, "rss_bytes", timeline.rss_bytes);
  DescribeCurve(fields, "anon_bytes", timeline.anon_bytes);
  DescribeCurve(fields, "footprint_bytes", timeline.footprint_bytes);
  fields.Value("repeated_points", timeline.repeated_points);
}

template <typename Fields, Of<ExitRecord> T>
void Describe(Fields& fields, T& exit) {
  fields.Value("status", exit.status);
  fields.Nullable("code", exit.code);
  fields.Nullable("signal", exit.signal);
  fields.Text("message", exit.message);
}

template <typename Fields, Of<CommandTree> T>
void Describe(Fields& fields, T& tree) {
  constexpr std::string_view reason = "it was not read before the processes ended";
  fields.Value("processes", tree.processes);
  fields.Measured("largest_peak_rss_bytes", tree.largest_peak_rss_bytes, reason);
  fields.Measured("sampled_peak_rss_bytes", tree.sampled_peak_rss_bytes, reason);
  fields.Value("peak_from", tree.peak_from);
}

template <typename Fields, Of<SampleProfile> T>
void Describe(Fields& fields, T& profile) {
  fields.Value("evaluations", profile.evaluations);
  fields.Value("wall_s", profile.wall_s);
}

// Why a steady state is missing.
inline std::string SteadyReason(const Sample& sample) {
  for (const PhaseRecord& phase : sample.phases) {
    if (phase.name == "idle") return "the command ended before its memory came to rest";
  }
  return "nothing tells when a command is idle; see --steady-after of `harness measure`";
}

template <typename Fields, Of<Sample> T>
void Describe(Fields& fields, T& sample) {
  fields.Value("repeat", sample.repeat);
  fields.Value("exit", sample.exit);
  const std::string reason =
      sample.exit.status == "ok"
          ? std::string(kNotReported)
          : "the process ended before it was measured: " + sample.exit.status;
  const bool own = !sample.tree.has_value();
  const std::string steady_reason = own || sample.steady_on_plateau ? reason : SteadyReason(sample);
  const std::string trimmed_reason =
      own ? reason : "the allocator of another program cannot be told to trim";
  const std::string conversion_reason = own ? reason : "the command has no phase `convert`";
  fields.Measured("peak_rss_bytes", sample.peak_rss_bytes,
                  own ? reason : "the command ended before it was read");
  fields.Measured("steady_rss_bytes", sample.steady_rss_bytes, steady_reason);
  fields.Measured("steady_anon_bytes", sample.steady_anon_bytes, steady_reason);
  fields.MeasuredSince("steady_file_bytes", sample.steady_file_bytes, steady_reason);
  fields.Measured("trimmed_rss_bytes", sample.trimmed_rss_bytes, trimmed_reason);
  fields.Measured("trimmed_anon_bytes", sample.trimmed_anon_bytes, trimmed_reason);
  fields.Measured("peak_footprint_bytes", sample.peak_footprint_bytes, reason);
  fields.Measured("steady_footprint_bytes", sample.steady_footprint_bytes, steady_reason);
  fields.Measured("steady_on_plateau", sample.steady_on_plateau, steady_reason);
  fields.Explained("growth_bytes_per_evaluation", sample.growth_bytes_per_evaluation,
                   sample.growth_reason);
  fields.Measured("conversion_peak_rss_bytes", sample.conversion_peak_rss_bytes, conversion_reason);
  fields.Value("evaluate_s", sample.evaluate_s);
  fields.Value("phases", sample.phases);
  fields.Value("timeline", sample.timeline);
  fields.Optional("profile", sample.profile);
  fields.Optional("tree", sample.tree);
}

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_SAMPLE_FIELDS_H_
