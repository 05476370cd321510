#ifndef TIDEMARK_REFERENCE_INPUTS_NETWORK_INPUTS_H_
#define TIDEMARK_REFERENCE_INPUTS_NETWORK_INPUTS_H_

#include <vector>

namespace tidemark::reference {

// What a network is evaluated on: a batch of encoded positions in buffers of one size. A board
// smaller than the buffer sits in its top-left corner; everything off the board is 0.
struct NetworkInputs {
  int batch = 0;
  int height = 0;
  int width = 0;
  // [N, 22, H, W]; channel 0 is the mask, exactly 1 on the board and 0 off it.
  std::vector<float> spatial = {};
  // [N, 19].
  std::vector<float> global = {};
  // [N, 192] for networks with a metadata encoder, else empty.
  std::vector<float> metadata = {};

  // The batch's n-th position as a batch of one.
  NetworkInputs Select(int n) const;
};

// Rows and columns of a board, or of a buffer.
struct BoardSize {
  int height = 0;
  int width = 0;

  friend bool operator==(const BoardSize&, const BoardSize&) = default;
};

// The board of the n-th position, read off its mask. Throws FormatError if the mask is not a
// rectangle of ones in the top-left corner.
BoardSize BoardOf(const NetworkInputs& inputs, int n);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_INPUTS_NETWORK_INPUTS_H_
