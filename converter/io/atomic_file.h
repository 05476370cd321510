#ifndef TIDEMARK_CONVERTER_IO_ATOMIC_FILE_H_
#define TIDEMARK_CONVERTER_IO_ATOMIC_FILE_H_

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string_view>

#include "converter/io/byte_sink.h"

namespace tidemark::converter {

enum class Existing { kRefuse, kReplace };

// A file that appears whole or not at all: bytes go to a sibling temporary file, which Finish()
// syncs and renames to `path`. The temporary file goes away with the sink on every other path, and
// with the next sink of that name where the process was killed.
// Throws UsageError at once if `path` exists and `existing` is kRefuse, IoError if its directory
// cannot be written.
std::unique_ptr<ByteSink> AtomicFile(const std::filesystem::path& path, Existing existing);

// The same for text that is at hand.
void WriteFileAtomically(const std::filesystem::path& path, std::string_view text,
                         Existing existing);

// A name for a temporary sibling of `path` that no other process uses: `.<name>.<random>.tmp`, with
// kTemporaryLetters random letters or digits. Its owner takes a Claim on what it makes there.
inline constexpr size_t kTemporaryLetters = 13;
inline constexpr std::string_view kTemporaryEnding = ".tmp";
std::filesystem::path TemporarySibling(const std::filesystem::path& path);

// Syncs a directory, so that a rename in it survives a power cut. Throws IoError, or
// InterruptedError when a signal has arrived.
void SyncDirectory(const std::filesystem::path& directory);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_ATOMIC_FILE_H_
