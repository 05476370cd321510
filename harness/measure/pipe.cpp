#include "harness/measure/pipe.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

#include "converter/error.h"

namespace tidemark::harness {
namespace {

// Above every descriptor that the child is given, so that placing one never overwrites another.
constexpr int kLowestSource = 16;

}  // namespace

Pipe OpenPipe(const std::filesystem::path& program) {
  std::array<int, 2> ends = {-1, -1};
#if defined(__linux__)
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw IoError::FromErrno("cannot open a pipe", program, errno);
  }
#else
  if (pipe(ends.data()) != 0) throw IoError::FromErrno("cannot open a pipe", program, errno);
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
#endif
  Pipe pipe = {converter::FileDescriptor(ends[0]), converter::FileDescriptor(ends[1])};
  const int moved = fcntl(pipe.write_end.get(), F_DUPFD_CLOEXEC, kLowestSource);
  if (moved < 0) throw IoError::FromErrno("cannot open a pipe", program, errno);
  pipe.write_end = converter::FileDescriptor(moved);
  if (fcntl(pipe.read_end.get(), F_SETFL, O_NONBLOCK) != 0) {
    throw IoError::FromErrno("cannot open a pipe", program, errno);
  }
  return pipe;
}

}  // namespace tidemark::harness
