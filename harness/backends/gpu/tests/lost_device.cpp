// Preloaded by a test: an OpenCL device that goes away after so many kernels as the environment
// variable TIDEMARK_TEST_KERNELS says.

#include <atomic>
#include <cstdlib>
#include <dlfcn.h>

#define CL_TARGET_OPENCL_VERSION 120
#include <CL/cl.h>

extern "C" cl_int clEnqueueNDRangeKernel(cl_command_queue queue, cl_kernel kernel,
                                         cl_uint dimensions, const size_t* offset,
                                         const size_t* global, const size_t* local, cl_uint waits,
                                         const cl_event* wait_for, cl_event* event) {
  static std::atomic<long> left = [] {
    const char* const kernels = std::getenv("TIDEMARK_TEST_KERNELS");
    return kernels != nullptr ? std::atol(kernels) : 0;
  }();
  if (left-- <= 0) return CL_DEVICE_NOT_AVAILABLE;
  // The library was opened for its module alone, so that this one's scope does not have it.
  static const auto real = reinterpret_cast<decltype(&clEnqueueNDRangeKernel)>(
      dlsym(dlopen("libOpenCL.so.1", RTLD_NOW | RTLD_NOLOAD), "clEnqueueNDRangeKernel"));
  return real(queue, kernel, dimensions, offset, global, local, waits, wait_for, event);
}
