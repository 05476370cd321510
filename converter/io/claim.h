#ifndef TIDEMARK_CONVERTER_IO_CLAIM_H_
#define TIDEMARK_CONVERTER_IO_CLAIM_H_

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace tidemark::converter {

// The sign on a temporary file or folder that its owner lives: a lock, which ends with the owner
// however that ends. By it what a killed process left behind is told from what another one is
// writing. Where the file system has no locks, everything passes for owned.
class Claim {
 public:
  Claim() = default;
  ~Claim();
  Claim(const Claim&) = delete;
  Claim& operator=(const Claim&) = delete;

  // Claims the file or folder of this name. False if it is gone or somebody else has it: what was
  // just made was taken for left behind in the moment before its claim, and has to be made again
  // under another name.
  bool Take(const std::filesystem::path& path);

 private:
  void Release();

  int descriptor_ = -1;
};

// Removes the temporary siblings of `path` (see TemporarySibling()) whose owners have gone. What
// cannot be removed stays.
void RemoveAbandonedSiblings(const std::filesystem::path& path);

// Removes every folder in `folder` whose name is `prefix` and `letters` letters or digits, which is
// this user's and whose owner has gone. What cannot be removed stays.
void RemoveAbandonedFolders(const std::filesystem::path& folder, std::string_view prefix,
                            size_t letters);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_CLAIM_H_
