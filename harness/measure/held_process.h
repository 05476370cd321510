#ifndef TIDEMARK_HARNESS_MEASURE_HELD_PROCESS_H_
#define TIDEMARK_HARNESS_MEASURE_HELD_PROCESS_H_

#include <filesystem>
#include <string>
#include <vector>

#include <sys/types.h>

#include "harness/measure/pipe.h"

namespace tidemark::harness {

// A process that waits before its program begins, so that whoever wants to watch it can arrange
// for that and miss nothing.
//
// It leads a process group of its own, has standard input from /dev/null, its output in pipes,
// default signal handling and no other descriptors. It does not outlive this process: held, it ends
// by itself; later it is killed (Linux).
class HeldProcess {
 public:
  // `arguments` begin with the program's name for itself. Throws IoError.
  HeldProcess(std::filesystem::path program, std::vector<std::string> arguments);
  HeldProcess(const HeldProcess&) = delete;
  HeldProcess& operator=(const HeldProcess&) = delete;

  // Whoever made it has to reap it.
  pid_t pid() const { return pid_; }
  // Ends to read from, non-blocking.
  converter::FileDescriptor& standard_output() { return output_; }
  converter::FileDescriptor& standard_error() { return error_; }

  // Lets the program begin; returns when it has. Throws IoError when it cannot be executed: the
  // process has ended then.
  void Release();

 private:
  [[noreturn]] void BecomeProgram(Pipe& output, Pipe& error, Pipe& gate, Pipe& failure);

  const std::filesystem::path program_;
  std::vector<std::string> arguments_;
  // Into `arguments_`, as exec() takes them.
  std::vector<char*> pointers_;
  pid_t pid_ = -1;
  converter::FileDescriptor output_;
  converter::FileDescriptor error_;
  converter::FileDescriptor gate_;
  converter::FileDescriptor failure_;
};

// The file that a shell would run for a command's first word: the word itself where it has a slash,
// else the first such executable on the search path. Throws UsageError when there is none.
std::filesystem::path FindProgram(const std::string& word);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_HELD_PROCESS_H_
