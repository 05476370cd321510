#ifndef TIDEMARK_REFERENCE_EIGEN_SCRATCH_H_
#define TIDEMARK_REFERENCE_EIGEN_SCRATCH_H_

#include <cstddef>
#include <memory>
#include <new>

namespace tidemark::reference {

// Memory for the steps within a layer, kept from one layer to the next. It begins at a multiple of
// 64 bytes.
template <typename Scalar>
class Scratch {
 public:
  // Room for `count` values, which hold anything. What was taken before is gone.
  Scalar* Take(size_t count) {
    if (count > size_) {
      // The old room goes first, so that both are never there.
      values_.reset();
      size_ = 0;
      values_.reset(static_cast<Scalar*>(::operator new(count * sizeof(Scalar), kAlignment)));
      size_ = count;
    }
    return values_.get();
  }

 private:
  static constexpr std::align_val_t kAlignment{64};
  struct Deleter {
    void operator()(Scalar* values) const { ::operator delete(values, kAlignment); }
  };

  std::unique_ptr<Scalar, Deleter> values_;
  size_t size_ = 0;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_SCRATCH_H_
