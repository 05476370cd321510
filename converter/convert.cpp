#include "converter/convert.h"

#include <memory>
#include <utility>
#include <vector>

#include "converter/error.h"
#include "converter/io/byte_source.h"
#include "converter/io/interrupt.h"
#include "converter/io/sha256.h"
#include "converter/io/utf8.h"
#include "converter/layout/blob_plan.h"
#include "converter/layout/tensor_layout.h"
#include "converter/mil/lower_network.h"
#include "converter/mil/model_description.h"
#include "converter/mil/weight_list.h"
#include "converter/network/network_reader.h"
#include "converter/network/tensor_store.h"
#include "converter/package/blob_writer.h"
#include "converter/package/package_writer.h"

namespace tidemark::converter {
namespace {

// The largest batch of a package: more than a device evaluates at once.
constexpr int kLargestBatch = 65536;

void RequireWithin(const char* option, int value, int lowest, int highest) {
  if (value >= lowest && value <= highest) return;
  throw UsageError(std::to_string(value) + " is out of range, accepted are " +
                       std::to_string(lowest) + " to " + std::to_string(highest),
                   {.key = option});
}

void RequireUtf8(const char* option, const std::string& text) {
  if (!IsUtf8(text)) throw UsageError("expected UTF-8", {.key = option});
}

void CheckOptions(const ConvertOptions& options) {
  RequireWithin("board_x", options.board_x, kSmallestBoard, kLargestBoard);
  RequireWithin("board_y", options.board_y, kSmallestBoard, kLargestBoard);
  RequireWithin("min_batch", options.min_batch, 1, kLargestBatch);
  RequireWithin("max_batch", options.max_batch, options.min_batch, kLargestBatch);
  if (options.fp16_io && options.precision != Precision::kFloat16) {
    throw UsageError("half-precision inputs and outputs need precision fp16", {.key = "fp16_io"});
  }
  RequireUtf8("author", options.author);
  RequireUtf8("license", options.license);
  RequireUtf8("description", options.description);
}

ProgramOptions ToProgramOptions(const ConvertOptions& options) {
  return {.precision =
              options.precision == Precision::kFloat16 ? BlobType::kFloat16 : BlobType::kFloat32,
          .fp16_io = options.fp16_io,
          .height = static_cast<uint64_t>(options.board_y),
          .width = static_cast<uint64_t>(options.board_x),
          .identity_mask = options.identity_mask,
          .min_batch = static_cast<uint64_t>(options.min_batch),
          .max_batch = static_cast<uint64_t>(options.max_batch)};
}

WeightList ListWeights(const Network& network, const TensorStore& store, bool as_views) {
  WeightList list;
  for (uint32_t i = 0; i < network.tensors.size(); ++i) {
    const std::span<const float> values = store[TensorId{i}];
    list.Add(network.tensors[i],
             as_views ? WeightValues::View(values) : WeightValues::Copy(values));
  }
  return list;
}

// Says who holds what, at each step.
class Reporter {
 public:
  explicit Reporter(const ConvertObserver& observer) : observer_(observer) {}

  void Hold(const std::string& owner, uint64_t bytes) {
    if (bytes > 0) owners_[owner] = bytes;
  }

  void Step(std::string_view step) const {
    if (observer_) observer_(step, owners_);
  }

 private:
  const ConvertObserver& observer_;
  Owners owners_;
};

// Copies of the weights stay until the end, as in the program that this one is compared with.
ConvertResult ConvertInto(PackageWriter& writer, const std::filesystem::path& network_file,
                          const ConvertOptions& options, const ConvertObserver& observer) {
  const ProgramOptions program_options = ToProgramOptions(options);
  Reporter reporter(observer);

  const std::unique_ptr<ByteSource> source =
      options.stream_gzip ? OpenStreamed(network_file) : OpenBuffered(network_file);
  TensorStore store;
  const Network network = ReadNetwork(*source, store);
  reporter.Hold("parsed weights", store.bytes());
  if (options.stream_gzip) {
    reporter.Hold("inflation window", kStreamWindowBytes);
  } else {
    reporter.Hold("inflated file", source->offset());
  }
  reporter.Step("read");

  const BlobPlan plan(network.tensors, program_options.precision);
  const ProgramBuilder program = LowerNetwork(network, plan, program_options);
  const WeightList list = ListWeights(network, store, options.weight_views);
  const std::vector<WeightEntry> weights = list.entries();
  const WeightSerializer serializer(weights);
  reporter.Hold("program", program.bytes());
  for (const char* copy : {"builder's copy", "listed copy", "serializer's copy"}) {
    reporter.Hold(copy, OwnedBytes(weights));
  }
  reporter.Step("build");

  BlobWriter blobs(writer.weight_file(), static_cast<uint32_t>(plan.blobs().size()));
  TensorLayout layout(program_options.precision, blobs);
  serializer.Write(layout);
  blobs.Finish();
  HashedFile model(writer.model_file());
  program.WriteModel(DescribeModel(network, program_options,
                                   {.description = options.description,
                                    .author = options.author,
                                    .license = options.license}),
                     model);
  model.Finish();
  reporter.Hold("staging", layout.staging_bytes());
  reporter.Step("write");

  ThrowIfInterrupted();
  writer.Publish(model.digest(), blobs.digest());
  reporter.Step("publish");

  return {.network_name = network.name,
          .version = network.version,
          .precision = options.precision,
          .fp16_io = options.fp16_io,
          .weight_bytes = blobs.bytes(),
          .model_bytes = model.bytes(),
          .blobs = plan.blobs().size(),
          .operations = program.operations(),
          .inflated_bytes = source->offset(),
          .weight_sha256 = ToHex(blobs.digest()),
          .model_sha256 = ToHex(model.digest())};
}

}  // namespace

ConvertResult Convert(const std::filesystem::path& network, const std::filesystem::path& package,
                      const ConvertOptions& options, const ConvertObserver& observer) {
  CheckOptions(options);
  PackageWriter writer(package, options.existing);
  try {
    return ConvertInto(writer, network, options, observer);
  } catch (const FormatError& error) {
    // What lies behind the parser knows layers, and not whose they are.
    ErrorContext context = error.context();
    if (!context.file.empty()) throw;
    context.file = network.string();
    throw FormatError(error.message(), context);
  }
}

}  // namespace tidemark::converter
