#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_MODULE_ERROR_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_MODULE_ERROR_H_

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "harness/backends/gpu/gpu_module.h"

namespace tidemark::harness::gpu {

// What the module throws to itself; it leaves as a Failure.
class ModuleError : public std::runtime_error {
 public:
  explicit ModuleError(Failure failure)
      : std::runtime_error(failure.message), failure_(std::move(failure)) {}

  const Failure& failure() const { return failure_; }

 private:
  Failure failure_;
};

// Runs `body`; what it throws, OpenCL's errors by their names included, comes back as a Failure.
std::optional<Failure> Guard(const std::function<void()>& body) noexcept;

// "CL_OUT_OF_RESOURCES" for -5; "OpenCL error -9999" for what no specification knows.
std::string NameOfStatus(int status);

}  // namespace tidemark::harness::gpu

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_MODULE_ERROR_H_
