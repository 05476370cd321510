#include "reference/eigen/worker_pool.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "converter/error.h"

namespace tidemark::reference {
namespace {

// Looks around before a sleep: 20 to 100 microseconds.
constexpr int kLooks = 2000;

// Lets a core's other thread run while this one looks around.
void Pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

// Whether `condition` comes to hold within so many looks.
template <typename Condition>
bool HoldsSoon(int looks, const Condition& condition) {
  for (int i = 0; i < looks; ++i) {
    if (condition()) return true;
    Pause();
  }
  return condition();
}

}  // namespace

struct WorkerPool::Crew {
  explicit Crew(int helpers) : looks(std::thread::hardware_concurrency() > 1 ? kLooks : 0) {
    try {
      for (int i = 1; i <= helpers; ++i) {
        threads.emplace_back([this, i] { Help(i); });
      }
    } catch (const std::system_error& error) {
      Dismiss();
      throw IoError("cannot start a thread: " + error.code().message() +
                    "; allow more memory or more processes, or ask for fewer threads");
    } catch (...) {
      Dismiss();
      throw;
    }
  }
  ~Crew() { Dismiss(); }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  void Dismiss() {
    {
      const std::lock_guard lock(mutex);
      leaving = true;
    }
    changed.notify_all();
    for (std::thread& thread : threads) thread.join();
  }

  // What a helper does from its start to its end.
  void Help(int worker) {
    const auto work_waits = [this] { return leaving || (untaken.load() & kCount) != 0; };
    for (;;) {
      if (!HoldsSoon(looks, work_waits)) {
        std::unique_lock lock(mutex);
        ++sleepers;
        changed.wait(lock, work_waits);
        --sleepers;
      }
      if (leaving) return;
      TakeTasks(worker);
    }
  }

  // Takes tasks until none is left.
  void TakeTasks(int worker) {
    uint64_t seen = untaken.load();
    while ((seen & kCount) != 0) {
      // It fails if another worker was faster, and also if this list is done and the next begun.
      if (!untaken.compare_exchange_weak(seen, seen - 1)) continue;
      // The list cannot be done before this task is, so that it is safe to look at.
      const int index = tasks - static_cast<int>(seen & kCount);
      try {
        (*task)(index, worker);
      } catch (...) {
        const std::lock_guard lock(mutex);
        failure = std::current_exception();
      }
      if (unfinished.fetch_sub(1) == 1) {
        const std::lock_guard lock(mutex);
        changed.notify_all();
      }
      seen = untaken.load();
    }
  }

  void Run(int count, const Task& todo) {
    task = &todo;
    tasks = count;
    failure = nullptr;
    unfinished = count;
    const uint64_t list = (untaken.load() | kCount) + 1;
    untaken = list + static_cast<uint64_t>(count);
    if (sleepers != 0) {
      const std::lock_guard lock(mutex);
      changed.notify_all();
    }
    TakeTasks(0);
    const auto all_done = [this] { return unfinished == 0; };
    if (!HoldsSoon(looks, all_done)) {
      std::unique_lock lock(mutex);
      changed.wait(lock, all_done);
    }
    if (failure != nullptr) std::rethrow_exception(std::exchange(failure, nullptr));
  }

  // The lower half counts the tasks that nobody has taken; the upper half the lists, so that a
  // worker who was held up takes no task of a list that it has not seen.
  static constexpr uint64_t kCount = 0xFFFFFFFF;
  std::atomic<uint64_t> untaken = 0;
  std::atomic<int> unfinished = 0;
  // Of the list being worked on.
  const Task* task = nullptr;
  int tasks = 0;

  std::mutex mutex;
  std::condition_variable changed;
  std::exception_ptr failure;
  std::atomic<int> sleepers = 0;
  std::atomic<bool> leaving = false;
  const int looks;
  std::vector<std::thread> threads;
};

WorkerPool::WorkerPool(int threads) : threads_(threads) {
  if (threads > 1) crew_ = std::make_unique<Crew>(threads - 1);
}

WorkerPool::~WorkerPool() = default;

void WorkerPool::Run(int tasks, const Task& task) {
  if (crew_ == nullptr || tasks <= 1) {
    for (int i = 0; i < tasks; ++i) task(i, 0);
    return;
  }
  crew_->Run(tasks, task);
}

}  // namespace tidemark::reference
