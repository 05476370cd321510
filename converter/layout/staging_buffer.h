#ifndef TIDEMARK_CONVERTER_LAYOUT_STAGING_BUFFER_H_
#define TIDEMARK_CONVERTER_LAYOUT_STAGING_BUFFER_H_

#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace tidemark::converter {

// Leaves new elements as they are where a vector would set them to zero.
template <typename Element>
struct UninitializedAllocator : std::allocator<Element> {
  template <typename Other>
  struct rebind {
    using other = UninitializedAllocator<Other>;
  };

  UninitializedAllocator() = default;
  template <typename Other>
  UninitializedAllocator(const UninitializedAllocator<Other>&) noexcept {}

  template <typename Other>
  void construct(Other* place) {
    ::new (static_cast<void*>(place)) Other;
  }
  template <typename Other, typename... Arguments>
  void construct(Other* place, Arguments&&... arguments) {
    ::new (static_cast<void*>(place)) Other(std::forward<Arguments>(arguments)...);
  }
};

// A vector of numbers that grows by elements about to be overwritten.
template <typename Element>
using StagingBuffer = std::vector<Element, UninitializedAllocator<Element>>;

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_LAYOUT_STAGING_BUFFER_H_
