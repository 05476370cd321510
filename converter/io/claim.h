#ifndef TIDEMARK_CONVERTER_IO_CLAIM_H_
#define TIDEMARK_CONVERTER_IO_CLAIM_H_

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string_view>

#include "converter/io/file_descriptor.h"

namespace tidemark::converter {

// The sign on a temporary file or folder that its owner lives: a lock, which ends with the owner
// however that ends. By it what a killed process left behind is told from what another one is
// writing. Where the file system has no locks, everything passes for owned.
class Claim {
 public:
  // Claims the file or folder of this name. False if it is gone or somebody else has it: what was
  // just made was taken for left behind in the moment before its claim, and has to be made again
  // under another name.
  bool Take(const std::filesystem::path& path);

 private:
  FileDescriptor lock_;
};

// Has `make` make a temporary sibling of `path` (see TemporarySibling()), a file or a folder, under
// the name that it is given, and takes the claim on it; those that nobody owns any more are removed
// first. Returns the name. Throws what `make` throws.
std::filesystem::path MakeTemporarySibling(
    const std::filesystem::path& path, Claim& claim,
    const std::function<void(const std::filesystem::path& sibling)>& make);

// Removes the temporary siblings of `path` whose owners have gone. What cannot be removed stays.
void RemoveAbandonedSiblings(const std::filesystem::path& path);

// Removes every folder in `folder` whose name is `prefix` and `letters` letters or digits, which is
// this user's and whose owner has gone. What cannot be removed stays.
void RemoveAbandonedFolders(const std::filesystem::path& folder, std::string_view prefix,
                            size_t letters);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_CLAIM_H_
