#ifndef TIDEMARK_CONVERTER_IO_KEY_PATH_H_
#define TIDEMARK_CONVERTER_IO_KEY_PATH_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace tidemark::converter {

// Places in a JSON document as messages name them: `lever_sets.seed[1]`. The document itself is "".
// A key that would be misread as it is (it is empty, long, or has dots, blanks, brackets, quotes or
// anything but ASCII) stands in quotes: `tensors."a.b"`.

// The place of a member of the object at `object`.
std::string MemberPath(const std::string& object, std::string_view key);

// The place of an element of the list at `list`.
std::string ElementPath(const std::string& list, size_t index);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_KEY_PATH_H_
