#include "converter/convert.h"

#include <memory>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "converter/error.h"
#include "converter/io/byte_source.h"
#include "converter/io/hex.h"
#include "converter/io/interrupt.h"
#include "converter/io/prefetched_source.h"
#include "converter/io/utf8.h"
#include "converter/kept_weights.h"
#include "converter/layout/blob_plan.h"
#include "converter/layout/tensor_layout.h"
#include "converter/layout/tier_finder.h"
#include "converter/mil/lower_network.h"
#include "converter/mil/model_description.h"
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

ProgramOptions ToProgramOptions(const ConvertOptions& options) {
  return {.tier = TierOf({}, options.precision == Precision::kFloat16),
          .fp16_io = options.fp16_io,
          .target = options.target,
          .height = static_cast<uint64_t>(options.board_y),
          .width = static_cast<uint64_t>(options.board_x),
          .identity_mask = options.identity_mask,
          .min_batch = static_cast<uint64_t>(options.min_batch),
          .max_batch = static_cast<uint64_t>(options.max_batch)};
}

// Says who holds what, at each step.
class Reporter {
 public:
  explicit Reporter(const ConvertObserver& observer) : observer_(observer) {}

  void Hold(const std::string& owner, uint64_t bytes) {
    if (bytes > 0) owners_[owner] = bytes;
  }

  void Release(const std::string& owner) { owners_.erase(owner); }

  void Step(std::string_view step) const {
    if (observer_) observer_(step, owners_);
  }

 private:
  const ConvertObserver& observer_;
  Owners owners_;
};

// One conversion: what both ways to make one have in common.
class Conversion {
 public:
  Conversion(PackageWriter& writer, const std::filesystem::path& network_file,
             const ConvertOptions& options, const ConvertObserver& observer)
      : writer_(writer),
        network_file_(network_file),
        options_(options),
        program_options_(ToProgramOptions(options)),
        reporter_(observer) {}

  // The weights are written while the file is read, and never held.
  ConvertResult Stream() {
    const Network network = ReadInItsTier();
    // What the program needs takes the place of what the weights needed.
    layout_->ReleaseStaging();
    reporter_.Release("inflation windows");
    reporter_.Release("staging");
    const BlobPlan plan(network, program_options_.storage());
    const ProgramBuilder program = LowerNetwork(network, plan, program_options_);
    reporter_.Hold("MIL program", program.bytes());
    reporter_.Step("build");
    return Finish(network, program);
  }

  // The network is parsed whole. Copies of the weights stay until the end, as in the program that
  // this one is compared with.
  ConvertResult Keep() {
    const std::unique_ptr<ByteSource> source =
        options_.stream_gzip ? OpenStreamed(network_file_)
                             : OpenBuffered(network_file_, [this](uint64_t held) {
                                 reporter_.Hold("inflated file", held);
                                 reporter_.Step("inflate");
                               });
    TensorStore store;
    const Network network = ReadNetwork(*source, store);
    inflated_bytes_ = source->offset();
    reporter_.Hold("parsed weights", store.bytes());
    reporter_.Hold(options_.stream_gzip ? "inflation window" : "inflated file",
                   source->held_bytes());
    reporter_.Step("read");

    program_options_.tier = TierOf(network.tensors, wants_half());
    const BlobPlan plan(network, program_options_.storage());
    const ProgramBuilder program = LowerNetwork(network, plan, program_options_);
    const KeptWeights kept(network, store, program_options_.storage());
    reporter_.Hold("derived tensors", kept.derived_bytes());
    const WeightList list = kept.List(options_.weight_views);
    const std::vector<WeightEntry> weights = list.entries();
    const WeightSerializer serializer(weights);
    reporter_.Hold("MIL program", program.bytes());
    for (const char* copy : {"builder's copy", "listed copy", "serializer's copy"}) {
      reporter_.Hold(copy, OwnedBytes(weights));
    }
    reporter_.Step("build");

    BeginWeights();
    serializer.Write(*layout_);
    FinishWeights();
    return Finish(network, program);
  }

 private:
  bool wants_half() const { return options_.precision == Precision::kFloat16; }

  // Opens the weight file, empty, for the options' tier.
  void BeginWeights() {
    layout_.reset();
    blobs_.reset();
    std::error_code ignored;
    std::filesystem::remove(writer_.weight_file(), ignored);
    blobs_.emplace(writer_.weight_file(), options_.sync);
    layout_.emplace(program_options_.storage(), *blobs_);
  }

  void FinishWeights() {
    blobs_->Finish();
    reporter_.Hold("staging", layout_->staging_bytes());
  }

