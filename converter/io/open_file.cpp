#include "converter/io/open_file.h"

#include <cerrno>
#include <fcntl.h>

#include "converter/io/interrupt.h"

namespace tidemark::converter {

int OpenFile(const std::filesystem::path& path, int flags, mode_t mode) {
  for (;;) {
    const int descriptor = ::open(path.c_str(), flags, mode);
    if (descriptor >= 0 || errno != EINTR) return descriptor;
    ThrowIfInterrupted();
  }
}

}  // namespace tidemark::converter
