#ifndef TIDEMARK_REFERENCE_EIGEN_BATCH_SHAPE_H_
#define TIDEMARK_REFERENCE_EIGEN_BATCH_SHAPE_H_

namespace tidemark::reference {

// The buffers that are evaluated together: `batch` positions of `height` rows of `width` points.
// Points are numbered row by row, position after position.
struct BatchShape {
  int batch = 1;
  int height = 1;
  int width = 1;

  // Points of one position.
  int area() const { return height * width; }
  // Points of all.
  int points() const { return batch * area(); }
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_BATCH_SHAPE_H_