  // Writes the weights of the network while it is read, and finds the tier it needs.
  Network ReadInItsTier() {
    if (!wants_half()) return ReadOnce(false);
    try {
      return ReadOnce(true);
    } catch (const StartOver& other) {
      return ReadAgain(other.tier);
    } catch (const HalfRangeError&) {
      // Not too large for the tier that a transformer block behind it may ask for.
      if (layout_->storage().tier != PrecisionTier::kHalf || !CanReadAgain()) throw;
      DiscardSink discard;
      const PrecisionTier tier = TierOf(ReadNetwork(*Open(), discard).tensors, true);
      if (tier == PrecisionTier::kHalf) throw;
      return ReadAgain(tier);
    }
  }

  // A pipe can be read once.
  bool CanReadAgain() const {
    std::error_code ignored;
    return std::filesystem::is_regular_file(network_file_, ignored);
  }

  std::unique_ptr<ByteSource> Open() const { return OpenPrefetched(network_file_); }

  Network ReadAgain(PrecisionTier tier) {
    if (!CanReadAgain()) {
      throw UsageError(
          "the precision of this network shows at its transformer blocks, so it is read twice, "
          "which only a file can be: save it to one first, or ask for precision fp32",
          {.file = network_file_.string()});
    }
    program_options_.tier = tier;
    return ReadOnce(false);
  }

  Network ReadOnce(bool finds_tier) {
    BeginWeights();
    const std::unique_ptr<ByteSource> source = Open();
    TierFinder finder(*layout_);
    Network network =
        ReadNetwork(*source, finds_tier ? static_cast<WeightSink&>(finder) : *layout_);
    program_options_.tier = layout_->storage().tier;
    if (TierOf(network.tensors, wants_half()) != program_options_.tier) {
      throw IoError("changed while it was read", {.file = network_file_.string()});
    }
    inflated_bytes_ = source->offset();
    reporter_.Hold("inflation windows", source->held_bytes());
    for (const SharedTable& table : SharedTablesOf(network)) {
      layout_->Write(TableOf(table, program_options_.storage()));
    }
    FinishWeights();
    reporter_.Step("read");
    return network;
  }

  // With the weights written: the model, and the whole package to its place.
  ConvertResult Finish(const Network& network, const ProgramBuilder& program) {
    HashedFile model(writer_.model_file(), options_.sync);
    program.WriteModel(DescribeModel(network, program_options_,
                                     {.description = options_.description,
                                      .author = options_.author,
                                      .license = options_.license}),
                       program_options_.opset(), model);
    model.Finish();
    reporter_.Step("write");

    ThrowIfInterrupted();
    writer_.Publish(model.digest(), blobs_->digest());
    reporter_.Step("publish");

    return {.network_name = network.name,
            .version = network.version,
            .tier = program_options_.tier,
            .precision = program_options_.tier == PrecisionTier::kFull ? Precision::kFloat32
                                                                       : Precision::kFloat16,
            .fp16_io = program_options_.io_element() == mil::FLOAT16,
            .weight_bytes = blobs_->bytes(),
            .model_bytes = model.bytes(),
            .blobs = blobs_->blobs(),
            .derived = DerivedTensorsOf(network, program_options_.storage()),
            .operations = program.operations(),
            .inflated_bytes = inflated_bytes_,
            .model_digest = ToHex(model.digest()),
            .weight_digest = ToHex(blobs_->digest())};
  }

  PackageWriter& writer_;
  const std::filesystem::path& network_file_;
  const ConvertOptions& options_;
  ProgramOptions program_options_;
  Reporter reporter_;
  std::optional<BlobWriter> blobs_;
  std::optional<TensorLayout> layout_;
  uint64_t inflated_bytes_ = 0;
};

}  // namespace

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

ConvertResult Convert(const std::filesystem::path& network, const std::filesystem::path& package,
                      const ConvertOptions& options, const ConvertObserver& observer) {
  CheckOptions(options);
  PackageWriter writer(package, options.existing, options.sync);
  try {
    Conversion conversion(writer, network, options, observer);
    return options.layer_streaming ? conversion.Stream() : conversion.Keep();
  } catch (const FormatError& error) {
    // What lies behind the parser knows layers, and not whose they are.
    ErrorContext context = error.context();
    if (!context.file.empty()) throw;
    context.file = network.string();
    throw FormatError(error.message(), context);
  } catch (const IoError& error) {
    // Nobody knows the temporary name of what could not be written, and it has gone by now.
    ErrorContext context = error.context();
    if (!context.file.empty()) context.file = writer.PublishedName(context.file).string();
    throw IoError(error.message(), context);
  }
}

}  // namespace tidemark::converter
