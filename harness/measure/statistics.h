#ifndef TIDEMARK_HARNESS_MEASURE_STATISTICS_H_
#define TIDEMARK_HARNESS_MEASURE_STATISTICS_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tidemark::harness {

// The median: the middle value, or the mean of the two middle ones. `values` must not be empty.
double Median(std::vector<double> values);

struct Summary {
  double min = 0;
  double median = 0;
  double max = 0;
  size_t n = 0;
};

// Absent without values.
std::optional<Summary> Summarise(std::span<const double> values);

// The sample standard deviation, sqrt(sum((x - mean)^2) / (n - 1)); absent below two values.
std::optional<double> StandardDeviation(std::span<const double> values);

// Samples that fall into two groups, of which a median says little.
struct Modes {
  Summary low = {};
  Summary high = {};
};

// Splits the sorted values at their widest gap. They are two modes if both sides have at least two
// values and the gap is wider than `min_gap` and than 3 times the wider of the two sides.
std::optional<Modes> FindTwoModes(std::span<const double> values, double min_gap);

struct RankTest {
  // Pairs (a, b) with a > b, ties counting half.
  double u = 0;
  // Two-sided: the probability, if both samples came from one distribution, of a U at least as far
  // from its mean.
  double p = 1;
};

// Mann-Whitney's U test. Up to 40 values together, p comes from all assignments of the pooled
// midranks to the two sides (so that ties are exact); above that from the normal approximation
// with tie and continuity correction. Absent if a side is empty.
std::optional<RankTest> MannWhitney(std::span<const double> a, std::span<const double> b);

struct Interval {
  double low = 0;
  double high = 0;
};

// Distribution-free confidence interval for the shift from b to a, of at least 95 % (Hodges and
// Lehmann 1963; Hollander and Wolfe, Nonparametric Statistical Methods, 4.3): with the m n
// differences a_i - b_j in order, D_1 <= ... <= D_mn, it is [D_k, D_(mn+1-k)] for the largest k
// with P(U <= k - 1) <= 0.025 under the null distribution of U; k is approximated by
// mn/2 - 1.96 sqrt(mn(m+n+1)/12) above 40 values. Absent where not even k = 1 reaches 95 %, as with
// fewer than 4 values on both sides.
std::optional<Interval> ShiftInterval95(std::span<const double> a, std::span<const double> b);

// How a differs from b.
struct Difference {
  // Difference of the medians, a less b, and the same in percent of b's. The percentage is absent
  // if b's median is 0.
  double delta = 0;
  std::optional<double> percent = {};
  // ShiftInterval95(). It contains the median of all differences, which for skewed samples need not
  // be `delta`.
  std::optional<Interval> ci95 = {};
  // Of MannWhitney().
  double p = 1;
  // The interval excludes 0, and all of one side is above all of the other or p < 0.05. Absent
  // without an interval: too few samples can show neither a difference nor its absence.
  std::optional<bool> significant = {};
  // Why ci95 and significant are absent; empty when they are there.
  std::string reason = {};
};

// Absent if a side is empty.
std::optional<Difference> CompareSamples(std::span<const double> a, std::span<const double> b);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_STATISTICS_H_
