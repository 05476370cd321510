#ifndef TIDEMARK_HARNESS_REPORT_REPRESENTATIVE_SAMPLE_H_
#define TIDEMARK_HARNESS_REPORT_REPRESENTATIVE_SAMPLE_H_

#include <span>

#include "harness/measure/sample.h"

namespace tidemark::harness {

// The sample that stands for all of a run where only one can be shown: of those that ended well,
// the one whose peak is the median, and the lower of the middle two where there are two. The peak
// is the footprint where that was measured, else RSS. Null if no sample ended well.
const Sample* RepresentativeSample(std::span<const Sample> samples);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_REPRESENTATIVE_SAMPLE_H_
