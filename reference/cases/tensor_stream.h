#ifndef TIDEMARK_REFERENCE_CASES_TENSOR_STREAM_H_
#define TIDEMARK_REFERENCE_CASES_TENSOR_STREAM_H_

#include <cstdint>
#include <filesystem>
#include <span>

#include "converter/io/byte_sink.h"
#include "reference/cases/case_values.h"

namespace tidemark::reference {

// The values of recorded cases: little-endian float32, one after the other, in one gzip member.
// Gzip is told by its magic bytes, so a stream without it is read as well.

// Appends the whole stream to `values`, to its checked end. Throws FormatError, naming the inflated
// offset, when the file is damaged or holds fewer or more than `expected` values; IoError when it
// cannot be read. What is kept grows with the values that arrive.
void ReadTensorStream(const std::filesystem::path& file, uint64_t expected, CaseValues& values);

// Writes values to a sink in that form.
void WriteTensorValues(std::span<const float> values, converter::ByteSink& sink);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_TENSOR_STREAM_H_
