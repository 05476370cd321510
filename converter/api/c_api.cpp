#include <algorithm>
#include <cstddef>
#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <utility>

#include "tidemark/converter.h"
#include "tidemark/tidemark.h"

struct tidemark_result {
  tidemark_status status = TIDEMARK_INTERNAL_ERROR;
  std::string message = {};
  tidemark::ConvertResult converted = {};
};

namespace tidemark {
namespace {

// What a foreign caller put into an enum, which may be none of its values.
template <typename Enum>
int CodeOf(const Enum& value) {
  static_assert(sizeof(Enum) == sizeof(int));
  int code = 0;
  std::memcpy(&code, &value, sizeof code);
  return code;
}

// No version has as many options; a larger size is what lay in memory before.
constexpr size_t kLargestOptions = 4096;

// The caller's options in the form of this version: what the caller does not know of has its
// default, and what this version does not know of must not be asked for.
tidemark_options Known(const tidemark_options* options) {
  tidemark_options known;
  tidemark_options_init(&known, sizeof known);
  if (options == nullptr) return known;
  const size_t size = options->size;
  if (size < offsetof(tidemark_options, target) || size > kLargestOptions) {
    throw UsageError("the options were not filled in by tidemark_options_init()", {.key = "size"});
  }
  const auto* const bytes = reinterpret_cast<const char*>(options);
  if (size > sizeof known &&
      std::any_of(bytes + sizeof known, bytes + size, [](char byte) { return byte != 0; })) {
    throw UsageError("the options ask for what this version does not have", {.key = "size"});
  }
  std::memcpy(&known, options, std::min(size, sizeof known));
  return known;
}

// The two interfaces number things alike.
static_assert(TIDEMARK_MIXED == static_cast<int>(Precision::kMixed) &&
              TIDEMARK_FLOAT32 == static_cast<int>(Precision::kFloat32));
static_assert(TIDEMARK_MACOS15 == static_cast<int>(Target::kMacOs15));
static_assert(TIDEMARK_BUILD == static_cast<int>(ConvertStep::kBuild) &&
              TIDEMARK_WRITE == static_cast<int>(ConvertStep::kWrite) &&
              TIDEMARK_PUBLISH == static_cast<int>(ConvertStep::kPublish));

std::string TextOf(const char* text) { return text != nullptr ? text : ""; }

ConvertOptions ToOptions(const tidemark_options& options) {
  ConvertOptions made;
  // What is none of their values is refused by the interface for C++, as it would be there.
  made.precision = static_cast<Precision>(CodeOf(options.precision));
  made.target = static_cast<Target>(CodeOf(options.target));
  made.fp16_io = options.fp16_io;
  made.board_x = options.board_x;
  made.board_y = options.board_y;
  made.identity_mask = options.identity_mask;
  made.min_batch = options.min_batch;
  made.max_batch = options.max_batch;
  made.author = TextOf(options.author);
  made.license = TextOf(options.license);
  made.description = TextOf(options.description);
  made.replace_existing = options.replace_existing;
  made.sync = options.sync;
  if (options.on_step != nullptr) {
    made.on_step = [call = options.on_step, context = options.context](ConvertStep step) {
      call(static_cast<tidemark_step>(step), context);
    };
  }
  if (options.is_cancelled != nullptr) {
    made.is_cancelled = [call = options.is_cancelled, context = options.context] {
      return call(context);
    };
  }
  return made;
}

// Runs `convert` and says how it ended. Only a lack of memory for the message comes out of it.
template <typename Convert>
tidemark_status StatusOf(const Convert& convert, std::string& message) {
  try {
    convert();
    return TIDEMARK_OK;
  } catch (const UsageError& error) {
    message = error.what();
    return TIDEMARK_USAGE_ERROR;
  } catch (const FormatError& error) {
    message = error.what();
    return TIDEMARK_FORMAT_ERROR;
  } catch (const IoError& error) {
    message = error.what();
    return TIDEMARK_IO_ERROR;
  } catch (const InterruptedError&) {
    message = "cancelled";
    return TIDEMARK_CANCELLED;
  } catch (const std::bad_alloc&) {
    message = "out of memory";
    return TIDEMARK_OUT_OF_MEMORY;
  } catch (const std::exception& error) {
    message = error.what();
    return TIDEMARK_INTERNAL_ERROR;
  } catch (...) {
    message = "a function of the caller threw";
    return TIDEMARK_INTERNAL_ERROR;
  }
}

const ConvertResult& Converted(const tidemark_result* result) {
  static const ConvertResult kNothing;
  return result != nullptr ? result->converted : kNothing;
}

}  // namespace
}  // namespace tidemark

