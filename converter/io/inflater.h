#ifndef TIDEMARK_CONVERTER_IO_INFLATER_H_
#define TIDEMARK_CONVERTER_IO_INFLATER_H_

#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace tidemark::converter {

// Inflates one gzip member, piece by piece, and checks the CRC and length at its end. Which library
// does the work is chosen when the build is configured: ISA-L where it is there, else zlib.
class Inflater {
 public:
  struct Progress {
    // Bytes taken from the front of the input, and written to the front of the output.
    size_t consumed = 0;
    size_t produced = 0;
    // The member is over, and what it says of itself is true.
    bool ended = false;
    // What is wrong with the stream; empty if nothing is.
    std::string damage = {};
  };

  // Throws std::bad_alloc.
  Inflater();
  ~Inflater();
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // Goes on as far as `in` and `out` reach. Nothing is consumed or produced only where the member
  // needs more than `in`, or more room than `out`. Not after the end, nor after damage.
  Progress Inflate(std::span<const std::byte> in, std::span<std::byte> out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// "ISA-L 2.30.0" or "zlib 1.2.13".
std::string InflateLibrary();

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_INFLATER_H_
