#ifndef TIDEMARK_CONVERTER_ERROR_H_
#define TIDEMARK_CONVERTER_ERROR_H_

#include "converter/include/tidemark/error.h"

namespace tidemark {

// The measurement could not be made (exit code 3): nothing ran, or nothing could be compared. It
// concerns no user of the converter alone, so that the public header leaves it out.
class MeasurementError : public Error {
 public:
  using Error::Error;
};

}  // namespace tidemark

#endif  // TIDEMARK_CONVERTER_ERROR_H_
