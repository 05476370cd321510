#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_OPENCL_API_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_OPENCL_API_H_

// OpenCL 1.2 through its C++ bindings, which throw cl::Error.
#define CL_HPP_ENABLE_EXCEPTIONS
#define CL_HPP_TARGET_OPENCL_VERSION 120
#define CL_HPP_MINIMUM_OPENCL_VERSION 120
// What replaces deprecated entry points is newer than 1.2.
#define CL_USE_DEPRECATED_OPENCL_1_2_APIS

#include <CL/opencl.hpp>

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_OPENCL_API_H_
