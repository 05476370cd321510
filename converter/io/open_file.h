#ifndef TIDEMARK_CONVERTER_IO_OPEN_FILE_H_
#define TIDEMARK_CONVERTER_IO_OPEN_FILE_H_

#include <filesystem>

#include <sys/types.h>

namespace tidemark::converter {

// open(), again for as long as signals cut it short. Returns the descriptor, or -1 with errno.
// Throws InterruptedError when such a signal asked the process to end.
int OpenFile(const std::filesystem::path& path, int flags, mode_t mode = 0);

// fsync(), likewise. Returns 0, or the error's number.
int SyncFile(int descriptor);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_OPEN_FILE_H_
