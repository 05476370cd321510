#include "harness/backends/gpu/opencl/module_error.h"

#include <algorithm>
#include <array>
#include <new>

#include "harness/backends/gpu/opencl/opencl_api.h"

namespace tidemark::harness::gpu {
namespace {

struct Status {
  int code;
  const char* name;
};

#define TIDEMARK_STATUS(name) \
  Status { name, #name }
constexpr auto kStatuses = std::to_array<Status>({
    TIDEMARK_STATUS(CL_DEVICE_NOT_FOUND),
    TIDEMARK_STATUS(CL_DEVICE_NOT_AVAILABLE),
    TIDEMARK_STATUS(CL_COMPILER_NOT_AVAILABLE),
    TIDEMARK_STATUS(CL_MEM_OBJECT_ALLOCATION_FAILURE),
    TIDEMARK_STATUS(CL_OUT_OF_RESOURCES),
    TIDEMARK_STATUS(CL_OUT_OF_HOST_MEMORY),
    TIDEMARK_STATUS(CL_BUILD_PROGRAM_FAILURE),
    TIDEMARK_STATUS(CL_LINK_PROGRAM_FAILURE),
    TIDEMARK_STATUS(CL_INVALID_VALUE),
    TIDEMARK_STATUS(CL_INVALID_DEVICE),
    TIDEMARK_STATUS(CL_INVALID_CONTEXT),
    TIDEMARK_STATUS(CL_INVALID_COMMAND_QUEUE),
    TIDEMARK_STATUS(CL_INVALID_MEM_OBJECT),
    TIDEMARK_STATUS(CL_INVALID_BINARY),
    TIDEMARK_STATUS(CL_INVALID_BUILD_OPTIONS),
    TIDEMARK_STATUS(CL_INVALID_PROGRAM),
    TIDEMARK_STATUS(CL_INVALID_PROGRAM_EXECUTABLE),
    TIDEMARK_STATUS(CL_INVALID_KERNEL_NAME),
    TIDEMARK_STATUS(CL_INVALID_KERNEL_ARGS),
    TIDEMARK_STATUS(CL_INVALID_WORK_GROUP_SIZE),
    TIDEMARK_STATUS(CL_INVALID_BUFFER_SIZE),
});
#undef TIDEMARK_STATUS

// Of the ICD loader's extension: what it answers where no driver is installed.
constexpr int kNoPlatform = -1001;

bool IsForWantOfMemory(int status) {
  return status == CL_MEM_OBJECT_ALLOCATION_FAILURE || status == CL_INVALID_BUFFER_SIZE ||
         status == CL_OUT_OF_HOST_MEMORY;
}

}  // namespace

std::string NameOfStatus(int status) {
  if (status == kNoPlatform) return "CL_PLATFORM_NOT_FOUND_KHR";
  const auto* const found = std::ranges::find(kStatuses, status, &Status::code);
  return found != kStatuses.end() ? found->name : "OpenCL error " + std::to_string(status);
}

std::optional<Failure> Guard(const std::function<void()>& body) noexcept {
  try {
    body();
    return std::nullopt;
  } catch (const ModuleError& error) {
    return error.failure();
  } catch (const cl::Error& error) {
    return Failure{
        .kind = IsForWantOfMemory(error.err()) ? Failure::Kind::kTooLarge : Failure::Kind::kDevice,
        .message = std::string(error.what()) + " failed: " + NameOfStatus(error.err())};
  } catch (const std::bad_alloc&) {
    return Failure{.kind = Failure::Kind::kTooLarge, .message = "out of memory"};
  } catch (const std::exception& error) {
    return Failure{.message = error.what()};
  }
}

}  // namespace tidemark::harness::gpu
