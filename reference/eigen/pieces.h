#ifndef TIDEMARK_REFERENCE_EIGEN_PIECES_H_
#define TIDEMARK_REFERENCE_EIGEN_PIECES_H_

namespace tidemark::reference {

// How many pieces of `piece` make up `count`, the last of them perhaps smaller.
constexpr int Pieces(int count, int piece) { return (count + piece - 1) / piece; }

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_PIECES_H_
