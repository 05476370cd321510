#ifndef TIDEMARK_CONVERTER_IO_PROCESSORS_H_
#define TIDEMARK_CONVERTER_IO_PROCESSORS_H_

namespace tidemark::converter {

// Processors that this process may run on, at least 1.
int UsableProcessors();

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_PROCESSORS_H_
