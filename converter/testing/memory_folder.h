#ifndef TIDEMARK_CONVERTER_TESTING_MEMORY_FOLDER_H_
#define TIDEMARK_CONVERTER_TESTING_MEMORY_FOLDER_H_

#include <stdlib.h>
#include <unistd.h>

namespace tidemark::testing {

// For tests only, and for those that make thousands of files: while it lives, temporary folders are
// in memory where the system has such a place.
class TemporaryFilesInMemory {
 public:
  TemporaryFilesInMemory() {
    constexpr char kMemory[] = "/dev/shm";
    used_ = getenv("TMPDIR") == nullptr && access(kMemory, W_OK | X_OK) == 0;
    if (used_) setenv("TMPDIR", kMemory, 1);
  }
  ~TemporaryFilesInMemory() {
    if (used_) unsetenv("TMPDIR");
  }
  TemporaryFilesInMemory(const TemporaryFilesInMemory&) = delete;
  TemporaryFilesInMemory& operator=(const TemporaryFilesInMemory&) = delete;

 private:
  bool used_ = false;
};

}  // namespace tidemark::testing

#endif  // TIDEMARK_CONVERTER_TESTING_MEMORY_FOLDER_H_
