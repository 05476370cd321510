#ifndef TIDEMARK_REFERENCE_CASES_KEEP_H_
#define TIDEMARK_REFERENCE_CASES_KEEP_H_

namespace tidemark::reference {

// Where the bulk of recorded cases is kept: in memory, or in a temporary file that goes away with
// its owner (converter/io/scratch_file.h). Processes whose memory is measured take the second.
enum class Keep { kInMemory, kInFile };

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_KEEP_H_
