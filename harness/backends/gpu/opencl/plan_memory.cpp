#include "harness/backends/gpu/opencl/plan_memory.h"

namespace tidemark::harness::gpu {

HeldMap PlanMemory::Map(int channels) {
  const int padded = Padded(channels);
  std::vector<cl::Buffer>& free = (*free_)[padded];
  cl::Buffer buffer;
  if (free.empty()) {
    buffer = Allocate(static_cast<uint64_t>(capacity_) * static_cast<uint64_t>(grid_.points) *
                      static_cast<uint64_t>(padded) * device_.stored_size());
  } else {
    buffer = free.back();
    free.pop_back();
  }
  const auto give_back = [pool = free_](const FeatureMap* map) {
    (*pool)[map->channels].push_back(map->buffer);
    delete map;
  };
  return {new FeatureMap{.buffer = buffer, .channels = padded}, give_back};
}

cl::Buffer PlanMemory::Vector(int per_position) {
  vectors_.push_back(Allocate(static_cast<uint64_t>(capacity_) *
                              static_cast<uint64_t>(per_position) * sizeof(float)));
  return vectors_.back();
}

cl::Buffer PlanMemory::Constants(std::span<const float> values) {
  vectors_.push_back(device_.Floats(values));
  bytes_ += values.size_bytes();
  return vectors_.back();
}

cl::Buffer PlanMemory::Allocate(uint64_t bytes) {
  bytes_ += bytes;
  return device_.Zeros(bytes);
}

}  // namespace tidemark::harness::gpu
