#ifndef TIDEMARK_REFERENCE_EIGEN_PACKETS_H_
#define TIDEMARK_REFERENCE_EIGEN_PACKETS_H_

// Vectors of floats by Eigen's name for them, for the compilations of the kernels only: each
// includes this with an Eigen namespace and a TIDEMARK_KERNELS of its own.

#include <Eigen/Core>

namespace tidemark::reference::TIDEMARK_KERNELS {

// As many floats as the instruction set's registers hold.
using Packet = Eigen::internal::packet_traits<float>::type;
inline constexpr int kPacketSize = Eigen::internal::packet_traits<float>::size;

template <typename P>
inline P Load(const float* from) {
  return Eigen::internal::ploadu<P>(from);
}

template <typename P>
inline P Broadcast(float value) {
  return Eigen::internal::pset1<P>(value);
}

template <typename P>
inline void Store(float* to, const P& value) {
  Eigen::internal::pstoreu(to, value);
}

}  // namespace tidemark::reference::TIDEMARK_KERNELS

#endif  // TIDEMARK_REFERENCE_EIGEN_PACKETS_H_
