#ifndef TIDEMARK_HARNESS_MEASURE_OUTPUT_TAIL_H_
#define TIDEMARK_HARNESS_MEASURE_OUTPUT_TAIL_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace tidemark::harness {

// The last bytes of a stream.
class OutputTail {
 public:
  explicit OutputTail(size_t max_bytes) : max_bytes_(max_bytes) {}

  void Append(std::string_view bytes) {
    text_ += bytes;
    // Cutting only every so often keeps the cost per byte constant.
    if (text_.size() > 2 * max_bytes_) Cut();
  }
  const std::string& text() {
    Cut();
    return text_;
  }

 private:
  void Cut() {
    if (text_.size() > max_bytes_) text_.erase(0, text_.size() - max_bytes_);
  }

  size_t max_bytes_;
  std::string text_;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_OUTPUT_TAIL_H_
