#ifndef TIDEMARK_CONVERTER_IO_HEX_H_
#define TIDEMARK_CONVERTER_IO_HEX_H_

#include <cstddef>
#include <span>
#include <string>

namespace tidemark::converter {

// Lower-case hexadecimal.
std::string ToHex(std::span<const std::byte> bytes);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_HEX_H_
