#include "converter/io/prefetched_source.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "converter/error.h"
#include "converter/io/inflating_file.h"
#include "converter/io/processors.h"

namespace tidemark::converter {
namespace {

// One thread fills windows, the other hands them out in the same order. Each waits for the other
// where there is nothing to fill, or nothing to hand out.
class PrefetchedSource final : public ByteSource {
 public:
  PrefetchedSource(std::unique_ptr<InflatingFile> file, const PrefetchOptions& options)
      : file_(std::move(file)),
        bytes_(std::make_unique_for_overwrite<std::byte[]>(WindowBytes(options))),
        windows_(options.windows) {
    free_.reserve(windows_.size());
    for (size_t i = windows_.size(); i-- > 0;) {
      windows_[i].room = {bytes_.get() + i * options.window_bytes, options.window_bytes};
      free_.push_back(&windows_[i]);
    }
    worker_ = std::thread([this] { Work(); });
  }

  ~PrefetchedSource() override {
    {
      const std::lock_guard lock(mutex_);
      abandoned_ = true;
    }
    freed_.notify_one();
    worker_.join();
  }
  PrefetchedSource(const PrefetchedSource&) = delete;
  PrefetchedSource& operator=(const PrefetchedSource&) = delete;

  std::span<const std::byte> Next() override {
    std::unique_lock lock(mutex_);
    if (handed_out_ != nullptr) {
      free_.push_back(std::exchange(handed_out_, nullptr));
      freed_.notify_one();
    }
    if (ready_count_ == 0) filled_.wait(lock, [this] { return IsEnough(); });
    if (ready_count_ == 0) {
      if (error_) std::rethrow_exception(error_);
      return {};
    }
    handed_out_ = ready_[first_ready_];
    first_ready_ = (first_ready_ + 1) % ready_.size();
    --ready_count_;
    offset_ += handed_out_->size;
    return handed_out_->room.first(handed_out_->size);
  }

  uint64_t offset() const override { return offset_; }
  uint64_t held_bytes() const override {
    const std::lock_guard lock(mutex_);
    return (windows_.size() - least_free_) * windows_.front().room.size();
  }
  const std::string& name() const override { return file_->name(); }

 private:
  struct Window {
    std::span<std::byte> room = {};
    size_t size = 0;
  };

  // A window to fill; null when nobody wants one any more. The one that came back last is warm, and
  // no more of them become resident than are needed at once.
  Window* WaitForRoom() {
    std::unique_lock lock(mutex_);
    freed_.wait(lock, [this] { return !free_.empty() || abandoned_; });
    if (abandoned_) return nullptr;
    Window* const window = free_.back();
    free_.pop_back();
    least_free_ = std::min(least_free_, free_.size());
    return window;
  }

  void Publish(Window* window, std::exception_ptr error) {
    const std::lock_guard lock(mutex_);
    if (window->size > 0) {
      ready_[(first_ready_ + ready_count_) % ready_.size()] = window;
      ++ready_count_;
    } else {
      finished_ = true;
      error_ = std::move(error);
    }
    if (IsEnough()) filled_.notify_one();
  }

  // Is it worth waking up the one who waits for windows? That costs more than a window does.
  bool IsEnough() const { return finished_ || ready_count_ * 4 >= windows_.size(); }

  void Work() {
    while (Window* const window = WaitForRoom()) {
      std::exception_ptr error;
      window->size = 0;
      try {
        window->size = file_->Read(window->room);
      } catch (...) {
        error = std::current_exception();
      }
      const bool last = window->size == 0;
      Publish(window, std::move(error));
      if (last) return;
    }
  }

  // Only the worker reads it.
  std::unique_ptr<InflatingFile> file_;
  // Of all windows: one block, so that it leaves the process when it is freed.
  std::unique_ptr<std::byte[]> bytes_;
  std::vector<Window> windows_;
  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::condition_variable freed_;
  std::vector<Window*> free_;
  size_t least_free_ = windows_.size();
  // A ring of the filled ones, the oldest first.
  std::vector<Window*> ready_ = std::vector<Window*>(windows_.size());
  size_t first_ready_ = 0;
  size_t ready_count_ = 0;
  Window* handed_out_ = nullptr;
  // The worker is done, with an error or without.
  bool finished_ = false;
  std::exception_ptr error_;
  bool abandoned_ = false;
  uint64_t offset_ = 0;
  std::thread worker_;
};

void Check(const std::filesystem::path& file, const PrefetchOptions& options) {
  if (options.window_bytes == 0 || options.windows < 2) {
    throw UsageError("a window of 0 bytes, or fewer than 2 windows", {.file = file.string()});
  }
}

}  // namespace

std::unique_ptr<ByteSource> OpenPrefetched(const std::filesystem::path& file,
                                           const PrefetchOptions& options) {
  Check(file, options);
  std::error_code ignored;
  if (UsableProcessors() < 2 || !std::filesystem::is_regular_file(file, ignored)) {
    return OpenStreamed(file, options.window_bytes);
  }
  try {
    return OpenPrefetchedAlways(file, options);
  } catch (const std::system_error&) {
    // The system has no thread to spare.
    return OpenStreamed(file, options.window_bytes);
  }
}

std::unique_ptr<ByteSource> OpenPrefetchedAlways(const std::filesystem::path& file,
                                                 const PrefetchOptions& options) {
  Check(file, options);
  return std::make_unique<PrefetchedSource>(std::make_unique<InflatingFile>(file), options);
}

}  // namespace tidemark::converter
