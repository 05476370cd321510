#ifndef TIDEMARK_CONVERTER_IO_READ_FILE_H_
#define TIDEMARK_CONVERTER_IO_READ_FILE_H_

#include <cstdint>
#include <filesystem>
#include <string>

namespace tidemark::converter {

// A whole regular file as text. Throws IoError when it is missing, a directory or unreadable, and
// FormatError when it is larger than `max_bytes`. Memory grows with the bytes that arrive.
std::string ReadWholeFile(const std::filesystem::path& file, uint64_t max_bytes);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_READ_FILE_H_
