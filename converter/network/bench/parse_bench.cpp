// How fast a network file is read: b6c96 (4 MB), from memory and through gzip.

#include <filesystem>
#include <memory>
#include <unistd.h>

#include <benchmark/benchmark.h>

#include "converter/network/architecture.h"
#include "converter/network/network_reader.h"
#include "converter/network/synthetic.h"
#include "converter/network/tensor_store.h"
#include "converter/testing/memory_sink.h"

namespace tidemark::converter {
namespace {

const Network& Described() {
  static const Network network = DescribeArchitecture(FindArchitecture("b6c96"), {});
  return network;
}

std::vector<std::byte> FileBytes(Encoding encoding) {
  tidemark::testing::MemorySink sink;
  WriteNetwork(Described(), SyntheticValues(Described(), 0), encoding, sink);
  return sink.bytes();
}

// A `.bin.gz` that goes away with the process.
const std::filesystem::path& GzipFile() {
  struct Owner {
    std::filesystem::path path = std::filesystem::temp_directory_path() /
                                 ("tidemark-parse-bench-" + std::to_string(getpid()) + ".bin.gz");
    Owner() { WriteSyntheticNetwork(Described(), 0, path, Existing::kReplace); }
    ~Owner() {
      std::error_code ignored;
      std::filesystem::remove(path, ignored);
    }
  };
  static const Owner owner;
  return owner.path;
}

template <typename Sink, typename Open>
void Read(benchmark::State& state, const Open& open) {
  uint64_t bytes = 0;
  for (auto _ : state) {
    const std::unique_ptr<ByteSource> source = open();
    Sink sink;
    benchmark::DoNotOptimize(ReadNetwork(*source, sink));
    bytes += source->offset();
  }
  state.SetBytesProcessed(static_cast<int64_t>(bytes));
}

void ParseBinary(benchmark::State& state) {
  const auto bytes = FileBytes(Encoding::kBinary);
  Read<TensorStore>(state, [&] { return OpenMemory(bytes, "b6c96"); });
}
BENCHMARK(ParseBinary)->Unit(benchmark::kMillisecond);

void CheckBinaryAndKeepNothing(benchmark::State& state) {
  const auto bytes = FileBytes(Encoding::kBinary);
  Read<DiscardSink>(state, [&] { return OpenMemory(bytes, "b6c96"); });
}
BENCHMARK(CheckBinaryAndKeepNothing)->Unit(benchmark::kMillisecond);

void ParseText(benchmark::State& state) {
  const auto bytes = FileBytes(Encoding::kText);
  Read<TensorStore>(state, [&] { return OpenMemory(bytes, "b6c96"); });
}
BENCHMARK(ParseText)->Unit(benchmark::kMillisecond);

void ParseStreamedGzip(benchmark::State& state) {
  Read<TensorStore>(state, [] { return OpenStreamed(GzipFile()); });
}
BENCHMARK(ParseStreamedGzip)->Unit(benchmark::kMillisecond);

void ParseBufferedGzip(benchmark::State& state) {
  Read<TensorStore>(state, [] { return OpenBuffered(GzipFile()); });
}
BENCHMARK(ParseBufferedGzip)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tidemark::converter
