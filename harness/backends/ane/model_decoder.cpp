#include "harness/backends/ane/model_decoder.h"

#include <algorithm>
#include <cstdint>
#include <new>
#include <string>

#include <google/protobuf/arena.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/stubs/common.h>
#if GOOGLE_PROTOBUF_VERSION < 4022000
#include <google/protobuf/stubs/logging.h>
#endif

#include "converter/error.h"

namespace tidemark::harness::ane {
namespace {

// Messages nest 16 deep in the programs of networks.
constexpr int kRecursionLimit = 64;

// Of the model that this thread is decoding; the arena takes a plain function.
thread_local size_t message_bytes_left = 0;

// As operator new does when there is no memory, so that the library meets nothing unusual.
void* AllocateBlock(size_t bytes) {
  if (bytes > message_bytes_left) throw std::bad_alloc();
  message_bytes_left -= bytes;
  return ::operator new(bytes);
}

void FreeBlock(void* block, size_t /*bytes*/) { ::operator delete(block); }

google::protobuf::ArenaOptions BoundedArena() {
  google::protobuf::ArenaOptions options;
  options.block_alloc = AllocateBlock;
  options.block_dealloc = FreeBlock;
  return options;
}

coreml::Model* NewModel(google::protobuf::Arena* arena) {
#if GOOGLE_PROTOBUF_VERSION < 4022000
  return google::protobuf::Arena::CreateMessage<coreml::Model>(arena);
#else
  return google::protobuf::Arena::Create<coreml::Model>(arena);
#endif
}

}  // namespace

DecodedModel::DecodedModel(const converter::PackageReader& package) {
  const std::string bytes = package.ReadModel();
  google::protobuf::io::CodedInputStream stream(reinterpret_cast<const uint8_t*>(bytes.data()),
                                                static_cast<int>(bytes.size()));
  stream.SetTotalBytesLimit(static_cast<int>(converter::kLargestModelBytes));
  stream.SetRecursionLimit(kRecursionLimit);
#if GOOGLE_PROTOBUF_VERSION < 4022000
  // The library would print its own account of a damaged text beside the error below.
  const google::protobuf::LogSilencer silencer;
#endif
  const auto fail = [&](const std::string& message) {
    throw FormatError(message,
                      {.file = package.model_file().string(),
                       .offset = static_cast<uint64_t>(std::max(stream.CurrentPosition(), 0))});
  };
  message_bytes_left = kMostMessageBytes;
  try {
    arena_ = std::make_unique<google::protobuf::Arena>(BoundedArena());
    model_ = NewModel(arena_.get());
    if (!model_->ParseFromCodedStream(&stream) || !stream.ConsumedEntireMessage()) {
      fail("not a Core ML model, or damaged: its protobuf does not parse");
    }
  } catch (const std::bad_alloc&) {
    fail("the model's messages take more than " + std::to_string(kMostMessageBytes >> 20) +
         " MiB: no network needs so many");
  }
}

DecodedModel::~DecodedModel() = default;

}  // namespace tidemark::harness::ane
