#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_FUSION_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_FUSION_H_

#include "harness/backends/ane/program.h"

namespace tidemark::harness::ane {

// Makes one step of every product or first elementwise step and the elementwise steps that follow
// it, as far as all that is computed on the way is of one shape and used nowhere else. Results stay
// the same to the bit. The step is named as its first one was, and its operation lists them all:
// "conv + mul + add".
void FuseSteps(Program& program);

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_FUSION_H_
