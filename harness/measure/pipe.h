#ifndef TIDEMARK_HARNESS_MEASURE_PIPE_H_
#define TIDEMARK_HARNESS_MEASURE_PIPE_H_

#include <filesystem>

#include "converter/io/file_descriptor.h"

namespace tidemark::harness {

// Both ends are closed in every program that is started; a child that is to have one places it
// with dup2(). The end to read from does not block.
struct Pipe {
  converter::FileDescriptor read_end = {};
  // Above the descriptors that children are given, so that placing one never overwrites another.
  converter::FileDescriptor write_end = {};
};

// Throws IoError that names the program that the pipe is for.
Pipe OpenPipe(const std::filesystem::path& program);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_PIPE_H_
