#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_KERNEL_SOURCES_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_KERNEL_SOURCES_H_

#include <string_view>

namespace tidemark::harness::gpu {

// The files of kernels/, word for word.
extern const std::string_view kStorageSource;
extern const std::string_view kActivationSource;
extern const std::string_view kEpilogueSource;
extern const std::string_view kConvolutionRowsSource;
extern const std::string_view kConvolutionTilesSource;
extern const std::string_view kBoardSource;
extern const std::string_view kPoolingSource;
extern const std::string_view kDenseSource;
extern const std::string_view kRmsNormSource;
extern const std::string_view kAttentionRowsSource;
extern const std::string_view kAttentionTilesSource;

}  // namespace tidemark::harness::gpu

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_KERNEL_SOURCES_H_
