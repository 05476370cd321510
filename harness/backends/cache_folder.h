#ifndef TIDEMARK_HARNESS_BACKENDS_CACHE_FOLDER_H_
#define TIDEMARK_HARNESS_BACKENDS_CACHE_FOLDER_H_

#include <filesystem>
#include <string>

namespace tidemark::harness {

// Where synthetic networks, reference outputs and compiled programs are kept between runs:
// $TIDEMARK_CACHE, else $XDG_CACHE_HOME/tidemark, else ~/.cache/tidemark. Everything in it can be
// deleted at any time. Makes the sub-folder `kind` and returns its path. Throws IoError.
std::filesystem::path CacheFolder(const std::string& kind);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_BACKENDS_CACHE_FOLDER_H_
