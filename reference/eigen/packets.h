#ifndef TIDEMARK_REFERENCE_EIGEN_PACKETS_H_
#define TIDEMARK_REFERENCE_EIGEN_PACKETS_H_

// Vectors of numbers by Eigen's name for them, for the compilations of the kernels only: each
// includes this with an Eigen namespace and a TIDEMARK_KERNELS of its own.

#include <Eigen/Core>

namespace tidemark::reference::TIDEMARK_KERNELS {

// As many numbers as the instruction set's registers hold.
template <typename Scalar>
using PacketOf = typename Eigen::internal::packet_traits<Scalar>::type;
template <typename Scalar>
inline constexpr int kPacketSizeOf = Eigen::internal::packet_traits<Scalar>::size;

using Packet = PacketOf<float>;
inline constexpr int kPacketSize = kPacketSizeOf<float>;

// Packets and columns of a panel of the product kernel.
inline constexpr int kPanelPackets = 3;
inline constexpr int kPanelColumns = kPanelPackets * kPacketSize;

template <typename P>
inline P Load(const typename Eigen::internal::unpacket_traits<P>::type* from) {
  return Eigen::internal::ploadu<P>(from);
}

template <typename P>
inline P Broadcast(typename Eigen::internal::unpacket_traits<P>::type value) {
  return Eigen::internal::pset1<P>(value);
}

template <typename P>
inline void Store(typename Eigen::internal::unpacket_traits<P>::type* to, const P& value) {
  Eigen::internal::pstoreu(to, value);
}

// The first `count` numbers at `from`, and zeros, where there is no whole packet.
template <typename P>
inline P LoadPart(const typename Eigen::internal::unpacket_traits<P>::type* from, int count) {
  using Scalar = typename Eigen::internal::unpacket_traits<P>::type;
  constexpr int kSize = Eigen::internal::unpacket_traits<P>::size;
  if (count >= kSize) return Load<P>(from);
  alignas(64) Scalar values[kSize] = {};
  for (int i = 0; i < count; ++i) values[i] = from[i];
  return Load<P>(values);
}

// The other way.
template <typename P>
inline void StorePart(typename Eigen::internal::unpacket_traits<P>::type* to, const P& value,
                      int count) {
  using Scalar = typename Eigen::internal::unpacket_traits<P>::type;
  constexpr int kSize = Eigen::internal::unpacket_traits<P>::size;
  if (count >= kSize) {
    Store(to, value);
    return;
  }
  alignas(64) Scalar values[kSize];
  Store(values, value);
  for (int i = 0; i < count; ++i) to[i] = values[i];
}

}  // namespace tidemark::reference::TIDEMARK_KERNELS

#endif  // TIDEMARK_REFERENCE_EIGEN_PACKETS_H_
