#ifndef TIDEMARK_HARNESS_GATE_BASELINE_RECORD_H_
#define TIDEMARK_HARNESS_GATE_BASELINE_RECORD_H_

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/report/report.h"

namespace tidemark::harness {

// How far one figure moves between runs of one build.
struct NoiseFigure {
  // "peak_rss"
  std::string metric = {};
  // Of the medians of the runs: their sample standard deviation, and the middle, least and most.
  double sigma_bytes = 0;
  double median_bytes = 0;
  double min_bytes = 0;
  double max_bytes = 0;
};

struct CellNoise {
  std::string cell = {};
  std::vector<NoiseFigure> figures = {};
};

// What `harness noise` found: runs of one build, one scenario and one host class.
struct NoiseRecord {
  std::string scenario = {};
  std::string host_class = {};
  // Of the build; empty if it is not known.
  std::string git_commit = {};
  // Runs, and processes for each cell in one run.
  size_t runs = 0;
  size_t repeats = 0;
  std::vector<CellNoise> cells = {};
};

// A figure that drift is counted from.
struct AnchorFigure {
  std::string metric = {};
  double median_bytes = 0;
};

struct CellAnchor {
  std::string cell = {};
  std::vector<AnchorFigure> figures = {};
};

// Where the baseline stood when it was first taken, or when its owner said so: many small steps
// are counted from here.
struct Anchor {
  std::string tidemark_version = {};
  // Empty if it is not known.
  std::string git_commit = {};
  std::vector<CellAnchor> cells = {};
};

// What belongs to a baseline and is not in its report. For `b18.json` it lies beside it, as
// `b18.baseline.json`.
struct BaselineRecord {
  // Of the report's file, so that one that was put in its place by hand is noticed.
  std::string report_sha256 = {};
  std::string host_class = {};
  Anchor anchor = {};
  std::optional<NoiseRecord> noise = {};
};

// results/baselines/b18.json -> results/baselines/b18.baseline.json
std::filesystem::path BaselineRecordPath(const std::filesystem::path& report);

// The record beside a report; absent if there is none. Throws FormatError when it is not the record
// of this report as it is now, IoError.
std::optional<BaselineRecord> FindBaselineRecord(const std::filesystem::path& report);

// The files appear whole or not at all; existing ones are replaced. Throw IoError.
void WriteBaselineRecord(const BaselineRecord& record, const std::filesystem::path& file);
void WriteNoiseRecord(const NoiseRecord& record, const std::filesystem::path& file);

// Throws FormatError with the key path, and IoError.
NoiseRecord ReadNoiseRecord(const std::filesystem::path& file);

// The medians of a report's cells.
Anchor AnchorOf(const Report& report);

// Null where the record does not have the figure.
const NoiseFigure* FindNoise(const NoiseRecord& noise, std::string_view cell,
                             std::string_view metric);
const AnchorFigure* FindAnchor(const Anchor& anchor, std::string_view cell,
                               std::string_view metric);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_GATE_BASELINE_RECORD_H_
