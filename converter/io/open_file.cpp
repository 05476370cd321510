#include "converter/io/open_file.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

#include "converter/io/interrupt.h"

namespace tidemark::converter {

int OpenFile(const std::filesystem::path& path, int flags, mode_t mode) {
  for (;;) {
    const int descriptor = ::open(path.c_str(), flags, mode);
    if (descriptor >= 0 || errno != EINTR) return descriptor;
    ThrowIfInterrupted();
  }
}

int SyncFile(int descriptor) {
  for (;;) {
    if (::fsync(descriptor) == 0) return 0;
    if (errno != EINTR) return errno;
    ThrowIfInterrupted();
  }
}

}  // namespace tidemark::converter