void tidemark_options_init(tidemark_options* options, size_t size) {
  tidemark_options defaults;
  std::memset(&defaults, 0, sizeof defaults);
  const tidemark::ConvertOptions same;
  defaults.size = size;
  defaults.precision = TIDEMARK_FLOAT16;
  defaults.target = TIDEMARK_MACOS12;
  defaults.board_x = same.board_x;
  defaults.board_y = same.board_y;
  defaults.min_batch = same.min_batch;
  defaults.max_batch = same.max_batch;
  defaults.sync = same.sync;
  if (options == nullptr) return;
  std::memset(static_cast<void*>(options), 0, size);
  std::memcpy(static_cast<void*>(options), &defaults, std::min(size, sizeof defaults));
}

tidemark_status tidemark_convert(const char* network, const char* package,
                                 const tidemark_options* options, tidemark_result** result) {
  if (result != nullptr) *result = nullptr;
  try {
    tidemark_result made;
    made.status = tidemark::StatusOf(
        [&] {
          if (network == nullptr)
            throw tidemark::UsageError("a path is needed, not NULL", {.key = "network"});
          if (package == nullptr)
            throw tidemark::UsageError("a path is needed, not NULL", {.key = "package"});
          const tidemark_options known = tidemark::Known(options);
          made.converted = tidemark::Convert(network, package, tidemark::ToOptions(known));
        },
        made.message);
    const tidemark_status status = made.status;
    if (result != nullptr) *result = new tidemark_result(std::move(made));
    return status;
  } catch (const std::bad_alloc&) {
    return TIDEMARK_OUT_OF_MEMORY;
  }
}

void tidemark_result_free(tidemark_result* result) { delete result; }

tidemark_status tidemark_result_status(const tidemark_result* result) {
  return result != nullptr ? result->status : TIDEMARK_OUT_OF_MEMORY;
}

const char* tidemark_result_message(const tidemark_result* result) {
  return result != nullptr ? result->message.c_str() : "out of memory";
}

const char* tidemark_result_network_name(const tidemark_result* result) {
  return tidemark::Converted(result).network_name.c_str();
}

int32_t tidemark_result_network_version(const tidemark_result* result) {
  return tidemark::Converted(result).version;
}

tidemark_precision tidemark_result_precision(const tidemark_result* result) {
  return static_cast<tidemark_precision>(tidemark::Converted(result).precision);
}

bool tidemark_result_fp16_io(const tidemark_result* result) {
  return tidemark::Converted(result).fp16_io;
}

uint64_t tidemark_result_inflated_bytes(const tidemark_result* result) {
  return tidemark::Converted(result).inflated_bytes;
}

uint64_t tidemark_result_weight_bytes(const tidemark_result* result) {
  return tidemark::Converted(result).weight_bytes;
}

uint64_t tidemark_result_model_bytes(const tidemark_result* result) {
  return tidemark::Converted(result).model_bytes;
}

const char* tidemark_result_weight_digest(const tidemark_result* result) {
  return tidemark::Converted(result).weight_digest.c_str();
}

const char* tidemark_result_model_digest(const tidemark_result* result) {
  return tidemark::Converted(result).model_digest.c_str();
}

const char* tidemark_version() { return tidemark::Version(); }
