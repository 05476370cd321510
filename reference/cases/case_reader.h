#ifndef TIDEMARK_REFERENCE_CASES_CASE_READER_H_
#define TIDEMARK_REFERENCE_CASES_CASE_READER_H_

#include <filesystem>

#include "reference/cases/case_set.h"

namespace tidemark::reference {

// Reads recorded cases: `directory`/cases.json, and the tensor file that it names. Both are read
// and checked to their ends; the tensors fill their file exactly.
//
// Throws FormatError, naming the file and the key or the byte, for contents that are not such
// cases, IoError when a file is missing or cannot be read. Memory grows with the bytes that arrive,
// never with what they declare; with Keep::kInFile the tensors take none.
CaseSet ReadCases(const std::filesystem::path& directory, Keep keep = Keep::kInMemory);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_CASE_READER_H_
