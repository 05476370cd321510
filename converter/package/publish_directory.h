#ifndef TIDEMARK_CONVERTER_PACKAGE_PUBLISH_DIRECTORY_H_
#define TIDEMARK_CONVERTER_PACKAGE_PUBLISH_DIRECTORY_H_

#include <filesystem>

namespace tidemark::converter {

// Moves a finished directory to its name, where nothing may be. False when something is; throws
// IoError when the system refuses. Both leave `finished` where it was.
bool PublishNew(const std::filesystem::path& finished, const std::filesystem::path& target);

// Moves a finished directory to the name of another one and removes that. Where the system can
// exchange two names, there is no moment without a directory of that name; elsewhere it takes two
// renames. False when there is no other one; throws IoError.
bool PublishInstead(const std::filesystem::path& finished, const std::filesystem::path& target);

// The same by moving the old one aside first, to `.<name>.<random>.old`; when the second rename
// fails, it is put back. A process that is killed between the two leaves it there.
bool PublishByTwoRenames(const std::filesystem::path& finished,
                         const std::filesystem::path& target);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_PACKAGE_PUBLISH_DIRECTORY_H_
