#include <algorithm>

#include <isa-l.h>

#include "converter/io/inflater.h"

namespace tidemark::converter {
namespace {

const char* DamageOf(int status) {
  switch (status) {
    case ISAL_INVALID_BLOCK:
      return "invalid block";
    case ISAL_INVALID_SYMBOL:
      return "invalid code";
    case ISAL_INVALID_LOOKBACK:
      return "invalid distance too far back";
    case ISAL_INVALID_WRAPPER:
      return "invalid gzip header";
    case ISAL_UNSUPPORTED_METHOD:
      return "unknown compression method";
    case ISAL_INCORRECT_CHECKSUM:
      return "incorrect data check";
    default:
      return "cannot be inflated";
  }
}

}  // namespace

struct Inflater::State {
  inflate_state inflate;
};

Inflater::Inflater() : state_(std::make_unique<State>()) {
  isal_inflate_init(&state_->inflate);
  // The header is read and the trailer is checked.
  state_->inflate.crc_flag = ISAL_GZIP;
}

Inflater::~Inflater() = default;

Inflater::Progress Inflater::Inflate(std::span<const std::byte> in, std::span<std::byte> out) {
  constexpr size_t kMost = size_t{1} << 30;
  const auto given = static_cast<uint32_t>(std::min(in.size(), kMost));
  const auto room = static_cast<uint32_t>(std::min(out.size(), kMost));
  inflate_state& state = state_->inflate;
  // ISA-L's interface is not const-correct; it does not write to its input.
  state.next_in = const_cast<uint8_t*>(reinterpret_cast<const uint8_t*>(in.data()));
  state.avail_in = given;
  state.next_out = reinterpret_cast<uint8_t*>(out.data());
  state.avail_out = room;
  const int status = isal_inflate(&state);
  Progress progress = {.consumed = given - state.avail_in, .produced = room - state.avail_out};
  if (status < 0) {
    progress.damage = DamageOf(status);
  } else {
    progress.ended = state.block_state == ISAL_BLOCK_FINISH;
  }
  return progress;
}

std::string InflateLibrary() {
  return "ISA-L " + std::to_string(ISAL_MAJOR_VERSION) + "." + std::to_string(ISAL_MINOR_VERSION) +
         "." + std::to_string(ISAL_PATCH_VERSION);
}

}  // namespace tidemark::converter
